"""Saved views: a form on a page keeps its address under a name, and the start page lists what is kept."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.errors import DecisionError, NotFoundError
from lagebild.store import bookmarks as store
from lagebild.web.deciding import field, guarded_form
from lagebild.web.site import author, site


async def save(request: Request) -> Response:
    """Keep what a page is asked under a name, and lead to the list."""
    here = site(request)
    form = await guarded_form(request)
    address = urlsplit(field(form, "view"))
    page = address.path.strip("/")
    if address.netloc or address.scheme or page not in here.keepable:
        raise HTTPException(422, "view")
    name, who = field(form, "name"), author(request)

    def saving() -> None:
        with here.correcting() as connection:
            store.save(connection, name, page=page, query=address.query, author=who)

    try:
        await run_in_threadpool(saving)
    except DecisionError as error:
        raise HTTPException(422, str(error)) from None
    return RedirectResponse("/#views", 303)


async def drop(request: Request) -> Response:
    """Forget a view, and lead to the list."""
    here = site(request)
    form = await guarded_form(request)
    number, who = field(form, "view"), author(request)
    if not (number.isdecimal() and len(number) < 10):
        raise HTTPException(422, "view")

    def dropping() -> None:
        with here.correcting() as connection:
            store.drop(connection, int(number), author=who)

    try:
        await run_in_threadpool(dropping)
    except NotFoundError as error:
        raise HTTPException(422, str(error)) from None
    return RedirectResponse("/#views", 303)
