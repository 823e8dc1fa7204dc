"""Which of the things that a report tells of somebody's offices is about this one, and why an office ended."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import cast, get_args

from lagebild.annotate.offices.held import Held, Turn
from lagebild.annotate.offices.titles import modifiers
from lagebild.annotate.offices.turns import turns
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import word_set
from lagebild.reading import EndCause
from lagebild.verbforms import participle

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
    except ValueError:
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


def _of_adjective(held: Held) -> EndCause | None:
    """By a participle before the title (*der zurückgetretene Minister*)."""
    analysis = held.text.analysis
    for place in modifiers(analysis, held.token):
        found = participle(analysis.forms[place])
        for row in turns().get(found[0], ()) if found is not None and found[1] == "past" else ():
            if row["means"] in ("ends", "over") and (not row["with"] or row["who"] == "undergoer"):
                return _cause(row["why"])
    return None


def _of_noun(held: Held) -> EndCause | None:
    """By a noun before the title (*nach dem Tod des Ministers*)."""
    analysis, start = held.text.analysis, held.text.sentence_tokens(held.token).start
    for place in range(held.token - 1, max(held.token - 5, start) - 1, -1):
        form = analysis.forms[place]
        if form in word_set("ends_of_holders") or form in word_set("ends_of_offices"):
            rows = turns().get(form.lower(), ()) or turns().get(form.lower()[:-1], ())
            return _cause(rows[0]["why"]) if rows else None
    return None


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
    Rule(
        name="end-cause/adjective",
        find=_of_adjective,
        why="A participle before the title says why the office ended.",
        yes=(
            ("Man lobte den entlassenen Minister Karl Demm.", "Minister: dismissal"),
            ("Man sprach über den gestürzten Präsidenten Edo Falk.", "Präsident: ousting"),
        ),
        no=("Der frühere Minister Karl Demm kam.",),
    ),
    Rule(
        name="end-cause/noun",
        find=_of_noun,
        why="The noun before the title says how its bearer's office ended.",
        yes=(("Seit der Entlassung der Präsidentin Rita Semm ist es ruhig.", "Präsidentin: dismissal"),),
        no=("Nach der Rede des Präsidenten Edo Falk trauerte Peru.",),
    ),
)
"""Asked where an office is held no more."""
