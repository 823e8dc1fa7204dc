"""Who a pronoun does not mean, by where the two stand."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule

ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl:arg")
_DEEP = 60
"""Steps up a tree after which no more are followed."""


class Beside(NamedTuple):
    """A pronoun and another token before it; `quoted` is by token the number of the quotation that it stands in."""

    analysis: Analysis
    pronoun: int
    token: int
    quoted: dict[int, int]


def _argument(case: Beside) -> bool | None:
    a = case.analysis
    if a.tags[case.pronoun] == "DET" or a.heads[case.token] != a.heads[case.pronoun]:
        return None
    return True if a.labels[case.token] in ARGUMENTS else None


def _quoted(case: Beside) -> bool | None:
    quotation = case.quoted.get(case.token)
    return True if quotation is not None and quotation != case.quoted.get(case.pronoun) else None


def _head_of_its_clause(case: Beside) -> bool | None:
    """True in *die Kammer, die sie rief*: the relative pronoun is somebody else's, and it stands for the token."""
    a, verb = case.analysis, case.analysis.heads[case.pronoun]
    if verb < 0 or not a.labels[verb].startswith("acl") or a.tags[case.pronoun] == "DET":
        return None
    head = a.heads[verb]
    relative = any(
        "Rel" in a.feat(t, "PronType") and a.labels[t] in ARGUMENTS and t != case.pronoun for t in a.children[verb]
    )
    return True if relative and case.token in (head, *a.dependents(head, "appos", "flat", "det")) else None


def _who_reports(case: Beside) -> bool | None:
    """True in *wie eine Sprecherin mitteilte*: such a clause is said aside."""
    a, token = case.analysis, case.token
    verb = a.heads[token]
    if verb < 0 or not a.labels[token].startswith("nsubj") or a.sentence_of[token] == a.sentence_of[case.pronoun]:
        return None
    if a.tags[token] != "NOUN" or any(a.tags[t] == "PROPN" for t in a.children[token]):
        return None  # who has a name may well be spoken of further
    aside = any(a.forms[m].lower() == "wie" for m in a.dependents(verb, "mark", "advmod"))
    return True if aside and a.labels[verb] in ("advcl", "parataxis", "ccomp") else None


def _said_by_it(case: Beside) -> bool | None:
    a = case.analysis
    verb = a.heads[case.pronoun]
    if verb < 0 or a.labels[case.pronoun] != "nsubj" or case.token > verb:
        return None
    token = case.token
    for _ in range(_DEEP):
        head = a.heads[token]
        if head == verb or head < 0:
            # *Vor dem Spiel, sagte er, sei …*: the verb is thrown into what it says
            said = (
                a.labels[token] == "ccomp" if head == verb else a.labels[verb] == "parataxis" and a.heads[verb] == token
            )
            parted = said and any(a.forms[t] in (":", ";") for t in range(case.token, verb))
            return True if said and not parted else None
        token = head
    return None


NOT_MEANT: tuple[Rule[Beside, bool], ...] = (
    Rule(
        name="antecedent/other-argument",
        find=_argument,
        why="A pronoun does not mean another argument of its own verb, or it would be reflexive.",
        yes=(("Otto Lohm kam. Am Abend traf Karl Demm ihn.", ""),),
    ),
    Rule(
        name="antecedent/quoted",
        find=_quoted,
        why="A pronoun beside a quotation does not mean whom the quotation names, but who was spoken of before it.",
        yes=(
            ("Karl Lohm kam. Auf den Ruf „Otto Demm ist da“ ging er.", ""),
            ("Otto Lohm kam. Auf die Frage „Wo ist Karl Demm?“ schwieg er.", ""),
        ),
        no=("Vera Lohm sagte: „Ida Demm schwieg, weil sie es wusste.“",),
    ),
    Rule(
        name="antecedent/head-of-its-clause",
        find=_head_of_its_clause,
        why="In *die Kammer, die sie rief* the pronoun beside the relative one means somebody else.",
        yes=(("Vera Lohm kam. Es gibt eine Lehrerin, die ihr half.", ""),),
        no=("Vera Lohm kam. Die Kammer schwieg, weil sie tagte.",),
    ),
    Rule(
        name="antecedent/who-reports",
        find=_who_reports,
        why="Who has no name and only reports (*wie eine Sprecherin sagte*) is not who the next sentence is about.",
        yes=(("Vera Lohm kam nach Wolm, wie eine Sprecherin mitteilte. Sie schwieg.", ""),),
    ),
    Rule(
        name="antecedent/in-what-it-says",
        find=_said_by_it,
        why="A pronoun that speaks does not mean whom its own words name.",
        yes=(("Otto Lohm kam. Karl Demm habe geirrt, meinte er.", ""),),
        no=("Als Otto Lohm kam, schwieg er.",),
    ),
)
"""Says who is not meant."""
