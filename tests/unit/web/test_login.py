"""A login before the pages: who gets in, what that person may do, and what nobody gets out of it."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from tests.unit.web.conftest import reading

from lagebild.record.decisions import anchors
from lagebild.store import Store
from lagebild.web import login, users
from lagebild.web.app import create_app
from lagebild.web.login import Door, Trusted, networks
from lagebild.web.users import User, Users

HERE = "http://127.0.0.1"
OURS = {"origin": HERE}
PAGE = {"accept": "text/html,*/*;q=0.8"}
WORDS = {"anna": "im Hafen liegt Eis", "ben": "die Fähre kommt spät"}
TOKEN = re.compile(r'name="token" value="([^"]+)"')


def hidden(name: str) -> str:
    return users.hashed(WORDS[name], cost=(2, 1, 1))


class Team:
    """A record with a login, and the file of those who may use it."""

    def __init__(self, folder: Path, record: Path) -> None:
        self.file = folder / "users"
        self.known = {
            "anna": User(name="anna", right="decide", hash=hidden("anna")),
            "ben": User(name="ben", right="read", hash=hidden("ben")),
            "cora": User(name="cora", right="decide", hash=users.NO_PASSWORD),
        }
        self.write()
        shutil.copy(record, folder / "record.db")
        self.store = Store.open(folder / "record.db")
        self.now = 1_000.0
        self.serve(Door(Users(self.file), clock=lambda: self.now))

    def write(self) -> None:
        users.write(self.file, self.known)

    def serve(self, door: Door) -> None:
        self.door = door
        self.app = create_app(self.store, door=door, author="unknown")


class Browser:
    """Somebody with cookies, who comes from an address."""

    def __init__(self, team: Team, *, address: str = "127.0.0.1", **headers: str | bytes) -> None:
        self.team, self.address, self.headers = team, address, {**PAGE, **headers}
        self.cookies = httpx.Cookies()

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {**self.headers, **options.pop("headers", {})}

        async def asking() -> httpx.Response:
            way = httpx.ASGITransport(app=self.team.app, client=(self.address, 5_000))
            async with httpx.AsyncClient(transport=way, base_url=HERE, cookies=self.cookies) as client:
                answer = await client.request(method, path, headers=headers, **options)
                self.cookies = client.cookies
                return answer

        return asyncio.run(asking())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("GET", path, **options)

    def post(self, path: str, *, at: str = "/", **form: str) -> httpx.Response:
        """Send a form with the token of the page that it stands on."""
        found = TOKEN.search(self.get(at).text)
        return self.ask("POST", path, data={"token": found[1] if found else "", **form}, headers=OURS)

    def log_in(self, name: str, password: str | None = None, **form: str) -> httpx.Response:
        return self.post(
            "/login", at="/login", name=name, password=WORDS[name] if password is None else password, **form
        )


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "COST", (2, 1, 1))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("login") / "record.db"
    store = Store.open(path)
    store.add(reading())
    store.refresh()
    store.close()
    return path


@pytest.fixture
def team(tmp_path: Path, record: Path) -> Iterator[Team]:
    made = Team(tmp_path, record)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def entry() -> str:
    return anchors(reading())["statement"][0].id


SHUT = (
    "/", "/chronicle", "/reports/r1", "/decisions", "/nichts", "/openapi.json", "/suggest", "/chronicle.atom", "/start.json",
)  # fmt: skip


@pytest.mark.parametrize("path", SHUT)
def test_nothing_is_shown_before_the_login(team: Team, path: str) -> None:
    for accept in ("text/html", "*/*", "application/json", "application/atom+xml"):
        answer = Browser(team, accept=accept).get(path)
        assert answer.status_code in (303, 401)
        assert "Tolk" not in answer.text
        assert "content-security-policy" in answer.headers
        assert answer.headers["cache-control"] == "no-store"


def test_one_logs_in_and_is_led_to_the_page_that_was_asked_for(team: Team) -> None:
    anna = Browser(team)
    shut = anna.get("/chronicle?actor=Mira+Tolk&type=COERCE")
    assert shut.status_code == 303
    assert parse_qs(urlsplit(shut.headers["location"]).query) == {"next": ["/chronicle?actor=Mira+Tolk&type=COERCE"]}
    form = anna.get(shut.headers["location"])
    assert form.status_code == 200
    assert 'value="/chronicle?actor=Mira+Tolk&amp;type=COERCE"' in form.text
    assert "Chronik" not in form.text  # what is behind it shows nothing, and nothing leads there
    done = anna.log_in("anna", next="/chronicle?actor=Mira+Tolk&type=COERCE")
    assert (done.status_code, done.headers["location"]) == (303, "/chronicle?actor=Mira+Tolk&type=COERCE")
    (cookie,) = [one for one in done.headers.get_list("set-cookie") if one.startswith(login.COOKIE)]
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip().casefold() for part in cookie.split(";")}
    assert "secure" not in cookie.casefold()
    page = anna.get(done.headers["location"])
    assert page.status_code == 200
    assert "<b>anna</b>" in page.text
    assert anna.get("/login?next=/said").headers["location"] == "/said"  # in already


def test_the_cookie_of_an_encrypted_page_is_never_sent_in_the_open(team: Team) -> None:
    anna = Browser(team)
    token = TOKEN.search(anna.get("/login").text)
    assert token
    form = {"token": token[1], "name": "anna", "password": WORDS["anna"]}
    done = anna.ask("POST", "/login", data=form, headers={"origin": "https://127.0.0.1"})
    assert "; secure" in done.headers["set-cookie"].casefold()


@pytest.mark.parametrize(
    "next_",
    [
        "//evil.example/x", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "javascript:alert(1)", "/%0d%0aset-cookie:a=b\r\nx", "http:evil.example", "///evil.example",
        "evil.example", "/\n/evil.example",
        "//[", "/ /evil\x00",
    ],
)  # fmt: skip
def test_the_login_leads_to_no_other_site(team: Team, next_: str) -> None:
    done = Browser(team).log_in("anna", next=next_)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert 'name="next" value=""' in Browser(team).get("/login", params={"next": next_}).text


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(team: Team) -> None:
    answers = [Browser(team).log_in(name, "falsch und lang genug") for name in ("anna", "niemand", "cora", "a:b", "")]
    assert {one.status_code for one in answers} == {401}
    bodies = [re.sub(r'id="name" name="name" value="[^"]*"', "", one.text) for one in answers]
    assert len(set(bodies)) == 1
    assert "Name oder Passwort stimmt nicht" in bodies[0]
    assert all(login.COOKIE not in one.headers.get("set-cookie", "") for one in answers)
    english = Browser(team, **{"accept-language": "en"}).log_in("anna", "falsch")
    assert "The name or the password is not right" in english.text


def test_who_fails_again_and_again_waits_and_nobody_else_does(team: Team) -> None:
    thief = Browser(team, address="10.0.0.9")
    statuses = [thief.log_in("anna", "geraten, lang genug").status_code for _ in range(7)]
    assert statuses == [401] * 6 + [429]
    waits = thief.log_in("anna")  # not even the right one is tried
    assert waits.status_code == 429
    assert int(waits.headers["retry-after"]) >= 1
    assert "Warten Sie eine Sekunde" in waits.text
    team.now += 1
    assert thief.log_in("anna").status_code == 303
    assert Browser(team, address="10.0.0.1").log_in("anna").status_code == 303


def test_passwords_tried_at_once_count_as_those_tried_one_by_one(team: Team) -> None:
    token = TOKEN.search(Browser(team).get("/login").text)
    assert token
    form = {"token": token[1], "name": "anna", "password": "geraten, lang genug"}

    async def asking() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=team.app), base_url=HERE) as client:
            tries = [client.post("/login", data=form, headers={**PAGE, **OURS}) for _ in range(30)]
            return sorted(one.status_code for one in await asyncio.gather(*tries))

    assert asyncio.run(asking()) == [401] * 6 + [429] * 24


def test_the_form_needs_our_own_page_and_its_token(team: Team) -> None:
    token = TOKEN.search(Browser(team).get("/login").text)
    assert token
    form = {"name": "anna", "password": WORDS["anna"]}
    ask = Browser(team).ask
    assert ask("POST", "/login", data={"token": token[1], **form}).status_code == 403
    evil = {"origin": "http://evil.example"}
    assert ask("POST", "/login", data={"token": token[1], **form}, headers=evil).status_code == 403
    assert ask("POST", "/login", data={"token": "x", **form}, headers=OURS).status_code == 403
    large = {"token": token[1], **form, "next": "/" + "x" * 30_000}
    assert ask("POST", "/login", data=large, headers=OURS).status_code == 413


def test_who_may_decide_does_so_by_name(team: Team, entry: str) -> None:
    anna = Browser(team)
    anna.log_in("anna")
    done = anna.post("/decide", kind="wrong", entry=entry, why="nur ein Gerücht", back="/decisions")
    assert done.status_code == 303
    (made,) = anna.get("/decisions.json").json()["decisions"]
    assert made["author"] == "anna"
    anna.post("/undo", decision="1", back="/decisions")
    assert anna.get("/decisions.json").json()["decisions"][0]["retracted"]["author"] == "anna"
    anna.post("/views", view="/chronicle?type=COERCE", name="Festnahmen")
    assert anna.get("/start.json").json()["views"][0]["author"] == "anna"


def test_who_may_only_read_reads_everything_and_writes_nothing(team: Team, entry: str) -> None:
    ben = Browser(team)
    ben.log_in("ben")
    for path in ("/", "/chronicle", "/reports/r1", "/decisions", "/who/person%3Amira-tolk", "/said"):
        page = ben.get(path)
        assert page.status_code == 200
        actions = set(re.findall(r'<form[^>]* method="post" action="([^"]+)"', page.text))
        assert actions <= {"/logout"}, (path, actions)
        assert "adding.js" not in page.text
        assert ("liest nur" in page.text) is True
    for path, form in (
        ("/decide", {"kind": "wrong", "entry": entry}),
        ("/undo", {"decision": "1"}),
        ("/views", {"view": "/chronicle", "name": "x"}),
        ("/views/drop", {"view": "1"}),
        ("/add", {"text": "Der Hafen ist zu."}),
    ):
        refused = ben.post(path, **form)
        assert refused.status_code == 403, path
        assert "Sie dürfen hier lesen" in refused.text
    assert ben.get("/decisions.json").json()["decisions"] == []
    assert ben.get("/start.json").json()["size"]["reports"] == 1


def test_a_token_is_good_for_one_session_only(team: Team, entry: str) -> None:
    anna, other = Browser(team), Browser(team)
    anna.log_in("anna")
    other.log_in("anna")
    token = TOKEN.search(other.get("/").text)
    assert token
    form = {"kind": "wrong", "entry": entry}
    for wrong in (token[1], team.app.state.site.token):
        assert anna.ask("POST", "/decide", data={"token": wrong, **form}, headers=OURS).status_code == 403
    assert anna.post("/decide", **form).status_code == 303


def test_one_logs_out_and_the_cookie_is_worth_nothing(team: Team) -> None:
    anna = Browser(team)
    anna.log_in("anna")
    cookie = anna.cookies[login.COOKIE]
    assert anna.ask("POST", "/logout", data={"token": "x"}, headers=OURS).status_code == 403
    assert anna.ask("POST", "/logout", data={}).status_code == 403
    assert anna.get("/logout").status_code == 405
    assert anna.get("/").status_code == 200
    done = anna.post("/logout")
    assert (done.status_code, done.headers["location"]) == (303, "/login")
    assert login.COOKIE not in anna.cookies
    anna.cookies.set(login.COOKIE, cookie, domain="127.0.0.1")
    assert anna.get("/").status_code == 303
    assert anna.post("/logout").status_code == 401


def test_who_logs_in_anew_gets_another_cookie_and_the_old_one_ends(team: Team) -> None:
    anna = Browser(team)
    anna.cookies.set(login.COOKIE, "von-aussen-gesetzt", domain="127.0.0.1")
    anna.log_in("anna")
    first = anna.cookies[login.COOKIE]
    assert first != "von-aussen-gesetzt"
    form = TOKEN.search(Browser(team).get("/login").text)
    assert form
    sent = {"token": form[1], "name": "ben", "password": WORDS["ben"]}
    anna.ask("POST", "/login", data=sent, headers=OURS)
    assert "<b>ben</b>" in anna.get("/").text
    anna.cookies.clear()
    anna.cookies.set(login.COOKIE, first, domain="127.0.0.1")
    assert anna.get("/").status_code == 303


def test_a_change_of_the_file_counts_for_who_is_logged_in(team: Team, entry: str) -> None:
    anna, ben = Browser(team), Browser(team)
    anna.log_in("anna")
    ben.log_in("ben")
    team.known["anna"] = User(name="anna", right="read", hash=team.known["anna"].hash)
    team.known["ben"] = User(name="ben", right="read", hash=hidden("anna"))  # another password
    team.write()
    assert anna.post("/decide", kind="wrong", entry=entry).status_code == 403
    assert ben.get("/").status_code == 303
    del team.known["anna"]
    team.write()
    assert anna.get("/").status_code == 303
    assert anna.ask("POST", "/decide", data={}, headers=OURS).status_code == 401


def test_programs_send_the_password_with_each_request(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Browser(team, accept="application/atom+xml")
    shut = reader.get("/chronicle.atom")
    assert shut.status_code == 401
    assert shut.headers["www-authenticate"].startswith("Basic realm=")
    assert reader.get("/chronicle.json", headers={"accept": "*/*"}).status_code == 401
    right = ("ben", WORDS["ben"])
    feed = reader.get("/chronicle.atom", auth=right)
    assert feed.status_code == 200
    assert feed.headers["cache-control"] == "private, no-cache"
    again = reader.get("/chronicle.atom", auth=right, headers={"if-none-match": feed.headers["etag"]})
    assert again.status_code == 304
    monkeypatch.setattr(users, "fits", lambda *_: pytest.fail("a password known to be right is worked out again"))
    assert reader.get("/said.json", auth=right, headers={"accept": "application/json"}).status_code == 200
    monkeypatch.undo()
    team.known["ben"] = User(name="ben", right="read", hash=hidden("anna"))
    team.write()
    assert reader.get("/chronicle.atom", auth=right).status_code == 401


def test_a_wrong_password_with_a_request_counts_as_any_other(team: Team) -> None:
    reader = Browser(team, address="10.0.0.9", accept="*/*")
    statuses = [reader.get("/said.json", auth=("ben", "geraten, lang genug")).status_code for _ in range(8)]
    assert statuses == [401] * 6 + [429] * 2
    for header in ("Basic", "Basic x", "Basic eA==", "Basic /w=="):
        assert Browser(team, accept="*/*").get("/said.json", headers={"authorization": header}).status_code == 401


def test_nothing_is_written_with_a_password_alone(team: Team, entry: str) -> None:
    """The browser would send it along by itself, whoever's page made it ask."""
    anna = ("anna", WORDS["anna"])
    form = {"kind": "wrong", "entry": entry, "token": team.door.token("anna")}
    assert Browser(team).ask("POST", "/decide", data=form, headers=OURS, auth=anna).status_code == 401
    page = Browser(team).get("/", auth=anna)
    assert 'action="/add"' not in page.text


