"""Ties to where somebody is from: *eine Ärztin aus X*, *in X geboren*, *der Däne Y*, *mit Sitz in X*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagebild import lexicon
from lagebild.analysis import ROOT
from lagebild.annotate.relations.bearers import bearers
from lagebild.annotate.relations.others import others
from lagebild.annotate.relations.sides import described, meant, named_with, prepositions
from lagebild.annotate.relations.ties import Tie, Word, by_word, worded
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.lexicon.gazetteer import adjective_state, inhabitants
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import Entity

_LAND = ("state", "place")


def by_origin(text: Text) -> Iterator[Tie]:
    """The ties of a report to where people and bodies are from."""
    return by_word(ORIGINS, text)


def apart_from_others(text: Text, ties: Sequence[Tie]) -> list[Tie]:
    """Ties without those by which *der Däne* far from a name is somebody, where another is said to be from there."""
    said = {(tie.source.id, tie.target.id) for tie in ties if tie.kind == "origin" and not _far(text, tie)}
    from_there = {home for _, home in said}
    return [
        tie
        for tie in ties
        if not (_far(text, tie) and tie.target.id in from_there and (tie.source.id, tie.target.id) not in said)
    ]


def _far(text: Text, tie: Tie) -> bool:
    if tie.because.get("kind") != "kind/inhabitant":
        return False
    last = text.tokens(tie.span)[1]
    near = any(t in text.names and text.names[t][0] is tie.source for t in range(last - 6, last + 3))
    return not near


def _place(text: Text, token: int) -> tuple[Entity, int] | None:
    """The state or place named from a token on, its article passed over."""
    if token < len(text.analysis) and text.analysis.forms[token] in ("der", "dem", "den"):
        token += 1
    found = text.names.get(token)
    return found if found is not None and found[0].kind in _LAND else None


def _bearer(text: Text, token: int, kinds: tuple[str, ...]) -> Entity | None:
    return next((e for e, _ in bearers(text, token) if e.kind in kinds and e.name_spans), None)


def _noun_from(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    home = _place(text, token + 1) if a.forms[token] == "aus" and token else None
    if home is None or a.tags[token - 1] != "NOUN" or a.sentence_of[token] != a.sentence_of[token - 1]:
        return None
    here, told = noun(a.forms[token - 1]), described(text, token - 1)
    said = here.kind if here is not None else told.kind if told is not None else ""
    kinds = {"person": ("person",), "office": ("person",), "organisation": ("organisation",)}.get(said, ())
    linked = a.heads[a.token_at(a.starts[home[1] - 1]) or 0]
    if (
        not kinds
        or (here is not None and here.number == "Plur")
        or _of_a_relative(text, token - 1)
        or linked not in (token - 1, home[1] - 2, *range(token, home[1]))
    ):
        return None
    who = _bearer(text, token - 1, kinds)
    return worded(text, "origin", (who, home[0]), (token - 1, home[1])) if who is not None else None


def _of_a_relative(text: Text, token: int) -> bool:
    """True for the parent in *Sohn eines Lehrers aus X*."""
    head = text.analysis.heads[token]
    return head != ROOT and head < token and text.analysis.lemmas[head] in {row["form"] for row in lexicon.load("kin")}


def _inhabitant(word: Word) -> Tie | None:
    text, token = word
    here = noun(text.analysis.forms[token])
    if here is None or here.field != "inhabitant" or here.number == "Plur":
        return None
    name = inhabitants().get(here.base) or inhabitants().get(here.lemma)
    home = next((e for e in text.reading.entities if e.kind in _LAND and e.name == name), None)
    at = token
    if text.analysis.tags[token + 1 : token + 2] == ("NOUN",) and token + 1 not in text.names:
        at = token + 1  # *der Schweizer Bankier X*: an adjective, though it is spelt like a noun
        called = noun(text.analysis.forms[at])
        if called is None or called.kind not in ("person", "office"):
            return None
    who = _bearer(text, at, ("person",))
    return worded(text, "origin", (who, home), (token, at + 1)) if home is not None and who is not None else None


def _townsman(word: Word) -> Tie | None:
    text, token = word
    a, named = text.analysis, text.names.get(token + 1)
    town = a.forms[token].removesuffix("in")
    if named is None or named[0].kind != "person" or a.tags[token] not in ("NOUN", "PROPN") or not town.endswith("er"):
        return None
    stems = (town.removesuffix("er"), town.removesuffix("r"), town.removesuffix("er") + "en")
    home = next((e for e in text.reading.entities if e.kind == "place" and e.name in stems), None)
    return worded(text, "origin", (named[0], home), (token, named[1])) if home is not None else None


def _compound_with_a_state(word: Word) -> Tie | None:
    text, token = word
    part = text.part_of(token)
    if part is None or part[0].kind != "state":
        return None
    here = noun(text.analysis.forms[token].rpartition("-")[2])
    if here is None or here.kind != "person" or here.number == "Plur":
        return None
    if here.field == "inhabitant":
        return None
    who = described(text, token)
    named = who is not None and who.kind == "person" and token + 1 in text.names
    return worded(text, "origin", (who, part[0]), (token, token + 1)) if named and who is not None else None


def _born(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    form = a.forms[token].casefold()
    if not form.startswith(word_tuple("born")):
        return None
    stem = next(w for w in word_tuple("born") if form.startswith(w))
    if form.removeprefix(stem) not in {"", *closed("adjective_endings")}:
        return None
    homes = [
        (c, home)
        for c in sorted(a.dependents(token, "obl", "nmod", "advmod"))
        if prepositions(text, c)[:1] in (["in"], ["bei"], ["aus"])
        if (home := meant(text, c)) is not None and home.kind in _LAND
    ]
    homes = homes or _right_before(text, token) or _right_behind(text, token)
    who = _who_is_born(text, token) if homes else None
    if who is None or who.kind != "person":
        return None
    places = (token, homes[0][0])
    return worded(text, "origin", (who, homes[0][1]), (min(places), max(places) + 1))


def _right_before(text: Text, token: int) -> list[tuple[int, Entity]]:
    """The place between *in* and a participle (*der in X geborene Y*), wherever the tree hangs it."""
    a, low = text.analysis, text.sentence_tokens(token).start
    for place in range(token - 1, max(token - 7, low), -1):
        before = place - 1
        while before > low and a.tags[before] == "ADJ":
            before -= 1  # *im rumänischen X*
        links = ("in", "bei", "aus") if before == place - 1 else ("in", "im")
        if a.forms[before] in links and (home := _place(text, place)) is not None:
            return [(place, home[0])]
    return []


def _right_behind(text: Text, token: int) -> list[tuple[int, Entity]]:
    """The place behind a participle that opens its sentence, or that its place follows (*gebürtig aus X*)."""
    forms, stop = text.analysis.forms, text.sentence_tokens(token).stop
    for place in range(token + 1, min(token + 4, stop)):
        if forms[place - 1] in ("in", "bei", "aus") and (home := _place(text, place)) is not None:
            return [(place, home[0])]
    return []


def _who_is_born(text: Text, token: int) -> Entity | None:
    a = text.analysis
    named, head = text.names.get(token + 1), a.heads[token]
    if named is not None and named[0].kind == "person" and a.forms[token].endswith(("e", "en", "er")):
        return named[0]  # *die in X geborene Y*, whatever the tree makes of it
    if head != ROOT and a.labels[token] in ("amod", "acl"):
        return named_with(text, head) or _bearer(text, head, ("person",))
    clause = text.clause_of.get(token)
    doers = (*clause.doers, *clause.undergoers) if clause is not None else ()
    found = next((e for t in doers if (e := named_with(text, t)) is not None and e.kind == "person"), None)
    if found is None and head != ROOT and a.labels[token] in ("appos", "conj", "parataxis", "advcl"):
        found = named_with(text, head)
    return found or _said_before(text, token) or _whose_sentence(text, token)


def _said_before(text: Text, token: int) -> Entity | None:
    """The person whose name the comma before *in X geboren* or *gebürtig aus X* closes."""
    forms, low = text.analysis.forms, text.sentence_tokens(token).start
    comma = next((t for t in range(token - 1, max(token - 7, low), -1) if forms[t] == ","), None)
    if comma is None or any(text.analysis.tags[t] in ("VERB", "AUX", "PRON") for t in range(comma + 1, token)):
        return None
    start = next((t for t in range(comma - 1, max(comma - 6, low - 1), -1) if t in text.names), None)
    found = text.names[start] if start is not None else None
    return found[0] if found is not None and found[1] == comma and found[0].kind == "person" else None


def _whose_sentence(text: Text, token: int) -> Entity | None:
    """The doer of the sentence that *Geboren in X* opens."""
    part = text.sentence_tokens(token)
    if token != part.start:
        return None
    main = next((c for c in text.clauses if c.predicate in part and c.predicate != token and c.doers), None)
    found = named_with(text, main.doers[0]) if main is not None else None
    return found if found is not None and found.kind == "person" else None


def _into_the_world(word: Word) -> Tie | None:
    text, token = word
    forms = text.analysis.forms
    clause = text.clause_around(token) if forms[token] == "Welt" and forms[token - 1] == "zur" else None
    if clause is None or clause.lemma != "kommen":
        return None
    part = text.sentence_tokens(token)
    homes = [t for t in part if forms[t - 1] in ("in", "bei") and t > part.start and _place(text, t) is not None]
    who = next((e for t in clause.doers if (e := named_with(text, t)) is not None and e.kind == "person"), None)
    home = _place(text, homes[0]) if homes else None
    if who is None or home is None or clause.negated:
        return None
    return worded(text, "origin", (who, home[0]), (min(homes[0], token), token + 1))


def _home_town(word: Word) -> Tie | None:
    text, token = word
    home = text.names.get(token + 1)
    if text.analysis.lemmas[token] not in word_set("home_towns") or home is None or home[0].kind not in _LAND:
        return None
    owners = [e for e, _, _ in others(text, token, "kin") if e.kind == "person"]
    clause = text.clause_around(token)
    # of *X lobte ihn in seiner Heimatstadt* nobody knows whose it is
    another = clause is not None and any(text.analysis.tags[t] == "PRON" for t in clause.undergoers)
    return worded(text, "origin", (owners[0], home[0]), (token, home[1])) if owners and not another else None


def _body_of_a_state(word: Word) -> Tie | None:
    text, token = word
    part, named = text.part_of(token), text.names.get(token + 1)
    if part is None or part[0].kind not in _LAND or named is None or named[0].kind != "organisation":
        return None
    if not text.analysis.lemmas[token].casefold().endswith(word_tuple("companies_and_media")):
        return None
    return worded(text, "origin", (named[0], part[0]), (token, named[1]))


def _has_its_seat(word: Word) -> Tie | None:
    text, token = word
    forms = text.analysis.forms
    clause = text.clause_around(token) if forms[token] in ("Sitz", "Hauptsitz") else None
    if clause is None or clause.lemma != "haben" or clause.negated:
        return None
    home = _place(text, token + 2) if forms[token + 1 : token + 2] == ("in",) else None
    body = next((e for t in clause.doers if (e := named_with(text, t)) is not None), None)
    if home is None or body is None or body.kind != "organisation":
        return None
    return worded(text, "origin", (body, home[0]), (token, home[1]))


def _seat(word: Word) -> Tie | None:
    text, token = word
    forms = text.analysis.forms
    if forms[token] not in ("Sitz", "Hauptsitz") or token < 2 or forms[token - 1] != "mit":
        return None
    home = _place(text, token + 2) if forms[token + 1 : token + 2] == ("in",) else None
    low = text.sentence_tokens(token).start
    body = next(
        (e for t in range(token - 2, low - 1, -1) if (f := text.names.get(t)) and (e := f[0]).kind == "organisation"),
        None,
    )
    if body is None or home is None or text.names[_start(text, body, token)][1] < token - 5:
        return None
    return worded(text, "origin", (body, home[0]), (token - 1, home[1]))


def _start(text: Text, entity: Entity, before: int) -> int:
    return max(t for t, (e, _) in text.names.items() if e is entity and t < before)


def _descent(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    if a.forms[token] not in ("Herkunft", "Abstammung") or not token:
        return None
    name = adjective_state(a.forms[token - 1])
    home = next((e for e in text.reading.entities if e.kind in _LAND and e.name == name), None)
    head = a.heads[token]
    if home is None or head == ROOT or a.labels[token] != "nmod":
        return None
    who = meant(text, head) or _bearer(text, head, ("person",))
    return (
        worded(text, "origin", (who, home), (token - 1, token + 1))
        if who is not None and who.kind == "person"
        else None
    )


ORIGINS: tuple[Rule[Word, Tie], ...] = (
    Rule(
        name="kind/noun-from-a-place",
        find=_noun_from,
        why="Whoever is called by a noun *aus* a state or place comes from there.",
        yes=(
            ("Rita Semm, eine Ärztin aus Chile, las vor.", "Rita Semm – Chile: origin"),
            ("Karl Demm, Lehrer aus Hamburg, schwieg.", "Karl Demm – Hamburg: origin"),
        ),
        no=("Karl Demm kam als Lehrer aus Chile zurück.",),
    ),
    Rule(
        name="kind/inhabitant",
        find=_inhabitant,
        why="Whoever is called by the name of a state's people comes from there.",
        yes=(
            ("Der Chilene Karl Demm siegte in Chile.", "Karl Demm – Chile: origin"),
            ("Die Peruanerin Rita Semm kehrte nach Peru zurück.", "Rita Semm – Peru: origin"),
        ),
        no=("Karl Demm traf einen Chilenen in Chile.",),
    ),
    Rule(
        name="kind/townsman",
        find=_townsman,
        why="Whoever is called by the name of a town's people comes from there.",
        yes=(("Die gebürtige Hamburgerin Rita Semm kehrte nach Hamburg zurück.", "Rita Semm – Hamburg: origin"),),
        no=("Die Hamburger Richterin Rita Semm kehrte nach Hamburg zurück.",),
    ),
    Rule(
        name="kind/compound-with-a-state",
        find=_compound_with_a_state,
        why="Whoever is called by a compound with a state and a trade comes from there.",
        yes=(("Die US-Sängerin Rita Semm trat auf.", "Rita Semm – USA: origin"),),
        no=("Der US-Präsident Karl Demm trat auf.",),
    ),
    Rule(
        name="kind/born-in",
        find=_born,
        why="Whoever was born or has grown up somewhere comes from there.",
        yes=(
            ("Karl Demm wurde in Chile geboren.", "Karl Demm – Chile: origin"),
            ("Die in Hamburg geborene Richterin Rita Semm schwieg.", "Rita Semm – Hamburg: origin"),
            ("Der Preis geht an die im deutschen Hamburg geborene Rita Semm.", "Rita Semm – Hamburg: origin"),
            ("Rita Semm, gebürtig aus Rom, siegte.", "Rita Semm – Rom: origin"),
            ("Geboren in Chile, siegte Karl Demm in Rom.", "Karl Demm – Chile: origin"),
        ),
        no=("Die Idee wurde in Chile geboren.",),
    ),
    Rule(
        name="kind/come-into-the-world",
        find=_into_the_world,
        why="Where somebody came *zur Welt* is where they are from.",
        yes=(("Rita Semm kam 1946 in Rom zur Welt.", "Rita Semm – Rom: origin"),),
        no=("Rita Semm kam in Rom zur Sache.",),
    ),
    Rule(
        name="kind/home-town",
        find=_home_town,
        why="Somebody's home town or place of birth is where they are from.",
        yes=(
            ("Karl Demm starb in seinem Geburtsort Hamburg.", "Karl Demm – Hamburg: origin"),
            ("Karl Demm kehrte in seine Heimatstadt Rom zurück.", "Karl Demm – Rom: origin"),
        ),
        no=("Karl Demm starb in der Hafenstadt Hamburg.", "Karl Demm lobte ihn für Taten in seiner Heimatstadt Rom."),
    ),
    Rule(
        name="kind/body-of-a-state",
        find=_body_of_a_state,
        why="A compound with a state and *Unternehmen*, *Institut* or the like says where the body behind it is from.",
        yes=(("Das US-Unternehmen Siemens schwieg.", "Siemens – USA: origin"),),
        no=("Das US-Militär schwieg.",),
    ),
    Rule(
        name="kind/has-its-seat",
        find=_has_its_seat,
        why="A body that has its seat somewhere comes from there.",
        yes=(("Siemens hat seinen Sitz in München.", "Siemens – München: origin"),),
        no=("Siemens hat keinen Sitz in München.",),
    ),
    Rule(
        name="kind/seat-in",
        find=_seat,
        why="A body *mit Sitz in* a place comes from there.",
        yes=(("Die Organisation Greenpeace mit Sitz in Hamburg klagt.", "Greenpeace – Hamburg: origin"),),
        no=("Die Organisation Greenpeace klagt in Hamburg.",),
    ),
    Rule(
        name="kind/descent",
        find=_descent,
        why="The adjective of a state before *Herkunft* says where somebody comes from.",
        yes=(("Karl Demm, ein Richter chilenischer Herkunft, reiste nach Chile.", "Karl Demm – Chile: origin"),),
        no=("Der chilenische Richter Karl Demm schwieg.",),
    ),
)
