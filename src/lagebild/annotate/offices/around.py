"""Whose office it is, where what stands around a title tells the body: a party, a town."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lagebild.annotate.offices.alone import body_alone
from lagebild.annotate.offices.chosen import body_by_choice
from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.titles import modifiers
from lagebild.annotate.once import once
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import Entity

_NAME = 8
"""So many tokens at most has a name before *unter*, less one."""
_REACH = 2
"""Sentences before that of a town's office in which the town may be named."""


def body_around(held: Held) -> tuple[Entity, str] | None:
    """The body that the words farther from a title tell, and the rule that finds it; None if nothing does."""
    return body_by_choice(held) or first(AROUND, held) or body_alone(held)


def _led_by(held: Held) -> Entity | None:
    """The body or state that is named before *unter* and a title (*die Notenbank unter Präsident X*)."""
    text, a = held.text, held.text.analysis
    place = held.token - 1
    while place > 0 and a.tags[place] in ("ADJ", "DET"):
        place -= 1
    if held.act != "beside" or held.name[0] < held.token or place < 1 or a.forms[place] != "unter":
        return None
    before = (text.names.get(start) for start in range(place - 1, max(place - _NAME, -1), -1))
    body = next((named[0] for named in before if named is not None and named[1] == place), None)
    if body is None:
        return None
    if body.kind == "organisation":  # the minister of an army's state is no member of the army
        return body if held.title.noun.of == "body" or held.title.name in ("Präsident", "Präsidentin") else None
    return body if body.kind == held.title.noun.of == "state" else None


def _party_of_the_bearer(held: Held) -> Entity | None:
    """The party of a *Parteichef* or the like: what stands in brackets behind the name, or the only one."""
    if not held.title.noun.lemma.startswith("Partei") and not held.title.name.startswith("Partei"):
        return None
    text, a = held.text, held.text.analysis
    for _, last in text.person_names(held.person):
        named = text.names.get(last + 1) if a.forms[last : last + 1] == ("(",) else None
        if named is not None and named[0].id in text.parties:
            return named[0]
    return text.entities[next(iter(text.parties))] if len(text.parties) == 1 else _party_before(held)


def _party_before(held: Held) -> Entity | None:
    """The only party named before the title in its sentence, else the only one in the sentence before."""
    text, a = held.text, held.text.analysis
    number = a.sentence_of[held.token]
    here = range(a.sentences[number].start, min(held.token, held.name[0]))
    before = range(a.sentences[number - 1].start, a.sentences[number - 1].end) if number else range(0)
    for tokens in (here, before):
        named = {text.names[t][0].id for t in tokens if t in text.names and text.names[t][0].id in text.parties}
        if named:
            return text.entities[named.pop()] if len(named) == 1 else None
    return None


def _towns(text: Text, number: int) -> Iterator[str]:
    for token in range(text.analysis.sentences[number].start, text.analysis.sentences[number].end):
        named = text.names.get(token)
        if named is not None and named[0].kind == "place":
            yield named[0].id


def _town_nearby(held: Held) -> Entity | None:
    """The only town that the sentence of a town's office, or else one of the two before it, names."""
    if held.title.noun.lemma not in word_set("offices_of_one_town") or held.act not in ("beside", "is"):
        return None
    text, number = held.text, held.text.analysis.sentence_of[held.token]
    for back in range(_REACH + 1):
        towns = Counter(_towns(text, number - back)) if number >= back else Counter[str]()
        if towns:
            return text.entities[next(iter(towns))] if len(towns) == 1 else None
    return None


def _only_town(held: Held) -> Entity | None:
    """The only town that a report names, if it has the office of one."""
    if held.title.noun.lemma not in word_set("offices_of_one_town") or held.act not in ("beside", "is"):
        return None
    text = held.text
    if _states(text):
        return None
    places = _named_places(text)
    return places[0] if len(places) == 1 else None


@once
def _states(text: Text) -> frozenset[str]:
    return frozenset(entity.name for entity in text.entities.values() if entity.kind == "state")


@once
def _named_places(text: Text) -> tuple[Entity, ...]:
    return tuple(e for e in text.entities.values() if e.kind == "place" and e.name_spans)


