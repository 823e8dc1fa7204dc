"""Whose office it is, where the words around a title name the state or body."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.titles import modifiers, office_noun
from lagebild.annotate.once import once
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import Entity

_VERBAL = frozenset(("VERB", "AUX"))
_BODIES = ("organisation", "state", "place")
_LAND = ("state", "place")
_BREAKS = frozenset((",", ";", ":", "(", "und", "sowie", "."))
_NEAR = 9
"""Tokens behind a title among which its body is looked for."""
_GENITIVE = ("s", "’", "'")


class Behind(NamedTuple):
    """The body named behind a title, and whether *von*, *der* or the like leads to it."""

    body: Entity
    linked: bool


def body_of(held: Held) -> tuple[Entity, str] | None:
    """The body that the words around a title name, with the rule that finds it; None if they name none."""
    return first(NAMED, held)


def _compound(held: Held) -> Entity | None:
    part = held.text.part_of(held.token)
    if part is None or part[0].kind not in _BODIES:
        return None
    # an ambassador's compound says who sends him, what follows says where he is
    lemma = held.title.noun.lemma.lower()
    if part[0].id in held.text.parties and lemma.endswith(word_tuple("offices_of_governments_alone")):
        return None  # *CDU-Innenminister* is the party's man, and the state's minister
    abroad = held.title.noun.lemma in ("Botschafter", "UN-Botschafter", "UNO-Botschafter")
    return None if abroad and _behind(held) is not None else part[0]


def _behind(held: Held) -> Behind | None:
    text, analysis, token = held.text, held.text.analysis, held.token
    stop = held.name[0] if held.name[0] > token else text.sentence_tokens(token).stop
    linked = within = False
    for place in range(token + 1, min(stop, token + _NEAR)):
        form = analysis.forms[place]
        if form == "und" and analysis.forms[place - 1].endswith("-"):
            continue  # *für die Außen- und Sicherheitspolitik der EU*
        if form == "und" and place == token + 1 and _alike(held, place + 1):
            continue  # *Gründer und Geschäftsführer von X*
        if form in _BREAKS or analysis.tags[place] in _VERBAL:
            return None
        body = text.body_at(place) if form[:1].isupper() else None
        if body is not None and place in text.names and analysis.forms[place - 1].lower() in ("einer", "eines"):
            return None
        if body is not None and (linked or (place == token + 1 and form.endswith(_GENITIVE))):
            weak = analysis.forms[place - 1].lower() in closed("weak_body_links")
            return (
                None if weak and not within and body.kind not in _LAND else Behind(_fuller(text, place, body), linked)
            )
        inside = form in ("im", "am", "beim") and held.title.noun.lemma in word_set("offices_within_bodies")
        within = within or inside
        if inside or form.lower() in closed("body_links"):
            linked = True
        elif linked and form[:1].isupper() and analysis.tags[place] == "NOUN":
            return None
    return None


def _alike(held: Held, place: int) -> bool:
    """Whether the title at a token is one of bodies, as the one that is looked at is: they have one body."""
    forms, fields = held.text.analysis.forms, closed("fields_of_bodies")
    other = office_noun(forms[place]) if place < len(forms) else None
    return other is not None and held.title.noun.field in fields and other.field in fields


def _fuller(text: Text, place: int, body: Entity) -> Entity:
    """For `der Stadt Köln`: the name after the noun, which is the same entity or the next one."""
    following = text.body_at(place + 1) if place + 1 < len(text.analysis) else None
    alike = following is not None and (
        following.kind == body.kind
        or (following.kind in _LAND and text.analysis.lemmas[place] in word_set("nouns_for_ones_country"))
    )  # *des Freistaats Sachsen*
    apposed = alike and place + 1 in text.names
    return following if apposed and following is not None else body


def _genitive_behind(held: Held) -> Entity | None:
    found = _behind(held)
    return found.body if found is not None and not found.linked else None


def _linked_behind(held: Held) -> Entity | None:
    found = _behind(held)
    return found.body if found is not None and found.linked else None


def adjective_at(text: Text, place: int) -> Entity | None:
    """The state or place whose adjective a token is."""
    form, span = text.analysis.forms[place], text.token_span(place)
    if not form.endswith(tuple(closed("adjective_endings"))) or not form[:1].isalpha():
        return None
    return next((e for e, mention in text.others.get(place, ()) if mention == span and e.kind in _LAND), None)


def _deciding(held: Held) -> int | None:
    """The nearest word before a title that may tell its body: an adjective, a name, *dessen*. A preposition hides it."""
    text = held.text
    for place in modifiers(text.analysis, held.token):
        if adjective_at(text, place) is not None or text.analysis.forms[place].lower() in ("dessen", "deren"):
            return place
        if place in text.names and text.names[place][0].kind in _BODIES:
            return place
        if text.analysis.tags[place] == "ADP":
            return None
    return None


def _adjective(held: Held) -> Entity | None:
    place = _deciding(held)
    return adjective_at(held.text, place) if place is not None else None


def _genitive_before(held: Held) -> Entity | None:
    place = _deciding(held)
    named = held.text.names.get(place) if place is not None else None
    if place is None or named is None or named[0].kind not in _BODIES:
        return None
    # a name before the title is its body only in the genitive
    last = held.text.analysis.forms[named[1] - 1]  # *New Yorks Bürgermeister*
    return named[0] if last.endswith(_GENITIVE) and named[1] <= held.token else None


def _relative(held: Held) -> Entity | None:
    place = _deciding(held)
    if place is None or held.text.analysis.forms[place].lower() not in ("dessen", "deren"):
        return None
    bodies = (held.text.body_at(token) for token in range(place - 1, max(place - 4, -1), -1))
    return next((body for body in bodies if body is not None), None)


def _province(held: Held) -> Entity | None:
    if held.title.noun.lemma != "Gouverneur":
        return None
    text = held.text
    for place in range(held.token - 1, text.sentence_tokens(held.token).start, -1):
        named, here = text.names.get(place), noun(text.analysis.forms[place - 1])
        if named is not None and here is not None and here.base in word_set("lands_of_governors"):
            return named[0]
    return None


def _governed_in(held: Held) -> Entity | None:
    clause = held.text.clause_around(held.token)
    if clause is None or clause.lemma not in word_set("verbs_of_governing"):
        return None
    within = (held.text.entities.get(held.text.entity(t) or "") for p, t in clause.obliques if p == "in")
    return next((entity for entity in within if entity is not None and entity.kind == "state"), None)


def _behind_name(held: Held) -> Entity | None:
    analysis, place = held.text.analysis, held.name[1]
    noble = held.title.noun.field == "nobility"
    rank = held.title.noun.of == "none" and held.title.noun.field in ("army", "police")
    if held.name[0] < held.token or (held.title.noun.of == "none" and not noble and not rank):
        return None
    if place >= len(analysis) or analysis.forms[place] not in ("von", "vom"):
        return None
    for token in range(place + 1, min(place + 4, len(analysis))):
        if (analysis.tags[token] in _VERBAL and token not in held.text.names) or analysis.forms[token] == ",":
            return None
        armed = held.text.body_at(token) if rank else None
        if armed is not None:
            named = analysis.forms[token].lower().endswith(word_tuple("armed_bodies"))
            return armed if named and armed.kind == "organisation" else None
        if token in held.text.names and not rank:
            body = held.text.names[token][0]
            # *Präsident X von der Partei Y* is the party's man, and the state's president
            party = body.id in held.text.parties and held.title.noun.of == "state"
            if noble:  # *König X von Peru* reigns there; *Graf X von Bern* is only called so
                return body if body.kind == "state" and _reigns(held) else None
            return body if body.kind in ("organisation", "state") and not party else None
    return None


def _reigns(held: Held) -> bool:
    return held.title.noun.lemma in word_set("titles_of_those_who_reign")


def _in_the_compound(held: Held) -> Entity | None:
    """The only body of the report whose noun the title begins with (*Senatssprecher*, *Polizeichef*)."""
    form = held.text.analysis.forms[held.token].lower()
    found = {
        entity.id: entity
        for word, entities in held.text.bodies_by_noun.items()
        if _begins(form, word)
        for entity in entities
    }
    body = next(iter(found.values())) if len(found) == 1 else None
    return body if body is not None and not written_to(held, body) else None


def written_to(held: Held, body: Entity) -> bool:
    """Whether the sentence of the title has a body as what its bearer turns to (*schrieb an das Parlament Perus*)."""
    text = held.text
    sentence = text.sentence_tokens(held.token)
    towards = closed("prepositions_towards") | {"an", "ans"}
    for span in body.mentions:
        token = text.tokens(span)[0]
        before = range(max(token - 3, sentence.start), token)
        if token in sentence and any(text.analysis.forms[t].lower() in towards for t in before):
            return True
    return False


@once
def called(text: Text, ends: tuple[str, ...], kinds: tuple[str, ...]) -> list[Entity]:
    """What of some kinds a report calls by a word with one of some ends."""
    return [
        entity
        for entity in text.entities.values()
        if entity.kind in kinds
        and any(word.lower().endswith(ends) for span in entity.mentions for word in span.of(text.content).split())
    ]


def _begins(form: str, word: str) -> bool:
    behind = form.removeprefix(word)
    rests = (behind, behind.removeprefix("s"))  # *Polizei-sprecher*, *Senat-s-sprecher*
    return form.startswith(word) and any(rest and office_noun(rest[:1].upper() + rest[1:]) for rest in rests)


NAMED: tuple[Rule[Held, Entity], ...] = (
    Rule(
        name="of/one-of-several",
        find=lambda held: held.body,
        why="The bodies behind a plural title are those of its bearers, in their order.",
        yes=(
            ("Die Präsidenten von Peru und Chile, Edo Falk und Karl Demm, kamen.", "Präsident: Chile"),
            ("Die Außenminister Perus und Chiles, Edo Falk und Rita Semm, kamen.", "Außenministerin: Chile"),
        ),
        no=("Die Präsidenten von Peru und Chile kamen.",),
    ),
    Rule(
        name="of/compound",
        find=_compound,
        why="The first part of a title names its state or body, but for an ambassador's and a minister's party.",
        yes=(
            ("In Chile sprach US-Außenminister Tom Bell.", "Außenminister: USA"),
            ("NATO-Generalsekretär Max Oll warnte davor.", "Generalsekretär: NATO"),
        ),
        no=(
            "Außenminister Tom Bell flog zurück.",
            "Der US-Botschafter in Chile, Tom Bell, flog zurück.",
            "CDU-Innenminister Karl Demm sagte ab.",
        ),
    ),
    Rule(
        name="of/genitive-behind",
        find=_genitive_behind,
        why="A name in the genitive right behind a title is its state or body.",
        yes=(
            ("In Chile sprach der Außenminister Frankreichs, Karl Demm.", "Außenminister: Frankreich"),
            ("In Peru sprach Rita Semm, Präsidentin Chiles.", "Präsidentin: Chile"),
        ),
        no=("Der französische Außenminister Karl Demm sprach.",),
    ),
    Rule(
        name="of/linked-behind",
        find=_linked_behind,
        why="A body behind a title and *von*, *der* or the like is the one that it is a title of.",
        yes=(
            ("In Chile sprach der Präsident von Bolivien, Edo Falk.", "Präsident: Bolivien"),
            ("Vera Lohm, Vorsitzende der Wahlkommission, kam.", "Vorsitzende: Wahlkommission"),
            ("Karl Demm ist Bürgermeister der Stadt Lima.", "Bürgermeister: Lima"),
            ("Edo Falk, Sprecher für Außen- und Wehrpolitik der SPD, kam.", "Sprecher: SPD"),
            ("Karl Demm ist Ministerpräsident des Freistaats Sachsen.", "Ministerpräsident: Sachsen"),
            ("Rita Semm, Staatssekretärin im Kultusministerium, kam.", "Staatssekretärin: Kultusministerium"),
            ("Karl Demm, Gründer und Sprecher der SPD, kam.", "Gründer: SPD"),
            (
                "Rita Semm, Präsidentin der erst am Montag neu gegründeten Wahlkommission, kam.",
                "Präsidentin: gegründete Wahlkommission",
            ),
        ),
        no=(
            "Karl Demm, Sprecher im Parlament, kam.",
            "Der Präsident sprach von Bolivien, Edo Falk schwieg.",
        ),
    ),
    Rule(
        name="of/adjective",
        find=_adjective,
        why="The adjective of a state or town before a title names whose it is.",
        yes=(
            ("In Chile sprach der peruanische Innenminister Karl Demm.", "Innenminister: Peru"),
            ("In Peru sprach die frühere chilenische Präsidentin Rita Semm.", "Präsidentin: Chile"),
        ),
        no=("Der Innenminister Karl Demm sprach mit peruanischen Bauern.",),
    ),
    Rule(
        name="of/genitive-before",
        find=_genitive_before,
        why="A name in the genitive before a title is its state or body.",
        yes=(
            ("In Peru sprach Chiles Verkehrsministerin Rita Semm.", "Verkehrsministerin: Chile"),
            ("In Chile sprach Perus früherer Präsident Edo Falk.", "Präsident: Peru"),
            ("In Chile sprach New Yorks Bauminister Karl Demm.", "Bauminister: New York"),
        ),
        no=(
            "In Chile sprach Peru Präsident Edo Falk an.",
            "Chile und Verkehrsministerin Rita Semm sagten ab.",
        ),
    ),
    Rule(
        name="of/relative",
        find=_relative,
        why="*dessen* and *deren* before a title stand for the body right before the comma.",
        yes=(
            ("Man lobte die SPD, deren Chef Edo Falk kam.", "Chef: SPD"),
            ("Sie reiste zur UNESCO, deren Präsidentin Rita Semm sie empfing.", "Präsidentin: UNESCO"),
        ),
        no=("Der Präsident der Bank, Edo Falk, kam.",),
    ),
    Rule(
        name="of/province",
        find=_province,
        why="A governor is that of the province that the sentence has named as one.",
        yes=(
            ("In der Provinz Kandahar sprach Gouverneur Karl Demm.", "Gouverneur: Kandahar"),
            ("Im Bundesstaat Texas sprach die Gouverneurin Rita Semm.", "Gouverneurin: Texas"),
        ),
        no=("In der Provinz Kandahar sprach Minister Karl Demm.",),
    ),
    Rule(
        name="of/behind-name",
        find=_behind_name,
        why="Behind title and name *von* leads to the body.",
        yes=(
            ("Sprecherin Rita Semm von Greenpeace widersprach.", "Sprecherin: Greenpeace"),
            ("Am Montag kam König Edo III. von Thailand.", "König: Thailand"),
            ("Das sagte Oberst Karl Demm vom Landeskriminalamt.", "Oberst: Landeskriminalamt"),
        ),
        no=(
            "Am Montag kam Graf Karl von Bern.",
            "General Otto Quast von Greenpeace widersprach.",
            "Präsident Edo Falk von der SPD widersprach.",
        ),
    ),
    Rule(
        name="of/governed-in",
        find=_governed_in,
        why="Whoever governs in a state has an office of it.",
        yes=(
            ("In Peru regiert Präsidentin Rita Semm.", "Präsidentin: Peru"),
            ("In Chile herrscht General Otto Quast.", "General: Chile"),
        ),
        no=("In Peru sprach Präsidentin Rita Semm.",),
    ),
    Rule(
        name="of/in-the-compound",
        find=_in_the_compound,
        why="The noun at the beginning of a title is the only body of the report that bears it.",
        yes=(
            ("Senatssprecher Karl Demm schwieg. Der Senat tagt.", "Senatssprecher: Senat"),
            ("Die Feuerwehr löschte. Feuerwehrchefin Rita Semm schwieg.", "Feuerwehrchefin: Feuerwehr"),
            ("Die Polizei ermittelt. Polizeisprecher Karl Demm schwieg.", "Polizeisprecher: Polizei"),
        ),
        no=(
            "Die Regierung tagt. Regierungssprecher Karl Demm schwieg.",
            "Der Verlag zögert. Verlagsleiter Karl Demm schwieg.",
            "Parlamentspräsident Karl Demm schrieb an das Parlament.",
        ),
    ),
)
