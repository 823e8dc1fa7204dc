"""Of what kind a name is that only the analyser sees: a person, a place or a body."""

from __future__ import annotations

import re

from lagebild.annotate.entities import tagged_bodies, tagged_places
from lagebild.annotate.entities.announced import is_civic
from lagebild.annotate.entities.candidate import Tagged
from lagebild.annotate.entities.mention import form_at, sentence_start
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.gazetteer import first_name_gender, folded, known
from lagebild.lexicon.nouns import is_plural, noun
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EntityKind
from lagebild.verbforms import has_sein

_LETTER_AND_NOUN = 4
"""A letter, a hyphen and a word are longer than that."""
_AGE = re.compile(r"\d+-?[jJ]ährige[rnms]?$")
_LIKELY, _SURE = 0.35, 0.9
"""How likely another kind than the seen one has to be, and how likely that of a person."""


def _introduced(case: Tagged) -> EntityKind | None:
    a, begin = case.analysis, case.begin
    genitive = a.feat(begin, "Case") == "Gen" and case.opening.endswith("s")
    if begin == sentence_start(a, begin) or genitive:
        return None
    here = noun(a.forms[begin - 1])
    if here is None or here.number == "Plur" or here.base in word_set("governing_nouns"):
        return None
    if is_civic(a.forms[begin - 1]):
        return None
    return "organisation" if here.kind == "organisation" else "place" if here.kind == "place" else None


def _is_a(case: Tagged) -> EntityKind | None:
    """What a name is said to be (*Wolmara ist eine Insel im Süden*)."""
    a, begin = case.analysis, case.begin
    what = a.heads[begin]
    said = a.labels[begin] == "nsubj" and what >= 0 and a.tags[what] == "NOUN" and a.has(what, "cop")
    if case.kind != "person" or not case.alone or case.borne or not said:
        return None
    here = noun(a.forms[what])
    kind = here.kind if here is not None else ""
    return "organisation" if kind == "organisation" else "place" if kind == "place" else None


def _near(case: Tagged) -> EntityKind | None:
    """A place behind words that only places have: *in der Nähe von*, *nördlich von*, *ein Dorf bei*, *zog durch*."""
    a, begin = case.analysis, case.begin
    if case.kind != "person" or not case.alone or first_name_gender(case.opening) is not None:
        return None
    preposition, before = form_at(a, begin - 1).lower(), form_at(a, begin - 2)
    if preposition in closed("prepositions_of_places_only"):
        return "place"
    if preposition == "von":
        return "place" if before.lower() in word_set("words_of_bearing") else None
    if preposition == "bei":
        here = noun(before)
        return "place" if here is not None and here.kind == "place" else None
    mover = a.heads[begin]
    way = preposition in ("durch", "nach", "aus") and a.labels[begin].startswith("obl") and mover >= 0
    # *ziehen* has *haben*, too, but not with a way
    moves = way and a.tags[mover] == "VERB" and (has_sein(a.lemmas[mover]) or a.lemmas[mover] == "ziehen")
    return "place" if moves else None


def _within(case: Tagged) -> EntityKind | None:
    """A place of several words right behind *in*, where nobody called so is spoken of (*in Maria Wolm*)."""
    a, begin = case.analysis, case.begin
    if case.kind != "person" or case.alone or form_at(a, begin - 1).lower() != "in":
        return None
    return None if folded(case.closing) in case.surnames else "place"


def _body_in_brackets(case: Tagged) -> EntityKind | None:
    """A name that stands alone in brackets behind the noun for a body (*eine Miliz (Wolmar Garda)*)."""
    a, begin, end = case.analysis, case.begin, case.end
    if case.kind != "person" or form_at(a, begin - 1) != "(" or form_at(a, end) != ")":
        return None
    here = noun(form_at(a, begin - 2))
    indefinite = any(a.feat(t, "Definite") == "Ind" for t in range(max(begin - 5, 0), begin - 2))
    return "organisation" if here is not None and here.kind == "organisation" and indefinite else None


def _aged(case: Tagged) -> EntityKind | None:
    return "person" if _AGE.match(form_at(case.analysis, case.begin - 1)) else None


def _of_several(case: Tagged) -> EntityKind | None:
    a, begin = case.analysis, case.begin
    if case.kind == "person" or case.end - begin != 2:
        return None
    place, start = begin - 1, sentence_start(a, begin)
    while place > start and (a.tags[place] in ("PROPN", "X") or a.forms[place] in ("und", ",")):
        place -= 1
        if a.forms[place + 1] == "," and a.forms[place] != ",":
            break
    if a.forms[place + 1] != ",":
        return None
    title = next((t for t in range(start, place + 1) if a.tags[t] == "NOUN"), None)
    here = noun(a.forms[title]) if title is not None else None
    if title is None or here is None or here.kind != "office":
        return None
    return "person" if is_plural(here, form_at(a, title - 1).lower()) else None


