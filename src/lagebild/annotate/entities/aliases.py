"""Other names that a report gives a person: born, civil and stage names (`Ada Brunn, geborene Weller`)."""

from __future__ import annotations

import re
from itertools import pairwise

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster

ALIAS = "alias"
"""The rule of a mention that is another name of somebody."""

_MARKED = re.compile(
    r"[,(]?\s*(?:der\s|die\s)?(?:alias|eigentlich|(?:mit\s)?bürgerliche[mnr]?\snamen?|bürgerlich|geborene[nr]?|geb\s?\."
    r"|(?:auch\s)?genannt|(?:auch\s|besser\s|eher\s)?bekannt\s(?:als|unter\sdem\snamen))\s*:?"
)
_REGNAL = re.compile(r"[IVX]{2,}\.?|[IVX]\.")


def join_aliases(analysis: Analysis, clusters: list[Cluster]) -> None:
    """Joins people of whom the text says that two names are one person's; the name given second is the other name.

    The names stand side by side with a marker between them, or one stands in brackets after a pope or monarch.
    """
    named = sorted(
        ((m.first, m.last, n) for n, c in enumerate(clusters) if c.kind == "person" for m in c.mentions),
    )
    gone: dict[int, int] = {}
    for (_, last, left), (first, end, right) in pairwise(named):
        one, other = _standing(left, gone), _standing(right, gone)
        if one == other or first < last or _women_and_men(clusters[one], clusters[other]):
            continue
        if not _says(analysis, last, first, end):
            continue
        for mention in clusters[other].mentions:
            mention.rule = ALIAS
            clusters[one].add(mention)
        gone[other] = one
    clusters[:] = [cluster for n, cluster in enumerate(clusters) if n not in gone]


def _standing(cluster: int, gone: dict[int, int]) -> int:
    while cluster in gone:
        cluster = gone[cluster]
    return cluster


def _says(analysis: Analysis, last: int, first: int, end: int) -> bool:
    """Whether what stands between two names, `last` to `first`, makes them names of one; `end` is behind the second."""
    regnal = bool(_REGNAL.fullmatch(analysis.forms[last - 1]))
    if not regnal and analysis.sentence_of[last - 1] != analysis.sentence_of[first]:
        return False
    between = " ".join(analysis.forms[last:first]).lower().removeprefix(". ")
    behind = analysis.forms[end] if end < len(analysis) else ""
    return bool(_MARKED.fullmatch(between)) or (regnal and between == "(" and behind == ")")


def _women_and_men(one: Cluster, other: Cluster) -> bool:
    return bool(one.gender and other.gender and one.gender != other.gender)
