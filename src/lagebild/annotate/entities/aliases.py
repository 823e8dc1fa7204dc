"""Other names that a report gives a person: born, civil and stage names (`Ada Brunn, geborene Weller`)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import form_at
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set, word_tuple

_REGNAL = re.compile(r"[IVX]{2,}\.?|[IVX]\.")


_CALLED = 9
"""So many tokens behind a name say that it is what somebody is called."""
_ARTICLE_AND_ADJECTIVE = (",", "der", "heutige")


class Beside(NamedTuple):
    """Two persons' names, the first up to token `last`, the second from `begin` to `end`, and whose they are."""

    analysis: Analysis
    last: int
    begin: int
    end: int
    one: Cluster
    other: Cluster

    @property
    def regnal(self) -> bool:
        """True if the first name ends in a pope's or a monarch's number."""
        return bool(_REGNAL.fullmatch(self.analysis.forms[self.last - 1]))

    @property
    def between(self) -> list[str]:
        """The words between the names in small letters, without a comma or a bracket before them and a colon behind."""
        words = [form.lower() for form in self.analysis.forms[self.last : self.begin]]
        if words[:1] == ["."]:
            words = words[1:]
        if words[:1] in ([","], ["("]):
            words = words[1:]
        if words[:1] in (["der"], ["die"]):
            words = words[1:]
        return words[:-1] if words[-1:] == [":"] else words


def _gender(case: Beside) -> bool | None:
    return False if case.one.gender and case.other.gender and case.one.gender != case.other.gender else None


def _apart(case: Beside) -> bool | None:
    a = case.analysis
    return False if not case.regnal and a.sentence_of[case.last - 1] != a.sentence_of[case.begin] else None


def _marker(case: Beside) -> bool | None:
    words = case.between[1:] if case.between[:1] == ["auch"] and case.between[1:] == ["genannt"] else case.between
    words = ["geb"] if words in (["geb", "."], ["geb."]) else words
    return True if len(words) == 1 and words[0] in word_set("other_name_markers") else None


def _civil(case: Beside) -> bool | None:
    words = case.between[1:] if case.between[:1] == ["mit"] else case.between
    adjective = len(words) == 2 and words[0][:-1] == "bürgerliche" and words[0][-1] in "mnr"
    plain = len(words) == 2 and words[0] == "bürgerliche"
    return True if (adjective or plain) and words[1] in ("name", "namen") else None


def _known_as(case: Beside) -> bool | None:
    words = case.between[1:] if case.between[:1] in (["auch"], ["besser"], ["eher"]) else case.between
    return True if words[:1] == ["bekannt"] and words[1:] in (["als"], ["unter", "dem", "namen"]) else None


def _under_the_name(case: Beside) -> bool | None:
    words = [word for word in case.between if word not in closed("adverbs_of_names")]
    if words[:1] in (["unter"], ["mit"]):
        words = [word for word in words[1:] if word not in closed("before_nouns_for_names")]
    return True if len(words) == 1 and words[0] in word_set("nouns_for_names") else None


def _born_as(case: Beside) -> bool | None:
    return True if case.between in (["geboren", "als"], ["geborener"], ["getauft", "als"]) else None


def _or_called(case: Beside) -> bool | None:
    """*Otto Lohm oder Karl Demm, wie er sich nannte*."""
    behind = [form.lower() for form in case.analysis.forms[case.end : case.end + _CALLED]]
    called = behind[:2] == [",", "wie"] and closed("forms_of_calling") & {*behind}
    return True if case.between == ["oder"] and called else None


def _before_taking_a_name(case: Beside) -> bool | None:
    """A pope or a monarch with the office of before or after (*Joseph Lohm, der heutige Papst Otto II.*)."""
    a = case.analysis
    words = [form.lower() for form in a.forms[case.last : case.begin] if form != "."]
    behind = any(_REGNAL.fullmatch(form) for form in a.forms[case.begin : case.end + 1] if form != ".")
    if len(words) not in (3, 4) or words[0] != "," or words[1] not in closed("definite_determiners"):
        return None
    if not (case.regnal or behind) or not words[2].startswith(word_tuple("now_and_before")):
        return None
    title = noun(a.forms[case.begin - 1]) if len(words) > len(_ARTICLE_AND_ADJECTIVE) else None
    return True if title is None or title.kind == "office" else None


def _monarch(case: Beside) -> bool | None:
    a = case.analysis
    words = [form for form in a.forms[case.last : case.begin] if form != "."]
    return True if case.regnal and words == ["("] and form_at(a, case.end) == ")" else None


