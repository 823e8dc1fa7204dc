"""Verbs that name the office which they give, end or propose: `zum Minister gewählt`, `als Minister abgelöst`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, cast

from lagebild import lexicon
from lagebild.annotate.offices.held import Act, Held
from lagebild.annotate.offices.titles import Title, gender_of, office_noun, title_of
from lagebild.annotate.offices.told import came_about, done_to, piece_of
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon import Row
from lagebild.lexicon.nouns import feminine_of
from lagebild.lexicon.words import closed, word_tuple
from lagebild.reading import Entity


class Named(NamedTuple):
    """A title that a clause gives, ends or proposes by its verb, and the row of `office_acts.tsv` for it."""

    text: Text
    token: int
    clause: Clause
    row: Row


def in_acts(text: Text) -> Iterator[Held]:
    """The titles that verbs give to somebody or take from them, in the order of the text."""
    for token, form in enumerate(text.analysis.forms):
        if office_noun(form) is not None:
            for named in named_at(text, token):
                yield from _held(named)


def named_at(text: Text, token: int) -> Iterator[Named]:
    """The rows that a title's clause and what ties it to its verb ask for; none where that verb is no such."""
    link = link_of(text, token)
    clause = text.clause_around(token) if link else None
    if clause is None:
        return
    for row in _acts().get(clause.lemma) or _acts().get(text.analysis.forms[clause.predicate].lower(), ()):
        if link in row["link"].split() and _with(text, clause, row):
            yield Named(text, token, clause, row)


@cache
def _acts() -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for row in lexicon.load("office_acts"):
        found[row["form"]] = (*found.get(row["form"], ()), row)
    return MappingProxyType(found)


def _with(text: Text, clause: Clause, row: Row) -> bool:
    if not row["with"]:
        return True
    ends, a = tuple(row["with"].split()), text.analysis
    return any(
        a.tags[t] in ("NOUN", "PROPN", "ADJ") and a.forms[t].lower().endswith(ends) for t in piece_of(text, clause)
    )


def link_of(text: Text, token: int) -> str:
    """What ties a title to a verb: `zu`, `als`, or `amt` for a genitive behind *Amt*; empty where nothing does."""
    analysis, place = text.analysis, token - 1
    start = text.sentence_tokens(token).start
    while place >= start and analysis.tags[place] in ("ADJ", "DET", "PROPN"):
        if analysis.forms[place].lower() in ("zum", "zur", "als"):
            break
        place -= 1
    if place < start:
        return ""
    form, behind = analysis.forms[place].lower(), analysis.forms[place + 1].lower()
    if form in ("zum", "zur") or (form == "zu" and place + 1 < token):
        return "zu"
    if form == "als":
        return "als"
    genitive = place + 1 < token and behind in ("des", "der", "eines")
    return "amt" if genitive and form.endswith(word_tuple("nouns_for_an_office")) else ""


def _held(named: Named) -> Iterator[Held]:
    act = first(ACTS, named)
    found = _person(named) if act is not None and act[0] != "none" else None
    if act is None or found is None:
        return
    person, name = found
    title = title_of(named.text, named.token, person)
    if title is not None:
        title = title._replace(name=_in_gender(title, gender_of(person)))
        piece = piece_of(named.text, named.clause)
        hedged = act[1] == "title/to-be-given"
        why = named.row["why"] if act[0] == "taken" else ""
        yield Held(named.text, person, name, named.token, title, act[1], cast("Act", act[0]), piece, hedged, why=why)


def _in_gender(title: Title, gender: str) -> str:
    """The title's name for who is of another gender than its form: a man follows a *Ministerin* as *Minister*."""
    feminine = feminine_of(title.noun.lemma, "")
    name, ends = title.name, (feminine, feminine.lower())
    if gender == "m" and title.noun.gender == "f" and name.endswith(ends):
        return name.removesuffix("in")
    if gender == "f" and title.noun.gender == "m" and name.endswith((title.noun.lemma, title.noun.lemma.lower())):
        return name + "in" if feminine == title.noun.lemma + "in" else name
    return name


def _person(named: Named) -> tuple[Entity, tuple[int, int]] | None:
    """The person whose office it is, and where they are named; else the only one named between the same commas."""
    text, clause = named.text, named.clause
    own = _between_titles(named)
    if own is not None:
        return own
    for token in _in_role(text, clause, named.row):
        entity = text.entities.get(text.entity(token) or "")
        if entity is not None and entity.kind == "person" and entity.name_spans and token != named.token:
            return entity, _name_around(text, entity, token)
    if (clause.doers and clause.undergoers) or (named.row["who"] == "doer" and clause.voice == "passive"):
        return None
    piece = piece_of(text, clause)
    alone = [(text.names[t][0], (t, text.names[t][1])) for t in piece if t in text.names]
    alone = [found for found in alone if found[0].kind == "person"]
    return alone[0] if len(alone) == 1 and named.row["who"] != "followed" else None


