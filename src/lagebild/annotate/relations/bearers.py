"""Whom a noun of a tie is said of: whom it describes, the name beside it, the subject of *ist*."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from lagebild.analysis import ROOT
from lagebild.annotate.relations.owners import name_before, name_behind
from lagebild.annotate.relations.sides import coordinated, described, meant, named_with
from lagebild.annotate.rule import Rule, fill, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed
from lagebild.reading import Entity

_COPULAS = ("sein", "werden")
_PREDICATES = ("obl", "obj", "obl:arg", "xcomp")
"""Labels that the tree may give to what *ist* says of its subject."""
_CLOSED = 9
"""Tokens behind the comma within which whoever a noun is said of is named."""
_NEAR = 7
"""Tokens before a noun in which the comma that opens its phrase is looked for."""


class Said(NamedTuple):
    """The token of a noun that names a tie. `predicate`: it is what the clause says of its subject (*ist Mitglied*)."""

    text: Text
    token: int
    predicate: bool
    described: Entity | None


def bearers(text: Text, token: int) -> Iterator[tuple[Entity, str]]:
    """Whom the noun at a token may be said of, the likeliest first, each with the rule that finds it."""
    analysis = text.analysis
    predicate = any(analysis.lemmas[c] == "sein" for c in analysis.dependents(token, "cop"))
    head = analysis.heads[token]
    predicate = predicate or (
        head != ROOT and analysis.lemmas[head] in _COPULAS and analysis.labels[token] in _PREDICATES
    )
    # *die Tochter Demms* does not call Demm a daughter
    whom = described(text, token) if name_behind(text, token) is None else None
    case = Said(text, token, predicate, whom)
    if first(UNSAID, case) is not None:
        return
    for found, rule in fill(BEARERS, case):
        yield from ((entity, rule) for entity in found)


def _attribute(case: Said) -> bool:
    return not case.predicate and case.described is None


def _subject(case: Said) -> Iterator[Entity] | None:
    if not case.predicate:
        return None
    a = case.text.analysis
    subjects = list(a.dependents(case.token, "nsubj"))
    head = a.heads[case.token]
    if not subjects and head != ROOT and a.lemmas[head] in _COPULAS:
        clause = case.text.clause_of.get(head)
        found = (*a.dependents(head, "nsubj", "obl:arg"), *(clause.doers if clause is not None else ()))
        subjects = [t for t in found if t != case.token]
    return chain.from_iterable(coordinated(case.text, subject) for subject in subjects)


def _joined_predicate(case: Said) -> Iterator[Entity] | None:
    """Of a noun that *und* joins to what *ist* says of its subject."""
    a = case.text.analysis
    head = a.heads[case.token]
    if (
        a.labels[case.token] != "conj"
        or head == ROOT
        or not any(a.lemmas[c] == "sein" for c in a.dependents(head, "cop"))
    ):
        return None
    denied = any(a.forms[c].casefold() in closed("negations") for c in a.children[head])
    return None if denied else _subject(case._replace(token=head, predicate=True))


def _described(case: Said) -> Iterator[Entity] | None:
    return iter((case.described,)) if not case.predicate and case.described is not None else None


def _apposition(case: Said) -> Iterator[Entity] | None:
    a = case.text.analysis
    label = a.labels[case.token]
    beside = label == "appos" or (label == "conj" and not a.has(case.token, "cc"))
    return coordinated(case.text, a.heads[case.token]) if beside and _attribute(case) else None


def _beside(case: Said) -> Iterator[Entity] | None:
    found = named_with(case.text, case.token) if _attribute(case) else None
    return iter((found,)) if found is not None else None


def _apposed_behind(case: Said) -> Iterator[Entity] | None:
    if not _attribute(case):
        return None
    a = case.text.analysis
    owned = name_before(case.text, case.token) is not None or any(
        a.labels[c] == "det:poss" or a.forms[c].casefold() in ("dessen", "deren") for c in a.children[case.token]
    )
    behind = [c for c in a.dependents(case.token, "appos", "conj") if c > case.token and not a.has(c, "cc")]
    found = [e for c in behind if (e := named_with(case.text, c)) is not None and e.kind == "person"]
    return iter(found[:1]) if owned and found else None


def _closed_off(case: Said) -> Iterator[Entity] | None:
    """Who is named alone between commas behind a noun and whose it is."""
    if not _attribute(case):
        return None
    text, a = case.text, case.text.analysis
    stop = text.sentence_tokens(case.token).stop
    comma = _comma_behind(text, case.token)
    if comma is None:
        return None
    for place in range(comma + 1, min(comma + _CLOSED, stop)):
        found = text.names.get(place)
        if found is not None and (found[1] >= stop or a.forms[found[1]] in (",", ".", "(")):
            return iter((found[0],))
        if "Fin" in a.feat(place, "VerbForm") or a.tags[place] in ("AUX", "PRON", "SCONJ", "CCONJ", "PUNCT"):
            return None
    return None


def _comma_behind(text: Text, token: int) -> int | None:
    """The comma behind a noun and the name in the genitive that goes with it, or behind one with a possessive."""
    a = text.analysis
    place = token + 1
    start = place + (a.forms[place : place + 1] in (("der",), ("des",), ("von",)))
    # *der Sohn des Präsidenten X, Y*: a title before the name
    titled = start < len(a) and start not in text.names and a.tags[start] == "NOUN" and start + 1 in text.names
    owner = text.names.get(start + titled)
    if owner is not None:
        place = owner[1]
    elif not any(a.labels[c] == "det:poss" for c in a.children[token]):
        return None
    return place if a.forms[place : place + 1] == (",",) else None


def _held_to_be(case: Said) -> Iterator[Entity] | None:
    a = case.text.analysis
    head = a.heads[case.token]
    if not _attribute(case) or head == ROOT or a.lemmas[head] not in ("gelten", "bleiben"):
        return None
    return chain.from_iterable(coordinated(case.text, subject) for subject in a.dependents(head, "nsubj"))


def _set_off(case: Said) -> Iterator[Entity] | None:
    if not _attribute(case):
        return None
    a = case.text.analysis
    low = case.text.sentence_tokens(case.token).start
    for place in range(case.token - 1, max(case.token - _NEAR, low), -1):
        if a.forms[place] == ",":
            found = meant(case.text, place - 1)
            return iter((found,)) if found is not None else None
        if a.tags[place] in ("VERB", "AUX", "ADP", "PROPN", "CCONJ", "SCONJ", "PRON"):
            return None
    return None


def _several(case: Said) -> bool | None:
    here = noun(case.text.analysis.forms[case.token])
    return (here is not None and here.number == "Plur") or None


def _denied(case: Said) -> bool | None:
    a = case.text.analysis
    return any(a.forms[c].casefold() in closed("negations") for c in a.children[case.token]) or None


def _supposed(case: Said) -> bool | None:
    a = case.text.analysis
    opens = any(a.forms[c].casefold() in ("wenn", "falls", "ob") for c in a.children[case.token])
    return (case.predicate and opens) or None


UNSAID: tuple[Rule[Said, bool], ...] = (
    Rule(
        name="kind/noun-of-several",
        find=_several,
        why="A plural is said of several, and which of them is meant is not told.",
        yes=(("Der Minister Karl Demm, Mitglieder der SPD, kamen.", ""),),
    ),
    Rule(
        name="kind/denied-predicate",
        find=_denied,
        why="What *nicht*, *nie* or *kein* denies is no tie.",
        yes=(
            ("Karl Demm war nie Mitglied der SPD.", ""),
            ("Karl Demm ist kein Mitglied der SPD.", ""),
            ("Ghana ist nicht der Verbündete von Peru.", ""),
        ),
    ),
    Rule(
        name="kind/supposed-predicate",
        find=_supposed,
        why="What stands after *wenn*, *falls* or *ob* is no tie.",
        yes=(
            ("Falls Ghana ein Verbündeter von Peru ist, hilft es.", ""),
            ("Der Rat fragte, ob Ghana Verbündeter von Peru ist.", ""),
        ),
    ),
)
"""Predicates that do not state a tie."""

BEARERS: tuple[Rule[Said, Iterator[Entity]], ...] = (
    Rule(
        name="from/subject",
        find=_subject,
        why="A predicate is said of the subject of *ist*.",
        yes=(
            ("Karl Demm ist Mitglied der SPD.", "Karl Demm – SPD: Karl Demm"),
            ("Ghana war ein Verbündeter von Peru.", "Ghana – Peru: Ghana"),
        ),
        no=("Karl Demm, Mitglied der SPD, schwieg.",),
    ),
    Rule(
        name="from/joined-predicate",
        find=_joined_predicate,
        why="What *und* joins to a predicate is said of the same subject.",
        yes=(("Karl Demm ist ein Freund und Weggefährte von Edo Falk.", "Karl Demm – Edo Falk: Karl Demm"),),
        no=("Karl Demm ist kein Freund und Weggefährte von Edo Falk.",),
    ),
    Rule(
        name="from/described",
        find=_described,
        why="A noun that takes up somebody named elsewhere is said of them.",
        yes=(
            ("SPD-Mitglied Karl Demm schwieg.", "Karl Demm – SPD: Karl Demm"),
            ("Edo Falk und seine Frau Rita Semm winkten.", "Rita Semm – Edo Falk: Rita Semm"),
        ),
        no=("Karl Demm ist Mitglied der SPD.",),
    ),
    Rule(
        name="from/apposition",
        find=_apposition,
        why="A noun in apposition is said of what it stands in apposition to.",
        yes=(
            ("Man traf Rita Semm (jüngere Schwester von Karl Demm).", "Rita Semm – Karl Demm: Rita Semm"),
            ("Man lobte Rita Semm als Mitglied der SPD.", "Rita Semm – SPD: Rita Semm"),
            ("Am Montag sprach Karl Demm – Gründer von Greenpeace.", "Karl Demm – Greenpeace: Karl Demm"),
        ),
        no=("Karl Demm ist Mitglied der SPD.",),
    ),
    Rule(
        name="from/named-beside",
        find=_beside,
        why="A noun is said of the name that stands right behind it.",
        yes=(
            ("Das UNO-Mitglied Peru fehlte.", "Peru – Vereinte Nationen: Peru"),
            ("Der UNO-Mitgliedstaat Ghana fehlte.", "Ghana – Vereinte Nationen: Ghana"),
        ),
        no=("Karl Demm ist Mitglied der SPD.",),
    ),
    Rule(
        name="from/apposed-behind",
        find=_apposed_behind,
        why="Somebody's relative or rival may be named behind a comma.",
        yes=(
            (
                "Karl Demm kam. Seine Frau, die Richterin Rita Semm aus Rom, schwieg.",
                "Rita Semm – Karl Demm: Rita Semm",
            ),
        ),
        no=("Karl Demm, Mitglied der SPD, schwieg.",),
    ),
    Rule(
        name="from/closed-off",
        find=_closed_off,
        why="Who is named alone behind the comma after a noun and whose it is, is who it is said of.",
        yes=(
            ("Die Jugendorganisation der SPD, die Jusos, schwieg.", "Jusos – SPD: Jusos"),
            ("Der Sohn des Ministers Karl Demm, Edo Demm, floh.", "Edo Demm – Karl Demm: Edo Demm"),
            (
                "Der frühere Weggefährte Demms, Edo Falk, trat zurück. Karl Demm schwieg.",
                "Edo Falk – Karl Demm: Edo Falk",
            ),
            (
                "Karl Demm schlug seinen Rivalen, den früheren Minister Edo Falk, klar.",
                "Edo Falk – Karl Demm: Edo Falk",
            ),
        ),
        no=("Der frühere Weggefährte Demms, den Edo Falk lobte, trat zurück. Karl Demm schwieg.",),
    ),
    Rule(
        name="from/held-to-be",
        find=_held_to_be,
        why="What somebody is held to be, or remains, is said of them.",
        yes=(
            ("Ghana bleibt ein Verbündeter von Peru.", "Ghana – Peru: Ghana"),
            ("Ghana gilt als ein Verbündeter von Peru.", "Ghana – Peru: Ghana"),
            ("Peru bleibt Mitglied der Welthandelsorganisation.", "Peru – Welthandelsorganisation: Peru"),
        ),
        no=("Ghana sucht einen Verbündeten.",),
    ),
    Rule(
        name="from/set-off",
        find=_set_off,
        why="A noun behind a comma is said of the name before it, whatever the tree makes of it.",
        yes=(("Ghana, lange Jahre ein treuer Verbündeter von Peru, schwieg.", "Ghana – Peru: Ghana"),),
        no=("Karl Demm ist Mitglied der SPD.",),
    ),
)
"""Finds whom a noun is said of. A predicate is said only of its subject, a description only of whom it describes."""
