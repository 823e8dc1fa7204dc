"""What kind of body a name or a noun is for: a company, a court, a party."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lagebild.lexicon import load
from lagebild.lexicon.bodies import bodies
from lagebild.lexicon.nouns import Noun


def kinds_by_name(name: str) -> frozenset[str]:
    """The kinds of the known bodies that a name means wherever it stands; empty for an unknown name."""
    return _known().get(name, frozenset())


def kinds_by_noun(here: Noun) -> frozenset[str]:
    """The kinds of bodies that a noun may take up, after `body_nouns.tsv`; empty if it takes up none."""
    # a *Kammergericht* is one of its own, not any court
    return _nouns().get(here.lemma if not here.prefix else here.base, frozenset())


def kinds_by_lemma(lemma: str) -> frozenset[str]:
    """The kinds of bodies that the noun of a lemma may take up."""
    return _nouns().get(lemma, frozenset())


@cache
def _nouns() -> Mapping[str, frozenset[str]]:
    rows = load("body_nouns", required=("form", "value"), unique=True)
    return {row["form"]: frozenset(row["value"].split()) for row in rows}


@cache
def _known() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for body in bodies():
        for name in body.names:
            if name not in body.plain:
                found.setdefault(name, set()).add(body.kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}
