"""What is said with a verb of saying: its complement, the sentence around it, the words before or behind it."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.behind import said_behind
from lagebild.annotate.statements.speakers import speaker
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed

_FAR = 14
"""Tokens between a cue and the comma before what is said."""


class Cue(NamedTuple):
    """A clause with a verb of saying."""

    text: Text
    clause: Clause


def content(text: Text, clause: Clause) -> tuple[list[int], str]:
    """The tokens of what a verb of saying says, left to right, and the rule that finds them; none where it says nothing."""
    return first(SAID, Cue(text, clause)) or ([], "")


def _closed_quotation(case: Cue) -> list[int] | None:
    text, clause = case
    a = text.analysis
    if clause.kind != "finite" or not clause.verbs:
        return None
    start = min(clause.verbs)
    at = a.starts[start]
    quotation = next(
        (text.quotation_ends[at - len(sign)] for sign in (" – ", ", ") if _after_quotation(text, at, sign)), None
    )
    if quotation is None:
        return None
    sentence = a.sentences[a.sentence_of[start]]
    goes_on = next((t for t in range(max(clause.verbs), sentence.end) if a.forms[t] == ","), sentence.end)
    if any(a.tags[t] in ("VERB", "AUX") for t in range(goes_on, sentence.end)):
        return None  # the cue is thrown into a sentence that goes on behind it
    end = text.before(quotation.start)
    opens = text.content[max(0, end - 1) : end] in ("", ".", ":", "!", "?")
    if not opens and "\n" not in text.content[end : quotation.start]:
        return None
    return list(text.inside(quotation)) or None


def _after_quotation(text: Text, at: int, sign: str) -> bool:
    return at - len(sign) in text.quotation_ends and text.content[at - len(sign) : at] == sign


def _above(case: Cue) -> list[int] | None:
    text, clause = case
    a = text.analysis
    if clause.subordinator != "wie" or clause.governor not in text.clause_of:
        return None
    own = set(a.subtree(clause.predicate))
    return _to_the_end(case, [token for token in a.subtree(clause.governor) if token not in own])


def _complement(case: Cue) -> list[int] | None:
    text, clause = case
    a = text.analysis
    heads = sorted(head for head in clause.content if clause.predicate not in a.subtree(head))
    if heads and _aim(text, heads[0]):
        heads = [head for head in heads if not _aim(text, head)]
    return _to_the_end(case, sorted({token for head in heads for token in a.subtree(head)}))


def _thrown_in(case: Cue) -> list[int] | None:
    text, clause = case
    a = text.analysis
    above = a.heads[clause.predicate]
    if a.labels[clause.predicate] != "parataxis" or above < 0 or _beside_it(text, clause):
        return None
    own = set(a.subtree(clause.predicate))
    return _to_the_end(case, [token for token in a.subtree(above) if token not in own])


def _beside_it(text: Text, clause: Clause) -> bool:
    """Whether a clause is a sentence of its own beside the one before it: its subject stands first (*…; X erklärte*)."""
    a = text.analysis
    verb = min(clause.verbs, default=clause.predicate)
    first_ = next((t for t in clause.doers if a.heads[clause.predicate] < t < verb), None)
    if first_ is None:
        return False
    return any(a.forms[t] in (",", ";") for t in range(a.heads[clause.predicate], first_)) and not any(
        a.forms[t] == "(" for t in range(a.heads[clause.predicate], first_)
    )


def _hanging_beside(case: Cue) -> list[int] | None:
    text, clause = case
    a = text.analysis
    if a.labels[clause.predicate] == "parataxis" and a.heads[clause.predicate] >= 0:
        return None
    beside = [
        child
        for child in a.dependents(clause.predicate, "parataxis", "ccomp", "xcomp")
        if child in text.clause_of and child > clause.predicate and not _aim(text, child)
    ]
    return _to_the_end(case, sorted({token for child in beside for token in a.subtree(child)}))


def _aim(text: Text, predicate: int) -> bool:
    """True if a clause is a circumstance by its first word (*um … zu*, *ohne … zu*), however the tree hangs it."""
    clause = text.clause_of.get(predicate)
    return clause is not None and clause.subordinator in closed("adverbial_subordinators")


def _to_the_end(case: Cue, found: list[int]) -> list[int] | None:
    """What is said behind a main clause's cue runs to the end of the sentence, or to what is conjoined with the cue."""
    text, clause = case
    a = text.analysis
    if not found or min(found) < clause.predicate or a.labels[clause.predicate] not in ("root", "conj"):
        return found or None
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    beside = [
        min(a.subtree(c))
        for c in a.dependents(clause.predicate, "conj")
        if c > max(found) and not _still_said(text, clause, c)
    ]
    end = min([*beside, sentence.end])
    rest = [t for t in range(max(found) + 1, end) if a.tags[t] != "PUNCT"]
    others = text.clauses_between(rest[0], rest[-1] + 1) if rest else ()
    if any(c.mood == "indicative" and not c.subordinator and a.tags[c.predicate] != "PUNCT" for c in others):
        return found
    return [*found, *rest]


