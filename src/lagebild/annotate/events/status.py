"""Whether it happened, and whose word that is."""

from __future__ import annotations

from functools import cache
from typing import cast

from lagebild import lexicon
from lagebild.annotate.events.lexicon import entries
from lagebild.annotate.events.scene import Scene
from lagebild.annotate.events.triggers import Hit
from lagebild.clauses import Clause
from lagebild.reading import OUTLET, EventStatus, Statement, Time

_ALLEGED = frozenset(
    "angeblich mutmaßlich vermeintlich möglich möglicherweise vermutlich womöglich eventuell vielleicht etwaig befürchtet "
    "drohend anscheinend potenziell potentiell".split()
)
_PLANNED = frozenset(
    "geplant angekündigt vorgesehen bevorstehend anstehend künftig beabsichtigt angestrebt erwartet kommend".split()
)
_DEMANDED = frozenset("gefordert verlangt".split())
_FAILED = frozenset("gescheitert abgesagt ausgeblieben vereitelt fehlend ausbleibend mangelnd verhindert".split())
_LASTING = frozenset("andauernd anhaltend laufend fortdauernd aktuell gegenwärtig derzeitig".split())
_SIGNS: tuple[tuple[frozenset[str], EventStatus], ...] = (
    (_ALLEGED, "possible"), (_PLANNED, "announced"), (_DEMANDED, "demanded"), (_FAILED, "denied"), (_LASTING, "ongoing"),
)  # fmt: skip
_AT_A_STROKE = ("ASSAULT", "OFFICE", "ELECT", "JUDGE", "DISASTER", "DIE", "PROTEST")
_COMES = frozenset("erfolgen stattfinden beginnen geschehen kommen geben ausrufen abhalten durchführen enden".split())
_GOING_ON = frozenset("andauern anhalten fortsetzen fortdauern weitergehen".split())
_CONDITIONS = frozenset(["wenn", "falls", "sofern", "ob"])
_PURPOSES = frozenset(["um", "damit"])
_DENYING = frozenset(["absagen", "verhindern", "vereiteln", "ausbleiben", "scheitern", "dementieren"])


def status_of(scene: Scene, hit: Hit, time: Time | None) -> EventStatus:
    """The status of a trigger: what the lexicon fixes, negation, doubt, modals, conditions, tense, then dates to come."""
    if hit.entry.status:
        return hit.entry.status
    if (said := _attributes(scene, hit)) is not None:
        return said
    if hit.clause is None:
        return _dated(scene, time, "happened")
    if hit.own:
        found = _of_clause(scene, hit.clause, seen=0)
        if found == "ongoing" and hit.entry.type in _AT_A_STROKE:
            found = "happened"  # told in the present, as headlines do
    else:
        found = _of_noun(scene, hit, hit.clause)
    told = hit.clause.tense in ("past", "perfect", "pluperfect")
    return found if told else _dated(scene, time, found)


def _attributes(scene: Scene, hit: Hit) -> EventStatus | None:
    """What an adjective before the trigger, or an adverb beside it, makes of it."""
    a = scene.analysis
    below = [c for c in a.children[hit.token] if a.tags[c] in ("ADJ", "ADV", "DET")]
    words = {w.casefold() for c in below for w in (a.lemmas[c], a.forms[c])}
    stems = {s for word in words for s in (word, *(word.removesuffix(e) for e in ("e", "en", "er", "es", "em")))}
    for signs, status in _SIGNS:
        if stems & signs:
            return status
    return "denied" if any(word.startswith("kein") for word in words) else None


def _of_clause(scene: Scene, clause: Clause, *, seen: int) -> EventStatus:
    a = scene.analysis
    if clause.negated:
        return "denied"
    if any(a.lemmas[c].casefold() in _ALLEGED for c in a.dependents(clause.predicate, "advmod")):
        return "possible"
    if clause.subordinator in _CONDITIONS:
        return "possible"
    if clause.subordinator in _PURPOSES:
        return "announced"
    governed = _governed(scene, clause, seen=seen)
    if governed in ("possible", "demanded", "denied"):
        return governed
    if (modal := _of_modals(scene, clause)) is not None:
        return modal
    if clause.tense in ("future", "future perfect"):
        return "announced"
    if governed is not None:
        return governed
    if clause.voice == "statal" and clause.tense == "present":
        return "ongoing"
    if clause.mood == "subjunctive II" and clause.subordinator != "dass" and not _reported(scene, clause):
        return "possible"
    if clause.kind == "participle":
        return "ongoing" if a.forms[clause.predicate].rstrip("ernsm").endswith("end") else "happened"
    if clause.tense in ("past", "perfect", "pluperfect"):
        return "happened"
    return "ongoing" if clause.tense == "present" and clause.kind == "finite" else "happened"


