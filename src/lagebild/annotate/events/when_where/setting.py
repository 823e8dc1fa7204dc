"""Time and place that an event shares with those told just before it: the scene that a report stays in.

A careful reader carries time and place on while a report goes on telling one happening: for deeds (not words) in the past
or perfect, in the paragraph of the deed that has them and at most three sentences on, or if a word says so (*dabei*,
*daraufhin*, *damals*). Readers do not carry them on to a sentence with a time of its own, in the pluperfect, or to what
lasts, is planned, demanded or denied.

Without such a word only harm, and what is told beside the dead and injured, has the time of a sentence before. Arrests,
protests and moves of troops had it, too; in 264 reports on which that was not tuned, it was mostly wrong.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.when_where.days_from import distance_of, moved, tells
from lagebild.annotate.events.when_where.scene import DEEDS, HARM, Link, goes_on, told_as_fact
from lagebild.annotate.events.when_where.story import Story, Told
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Event

_LONG_AGO = 60
"""*Damals* may mean a time so many days ago or more."""


def share(text: Text, hits: Sequence[Hit], events: Sequence[Event]) -> list[Event]:
    """The events with the times and places that they share with those before them."""
    story = Story(text)
    for hit, alone in zip(hits, events, strict=True):
        event = alone
        if event.time in (None, "PAST_REF"):
            event = _filled(event, time=_shared_time(Told(story, hit, event)))
        if event.place is None:
            event = _filled(event, place=_shared_place(Told(story, hit, event)))
        finer = first(FINER, Told(story, hit, event))
        if finer is not None and event.time is not None:
            story.days[story.sentence(event), event.time] = finer[0]
            event = _finer(event, *finer)
        story.keep(event)
    return story.events


def _filled(event: Event, **fields: tuple[str, str] | None) -> Event:
    """An event with a field filled and the rule that filled it."""
    for field, found in fields.items():
        if found is not None:
            event = msgspec.structs.replace(event, **{field: found[0]}, because={**event.because, field: found[1]})
    return event


def _finer(event: Event, day: str, rule: str) -> Event:
    because = " + ".join(name for name in (event.because.get("time"), rule) if name)
    return _filled(event, time=(day, because))


# Times


def _shared_time(told: Told) -> tuple[str, str] | None:
    """The time of the scene that an event continues, and the rule; None if there is none."""
    found = first(SAME_TIME, told)
    return found if found is not None and found[0] else None


def _then(told: Told) -> str | None:
    if "damals" not in told.words or not told_as_fact(told.event):
        return None
    last = next(iter(told.dated), told.story.dated)
    return last.time if last is not None and last.time and _past(told.text, last.time) else ""


def _past(text: Text, time: str) -> bool:
    """True if a time lies well before the report's day."""
    published = text.reading.published or ""
    try:
        day = datetime.date.fromisoformat(f"{time[:10]}-01-01"[:10] if len(time) < 10 else time[:10])
        return (datetime.date.fromisoformat(published[:10]) - day).days > _LONG_AGO
    except ValueError:
        return not time[:4].startswith((published or "–")[:4])


def _days_from(told: Told) -> str | None:
    """The day counted from an event told before by the same word (*Einen Tag nach der Wahl trat er zurück*)."""
    a = told.text.analysis
    if told.event.time is not None:
        return None
    for time in told.text.times_in(told.text.sentence(told.hit.token)):
        distance = distance_of(told.text, time) if tells(told.text, told.hit, time) else None
        if distance is None:
            continue
        word = a.forms[distance.noun].casefold().rstrip("nse")
        same = (e.time for e in reversed(told.story.events) if e.time is not None and told.story.word(e) == word)
        return next((day for t in same if (day := moved(t, distance.days)) is not None), None)
    return None


def _at_once(told: Told) -> str | None:
    link = _scene(told)
    said = told.words & closed("at_the_same_time")
    if link is None or not told_as_fact(told.event):
        return None
    if said and link.here - link.there == 1:
        return link.other.time
    clause = told.hit.clause
    on = clause is not None and clause.tense in ("past", "perfect") and _goes_on_then(told.opening)
    return (
        (link.other.time or "").split("T")[0] if on and link.here - link.there in (1, 2) and not _dated(link) else None
    )


def _goes_on_then(opening: tuple[str, ...]) -> bool:
    """True if the first words of a sentence go on with the same day (*danach*, *zudem*, *kurz darauf*, *Stunden später*)."""
    later = closed("soon_after") & set(opening) and closed("later_words") & set(opening)
    return bool(opening[:1] and opening[0] in closed("then_and_on_that_day")) or bool(later)


