"""What a clause makes of its event: negation, doubt, conditions, what governs it, modal verbs, then its tense."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import msgspec

from lagebild import lexicon
from lagebild.analysis import Analysis
from lagebild.annotate.events.status.contents import CLAUSE, Contents, Told, first_of
from lagebild.clauses import Clause
from lagebild.reading import EventStatus

_ALLEGED = frozenset(
    "angeblich mutmaßlich vermutlich möglicherweise womöglich eventuell vielleicht anscheinend".split()
)
_IF = frozenset(["wenn", "falls", "sofern"])
_CONDITIONS = _IF | {"ob"}
_PURPOSES = frozenset(["um", "damit"])
_NOT_DONE = frozenset(["ohne", "anstatt", "statt"])
_BEFORE = frozenset(["bevor", "ehe"])
_UP_TO = _BEFORE | {"bis", "sobald", "solange"}
_SHARED = _CONDITIONS | _PURPOSES | _NOT_DONE | (_UP_TO - _BEFORE)
"""Subordinators that hold for conjoined clauses, too."""
_ADVERBIAL = frozenset(["nachdem", "weil", "da", "als", "während", "obwohl", "obgleich", "seit", "seitdem", "indem"])
_NOT_ONLY = frozenset(["nur", "zuletzt", "allein", "bloß"])
_STATES = frozenset(["sein", "befinden", "haben", "leben", "gehören"])
_TOLD = ("past", "perfect", "pluperfect")
_MAX_DEPTH = 4


class _Case(NamedTuple):
    """A clause under the eyes of the rules, with the event's type and the number of clauses looked at below it."""

    contents: Contents
    clause: Clause
    kind: str
    depth: int

    @property
    def analysis(self) -> Analysis:
        return self.contents.text.analysis


def of_clause(contents: Contents, clause: Clause, *, kind: str = "", depth: int = 0, negated: bool = False) -> Told:
    """The status of what a clause says; `kind` is the event's type, whose own word is *nicht* if it is `negated`."""
    if negated:
        clause = msgspec.structs.replace(clause, negations=())
    first = contents.text.clause_of.get(first_of(contents.text, clause.predicate))
    if first is not None and clause.shared and first.subordinator in _SHARED:
        clause = msgspec.structs.replace(clause, subordinator=first.subordinator)  # *ob er bleibt oder zurücktritt*
    case = _Case(contents, clause, kind, depth)
    for rule in _RULES:
        found = rule(case)
        if isinstance(found, Told):
            return found
        if found is not None:
            # whoever says so vouches for it, whatever settles the status (*kündigte an, man werde …*)
            above = _governed(case) if clause.subordinator not in _IF else None
            return Told(found, above.by if above is not None else None)
    return Told("happened")


def _negated(case: _Case) -> EventStatus | None:
    clause = case.clause
    a = case.analysis
    words = [n for n in clause.negations if a.forms[n + 1 : n + 2] == () or a.forms[n + 1] not in _NOT_ONLY]
    neither = any(
        a.forms[c].casefold() == "weder"
        for part in (clause.predicate, *clause.doers, *clause.undergoers)
        for c in a.children[part]
    )
    return "denied" if words or neither or clause.subordinator in _NOT_DONE else None


def _doubted(case: _Case) -> EventStatus | None:
    clause = case.clause
    a = case.analysis
    doubt = any(a.lemmas[c].lower() in _ALLEGED for c in a.dependents(clause.predicate, "advmod"))
    return "possible" if doubt else None


def _conditional(case: _Case) -> EventStatus | None:
    clause = case.clause
    if clause.subordinator in _CONDITIONS or _of_anybody(case) or _verb_first(case):
        return "possible"
    return None


def is_conditional(contents: Contents, clause: Clause) -> bool:
    """Whether a clause says under which condition something holds: *falls sie kein Angebot machen*."""
    first = contents.text.clause_of.get(first_of(contents.text, clause.predicate), clause)
    return any(_conditional(_Case(contents, c, "", 0)) is not None for c in (clause, first))


def _of_anybody(case: _Case) -> bool:
    """Whether a clause tells what holds of anybody: *wer fehlt, wird verhaftet*."""
    a, clause = case.analysis, case.clause
    if clause.tense not in ("present", "future"):
        return False
    beside = [
        c for c in a.dependents(clause.predicate, "csubj", "csubj:pass", "advcl", "ccomp") if c < clause.predicate
    ]
    own = a.labels[clause.predicate] in ("csubj", "csubj:pass", "advcl", "ccomp") and clause.governor > clause.predicate
    whoever = [c for c in (*beside, *((clause.predicate,) if own else ()))
               if any(a.forms[s].lower() == "wer" for s in a.dependents(c, "nsubj", "nsubj:pass"))]  # fmt: skip
    return any(c == clause.predicate or not any(a.dependents(clause.predicate, "nsubj", "nsubj:pass")) for c in whoever)


