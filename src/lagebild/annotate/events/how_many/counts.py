"""Counts of people as the text has them: *rund 150 Menschen*, *mehrere hundert Mönche*, *zwischen 20 und 40*, *vier weitere*.

A count is a number with its bound and what is counted. Left out are numbers that belong to a date or duration or count
anything but people, and parts of a number just given (*darunter zwei Kinder*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from lagebild import lexicon
from lagebild.annotate.events.how_many.bounds import Numbered, bound_before, bound_of
from lagebild.annotate.events.how_many.numbers import Number, Place, is_one, number_at
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import somebody
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Bound

_INFLECTED = re.compile(r"[a-zäöüß-]+e[nrms]?")
_MOST = 3
"""So many words may stand between a number and its noun."""
_UNCOUNTED = 2**63
"""From here on no database holds a number, and no people are so many."""
_BACK = 12
"""So many words before a count may say that it is a part of another."""


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people: code points `start` to `end` with bound and noun; tokens `first` (the number) to `last`.

    Of a range `value` is the lower, `upper` the upper end. `noun` is the token of what is counted, None if it is left
    out (*mehr als 60 wurden verletzt*); `attributes` are the small words between; `single` says that the number is only
    the article, `part` that it is part of a set mentioned before (*drei der Täter*). `because` are the rules.
    """

    value: int
    upper: int | None = None
    bound: Bound
    start: int
    end: int
    first: int
    last: int
    noun: int | None
    attributes: tuple[str, ...] = ()
    single: bool = False
    part: bool = False
    because: tuple[str, ...] = ()


class Seen(NamedTuple):
    """A count in its text."""

    text: Text
    counted: Count


class Two(NamedTuple):
    """A count and the next one of its sentence."""

    text: Text
    one: Count
    following: Count


class Counted(NamedTuple):
    """A noun that a number stands before."""

    text: Text
    token: int


def counts(text: Text, sentence: int) -> list[Count]:
    """The counts of a sentence, in text order."""
    tokens = text.analysis.sentences[sentence]
    found: list[Count] = []
    token = tokens.start
    while token < tokens.end:
        place = Place(text, token, tokens.end, text.analysis.forms[token].casefold())
        number = number_at(place)
        if number is not None and any(rule.find(place) for rule in NO_NUMBER):
            number = None
        token = number[0].after if number is not None else token + 1
        # nothing is so many: it is the number of an account, or a slip
        count = _count(place, *number) if number is not None and number[0].value < _UNCOUNTED else None
        if count is not None and not any(rule.find(Seen(text, count)) for rule in NO_COUNT):
            found.append(count)
    return [c for c in _ranges(text, found) if not any(rule.find(Seen(text, c)) for rule in PARTS)]


def _count(place: Place, number: Number, rule: str) -> Count:
    text, token, end, _ = place
    a = text.analysis
    part = number.after < end and a.forms[number.after].casefold() in closed("of_them")
    counted, attributes = _counted(text, number.after + part, end)
    bound, because = bound_of(Numbered(text, token, number.after, number.is_open))
    last = counted if counted is not None else number.after - 1
    return Count(
        value=round(number.value),
        bound=bound,
        start=bound_before(text, token)[0],
        end=a.ends[last],
        first=token,
        last=last,
        noun=counted,
        attributes=attributes,
        single=is_one(place.word) and number.after == token + 1,
        part=part and not number.is_open,
        because=(rule, *because),
    )


def _counted(text: Text, token: int, end: int) -> tuple[int | None, tuple[str, ...]]:
    """The noun that a number counts and the small words before it; no noun where the number stands alone."""
    a = text.analysis
    between: list[str] = []
    while token < end and len(between) <= _MOST:
        form = a.forms[token]
        if form[:1].isupper() and a.tags[token] != "ADV":
            return token, tuple(between)
        attribute = _INFLECTED.fullmatch(form) and a.tags[token] in ("ADJ", "DET", "VERB", "PRON", "NUM", "ADV")
        if not (attribute and a.feat(token, "VerbForm") != "Fin") and form not in word_set("degrees_of_harm"):
            return None, tuple(between)
        between.append(form.casefold())
        token += 1
    return None, tuple(between)


# What is no number, and no count


def _timed(place: Place) -> bool:
    return place.text.time_at(place.text.analysis.starts[place.token]) is not None


def _no_noun(seen: Seen) -> bool:
    return seen.counted.noun is None and (seen.counted.single or seen.counted.value == 0)


def _no_people(seen: Seen) -> bool:
    if seen.counted.noun is None:
        return False
    found = first(PEOPLE, Counted(seen.text, seen.counted.noun))
    return found is None or not found[0]


def _known_noun(counted: Counted) -> bool | None:
    known = somebody(counted.text.analysis.forms[counted.token])  # behind a number a trade is no surname
    return known.kind in ("person", "office") if known is not None else None


def _counting_word(counted: Counted) -> bool | None:
    form = counted.text.analysis.forms[counted.token]
    return True if any(re.fullmatch(row["form"], form) for row in counted_words()) else None