@once
def _speaks_of_lands(text: Text) -> bool:
    """Whether a report has a word for a body of a land."""
    return any(form.startswith(("Landtag", "Landesregierung", "Landesparlament")) for form in text.analysis.forms)


@once
def _so_named(text: Text, names: frozenset[str]) -> tuple[Entity, ...]:
    """What a report calls by one of some names."""
    return tuple(entity for entity in text.entities.values() if entity.name in names and entity.name_spans)


@once
def _bodies(text: Text) -> dict[str, Entity]:
    """The organisations of a report by name."""
    return {entity.name: entity for entity in text.entities.values() if entity.kind == "organisation"}


def _only_land(held: Held) -> Entity | None:
    """The only German or Austrian land that a report names, for the offices that such lands have.

    An office that the federation has, too, is the land's where the report speaks of its bodies, and not of the federation.
    """
    text, title = held.text, held.title.name.removesuffix("in")
    own = title in word_set("offices_of_lands") or title.startswith("Landes") or title.endswith("senator")
    if not own and not title.lower().endswith(word_tuple("federal_posts")) and title != "Minister":
        return None
    states = _states(text)
    if not states <= {"Deutschland", "Österreich"} or (not own and (states or not _speaks_of_lands(text))):
        return None
    names = word_set("city_states") if title.endswith("senator") else word_set("lands_of_federations")
    lands = _so_named(text, names)
    return lands[0] if len(lands) == 1 else None


def _of_the_union(held: Held) -> Entity | None:
    """The European Union, of which a report speaks, or its commission, for the offices that are theirs."""
    lemma, name = held.title.noun.lemma, held.title.name.removesuffix("in")
    commissioner = lemma == "Kommissar" and name.lower().removesuffix("kommissar") in word_set("portfolios")
    if not commissioner and name not in ("Ratspräsident", "Kommissionspräsident", "Kommissionschef"):
        return None
    wanted = ("Europäische Union", "Europäische Kommission")
    wanted = wanted[::-1] if name.startswith("Kommission") else wanted
    bodies = _bodies(held.text)
    return next((bodies[body] for body in wanted if body in bodies), None)


def _hails_from(held: Held) -> Entity | None:
    """The land that a governor, and the state that a minister is said to be from (*Gouverneur X aus Texas*)."""
    text, place = held.text, held.name[1]
    governor = held.title.noun.lemma == "Gouverneur"
    minister = held.title.name.removesuffix("in").lower().endswith(word_tuple("offices_of_governments_alone"))
    if not (governor or minister) or held.name[0] < held.token:
        return None
    if place + 1 >= len(text.analysis) or text.analysis.forms[place] != "aus":
        return None
    named = text.names.get(place + 1)
    return named[0] if named is not None and named[0].kind in (("place", "state") if governor else ("state",)) else None


def _by_possessive(held: Held) -> Entity | None:
    """The body that does what a sentence tells, where *ihr* or *sein* stands before a title of a body."""
    text, number = held.text, held.text.analysis.sentence_of[held.token]
    said = any(text.analysis.forms[t].lower().startswith(("sein", "ihr")) for t in modifiers(text.analysis, held.token))
    clause = text.clause_around(held.token) if said and held.title.noun.of == "body" else None
    if clause is None:
        return None
    before = range(text.analysis.sentences[number].start, min(held.token, held.name[0]))
    people = any(text.kind(token) in ("person", "group") for token in before)
    doers = [text.entities.get(text.entity(token) or "") for token in clause.doers]
    body = doers[0] if len(doers) == 1 and not people else None
    return body if body is not None and body.kind == "organisation" else None