def _scene(told: Told) -> Link | None:
    """The last event shortly before that has a time; None if there is none, or the event has a (vague) time already."""
    link = told.link(told.dated[0]) if told.dated and told.event.time is None else None
    return link if link is not None and link.near else None


def _same_scene(told: Told) -> str | None:
    """The time of the nearest event that is no aside.

    Another sentence gives it to harm only, and to what stands beside the dead and injured; but the day of it unless it
    tells of harm, too.
    """
    for other in told.dated if told.event.time is None else ():
        link = told.link(other)
        if not link.near:
            return None
        if _background(link):
            continue
        if not goes_on(link) or _dated(link):
            return None
        if link.here == link.there:
            return other.time
        day = (other.time or "").split("T")[0]
        if told.event.type in HARM:
            return other.time if other.type in HARM else day
        return day if _counts_dead(told) else None
    return None


def _counts_dead(told: Told) -> bool:
    a = told.text.analysis
    return any(a.lemmas[token] in word_set("tolls") for token in told.text.sentence_tokens(told.hit.token))


def _background(link: Link) -> bool:
    """True if an event of an earlier sentence is an aside, in a relative clause."""
    a = link.text.analysis
    clause = link.text.clause_around(a.token_at(link.other.trigger[0].start) or 0)
    return clause is not None and link.there != link.here and a.labels[clause.predicate].startswith("acl")


def _dated(link: Link) -> bool:
    """True if a sentence has a time of its own: it may be the event's though nothing ties it to it."""
    times = link.text.times_in(link.text.analysis.sentence_span(link.here)) if link.here != link.there else ()
    known = (t.value or "" for t in times if t.type in ("DATE", "TIME"))
    return any(set(value) - set("X-T:") and not value.endswith("REF") for value in known)


SAME_TIME: tuple[Rule[Told, str], ...] = (
    Rule(
        name="when_where/then",
        find=_then,
        why="*Damals* takes up the last time told, where that is long ago.",
        yes=(("2011 demonstrierten tausend Bauern. Damals traf der Minister den Kanzler.", "traf: 2011"),),
    ),
    Rule(
        name="when_where/days-from-it",
        find=_days_from,
        why="*Einen Tag nach* something is the day after it, where the report told its day before.",
        yes=(
            (
                "Am Montag gab es in Hamburg einen Angriff. Einen Tag nach dem Angriff trat der Minister zurück.",
                "trat: 2021-03-09",
            ),
        ),
        no=("Am Montag gab es in Hamburg einen Angriff. Nach dem Angriff trat der Minister zurück.",),
    ),
    Rule(
        name="when_where/at-once",
        find=_at_once,
        why="*Dabei*, *daraufhin* and their like go on at the time of the sentence before.",
        yes=(
            ("Am Montag tagte der Rat. Dabei kritisierte der Minister den Kanzler.", "kritisierte: 2021-03-08"),
            ("Am Montag tagte der Rat in Hamburg. Daraufhin trat der Minister zurück.", "trat: 2021-03-08"),
            ("Am Montag traf der Minister den Kanzler. Danach besuchte er den König.", "besuchte: 2021-03-08"),
            ("Am Montag traf der Minister den Kanzler. Kurz darauf besuchte er den König.", "besuchte: 2021-03-08"),
            ("Am Montag traf der Minister den Kanzler. Außerdem besuchte er den König.", "besuchte: 2021-03-08"),
        ),
    ),
    Rule(
        name="when_where/same-scene-time",
        find=_same_scene,
        why="Deeds of one sentence have one time; harm has that of the deed before, with the hour if that was harm, too.",
        yes=(
            (
                "Die Polizei stürmte am Montag in Hamburg ein Haus und verhaftete zwei Männer.",
                "verhaftete: 2021-03-08",
            ),
            ("Am Montag demonstrierten tausend Bauern. Zwei Bauern wurden erschossen.", "erschossen: 2021-03-08"),
            (
                "Am Montag um 14 Uhr griffen Rebellen das Dorf an. Zwei Bauern wurden getötet.",
                "getötet: 2021-03-08T14:00",
            ),
            (
                "Am Montag griffen Rebellen das Dorf an. Es gab zwei Tote und mehrere Festnahmen.",
                "Festnahmen: 2021-03-08",
            ),
        ),
        no=(
            "Am Montag demonstrierten in Hamburg tausend Bauern.\n\nZwei Bauern wurden erschossen.",
            "Am Montag demonstrierten tausend Bauern. Die Polizei verhaftete zwei Männer.",
        ),
    ),
)


# Finer times


def _named_day(told: Told) -> str | None:
    event, story = told.event, told.story
    return story.named.get((event.type, story.word(event), event.time)) if event.time is not None else None


