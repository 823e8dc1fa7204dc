"""The incidents on the page of a person, body or state: the latest of each section, or one section page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from starlette.requests import Request

from lagebild.record.incidents import Incident
from lagebild.record.telling import Party
from lagebild.store import Connection, involved, queries
from lagebild.store.involved import Involved, Section
from lagebild.web import asked, views
from lagebild.web.paging import AT_FIRST, page

SECTIONS: tuple[Section, ...] = ("did", "suffered", "there", "part")
"""The sections of somebody's page, each incident in one of them at least."""
COMPANY = 24
"""So many of those with whom somebody has most incidents are named."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A section: the incidents shown, oldest first, of how many, and the page that they are of (None if not paged)."""

    name: Section
    shown: tuple[Incident, ...]
    total: int
    page: int | None = None
    pages: int = 1


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The sections with something in them; `only` is the one that is asked for, empty if all are.

    `company` are those with whom there are most incidents, and how many.
    """

    parts: tuple[Part, ...]
    only: str
    company: tuple[tuple[Party, int], ...]

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """Everything shown, each incident once."""
        return tuple({one.id: one for part in self.parts for one in part.shown}.values())

    @property
    def counts(self) -> dict[str, int]:
        """How many incidents there are in each section."""
        return {part.name: part.total for part in self.parts}


def shown(
    request: Request,
    connection: Connection,
    me: str,
    sections: Sequence[Section] = SECTIONS,
    *,
    beside: Sequence[str] = (),
) -> Shown:
    """What an identity has a part in, as its address asks: `section` and `page`, and `sure`.

    `beside` are the sections of the page that are not of incidents; where one of them is asked for, no incident is shown.
    """
    only, sure = asked.choice(request, "section", (*sections, *beside)), asked.share(request, "sure")
    if sure:  # how many are left shows when all are looked at
        every = {one.id: one for one in queries.incidents(connection, party=me, sure=sure)}
        found = involved.sorted_out(me, every.items())
    else:
        found = views.once(request, connection, "involved", {"me": me}, lambda: involved.involved(connection, me))
        every = {}
    wanted = [name for name in sections if found.sections[name] and only in ("", name)]
    cut = {name: _cut(request, found.sections[name], paged=bool(only)) for name in wanted}
    needed = [key for keys, _, _ in cut.values() for key in keys if key not in every]
    fetched = {one.id: one for one in queries.incidents(connection, ids=needed)} if needed else {}
    known: Mapping[str, Incident] = {**every, **fetched}
    return Shown(
        parts=tuple(
            Part(
                name=name,
                shown=tuple(known[key] for key in keys if key in known),
                total=len(found.sections[name]),
                page=number,
                pages=pages,
            )
            for name, (keys, number, pages) in cut.items()
        ),
        only=only,
        company=_company(found),
    )


def _cut(request: Request, keys: Sequence[str], *, paged: bool) -> tuple[Sequence[str], int | None, int]:
    """The ids of a section that are shown, the number of their page, and how many pages there are."""
    if not paged:
        return keys[-AT_FIRST:], None, 1
    asked_for = page(request, len(keys))
    return keys[asked_for.offset : asked_for.offset + asked_for.per], asked_for.number, asked_for.pages


def _company(found: Involved) -> tuple[tuple[Party, int], ...]:
    return tuple(sorted(found.company.items(), key=lambda pair: (-pair[1], pair[0].name))[:COMPANY])
