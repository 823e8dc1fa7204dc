"""Whether a clause tells what came about: what is denied, planned, possible or only supposed begins and ends no office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from lagebild import lexicon
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set, word_tuple

_CUTS = (",", ";", ":")
_FARTHEST = 60
"""Tokens before and behind a verb that are looked at for the rest of its clause."""
_DONE = ("happened", "ongoing")
_ALSO_DONE: Mapping[str, tuple[str, ...]] = {"denied": ("denied",)}
"""What counts as told for a row whose verb has to be denied."""
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Told(NamedTuple):
    """A clause that would begin or end an office, and the row of `office_turns.tsv` for it (empty for other verbs)."""

    text: Text
    clause: Clause
    row: Mapping[str, str]


def came_about(text: Text, clause: Clause, row: Mapping[str, str] | None = None) -> bool:
    """Whether a clause tells what happened."""
    return first(UNTOLD, Told(text, clause, row or {})) is None


def thought(text: Text, token: int) -> bool:
    """Whether a word is what somebody believes, hopes or fears, and no more."""
    return any(statement.medium == "thought" for statement in text.statements_at.get(token, ()))


def refused(text: Text, clause: Clause, row: Mapping[str, str]) -> bool:
    """Whether a resignation that is handed in is not accepted, as the same sentence or the next one tells."""
    if "rücktritt" not in (row.get("with") or "").split():
        return False
    a, number = text.analysis, text.analysis.sentence_of[clause.predicate]
    for other in (c for n in (number, number + 1) if n < len(text.clauses_in) for c in text.clauses_in[n]):
        objects = [a.forms[t].lower() for t in other.undergoers]
        its = any(form in closed("pronouns_for_what_was_handed_in") or "rücktritt" in form for form in objects)
        against = other.lemma in word_set("verbs_of_refusing") or (other.negated and other.lemma == "annehmen")
        if other.predicate != clause.predicate and its and against:
            return True
    return False


def granted(text: Text, clause: Clause) -> bool:
    """Whether a request to be let go is granted, as the same sentence or the next one tells."""
    a, number = text.analysis, text.analysis.sentence_of[clause.predicate]
    for other in (c for n in (number, number + 1) if n < len(text.clauses_in) for c in text.clauses_in[n]):
        if other.predicate <= clause.predicate or other.negated or other.modals:
            continue
        objects = [a.forms[t].lower() for t in (*other.undergoers, *other.recipients, *other.doers)]
        asked = any(
            f in closed("pronouns_for_what_was_handed_in") or f.endswith(word_tuple("requests")) for f in objects
        )
        if asked and other.lemma in word_set("verbs_of_granting") and other.mood in ("indicative", "none"):
            return True
    return False


@cache
def kin() -> frozenset[str]:
    """Nouns for who is somebody's kin: their death or fall is not that of whoever they are kin to."""
    return frozenset(row["form"] for row in lexicon.load("kin"))


def undone(text: Text, clause: Clause, token: int) -> bool:
    """Whether what a noun tells is not accepted, taken back, of no effect or only talked about in the clause around it."""
    if token not in (*clause.doers, *clause.undergoers):
        return False
    if clause.mood.startswith("subjunctive II"):
        return True
    if clause.negated:
        return clause.lemma in word_set("verbs_of_granting") | word_set("matters_of_talk")
    against = word_set("verbs_of_refusing") | word_set("verbs_of_undoing") | word_set("verbs_of_debating")
    forms = {text.analysis.forms[t].lower() for t in piece_of(text, clause)}
    return clause.lemma in against or not forms.isdisjoint(word_set("words_of_no_effect"))


def piece_of(text: Text, clause: Clause) -> range:
    """The tokens from the comma before a clause's verbs to the one behind them."""
    forms, sentence = text.analysis.forms, text.sentence_tokens(clause.predicate)
    first_verb, last_verb = min(clause.verbs, default=clause.predicate), max(clause.verbs, default=clause.predicate)
    start, stop = max(sentence.start, first_verb - _FARTHEST), min(sentence.stop, last_verb + _FARTHEST)
    low = next((t + 1 for t in range(first_verb - 1, start - 1, -1) if forms[t] in _CUTS), start)
    high = next((t for t in range(last_verb + 1, stop) if forms[t] in _CUTS), stop)
    return range(low, high)


