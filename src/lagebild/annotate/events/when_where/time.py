"""When: the time that the trigger's own phrase or clause names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from typing import NamedTuple

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.when_where.adjunct import Adjunct, Pair, head_of
from lagebild.annotate.events.when_where.attachment import reach
from lagebild.annotate.events.when_where.days_from import dated_behind, distance_of, moved, tells
from lagebild.annotate.events.when_where.value import ago, preposition_of, some_time_ago, stretch_of, words_before
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.annotate.tree.contrasts import RULED_OUT
from lagebild.document import Span
from lagebild.lexicon.words import closed
from lagebild.reading import Time

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T[A-Z]{2})?\Z")
_BESIDE = 6
"""So many words may stand between a noun and its date."""
_BEFORE_A_TIME = ("ADP", "DET", "ADV", "CCONJ", "SCONJ")
"""What may stand between *als* or *wie* and a time."""
_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


class When(NamedTuple):
    """The expression that names when an event is, and the rules that tie it to its trigger."""

    time: Time
    because: tuple[str, ...]


class Hours(NamedTuple):
    """The expression that names when an event is, and all that do."""

    time: Time
    others: tuple[When, ...]


class Phrase(NamedTuple):
    """An expression of time, and its head token."""

    text: Text
    time: Time
    head: int


def time_of(text: Text, hit: Hit, triggers: Collection[int] = ()) -> When | None:
    """The time of a trigger's event; of several, the nearest in the tree. `triggers` are the tokens of all of the text."""
    options = []
    for time in text.times_in(text.sentence(hit.token)):
        adjunct = _adjunct(text, time, triggers)
        far, because = reach(Pair(text, hit, adjunct)) if adjunct is not None else (None, ())
        if adjunct is not None and far is not None:
            # *seit 1990 Mitglied und 2005 gewählt*: a time at which it was says more than one since when
            rank = (time.value in _VAGUE, adjunct.preposition == "seit", far, -_fineness(time), time.start)
            options.append((rank, When(time, because)))
    if not options:
        found_from = first(COUNTED, Counting(text, hit))
        return When(found_from[0], (found_from[1],)) if found_from is not None else None
    best = min(options, key=lambda o: o[0])[1]
    found = first(HOUR, Hours(best.time, tuple(when for _, when in options)))
    return found[0]._replace(because=(*found[0].because, found[1])) if found is not None else best


class Counting(NamedTuple):
    """A trigger whose sentence may count days from something dated."""

    text: Text
    hit: Hit


def _days_from(case: Counting) -> Time | None:
    for time in case.text.times_in(case.text.sentence(case.hit.token)):
        distance = distance_of(case.text, time) if tells(case.text, case.hit, time) else None
        day = dated_behind(case.text, distance.noun) if distance is not None else None
        value = moved(day, distance.days) if day is not None and distance is not None else None
        if value is not None:
            return msgspec.structs.replace(time, type="DATE", value=value, begin=value)
    return None


def _hour(hours: Hours) -> When | None:
    """The clock time on the day that an expression names, where one says when the same event was."""
    day = _DAY.match(hours.time.value or "")
    return next((w for w in hours.others if day and (w.time.value or "")[:12] in _hours_of(*day.groups())), None)


def _part(hours: Hours) -> When | None:
    """The part of the day that an expression names, where another names it beside the date."""
    day = hours.time.value or ""
    if _DAY.match(day) is None or "T" in day:
        return None
    return next(
        (w for w in hours.others if (w.time.value or "").startswith(f"{day}T") and _DAY.match(w.time.value or "")), None
    )


def _hours_of(day: str, part: str | None) -> tuple[str, ...]:
    """How the values of clock times on a day begin; after midnight a night goes on into the next day."""
    found = tuple(f"{day}T{ten}" for ten in "012")
    if part != "TNI" or day == datetime.date.max.isoformat():
        return found
    after = datetime.date.fromisoformat(day) + datetime.timedelta(days=1)
    return (*found, f"{after.isoformat()}T0")


def _fineness(time: Time) -> int:
    """How precise a time is: *vor vier Jahren am 3. Mai 2001* means the day."""
    return len((time.value or "").split("T")[0]) if time.type != "DURATION" else 0


def _adjunct(text: Text, time: Time, triggers: Collection[int]) -> Adjunct | None:
    """A time as an adjunct; None if it cannot say when something was."""
    span = Span(time.start, time.end)
    head = head_of(text, span)
    if head is None or any(rule.find(Phrase(text, time, head)) for rule in UNDATED):
        return None
    return Adjunct(
        kind="time",
        span=span,
        head=head,
        preposition=preposition_of(text, time),
        stretch=stretch_of(text, time) is not None,
        year=len(time.value or "") == 4,
        coarse=time.type == "DATE" and len(time.value or "") in (4, 7),
        of=_noun_before(text, time, triggers),
    )


