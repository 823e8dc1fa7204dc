"""Parties of persons by what they are to them: *der Kandidat der X, Y*, *Y, Sprecherin der X-Fraktion*, *die grüne Y*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.relations.bearers import bearers
from lagebild.annotate.relations.nouns import names_a_tie
from lagebild.annotate.relations.several import several
from lagebild.annotate.relations.ties import Tie, Word, due_to, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, closed_map, word_set, word_tuple
from lagebild.reading import Entity

_BEHIND = 6
"""Tokens behind a party within which its candidate or speaker is named: *der Kandidat der X in Y, Z*."""


def by_standing(text: Text) -> Iterator[Tie]:
    """The parties of persons that a report tells by what they are to them."""
    for token, tag in enumerate(text.analysis.tags):
        if tag in ("NOUN", "PROPN", "ADJ"):
            found = first(STANDINGS, Word(text, token))
            if found is not None:
                yield from (due_to(tie, found[1]) for tie in found[0])


def _stands_for_it(text: Text, token: int) -> bool:
    """Whether a noun is for a person who speaks, stands or sits for a party."""
    here = noun(text.analysis.forms[token])
    if here is None or here.kind not in ("person", "office") or here.number == "Plur":
        return False
    return here.lemma.removesuffix("in") not in word_set("no_party_members") or here.base != here.lemma


def _party_behind(text: Text, token: int) -> tuple[Entity, int] | None:
    """The party in the genitive behind a noun, or in the name of the wing that stands there, and the token behind it."""
    a, stop = text.analysis, text.sentence_tokens(token).stop
    place = token + 1
    if place >= stop or a.forms[place] not in closed("openers_of_a_whole"):
        return None
    place += 1
    while place < stop and place not in text.names and a.tags[place] in ("ADJ", "DET"):
        place += 1
    found = text.names.get(place)
    if found is not None:
        return found if found[0].id in text.parties else None
    wing = text.part_of(place) if place < stop and _is_a_wing(text, place) else None
    if wing is not None and wing[0].id in text.parties and "/" not in a.forms[place]:
        return (wing[0], place + 1)
    return None


def _is_a_wing(text: Text, token: int) -> bool:
    return text.analysis.lemmas[token].casefold().endswith(word_tuple("wings_of_parties"))


def _to_a_party(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    if text.analysis.tags[token] == "ADJ" or not _stands_for_it(text, token):
        return None
    found = _party_behind(text, token)
    if found is None or _slashed(text, found[1]) or (found[1] - 1 in text.names and names_a_tie(text, token)):
        return None
    who = _named_behind(text, found[1]) or next((e for e, _ in bearers(text, token) if e.kind == "person"), None)
    if who is None or _has_office_in_it(text, who, found[0]):
        return None
    return (worded(text, "party", (who, found[0]), (token, found[1]))._replace(noun=token, qualified=token),)


def _slashed(text: Text, token: int) -> bool:
    forms = text.analysis.forms
    return "/" in (*forms[token : token + 1], *forms[token - 2 : token - 1])


def _has_office_in_it(text: Text, who: Entity, party: Entity) -> bool:
    """Whether an office of the report already says that somebody is of a party."""
    return any(o.person == who.id and o.of == party.id and o.status == "holds" for o in text.reading.offices)


def _named_behind(text: Text, place: int) -> Entity | None:
    """The person named right behind a party, or behind a comma after a place or field: *der CDU in Bremen, Karl Demm*."""
    a, stop = text.analysis, text.sentence_tokens(place).stop
    for token in range(place, min(place + _BEHIND, stop)):
        found = text.names.get(token)
        if found is not None and found[0].kind == "person":
            return found[0]
        if a.tags[token] in ("VERB", "AUX", "PRON", "CCONJ", "SCONJ") or (a.forms[token] == "," and token > place + 3):
            return None
        if a.forms[token] == "," and token + 1 not in text.names:
            return None
    return None


def _several_of_a_party(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    here, part = noun(text.analysis.forms[token]), text.part_of(token)
    if here is None or here.kind not in ("person", "office") or part is None or part[0].id not in text.parties:
        return None
    if here.lemma.removesuffix("in") in word_set("no_party_members"):
        return None
    found = several(text, token)
    persons = [e for e in found[0] if e.kind == "person"] if found is not None else []
    if len(persons) < 2 or found is None:
        return None
    return tuple(
        worded(text, "party", (person, part[0]), (token, token + 1))._replace(because={"from": found[1]}, noun=token)
        for person in persons
    )


def _expert(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    part = text.part_of(token)
    if part is None or part[0].id not in text.parties:
        return None
    tail = text.analysis.forms[token].rpartition("-")[2].casefold().removesuffix("in").removesuffix("n")
    if not tail.endswith("experte") or tail == "experte":
        return None
    beside = text.names.get(token + 1)
    if beside is None or beside[0].kind != "person":
        return None
    return (worded(text, "party", (beside[0], part[0]), (token, token + 1))._replace(noun=token),)


def _colour(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    a = text.analysis
    form = a.forms[token].casefold()
    stem = next((s for s in closed_map("parties_by_colour") if form.startswith(s)), None)
    if stem is None:
        return None
    adjective = a.tags[token] == "ADJ" and form.removeprefix(stem) in (*closed("adjective_endings"), "")
    follower = a.tags[token] != "ADJ" and form.removeprefix(stem) in {"", *word_set("endings_of_followers")}
    place = token + 1 + (adjective and token + 1 not in text.names)
    found = text.names.get(place)
    if not (adjective or follower) or found is None or found[0].kind != "person":
        return None
    if adjective and place == token + 1:
        return None
    name = closed_map("parties_by_colour")[stem]
    party = [e for e in text.reading.entities if e.id in text.parties and name in e.name]
    return (worded(text, "party", (found[0], party[0]), (token, found[1])),) if len(party) == 1 else None


STANDINGS: tuple[Rule[Word, tuple[Tie, ...]], ...] = (
    Rule(
        name="kind/of-its-people",
        find=_to_a_party,
        why="Who is called a party's candidate, speaker or the like, or that of its group in parliament, is of it.",
        yes=(
            ("Der Spitzenkandidat der CDU in Bremen, Karl Demm, verlor.", "Karl Demm – CDU: party"),
            ("Karl Demm, der Kandidat der Demokratischen Partei, gewann.", "Karl Demm – Demokratische Partei: party"),
            ("Die Sprecherin der FDP-Bundestagsfraktion, Rita Semm, widersprach.", "Rita Semm – FDP: party"),
        ),
        no=("Der Gegner der CDU, Karl Demm, gewann.", "Der Sprecher der CDU/CSU-Fraktion, Karl Demm, schwieg."),
    ),
    Rule(
        name="kind/several-of-a-party",
        find=_several_of_a_party,
        why="All who are listed behind a compound with a party are of it.",
        yes=(("Die SPD-Politiker Karl Demm und Edo Falk kamen.", "Edo Falk – SPD: party"),),
        no=("Die SPD-Kritiker Karl Demm und Edo Falk kamen.",),
    ),
    Rule(
        name="kind/expert-of-a-party",
        find=_expert,
        why="A party's expert of a field is of it; one who knows the party need not be.",
        yes=(("Der SPD-Innenexperte Karl Demm widersprach.", "Karl Demm – SPD: party"),),
        no=("Der SPD-Experte Karl Demm widersprach.",),
    ),
    Rule(
        name="kind/colour-of-a-party",
        find=_colour,
        why="*Grün*, *Christdemokrat* and the like before a name stand for the party that the report names once.",
        yes=(
            (
                "Die Grünen stimmten zu. Die grüne Abgeordnete Rita Semm schwieg.",
                "Rita Semm – Bündnis 90/Die Grünen: party",
            ),
            ("Die CDU stimmte zu. Der Christdemokrat Karl Demm schwieg.", "Karl Demm – CDU: party"),
        ),
        no=("Die grüne Abgeordnete Rita Semm schwieg.", "Die CDU stimmte zu. Die grüne Jacke von Rita Semm lag dort."),
    ),
)
