"""Who has a tie that a verb tells, and with what: the doer and the slot that the verb's row names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lagebild.annotate.relations.sides import LISTED, coordinated, some_of
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed_map
from lagebild.reading import Entity


class Verb(NamedTuple):
    """A clause whose verb is in the lexicon of ties, and the slot that its row names."""

    text: Text
    clause: Clause
    slot: str


def sources_of(verb: Verb) -> tuple[tuple[Entity, ...], str] | None:
    """Who has the tie, and the rule that says so."""
    return first(SOURCES, verb)


def targets_of(verb: Verb) -> tuple[tuple[int, ...], str] | None:
    """The tokens of what the tie is with, and the rule that finds them."""
    return first(TARGETS, verb)


def _entities(text: Text, tokens: tuple[int, ...]) -> Iterator[Entity]:
    taken = (taken_up_by(text, token) for token in islice(tokens, LISTED) if not some_of(text, token))
    found = (entity for token in taken for entity in coordinated(text, token))
    yield from {entity.id: entity for entity in found if entity.kind != "group"}.values()


def taken_up_by(text: Text, token: int) -> int:
    """What a relative pronoun takes up: the word that its clause hangs on; any other token itself."""
    a = text.analysis
    if "Rel" not in a.feat(token, "PronType"):
        return token
    clause = text.clause_around(token)
    if clause is None or a.labels[clause.predicate] not in ("acl:relcl", "acl", "relcl"):
        return token
    return a.heads[clause.predicate]


def _object(told: Verb) -> tuple[int, ...] | None:
    return told.clause.undergoers if told.slot == "object" else None


def _dative(told: Verb) -> tuple[int, ...] | None:
    if told.slot != "dative":
        return None
    bare = (token for preposition, token in told.clause.obliques if not preposition)
    return (*told.clause.recipients, *told.clause.undergoers, *bare) or None


def _in_its_words(told: Verb) -> tuple[int, ...] | None:
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


def _relative(case: Verb) -> tuple[int, int] | None:
    """A dative relative pronoun that opens a clause, and what it takes up: the name right before its comma."""
    text, a = case.text, case.text.analysis
    part = text.sentence_tokens(case.clause.predicate)
    for token in range(case.clause.predicate - 1, part.start + 1, -1):
        if a.forms[token] == "," and a.forms[token + 1] in ("der", "dem", "denen"):
            before = next((t for t in range(token - 1, max(token - 6, part.start - 1), -1) if t in text.names), None)
            named = token - (a.forms[token - 1] == ")")
            closes = before is not None and text.names[before][1] == named
            return (token + 1, before) if closes and before is not None else None
        if a.forms[token] in (",", ";", ":"):
            return None
    return None


def _taken_up(told: Verb) -> tuple[int, ...] | None:
    relative = _relative(told) if told.slot == "dative" else None
    body = told.text.names[relative[1]][0] if relative is not None else None
    return (relative[1],) if relative is not None and body is not None and body.kind == "organisation" else None


def _prepositional(told: Verb) -> tuple[int, ...] | None:
    return tuple(token for preposition, token in told.clause.obliques if preposition == told.slot) or None


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


def _inside_a_relative(case: Verb) -> tuple[Entity, ...] | None:
    text = case.text
    relative = _relative(case) if case.slot == "dative" else None
    if relative is None or text.names[relative[1]][0].kind != "organisation":
        return None
    inside = [text.names[t][0] for t in range(relative[0], case.clause.predicate) if t in text.names]
    return tuple({e.id: e for e in inside if e.kind in ("person", "organisation", "state")}.values()) or None


def _before_a_dative(case: Verb) -> tuple[Entity, ...] | None:
    """Who stands without an article where the tree takes the body in the dative for the subject (*X trat der Y bei*)."""
    return tuple(_entities(case.text, case.clause.undergoers)) or None if _in_the_dative(case) is not None else None


def _in_the_dative(case: Verb) -> int | None:
    """The body behind *der* or *dem* that the tree takes for the subject of a verb with a dative."""
    clause, forms = case.clause, case.text.analysis.forms
    if case.slot != "dative" or len(clause.doers) != 1 or not clause.undergoers:
        return None
    token = clause.doers[0]
    while token > 0 and case.text.analysis.tags[token - 1] == "ADJ":
        token -= 1
    behind = (
        token > 0 and forms[token - 1] in ("der", "dem", "den") and case.text.kind(clause.doers[0]) == "organisation"
    )
    return clause.doers[0] if behind else None


def _taken_for_the_doer(case: Verb) -> tuple[int, ...] | None:
    token = _in_the_dative(case)
    return (token,) if token is not None else None


def _taken_in(case: Verb) -> tuple[Entity, ...] | None:
    """Who is taken into a body, in the passive."""
    passive = case.clause.voice == "passive" and case.slot == "in"
    return tuple(_entities(case.text, case.clause.undergoers)) or None if passive else None


def _doer(case: Verb) -> tuple[Entity, ...] | None:
    return tuple(_entities(case.text, case.clause.doers)) or None


SOURCES: tuple[Rule[Verb, tuple[Entity, ...]], ...] = (
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
        name="from/before-a-dative",
        find=_before_a_dative,
        why="Whoever stands beside a body in the dative, which the tree took for the subject, is the side that joins.",
        yes=(("Finnland trat der Nato bei.", "Finnland – NATO: Finnland"),),
        no=("Karl Demm gründete Greenpeace.",),
    ),
    Rule(
        name="from/taken-in",
        find=_taken_in,
        why="Who is taken into a body, in the passive, is its member, not whoever takes them in.",
        yes=(
            (
                "Ghana wurde 1957 in die Welthandelsorganisation aufgenommen.",
                "Ghana – Welthandelsorganisation: Ghana",
            ),
        ),
        no=("Ghana trat 1957 in die Welthandelsorganisation ein.",),
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
TARGETS: tuple[Rule[Verb, tuple[int, ...]], ...] = (
    Rule(
        name="to/taken-for-the-doer",
        find=_taken_for_the_doer,
        why="A body behind *der* or *dem* that the tree takes for the subject stands in the dative.",
        yes=(("Finnland trat der Nato bei.", "Finnland – NATO: NATO"),),
        no=("Karl Demm gründete Greenpeace.",),
    ),
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
