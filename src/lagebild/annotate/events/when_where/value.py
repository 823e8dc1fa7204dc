"""The value of an event's time: that of the expression, or a stretch, or so long before the report."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed
from lagebild.reading import EventStatus, Time

_PRESENT_PARTICIPLE = re.compile(r"\S*ende[nrms]?(?!\S)")
_BLANKS = re.compile(r"\s*")
_UNSAID = ""
"""The answer of a rule that leaves an event without a time."""


class Dated(NamedTuple):
    """An expression of time that says when an event is, with the event's status and its clause."""

    text: Text
    time: Time
    status: EventStatus
    clause: Clause | None = None

    @property
    def published(self) -> str:
        """The report's day; empty if it is not known."""
        return (self.text.reading.published or "")[:10]


def value_of(dated: Dated) -> tuple[str, str] | None:
    """The value that a time gives an event, and the rule that says so; None if it gives none."""
    found = first(VALUE, dated)
    return found if found is not None and found[0] else None


def _since(dated: Dated) -> str:
    """The stretch from a time to the report's day, if *seit* opens it; else empty."""
    if preposition_of(dated.text, dated.time) != "seit" or _taken_up(dated.text, dated.time):
        return ""
    start = dated.time.begin if dated.time.type == "DURATION" else dated.time.value
    return f"{start}/{dated.published}" if dated.published and dated.time.begin and start else ""


def _since_ongoing(dated: Dated) -> str | None:
    return (_since(dated) or None) if dated.status == "ongoing" else None


def _since_present(dated: Dated) -> str | None:
    told = dated.clause is not None and dated.clause.tense == "present" and dated.status in ("happened", "ongoing")
    return (_since(dated) or None) if told else None


def _since_told(dated: Dated) -> str | None:
    clause, time = dated.clause, dated.time
    at = dated.text.analysis.token_at(time.end - 1)  # not the first: *vergangenem* may pass for a participle
    own = clause is not None and at is not None and dated.text.clause_around(at) == clause
    if clause is None or not own or clause.kind != "finite" or clause.tense not in ("past", "perfect"):
        return None
    return (_since(dated) or None) if dated.status == "happened" else None


def _since_long(dated: Dated) -> str | None:
    """The open stretch up to the report's day, if a duration of unknown length says since when (*seit Jahren*)."""
    time, clause = dated.time, dated.clause
    open_ = time.type == "DURATION" and time.begin is None and "X" in (time.value or "")
    since = open_ and preposition_of(dated.text, time) == "seit" and bool(dated.published)
    told = clause is not None and clause.tense == "present" and dated.status in ("happened", "ongoing")
    return f"PAST_REF/{dated.published}" if since and told else None


def _since_participle(dated: Dated) -> str | None:
    after = _BLANKS.match(dated.text.content, dated.time.end)
    lasting = after is not None and _PRESENT_PARTICIPLE.match(dated.text.content, after.end())
    return (_since(dated) or None) if lasting else None


def _since_over(dated: Dated) -> str | None:
    since = preposition_of(dated.text, dated.time) == "seit" and not _taken_up(dated.text, dated.time)
    return _UNSAID if since else None


def _taken_up(text: Text, time: Time) -> bool:
    """True if a clause right after a time tells what was then (*seit der Nacht, in der …*, *seit 2009, als …*)."""
    a = text.analysis
    token = a.token_at(time.end)
    if token is None or token + 1 >= len(a) or a.forms[token] != ",":
        return False
    after = [a.forms[t].casefold() for t in range(token + 1, min(token + 3, len(a)))]
    return after[0] == "als" or (after[0] in ("in", "an") and after[-1] in ("der", "dem", "denen"))


def _some_time_ago(dated: Dated) -> str | None:
    return "PAST_REF" if some_time_ago(dated.text, dated.time) else None


def some_time_ago(text: Text, time: Time) -> bool:
    """True if a duration of unknown length says that something is past (*vor wenigen Tagen*, *in den letzten Monaten*)."""
    if time.type != "DURATION" or time.begin is not None or not (time.value or "").startswith("PX"):
        return False
    after = text.content[time.end : time.end + 20].split()
    if after and after[0].casefold() in closed("genitive_determiners"):
        return False  # *in den letzten Tagen des Krieges*
    words = text.content[time.start : time.end].casefold().split()
    past = any(word.startswith(("letzte", "vergangene")) for word in words)
    before = preposition_of(text, time)
    return before == "vor" or (past and before in ("in", "während"))