def _reported(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is indirect speech, where subjunctive II stands in for I (*sie hätten gearbeitet*)."""
    span = scene.token_span(clause.predicate)
    spoken = (s for s in scene.reading.statements if s.type != "direct")
    return any(span.within(quote) for s in spoken for quote in s.quote_spans) and clause.tense in (
        "perfect",
        "pluperfect",
    )


def _of_modals(scene: Scene, clause: Clause) -> EventStatus | None:
    """What a modal verb makes of its clause; past *konnte* and *musste* tell what came about."""
    a = scene.analysis
    modals = set(clause.modals)
    past = clause.tense in ("past", "pluperfect") and clause.mood == "indicative"
    if "sollen" in modals:
        told = any(a.feat(v, "VerbForm") == "Part" for v in clause.verbs) and clause.voice == "active"
        state = clause.kind == "copula" or a.lemmas[clause.predicate] in (
            "sein",
            "befinden",
            "haben",
            "leben",
            "gehören",
        )
        perfect = any(a.forms[v].casefold() in ("haben", "sein", "worden") for v in clause.verbs)
        return "possible" if state or (perfect and (told or clause.voice != "active")) else "announced"
    if "wollen" in modals:
        return "announced"
    if modals & {"können", "dürfen", "mögen"}:
        return "happened" if past else "possible"
    if "müssen" in modals:
        return "happened" if past else "demanded"
    return None


def _governed(scene: Scene, clause: Clause, *, seen: int) -> EventStatus | None:
    """What the word above makes of its content: *forderte, …*, *drohte, …*, *die Gefahr, dass …*."""
    if clause.governor < 0 or seen > 4:
        return None
    above = scene.clause_of.get(clause.governor)
    lemma = above.lemma if above is not None else scene.analysis.lemmas[clause.governor]
    inside = clause.kind == "infinitive" or above is None or clause.predicate in above.content
    if not inside or (above is None and clause.subordinator != "dass" and clause.kind != "infinitive"):
        return None
    if (content := _content(lemma)) is not None:
        return content
    if above is not None and clause.kind == "infinitive":
        return _of_clause(scene, above, seen=seen + 1)
    return None


@cache
def _contents() -> dict[str, EventStatus]:
    rows = lexicon.load("event_contents", required=("form", "status"))
    return {row["form"].casefold(): cast("EventStatus", row["status"]) for row in rows}


def _content(lemma: str) -> EventStatus | None:
    """The status that a word gives to what it speaks of."""
    word = lemma.casefold()
    if word in _contents():
        return _contents()[word]
    return next((entry.content for entry in entries().get(word, ()) if entry.content is not None), None)


def _of_noun(scene: Scene, hit: Hit, clause: Clause) -> EventStatus:
    a = scene.analysis
    above, steps = a.heads[hit.token], 0
    while above >= 0 and above not in scene.clause_of and steps < 3:
        if (content := _content(a.lemmas[above])) is not None:
            return content
        above, steps = a.heads[above], steps + 1
    direct = hit.token in (*clause.doers, *clause.undergoers) or a.heads[hit.token] == clause.predicate
    if not direct:
        return "happened"
    if hit.token in (*clause.doers, *clause.undergoers) and clause.lemma in _DENYING:
        return "denied"
    subject = hit.token in clause.doers
    if not subject and (content := _content(clause.lemma)) is not None:
        return content
    if clause.lemma in _GOING_ON and clause.tense in ("present", "past") and not clause.negated:
        return "ongoing"
    status = _of_clause(scene, clause, seen=0)
    if status == "denied" and hit.token not in (*clause.doers, *clause.undergoers):
        return "happened"
    # what is spoken of as known (*will die Proteste ausweiten*) is there, unless its coming about is what is open
    if status in ("announced", "possible", "demanded") and clause.lemma not in _COMES and _definite(scene, hit.token):
        return "happened"
    return status if status in ("denied", "possible", "announced", "demanded") else "happened"


def _definite(scene: Scene, token: int) -> bool:
    a = scene.analysis
    return any(
        a.feat(c, "Definite") == "Def" or a.labels[c] == "det:poss" for c in a.dependents(token, "det", "det:poss")
    )


def _dated(scene: Scene, time: Time | None, status: EventStatus) -> EventStatus:
    """A date after the report's makes of what is told as fact something announced."""
    published = scene.reading.published
    if time and time.begin and published and time.begin > published[:10] and status in ("happened", "ongoing"):
        return "announced"
    return status


def source_of(scene: Scene, hit: Hit) -> str | None:
    """The speaker of the statement that the trigger stands in (None if it names nobody); else the outlet."""
    span = scene.token_span(hit.token)
    around = [
        s
        for s in scene.reading.statements
        # that somebody demands or accuses is told by the outlet; what is demanded is the speaker's
        if any(span.within(q) for q in s.quote_spans) and not (s.type == "reported" and hit.own)
    ]
    if not around:
        return OUTLET

    def length(statement: Statement) -> int:
        return sum(q.end - q.start for q in statement.quote_spans)

    return min(around, key=length).speaker
