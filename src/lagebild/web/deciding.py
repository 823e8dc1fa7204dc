"""An editor's decisions on the pages: making them, taking them back, and the page that lists them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.errors import DecisionError, NotFoundError
from lagebild.export.history import KINDS, as_json, history
from lagebild.record.decisions import Conflict, Decision
from lagebild.store import Connection
from lagebild.store import deciding as store
from lagebild.store import pages as store_pages
from lagebild.web import asked, safety
from lagebild.web.paging import page_of
from lagebild.web.site import Site, answer, author, own_address, site, token, url

LARGEST_FORM = 100_000
"""A request that decides something may have so many bytes."""

MOST_MERGED = 300
"""The page explains so many identities; the page of a person explains its own."""


MOST_LOGGED = 200
"""The page shows so many of the last things that users did besides deciding."""


def decisions(request: Request) -> Response:
    """What users decided and did, where it clashes, and, if nothing is asked, why the record took names for one."""
    wish = {"by": asked.text(request, "by"), "kind": asked.choice(request, "kind", KINDS)}
    days = {"from": asked.day(request, "from"), "to": asked.day(request, "to")}
    narrow = any((*wish.values(), *days.values()))
    with site(request).record() as connection:
        by, kind = (value or None for value in wish.values())
        found = history(connection, by=by, kind=kind, first=days["from"], last=days["to"])
        merged = [] if narrow else store_pages.merged(connection, limit=MOST_MERGED)
        decided = just_decided(connection, request)
        by_number = {d.number: d for d in store.decisions(connection)}
        log = found.log[: -MOST_LOGGED - 1 : -1]
        titles = store_pages.titles(connection, {one.about for one in log})
    shown, page, pages = page_of(request, found.decisions[::-1])
    context = {
        "made": shown,
        "total": len(found.decisions),
        "page": page,
        "pages": pages,
        "conflicts": [(c, [by_number[n] for n in c.decisions]) for c in found.conflicts],
        "log": log,
        "titles": titles,
        "logged": len(found.log),
        "people": found.people,
        "kinds_decided": KINDS,
        "asked": {**wish, **{name: day or "" for name, day in days.items()}},
        "merged": merged,
        "decided": decided,
    }
    data = {**as_json(found), "merged": merged}
    return answer(request, "decisions.html", context, data)


async def decide(request: Request) -> Response:
    """Make a decision out of a form, and lead back to where it was made.

    Names are the same or different, entries are wrong, two entries of events tell two things (`apart`), and a field of an
    entry gets a value (`mend`).
    """
    here = site(request)
    form = await guarded_form(request)
    who = author(request)
    kind, why, back = (field(form, name) for name in ("kind", "why", "back"))

    def deciding() -> tuple[list[Decision], str]:
        if kind == "wrong":
            entries = [value for value in form.getlist("entry") if isinstance(value, str)]
            return _made(here, lambda c: [store.withdraw(c, e, author=who, why=why) for e in entries]), back
        left, right = field(form, "left"), field(form, "right")
        if kind == "mend":
            name, value = field(form, "field"), field(form, "value")
            return _made(here, lambda c: [store.mend(c, left, name, value, author=who, why=why or None)]), back
        if kind == "apart":
            return _made(here, lambda c: [store.judge(c, left, right, same=False, author=who, why=why)]), back
        with here.record() as connection:
            anchor = store_pages.sighting(connection, left)
        made = _made(here, lambda c: [store.judge(c, left, right, same=kind == "same", author=who, why=why)])
        with here.record() as connection:
            return made, url("who", store_pages.identity_of(connection, anchor) or left)

    if kind not in ("same", "different", "wrong", "apart", "mend"):
        raise HTTPException(422, "kind")
    try:
        made, back = await run_in_threadpool(deciding)
    except (NotFoundError, DecisionError) as error:
        raise HTTPException(422, str(error)) from None
    return _lead_back(back, made)


async def undo(request: Request) -> Response:
    """Take a decision back, and lead back to where that was done."""
    here = site(request)
    form = await guarded_form(request)
    number, who = field(form, "decision"), author(request)
    if not (number.isdecimal() and len(number) < 10):
        raise HTTPException(422, "decision")
    try:
        made = await run_in_threadpool(_made, here, lambda c: [store.retract(c, int(number), author=who)])
    except (NotFoundError, DecisionError) as error:
        raise HTTPException(422, str(error)) from None
    return _lead_back(field(form, "back"), made)


def just_decided(connection: Connection, request: Request) -> list[tuple[Decision, list[Conflict]]]:
    """The decisions named in a page's address, just made, each with what contradicts it."""
    numbers = {int(n) for n in request.query_params.getlist("decided")[:50] if n.isdecimal() and len(n) < 10}
    if not numbers:
        return []
    conflicts = store.conflicts(connection)
    made = [d for d in store.decisions(connection) if d.number in numbers]
    return [(d, [c for c in conflicts if d.number in c.decisions]) for d in made]


def _made(here: Site, decision: Callable[[Connection], list[Decision]]) -> list[Decision]:
    with here.correcting() as connection:
        return decision(connection)


async def guarded_form(request: Request) -> FormData:
    """The form of a write that comes from one of our pages. Raises HTTPException for any other."""
    right = token(request)
    form = await safety.guarded(request, token=right, largest=LARGEST_FORM).form(max_files=0, max_fields=1000)
    if not safety.right_token(form.get("token"), right):
        raise HTTPException(403, "token")
    return form


def field(form: FormData, name: str) -> str:
    """A field without blanks around it; empty if it is not given."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def _lead_back(address: str, made: list[Decision]) -> Response:
    """Redirect to the page where somebody decided, never to another site."""
    path, _, query = (own_address(address) or "/decisions").partition("?")
    kept = [(k, v) for k, v in parse_qsl(query) if k != "decided"]
    asked = urlencode([*kept, *(("decided", d.number) for d in made)])
    return RedirectResponse(f"{path}?{asked}#decided", 303)