def _ago(dated: Dated) -> str | None:
    ahead = preposition_of(dated.text, dated.time) == "in"
    return (ago(dated.time) or _UNSAID) if dated.time.type == "DURATION" and not ahead else None


def _hence(dated: Dated) -> str | None:
    ahead = dated.time.type == "DURATION" and preposition_of(dated.text, dated.time) == "in"
    return (ago(dated.time) or _UNSAID) if ahead else None


def ago(time: Time) -> str | None:
    """The calendar unit that a duration after *vor* leads back to, or *in* leads on to: an ISO day, week, month or year."""
    if not (time.begin and time.value):
        return None
    unit = time.value[-1]
    if time.value.startswith("PT"):
        return time.begin
    if unit == "W":
        year, week, _ = datetime.date.fromisoformat(time.begin).isocalendar()
        return f"{year}-W{week:02}"
    return {"Y": time.begin[:4], "M": time.begin[:7], "D": time.begin}.get(unit)


def _of_today(dated: Dated) -> str | None:
    word = dated.text.content[dated.time.start : dated.time.end].casefold()
    today = word.startswith("heutig") or (word == "heute" and dated.status == "happened")
    if not dated.published or not today:
        return None
    return dated.published if dated.time.value == "PRESENT_REF" else dated.time.value


def _stretch(dated: Dated) -> str | None:
    return stretch_of(dated.text, dated.time)


def stretch_of(text: Text, time: Time) -> str | None:
    """The stretch that a time begins or ends (*zwischen A und B*, *vom A bis zum B*, *am 3. und 4. Mai*)."""
    for other in text.times_beside(time):
        one, two = sorted((time, other), key=lambda t: t.start)
        if not (one.begin and two.begin and one.value and two.value and one.begin <= two.begin):
            continue
        between = text.content[one.end : two.start].split()
        articles = closed("articles_of_times")
        words = "+".join((preposition_of(text, one), *(word for word in between if word not in articles)))
        if words in closed("stretches") or (between == ["und"] and _next_day(one.value, two.value)):
            return f"{one.value}/{two.value}"
    return None


def _next_day(one: str, two: str) -> bool:
    try:
        days = [datetime.date.fromisoformat(value) for value in (one, two)]
    except ValueError:
        return False
    return (days[1] - days[0]).days == 1


def _itself(dated: Dated) -> str | None:
    return dated.time.value


def preposition_of(text: Text, time: Time) -> str:
    """The word right before a time and its article, without case: its preposition, if it has one."""
    return (words_before(text, time) or [""])[-1]


def words_before(text: Text, time: Time) -> list[str]:
    """The last words before a time and its article, without case."""
    before = text.content[max(0, time.start - 40) : time.start].casefold().split()
    while len(before) > 1 and before[-1] in closed("articles_of_times"):
        before.pop()
    return before


