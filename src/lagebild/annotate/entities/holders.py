"""Who holds an office that a text takes up by another word, or names before its holder."""

from __future__ import annotations

from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import Mention
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import word_set

_OFFICES = ("heads_of_state", "heads_of_government", "heads_of_church", "party_leaders")
_PAIRS = (("Außenminister", "Chefdiplomat"), ("König", "Monarch"), ("Bürgermeister", "Oberbürgermeister"))


def same_office(lemma: str, role: str, base: str) -> bool:
    """True if an office's lemma means a role: the same office, or a shorter word for it (`Minister`, `Bauminister`)."""
    low = lemma.lower()
    return so_called(lemma, role) or (len(lemma) > 4 and (role.lower().endswith(low) or base.lower().endswith(low)))


def so_called(lemma: str, role: str) -> bool:
    """True if an office's lemma is a role's own, or another word for the same office (`Monarch`, `König`)."""
    named = next((word_set(name) for name in _OFFICES if lemma in word_set(name)), frozenset({lemma}))
    return role in next((frozenset(pair) for pair in _PAIRS if lemma in pair), named)


def _later(case: tuple[Mention, list[Cluster]]) -> Cluster | None:
    here, holders = case
    fits = [c for c in holders if here.gender not in ("m", "f") or c.gender in (here.gender, "")]
    return fits[0] if len(fits) == 1 else None


FORWARD: tuple[Rule[tuple[Mention, list[Cluster]], Cluster], ...] = (
    Rule(
        name="described/holder-named-later",
        find=_later,
        why="*der Minister* before the name means the only holder of such an office in the text.",
        yes=(
            (
                "Am Abend sprach der Minister lange. Otto Lohm, der Bauminister, schwieg danach.",
                "Otto Lohm: Minister, Otto Lohm, Bauminister",
            ),
        ),
    ),
)
"""Who is meant by an office whose holder the text names later."""


def join_forward(clusters: list[Cluster]) -> None:
    """`der Minister` before `Minister X` is named: joined where the text has one such office-holder only."""
    holders: dict[tuple[str, str, str], list[Cluster]] = {}
    for cluster in clusters:
        if cluster.kind == "person" and cluster.named:
            for role in {(noun.lemma, noun.base, state): None for noun, state in cluster.roles}:
                holders.setdefault(role, []).append(cluster)
    gone: set[int] = set()
    for cluster in clusters:
        if cluster.kind != "person" or cluster.named:
            continue
        earliest = min(cluster.mentions, key=lambda m: m.first)
        here = earliest.noun
        if here is None or here.kind != "office" or not earliest.definite or " " in earliest.name:
            continue
        states = ("", earliest.state)
        fits = {
            id(c): c
            for (lemma, base, state), those in holders.items()
            if state in states and same_office(here.lemma, lemma, base)
            for c in those
        }
        found = first(FORWARD, (earliest, [*fits.values()]))
        if found is not None:
            for mention in cluster.mentions:
                found[0].absorb(mention, found[1])
            gone.add(id(cluster))
    clusters[:] = [cluster for cluster in clusters if id(cluster) not in gone]
