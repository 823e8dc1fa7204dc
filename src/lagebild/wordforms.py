"""Words as the full-text index knows them: any form of a word leads to the same keys, and so do its spellings.

A key is a word without case, accents and umlauts. A word of a text has the keys of all that it may be a form of: *entführte*
has `entfuhrte` and `entfuhren`. A word that no dictionary knows loses its ending instead (*Trumps*, *dreistufigen*). The
parts of a compound have keys of their own, which begin with :data:`PART`: *Nasenbein* has `0nase` and `0bein`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from lagebild.document import Span
from lagebild.errors import QuestionError
from lagebild.lexicon.dictionary import is_known, lemma_of
from lagebild.lexicon.lemmas import SEPARABLE, lemma
from lagebild.normalise import normalised

_WORD = re.compile(r"[^\W_]+")
PART = "0"
"""What the key of a compound's part begins with; no word does."""
MOST_WORDS = 32
"""A full-text index takes no more than some hundred words at a time."""
_SHORTEST_PART = 3
_SHORTEST_COMPOUND = 8
_LINKS = ("", "es", "s", "en", "n", "er", "e")
_ENDING = re.compile(r"(?<=\w{4})(?:e[mnrs]?|s)$")
_ADJECTIVE_END = re.compile(r"(?<=\w{3})e[mnrs]?$")
_VERB_END = re.compile(r"(?:t|te|ten|test|tet|en|ern|eln|st|et|est|e)$")
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}
_SPELLED_OUT = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß"))
_MOST_VOWELS = 6


class Sought(NamedTuple):
    """A word of a query. A text has it if it has one of the keys `whole`, or all keys of one of `loose`.

    `loose` are compounds that the word is a part of, and verbs whose prefix stands apart (*nahm … fest*).
    """

    whole: tuple[str, ...]
    loose: tuple[tuple[str, ...], ...]


def search_forms(word: str) -> tuple[str, ...]:
    """The lemma of a word and the word itself, without case: what tellings are compared by."""
    return tuple(dict.fromkeys((lemma_of(word).casefold(), word.casefold())))


def search_text(text: str) -> str:
    """All keys of a text's words, separated by blanks: what the index holds."""
    return " ".join(key for word, first in _words(text) for key in _keys(word, first=first))


def query_words(words: str) -> list[Sought]:
    """What to look for, word by word; empty if the query has no word. Raises QuestionError for too many words."""
    found = [match.group() for match in _WORD.finditer(normalised(words).text)]
    if len(found) > MOST_WORDS:
        raise QuestionError(f"{len(found)} words are too many to search for; give {MOST_WORDS} at most")
    # a letter that is only a mark leaves no key: nothing is looked for by it
    return [one for one in map(_sought, found) if one.whole]


def marks(text: str, sought: Sequence[Sought], *, offset: int = 0) -> tuple[Span, ...]:
    """Where a text has words that were looked for: spans in code points, counted from `offset` on."""
    view = normalised(text)
    found = [match.span() for match in _WORD.finditer(view.text)]
    words = [view.text[start:end] for start, end in found]
    wanted = _wanted(tuple(sought))
    held = wanted.together(words) if wanted.apart else frozenset()
    return tuple(
        Span(span.start + offset, span.end + offset)
        for (start, end), word in zip(found, words, strict=True)
        if wanted.has(word) or (held and not held.isdisjoint(_keys(word, first=True)))
        for span in (view.given(Span(start, end)),)
    )


class _Wanted:
    """The words of a query, for many texts: whether a word is one of them is found out once."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        self._keys = {key for word in sought for key in word.whole}
        self._keys.update(one for word in sought for one, *others in word.loose if not others)
        self.apart = [keys for word in sought for keys in word.loose if len(keys) > 1]
        self._known: dict[str, bool] = {}

    def has(self, word: str) -> bool:
        """Whether a word of a text, or a part of it, is looked for by itself."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _WORDS_KNOWN:
                self._known.clear()
            known = self._known[word] = not self._keys.isdisjoint(_keys(word, first=True))
        return known

    def together(self, words: Sequence[str]) -> frozenset[str]:
        """The keys that are looked for only together, as far as a text with these words has all of some."""
        every = {key for word in words for key in _keys(word, first=True)}
        return frozenset(key for keys in self.apart if every.issuperset(keys) for key in keys)


_WORDS_KNOWN = 20_000


