"""Whom a description does not mean, whatever else speaks for it."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.described import Described
from lagebild.annotate.entities.traits import part_of
from lagebild.annotate.rule import Rule, first

_TAKES_PART = ("nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "obl", "obl:agent")
_OPPOSED = {"victim": {"doer", "accused"}, "doer": {"victim"}, "accused": {"victim"}}


class Pair(NamedTuple):
    """A description, and an entity that it could mean."""

    case: Described
    cluster: Cluster


def _other_age(pair: Pair) -> bool | None:
    case, traits = pair.case, pair.case.traits
    age, known = traits.age(case.mention), traits.ages(pair.cluster, case.mention.first)
    return True if age is not None and known and age not in known else None


def _other_sex(pair: Pair) -> bool | None:
    own, other = pair.case.mention.gender, pair.cluster.gender
    if pair.case.kind != "person":
        return None
    return True if own in ("m", "f") and other in ("m", "f") and own != other else None


def _beside(pair: Pair) -> bool | None:
    """True if both take part in one clause: who is meant again there is meant by a pronoun."""
    a, token = pair.case.analysis, pair.case.mention.first
    while a.labels[token] == "nmod" and a.heads[token] >= 0:
        token = a.heads[token]  # *Er lobte den Mut des Mannes*: his own would be *seinen*
    if a.labels[token] not in _TAKES_PART:
        return None
    here = (first for first, _ in _in_its_sentence(pair, token))
    beside = any(a.labels[t] in _TAKES_PART and a.heads[t] == a.heads[token] for t in here if t != token)
    return True if beside else None


def _possessor(pair: Pair) -> bool | None:
    """True if one of the two hangs on the other: *der Anwalt des Mannes* are two."""
    a, token = pair.case.analysis, pair.case.mention.first
    own = {t for span in _in_its_sentence(pair, token) for t in range(*span)}
    hangs = a.labels[token] == "nmod" and _bearers(a, a.heads[token]) & own
    held = any(a.labels[t] == "nmod" and a.heads[t] == token for t in own)
    return True if hangs or held else None


def _in_its_sentence(pair: Pair, token: int) -> list[tuple[int, int]]:
    sentence = pair.case.analysis.sentences[pair.case.analysis.sentence_of[token]]
    return pair.cluster.spans_within(sentence.start, sentence.end)


def _bearers(a: Analysis, token: int) -> set[int]:
    return {token, *a.dependents(token, "appos", "flat", "flat:name")} if token >= 0 else set()


def _other_part(pair: Pair) -> bool | None:
    case = pair.case
    own, called = part_of(case.noun), case.traits.called(pair.cluster, case.mention.first)
    return (
        True if _OPPOSED.get(own, set()) & called or (own not in ("", "duty", "anybody") and "duty" in called) else None
    )


NOT_THE_SAME: tuple[Rule[Pair, bool], ...] = (
    Rule(
        name="apart/other-age",
        find=_other_age,
        why="Who is of another age is somebody else.",
        yes=(("Am Montag kam Otto Lohm (43). Am Abend schwieg der 61-Jährige.", ""),),
    ),
    Rule(
        name="apart/other-sex",
        find=_other_sex,
        why="Who is of the other sex is somebody else.",
        yes=(("Am Montag kam ein Angeklagter. Am Abend schwieg die Angeklagte.", ""),),
    ),
    Rule(
        name="apart/in-one-clause",
        find=_beside,
        why="Two descriptions that take part in one clause mean two.",
        yes=(("Am Montag kam Otto Lohm. Dann traf Otto Lohm den Mann.", ""),),
    ),
    Rule(
        name="apart/one-of-the-other",
        find=_possessor,
        why="*der Anwalt des Mannes* are two.",
        yes=(("Am Abend sah man Otto Lohm, den Anwalt des Mannes.", ""),),
    ),
    Rule(
        name="apart/other-part",
        find=_other_part,
        why="A victim is no culprit, and neither is who is there on duty.",
        yes=(("Am Montag wurde ein Polizist verhaftet. Am Abend floh der Täter.", ""),),
    ),
)
"""Says that two are not the same."""


def may_mean(case: Described, cluster: Cluster) -> bool:
    """True if nothing says that a description does not mean an entity."""
    return first(NOT_THE_SAME, Pair(case, cluster)) is None