def _between_titles(named: Named) -> tuple[Entity, tuple[int, int]] | None:
    """Of two titles that one verb gives, the second is that of the person named between them."""
    text = named.text
    behind = range(piece_of(text, named.clause).start, named.token)
    before = next((t for t in reversed(behind) if office_noun(text.analysis.forms[t]) and link_of(text, t)), None)
    if before is None:
        return None
    between = [(text.names[t][0], (t, text.names[t][1])) for t in range(before, named.token) if t in text.names]
    persons = [found for found in between if found[0].kind == "person"]
    return persons[0] if len(persons) == 1 else None


def _in_role(text: Text, clause: Clause, row: Row) -> tuple[int, ...]:
    if row["who"] == "doer":
        # *das Amt der Ministerin trat X an*: the tree takes what comes first for the subject
        first_ = {text.analysis.forms[token].lower() for token in clause.doers}
        ends = (*word_tuple("nouns_for_an_office"), *row["with"].split())
        swapped = bool(first_) and all(form.endswith(ends) for form in first_)
        bare = tuple(token for preposition, token in clause.obliques if not preposition)
        return (*clause.undergoers, *bare) if swapped and clause.voice == "active" else clause.doers
    if row["who"] == "undergoer":
        return done_to(text, clause)
    behind = tuple(token for preposition, token in clause.obliques if preposition == "auf")
    return (*done_to(text, clause), *clause.recipients, *behind)


def _name_around(text: Text, entity: Entity, token: int) -> tuple[int, int]:
    """The tokens of the name at or right behind a token, or the token alone where no name stands there."""
    for first_, last in text.person_names(entity):
        if first_ <= token < last or first_ == token + 1:
            return first_, last
    return token, token + 1


def _denied(named: Named) -> str | None:
    clause, text = named.clause, named.text
    forms = {text.analysis.forms[t].lower() for t in piece_of(text, clause)}
    supposed = clause.subordinator in closed("unreal_subordinators")
    return "none" if clause.negated or forms & closed("negations") or supposed else None


def _infinitive(named: Named) -> str | None:
    return "none" if named.clause.kind == "infinitive" else None


def _to_be(named: Named) -> str | None:
    """Whether somebody is only to be given an office: a plan, a future, or *wird gewählt*."""
    clause = named.clause
    if named.row["means"] == "is" and clause.tense in ("future", "future perfect"):
        return "given"
    if named.row["means"] not in ("given", "taken"):
        return None
    yet_to_come = clause.tense == "present" and clause.voice == "passive"
    reported = clause.mood.startswith("subjunctive I") and clause.tense == "perfect"
    if (came_about(named.text, clause) or reported) and not yet_to_come:
        return None
    return "given" if named.row["means"] == "given" else "none"


def _by_verb(named: Named) -> str | None:
    means = named.row["means"]
    if means == "is" and named.clause.tense == "past":
        return "was"
    return means


ACTS: tuple[Rule[Named, str], ...] = (
    Rule(
        name="title/act-denied",
        find=_denied,
        why="Whoever is denied an office, or would have it under a condition, does not have it by that.",
        yes=(
            ("Karl Demm wurde nie zum Minister ernannt.", ""),
            ("Rita Semm kandidiert nicht für das Amt der Ministerin.", ""),
        ),
    ),
    Rule(
        name="title/act-infinitive",
        find=_infinitive,
        why="To give or end an office is no more than talked about where the verb is an infinitive.",
        yes=(("Der Senat weigerte sich, Karl Demm zum Minister zu ernennen.", ""),),
    ),
    Rule(
        name="title/to-be-given",
        find=_to_be,
        why="Whoever is to be given an office, or *wird* elected, does not have it yet; whoever may lose one still has it.",
        yes=(
            ("Karl Demm soll zum Präsidenten gewählt werden.", "Präsident: Präsident"),
            ("Rita Semm wird zur Ministerin ernannt.", "Ministerin: Ministerin"),
            ("Rita Semm wird als Direktorin die Werft leiten.", "Direktorin: Direktorin"),
        ),
        no=("Karl Demm wurde zum Präsidenten gewählt.",),
    ),
    Rule(
        name="title/act",
        find=_by_verb,
        why="The verb says of the one who takes part in it that the office named behind it is given, ended or proposed.",
        yes=(
            ("Karl Demm wurde am Montag als Minister vereidigt.", "Minister: Minister"),
            ("Rita Semm übernahm das Amt der Ministerin.", "Ministerin: Ministerin"),
            ("Karl Demm löste Rita Semm als Minister ab.", "Minister: Minister"),
            ("Karl Demm wurde am Abend zum Präsidenten von Peru gewählt.", "Präsident: Präsident"),
            ("Rita Semm wurde zur Ministerin und Karl Demm zum Präsidenten ernannt.", "Präsident: Präsident"),
            ("Karl Demm wurde als Präsident vorgeschlagen.", "Präsident: Präsident"),
            ("Rita Semm wurde als Ministerin entlassen.", "Ministerin: Ministerin"),
            ("Karl Demm kandidiert für das Amt des Präsidenten.", "Präsident: Präsident"),
        ),
        no=(
            "Jo Hals wurde von Königin Ada Brunn zum Minister geschickt.",
            "Karl Demm kam als Präsident nach Peru.",
            "Karl Demm gab sich als Minister aus.",
            "Karl Demm übernahm den Brief des Ministers.",
        ),
    ),
)
"""What a verb does to the office that it names; `none` where it does nothing."""
