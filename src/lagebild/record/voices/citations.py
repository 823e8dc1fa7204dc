"""The outlets that a report names as its source: *wie der „Kurant“ berichtet*, *sagte sie der Zeitung „Kolmer Bote“*.

A medium that is named is no citation yet: broadcasters are closed and agencies sued. What makes it one is the frame that it
stands in (:mod:`lagebild.record.voices.frames`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from lagebild.document import Span
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.nouns import noun, somebody
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Reading, Spans
from lagebild.record.voices.frames import FRAMES, any_of, compiled
from lagebild.record.voices.mentions import Mention, mentions
from lagebild.record.voices.outlets import folded, medium, same_outlet

_TOLD_PLAINLY = re.compile(r"\b(?:sagte|sagten|erzählte|verriet|erklärte|bestätigte)(?: [\w.-]+){0,4} $")
_AND = re.compile(r" und (?:auch |an |von )?|, |/")


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a report names another outlet as the source of something.

    `outlet` is its name, None for media that stay unnamed (*laut Medienberichten*). `start` and `end` are the passage: the
    words that cite. `scope` is what rests on it: its sentence, and the words said there. `rule` is the frame. `certain` is
    False where only the frame says that the name is an outlet's (*laut Werkbank*): it counts if such an outlet is on record.
    """

    outlet: str | None
    start: int
    end: int
    scope: Spans
    rule: str
    certain: bool = True

    def covers(self, span: Span) -> bool:
        """True if a piece of the text rests on this citation."""
        return any(span.overlaps(part) for part in self.scope)


def citations(reading: Reading) -> tuple[Citation, ...]:
    """The outlets that a report names as its sources, in the order of its text; its own is none.

    A noun alone (*sagte er der Zeitung*) means the outlet cited last; without one, a medium that stays unnamed.
    """
    found: list[Citation] = []
    last: str | None = None
    taken = _no_outlets(reading)
    for sentence in reading.sentences or _lines(reading.text):
        beside: tuple[int, str] | None = None
        for mention in mentions(reading.text, sentence):
            rule = None if mention.own else _frame(reading.text, sentence, mention)
            if (
                rule is None
                and mention.certain
                and beside
                and _AND.fullmatch(reading.text, beside[0], mention.outer.start)
            ):
                rule = beside[1]
            beside = None if rule is None else (mention.outer.end, rule)
            if rule is None or (not mention.certain and (mention.start in taken or _is_other(mention.name or ""))):
                continue
            name = mention.name or (last if _is_plain(reading.text, mention) else None)
            if name and reading.outlet and same_outlet(name, reading.outlet):
                continue
            known = medium(name) if name else None
            certain = mention.certain or _shown(reading.text, mention, rule)
            found.append(
                Citation(
                    outlet=known.name if known else name,
                    start=mention.outer.start,
                    end=mention.outer.end,
                    scope=_scope(reading, sentence),
                    rule=rule,
                    certain=certain,
                )
            )
            last = (found[-1].outlet if certain else None) or last
        found.extend(_unnamed(reading, sentence))
    return tuple(sorted(found, key=lambda citation: (citation.start, citation.end)))


def _is_other(name: str) -> bool:
    """True for nouns that are known for something else: *laut Polizei*, *nach Angaben des Berichts*."""
    first, *_ = name.split()
    told = word_set("nouns_of_reports") | word_set("media_of_no_name")
    return noun(first) is not None or bool(told & {first, first.removesuffix("s")})


def _is_plain(text: str, mention: Mention) -> bool:
    """True for *die Zeitung*, which is the one cited last, not for *eine Zeitung* and *die libanesische Zeitung*."""
    words = mention.outer.of(text).removesuffix(text[mention.start : mention.outer.end]).strip('„»«“" ')
    return mention.determiner[:1] not in ("", "e") and words.casefold() == mention.determiner


def _marked(text: str, mention: Mention) -> bool:
    return mention.outer.of(text)[-1:] in ("“", "”", "«", "»", '"')


def _shown(text: str, mention: Mention, rule: str) -> bool:
    """True if a name without a noun is an outlet's: quotation marks show it, or a name of the lexicon that reports."""
    if _marked(text, mention):
        return True
    known = mention.name is not None and medium(mention.name) is not None
    return known and rule == "cites/wie" and not word_set("generic_names_of_papers") & set(folded(mention.name or ""))


def _no_outlets(reading: Reading) -> frozenset[int]:
    """Where persons, places and times are named: no outlet is meant there, whatever the frame."""
    named = (span for entity in reading.entities if entity.kind != "organisation" for span in entity.mentions)
    return frozenset(
        at for span in (*named, *(Span(t.start, t.end) for t in reading.times)) for at in range(span.start, span.end)
    )


def _frame(text: str, sentence: Span, mention: Mention) -> str | None:
    before, behind = text[sentence.start : mention.outer.start], text[mention.outer.end : sentence.end]
    for frame in FRAMES:
        if not mention.certain and not (frame.weak if _marked(text, mention) else frame.weak == "by form"):
            continue
        if frame.name == "cites/compound":
            if mention.noun is not None:
                return frame.name
            continue
        left, right = compiled(frame)
        if left.search(before) and right.search(behind):
            if frame.name == "cites/told-to" and not _is_told(before, mention, text):
                continue
            return frame.name
    return None


def _is_told(before: str, mention: Mention, text: str) -> bool:
    """False for what hangs on the noun or the preposition before it: *sagte ein Sprecher der BBC*, *sagte er vor der BBC*."""
    *others, last = (word.strip('„“”»«",') for word in ("", *before.split()))
    if not mention.certain and not (_is_plain(text, mention) and _TOLD_PLAINLY.search(before)):
        return False  # much else stands in quotation marks
    if mention.determiner == "des" or last in closed("prepositions_within_names_of_sources") | {
        "vor",
        "nach",
        "mit",
        "um",
    }:
        return False
    if mention.determiner == "der" and last[:1].isupper() and is_known(last):
        if others[-1][:1].isupper():
            return True  # a name that is a word, too: *Ada Brunn*
        return somebody(last) is not None and not last.endswith(tuple(word_set("people_of_media")))
    return True


@cache
def _nameless() -> re.Pattern[str]:
    media = any_of("media_of_no_name")
    few = r"(?:[a-zäöüß-]+(?:e|en|er) ){0,3}"
    return re.compile(
        rf"\b(?:[Ll]aut|[Nn]ach) {few}{media}\b|\b[Ww]ie {few}{media}\b[^.;:]{{0,60}}?\bbericht\w+"
        rf"|\b{few}{media} zufolge\b|\b{media} bericht(?:en|eten)\b|\bbericht(?:en|eten) {few}{media}\b"
        rf"|\b(?:einem|einer) {few}{media} zufolge\b"
    )


def _unnamed(reading: Reading, sentence: Span) -> Iterator[Citation]:
    for match in _nameless().finditer(reading.text, sentence.start, sentence.end):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield Citation(
            outlet=None, start=start, end=match.end(), scope=_scope(reading, sentence), rule="cites/media-of-no-name"
        )


def _scope(reading: Reading, sentence: Span) -> Spans:
    """The sentence, and the words elsewhere that it says somebody said."""
    said = {
        span
        for statement in reading.statements
        for span in statement.quote_spans
        if any(
            part.overlaps(sentence) for part in (*statement.cue_spans, *statement.frame_spans, *statement.speaker_spans)
        )
    }
    return (sentence, *sorted(span for span in said if not span.within(sentence)))


def _lines(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", text))