def _behind_abbreviation(case: Tagged) -> EntityKind | None:
    """Where a body is that is called by its letters (*der KVW Wolm*, *der Verband (KVW) Wolm*)."""
    a, before = case.analysis, case.begin - 1
    if form_at(a, before) == ")" and form_at(a, before - 2) == "(":
        before -= 1
    form = form_at(a, before)
    letters = len(form) > 1 and form.isalpha() and form.isupper()
    person = case.kind == "person" and case.alone and not case.borne and first_name_gender(case.opening) is None
    return "place" if person and letters else None


def _neuter(case: Tagged) -> EntityKind | None:
    a, end = case.analysis, case.end
    neuter = form_at(a, end) == "," and form_at(a, end + 1) == "das" and case.alone and not case.borne
    if case.kind != "person" or not neuter or a.tags[end + 1] != "PRON":
        return None
    chances = case.weights.of(case.begin, end)
    return "place" if chances is not None and chances.place > chances.organisation else "organisation"


def _capital_inside(case: Tagged) -> EntityKind | None:
    form = case.opening
    inside = next((n for n, char in enumerate(form) if n and char.isupper() and form[n - 1].islower()), 0)
    person = case.kind == "person" and case.alone and not case.borne
    if person and len(form) > _LETTER_AND_NOUN and form[1] == "-" and form[0].isupper():
        return "organisation"
    person = person and form.isalpha()
    mixed = inside and form[:inside] not in closed("capital_particles")
    return "organisation" if person and (mixed or (form.isupper() and len(form) > 1)) else None


def _of_its_people(case: Tagged) -> EntityKind | None:
    people = noun(form_at(case.analysis, case.begin - 1))
    inhabited = (
        people is not None and people.lemma in ("Bürger", "Einwohner", "Bewohner") and case.closing.endswith("s")
    )
    return "place" if inhabited and case.kind == "person" and case.alone and not case.borne else None


def _has_a_chief(case: Tagged) -> EntityKind | None:
    if case.kind != "person" or not case.alone or case.borne:
        return None
    offices = map(noun, case.weights.compounds.get(case.opening, ()))
    return "organisation" if any(o is not None and o.lemma in word_set("offices_of_bodies") for o in offices) else None


def _weighed(case: Tagged) -> EntityKind | None:
    chances = case.weights.of(case.begin, case.end)
    if chances is None or case.borne or first_name_gender(case.opening) is not None:
        return None
    led = noun(form_at(case.analysis, case.begin - 1))
    if led is not None and led.base in word_set("governing_nouns"):
        return None  # *die Regierung Lohm* is called by a person
    kinds: tuple[EntityKind, ...] = ("person", "place", "organisation")
    best = max(kinds, key=lambda kind: getattr(chances, kind))
    likely, seen = getattr(chances, best), getattr(chances, case.kind)
    return best if likely > (_SURE if best == "person" else _LIKELY) and likely > 2 * seen else None


def _first_name(case: Tagged) -> EntityKind | None:
    first_name = case.alone and first_name_gender(case.opening) is not None and known(case.opening) is None
    return "person" if first_name and case.kind == "place" and folded(case.opening) in case.first_names else None


def _well_known(case: Tagged) -> EntityKind | None:
    return "person" if case.alone and case.opening in word_set("well_known_surnames") else None


def _as_seen(case: Tagged) -> EntityKind:
    return case.kind


