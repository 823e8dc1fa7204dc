"""Plans and agreements, promises, appeals and mediations: a page of all of them, and those of one party."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from lagebild.export import answers
from lagebild.export.answer_rows import PlanRow
from lagebild.reading import Outcome, PledgeKind
from lagebild.record.identities import plain_name
from lagebild.record.plans import Planned, PledgeTold, planned
from lagebild.store import Connection, ties
from lagebild.web import asked
from lagebild.web.deciding import just_decided
from lagebild.web.meant import meant
from lagebild.web.paging import page_of
from lagebild.web.site import answer, site

KINDS = ("plan", *get_args(PledgeKind))
"""What the page can be narrowed to."""


def plans_of(connection: Connection, me: str, *, sure: float = 0.0) -> tuple[list[Planned], list[PledgeTold]]:
    """The plans and the pledges that an identity has a part in, oldest first; `sure` leaves out what is less sure."""
    mine: list[Planned] = []
    if ties.plans(connection, party=me):  # what other reports tell of the same plans counts, too
        mine = [plan for plan in planned(ties.plans(connection, sure=sure)) if me in plan.parties]
    return mine, ties.pledges(connection, party=me)


def plans(request: Request) -> Response:
    """Every plan and every pledge; the filters are in the address.

    `name` is that of a plan, or a part of it, or of somebody who has a part in it.
    """
    known, name, sure = asked.known(request), asked.text(request, "name"), asked.share(request, "sure")
    kind = asked.choice(request, "kind", KINDS)
    outcome = asked.choice(request, "outcome", get_args(Outcome))
    with site(request).record(known) as connection:
        made = planned(ties.plans(connection, sure=sure))
        pledged = ties.pledges(connection)
        if name:
            called = [plan for plan in made if plain_name(name) in plain_name(plan.name)]
            who = meant(request, connection, "name", name)
            made = [plan for plan in made if plan in called or (who is not None and who.id in plan.parties)]
            pledged = ties.pledges(connection, party=who.id) if who is not None else []
            if called:  # the name is a plan's: whether somebody is called so, too, does not matter
                request.state.unclear = ()
        decided = just_decided(connection, request)
    every: list[Planned | PledgeTold] = [
        *(made if kind in ("", "plan") and not outcome else ()),
        *(one for one in pledged if kind in ("", one.kind) and outcome in ("", one.outcome)),
    ]
    shown, page, pages = page_of(request, every)
    context = {
        "made": [one for one in shown if isinstance(one, Planned)],
        "pledged": [one for one in shown if isinstance(one, PledgeTold)],
        "total": len(every),
        "page": page,
        "pages": pages,
        "asked": {"name": name, "kind": kind, "outcome": outcome, "known": known or "", "sure": sure or ""},
        "kinds_asked": KINDS,
        "outcomes": get_args(Outcome),
        "decided": decided,
    }
    data = {"total": len(every), "page": page, "pages": pages, "plans": [row(one) for one in shown]}
    return answer(request, "plans.html", context, data)


def row(one: Planned | PledgeTold) -> PlanRow:
    """The row of a plan or a pledge."""
    return answers.plan(one) if isinstance(one, Planned) else answers.pledge(one)