VALUE: tuple[Rule[Dated, str], ...] = (
    Rule(
        name="when_where/since-ongoing",
        find=_since_ongoing,
        why="What goes on since a time lasts up to the report's day.",
        yes=(
            ("Die seit Januar besetzte Stadt ist leer.", "besetzte: 2021-01/2021-03-10"),
            ("Die seit Januar inhaftierten Lehrer schweigen.", "inhaftierten: 2021-01/2021-03-10"),
        ),
    ),
    Rule(
        name="when_where/since-present",
        find=_since_present,
        why="What is told in the present since a time lasts up to the report's day.",
        yes=(
            ("Die Armee greift seit Montag das Dorf an.", "greift: 2021-03-08/2021-03-10"),
            ("Seit Januar sterben Bauern.", "sterben: 2021-01/2021-03-10"),
        ),
    ),
    Rule(
        name="when_where/since-told",
        find=_since_told,
        why="What a clause itself tells as done *seit* a time was done between then and the report's day.",
        yes=(
            ("Seit Januar starben in dem Tal zwei Bauern.", "starben: 2021-01/2021-03-10"),
            ("Seit Montag hat die Polizei zwei Lehrer verhaftet.", "verhaftet: 2021-03-08/2021-03-10"),
        ),
        no=("Die seit 2003 verbotene Partei wurde gewählt.",),
    ),
    Rule(
        name="when_where/since-long",
        find=_since_long,
        why="*Seit Jahren* begins at a time that nobody names.",
        yes=(("Die Gewerkschaft fordert seit Jahren eine Waffenruhe.", "fordert: PAST_REF/2021-03-10"),),
        no=("Die Gewerkschaft forderte jahrelang eine Waffenruhe.",),
    ),
    Rule(
        name="when_where/since-participle",
        find=_since_participle,
        why="A present participle behind *seit* tells of what lasts.",
        yes=(
            ("Wegen der seit Januar eskalierenden Anschläge flohen viele.", "Anschläge: 2021-01/2021-03-10"),
            ("Die seit Montag drohende Verhaftung empörte viele.", "Verhaftung: 2021-03-08/2021-03-10"),
        ),
    ),
    Rule(
        name="when_where/since-what-is-over",
        find=_since_over,
        why="*Seit* gives no time to what neither lasts nor is taken up.",
        yes=(
            ("Die seit 2003 verbotene Partei wurde gewählt.", ""),
            ("Der seit Januar geplante Gipfel begann.", ""),
        ),
    ),
    Rule(
        name="when_where/some-time-ago",
        find=_some_time_ago,
        why="*Vor wenigen Tagen* and *in den letzten Monaten* name no day, but say that it is past.",
        yes=(
            ("Vor wenigen Tagen verhaftete die Polizei den Redakteur.", "verhaftete: PAST_REF"),
            ("In den letzten Monaten starben in dem Tal zwei Bauern.", "starben: PAST_REF"),
        ),
        no=(
            "In wenigen Tagen wird die Gewerkschaft streiken.",
            "Vor drei Wochen verhaftete die Polizei den Redakteur.",
            "In den letzten Tagen des Krieges starben zwei Bauern.",
        ),
    ),
    Rule(
        name="when_where/hence",
        find=_hence,
        why="*In* with a duration, in a clause of what is to come, names the unit of the calendar so far ahead.",
        yes=(
            ("In zwei Wochen wird die Gewerkschaft streiken.", "streiken: 2021-W12"),
            ("Die Bauern wollen in drei Tagen demonstrieren.", "demonstrieren: 2021-03-13"),
        ),
        no=("In zwei Wochen starben drei Bauern.",),
    ),
    Rule(
        name="when_where/ago",
        find=_ago,
        why="*Vor* with a duration names the unit of the calendar so long ago.",
        yes=(
            ("Vor zwei Jahren starb der König.", "starb: 2019"),
            ("Vor drei Wochen verhaftete die Polizei den Redakteur.", "verhaftete: 2021-W07"),
        ),
    ),
    Rule(
        name="when_where/of-today",
        find=_of_today,
        why="*Heutig*, and *heute* of what happened, is the report's day.",
        yes=(("Bei der heutigen Kundgebung starben zwei Bauern.", "Kundgebung: 2021-03-10"),),
    ),
    Rule(
        name="when_where/stretch",
        find=_stretch,
        why="Two times with *von … bis*, *zwischen … und* or *und* between them make one stretch.",
        yes=(
            (
                "Zwischen dem 3. Januar und dem 5. Februar demonstrierten die Bauern.",
                "demonstrierten: 2021-01-03/2021-02-05",
            ),
            ("Von 2011 bis 2013 demonstrierten die Bauern.", "demonstrierten: 2011/2013"),
            ("Am 3. und 4. Januar demonstrierten die Bauern.", "demonstrierten: 2021-01-03/2021-01-04"),
        ),
        no=("Am Montag verhaftete die Polizei den Redakteur.",),
    ),
    Rule(
        name="when_where/as-expressed",
        find=_itself,
        why="An event has the value of the expression.",
        yes=(("Am Montag verhaftete die Polizei den Redakteur.", "verhaftete: 2021-03-08"),),
    ),
)