def test_a_module_of_our_own_pages_makes_no_browser_ask_for_a_password(team: Team) -> None:
    module = Browser(team, accept="*/*", **{"sec-fetch-mode": "cors", "sec-fetch-site": "same-origin"})
    shut = module.get("/suggest?q=mi")
    assert shut.status_code == 401
    assert "www-authenticate" not in shut.headers
    link = Browser(team, **{"sec-fetch-mode": "navigate", "sec-fetch-site": "same-origin"})
    assert link.get("/said.json").headers["location"] == "/login?next=%2Fsaid.json"


def test_a_link_from_elsewhere_asks_once_more_from_our_own_page(team: Team) -> None:
    """The cookie is not sent along from there (SameSite=Strict); who is logged in shall not see the form all the same."""
    away = Browser(team, **{"sec-fetch-mode": "navigate", "sec-fetch-site": "cross-site"})
    page = away.get('/who/a"b?on=2019-05-04&x=<b>')
    assert page.status_code == 200
    assert '<meta http-equiv="refresh" content="0; url=/who/a%22b?on=2019-05-04&amp;x=%3Cb%3E">' in page.text
    json = away.get("/said.json")
    assert '<meta http-equiv="refresh" content="0; url=/said.json">' in json.text


def test_static_files_and_the_form_are_all_that_is_open(team: Team) -> None:
    asked = {"/static/lagebild.css": 200, "/static/../start.json": 401, "/login": 200, "/login.json": 401}
    for path, status in asked.items():
        assert Browser(team, accept="*/*").get(path).status_code == status, path