def days(text: Text, clause: Clause) -> Iterator[tuple[int, str]]:
    """The days, months and years that a clause names, with their tokens; those of clauses inside it are theirs."""
    piece = piece_of(text, clause)
    if not piece:
        return
    for time in text.times_in(text.analysis.span(piece.start, piece.stop)):
        token = text.analysis.token_at(time.start)
        value = (time.value or "").partition("T")[0]
        if token is None or not _DAY.fullmatch(value):
            continue
        around = text.clause_around(token)
        if around is None or around.predicate == clause.predicate or around.predicate not in piece:
            yield token, value


def done_to(text: Text, clause: Clause) -> tuple[int, ...]:
    """Whom a verb is done to. The tree takes some for datives or bare phrases, and some titles for another than the name."""
    if clause.kind == "participle" and not clause.undergoers:
        return clause.doers  # the subject of a participle without an auxiliary, as headlines have it
    if clause.voice != "active":
        return clause.undergoers
    doers = {text.entity(token) for token in clause.doers}
    bare = (token for preposition, token in clause.obliques if not preposition)
    for tokens in (clause.undergoers, (*clause.recipients, *bare)):
        others = tuple(token for token in tokens if text.entity(token) not in doers)
        if others:
            return others if clause.doers else ()
    return ()


def _of_an_event(told: Told) -> bool | None:
    """Whether the event that the clause tells, or one of its nouns, is read as one that did not happen."""
    clause = told.clause
    tokens = {clause.predicate, *clause.verbs, *clause.undergoers, *(token for _, token in clause.obliques)}
    events = (event for token in tokens for event in told.text.events_at.get(token, ()))
    # whoever makes their resignation known has resigned, though the noun alone is read as announced
    known = clause.lemma in word_set("verbs_of_making_known") and "rücktritt" in told.row.get("with", "").split()
    done = {*_DONE, *(("announced",) if known else ()), *_ALSO_DONE.get(told.row.get("who", ""), ())}
    done |= {"demanded", "announced"} if told.row.get("with") == "hut" else set()
    return any(event.status not in done for event in events) or None


def _denied(told: Told) -> bool | None:
    return (told.clause.negated and told.row.get("who") not in ("lost", "denied")) or None


def _not_finite(told: Told) -> bool | None:
    clause = told.clause
    return clause.kind == "infinitive" or clause.mood not in ("indicative", "none") or None


def _modal(told: Told) -> bool | None:
    clause = told.clause
    # who *muss den Hut nehmen* is told to go; who *muss zurücktreten* may only be asked to
    told_off = told.row.get("with") == "hut" and clause.tense == "present"
    past = clause.tense in ("past", "perfect", "pluperfect")
    forced = all(modal == "müssen" for modal in clause.modals) and (past or told_off)
    return None if forced or not clause.modals else True


def _asked(told: Told) -> bool | None:
    forms, stop = told.text.analysis.forms, piece_of(told.text, told.clause).stop
    sentence = told.text.sentence_tokens(told.clause.predicate)
    if forms[sentence.start].lower() in ("warum", "weshalb", "wieso"):
        return None  # who asks why takes it for true
    return (forms[sentence.stop - 1] == "?" and stop >= sentence.stop - 1) or None


def _to_come(told: Told) -> bool | None:
    clause, text = told.clause, told.text
    if clause.tense in ("future", "future perfect"):
        return True
    known = clause.lemma in word_set("verbs_of_making_known")
    published, forms = text.reading.published or "", text.analysis.forms
    effect = closed("prepositions_of_effect")
    if any(
        v > published and effect & {form.lower() for form in forms[max(t - 2, 0) : t]} for t, v in days(text, clause)
    ):
        return True
    if clause.tense != "present" and not known:
        return None
    if not known and any(forms[t].lower() in word_set("times_of_later") for t in piece_of(text, clause)):
        return True
    if any(
        forms[t] in ("Ende", "Anfang", "Mitte") and forms[t - 1].lower() in effect for t in piece_of(text, clause) if t
    ):
        return True
    if known and any(forms[token - 1].lower() in ("zum", "ab", "per") for token, _ in days(text, clause) if token):
        return True
    return any(value > published for _, value in days(text, clause)) or None


