"""Ties told by a verb: `X gehört der Y an`, `X gründete Y`, `X stammt aus Y`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple, cast

from lagebild import lexicon
from lagebild.annotate.relations.kinds import kind_between
from lagebild.annotate.relations.sides import LISTED, called, coordinated
from lagebild.annotate.relations.ties import Tie
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, closed_map, word_set
from lagebild.reading import Entity, RelationKind

_TO = {
    "member": ("organisation",),
    "party": ("organisation",),
    "founded": ("organisation",),
    "origin": ("state", "place"),
    "kin": ("person",),
    "ally": ("organisation", "state", "person"),
    "part": ("organisation",),
}
"""The kinds of entities that each tie leads to."""


class Told(NamedTuple):
    """A clause whose verb is in the lexicon of ties, with the slot that its row names."""

    text: Text
    clause: Clause
    slot: str


class Doing(NamedTuple):
    """A clause whose verb is in the lexicon of ties, and its report."""

    text: Text
    clause: Clause


@cache
def _table() -> dict[str, list[lexicon.Row]]:
    found: dict[str, list[lexicon.Row]] = {}
    for row in lexicon.load("relation_verbs"):
        found.setdefault(row["form"], []).append(row)
    return found


def _rows(text: Text, clause: Clause) -> list[lexicon.Row]:
    """The rows of a clause's verb; *angehört* has a form in common with *anhören*, which tells no tie."""
    belongs = any(text.analysis.forms[t].casefold().startswith("angehör") for t in clause.verbs)
    return _table().get("angehören" if belongs else clause.lemma, [])


def by_verb(text: Text) -> Iterator[Tie]:
    """The ties of a report that a verb tells, in clauses that say what is or was."""
    for clause in text.clauses:
        for row in _rows(text, clause):
            found = list(_by_row(text, clause, row))
            yield from found
            if found:
                break


def _by_row(text: Text, clause: Clause, row: lexicon.Row) -> Iterator[Tie]:
    unsaid = first(UNSAID, clause)
    aimed = row["does"] == "begins" and first(AIMED, clause) is not None
    if unsaid is not None and not aimed:
        return
    doers, slot = first(SOURCES, Doing(text, clause)), first(TARGETS, Told(text, clause, row["slot"]))
    if doers is None or slot is None:
        return
    because = {"from": doers[1], "to": slot[1]}
    for source in doers[0]:
        for token in islice(slot[0], LISTED):
            for target in _bodies(text, _meant(text, token)):
                for tie in _tied(text, clause, row, (source, target), token, because):
                    yield tie._replace(broken=row["does"] == "ends", begun=row["does"] == "begins", aimed=aimed)


def _tied(
    text: Text,
    clause: Clause,
    row: lexicon.Row,
    ends: tuple[Entity, Entity],
    token: int,
    because: dict[str, str],
) -> Iterator[Tie]:
    kind = cast(RelationKind, row["kind"])
    source, target = ends
    party = text.analysis.lemmas[token].casefold().endswith("-partei")
    led = source.kind == "person" and (party or target.id in text.parties)
    if row["kind"] == "part" and source.kind != "organisation":
        return
    if source is target or target.kind not in _TO[kind] or (kind == "party" and not led):
        return
    if source.kind == "person" and not led and row["form"] in word_set("partings_from_parties"):
        return
    kind, rule = kind_between(text, kind, ends) or (kind, f"kind/verb {row['form']}")
    if party and kind == "member" and source.kind == "person":
        kind = "party"
    words = (*clause.verbs, token)
    span = text.analysis.span(min(words), max(words) + 1)
    yield Tie(kind, source, target, span, {"kind": rule, **because}, clause=clause)


def _bodies(text: Text, token: int) -> list[Entity]:
    """What a phrase names, a compound with the name of a body (*SPD-Partei*) or one that alone names it included."""
    found = list(coordinated(text, token))
    if not found and (part := text.part_of(token)) is not None and part[0].kind == "organisation":
        ends = text.analysis.lemmas[token].rpartition("-")[2].casefold()
        found = [part[0]] if ends in word_set("kinds_of_bodies") else []
    if not found and (body := called(text, token)) is not None:
        found = [body]
    return found


def _entities(text: Text, tokens: tuple[int, ...]) -> Iterator[Entity]:
    found = (entity for token in islice(tokens, LISTED) for entity in coordinated(text, _meant(text, token)))
    yield from {entity.id: entity for entity in found if entity.kind in ("person", "organisation", "state")}.values()


def _meant(text: Text, token: int) -> int:
    """What a relative pronoun takes up: the word that its clause hangs on; any other token itself."""
    a = text.analysis
    if "Rel" not in a.feat(token, "PronType"):
        return token
    clause = text.clause_around(token)
    if clause is None or a.labels[clause.predicate] not in ("acl:relcl", "acl", "relcl"):
        return token
    return a.heads[clause.predicate]


