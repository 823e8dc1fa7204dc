"""What every page shares: the record, the templates, the language, and the answer as a page or as JSON."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lagebild import __version__
from lagebild.errors import NotFoundError
from lagebild.record.counts import steps
from lagebild.record.identities import plain_name
from lagebild.settings import Settings
from lagebild.store import Connection, Store
from lagebild.store.bookmarks import lasting
from lagebild.store.size import is_empty
from lagebild.store.snapshot import Snapshots
from lagebild.web import phrases
from lagebild.web.comparison import by_value, headline, reported, words_for
from lagebild.web.dotted import least_of, least_told
from lagebild.web.in_print import asked_in_words
from lagebild.web.overlay import KINDS, LAYERS, initials, marked
from lagebild.web.reasons import in_words
from lagebild.web.timed import happened, timed
from lagebild.web.visitor import may_decide, visitor
from lagebild.web.wholes import wholes, within

INDEX_PAGES = ("people", "bodies", "states", "places", "outlets", "reports", "plans")
"""The addresses of the indexes, in the order in which they are shown; offices and disputes have pages of their own form."""

VIEW_PAGES = ("timeline", "map", "network")
"""The addresses of the views of what the chronicle is narrowed to, besides the list."""
FEEDS = ("chronicle", "disputes", "said")
"""The pages that have an Atom feed at the same address with `.atom` at the end."""

T = TypeVar("T")

LANGUAGE_COOKIE = "lagebild_language"
FORK = Markup('<svg class="forkmark" viewBox="0 0 10 12" aria-hidden="true"><path d="M5 12V7L1 1M5 7l4-6"/></svg>')
"""The mark of what is disputed, drawn: few fonts have U+2442. A word always stands beside it."""


class Site:
    """One record and how it is shown. A write must bring `token`, which lives as long as the server.

    `author` is the name behind decisions made on the pages if there is no `login`. `keepable` are the pages whose address
    can be saved as a view.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings | None = None,
        *,
        author: str = "unknown",
        keepable: Collection[str] = (),
        login: bool = False,
    ) -> None:
        self.store = store
        self.keepable = frozenset(keepable)
        self.snapshots = Snapshots(store)
        self.author = author
        self.login = login
        self.settings = settings or Settings()
        self.counted: dict[Hashable, Any] = {}  # what the chronicle and its views count, until the record changes
        self.turn = asyncio.Lock()  # one write of reports after another: of the same one only the first is new
        self.token = secrets.token_urlsafe(32)
        self.templates = Environment(
            loader=PackageLoader("lagebild.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self.templates.globals.update(
            kinds=KINDS,
            layers=LAYERS,
            initials=initials,
            marked=marked,
            headline=headline,
            id_of=id,
            reported=reported,
            by_value=by_value,
            words_for=words_for,
            steps=steps,
            fork_mark=FORK,
            version=__version__,
            url=url,
            plain_name=plain_name,
            languages=phrases.LANGUAGES,
            index_pages=INDEX_PAGES,
            least_of=least_of,
            least_told=least_told,
            view_pages=VIEW_PAGES,
            wholes=wholes,
            parts_of=within,
        )

    @contextmanager
    def record(self, known: str | None = None) -> Iterator[Connection]:
        """A connection to the record, its identities up to date; with `known` to what was known on that day."""
        if known is not None:
            with self.snapshots.asking(known) as connection:
                yield connection
            return
        self.store.refresh(wait=False)
        with self.store.transaction() as connection:
            yield connection

    @contextmanager
    def correcting(self) -> Iterator[Connection]:
        """A connection to the record that writes an editor's word."""
        self.store.refresh()
        with self.store.writing() as connection:
            yield connection


def url(*parts: str, **query: str | int | None) -> str:
    """An address on the site: parts quoted, queries without a value left out."""
    if parts and parts[-1] in (".", ".."):  # which every browser takes for a way to another folder
        parts, query = (*parts[:-1], ""), {"id": parts[-1], **query}
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    asked = {key.rstrip("_"): value for key, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(asked)}" if asked else path


class AnyText(Convertor[str]):
    """A part of an address that may be any id, with line breaks as well."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        """The id as it stands there."""
        return value

    def to_string(self, value: str) -> str:
        """The address's part as it is."""
        return value


register_url_convertor("id", AnyText())


def looked_up(request: Request, find: Callable[[str], T]) -> tuple[str, T]:
    """The id that an address names, and what is found under it.

    `/reports/a.json` is the page of the id `a.json` if there is one, else the JSON of the id `a`. An id of dots is named by
    `/reports/?id=..`. Raises what `find` raises.
    """
    key: str = request.path_params["key"]
    named = request.query_params.get("id")
    if key in ("", ".json") and named is not None:
        return named, find(named)
    if not key.endswith(".json"):
        return key, find(key)
    try:
        found = find(key)
    except NotFoundError:
        key = key.removesuffix(".json")
        return key, find(key)
    request.state.is_page = True
    return key, found


def site(request: Request) -> Site:
    """The site that a request is for."""
    found: Site = request.app.state.site
    return found


def author(request: Request) -> str:
    """The name behind what a request decides: of whoever is logged in, else the one that the server was given."""
    found = visitor(request)
    return found.name if found is not None else site(request).author


def token(request: Request) -> str:
    """What a write must bring that comes from the page that is asked for now."""
    found = visitor(request)
    return found.token if found is not None else site(request).token


def own_address(address: str) -> str:
    """An address on this site, path and query; empty for anything else, whatever it looks like to a browser."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = parts.path
    if not path.startswith("/") or address.startswith("//") or parts.netloc or parts.scheme:
        return ""
    if path.startswith("//") or "\\" in address or not address.isprintable():  # a browser may drop what is in between
        return ""
    return path + (f"?{parts.query}" if parts.query else "")


def language(request: Request) -> str:
    """The language in which to answer."""
    return phrases.choose(
        request.query_params.get("lang"),
        request.cookies.get(LANGUAGE_COOKIE),
        request.headers.get("accept-language", ""),
    )


def wants_json(request: Request) -> bool:
    """True if the address ends in `.json`, or if the client prefers JSON to a page."""
    accept = request.headers.get("accept", "")
    path: str = request.scope["path"]
    named = path.endswith(".json") and not getattr(request.state, "is_page", False)
    return named or ("application/json" in accept and "text/html" not in accept)


def answer(
    request: Request, template: str, context: dict[str, Any], data: Any, *, status: int = 200, as_page: bool = False
) -> Response:
    """The page, or its JSON: `context` fills the template, `data` is what JSON's readers get, unless it is always a page."""
    if wants_json(request) and not as_page:
        return Response(msgspec.json.encode(data), media_type="application/json", status_code=status)
    tongue = language(request)
    words = phrases.phrases(tongue)
    here = site(request)
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "decided")]
    sent = request.method == "POST"
    page = here.templates.get_template(template).render(
        t=words,
        lang=tongue,
        day=lambda value: phrases.unbroken(phrases.day(value, tongue)),
        when=lambda item: phrases.unbroken(happened(item, tongue)),
        moment=lambda value: phrases.unbroken(phrases.moment(value, tongue)),
        claimed=lambda kind, value: phrases.claimed(kind, value, tongue),
        number=lambda value: phrases.number(value, tongue),
        counted=lambda key, count: phrases.counted(key, count, tongue),
        in_order=lambda keys, prefix: phrases.in_order(keys, prefix, tongue),
        timed=lambda value, mod=None: timed(value, mod, tongue),
        reason=lambda words: in_words(words, tongue),
        path=path_of(request),
        kept=kept,
        # what a form is answered with has no address that could be asked again, in the other language or as JSON
        in_language=lambda other: ("/?" if sent else "?") + urlencode([*kept, ("lang", other)]),
        as_json=None if sent or status >= 400 else _json_address(request, kept),
        feed=_feed_address(request, tongue) if status == 200 else None,
        keepable=status == 200 and may_decide(request) and request.scope["path"].strip("/") in here.keepable,
        token=token(request),
        visitor=visitor(request),
        may_decide=may_decide(request),
        outside=here.login and visitor(request) is None,
        here=path_of(request) + ("?" + urlencode(kept) if kept else ""),
        known=getattr(request.state, "known", None),
        asked_in_words=asked_in_words(context.get("asked", {}), words, tongue),
        empty=_is_empty(here) if status == 200 else False,
        not_clear=getattr(request.state, "unclear", ()),
        instead=lambda name, value: _instead(request, kept, name, value),
        **{"decided": (), **context},
    )
    response = HTMLResponse(page, status_code=status)
    if request.query_params.get("lang") in phrases.LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, tongue, samesite="strict", httponly=True, max_age=365 * 86400)
    return response


