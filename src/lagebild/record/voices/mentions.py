"""Where a report names a paper, a broadcaster or an agency, by the lexicon, by the noun before the name, or by form alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import msgspec

from lagebild.document import Span
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.record.voices.outlets import Medium, media

_OPEN, _CLOSE = "„»«“\"‚'", "“”«»\"‘'"
_WORD = re.compile(r"[\w’](?:[\w.’&-]*[\w’])?")
_QUOTED_NAME = r"(?:„[^„“”\n]{2,40}[“”]|»[^»«\n]{2,40}«|“[^“”\n]{2,40}”|\"[^\"\n]{2,40}\"|''[^'\n]{2,40}'')"
_NAME = r"[A-ZÄÖÜÉ][\w’-]+(?: (?:(?:de|la|le|el|al|of|the|and) )?[A-ZÄÖÜÉ][\w’-]+){0,3}"
_DETERMINER = r"(?:[Dd](?:er|ie|as|em|en|es)|(?:[Ee]in|[Dd]ies|[Uu]nser)(?:e[rnms]?)?)"
_ADJECTIVES = r"(?:(?!d(?:er|ie|as|em|en|es) )(?:[\w-]*[a-zäöüß](?:e|en|er|es|em)|meist[\w-]+|[\w-]+nahe[nr]?) ){0,3}"
_REPORTS = re.compile(r"-(?P<noun>[A-ZÄÖÜ]?\w+)")


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A place where a report names a medium.

    `name` is how the record or the report writes it; None: the noun alone (*die Zeitung*). `start` and `end` are the name
    with its noun, without quotation marks; `outer` is the whole phrase with article and marks. `noun` is what a compound
    adds (`Bericht` in *dpa-Bericht*). `certain` is False where only a frame can tell that this is a medium. `own`: *diese
    Zeitung*.
    """

    name: str | None
    start: int
    end: int
    outer: Span
    determiner: str = ""
    noun: str | None = None
    certain: bool = True
    own: bool = False


def mentions(text: str, sentence: Span) -> Iterator[Mention]:
    """The media that a sentence names, in the order of the text; none within another."""
    found: list[Mention] = []
    for mention in (*_by_lexicon(text, sentence), *_behind_noun(text, sentence), *_by_form(text, sentence)):
        if not any(mention.outer.overlaps(other.outer) for other in found):
            found.append(mention)
    yield from sorted(found, key=lambda mention: mention.start)


def _by_lexicon(text: str, sentence: Span) -> Iterator[Mention]:
    done = sentence.start
    for word in _WORD.finditer(text, sentence.start, sentence.end):
        if word.start() < done:
            continue
        for pattern, medium, plain in _patterns().get(word.group()[:3].casefold(), ()):
            match = pattern.match(text, word.start(), sentence.end)
            if match is None:
                continue
            quoted = text[match.start() - 1 : match.start()] in _OPEN and text[match.end() : match.end() + 1] in _CLOSE
            if plain and not (quoted and match.start()) and not _noun_before(text, sentence, match.start()):
                continue
            mention = _whole(text, sentence, Span(*match.span()), medium.name)
            if mention is not None:
                done = mention.outer.end
                yield mention
                break


@cache
def _patterns() -> Mapping[str, tuple[tuple[re.Pattern[str], Medium, bool], ...]]:
    """The names of all media by their first three letters, the longest first."""
    found: dict[str, list[tuple[int, re.Pattern[str], Medium, bool]]] = {}
    for medium in media():
        for name in medium.names:
            pattern = re.compile(rf"(?<![\w@.-]){_inflected(name)}(?!\w|\.\w)")
            found.setdefault(name.split()[0][:3].casefold(), []).append(
                (len(name), pattern, medium, name in medium.plain)
            )
    return MappingProxyType(
        {
            key: tuple((pattern, medium, plain) for _, pattern, medium, plain in sorted(names, key=lambda n: -n[0]))
            for key, names in found.items()
        }
    )


def _inflected(name: str) -> str:
    """A name with the endings of its adjectives and the genitive of its last word: *Süddeutschen Zeitung*, *Spiegels*."""
    words = name.split(" ")
    parts = [
        re.escape(word[: -len(match.group())]) + "e[rnms]?"
        if (match := re.search(r"(?:(?<=sch)e[rs]?|(?<=[a-zäöüß]{2})e)$", word)) and at + 1 < len(words)
        else re.escape(word)
        for at, word in enumerate(words)
    ]
    if len(words) == 1 and words[0].endswith("sche"):  # *der Süddeutschen*
        parts[0] += "n?"
    ending = "s?" if len(words[-1]) > 3 and words[-1][-1].isalpha() and not words[-1].endswith("s") else ""
    return " ".join(parts) + ending