def _verb_first(case: _Case) -> bool:
    """*Sollte er gehen, …*: the verb in front of its subject, before the main clause, makes a condition of a clause."""
    a, clause = case.analysis, case.clause
    subjects = clause.doers if clause.voice == "active" else clause.undergoers
    if clause.subordinator or not subjects or clause.kind not in ("finite", "copula"):
        return False
    if a.labels[clause.predicate] not in ("advcl", "ccomp") or a.heads[clause.predicate] < clause.predicate:
        return False
    first = min(clause.verbs)
    return first < min(subjects) and first == min([clause.predicate, *a.children[clause.predicate]])


def _purpose(case: _Case) -> EventStatus | None:
    clause = case.clause
    return "announced" if clause.subordinator in _PURPOSES else None


def _unreal_above(case: _Case) -> Told | None:
    """What is governed by a demand, a doubt or a denial is not made real by a tense of its own."""
    clause = case.clause
    found = _governed(case)
    if found is None or found.status not in ("possible", "demanded", "denied"):
        return None
    # what somebody supposes that it will come is expected
    return Told("announced", found.by) if found.status == "possible" and clause.tense == "future" else found


def _modal(case: _Case) -> EventStatus | None:
    """What a modal verb makes of its clause; past *konnte* and *musste* tell what came about."""
    contents, clause = case.contents, case.clause
    modals, verbs = _verb_complex(contents, clause)
    a = case.analysis
    past = clause.tense in ("past", "pluperfect") and clause.mood == "indicative"
    if "sollen" in modals:
        state = clause.kind == "copula" or a.lemmas[clause.predicate] in _STATES
        done = any(a.forms[v].casefold() in ("haben", "sein", "worden") for v in verbs)
        if state or done:
            return "possible"
        ought = any(a.forms[v].casefold() in ("sollte", "sollten") for v in verbs)
        return "demanded" if ought and spoken(contents, clause) else "announced"
    if "wollen" in modals or any(a.forms[v].casefold().startswith("möcht") for v in verbs):
        return "announced"
    if modals & {"können", "dürfen", "mögen"}:
        return "happened" if past else "possible"
    if "müssen" in modals and not past and courses().get((clause.lemma.casefold(), "VERB")) != "lasts":
        return "demanded" if spoken(contents, clause) else "announced"
    return None  # *musste sich verantworten* tells what came about, *muss sich verantworten* what goes on


def _verb_complex(contents: Contents, clause: Clause) -> tuple[set[str], list[int]]:
    """Modals and verbs of a clause with those that conjoined ones share (*sollen … erstochen und … getötet haben*)."""
    a = contents.text.analysis
    clause_of = contents.text.clause_of
    first = first_of(contents.text, clause.predicate)
    if first not in clause_of or clause.predicate not in clause_of:
        return set(clause.modals), list(clause.verbs)
    lead = clause_of[first]
    if first == clause.predicate:
        partners = [c for c in a.dependents(first, "conj") if c in clause_of]
        shared = [v for c in partners if _shares(contents, clause_of[c]) for v in clause_of[c].verbs]
        return set(clause.modals), [*clause.verbs, *shared] if clause.modals else list(clause.verbs)
    if not _shares(contents, clause):
        return set(clause.modals), list(clause.verbs)
    return {*clause.modals, *lead.modals}, [*clause.verbs, *lead.verbs]


def _shares(contents: Contents, clause: Clause) -> bool:
    """Whether a conjoined clause has no finite verb of its own; *haben* behind its participle is an infinitive."""
    a = contents.text.analysis
    finite = [v for v in clause.verbs if a.feat(v, "VerbForm") == "Fin" or a.feat(v, "Mood")]
    return all(v > clause.predicate and a.forms[v] in ("haben", "sein", "worden") for v in finite)


def _future(case: _Case) -> EventStatus | None:
    clause = case.clause
    return "announced" if clause.tense in ("future", "future perfect") and clause.voice == "active" else None


