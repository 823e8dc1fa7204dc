"""What kind of body a name or a noun is for: a company, a court, a party."""

from __future__ import annotations

from functools import cache

from lagebild.annotate.entities.cluster import Cluster
from lagebild.lexicon import load
from lagebild.lexicon.bodies import bodies
from lagebild.lexicon.nouns import Noun, noun


def kinds_of(cluster: Cluster) -> frozenset[str]:
    """The kinds that a body may be of: by its known name, else by what it is called; empty if nothing tells."""
    names = {m.known.name if m.known is not None else m.name for m in cluster.mentions if m.sort == "name"}
    known = frozenset(kind for name in names for kind in _known().get(name, ()))
    if known:
        return known
    called = [here for word in cluster.name_words if (here := noun(word)) is not None]
    nouns = frozenset(kind for here in called for kind in meant_by(here))
    return nouns | frozenset(kind for head in cluster.heads for kind in _nouns().get(head, ()))


def meant_by(here: Noun) -> frozenset[str]:
    """The kinds of bodies that a noun may take up, after `body_nouns.tsv`; empty if it takes up none."""
    # a *Kammergericht* is one of its own, not any court
    return _nouns().get(here.lemma if not here.prefix else here.base, frozenset())


@cache
def _nouns() -> dict[str, frozenset[str]]:
    rows = load("body_nouns", required=("form", "value"), unique=True)
    return {row["form"]: frozenset(row["value"].split()) for row in rows}


@cache
def _known() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for body in bodies():
        for name in body.names:
            if name not in body.plain:
                found.setdefault(name, set()).add(body.kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}
