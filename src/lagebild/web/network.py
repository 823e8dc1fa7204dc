"""The network of what the chronicle is narrowed to: who acts with and against whom, each line with a way to its incidents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lagebild.record import tallies
from lagebild.record.tallies import PartyCount
from lagebild.store import Connection, counting, narrowing
from lagebild.web import asked, graph, views
from lagebild.web.graph import Drawn, Pairs
from lagebild.web.overlay import KINDS
from lagebild.web.site import answer, site

_Found = tuple[Pairs, Mapping[str, PartyCount], Drawn, int]

LISTED = 100
"""So many pairs are listed in the table; the rest is counted."""
MOST = 1_000
"""So many pairs, those with most incidents, are in the JSON; it says how many there are."""


def network(request: Request) -> Response:
    """Who acts with whom; the filters are in the address."""
    known = asked.known(request)
    at = asked.month(request, "at")
    with site(request).record(known) as connection:
        narrowed = views.narrowed(request, connection)
        pairs, who, drawn, total = _counted(request, connection, narrowed)
    listed = [pair for pair in pairs.first[:LISTED] if pair.one in who and pair.other in who]
    narrow = graph.draw(pairs.first, who, graph.FEW, width=graph.NARROW)
    context = {
        **views.context(narrowed, at=at),
        "drawn": drawn,
        "narrow": narrow,
        "pairs": listed,
        "who": who,
        "kind_names": [k for k in views.KIND_NAMES if any(e.kind == k for pair in listed for e in pair.edges)],
        "by_kind": lambda pair: {edge.kind: edge.count for edge in pair.edges},
        "number_of_pairs": pairs.number,
        "more": pairs.number - len(listed),
        "left_out": pairs.parties - len(drawn.nodes),
        "few_left": pairs.parties - len(narrow.nodes),
        "total": total,
        "in_the_middle": narrowed.wanted["party"],
    }
    return answer(request, "network.html", context, _data(pairs, who, drawn, total))


def _counted(request: Request, connection: Connection, narrowed: views.Narrowed) -> _Found:
    """The pairs, who is in the first of them, the drawing, and how many incidents there are."""
    if narrowed.nobody:
        return Pairs(first=(), number=0, parties=0), {}, graph.draw((), {}), 0
    if narrowed.sure:
        incidents = views.surely(connection, narrowed)
        pairs = graph.pairs(tallies.by_pair(incidents), KINDS, views.KIND_NAMES, most=MOST)
        who = tallies.parties(incidents, _named(pairs))
        return pairs, who, graph.draw(pairs.first, who), len(incidents)

    def count() -> _Found:
        return counted(connection, narrowed.wanted)

    return views.once(request, connection, "pairs", narrowed.wanted, count)


def counted(connection: Connection, wanted: Mapping[str, Any]) -> _Found:
    """The pairs of what some filters leave, who is in the first of them, the drawing, and how many incidents there are."""
    together = counting.together(connection, wanted)
    pairs = graph.pairs(together.pairs(), KINDS, views.KIND_NAMES, most=MOST)
    who = counting.parties(connection, together, _named(pairs))
    return pairs, who, graph.draw(pairs.first, who), narrowing.how_many(connection, **wanted)


def _named(pairs: Pairs) -> set[str]:
    """Whose names are needed."""
    return {one for pair in pairs.first for one in (pair.one, pair.other)}


def _data(pairs: Pairs, who: Mapping[str, PartyCount], drawn: Drawn, total: int) -> dict[str, Any]:
    """What JSON's readers get: who is drawn and where, and each pair by kind."""
    return {
        "total": total,
        "parties": pairs.parties,
        "nodes": [
            {"id": n.of.id, "name": n.of.name, "kind": n.of.kind, "incidents": n.of.count, "x": n.x, "y": n.y}
            for n in drawn.nodes
        ],
        "pairs": pairs.number,
        "edges": [
            {
                "one": edge.one,
                "other": edge.other,
                "names": [who[edge.one].name, who[edge.other].name],
                "kind": edge.kind,
                "incidents": edge.count,
                "settled": edge.settled,
                "one_on_other": edge.forth,
                "other_on_one": edge.back,
            }
            for pair in pairs.first
            for edge in pair.edges
            if edge.one in who and edge.other in who
        ],
    }