def _present_of_a_term(told: Told) -> bool | None:
    """Whether a term of office is said to end, in the present, on any other day than that of the report or the one before."""
    if told.row.get("who") != "of" or told.clause.tense != "present" or told.row.get("means") == "over":
        return None
    published = (told.text.reading.published or "")[:10]
    return not any(value == published for _, value in days(told.text, told.clause)) or None


def _believed(told: Told) -> bool | None:
    return thought(told.text, told.clause.predicate) or _below_belief(told.text, told.clause) or None


def _below_belief(text: Text, clause: Clause) -> bool:
    """Whether a clause hangs on a verb of believing (*glaubten, er sei tot*)."""
    above = text.clause_of.get(clause.governor)
    return above is not None and above.lemma in word_set("verbs_of_believing")


def _supposed(told: Told) -> bool | None:
    opens = told.clause.subordinator
    return opens in closed("unreal_subordinators") or opens in closed("until_words") or opens == "wonach" or None


def _alleged(told: Told) -> bool | None:
    forms = told.text.analysis.forms
    words = {forms[token].lower() for token in piece_of(told.text, told.clause)}
    in_vain = word_set("in_vain") if told.row.get("who") == "partner" else frozenset[str]()
    return bool(words & (word_set("alleged") | word_set("nearly") | in_vain)) or None


UNTOLD: tuple[Rule[Told, bool], ...] = (
    Rule(
        name="turn/no-event",
        find=_of_an_event,
        why="What is read as demanded, announced, denied or possible neither begins nor ends an office.",
        yes=(("Die Opposition bestritt, dass Minister Karl Demm zurückgetreten ist.", ""),),
    ),
    Rule(
        name="turn/denied",
        find=_denied,
        why="What is denied has not come about.",
        yes=(("Die Amtszeit von Minister Karl Demm endete nicht.", ""),),
    ),
    Rule(
        name="turn/not-indicative",
        find=_not_finite,
        why="An infinitive and a subjunctive do not tell that somebody came into office or left it.",
        yes=(("Minister Karl Demm sei am Montag gestorben, sagte Rita Semm.", ""),),
    ),
    Rule(
        name="turn/modal",
        find=_modal,
        why="What somebody shall, can or wants to do has not come about; what they had to do has.",
        yes=(("Minister Karl Demm soll sein Amt verlieren.", ""),),
    ),
    Rule(
        name="turn/to-come",
        find=_to_come,
        why="A future, and a present with a day that is yet to come, tell no change that has come about.",
        yes=(
            ("Minister Karl Demm geht am Freitag.", ""),
            ("Minister Karl Demm gab seinen Rücktritt zum 30. Juni bekannt.", ""),
        ),
    ),
    Rule(
        name="turn/asked",
        find=_asked,
        why="What a question asks has not come about by that.",
        yes=(("Wer löst Minister Karl Demm ab?", ""),),
    ),
    Rule(
        name="turn/term-to-end",
        find=_present_of_a_term,
        why="A term of office that *endet*, in the present, has not ended yet, whatever month is named.",
        yes=(("Die Amtszeit von Minister Karl Demm endet im Dezember.", ""),),
    ),
    Rule(
        name="turn/believed",
        find=_believed,
        why="What somebody believes, hopes or fears has not come about by that.",
        yes=(("Man glaubte, dass Minister Karl Demm geht.", ""),),
    ),
    Rule(
        name="turn/supposed",
        find=_supposed,
        why="*wenn*, *falls*, *bevor* and the like open clauses of what has not come about.",
        yes=(("Die Partei schweigt, falls Minister Karl Demm geht.", ""),),
    ),
    Rule(
        name="turn/alleged",
        find=_alleged,
        why="*angeblich*, *vielleicht* and *beinahe* leave open whether it came about, or say that it did not.",
        yes=(
            ("Die Amtszeit von Minister Karl Demm endete angeblich.", ""),
            ("Minister Karl Demm starb fast bei einem Unfall.", ""),
        ),
    ),
)
"""What keeps a clause from telling that an office began or ended."""