AROUND: tuple[Rule[Held, Entity], ...] = (
    Rule(
        name="of/led-by",
        find=_led_by,
        why="A body or state *unter Präsident X* is the one over which X presides.",
        yes=(
            ("Gestern verlor der FC Bayern München unter Trainer Karl Demm.", "Trainer: FC Bayern München"),
            ("So litt Peru unter dem damaligen Präsidenten Edo Falk.", "Präsident: Peru"),
        ),
        no=("Die SPD litt unter Präsident Edo Falk.",),
    ),
    Rule(
        name="of/party-of-the-bearer",
        find=_party_of_the_bearer,
        why="A *Parteichef* is that of the party in brackets behind the name, of the only one, or of the one just named.",
        yes=(
            ("Die SPD tagt mit der FDP. Parteichef Karl Demm (FDP) schwieg.", "Parteichef: FDP"),
            ("Die SPD tagt. Parteichefin Rita Semm schwieg.", "Parteichefin: SPD"),
            ("Die CDU schwieg. Die FDP tagt. Parteichef Karl Demm fehlte.", "Parteichef: FDP"),
        ),
        no=("Die SPD tagt mit der FDP. Parteichef Karl Demm schwieg.",),
    ),
    Rule(
        name="of/town-nearby",
        find=_town_nearby,
        why="A mayor is that of the only town named in the sentence, or in the nearest of the two before that names one.",
        yes=(("Peru hilft. In Quorrendorf brennt es. Bürgermeister Karl Demm schwieg.", "Bürgermeister: Quorrendorf"),),
        no=("In Lima und in Prag brennt es. Bürgermeister Karl Demm schwieg.",),
    ),
    Rule(
        name="of/only-town",
        find=_only_town,
        why="A mayor is that of the only town of a report that names no other place and no state.",
        yes=(
            (
                "In Quorrendorf brennt es. Man löscht. Man rettet. Man klagt. Bürgermeister Karl Demm schwieg.",
                "Bürgermeister: Quorrendorf",
            ),
        ),
        no=("In Peru brennt es. Man löscht. Man rettet. Man klagt. Bürgermeister Karl Demm schwieg.",),
    ),
    Rule(
        name="of/only-land",
        find=_only_land,
        why="A *Ministerpräsident* or *Kultusminister* is that of the only land of a federation that the report names.",
        yes=(
            ("In Hessen wird gewählt. Ministerpräsident Karl Demm schwieg.", "Ministerpräsident: Hessen"),
            ("In Bremen wird gestreikt. Innensenatorin Rita Semm schwieg.", "Innensenatorin: Bremen"),
            ("In Hessen tagt der Landtag. Innenminister Karl Demm schwieg.", "Innenminister: Hessen"),
        ),
        no=(
            "In Hessen und in Bayern wird gewählt. Ministerpräsident Karl Demm schwieg.",
            "In Hessen wird gewählt. Frankreich wartet. Ministerpräsident Karl Demm schwieg.",
            "In Hessen wird gewählt. Innenminister Karl Demm schwieg.",
        ),
    ),
    Rule(
        name="of/by-possessive",
        find=_by_possessive,
        why="*ihr* and *sein* before a title stand for the body that was just named.",
        yes=(("Die SPD folgt ihrem Vorsitzenden Karl Demm.", "Vorsitzender: SPD"),),
        no=("Rita Semm folgt ihrem Vorsitzenden Karl Demm.",),
    ),
    Rule(
        name="of/of-the-union",
        find=_of_the_union,
        why="A *Wettbewerbskommissarin* or *Ratspräsident* is the European Union's where the report speaks of it.",
        yes=(
            (
                "Die EU prüft das. Wettbewerbskommissarin Rita Semm schwieg.",
                "Wettbewerbskommissarin: Europäische Union",
            ),
            ("Die EU tagt. Ratspräsident Karl Demm schwieg.", "Ratspräsident: Europäische Union"),
        ),
        no=("Die EU tagt. Hauptkommissar Karl Demm schwieg.",),
    ),
    Rule(
        name="of/hails-from",
        find=_hails_from,
        why="A governor *aus Texas* is that of Texas, a minister *aus Peru* that of Peru.",
        yes=(
            ("Gouverneur Karl Demm aus Texas kam.", "Gouverneur: Texas"),
            ("Der frühere Industrieminister Karl Demm aus Peru kam.", "Industrieminister: Peru"),
        ),
        no=("Senator Karl Demm aus Texas kam.",),
    ),
)
"""What farther from a title tells its body."""