def _governed(case: _Case) -> Told | None:
    """What the word above makes of its content: *forderte, …*, *drohte, …*, *die Gefahr, dass …*."""
    contents, clause = case.contents, case.clause
    a = case.analysis
    joined = contents.text.clause_of.get(a.heads[clause.predicate]) if a.labels[clause.predicate] == "conj" else None
    if clause.kind == "infinitive" and joined is not None and joined.kind == "finite" and not joined.modals:
        # *hat angekündigt, zu gehen*: no infinitive is conjoined with a finite verb, whatever the tree says
        return contents.of(joined.predicate, CLAUSE, kind=case.kind)
    if clause.governor < 0 or case.depth > _MAX_DEPTH:
        return None
    beside = clause.subordinator == "dass" and a.labels[clause.predicate] == "advcl"
    if clause.subordinator in _ADVERBIAL or beside:
        # what a rumour tells of how and why is rumoured, too
        above = contents.text.clause_of.get(clause.governor)
        outer = _governed(case._replace(clause=above, depth=case.depth + 1)) if above is not None else None
        if outer is not None and outer.status == "possible":
            return outer
        if not beside:
            return None
    first = first_of(contents.text, clause.predicate)
    head = a.heads[first]
    if head < 0:
        return None
    above = contents.text.clause_of.get(clause.governor)
    infinitive = clause.kind == "infinitive"
    complement = infinitive or clause.subordinator == "dass"
    if a.tags[head] == "NOUN" and complement and (found := contents.of(head, CLAUSE, kind=case.kind)) is not None:
        return found
    if a.labels[first] == "acl:relcl" and a.tags[head] in ("NOUN", "PROPN") and a.heads[head] >= 0:
        # *sprach von Autos, die brannten*
        said = contents.of(a.heads[head], contents.slot(head), known=True)
        return said if said is not None and said.status == "happened" else None
    if above is None:
        return None
    if clause.subordinator in _UP_TO:
        if clause.subordinator in _BEFORE and clause.tense in _TOLD and clause.mood == "indicative":
            return None  # *sollen sie getötet haben, bevor die Polizei schoss*: what came next is told as fact
        outer = of_clause(contents, above, depth=case.depth + 1)
        return outer if outer.status in ("demanded", "announced", "possible") else None
    inside = infinitive or complement or first in above.content
    if not inside or clause.subordinator in _PURPOSES or _apart(contents, above.predicate, clause):
        return None
    if (found := contents.of(above.predicate, CLAUSE, kind=case.kind)) is not None and not _let(contents, above):
        return found
    if complement:
        # *Gerüchte verbreiteten sich, dass …*: the clause says what a noun beside it speaks of
        for part in (*above.doers, *above.undergoers, *(t for _, t in above.obliques)):
            if (
                a.tags[part] == "NOUN"
                and (found := contents.of(part, CLAUSE)) is not None
                and found.status != "happened"
            ):
                return found
    return of_clause(contents, above, depth=case.depth + 1) if infinitive else None


def _apart(contents: Contents, above: int, clause: Clause) -> bool:
    """Whether a semicolon parts a clause from the one above it, which then says nothing of it."""
    forms = contents.text.analysis.forms
    first, last = sorted((above, clause.predicate))
    return ";" in forms[first:last]


def _let(contents: Contents, clause: Clause) -> bool:
    """Whether somebody lets it be said (*ließ verlauten*), who then stands for it."""
    a = contents.text.analysis
    return any(
        a.lemmas[v] == "lassen" for v in (*clause.verbs, *a.children[clause.predicate], a.heads[clause.predicate])
    )


def _tense(case: _Case) -> EventStatus | None:
    contents, clause = case.contents, case.clause
    a = case.analysis
    if clause.voice == "statal" and clause.tense == "present":
        return "ongoing"
    subjunctive = clause.mood == "subjunctive II" and clause.subordinator not in ("dass", "wie")
    if subjunctive and not _reported(contents, clause):
        return "possible"
    if clause.kind == "participle":
        lasting = a.forms[clause.predicate].rstrip("ernsm").endswith("end")
        above = contents.text.clause_of.get(clause.governor)
        return "ongoing" if lasting and above is not None and above.tense == "present" else "happened"
    if clause.tense in _TOLD:
        return "happened"
    return "ongoing" if clause.tense == "present" and clause.kind in ("finite", "copula") else None


def _reported(contents: Contents, clause: Clause) -> bool:
    """Whether a clause is indirect speech, where subjunctive II stands in for I (*sie hätten gearbeitet*)."""
    text = contents.text
    number = text.analysis.sentence_of[clause.predicate]
    beside = (c for c in text.clauses if text.analysis.sentence_of[c.predicate] == number)
    return spoken(contents, clause, direct=False) or any(c.mood == "subjunctive I" for c in beside)


def spoken(contents: Contents, clause: Clause, *, direct: bool = True) -> bool:
    """Whether a clause is somebody's word."""
    span = contents.text.token_span(clause.predicate)
    said = (s for s in contents.text.reading.statements if s.type != "reported" and (direct or s.type != "direct"))
    return any(span.within(quote) for s in said for quote in s.quote_spans)


_RULES: tuple[Callable[[_Case], Told | EventStatus | None], ...] = (
    _conditional, _negated, _doubted, _unreal_above, _purpose, _modal, _future, _governed, _tense,
)  # fmt: skip
"""In this order; the first that has an answer decides."""


@cache
def courses() -> dict[tuple[str, str], str]:
    """How the events of words take their course (`event_courses.tsv`), by word without case and part of speech."""
    rows = lexicon.load("event_courses", required=("form", "pos", "course"))
    return {(row["form"].casefold(), row["pos"]): row["course"] for row in rows}