def test_without_a_login_there_is_none(team: Team) -> None:
    team.app = create_app(team.store)
    anybody = Browser(team)
    assert anybody.get("/login").status_code == 404
    assert anybody.post("/logout").status_code == 404
    page = anybody.get("/")
    assert "cache-control" not in page.headers
    assert 'action="/add"' in page.text
    assert 'action="/logout"' not in page.text


# a proxy that sees to the login


def behind(team: Team, **options: Any) -> None:
    known = Users(team.file) if options.pop("known", True) else None
    team.serve(Door(known, Trusted(header="X-Forwarded-User", sources=networks(["10.1.0.0/24", "::1"]), **options)))


PROXY = {"x-forwarded-user": "anna"}


def test_who_a_trusted_proxy_names_is_in(team: Team, entry: str) -> None:
    behind(team)
    anna = Browser(team, address="10.1.0.7", **PROXY)
    page = anna.get("/")
    assert page.status_code == 200
    assert "<b>anna</b>" in page.text
    assert 'action="/logout"' not in page.text
    assert anna.post("/decide", kind="wrong", entry=entry).status_code == 303
    assert anna.get("/decisions.json").json()["decisions"][0]["author"] == "anna"
    assert anna.get("/login").status_code == 404


@pytest.mark.parametrize("address", ["10.1.1.7", "127.0.0.1", "::2", "", "unbekannt"])
def test_from_any_other_address_the_header_is_refused(team: Team, address: str) -> None:
    behind(team)
    refused = Browser(team, address=address, **PROXY).get("/")
    assert refused.status_code == 403
    assert "nur über den Proxy" in refused.text
    assert Browser(team, address=address).get("/").status_code == 403
    token = team.door.token("anna")
    made = Browser(team, address=address, **PROXY).ask("POST", "/undo", data={"token": token}, headers=OURS)
    assert made.status_code == 403


