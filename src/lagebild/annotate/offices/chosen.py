"""Whose office it is, by who chooses somebody for it, a body, its board or members, a meeting, and by where."""

from __future__ import annotations

from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.inherited import inherits
from lagebild.annotate.offices.setting import FEDERATIONS, setting
from lagebild.annotate.offices.titles import modifiers
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import Entity

_IN = ("in", "im", "auf")
"""What leads to where something happens: *in Peru*, *auf den Malediven*."""
_TAKEN_UP = ("given", "taken", "is", "becomes", "became")
"""What ties a title to somebody who has or takes up the office."""
_BEHIND = 6
"""Tokens behind *Parteitag* within which the party is named."""


def body_by_choice(held: Held) -> tuple[Entity, str] | None:
    """The body in which somebody is chosen, and the rule that finds it; None if nothing tells it."""
    return first(CHOSEN, held)


def _its_own(held: Held) -> Entity | None:
    """The body that elects or appoints somebody to *its* chair."""
    text = held.text
    said = any(text.analysis.forms[t].lower().startswith(("sein", "ihr")) for t in modifiers(text.analysis, held.token))
    clause = text.clause_around(held.token) if said and held.act == "given" else None
    doers = [text.entities.get(text.entity(t) or "") for t in clause.doers] if clause is not None else []
    bodies = [e for e in doers if e is not None and e.kind == "organisation"]
    return bodies[0] if len(doers) == len(bodies) == 1 else None


def _by_its_organ(held: Held) -> Entity | None:
    """The body whose board, members or the like choose somebody (*der Aufsichtsrat der X ernannte …*)."""
    text, a = held.text, held.text.analysis
    if held.act != "given" or held.title.noun.of != "body":
        return None
    clause = text.clause_around(held.token)
    for token in clause.doers if clause is not None else ():
        if a.lemmas[token].casefold().endswith(word_tuple("organs_of_bodies")):
            part = text.part_of(token)
            linked = token + 1 < len(a) and a.forms[token + 1].lower() in closed("body_links")
            named = text.names.get(token + 2) if linked else None
            body = part[0] if part is not None else named[0] if named is not None else None
            return body if body is not None and body.kind == "organisation" else None
    return None


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


def _there(held: Held) -> Entity | None:
    """The state or region in which somebody takes up or gives up its office (*in Hessen zum Regierungschef gewählt*)."""
    text, a = held.text, held.text.analysis
    turn = held.turn
    if turn is not None and (turn.means not in ("begins", "ends") or turn.why == "death"):
        turn = None
    if held.title.noun.of != "state" or (turn is None and held.act not in _TAKEN_UP) or not inherits(held.title):
        return None
    clause = turn.clause if turn is not None else text.clause_around(held.token)
    if clause is None or setting(text).travels[a.sentence_of[clause.predicate]]:
        return None
    # the auxiliary may count as a verb of its own
    verbs = {clause.predicate, a.heads[clause.predicate]}
    lying = [
        named[0]
        for token in text.sentence_tokens(clause.predicate)
        if (named := text.names.get(token)) is not None
        and named[0].kind in ("state", "place")
        and a.heads[token] in verbs
        and any(a.forms[t].lower() in _IN for t in a.dependents(token, "case"))
    ]
    if len(lying) != 1:
        return None
    here = known(lying[0].name)
    leads = held.title.name.removesuffix("in") in word_set("heads_of_states_and_governments")
    if lying[0].kind == "state":
        return lying[0] if lying[0].name not in FEDERATIONS else None
    return lying[0] if leads and here is not None and here.level == "region" else None


CHOSEN: tuple[Rule[Held, Entity], ...] = (
    Rule(
        name="of/its-own",
        find=_its_own,
        why="A body that elects somebody to its chair is the one whose office it is.",
        yes=(("Die Weltbank wählte Rita Semm zu ihrer Präsidentin.", "Präsidentin: Weltbank"),),
        no=("Die Weltbank wählte Rita Semm zur Präsidentin.",),
    ),
    Rule(
        name="of/by-its-organ",
        find=_by_its_organ,
        why="A board, or the members of a body, choose who has an office of that body.",
        yes=(
            ("Der Aufsichtsrat der UBS ernannte Karl Demm zum neuen Chef.", "Chef: UBS"),
            ("Die Delegierten der SPD wählten Rita Semm zur Vorsitzenden.", "Vorsitzende: SPD"),
            ("Der SPD-Vorstand wählte Rita Semm zur Generalsekretärin.", "Generalsekretärin: SPD"),
        ),
        no=("Der Bürgermeister der SPD ernannte Karl Demm zum Sprecher.",),
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
        name="of/chosen-there",
        find=_there,
        why="Who is elected, appointed or resigns in a state has an office there; in a region, who leads its government.",
        yes=(
            ("Chile schweigt. In Peru wurde Karl Demm zum Präsidenten gewählt.", "Präsident: Peru"),
            ("Chile schweigt. Im Kosovo ist Ministerpräsident Karl Demm zurückgetreten.", "Ministerpräsident: Kosovo"),
            (
                "China schweigt. In Macao, das zu China gehört, wurde Karl Demm zum Regierungschef gewählt.",
                "Regierungschef: Macao",
            ),
        ),
        no=(
            "China schweigt. In Peking wurde Karl Demm zum Regierungschef gewählt.",
            "Chile schweigt. Auf dem Treffen in Peru wurde Karl Demm zum Präsidenten gewählt.",
            "Chile schweigt. In Peru schwieg Präsident Karl Demm.",
        ),
    ),
)
"""What a choice tells of the body."""
