"""Whose office it is, where what stands around a title tells the body: an elector, a meeting, a party, a town."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.titles import modifiers
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.body_kinds import kinds_by_lemma, kinds_by_name
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed_map, word_set, word_tuple
from lagebild.reading import Entity

_REACH = 2
"""Sentences before that of a town's office in which the town may be named."""
_BEHIND = 6
"""Tokens behind *Parteitag* within which the party is named."""


def body_around(held: Held) -> tuple[Entity, str] | None:
    """The body that the words farther from a title tell, and the rule that finds it; None if nothing does."""
    return first(AROUND, held)


def _its_own(held: Held) -> Entity | None:
    """The body that elects or appoints somebody to *its* chair."""
    text = held.text
    said = any(text.analysis.forms[t].lower().startswith(("sein", "ihr")) for t in modifiers(text.analysis, held.token))
    clause = text.clause_around(held.token) if said and held.act == "given" else None
    doers = [text.entities.get(text.entity(t) or "") for t in clause.doers] if clause is not None else []
    bodies = [e for e in doers if e is not None and e.kind == "organisation"]
    return bodies[0] if len(doers) == len(bodies) == 1 else None


def _at_the_meeting(held: Held) -> Entity | None:
    """The body whose congress or meeting elects somebody (*auf dem Parteitag der X*)."""
    if held.act != "given" or held.title.noun.of != "body":
        return None
    text, a = held.text, held.text.analysis
    for token in text.sentence_tokens(held.token):
        if a.tags[token] != "NOUN" or not a.lemmas[token].casefold().endswith(word_tuple("meetings_of_bodies")):
            continue
        part = text.part_of(token)
        if part is not None and part[0].kind == "organisation":
            return part[0]
        for place in range(token + 1, min(token + _BEHIND, len(a))):
            body = text.body_at(place)
            if body is not None:
                return body if body.kind == "organisation" else None
            if a.tags[place] in ("VERB", "AUX", "PUNCT", "ADP"):
                break
    return None


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
    if any(e.kind == "state" for e in text.entities.values()):
        return None
    places = [e for e in text.entities.values() if e.kind == "place" and e.name_spans]
    return places[0] if len(places) == 1 else None


def _only_land(held: Held) -> Entity | None:
    """The only German or Austrian land that a report names, for the offices that such lands have.

    An office that the federation has, too, is the land's where the report speaks of its bodies, and not of the federation.
    """
    text, title = held.text, held.title.name.removesuffix("in")
    own = title in word_set("offices_of_lands") or title.startswith("Landes") or title.endswith("senator")
    if not own and not title.lower().endswith(word_tuple("federal_posts")) and title != "Minister":
        return None
    states = {entity.name for entity in text.entities.values() if entity.kind == "state"}
    of_lands = any(form.startswith(("Landtag", "Landesregierung", "Landesparlament")) for form in text.analysis.forms)
    if not states <= {"Deutschland", "Österreich"} or (not own and (states or not of_lands)):
        return None
    names = word_set("city_states") if title.endswith("senator") else word_set("lands_of_federations")
    lands = [entity for entity in text.entities.values() if entity.name in names and entity.name_spans]
    return lands[0] if len(lands) == 1 else None


def _of_its_kind(held: Held) -> Entity | None:
    """The only body of a report of the kind that a compound title begins with, else the only one just named."""
    text, form = held.text, held.text.analysis.forms[held.token].lower()
    begins = (word for word in closed_map("kinds_in_titles") if form.startswith(word) and form != word)
    word = max(begins, key=len, default=None)
    if word is None:
        return None
    kinds = frozenset(closed_map("kinds_in_titles")[word].split("|"))
    found = [e for e in text.entities.values() if e.name_spans and kinds & kinds_of(text, e)]
    if len(found) == 1:
        return found[0] if found[0].name_spans[0].start < text.token_span(held.token).start else None
    number = text.analysis.sentence_of[held.token]
    for here in (number, number - 1):
        near = [e for e in found if here >= 0 and _named_in(text, e, here, held.token)]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _named_in(text: Text, entity: Entity, number: int, before: int) -> bool:
    """Whether a body is named or taken up in a sentence, and before a token."""
    tokens = (text.tokens(span)[0] for span in entity.mentions)
    return any(token < before and text.analysis.sentence_of[token] == number for token in tokens)


def kinds_of(text: Text, entity: Entity) -> frozenset[str]:
    """The kinds of bodies that an organisation may be: as it is known, else by the nouns that it is called by."""
    if entity.kind != "organisation":
        return frozenset()
    if known := kinds_by_name(entity.name):
        return known
    words = {word for span in entity.mentions for word in span.of(text.content).split()}
    if words & word_set("company_words"):
        return frozenset(("company",))
    nouns = (here for word in words if (here := noun(word)) is not None)
    return frozenset(kind for here in nouns for kind in kinds_by_lemma(here.lemma))


def _that_prosecutes(held: Held) -> Entity | None:
    return _only_called(held, "offices_of_prosecutors", "prosecutors")