def _object(told: Told) -> tuple[int, ...] | None:
    return told.clause.undergoers if told.slot == "object" else None


def _dative(told: Told) -> tuple[int, ...] | None:
    if told.slot != "dative":
        return None
    bare = (token for preposition, token in told.clause.obliques if not preposition)
    return (*told.clause.recipients, *told.clause.undergoers, *bare) or None


def _in_its_words(told: Told) -> tuple[int, ...] | None:
    text, a = told.text, told.text.analysis
    if told.slot != "dative":
        return None
    part = text.sentence_tokens(told.clause.predicate)
    bodies = [t for t in part if t in text.names and text.names[t][0].kind == "organisation"]
    said = [
        t
        for t in bodies
        if t > part.start and a.forms[t - 1] in ("der", "dem", "den") and a.tags[t - 2] not in ("ADP", "NOUN", "PROPN")
    ]
    return tuple(said) or None


def _relative(case: Doing) -> tuple[int, int] | None:
    """A dative relative pronoun that opens a clause, and what it takes up: the name right before its comma."""
    text, a = case.text, case.text.analysis
    part = text.sentence_tokens(case.clause.predicate)
    for token in range(case.clause.predicate - 1, part.start + 1, -1):
        if a.forms[token] == "," and a.forms[token + 1] in ("der", "dem", "denen"):
            before = next((t for t in range(token - 1, max(token - 6, part.start - 1), -1) if t in text.names), None)
            closes = before is not None and text.names[before][1] == token
            return (token + 1, before) if closes and before is not None else None
        if a.forms[token] in (",", ";", ":"):
            return None
    return None


def _taken_up(told: Told) -> tuple[int, ...] | None:
    relative = _relative(Doing(told.text, told.clause)) if told.slot == "dative" else None
    body = told.text.names[relative[1]][0] if relative is not None else None
    return (relative[1],) if relative is not None and body is not None and body.kind == "organisation" else None


def _prepositional(told: Told) -> tuple[int, ...] | None:
    return tuple(token for preposition, token in told.clause.obliques if preposition == told.slot) or None


UNSAID: tuple[Rule[Clause, bool], ...] = (
    Rule(
        name="kind/denied-verb",
        find=lambda clause: clause.negated or None,
        why="What is denied is no tie.",
        yes=(("Karl Demm gehört der Arabischen Liga nicht an.", ""), ("Rita Semm stammt nicht aus Peru.", "")),
    ),
    Rule(
        name="kind/modal-verb",
        find=lambda clause: bool(clause.modals) or None,
        why="What somebody can, shall or wants to do is not so yet.",
        yes=(("Karl Demm will der Arabischen Liga angehören.", ""), ("Rita Semm soll die SPD leiten.", "")),
    ),
    Rule(
        name="kind/supposed-clause",
        find=lambda clause: clause.subordinator in closed("unreal_subordinators") or None,
        why="What stands after *wenn*, *ob*, *um* and the like is supposed or aimed at.",
        yes=(
            ("Wenn Karl Demm die SPD führt, gewinnt sie.", ""),
            ("Karl Demm ging, ohne Greenpeace zu gründen.", ""),
        ),
    ),
    Rule(
        name="kind/future-verb",
        find=lambda clause: clause.tense == "future" or None,
        why="What will be is not so yet.",
        yes=(("Karl Demm wird Greenpeace gründen.", ""), ("Im Mai wird Rita Semm die SPD leiten.", "")),
    ),
    Rule(
        name="kind/unreal-verb",
        find=lambda clause: clause.mood == "subjunctive II" or None,
        why="The subjunctive II says what would be.",
        yes=(("Rita Semm hätte Greenpeace gegründet.", ""), ("Karl Demm hätte die SPD geführt.", "")),
    ),
)
"""Clauses whose verb does not state a tie."""
AIMED: tuple[Rule[Clause, bool], ...] = (
    Rule(
        name="kind/joining-aimed-at",
        find=lambda clause: (not clause.negated and _aims(clause)) or None,
        why="Who wants to join, or will, has the tie in mind.",
        yes=(
            ("Peru will der Welthandelsorganisation beitreten.", ""),
            ("Peru wird der Welthandelsorganisation beitreten.", ""),
        ),
        no=(
            "Peru will der Welthandelsorganisation nicht beitreten.",
            "Peru hätte der Welthandelsorganisation beitreten können.",
        ),
    ),
)
"""Clauses whose verb tells a tie that somebody has in mind."""


def _aims(clause: Clause) -> bool:
    """Whether a clause tells what somebody wants, or what will be."""
    if clause.subordinator in closed("unreal_subordinators") or clause.mood == "subjunctive II":
        return False
    return clause.tense == "future" or bool(set(clause.modals) & word_set("modals_of_aims"))


