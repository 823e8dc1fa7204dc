"""Whether it happened, and whose word that is."""

from __future__ import annotations

from lagebild.annotate.events.lexicon import entries
from lagebild.annotate.events.scene import Scene
from lagebild.annotate.events.triggers import Hit
from lagebild.clauses import Clause
from lagebild.reading import OUTLET, EventStatus, Statement
from lagebild.timex import interval

_ALLEGED = frozenset(["angeblich", "mutmaßlich", "vermeintlich", "möglicherweise", "offenbar", "vermutlich", "womöglich",
                      "eventuell", "vielleicht", "wohl"])  # fmt: skip
_PLANNED = frozenset(["geplant", "angekündigt", "vorgesehen", "bevorstehend", "anstehend", "künftig", "beabsichtigt",
                      "angestrebt", "drohend", "erwartet"])  # fmt: skip
_DEMANDED = frozenset(["gefordert", "verlangt"])
_FAILED = frozenset(["gescheitert", "abgesagt", "ausgeblieben", "vereitelt"])
_CONDITIONS = frozenset(["wenn", "falls", "sofern", "ob"])
_PURPOSES = frozenset(["um", "damit"])
_DENYING = frozenset(["absagen", "verhindern", "vereiteln", "ausbleiben", "scheitern", "dementieren"])


def status_of(scene: Scene, hit: Hit, time: str | None) -> EventStatus:
    """The status of a trigger: what the lexicon fixes, negation, doubt, modals, conditions, tense, then dates to come."""
    if hit.entry.status:
        return hit.entry.status
    if (said := _attributes(scene, hit)) is not None:
        return said
    clause = hit.clause
    if clause is None:
        return _dated(scene, time, "happened")
    found = _of_clause(scene, clause, seen=0) if hit.own else _of_noun(scene, hit, clause)
    return _dated(scene, time, found)


def _attributes(scene: Scene, hit: Hit) -> EventStatus | None:
    """What an adjective before the trigger, or an adverb beside it, makes of it."""
    a = scene.analysis
    words = {a.lemmas[c].casefold() for c in a.children[hit.token]} | {
        a.forms[c].casefold() for c in a.children[hit.token]
    }
    stems = {w for word in words for w in (word, word.rstrip("e"), word.removesuffix("en"), word.removesuffix("er"))}
    for signs, status in (
        (_ALLEGED, "possible"), (_PLANNED, "announced"), (_DEMANDED, "demanded"), (_FAILED, "denied"),
    ):  # fmt: skip
        if stems & signs:
            return status  # type: ignore[return-value]
    return "denied" if "kein" in words else None


def _of_clause(scene: Scene, clause: Clause, *, seen: int) -> EventStatus:
    a = scene.analysis
    if clause.negated:
        return "denied"
    if clause.subordinator in _CONDITIONS:
        return "possible"
    if clause.subordinator in _PURPOSES:
        return "announced"
    modals = set(clause.modals)
    if "sollen" in modals:
        perfect = any(a.feat(v, "VerbForm") == "Part" for v in clause.verbs)
        return "possible" if perfect and clause.tense in ("perfect", "pluperfect", "past") else "announced"
    if modals & {"wollen"}:
        return "announced"
    if modals & {"können", "dürfen", "mögen"}:
        return "possible"
    if modals & {"müssen"}:
        return "demanded" if clause.tense == "present" else "happened"
    if clause.tense in ("future", "future perfect"):
        return "announced"
    governed = _governed(scene, clause, seen=seen)
    if governed is not None:
        return governed
    if clause.mood == "subjunctive II" and clause.subordinator != "dass":
        return "possible"
    if clause.kind == "participle" or clause.tense in ("past", "perfect", "pluperfect"):
        return "happened"
    return "ongoing" if clause.tense == "present" and clause.kind == "finite" else "happened"


def _governed(scene: Scene, clause: Clause, *, seen: int) -> EventStatus | None:
    """What the word above makes of its content: *forderte, …*, *drohte, …*, *kündigte an, …*."""
    if clause.governor < 0 or seen > 4:
        return None
    above = scene.clause_of.get(clause.governor)
    lemma = above.lemma if above is not None else scene.analysis.lemmas[clause.governor]
    inside = clause.kind == "infinitive" or (above is not None and clause.predicate in above.content)
    if not inside:
        return None
    for entry in entries().get(lemma.casefold(), ()):
        if entry.content is not None:
            return entry.content
    if above is not None and clause.kind == "infinitive":
        return _of_clause(scene, above, seen=seen + 1)
    return None


def _of_noun(scene: Scene, hit: Hit, clause: Clause) -> EventStatus:
    a = scene.analysis
    direct = hit.token in (*clause.doers, *clause.undergoers) or a.heads[hit.token] == clause.predicate
    if direct:
        if clause.lemma in _DENYING or hit.token in _denied(scene, clause):
            return "denied"
        for entry in entries().get(clause.lemma.casefold(), ()):
            if entry.content is not None and hit.token in clause.undergoers:
                return entry.content
        status = _of_clause(scene, clause, seen=0)
        # a noun under a present verb may be long past: only what the verb keeps open is taken over
        return status if status in ("denied", "possible", "announced", "demanded") else "happened"
    above = a.heads[hit.token]
    if above >= 0:
        for entry in entries().get(a.lemmas[above].casefold(), ()):
            if entry.content is not None:
                return entry.content
    return "happened"


def _denied(scene: Scene, clause: Clause) -> set[int]:
    a = scene.analysis
    return {
        token
        for token in (*clause.doers, *clause.undergoers)
        if any(a.lemmas[c].casefold() == "kein" or a.forms[c].casefold().startswith("kein") for c in a.children[token])
    }


def _dated(scene: Scene, time: str | None, status: EventStatus) -> EventStatus:
    """A date after the report's makes of what is told as fact something announced."""
    published, covered = scene.reading.published, interval(time)
    if published and covered and covered[0] > published[:10] and status in ("happened", "ongoing"):
        return "announced"
    return status


def source_of(scene: Scene, hit: Hit) -> str | None:
    """The speaker of the statement that the trigger stands in (None if it names nobody); else the outlet."""
    span = scene.token_span(hit.token)
    around = [s for s in scene.reading.statements if any(span.within(q) for q in s.quote_spans)]
    if not around:
        return OUTLET

    def length(statement: Statement) -> int:
        return sum(q.end - q.start for q in statement.quote_spans)

    return min(around, key=length).speaker