def _day_of_sentence(told: Told) -> str | None:
    return told.story.days.get((told.here, told.event.time)) if told.event.time is not None else None


FINER: tuple[Rule[Told, str], ...] = (
    Rule(
        name="when_where/day-told-before",
        find=_named_day,
        why="A deed named again by year or month has the day that it was first told with.",
        yes=(
            (
                "Am 3. Mai 2019 griffen Rebellen Hamburg an. Die Polizei schwieg. Rebellen griffen im Jahr 2019 Hamburg an.",
                "griffen: 2019-05-03",
            ),
        ),
    ),
    Rule(
        name="when_where/day-of-the-sentence",
        find=_day_of_sentence,
        why="What else a sentence tells of a year or month is of the day found for it.",
        yes=(
            (
                "Am 3. Mai 2019 griffen Rebellen Hamburg an. 2019 griffen Rebellen Hamburg an und verhafteten den König.",
                "verhafteten: 2019-05-03",
            ),
        ),
    ),
)


# Places


def _shared_place(told: Told) -> tuple[str, str] | None:
    """The place of the scene that an event continues, and the rule; None if there is none."""
    found = first(SAME_PLACE, told)
    return found if found is not None and found[0] else None


def _own_place(told: Told) -> str | None:
    """No place if a clause names one of its own that is not known (*in einigen Orten*, *bei X*)."""
    a, clause = told.text.analysis, told.hit.clause
    own = clause is not None and any(
        preposition in closed("prepositions_of_somewhere")
        and told.text.time_at(a.starts[token]) is None
        and (a.tags[token] == "PROPN" or ((known := noun(a.forms[token])) is not None and known.kind == "place"))
        for preposition, token in clause.obliques
    )
    return "" if own else None


def _stays(link: Link) -> bool:
    """True if a place may hold for more than one sentence: a named one, or a part of a town."""
    place = link.text.entities[link.other.place or ""]
    known = bool(place.name_spans) or place.name.casefold().endswith("stadt")
    return link.here == link.there or known or any(_of_a_named_one(link.text, span) for span in place.mentions)


def _of_a_named_one(text: Text, span: Span) -> bool:
    """True if the name of a place or a state follows a described place (*der Norden Chiles*)."""
    token = text.analysis.token_at(span.end)
    entity = text.entities.get(text.entity(token) or "") if token is not None else None
    return entity is not None and entity.kind in ("place", "state") and bool(entity.name_spans)


def _there_again(told: Told) -> str | None:
    if not told.words & (closed("at_the_same_time") | {"dort"}):
        return None
    for other in told.story.before(told.here):
        link = told.link(other)
        if other.place is None:
            continue
        if not _stays(link):
            return ""  # the word takes up a place that is only that sentence's
        if link.here - link.there == 1 and told_as_fact(told.event):
            return other.place
        if other.type in DEEDS:
            return None
    return None


def _same_place(told: Told) -> str | None:
    links = (told.link(other) for other in told.story.before(told.here) if other.place and other.type in DEEDS)
    link = next((link for link in links if _stays(link)), None)
    if link is None or not link.near or not goes_on(link) or any(rule.find(link) for rule in APART):
        return None
    return link.other.place


def _other_day(link: Link) -> bool:
    return link.event.time is not None and link.event.time[:10] != (link.other.time or "")[:10]


APART: tuple[Rule[Link, bool], ...] = (
    Rule(
        name="when_where/other-day",
        find=_other_day,
        why="What has a time of its own may have a place of its own.",
        yes=(
            ("Am Montag demonstrierten in Hamburg tausend Bauern. Am Dienstag verhaftete die Polizei zwei Männer.", ""),
        ),
    ),
)

SAME_PLACE: tuple[Rule[Told, str], ...] = (
    Rule(
        name="when_where/place-of-its-own",
        find=_own_place,
        why="A clause that says somewhere of its own takes no place from the scene.",
        yes=(
            (
                "Am Montag demonstrierten in Hamburg tausend Bauern. Bei Demmen verhaftete die Polizei zwei Männer.",
                "",
            ),
        ),
    ),
    Rule(
        name="when_where/there-again",
        find=_there_again,
        why="*Dort*, *dabei* and their like go on at the place of the sentence before.",
        yes=(("In Hamburg traf der Minister den Kanzler. Dabei wurde der Redakteur verhaftet.", "verhaftet: Hamburg"),),
    ),
    Rule(
        name="when_where/same-scene-place",
        find=_same_place,
        why="Deeds of one scene have its place.",
        yes=(
            (
                "Am Montag demonstrierten in Hamburg tausend Bauern. Die Polizei verhaftete zwei Männer.",
                "verhaftete: Hamburg",
            ),
        ),
    ),
)