def _all_of_them(text: Text, clause: Clause) -> tuple[Entity, ...] | None:
    """The persons whom *alle drei* or *beide* takes up: so many, the last ones named before."""
    a = text.analysis
    part = text.sentence_tokens(clause.predicate)
    words = [a.forms[t].casefold() for t in part][:2]
    count = (
        "2" if words[:1] == ["beide"] else closed_map("number_words").get(words[-1]) if words[:1] == ["alle"] else None
    )
    if count is None:
        return None
    found: dict[str, Entity] = {}
    for token in range(part.start - 1, -1, -1):
        if token in text.names and text.names[token][0].kind == "person":
            found.setdefault(text.names[token][0].id, text.names[token][0])
        if len(found) == int(count):
            return tuple(found.values())
    return None


def _inside_a_relative(case: Doing) -> tuple[Entity, ...] | None:
    text, row = case.text, _rows(case.text, case.clause)
    relative = _relative(case) if row and row[0]["slot"] == "dative" else None
    if relative is None or text.names[relative[1]][0].kind != "organisation":
        return None
    inside = [text.names[t][0] for t in range(relative[0], case.clause.predicate) if t in text.names]
    return tuple({e.id: e for e in inside if e.kind in ("person", "organisation", "state")}.values()) or None


def _doer(case: Doing) -> tuple[Entity, ...] | None:
    return tuple(_entities(case.text, case.clause.doers)) or None


SOURCES: tuple[Rule[Doing, tuple[Entity, ...]], ...] = (
    Rule(
        name="from/all-of-them",
        find=lambda case: _all_of_them(case.text, case.clause),
        why="*Alle drei* and *beide* take up that many persons named before.",
        yes=(
            ("Karl Demm traf Rita Semm. Beide gehören der SPD an.", "Karl Demm – SPD: Karl Demm"),
            ("Karl Demm traf Rita Semm und Edo Falk. Alle drei gehören der SPD an.", "Edo Falk – SPD: Edo Falk"),
        ),
        no=("Karl Demm traf Rita Semm. Er gehört der SPD an.",),
    ),
    Rule(
        name="from/inside-a-relative",
        find=_inside_a_relative,
        why="Behind *X, der … angehört* stands inside who belongs to X.",
        yes=(
            (
                "Die Welthandelsorganisation, der Peru seit 1990 angehört, schwieg.",
                "Peru – Welthandelsorganisation: Peru",
            ),
        ),
        no=("Karl Demm, der der Arabischen Liga angehört, schwieg.",),
    ),
    Rule(
        name="from/doer",
        find=_doer,
        why="The doer of the verb is the side that the tie leads from.",
        yes=(
            ("Karl Demm gründete Greenpeace.", "Karl Demm – Greenpeace: Karl Demm"),
            ("Rita Semm stammt aus Peru.", "Rita Semm – Peru: Rita Semm"),
        ),
        no=("Karl Demm ist der Gründer von Greenpeace.",),
    ),
)
TARGETS: tuple[Rule[Told, tuple[int, ...]], ...] = (
    Rule(
        name="to/taken-up",
        find=_taken_up,
        why="What a relative pronoun in the dative takes up is what one belongs to.",
        yes=(
            (
                "Die Welthandelsorganisation, der Peru seit 1990 angehört, schwieg.",
                "Peru – Welthandelsorganisation: Welthandelsorganisation",
            ),
        ),
        no=("Karl Demm gehört der Arabischen Liga an.",),
    ),
    Rule(
        name="to/object",
        find=_object,
        why="What somebody founds, leads or directs is the object of the verb.",
        yes=(
            ("Karl Demm gründete Greenpeace.", "Karl Demm – Greenpeace: Greenpeace"),
            ("Rita Semm führt die SPD.", "Rita Semm – SPD: SPD"),
        ),
        no=("Karl Demm gehört der Arabischen Liga an.",),
    ),
    Rule(
        name="to/dative",
        find=_dative,
        why="What one belongs to or presides over stands in the dative, which the tree may call an object.",
        yes=(
            ("Karl Demm gehört Amnesty International an.", "Karl Demm – Amnesty International: Amnesty International"),
            ("Rita Semm gehört Greenpeace an.", "Rita Semm – Greenpeace: Greenpeace"),
        ),
        no=("Karl Demm gründete Greenpeace.",),
    ),
    Rule(
        name="to/in-its-words",
        find=_in_its_words,
        why="A body behind *der* or *dem* is in the dative, whatever the tree hangs it on.",
        yes=(
            (
                "Peru gehört seit 1996 der Welthandelsorganisation an.",
                "Peru – Welthandelsorganisation: Welthandelsorganisation",
            ),
        ),
        no=("Karl Demm gründete Greenpeace.",),
    ),
    Rule(
        name="to/prepositional",
        find=_prepositional,
        why="Where somebody stems from stands behind the preposition that the verb takes.",
        yes=(
            ("Rita Semm stammt aus Peru.", "Rita Semm – Peru: Peru"),
            ("Edo Falk stammt aus Chile.", "Edo Falk – Chile: Chile"),
        ),
        no=("Rita Semm reiste aus Peru ab.",),
    ),
)