def _behind_noun(text: str, sentence: Span) -> Iterator[Mention]:
    """*Die Zeitung „Kolmer Bote“*, *der Sender Radio Halm*, *das Blatt*."""
    for word in _WORD.finditer(text, sentence.start, sentence.end):
        if not _is_noun(word.group()):
            continue
        match = re.compile(rf" (?P<name>{_QUOTED_NAME}|{_NAME})").match(text, word.end(), sentence.end)
        if match is not None:
            start = match.start("name")
            bare = Span(
                start + len(match["name"]) - len(match["name"].lstrip(_OPEN)), start + len(match["name"].rstrip(_CLOSE))
            )
            whole = Span(word.start() if word.group() == "Radio" else bare.start, bare.end)
            mention = _whole(text, sentence, whole, whole.of(text))
        elif not re.compile(r" (?:des|der|von|vom) ").match(text, word.end(), sentence.end):
            # *Ärztezeitung* is a name, *Fernsehsender* is none
            common = word_set("common_nouns_of_media") & {word.group(), _bare(word.group())}
            called = None if common else word.group()
            mention = _whole(text, sentence, Span(*word.span()), called)
        else:
            continue
        if mention is not None:
            yield mention


def _by_form(text: str, sentence: Span) -> Iterator[Mention]:
    """*Der „Kurant“* and *die Werkbank*: names that only a frame can show to be an outlet's."""
    pattern = re.compile(
        rf"(?:(?<=[\s(])|^)(?:{_QUOTED_NAME}|(?:[Dd](?:er|ie|as|em|en|es)|[Vv]om|von|[Ll]aut|[Ww]ie) (?P<bare>{_NAME}))"
    )
    for match in pattern.finditer(text, sentence.start, sentence.end):
        words = match.group()
        if match["bare"] is None:
            inner = Span(
                match.start() + len(words) - len(words.lstrip(_OPEN)), match.start() + len(words.rstrip(_CLOSE))
            )
            title = all(word[:1].isupper() or word in ("der", "die", "von", "am") for word in inner.of(text).split())
            if not title or inner.of(text).endswith((".", "!", "?", ",")):
                continue
        else:
            inner = Span(*match.span("bare"))
        mention = _whole(text, sentence, inner, inner.of(text), certain=False)
        if mention is not None:
            yield mention


def _whole(text: str, sentence: Span, name: Span, called: str | None, *, certain: bool = True) -> Mention | None:
    """The mention with its article, its noun, its marks and the rest of its compound; None within another compound."""
    start, end = name
    quoted = text[start - 1 : start] in tuple(_OPEN) and start > sentence.start
    while quoted and text[start - 1 : start] in tuple(_OPEN) and start > sentence.start:
        start -= 1
    while text[end : end + 1] in tuple(_CLOSE) and quoted and end < sentence.end:
        end += 1
    added = None
    compound = _REPORTS.match(text, end, sentence.end)
    if compound is not None:
        added = compound["noun"]
        end = compound.end()
        if _is_noun(added):
            added = None
        elif not word_set("nouns_of_reports") | word_set("nouns_of_interviews") >= {added[:1].upper() + added[1:]}:
            return None
    before = text[sentence.start : start]
    kind = _noun_before(text, sentence, start) if called is not None else None
    inner = start
    if kind is not None:
        inner = start = sentence.start + kind
        before = text[sentence.start : start]
    match = re.search(rf"(?:(?<=[\s(„])|^)(?P<determiner>{_DETERMINER}) {_ADJECTIVES}$", before)
    determiner = ""
    if match is not None:
        determiner = match["determiner"]
        start = sentence.start + match.start()
    return Mention(
        name=called,
        start=inner if kind is not None else name.start,
        end=name.end,
        outer=Span(start, end),
        determiner=determiner.casefold(),
        noun=added,
        certain=certain,
        own=determiner.casefold().startswith(("dies", "unser")),
    )


def _noun_before(text: str, sentence: Span, at: int) -> int | None:
    """Where the noun before a name begins (*Zeitung „…“*), counted from the sentence's start; None without one."""
    before = text[sentence.start : at].rstrip(_OPEN)
    match = re.search(r"(?P<noun>[A-ZÄÖÜ][\w-]+) $", before)
    return match.start() if match is not None and _is_noun(match["noun"]) else None


def _bare(word: str) -> str:
    return re.sub(r"(?:s|en)$", "", word)


@lru_cache(maxsize=50_000)
def _is_noun(word: str) -> bool:
    bare = _bare(word)
    if not word[:1].isupper() or word_set("no_media") & {word, bare}:
        return False
    return bool(word_set("nouns_of_media") & {word, bare}) or bare.casefold().endswith(word_tuple("endings_of_media"))