def _still_said(text: Text, cue: Clause, predicate: int) -> bool:
    """Whether a clause in subjunctive I, which the tree conjoins with a cue in the indicative, is part of what is said."""
    clause = text.clause_of.get(predicate)
    return clause is not None and clause.mood == "subjunctive I" and cue.mood == "indicative"


def _pointed_at(case: Cue) -> list[int] | None:
    text, clause = case
    a = text.analysis
    sentence = a.sentences[number := a.sentence_of[clause.predicate]]
    start = sentence.start
    if not number or a.forms[start] not in ("Das", "Dies") or clause.kind != "finite":
        return None
    before = a.sentences[number - 1]
    between = text.content[a.ends[before.end - 1] : a.starts[start]]
    if start + 1 not in clause.verbs or "\n" in between:
        return None
    if clause.voice == "active" and speaker(text, clause, (text.token_span(start),)).token is None:
        return None
    quotation = text.quotation_ends.get(a.ends[before.end - 1])
    if quotation is not None and quotation.start == a.starts[before.start]:
        return list(text.inside(quotation))
    return list(range(before.start, start + 1))


def _behind_comma(case: Cue) -> list[int] | None:
    text, clause = case
    a = text.analysis
    if clause.kind != "finite" or not clause.verbs:
        return None
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    last = max(clause.verbs)
    comma = next((t for t in range(last + 1, min(last + _FAR, sentence.end)) if a.forms[t] in (",", ":")), None)
    if comma is None or any(a.tags[t] in ("VERB", "AUX") for t in range(last + 1, comma)):
        return None
    inner = bool(clause.subordinator) or any(
        a.feat(t, "PronType") in ("Rel", "Int", "Int,Rel") for t in _own(text, clause)
    )
    return said_behind(text, comma, inner=inner) or None


def _own(text: Text, clause: Clause) -> range:
    """The tokens of a clause before its verb, back to the comma."""
    a = text.analysis
    start = min(clause.verbs)
    token = start - 1
    while token > 0 and a.forms[token] not in (",", ":", ".", "„"):
        token -= 1
    return range(token + 1, start)


def _before_cue(case: Cue) -> list[int] | None:
    text, clause = case
    a = text.analysis
    if clause.kind != "finite" or clause.voice != "active" or not clause.verbs:
        return None
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    start = min(clause.verbs)
    if start < sentence.start + 3 or a.forms[start - 1] not in (",", "“", "«", "–"):
        return None
    found = [t for t in range(sentence.start, start - 1) if a.tags[t] != "PUNCT" or t > sentence.start]
    others = text.clauses_between(found[0], start - 1) if found else ()
    finite = any(c.kind in ("finite", "copula") and not c.subordinator for c in others)
    return found if finite else None