@lru_cache(maxsize=16)
def _wanted(sought: tuple[Sought, ...]) -> _Wanted:
    return _Wanted(sought)


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text, and whether each may owe its capital to its place: after no word, or after a full stop."""
    view = normalised(text).text
    last = 0
    for match in _WORD.finditer(view):
        between = view[last : match.start()]
        yield match.group(), last == 0 or any(sign in between for sign in '.!?:;"„»«“\n')
        last = match.end()


@lru_cache(maxsize=100_000)
def _keys(word: str, *, first: bool) -> tuple[str, ...]:
    """The keys of a word of a text. `first`: it may owe its capital to its place."""
    found = dict.fromkeys(_bases(word))
    if first and word[0].isupper():
        found |= dict.fromkeys(_bases(word.lower()))
    plain = {_folded(one): None for one in found}
    if not _known(word) and (spelled := _contracted(word)) != word:
        plain[_folded(spelled)] = None  # *Mueller* may be looked for as *Müller*, and as *Muller*
    return (*filter(None, plain), *(PART + _folded(part) for part in _parts(word)))


@lru_cache(maxsize=10_000)
def _sought(word: str) -> Sought:
    bases: dict[str, None] = {}
    for spelled in (word, *_respelled(word)):
        bases |= dict.fromkeys(_bases(spelled))
        low = spelled.lower()
        if low == spelled or not _is_noun(spelled):  # few write capitals into a search box
            bases |= dict.fromkeys([*_bases(low), *_bases(spelled.capitalize())])
    whole = {_folded(one): None for one in bases}
    whole |= {_folded(_contracted(word)): None, _folded(_transcribed(word)): None}
    loose: list[tuple[str, ...]] = [(PART + key,) for key in whole if len(key) >= _SHORTEST_PART]
    for base in bases:
        for prefix in SEPARABLE:
            rest = base.removeprefix(prefix)
            if rest != base and len(rest) > 3 and _is_infinitive(base) and _is_infinitive(rest):
                loose.append((_folded(rest), _folded(prefix)))
    return Sought(tuple(filter(None, whole)), tuple(dict.fromkeys(loose)))


def _bases(word: str) -> Iterator[str]:
    """What a word may be a form of, and the word itself."""
    yield word
    if not any(map(str.isalpha, word)):
        return
    yield lemma_of(word)
    if word[0].islower():
        yield from _small(word)
    elif re.search(r"[nt]e[mnrs]?$", word):  # *die Entführten*
        stem = _ADJECTIVE_END.sub("", word.lower())
        if is_known(stem) and (verb := lemma(stem, "VERB")) != stem and _is_infinitive(verb):
            yield verb
            yield stem
    if not _known(word) and (stem := _ENDING.sub("", word)) != word:
        yield stem


def _small(word: str) -> Iterator[str]:
    """The verbs and the adjective that a word without a capital may be a form of."""
    if _VERB_END.search(word) or lemma_of(word) != word:
        verb = lemma(word, "VERB")
        if _is_infinitive(verb):
            yield verb
    stem = _ADJECTIVE_END.sub("", word)
    if stem != word and is_known(stem) and lemma(stem, "ADJ") == stem:
        yield stem
        verb = lemma(stem, "VERB")
        if verb != stem and _is_infinitive(verb):  # *der entführte Mann*
            yield verb


def _is_infinitive(word: str) -> bool:
    return word.endswith("n") and word[0].islower() and lemma_of(word) == word and is_known(word)


def _known(word: str) -> bool:
    return is_known(word) or is_known(word.lower()) or is_known(word.capitalize())


def _parts(word: str) -> Iterator[str]:
    """The parts of a compound noun, each in its first form."""
    base = lemma_of(word)
    if len(base) < _SHORTEST_COMPOUND or not base[0].isupper() or not base.isalpha():
        return
    found: dict[str, None] = {}
    for cut in range(_SHORTEST_PART, len(base) - _SHORTEST_PART + 1):
        head = base[cut:].capitalize()
        if not _is_noun(head):
            continue
        modifier = next((m for link in _LINKS if (m := _without(base[:cut], link)) and _is_noun(m)), None)
        if modifier is not None:
            found |= {lemma_of(modifier): None, lemma_of(head): None}
    yield from found


def _without(word: str, link: str) -> str:
    """A compound's first part without what links it with the rest; empty if it has no such link."""
    if not word.endswith(link) or len(word) - len(link) < _SHORTEST_PART:
        return ""
    return word[: len(word) - len(link)]


def _is_noun(word: str) -> bool:
    return is_known(word) and lemma_of(word)[0].isupper()


def _respelled(word: str) -> Iterator[str]:
    """The known words that a query without umlauts may mean: *entfuhrt*, *entfuehrt*."""
    if not word.isascii():
        return
    contracted = _contracted(word)
    if contracted != word and _known(contracted):
        yield contracted
    spots = [place for place, letter in enumerate(word.lower()) if letter in _UMLAUTS][:_MOST_VOWELS]
    for several in (1, 2):
        for chosen in combinations(spots, several):
            letters = list(word)
            for place in chosen:
                umlaut = _UMLAUTS[word[place].lower()]
                letters[place] = umlaut if word[place].islower() else umlaut.upper()
            if _known(other := "".join(letters)):
                yield other


def _contracted(word: str) -> str:
    """A word with umlauts for their spelled out forms."""
    for spelled, letter in _SPELLED_OUT[:3]:
        word = word.replace(spelled, letter).replace(spelled.capitalize(), letter.upper())
    return word


def _transcribed(word: str) -> str:
    """A word with its umlauts spelled out."""
    for spelled, letter in _SPELLED_OUT:
        word = word.replace(letter, spelled).replace(letter.upper(), spelled.capitalize())
    return word


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    """A word without case and accents; every database compares such words alike."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if letter.isalnum())
