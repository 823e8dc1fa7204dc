"""Since when and until when an office is held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.titles import modifiers
from lagebild.annotate.rule import Rule, first


def begin_of(held: Held) -> tuple[str, str] | None:
    """The ISO date from which an office is held, with the rule that finds it."""
    return first(BEGINS, held)


def end_of(held: Held) -> tuple[str, str] | None:
    """The ISO date until which an office is held, with the rule that finds it."""
    return first(ENDS, held)


def _dates(held: Held) -> Iterator[tuple[int, str, str]]:
    """Each date of the clause, or of the title's own words, with its token and the word before it."""
    analysis = held.text.analysis
    low, high = held.clause.start, held.clause.stop
    if held.act == "beside":
        low, high = min(modifiers(analysis, held.token), default=held.token), held.token
        low = max(low, held.name[1]) if held.name[0] < held.token else low
    for place, _, value in held.text.dates(low, high):
        yield place, value, analysis.forms[place - 1].lower() if place > low else ""


def _last(values: Iterator[str]) -> str | None:
    return next(reversed(list(values)), None)


def _since(held: Held) -> str | None:
    if held.act == "taken":
        return None
    return _last(value for _, value, before in _dates(held) if "seit" in before)


def _from_on(held: Held) -> str | None:
    if held.act == "beside":
        return None
    return _last(value for _, value, before in _dates(held) if before == "ab")


def _first_of_two(held: Held) -> str | None:
    """The first of two dates: *von 2009 bis 2016*."""
    if held.act in ("given", "became", "becomes", "proposed", "taken"):
        return None
    dates = list(_dates(held))
    for (_, value, before), (_, _, then) in pairwise(dates):
        if (before, then) == ("von", "bis"):
            return value
    return None


def _day_of_appointment(held: Held) -> str | None:
    if held.act not in ("given", "became") or held.hedged:
        return None
    return next((value for _, value, _ in _dates(held)), None)


def _until(held: Held) -> str | None:
    forms, beside = held.text.analysis.forms, held.act == "beside"
    dates = ((value, place) for place, value, before in _dates(held) if before == "bis")
    # *der noch bis Juni amtierende X* is in office
    return _last(value for value, place in dates if not (beside and place > 1 and forms[place - 2].lower() == "noch"))


def _day_of_removal(held: Held) -> str | None:
    return next((value for _, value, _ in _dates(held)), None) if held.act == "taken" else None


def _day_told(means: str) -> Callable[[Held], str | None]:
    """The day on which a report tells that an office begins or ends."""

    def find(held: Held) -> str | None:
        turn = held.turn or held.elsewhere
        return turn.day if turn is not None and turn.means == means else None

    return find


BEGINS: tuple[Rule[Held, str], ...] = (
    Rule(
        name="from/since",
        find=_since,
        why="*seit* gives the day from which the office is held.",
        yes=(
            ("Rita Semm, seit Sonntag Präsidentin der Hafenkammer, sprach.", "Präsidentin: 2021-03-07"),
            ("Karl Demm ist seit 2009 Bürgermeister von Lima.", "Bürgermeister: 2009"),
            ("Karl Demm ist seit Mitte März 2009 Bürgermeister von Lima.", "Bürgermeister: 2009-03"),
            ("Rita Semm, seit dem 7. März Präsidentin der Hafenkammer, sprach.", "Präsidentin: 2021-03-07"),
        ),
        no=("Rita Semm, bis Sonntag Präsidentin der Hafenkammer, sprach.",),
    ),
    Rule(
        name="from/first-of-two",
        find=_first_of_two,
        why="*von X bis Y* gives the day from which the office was held.",
        yes=(
            ("Karl Demm war von 2009 bis 2016 Bürgermeister von Lima.", "Bürgermeister: 2009"),
            ("Rita Semm, von 2009 bis 2016 Präsidentin der Hafenkammer, sprach.", "Präsidentin: 2009"),
        ),
    ),
    Rule(
        name="from/from-on",
        find=_from_on,
        why="*ab* in the clause gives the day from which the office will be held.",
        yes=(("Karl Demm wird ab Freitag Bürgermeister von Lima.", "Bürgermeister: 2021-03-12"),),
        no=("Karl Demm wird am Freitag Bürgermeister von Lima.",),
    ),
    Rule(
        name="from/day-of-appointment",
        find=_day_of_appointment,
        why="The office is held from the day of the election or appointment.",
        yes=(
            ("Karl Demm wurde am Montag zum Präsidenten von Peru gewählt.", "Präsident: 2021-03-08"),
            ("Rita Semm wurde 2019 zur Ministerin ernannt.", "Ministerin: 2019"),
        ),
        no=("Karl Demm soll am Freitag zum Präsidenten gewählt werden.",),
    ),
    Rule(
        name="from/day-told",
        find=_day_told("begins"),
        why="The office of a titled person is held from the day of the oath or the like.",
        yes=(
            ("Minister Karl Demm wurde am Montag vereidigt.", "Minister: 2021-03-08"),
            ("Präsidentin Rita Semm trat am Sonntag ihr Amt an.", "Präsidentin: 2021-03-07"),
        ),
        no=("Minister Karl Demm trat am Montag eine Reise an.",),
    ),
)
ENDS: tuple[Rule[Held, str], ...] = (
    Rule(
        name="to/until",
        find=_until,
        why="*bis* gives the day until which the office was held.",
        yes=(
            ("Rita Semm, bis Sonntag Präsidentin der Hafenkammer, sprach.", "Präsidentin: 2021-03-07"),
            ("Karl Demm war bis 2009 Bürgermeister von Lima.", "Bürgermeister: 2009"),
        ),
        no=(
            "Rita Semm, seit Sonntag Präsidentin der Hafenkammer, sprach.",
            "Der noch bis Juni amtierende Präsident Edo Falk sprach.",
        ),
    ),
    Rule(
        name="to/day-of-removal",
        find=_day_of_removal,
        why="The office is held until the day of stepping down or dismissal.",
        yes=(
            ("Karl Demm ist am Montag als Präsident zurückgetreten.", "Präsident: 2021-03-08"),
            ("Rita Semm wurde 2019 als Ministerin entlassen.", "Ministerin: 2019"),
        ),
        no=("Karl Demm wurde am Montag zum Präsidenten gewählt.",),
    ),
    Rule(
        name="to/day-told",
        find=_day_told("ends"),
        why="The office of a titled person is held until the day on which they left, lost it or died.",
        yes=(
            ("Minister Karl Demm trat am Montag zurück.", "Minister: 2021-03-08"),
            ("Präsidentin Rita Semm ist am Sonntag gestorben.", "Präsidentin: 2021-03-07"),
            ("Der am Montag zurückgetretene Minister Karl Demm schwieg.", "Minister: 2021-03-08"),
            ("Kanzler Edo Falk entließ am Montag Minister Karl Demm.", "Minister: 2021-03-08"),
        ),
        no=("Minister Karl Demm trat am Montag vor die Presse.", "Minister Karl Demm tritt am Freitag zurück."),
    ),
)