def test_an_address_that_a_proxy_forwards_is_not_the_address_of_the_proxy(team: Team) -> None:
    """127.0.0.1 may say for whom it asks; it does not become a trusted address by that."""
    behind(team)
    forged = Browser(team, **PROXY, **{"x-forwarded-for": "10.1.0.7"})
    assert forged.get("/").status_code == 403
    team.serve(Door(Users(team.file), Trusted(header="X-Forwarded-User", sources=networks(["127.0.0.1"]))))
    assert Browser(team, **PROXY, **{"x-forwarded-for": "203.0.113.9"}).get("/").status_code == 200


def test_a_proxy_that_names_nobody_or_two_is_refused(team: Team) -> None:
    behind(team)
    proxy = Browser(team, address="10.1.0.7")
    for headers in ([], [("x-forwarded-user", "")], [("x-forwarded-user", "a:b")], [("x-forwarded-user", b"\xff")]):
        assert proxy.get("/", headers=dict(headers)).status_code == 403
    two = httpx.Headers([*PAGE.items(), ("x-forwarded-user", "ben"), ("x-forwarded-user", "anna")])

    async def asking() -> int:
        way = httpx.ASGITransport(app=team.app, client=("10.1.0.7", 1))
        async with httpx.AsyncClient(transport=way, base_url=HERE) as client:
            return (await client.get("/", headers=two)).status_code

    assert asyncio.run(asking()) == 403


def test_what_a_named_user_may_do_stands_in_the_file_or_is_said(team: Team) -> None:
    def may(name: str | bytes, **options: Any) -> str:
        behind(team, **options)
        page = Browser(team, address="10.1.0.7", **{"x-forwarded-user": name}).get("/chronicle")
        return (
            "decide" if 'action="/views"' in page.text else "read" if page.status_code == 200 else str(page.status_code)
        )

    assert [may(name) for name in ("anna", "ben", "cora", "dora")] == ["decide", "read", "decide", "read"]
    assert may("dora", right="decide") == "decide"
    assert [may(name, right="none") for name in ("cora", "dora")] == ["decide", "403"]
    assert may("anna", known=False) == "read"
    assert may("J\u00f6rg".encode(), known=False) == "read"
