"""Which of the things that a report tells of somebody's offices is about this one, and why an office ended."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import cast, get_args

from lagebild.annotate.offices.held import Held, Turn
from lagebild.annotate.offices.titles import modifiers
from lagebild.annotate.rule import Rule, first
from lagebild.reading import EndCause

_LATELY = 45
"""So many days before the report something may have come about that the report tells as news."""


def turned(held: Held, told: Mapping[str, tuple[Turn, ...]]) -> Held:
    """A title with what its own sentence tells of the office, and what the rest of the report does."""
    mine = [turn for turn in told.get(held.person.id, ()) if _about(held, turn)]
    a, number = held.text.analysis, held.text.analysis.sentence_of[held.token]
    here = next((t for t in mine if held.act == "beside" and a.sentence_of[t.token] == number), None)
    there = next((t for t in mine if here is None and _reaches(held, t)), None)
    return held._replace(turn=here, elsewhere=there)


def _about(held: Held, turn: Turn) -> bool:
    """Whether what is told is about this office: the one that is named there, or any where none is."""
    if not turn.titles or turn.why == "death":
        return True
    mine = held.title.noun.lemma.lower()
    return any(mine.endswith(other.lower()) or other.lower().endswith(mine) for other in turn.titles)


def _reaches(held: Held, turn: Turn) -> bool:
    """Whether another sentence ends an office: it is news, and the office is neither a rank nor one that came later."""
    a = held.text.analysis
    if turn.means not in ("ends", "over") or not _lately(held, turn):
        return False
    around = held.text.clause_around(held.token)
    if turn.clause is not None and around is not None and around.predicate == turn.clause.predicate:
        return False  # the clause itself says what becomes of the office that it names
    if turn.why == "death":
        return True
    if held.title.noun.field == "army" and held.title.noun.of == "none":
        return False
    later = held.token > turn.token
    new = any(a.lemmas[t].lower() in ("neu", "künftig") for t in modifiers(a, held.token))
    return not (later and (new or held.act in ("given", "became", "becomes", "proposed")))


def _lately(held: Held, turn: Turn) -> bool:
    published = (held.text.reading.published or "")[:10]
    if turn.day is None or not published:
        return turn.tense != "pluperfect"
    try:
        oldest = (datetime.date.fromisoformat(published) - datetime.timedelta(days=_LATELY)).isoformat()
    except (OverflowError, ValueError):
        return False
    return turn.day >= oldest[: len(turn.day)] and turn.day <= published


def end_cause_of(held: Held) -> tuple[EndCause, str] | None:
    """Why an office ended, and the rule that tells it; None where no word says so."""
    return first(CAUSES, held)


def _cause(why: str) -> EndCause | None:
    return cast("EndCause", why) if why in get_args(EndCause) else None


def _of_turn(held: Held) -> EndCause | None:
    turn = held.turn or held.elsewhere
    return _cause(turn.why) if turn is not None and turn.means != "begins" else None


def _of_verb(held: Held) -> EndCause | None:
    return _cause(held.why)


CAUSES: tuple[Rule[Held, EndCause], ...] = (
    Rule(
        name="end-cause/told",
        find=_of_turn,
        why="The verb or noun that tells of the end says why: who *tritt zurück* resigns, who *wird entlassen* is dismissed.",
        yes=(
            ("Minister Karl Demm trat am Montag zurück.", "Minister: resignation"),
            ("Kanzler Edo Falk entließ Minister Karl Demm.", "Minister: dismissal"),
            ("Die Amtszeit von Präsidentin Rita Semm endete am Sonntag.", "Präsidentin: term"),
        ),
        no=("Minister Karl Demm wurde am Montag vereidigt.",),
    ),
    Rule(
        name="end-cause/act",
        find=_of_verb,
        why="A verb that ends an office which it names says why.",
        yes=(
            ("Karl Demm ist als Präsident zurückgetreten.", "Präsident: resignation"),
            ("Rita Semm wurde als Bürgermeisterin abgewählt.", "Bürgermeisterin: defeat"),
        ),
        no=("Karl Demm ist Präsident von Peru.",),
    ),
)
"""Asked where an office is held no more."""