def counted_words() -> tuple[lexicon.Row, ...]:
    """The rows of words that are a count by themselves: patterns (nouns with a capital, attributes without) and kinds."""
    return lexicon.load("counted", required=("form", "kind"))


# Ranges


def _ranges(text: Text, found: list[Count]) -> Iterator[Count]:
    """Counts, with the two of a range made one."""
    n = 0
    while n < len(found):
        count = found[n]
        made = first(RANGES, Two(text, count, found[n + 1])) if n + 1 < len(found) else None
        if made is not None:
            count = msgspec.structs.replace(made[0], because=(*count.because, made[1]))
            n += 1
        yield count
        n += 1


def _joined(two: Two, start: int) -> Count:
    count, following = two.one, two.following
    return msgspec.structs.replace(
        following, value=count.value, upper=following.value, bound="at least", start=start, first=count.first
    )


def _between_words(two: Two) -> list[str]:
    return two.text.content[two.one.end : two.following.start].casefold().split()


def _from_to(two: Two) -> Count | None:
    return _joined(two, two.one.start) if _between_words(two) in (["bis"], ["–"], ["-"]) else None


def _between(two: Two) -> Count | None:
    a, before = two.text.analysis, two.one.first - 1
    over = before >= 0 and a.forms[before].casefold() == "zwischen" and _between_words(two) == ["und"]
    return _joined(two, a.starts[before]) if over else None


# Parts of a number just given


def _words_before(seen: Seen) -> Iterator[int]:
    """The words before a count, back to a verb or a border."""
    a, first_token = seen.text.analysis, seen.counted.first
    start = seen.text.sentence_tokens(first_token).start
    for token in range(first_token - 1, max(start, first_token - _BACK) - 1, -1):
        if a.tags[token] in ("VERB", "AUX") or a.forms[token] in (";", ":", ".", "("):
            return
        yield token


def _among(seen: Seen) -> bool:
    return any(seen.text.analysis.forms[t].casefold() in closed("among_them") for t in _words_before(seen))


def _among_those(seen: Seen) -> bool:
    forms = seen.text.analysis.forms
    return any(
        forms[t].casefold() == "unter" and forms[t + 1].casefold() in closed("those_told_of")
        for t in _words_before(seen)
    )


NO_NUMBER: tuple[Rule[Place, bool], ...] = (
    Rule(
        name="how_many/in-a-time",
        find=_timed,
        why="What belongs to a time counts nobody.",
        yes=(("Die Polizei verhaftete im Mai 2019 Bauern.", ""),),
    ),
)

NO_COUNT: tuple[Rule[Seen, bool], ...] = (
    Rule(
        name="how_many/no-noun",
        find=_no_noun,
        why="An article and a *keine* without a noun count nothing.",
        yes=(("Bei dem Angriff wurde einer getötet.", ""),),
    ),
    Rule(
        name="how_many/no-people",
        find=_no_people,
        why="What counts no people is no figure.",
        yes=(("Bei dem Brand wurden 40 Kühe getötet.", ""),),
    ),
)

PEOPLE: tuple[Rule[Counted, bool], ...] = (
    Rule(
        name="how_many/noun-for-people",
        find=_known_noun,
        why="Nouns of the lexicon for persons and offices are people, its other nouns are not.",
        yes=(
            ("Bei dem Anschlag wurden vier Minister verletzt.", ""),
            ("Bei dem Anschlag wurden 19 Näherinnen verletzt.", ""),
        ),
    ),
    Rule(
        name="how_many/word-for-harm",
        find=_counting_word,
        why="Words that are a count by themselves are people.",
        yes=(("Bei dem Angriff gab es zwölf Leichen.", ""),),
    ),
)

RANGES: tuple[Rule[Two, Count], ...] = (
    Rule(
        name="how_many/from-to",
        find=_from_to,
        why="Two numbers with *bis* or a dash between them are one range.",
        yes=(("Die Polizei nahm 30 bis 50 Studenten fest.", "nahm: arrested at least 30, arrested up to 50"),),
    ),
    Rule(
        name="how_many/between",
        find=_between,
        why="*Zwischen* with two numbers and *und* is one range.",
        yes=(("Die Polizei nahm zwischen 30 und 50 Studenten fest.", "nahm: arrested at least 30, arrested up to 50"),),
    ),
)

PARTS: tuple[Rule[Seen, bool], ...] = (
    Rule(
        name="how_many/among",
        find=_among,
        why="What *darunter* or *davon* brings is a part of the number before.",
        yes=(("Bei dem Anschlag starben acht Menschen, darunter zwei Kinder.", ""),),
    ),
    Rule(
        name="how_many/among-those",
        find=_among_those,
        why="What *unter ihnen* brings is a part of the number before.",
        yes=(("Bei dem Anschlag gab es acht Tote, unter ihnen zwei Verletzte.", ""),),
    ),
)
