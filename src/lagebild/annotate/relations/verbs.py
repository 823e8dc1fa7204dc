"""Ties told by a verb: `X gehört der Y an`, `X gründete Y`, `X stammt aus Y`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise
from typing import cast

from lagebild import lexicon
from lagebild.annotate.relations.kinds import kind_between
from lagebild.annotate.relations.sides import LISTED, called, coordinated, prepositions
from lagebild.annotate.relations.ties import Tie
from lagebild.annotate.relations.verb_sides import Verb, sources_of, taken_up_by, targets_of
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import Entity, RelationKind

_TO = {
    "member": ("organisation",),
    "party": ("organisation",),
    "founded": ("organisation",),
    "origin": ("state", "place"),
    "kin": ("person",),
    "ally": ("organisation", "state", "person"),
    "part": ("organisation", "state", "place"),
}
"""The kinds of entities that each tie leads to."""


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
        told: set[str] = set()
        for row in _rows(text, clause):
            found = list(_by_row(text, clause, row)) if row["slot"] not in told else []
            yield from found
            if found:
                told.add(row["slot"])


def _by_row(text: Text, clause: Clause, row: lexicon.Row) -> Iterator[Tie]:
    unsaid = first(UNSAID, clause)
    aimed = row["does"] == "begins" and first(AIMED, clause) is not None
    over = unsaid is not None and unsaid[1] == "kind/denied-verb" and _no_more(text, clause)
    if unsaid is not None and not (aimed or over):
        return
    case = Verb(text, clause, row["slot"])
    doers, slot = sources_of(case), targets_of(case)
    if doers is None or slot is None:
        return
    because = {"from": doers[1], "to": slot[1]}
    for source in doers[0]:
        for token in islice(slot[0], LISTED):
            for target in _bodies(text, taken_up_by(text, token)):
                for tie in _tied(text, clause, row, (source, target), token, because):
                    yield tie._replace(broken=over or row["does"] == "ends", begun=row["does"] == "begins", aimed=aimed)


def _no_more(text: Text, clause: Clause) -> bool:
    """Whether a denied clause says that something is so no longer (*gehört der Liga nicht mehr an*)."""
    forms = [text.analysis.forms[t].casefold() for t in text.sentence_tokens(clause.predicate)]
    return any(one in closed("negations") and other in ("mehr", "länger") for one, other in pairwise(forms))


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
    if row["kind"] == "part" and not _fits_into(source, target):
        return
    if row["form"] in word_set("verbs_of_sitting") and kind == "member" and not _legislature(target):
        return
    if row["form"] == "aufnehmen" and source.kind != "state":
        return  # persons are taken into houses and hospitals
    if source is target or target.kind not in _TO[kind] or (kind == "party" and not led):
        return
    if source.kind == "place" and kind != "part":
        return
    if source.kind == "person" and not led and row["form"] in word_set("partings_from_parties"):
        return
    kind, rule = kind_between(text, kind, ends) or (kind, f"kind/verb {row['form']}")
    if party and kind == "member" and source.kind == "person":
        kind = "party"
    words = (*clause.verbs, token)
    span = text.analysis.span(min(words), max(words) + 1)
    yield Tie(kind, source, target, span, {"kind": rule, **because}, clause=clause)


def _fits_into(source: Entity, target: Entity) -> bool:
    """Whether one may be a part of the other: a body of a body, a place or state of a state or an empire."""
    if source.kind == "organisation":
        return target.kind == "organisation"
    land = target.kind == "state" or (target.kind == "place" and source.kind == "place")
    return source.kind in ("place", "state") and (land or target.name.endswith(("Reich", "Reiche", "Reiches")))


def _legislature(target: Entity) -> bool:
    return target.name.casefold().endswith(word_tuple("ends_of_legislatures"))


def _bodies(text: Text, token: int) -> list[Entity]:
    """What a phrase names, a compound with the name of a body (*SPD-Partei*) or one that alone names it included."""
    found = list(coordinated(text, token))
    if not found and (part := text.part_of(token)) is not None and part[0].kind == "organisation":
        ends = text.analysis.lemmas[token].rpartition("-")[2].casefold()
        found = [part[0]] if ends in word_set("kinds_of_bodies") else []
    if not found and text.analysis.lemmas[token] in word_set("circles_of_bodies"):
        of = (c for c in text.analysis.dependents(token, "nmod") if not prepositions(text, c))
        found = [e for c in of for e in coordinated(text, c) if e.kind == "organisation"]
    if not found and (body := called(text, token)) is not None:
        found = [body]
    return found


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