ALIASES: tuple[Rule[Beside, bool], ...] = (
    Rule(
        name="alias/gender",
        find=_gender,
        why="A man's and a woman's name are not one person's.",
        yes=(("Gestern kam Otto Lohm alias Vera Demm.", ""),),
    ),
    Rule(
        name="alias/apart",
        find=_apart,
        why="Another name stands in the same sentence, unless a number before it looks like the end of one.",
        yes=(("Gestern kam Otto Lohm. Eigentlich Karl Demm.", ""),),
    ),
    Rule(
        name="alias/marker",
        find=_marker,
        why="*alias*, *eigentlich*, *geborene* or *genannt* between two names make them one person's.",
        yes=(
            ("Ada Brunn, geborene Weller, sprach in Rom.", "Ada Brunn: Ada Brunn, Weller"),
            ("Ada Brunn (geb. Weller) sprach in Rom.", "Ada Brunn: Ada Brunn, Weller"),
            ("Otto Lohm alias Karl Demm wurde verhaftet.", "Otto Lohm: Otto Lohm, Karl Demm"),
        ),
        no=("Otto Lohm (Karl Demm) sprach.",),
    ),
    Rule(
        name="alias/civil-name",
        find=_civil,
        why="*mit bürgerlichem Namen* between two names makes them one person's.",
        yes=(
            (
                "Otto Lohm, mit bürgerlichem Namen Hans-Karl Demm, starb.",
                "Otto Lohm: Otto Lohm, Hans-Karl Demm",
            ),
        ),
    ),
    Rule(
        name="alias/known-as",
        find=_known_as,
        why="*bekannt als* and *bekannt unter dem Namen* between two names make them one person's.",
        yes=(("Otto Lohm, besser bekannt als Karl Demm, sprach.", "Otto Lohm: Otto Lohm, Karl Demm"),),
    ),
    Rule(
        name="alias/under-the-name",
        find=_under_the_name,
        why="*unter dem Namen*, *mit richtigem Namen*, *Künstlername* between two names make them one person's.",
        yes=(
            ("Otto Lohm, der unter dem Künstlernamen Karl Demm auftritt, sprach.", "Otto Lohm: Otto Lohm, Karl Demm"),
            ("Otto Lohm (Deckname: Karl Demm) floh.", "Otto Lohm: Otto Lohm, Karl Demm"),
        ),
    ),
    Rule(
        name="alias/born-as",
        find=_born_as,
        why="*geboren als* between two names makes them one person's.",
        yes=(("Otto Lohm, geboren als Karl Demm, sprach.", "Otto Lohm: Otto Lohm, Karl Demm"),),
    ),
    Rule(
        name="alias/or-called",
        find=_or_called,
        why="*oder* between two names makes them one person's where it says so: *wie er sich nannte*.",
        yes=(("Otto Lohm oder Karl Demm, wie er sich gerne nannte, ist tot.", "Otto Lohm: Otto Lohm, Karl Demm, er"),),
        no=("Otto Lohm oder Karl Demm wird Minister.",),
    ),
    Rule(
        name="alias/before-taking-a-name",
        find=_before_taking_a_name,
        why="An apposition with *heutig* or *früher* gives a pope's or a monarch's other name.",
        yes=(
            (
                "Das Auto gehörte Karl Demm, dem heutigen Papst Otto II., und ist alt.",
                "Karl Demm: Karl Demm, Papst, Otto II",
            ),
        ),
        no=("Es kamen Otto Lohm, der frühere Minister Karl Demm und Vera Brunn.",),
    ),
    Rule(
        name="alias/monarch",
        find=_monarch,
        why="The name in brackets after a pope's or a monarch's is the one given at birth.",
        yes=(("Der König Otto II. (Karl Demm) sprach.", "Otto II: König, Otto II, Karl Demm"),),
        no=("Otto Lohm (Karl Demm) sprach.",),
    ),
)
"""Says if two names side by side are one person's; if no rule answers, they are not."""


def join_aliases(analysis: Analysis, clusters: list[Cluster]) -> None:
    """Joins two names that the text gives to one person; the second one is the alias."""
    named = sorted(
        ((m.first, m.last, n) for n, c in enumerate(clusters) if c.kind == "person" for m in c.mentions),
    )
    gone: dict[int, int] = {}
    for (_, last, left), (begin, end, right) in pairwise(named):
        one, other = _standing(left, gone), _standing(right, gone)
        if one == other or begin < last:
            continue
        found = first(ALIASES, Beside(analysis, last, begin, end, clusters[one], clusters[other]))
        if found is None or not found[0]:
            continue
        for mention in clusters[other].mentions:
            mention.alias = True
            clusters[one].add(mention, found[1])
        gone[other] = one
    clusters[:] = [cluster for n, cluster in enumerate(clusters) if n not in gone]


def _standing(cluster: int, gone: dict[int, int]) -> int:
    while cluster in gone:
        cluster = gone[cluster]
    return cluster