def _noun_before(text: Text, time: Time, triggers: Collection[int]) -> int | None:
    """The trigger that a date stands right behind, if it is a noun that is the matter of another (*Opfer der Anschläge*)."""
    a, token = text.analysis, text.analysis.token_at(time.start)
    if token is None or preposition_of(text, time) not in closed("prepositions_of_dates"):
        return None
    start = a.sentences[a.sentence_of[token]].start
    for before in range(token - 1, max(start, token - 1 - _BESIDE), -1):
        if a.tags[before] not in ("DET", "ADJ", "NOUN", "PROPN", "ADP", "PUNCT") or a.forms[before] == ",":
            return None
        if before in triggers and a.tags[before] == "NOUN":
            slot = text.slot(before)
            return before if slot == "gen" or slot in closed("prepositions_of_matter") else None
    return None


def _no_day(phrase: Phrase) -> bool:
    """True if a time has no place in the calendar: a set (*jeden Montag*), or one of which nothing is known."""
    unknown = not set(phrase.time.value or "") - set("X-T:")  # *wenige Stunden später*: XXXX-XX-XXTXX:XX
    return phrase.time.type == "SET" or (phrase.time.type in ("DATE", "TIME") and unknown)


def _lasts(phrase: Phrase) -> bool:
    """True if a duration only says how long: neither *vor* so long nor *seit* so long nor *in den letzten Tagen*."""
    before = preposition_of(phrase.text, phrase.time)
    if phrase.time.type != "DURATION":
        return False
    ahead = (
        before == "in" and ago(phrase.time) and (phrase.time.begin or "") > (phrase.text.reading.published or "")[:10]
    )
    ago_or_ahead = ahead or (before == "vor" and ago(phrase.time))
    since = before == "seit" and (phrase.time.begin is not None or "X" in (phrase.time.value or ""))
    return not (ago_or_ahead or since or some_time_ago(phrase.text, phrase.time))


def _limit(phrase: Phrase) -> bool:
    """Whether a time is only what something was before or after (*vor 1990*); *kurz vor acht* is nearly then."""
    if phrase.time.type not in ("DATE", "TIME") or preposition_of(phrase.text, phrase.time) not in ("vor", "nach"):
        return False
    before = phrase.text.content[max(0, phrase.time.start - 60) : phrase.time.start].casefold().split()
    lead = max(i for i, word in enumerate(before) if word in ("vor", "nach"))
    return not (lead and before[lead - 1] in closed("nearly_then"))


def _matter(phrase: Phrase) -> bool:
    return phrase.time.value in _VAGUE and phrase.text.analysis.labels[phrase.head] in ("nsubj", "obj")


def _anniversary(phrase: Phrase) -> bool:
    at = phrase.text.analysis.token_at(phrase.time.start)
    clause = phrase.text.clause_around(at) if at is not None else None
    return clause is not None and clause.lemma == "jähren"


def _not_then(phrase: Phrase) -> bool:
    a, at = phrase.text.analysis, phrase.text.analysis.token_at(phrase.time.end - 1)
    return at is not None and RULED_OUT in (a.labels[at], a.labels[a.heads[at]] if a.heads[at] >= 0 else "")


def _compared(phrase: Phrase) -> bool:
    """Whether a time is what something is compared with (*wie schon 2019*, *mehr als am Montag*)."""
    a, at = phrase.text.analysis, phrase.text.analysis.token_at(phrase.time.start)
    if at is None or phrase.time.type not in ("DATE", "TIME"):
        return False
    start, end = a.sentences[a.sentence_of[at]]
    word = at - 1
    while word > start and a.tags[word] in _BEFORE_A_TIME and a.forms[word].casefold() not in closed("comparing"):
        word -= 1
    if word < start or a.forms[word].casefold() not in closed("comparing"):
        return False
    both = a.forms[word + 1].casefold() == "auch" and "sowohl" in (a.forms[t].casefold() for t in range(start, word))
    return not both and not _opens_clause(phrase, word, end)


def _opens_clause(phrase: Phrase, word: int, end: int) -> bool:
    """Whether *als* or *wie* is a conjunction: it opens the sentence or follows a comma, and a verb comes last."""
    a, start = phrase.text.analysis, phrase.text.analysis.sentences[phrase.text.analysis.sentence_of[word]].start
    if word > start and a.tags[word - 1] != "PUNCT":
        return False
    after = phrase.text.tokens(Span(phrase.time.start, phrase.time.end))[1]
    closing = next((t for t in range(after, end) if a.tags[t] == "PUNCT"), end)
    finite = [t for t in range(after, closing) if a.feat(t, "VerbForm") == "Fin"]
    # *Wie schon 2019 boykottierte …*: the verb of a main clause is right behind
    return bool(finite) and not (word == start and finite[0] == after)


def _contrasted(phrase: Phrase) -> bool:
    *_, word, preposition = ("", "", *words_before(phrase.text, phrase.time))
    return preposition == "gegenüber" or (word in closed("contrasts") and preposition in closed("contrasting"))


def _first_since(phrase: Phrase) -> bool:
    *_, word, preposition = ("", "", *words_before(phrase.text, phrase.time))
    return (word, preposition) == ("erstmals", "seit")