SAID: tuple[Rule[Cue, list[int]], ...] = (
    Rule(
        name="said/quotation-before-cue",
        find=_closed_quotation,
        why="A quotation that opens a sentence or follows a colon, with the cue right behind it, is all that is said.",
        yes=(
            (
                "Der Trainer war zufrieden: „Das war ein guter Anfang“, sagte Ada Brunn.",
                "„Das war ein guter Anfang“: „Das war ein guter Anfang“",
            ),
        ),
        no=(
            "„Der Damm ist alt“, sagte Ada Brunn, „und niemand baut ihn neu.“",
            "„Der Damm ist alt“, sagte Ada Brunn, man müsse handeln.",
        ),
    ),
    Rule(
        name="said/clause-above-wie",
        find=_above,
        why="*Wie X mitteilte*: what is said is the clause that this one hangs on.",
        yes=(
            ("Das Werk schließt, wie Ada Brunn erklärte.", "Das Werk schließt: Das Werk schließt"),
            ("Wie die Polizei mitteilte, brannte das Lager.", "brannte das Lager: brannte das Lager."),
        ),
    ),
    Rule(
        name="said/complement",
        find=_complement,
        why="What is said is the complement clause of the verb, no clause of aim or manner.",
        yes=(("Dass der Damm bricht, sagte Ada Brunn.", "Dass der Damm bricht: Dass der Damm bricht"),),
    ),
    Rule(
        name="said/sentence-around-cue",
        find=_thrown_in,
        why="Where the cue is thrown in or stands behind, what is said is the sentence around it.",
        yes=(
            (
                "Im Mai war der Händler Karl Feld aufgetreten (Kurant berichtete).",
                "Im Mai war der Händler Karl Feld aufgetreten: Im Mai war der Händler Karl Feld aufgetreten",
            ),
        ),
        no=("Die Bauern tanzten in Halm; der Rat erklärte sie zu Helden.",),
    ),
    Rule(
        name="said/clause-beside-cue",
        find=_hanging_beside,
        why="What is said may hang beside the cue without a conjunction.",
        yes=(("Ada Brunn meldete sich, sie hatte Sehnsucht.", "sie hatte Sehnsucht: sie hatte Sehnsucht"),),
    ),
    Rule(
        name="said/sentence-before",
        find=_pointed_at,
        why="*Das teilte X mit*: what is said is the sentence before, with the word that points back at it.",
        yes=(
            (
                "Das Lager brannte. Das teilte die Polizei mit.",
                "Das Lager brannte. Das: Das Lager brannte. Das",
            ),
            ("„Das Lager hat gebrannt.“ Das sagte Ada Brunn.", "„Das Lager hat gebrannt.“: „Das Lager hat gebrannt.“"),
        ),
        no=("Das Lager brannte.\n\nDas teilte die Polizei mit.",),
    ),
    Rule(
        name="said/behind-comma",
        find=_behind_comma,
        why="Where the tree has lost it, what is said stands behind the comma after the cue, if it is said by its form.",
        yes=(
            (
                "Ada Brunn widersprach der Ansicht, dass der Damm alt ist.",
                "dass der Damm alt ist: dass der Damm alt ist",
            ),
            (
                "Ada Brunn nahm es dem Boten übel und fragte den Wirt aus dem Dorf, warum er ging.",
                "warum er ging: warum er ging",
            ),
        ),
    ),
    Rule(
        name="said/before-cue",
        find=_before_cue,
        why="What stands before the comma is said, if the cue follows at once and it has a finite verb of its own.",
        yes=(
            (
                "Die Bauern, die den Damm bauten, sind müde, meint Ada Brunn.",
                "Die Bauern, die den Damm bauten, sind müde: Die Bauern, die den Damm bauten, sind müde",
            ),
        ),
    ),
)