def _is_empty(here: Site) -> bool:
    """True if there is no report on record at all: then a page says so, rather than that it found nothing."""
    with here.store.transaction() as connection:
        return is_empty(connection)


def _instead(request: Request, kept: list[tuple[str, str]], name: str, value: str) -> str:
    """The address asked for with another value of one parameter, from its first page on."""
    return path_of(request) + "?" + urlencode([*((k, v) for k, v in kept if k not in (name, "page")), (name, value)])


def path_of(request: Request) -> str:
    """The path of an address as it was asked for, quoted."""
    raw: bytes | None = request.scope.get("raw_path")
    if raw:
        return raw.decode("ascii", "replace").partition("?")[0]
    return quote(request.scope["path"])


def _json_address(request: Request, kept: list[tuple[str, str]]) -> str:
    path = path_of(request)
    return f"{'/start' if path == '/' else path}.json" + (f"?{urlencode(kept)}" if kept else "")


def query_of(request: Request) -> str:
    """What stands behind the question mark of an address; a byte that is no UTF-8 becomes U+FFFD."""
    raw: bytes = request.scope["query_string"]
    return raw.decode("utf-8", "replace")


def _feed_address(request: Request, tongue: str) -> str | None:
    """The address of the feed that has what a page asks for, in the page's language; None if there is none."""
    page = request.scope["path"].strip("/") or "chronicle"
    if page not in FEEDS:
        return None
    query = lasting(query_of(request))
    return f"/{page}.atom?{f'{query}&' if query else ''}lang={tongue}"


def static_folder() -> str:
    """The folder with the style sheet and the modules."""
    return str(files("lagebild.web").joinpath("static"))