TAGGED_KINDS: tuple[Rule[Tagged, EntityKind], ...] = (
    Rule(
        name="tagged/after-its-noun",
        find=_introduced,
        why="The noun right before a name says whether it is that of a body or of a place.",
        yes=(("Am Abend kam sie auf die Antilleninsel Margarita.", "Margarita: place"),),
    ),
    Rule(
        name="tagged/in-brackets",
        find=_body_in_brackets,
        why="A name in brackets right behind *eine Vereinigung* or the like is that of the body.",
        yes=(("Sie hat eine bewaffnete Vereinigung (Wolmar Garda), die schweigt.", "Wolmar Garda: organisation"),),
        no=("Es schwieg die Regierung (Karl Demm).",),
    ),
    Rule(
        name="tagged/in-a-place",
        find=_within,
        why="A name of several words right behind *in* is a place, if nobody of that surname is named.",
        yes=(("Sie lehrt in Maria Wolmar.", "Maria Wolmar: place"),),
    ),
    Rule(
        name="tagged/aged",
        find=_aged,
        why="Whose age is told is a person.",
        yes=(("Am Abend wurde der 62-jährige Ban Ki-sun gewählt.", "Ban Ki-sun: person"),),
    ),
    Rule(
        name="tagged/said-to-be",
        find=_is_a,
        why="What is said to be an island, a town or a party is one.",
        yes=(("Pantelmera ist eine Insel im Süden von Peru.", "Pantelmera: place"),),
        no=("Pantelmera ist eine Frau aus Peru.",),
    ),
    Rule(
        name="tagged/near",
        find=_near,
        why="An unknown name behind *in der Nähe von*, *nördlich von*, *ein Dorf bei* or *zog durch* is that of a town.",
        yes=(
            ("In der Nähe von Gorm griffen Rebellen einen Posten an.", "Gorm: place"),
            ("Zwei Männer starben in einem Ort bei Weller.", "Weller: place"),
            ("Viele Menschen zogen am Abend durch Kolm, um zu singen.", "Kolm: place"),
        ),
        no=("Der Rat sprach von Kolm.",),
    ),
    Rule(
        name="tagged/beginning-of-a-town",
        find=tagged_places.begins_a_town,
        why="*Port*, *Bad* or *Neu* before an unknown word begins the name of a town.",
        yes=(("Die Bürger von Neu Talmor schweigen.", "Neu Talmor: place"),),
    ),
    Rule(
        name="tagged/of-a-mayor",
        find=tagged_places.of_a_mayor,
        why="An unknown name behind *Bürgermeister von* is that of a town.",
        yes=(("Vera Lohm, Oberbürgermeisterin von Kolm, kam.", "Kolm: place"),),
    ),
    Rule(
        name="tagged/of-several",
        find=_of_several,
        why="Names of two words behind a plural title and a comma are those of persons.",
        yes=(("Die Präsidenten von Ghana und Togo, Kofi Mensa und Yao Agbenu, kamen.", "Yao Agbenu: person"),),
    ),
    Rule(
        name="tagged/dateline",
        find=tagged_places.dateline,
        why="A name alone at the head of a text, before a full stop or a dash, says where it was written.",
        yes=(("Wulms (ko). Der Rat hat am Abend den Plan verworfen.", "Wulms: place"),),
    ),
    Rule(
        name="tagged/has-a-mayor",
        find=tagged_places.has_a_mayor,
        why="A genitive right before *Bürgermeister* is that of a town.",
        yes=(("Am Abend kam Tarnaus Bürgermeister Otto Lohm.", "Tarnau: place"),),
    ),
    Rule(
        name="tagged/role-of-a-body",
        find=tagged_bodies.role_of_a_body,
        why="What stands behind *Betreiber*, *Hersteller* or *Marktführer* without a first name is a company.",
        yes=(("Am Abend hat der Marktführer Tarnau die Preise gesenkt.", "Tarnau: organisation"),),
    ),
    Rule(
        name="tagged/foreign-company",
        find=tagged_bodies.foreign_company,
        why="A name that ends in *Channel*, *Island* or *-Institut* is that of a company, a place or another body.",
        yes=(("Am Abend sprach der Fahrer von Wolmara Channel lange.", "Wolmara Channel: organisation"),),
    ),
    Rule(
        name="tagged/firm",
        find=tagged_bodies.firm,
        why="A name right behind *Firma*, *Verlag* or *FC* is that of a firm or a club.",
        yes=(("Am Abend siegte der FC Karl Demm.", "Karl Demm: organisation"),),
    ),
    Rule(
        name="tagged/company",
        find=tagged_bodies.company,
        why="Well-known companies are no persons where nobody in the text has their name.",
        yes=(("Am Abend konnte Skoda wieder Autos bauen.", "Skoda: organisation"),),
        no=("Enzo Ferrari kam. Am Abend schwieg Ferrari.",),
    ),
    Rule(
        name="tagged/has-players",
        find=tagged_bodies.has_players,
        why="A genitive right before *Torwart* or *Trainer* is that of a club.",
        yes=(("Am Abend schwieg Paulis Torwart Karl Demm.", "Pauli: organisation"),),
    ),
    Rule(
        name="tagged/club",
        find=tagged_bodies.club,
        why="A name that ends in a known town and begins with no first name is that of a club or a company.",
        yes=(("Am Abend gewann Velmaro Odessa.", "Velmaro Odessa: organisation"),),
    ),
    Rule(
        name="tagged/among-places",
        find=tagged_places.among_places,
        why="A name between places in a list is that of a place.",
        yes=(("Es ging um Bonn, Kolm, Köln und Bremen.", "Kolm: place"),),
    ),
    Rule(
        name="tagged/part-of-a-place",
        find=tagged_places.within_a_known_place,
        why="*Nord*, *Süd*, *Ober* and the like before the name of a place or a state name a part of it.",
        yes=(("Am Abend sagte sie, Nordtirol könne uns ein Vorbild sein.", "Nordtirol: place"),),
    ),
    Rule(
        name="tagged/known-place",
        find=tagged_places.known_place,
        why="Known rivers, lakes, mountains and towns are no persons where nobody in the text has their name.",
        yes=(("Am Abend schwieg Merapi.", "Merapi: place"),),
    ),
    Rule(
        name="tagged/whose-place",
        find=tagged_places.whose_place,
        why="What has a harbour, a neighbourhood or inhabitants is a place.",
        yes=(("Die Nachbarschaft von Hareto Hremmik brannte.", "Hareto Hremmik: place"),),
    ),
    Rule(
        name="tagged/saint",
        find=tagged_places.saint,
        why="A saint's name behind *St.* is that of a place.",
        yes=(("St. Michael hat viele Bauern.", "Michael: place"),),
    ),
    Rule(
        name="tagged/valley",
        find=tagged_places.valley,
        why="A word in *-tal*, *-stadt* or *-kirchen* by itself is the name of a place.",
        yes=(("Am Abend siegte Wipptal gegen Bonn.", "Wipptal: place"),),
    ),
    Rule(
        name="tagged/behind-an-abbreviation",
        find=_behind_abbreviation,
        why="A name behind the letters of a body says where that body is.",
        yes=(("Der Verband (KVW) Kolm schwieg.", "Kolm: place"),),
    ),
    Rule(
        name="tagged/neuter",
        find=_neuter,
        why="What *das* takes up is no person.",
        yes=(("Am Abend schwieg Belmar, das viele Leute hat.", "Belmar: place"),),
    ),
    Rule(
        name="tagged/capital-inside",
        find=_capital_inside,
        why="Capitals within a word, except behind *Mac* and the like, are those of a company's or another body's name.",
        yes=(
            ("Am Abend schwieg BelMar lange.", "BelMar: organisation"),
            ("Am Abend schwieg K-Wolmara lange.", "K-Wolmara: organisation"),
        ),
        no=("Am Abend schwieg McDemm lange.",),
    ),
    Rule(
        name="tagged/of-its-people",
        find=_of_its_people,
        why="A genitive behind *Bürger* or *Einwohner* is that of a place.",
        yes=(("Wählen dürfen alle Bürger Wolmens am Sonntag.", "Wolmen: place"),),
    ),
    Rule(
        name="tagged/has-a-chief",
        find=_has_a_chief,
        why="A name that has a chief or a president elsewhere in the text is that of a body.",
        yes=(("Am Abend schwieg Wolmara. Das sagte Wolmara-Chef Otto Lohm.", "Wolmara: organisation"),),
    ),
    Rule(
        name="tagged/first-name",
        find=_first_name,
        why="A first name alone that is no known place is that of a person whom the text names in full.",
        yes=(
            (
                "Gestern kam Helena Demm. Susanne Demm ist die jüngere Schwester von Helena.",
                "Helena Demm: Helena Demm, Helena",
            ),
        ),
        no=("Gestern kam Martin Demm. Er wohnt in Helena.",),
    ),
    Rule(
        name="tagged/well-known-surname",
        find=_well_known,
        why="A surname that everybody knows is that of a person.",
        yes=(("Die Regierung Mugabe klagte.", "Mugabe: person"),),
    ),
    Rule(
        name="tagged/weighed",
        find=_weighed,
        why="A name is of another kind than the analyser sees where its letters and what stands around it speak for that.",
        yes=(("Die Leute aus Carrick schwiegen.", "Carrick: place"),),
    ),
    Rule(
        name="tagged/as-seen",
        find=_as_seen,
        why="Else a name is of the kind that the analyser sees.",
        yes=(("Am Abend sprach Ragnur Demmsen lange.", "Ragnur Demmsen: person"),),
    ),
)
"""The kind of what a name names."""


def kind_of_name(case: Tagged) -> tuple[EntityKind, str] | None:
    """The kind of a name, and the rule that tells it."""
    return first(TAGGED_KINDS, case)