UNDATED: tuple[Rule[Phrase, bool], ...] = (
    Rule(
        name="when_where/no-place-in-the-calendar",
        find=_no_day,
        why="A time without a value, or one that comes again, says not when.",
        yes=(("Jeden Montag demonstrierten die Bauern.", ""),),
    ),
    Rule(
        name="when_where/mere-duration",
        find=_lasts,
        why="A duration says how long, unless *vor* or *seit* stands before it.",
        yes=(
            ("In den letzten drei Tagen demonstrierten die Bauern.", ""),
            ("Die Lehrer streikten in den vergangenen zwei Jahren.", ""),
        ),
    ),
    Rule(
        name="when_where/before-or-after-it",
        find=_limit,
        why="What was *vor* or *nach* a time was not then, unless it was *kurz* so.",
        yes=(
            ("Vor 1990 verhaftete die Polizei den Redakteur.", ""),
            ("Nach dem 3. Februar demonstrierten die Bauern.", ""),
        ),
        no=("Kurz vor 8 Uhr verhaftete die Polizei am Montag den Redakteur.",),
    ),
    Rule(
        name="when_where/vague-matter",
        find=_matter,
        why="A vague time as subject or object is what is spoken of.",
        yes=(
            ("Der Minister kritisierte die Vergangenheit.", ""),
            ("Die Zukunft entscheidet die Wahl.", ""),
        ),
    ),
    Rule(
        name="when_where/compared-with",
        find=_compared,
        why="A time behind *wie* or *als* is what is compared with, unless that word opens a clause.",
        yes=(
            ("Wie schon 2019 verhaftete die Polizei den Redakteur.", ""),
            ("Die Regierung verhängte wie im März eine Ausgangssperre.", ""),
            ("Die Polizei verhaftete mehr Bauern als am Montag.", ""),
            ("Die Bauern demonstrierten, wie zuletzt 1989.", ""),
        ),
        no=(
            "Als am Montag Rebellen den Palast stürmten, schwieg der König.",
            "Er schwieg bis 2003, als am Montag Rebellen den Palast stürmten.",
            "Die Bauern demonstrierten sowohl am Montag als auch am Dienstag.",
        ),
    ),
    Rule(
        name="when_where/anniversary",
        find=_anniversary,
        why="When something *jährt sich* it is remembered, and was not then.",
        yes=(("Die Verhaftung des Redakteurs jährt sich am Mittwoch zum fünften Mal.", ""),),
    ),
    Rule(
        name="when_where/not-then",
        find=_not_then,
        why="A time in whose place another is put with *sondern* is ruled out.",
        yes=(("Nicht am Montag, sondern bei Tage wurde der Redakteur verhaftet.", ""),),
    ),
    Rule(
        name="when_where/in-contrast-to",
        find=_contrasted,
        why="A time behind *im Gegensatz zu*, *im Vergleich zu* or *gegenüber* is what is compared with.",
        yes=(
            ("Im Gegensatz zu 2016 verhaftete die Polizei den Redakteur.", ""),
            ("Gegenüber 2020 verhaftete die Polizei mehr Bauern.", ""),
            ("Verglichen mit dem Januar verhaftete die Polizei mehr Bauern.", ""),
        ),
    ),
    Rule(
        name="when_where/first-since",
        find=_first_since,
        why="*Erstmals seit* a time says when it was last.",
        yes=(("Erstmals seit 2015 streikten die Lotsen.", ""),),
        no=("Seit Januar starben in dem Tal zwei Bauern.",),
    ),
)

COUNTED: tuple[Rule[Counting, Time], ...] = (
    Rule(
        name="when_where/days-from",
        find=_days_from,
        why="*Einen Tag nach* something with a date is the day after that.",
        yes=(
            ("Einen Tag nach der Feier am Sonntag trat der Minister zurück.", "trat: 2021-03-08"),
            ("Zwei Tage vor der Feier am 9. März trat der Minister zurück.", "trat: 2021-03-07"),
        ),
        no=("Nach der Feier am Sonntag trat der Minister zurück.",),
    ),
)
"""The day that is counted from something dated, where the sentence names no other."""

HOUR: tuple[Rule[Hours, When], ...] = (
    Rule(
        name="when_where/hour-of-the-day",
        find=_hour,
        why="A clock time on the day that is named says when, and not the day alone.",
        yes=(
            ("Am Montag um 8 Uhr verhaftete die Polizei den Redakteur.", "verhaftete: 2021-03-08T08:00"),
            ("Am Montagmorgen gegen 8 Uhr griffen Rebellen das Dorf an.", "griffen: 2021-03-08T08:00"),
            (
                "Die Polizei verhaftete den Redakteur am Montag gegen 14.30 Uhr in Hamburg.",
                "verhaftete: 2021-03-08T14:30",
            ),
        ),
        no=("Am Montag verhaftete die Polizei den Redakteur.",),
    ),
    Rule(
        name="when_where/part-of-the-day",
        find=_part,
        why="A part of the day that is named beside its date says when, and not the date alone.",
        yes=(
            (
                "Am Montag, dem 8. März 2021, verhaftete die Polizei am Montagmorgen den Redakteur.",
                "verhaftete: 2021-03-08TMO",
            ),
        ),
        no=("Am Montag, dem 8. März 2021, verhaftete die Polizei den Redakteur.",),
    ),
)
