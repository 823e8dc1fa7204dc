"""What a clause makes of its event: its own condition or denial, the word above it, its modal verbs, then its tense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from lagebild.annotate.events.status.case import ClauseCase
from lagebild.annotate.events.status.contents import CLAUSE, TOLD_TENSES, Hits, Told, content_of, named
from lagebild.annotate.events.status.denial import outright
from lagebild.annotate.events.status.intent import intended
from lagebild.annotate.events.status.tense import by_tense
from lagebild.annotate.events.status.untrue import is_report, of_content
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed
from lagebild.reading import EventStatus

_NOUN_PHRASE = 6
"""Words before a comma among which the noun stands that a clause behind the comma speaks of."""
_UNREAL: tuple[EventStatus, ...] = ("possible", "demanded", "denied")


def of_clause(text: Text, hits: Hits, clause: Clause, *, kind: str = "", depth: int = 0, negated: bool = False) -> Told:
    """The status of what a clause says; `kind` is the event's type; `negated`: *nicht* is part of its own word.

    If a demand, a doubt or a denial stands above the clause, its own verbs cannot make it real. A plan or a report above
    it counts only if these verbs are silent. Whoever says the clause vouches for it, whatever settles its status.
    """
    if negated:
        clause = msgspec.structs.replace(clause, negations=())
    case = ClauseCase(text, hits, _with_shared_subordinator(text, clause), kind, depth)
    own = outright(case)
    above = None if case.clause.subordinator in closed("if_words") else told_above(case)
    case = replace(case, above=above)
    own = own or first(EXPECTED, case)
    if own is None and above is not None and above.status in _UNREAL:
        return above
    own = own or intended(case)
    if own is None and above is not None:
        return above
    status, rule = own or by_tense(case) or ("possible", "")
    return Told(status, above.by if above is not None else None, rule=rule)


def _with_shared_subordinator(text: Text, clause: Clause) -> Clause:
    """A conjoined clause with the conjunction of the first (*ob er bleibt oder zurücktritt*)."""
    lead = text.clause_of.get(text.first_conjunct(clause.predicate))
    if lead is None or not clause.shared or not _is_shared(lead.subordinator):
        return clause
    return msgspec.structs.replace(clause, subordinator=lead.subordinator)


def _is_shared(subordinator: str) -> bool:
    """True if a conjunction also holds for the conjoined clauses; *bevor* and *ehe* do not."""
    return (
        subordinator in ("ob", "um", "damit", *closed("not_doing"))
        or subordinator in closed("if_words")
        or (subordinator in closed("until_words") and subordinator not in ("bevor", "ehe"))
    )


def told_above(case: ClauseCase) -> Told | None:
    """What the word above a clause makes of its content: *forderte, …*, *drohte, …*, *die Gefahr, dass …*."""
    return named(first(ABOVE, case))


def _supposed(case: ClauseCase) -> EventStatus | None:
    supposed = case.above is not None and case.above.status == "possible"
    return "announced" if supposed and case.clause.tense == "future" else None


EXPECTED: tuple[Rule[ClauseCase, EventStatus], ...] = (
    Rule(
        name="status/expected",
        find=_supposed,
        why="What somebody supposes *wird* come is expected.",
        yes=(
            ("Der Bischof hofft, dass die Königin bald Norhaven besuchen wird.", "besuchen: announced"),
            ("Die Opposition befürchtet, dass der General den Notstand ausrufen wird.", "Notstand: announced"),
        ),
        no=("Der Bischof hofft, dass die Königin Norhaven besucht.",),
    ),
)
"""What the future makes of a supposition."""


def _joined(case: ClauseCase) -> Told | None:
    if case.joined is None:
        return None
    return content_of(case.text, case.hits, case.joined.predicate, CLAUSE, kind=case.kind)


def _rumoured_aside(case: ClauseCase) -> Told | None:
    if case.link != "aside" and not (case.manner and case.link not in ("joined", "none")):
        return None
    outer = told_above(replace(case, clause=case.governor, depth=case.depth + 1)) if case.governor else None
    return outer._replace(rule="") if outer is not None and outer.status == "possible" else None


def _told_of_noun(case: ClauseCase) -> Told | None:
    said = case.complement or case.clause.subordinator == "wonach"
    for noun in _nouns_of(case) if said or _indirect(case) else ():
        answer = of_content(case.text, noun, case.clause)
        if answer is not None:
            return Told(answer[0], rule=answer[1])
    return None


def _indirect(case: ClauseCase) -> bool:
    """True if a clause has the form of indirect speech without *dass* (*der Verdacht, er habe …*)."""
    clause = case.clause
    return clause.kind in ("finite", "copula") and not clause.subordinator and clause.mood.startswith("subjunctive")


def _nouns_of(case: ClauseCase) -> Iterator[int]:
    """The nouns that may have the clause for their content: the one before it, else those of the clause above."""
    before, above = _noun_before(case), case.governor
    if before is not None:
        yield before
    elif above is not None and case.link == "content":
        yield from (t for t in (*above.doers, *above.undergoers) if case.analysis.tags[t] == "NOUN")


def _noun_before(case: ClauseCase) -> int | None:
    """The noun that the clause hangs on, or the report right before the comma that opens it, whatever the tree says."""
    a, predicate = case.analysis, case.clause.predicate
    if a.tags[case.head] == "NOUN" and case.head < predicate:
        return case.head
    start = a.sentences[a.sentence_of[predicate]].start
    comma = next((t for t in range(predicate - 1, start, -1) if a.forms[t] == ","), start)
    for token in range(comma - 1, max(start - 1, comma - _NOUN_PHRASE), -1):
        if a.tags[token] in ("VERB", "AUX", "PUNCT"):
            return None
        if is_report(case.text, token):
            return token
    return None


def _of_noun(case: ClauseCase) -> Told | None:
    said = case.complement or _indirect(case)
    if case.link in ("joined", "none", "aside") or not said or case.analysis.tags[case.head] != "NOUN":
        return None
    return content_of(case.text, case.hits, case.head, CLAUSE, kind=case.kind)


def _until(case: ClauseCase) -> Told | None:
    clause = case.clause
    if case.link != "until" or case.governor is None:
        return None
    if clause.subordinator in ("bevor", "ehe") and clause.tense in TOLD_TENSES and clause.mood == "indicative":
        return None  # *sollen sie getötet haben, bevor die Polizei schoss*: what came next is told as fact
    outer = of_clause(case.text, case.hits, case.governor, depth=case.depth + 1)
    return outer._replace(rule="") if outer.status in ("demanded", "announced", "possible") else None


def _of_verb(case: ClauseCase) -> Told | None:
    if case.link != "content" or case.governor is None or _let(case, case.governor):
        return None
    return content_of(case.text, case.hits, case.governor.predicate, CLAUSE, kind=case.kind)


def _let(case: ClauseCase, clause: Clause) -> bool:
    """True if somebody has it said (*ließ verlauten*) and so stands for it."""
    a = case.analysis
    near = (*clause.verbs, *a.children[clause.predicate], a.heads[clause.predicate])
    return any(a.lemmas[v] == "lassen" for v in near if v not in case.clause.verbs)


def _of_noun_beside(case: ClauseCase) -> Told | None:
    above = case.governor
    said = case.complement or _indirect(case)
    if case.link != "content" or not said or above is None or above.lemma == "lassen":
        return None  # *ließ wegen einer Drohung räumen*: the infinitive is no content of the noun
    for part in (*above.doers, *above.undergoers, *(t for _, t in above.obliques)):
        found = content_of(case.text, case.hits, part, CLAUSE) if case.analysis.tags[part] == "NOUN" else None
        if found is not None and found.status != "happened":
            return found
    return None


def _infinitive(case: ClauseCase) -> Told | None:
    if case.link != "content" or case.clause.kind != "infinitive" or case.governor is None:
        return None
    return of_clause(case.text, case.hits, case.governor, depth=case.depth + 1)._replace(rule="")


ABOVE: tuple[Rule[ClauseCase, Told], ...] = (
    Rule(
        name="status/content-of-untrue-noun",
        find=_told_of_noun,
        why="A clause that says what a report or a plan is about is as untrue, missing or given up as that.",
        yes=(
            ("Berichte, wonach die Armee das Dorf bombardiert habe, sind unwahr.", ""),
            ("Das Gerücht, Söldner hätten den König ermordet, trifft nicht zu.", ""),
        ),
        no=("Berichte, wonach die Armee das Dorf bombardiert habe, sind wahr.",),
    ),
    Rule(
        name="status/conjoined-infinitive",
        find=_joined,
        why="An infinitive is never conjoined with a finite verb, whatever the tree says: it is what that verb speaks of.",
        yes=(
            (
                "Der General hat am Abend vor dem Rat gedroht, sofort anzugreifen als Führer der Rebellen.",
                "anzugreifen: announced",
            ),
        ),
    ),
    Rule(
        name="status/rumoured-aside",
        find=_rumoured_aside,
        why="What a rumour tells of how, when and why is rumoured, too.",
        yes=(
            (
                "Es gibt das Gerücht, dass der König starb, weil Söldner den Palast angriffen.",
                "angriffen: possible",
            ),
        ),
        no=("Die Zeitung schrieb, dass der König starb, weil Söldner den Palast angriffen.",),
    ),
    Rule(
        name="status/content-of-noun",
        find=_of_noun,
        why="An infinitive, a clause with *dass* or an indirect one says what the noun before it speaks of.",
        yes=(
            ("Der Bitte des Papstes, die Geiseln freizulassen, folgten die Rebellen.", "freizulassen: demanded"),
            ("Es gibt die Vermutung, der Koch habe den König vergiftet.", "vergiftet: possible"),
        ),
        no=("Die Nachricht, dass Rebellen die Stadt angriffen, kam spät.",),
    ),
    Rule(
        name="status/until",
        find=_until,
        why="What is to come before or after something planned, demanded or rumoured is as open as that.",
        yes=(
            ("Die Fahrer wollen warten, bis das Gericht entscheidet.", "entscheidet: announced"),
            ("Die Armee soll abziehen, bevor die Rebellen die Stadt erobern.", "erobern: announced"),
        ),
        no=("Die Rebellen sollen fünf Bauern getötet haben, bevor die Polizei das Feuer eröffnete.",),
    ),
    Rule(
        name="status/content-of-verb",
        find=_of_verb,
        why="A complement clause or an infinitive says what the verb above it demands, plans, fears or denies.",
        yes=(
            ("Der Rat forderte die Rebellen auf, die Geiseln freizulassen.", "freizulassen: demanded"),
            ("Der Präsident drohte, die Stadt anzugreifen.", "anzugreifen: announced"),
            ("Die Rebellen bestreiten, das Dorf angegriffen zu haben.", "angegriffen: denied"),
            ("Der König drohte, die Stadt bombardieren zu lassen.", ""),
        ),
        no=("Der Präsident ordnete eine Untersuchung an; am Montag will er zurücktreten.",),
    ),
    Rule(
        name="status/content-of-noun-beside",
        find=_of_noun_beside,
        why="A clause behind the verb can say what a noun before the verb speaks of.",
        yes=(
            ("Gerüchte verbreiteten sich, dass Söldner den König ermordeten.", "ermordeten: possible"),
            ("Karl Brunn erteilte den Befehl, die Stadt anzugreifen.", "anzugreifen: demanded"),
            ("Die Polizei hegt den Verdacht, Karl Brunn habe den König ermordet.", "ermordet: possible"),
        ),
        no=(
            "Nachrichten verbreiteten sich, dass Söldner den König ermordeten.",
            "Wegen einer Bombendrohung ließ die Polizei den Bahnhof räumen.",
        ),
    ),
    Rule(
        name="status/infinitive-as-above",
        find=_infinitive,
        why="An infinitive stands as the clause does that it hangs on.",
        yes=(
            ("Die Polizei will versuchen, den Bürgermeister zu verhaften.", "verhaften: announced"),
            ("Die Rebellen begannen nicht, die Stadt anzugreifen.", "anzugreifen: denied"),
        ),
        no=("Die Armee rückte vor, um die Stadt anzugreifen.",),
    ),
)
"""What the word above a clause makes of it; the first answer decides."""