def _that_judges(held: Held) -> Entity | None:
    return _only_called(held, "offices_of_judges", "courts_of_judges")


def _only_called(held: Held, offices: str, nouns: str) -> Entity | None:
    """The only body of a report that is called by a noun of a set, by name if one is; for an office of a set."""
    if held.title.noun.lemma not in word_set(offices):
        return None
    text, ends = held.text, word_tuple(nouns)
    called = [
        entity
        for entity in text.entities.values()
        if entity.kind == "organisation" and any(_ends(span.of(text.content), ends) for span in entity.mentions)
    ]
    named = [entity for entity in called if entity.name_spans]
    found = named or called
    return found[0] if len(found) == 1 else None


def _ends(words: str, ends: tuple[str, ...]) -> bool:
    return any(word.lower().endswith(ends) for word in words.split())


def _of_the_union(held: Held) -> Entity | None:
    """The European Union, of which a report speaks, or its commission, for the offices that are theirs."""
    lemma, name = held.title.noun.lemma, held.title.name.removesuffix("in")
    commissioner = lemma == "Kommissar" and name.lower().removesuffix("kommissar") in word_set("portfolios")
    if not commissioner and name not in ("Ratspräsident", "Kommissionspräsident", "Kommissionschef"):
        return None
    wanted = ("Europäische Union", "Europäische Kommission")
    wanted = wanted[::-1] if name.startswith("Kommission") else wanted
    bodies = {entity.name: entity for entity in held.text.entities.values() if entity.kind == "organisation"}
    return next((bodies[body] for body in wanted if body in bodies), None)


def _hails_from(held: Held) -> Entity | None:
    """The land that a governor is said to be from (*Gouverneur X aus Texas*)."""
    text, place = held.text, held.name[1]
    if held.title.noun.lemma != "Gouverneur" or held.name[0] < held.token:
        return None
    if place + 1 >= len(text.analysis) or text.analysis.forms[place] != "aus":
        return None
    named = text.names.get(place + 1)
    return named[0] if named is not None and named[0].kind in ("place", "state") else None


AROUND: tuple[Rule[Held, Entity], ...] = (
    Rule(
        name="of/its-own",
        find=_its_own,
        why="A body that elects somebody to its chair is the one whose office it is.",
        yes=(("Die Weltbank wählte Rita Semm zu ihrer Präsidentin.", "Präsidentin: Weltbank"),),
        no=("Die Weltbank wählte Rita Semm zur Präsidentin.",),
    ),
    Rule(
        name="of/at-the-meeting",
        find=_at_the_meeting,
        why="Who is elected at the congress or meeting of a body has an office of that body.",
        yes=(
            ("Auf dem Parteitag der SPD wurde Rita Semm zur Vorsitzenden gewählt.", "Vorsitzende: SPD"),
            ("Auf dem SPD-Parteitag wurde Rita Semm zur Vorsitzenden gewählt.", "Vorsitzende: SPD"),
        ),
        no=("Auf dem Parteitag der SPD wurde Rita Semm zur Königin gewählt.",),
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
        name="of/of-its-kind",
        find=_of_its_kind,
        why="A *Konzernchef* is that of the only company of the report, or of the only one just named.",
        yes=(
            ("Siemens baut Stellen ab. Konzernchef Karl Demm schwieg.", "Konzernchef: Siemens"),
            ("Verdi ruft zum Streik bei Siemens auf. Gewerkschaftschefin Rita Semm kam.", "Gewerkschaftschefin: Verdi"),
            (
                "BASF zögert. Siemens baut Stellen ab. Man streikt. Dort tagte Siemens. Firmenchef Karl Demm schwieg.",
                "Firmenchef: Siemens",
            ),
        ),
        no=("Siemens verhandelt mit BASF. Konzernchef Karl Demm schwieg.",),
    ),
    Rule(
        name="of/that-prosecutes",
        find=_that_prosecutes,
        why="A public prosecutor is one of the only *Staatsanwaltschaft* of the report.",
        yes=(
            (
                "Die Staatsanwaltschaft ermittelt. Staatsanwalt Karl Demm schwieg.",
                "Staatsanwalt: Staatsanwaltschaft",
            ),
        ),
        no=("Die Polizei ermittelt. Staatsanwalt Karl Demm schwieg.",),
    ),
    Rule(
        name="of/that-judges",
        find=_that_judges,
        why="A judge is one of the only court of the report.",
        yes=(("Das Landgericht Köln tagt. Richterin Rita Semm schwieg.", "Richterin: Landgericht"),),
        no=("Das Landgericht Köln bestätigt das Amtsgericht Bonn. Richterin Rita Semm schwieg.",),
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
        why="A governor *aus Texas* is that of Texas.",
        yes=(("Gouverneur Karl Demm aus Texas kam.", "Gouverneur: Texas"),),
        no=("Senator Karl Demm aus Texas kam.",),
    ),
)
"""What farther from a title tells its body."""
