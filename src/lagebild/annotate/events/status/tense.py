"""The status of a clause by tense and mood, if nothing else gives one."""

from __future__ import annotations

from lagebild.annotate.events.status.case import ClauseCase, spoken
from lagebild.annotate.rule import Rule, first
from lagebild.reading import EventStatus


def by_tense(case: ClauseCase) -> tuple[EventStatus, str] | None:
    """What tense and mood make of a clause, with the rule's name."""
    return first(TENSES, case)


def _unreal(case: ClauseCase) -> EventStatus | None:
    clause = case.clause
    unreal = clause.mood == "subjunctive II" and clause.subordinator not in ("dass", "wie")
    return "possible" if unreal and not _reported(case) else None


def _reported(case: ClauseCase) -> bool:
    """True if a clause is indirect speech, where subjunctive II stands in for I (*sie hätten gearbeitet*)."""
    beside = case.text.clauses_in[case.analysis.sentence_of[case.clause.predicate]]
    return spoken(case, direct=False) or any(c.mood == "subjunctive I" for c in beside)


def _lasting_participle(case: ClauseCase) -> EventStatus | None:
    clause, above = case.clause, case.governor
    lasting = clause.kind == "participle" and case.analysis.forms[clause.predicate].rstrip("ernsm").endswith("end")
    return "ongoing" if lasting and above is not None and above.tense == "present" else None


def _present(case: ClauseCase) -> EventStatus | None:
    return "ongoing" if case.clause.tense == "present" and case.clause.kind in ("finite", "copula") else None


def _fact(case: ClauseCase) -> EventStatus | None:  # noqa: ARG001  what no other rule speaks of is told as a fact
    return "happened"


TENSES: tuple[Rule[ClauseCase, EventStatus], ...] = (
    Rule(
        name="status/unreal",
        find=_unreal,
        why="The second subjunctive tells what is not, unless it stands in for the first in indirect speech.",
        yes=(
            ("Ohne die Wachen hätten die Rebellen den König getötet.", "getötet: possible"),
            ("Beinahe wäre der Minister zurückgetreten.", "zurückgetreten: possible"),
        ),
        no=("Karl Brunn sagte wenig. Bauern seien gekommen, hätten ihn geschlagen und auf ihn geschossen.",),
    ),
    Rule(
        name="status/lasting-participle",
        find=_lasting_participle,
        why="A present participle beside a present tense goes on.",
        yes=(("Die unterstützenden Verbände schweigen.", "unterstützenden: ongoing"),),
        no=("Die unterstützenden Verbände schwiegen.",),
    ),
    Rule(
        name="status/present",
        find=_present,
        why="The present tense tells what goes on.",
        yes=(("Die Gewerkschaft unterstützt die Regierung.", "unterstützt: ongoing"),),
        no=("Die Gewerkschaft unterstützte die Regierung.",),
    ),
    Rule(
        name="status/told",
        find=_fact,
        why="What a clause tells with no sign of doubt is a fact.",
        yes=(
            ("Die Armee bombardierte die Stadt.", "bombardierte: happened"),
            ("Der Ministerpräsident Karl Brunn ist zurückgetreten.", "zurückgetreten: happened"),
        ),
        no=("Die Armee bombardierte die Stadt nicht.",),
    ),
)
"""What tense and mood say if nothing else answers; the first answer decides."""
