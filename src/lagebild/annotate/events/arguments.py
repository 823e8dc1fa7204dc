"""Who does it and to whom: the slots of a trigger's frame, filled with entities of the reading."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.events.scene import Scene
from lagebild.annotate.events.triggers import Hit
from lagebild.clauses import Clause

LIGHT_VERBS = frozenset(
    [
        "abgeben", "abhalten", "ablegen", "abstatten", "anstrengen", "aufnehmen", "ausrufen", "aussprechen", "ausüben",
        "beginnen", "begehen", "bekanntgeben", "durchführen", "einlegen", "einleiten", "einreichen", "erheben", "erlassen",
        "erklären", "erteilen", "fällen", "fortsetzen", "führen", "geben", "halten", "leisten", "machen", "nehmen",
        "organisieren", "planen", "richten", "starten", "stellen", "suchen", "treffen", "üben", "unternehmen", "verhängen",
        "verüben", "veranstalten", "vollziehen", "vornehmen", "ziehen",
    ]
)  # fmt: skip
"""Verbs whose subject does what their object names (*übte Kritik*, *verübten einen Anschlag*)."""

_SLOT_PREPOSITIONS = frozenset(
    ["an", "auf", "aus", "bei", "durch", "für", "gegen", "hinter", "in", "mit", "nach", "über", "um", "unter", "von", "vor",
     "wegen", "zu", "zwischen", "als"]
)  # fmt: skip


def arguments(scene: Scene, hit: Hit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actors and the recipients of a trigger, as entity ids."""
    roles: dict[str, list[str]] = {"actor": [], "recipient": []}
    tokens = _of_verb(scene, hit) if hit.own else _of_noun(scene, hit)
    for role, token in tokens:
        key = scene.agent(token) if role != "recipient" else scene.entity(token)
        kept = "actor" if role == "coactor" else role
        if key is not None and kept in roles and key not in roles["actor"] + roles["recipient"]:
            roles[kept].append(key)
    if not roles["actor"] and hit.entry.type == "CONSULT" and hit.entry.pos == "NOUN":
        found = (scene.agent(token) for token in attendants(scene, hit))
        roles["actor"] += [key for key in found if key is not None and key not in roles["recipient"]]
    return tuple(roles["actor"]), tuple(roles["recipient"])


def _of_verb(scene: Scene, hit: Hit) -> Iterator[tuple[str, int]]:
    clause = hit.clause
    if clause is None:
        return
    for slot, role in hit.entry.frame:
        if role == "topic":
            continue
        for token in _slot_of_clause(scene, clause, slot):
            yield role, token


def _slot_of_clause(scene: Scene, clause: Clause, slot: str) -> tuple[int, ...]:
    if slot == "subj":
        return clause.doers
    if slot == "obj":
        return clause.undergoers
    if slot == "iobj":
        return clause.recipients
    preposition, _, case = slot.partition("+")
    a = scene.analysis
    if preposition in _SLOT_PREPOSITIONS:
        heads = [t for p, t in clause.obliques if p == preposition and case in ("", a.feat(t, "Case"))]
        return tuple(t for head in heads for t in (head, *a.dependents(head, "conj")))
    return ()


def _of_noun(scene: Scene, hit: Hit) -> Iterator[tuple[str, int]]:
    a = scene.analysis
    filled: set[str] = set()
    for slot, role in hit.entry.frame:
        if role == "topic":
            continue
        for token in _slot_of_noun(scene, hit.token, slot):
            filled.add(role)
            yield role, token
    clause = hit.clause
    if clause is None:
        return
    frame = dict(hit.entry.frame)
    if hit.entry.pos == "PHRASE" or (hit.token in clause.undergoers and clause.lemma in LIGHT_VERBS):
        for slot in ("subj", "obj", "iobj"):
            slot_role = frame.get(slot)
            if slot_role and slot_role not in filled:
                yield from ((slot_role, t) for t in _slot_of_clause(scene, clause, slot) if t != hit.token)
        if "subj" not in frame and "actor" in frame.values() and "actor" not in filled:
            yield from (("actor", t) for t in clause.doers if t != hit.token)
        for slot, role in hit.entry.frame:
            if role not in filled and role != "topic" and slot.partition("+")[0] in _SLOT_PREPOSITIONS:
                yield from ((role, t) for t in _slot_of_clause(scene, clause, slot) if a.heads[t] != hit.token)


_ATTENDING = frozenset("bei auf an nach zu in während im beim zum zur".split())


def attendants(scene: Scene, hit: Hit) -> tuple[int, ...]:
    """Who holds the meeting that a prepositional phrase names: the clause's doers (*sagte sie bei einem Treffen mit …*)."""
    a, clause = scene.analysis, hit.clause
    if clause is None or hit.own or a.heads[hit.token] != clause.predicate or clause.voice != "active":
        return ()
    cases = {a.lemmas[c].casefold() for c in a.dependents(hit.token, "case")}
    return clause.doers if cases & _ATTENDING else ()


def _slot_of_noun(scene: Scene, token: int, slot: str) -> Iterator[int]:
    a = scene.analysis
    if slot == "comp":
        if "-" in a.forms[token]:
            yield token
        return
    for child in a.children[token]:
        prepositions = [a.lemmas[c].casefold() for c in a.dependents(child, "case")]
        nominal = a.labels[child].startswith(("nmod", "obl"))
        if slot == "poss":
            right = a.labels[child] == "det:poss"
        elif slot == "gen":
            right = nominal and (prepositions == ["von"] or (not prepositions and a.feat(child, "Case") == "Gen"))
        else:
            right = nominal and slot.partition("+")[0] in prepositions
        if right:
            yield child
            yield from a.dependents(child, "conj")
