"""How likely a word is the name of a person, a place or a body, or no name: a small scorer over what stands around it.

The analyser's network sees a name in every capital that it does not know. The scorer is a second opinion: it looks at the
word's letters, at the word lists that hold it, at its neighbours, its head, and at how the rest of the text writes it, but
not at the network's own answer. `training/kinds` makes its arrays; docs/names.md has the figures.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import OPENING
from lagebild.lexicon.dictionary import is_known, lemma_of
from lagebild.lexicon.gazetteer import first_name_gender
from lagebild.lexicon.nouns import noun

FILE = Path(__file__).parent / "kinds.npz"
_BREAKS = OPENING | set(":–-•*(")
_BITS = 16
_KNOWN, _NOUN, _COMPOUND = 1 << 4, 1 << 5, 1 << 15
"""Bits of the analyser's word lists: common words, common nouns, compounds of both."""
_NAMES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 10 | 1 << 11 | 1 << 12 | 1 << 14
"""Bits of the lists of names: first names, towns, states, surnames, places, small towns, villages."""

Array = npt.NDArray[np.float32]


class Chances(NamedTuple):
    """How likely each kind is; the four add up to 1."""

    none: float
    person: float
    place: float
    organisation: float

    @property
    def best(self) -> str:
        """The likeliest kind."""
        return max(self._fields, key=lambda kind: getattr(self, kind))


class Scorer:
    """One hidden layer over features; a feature that training saw too seldom counts nothing."""

    def __init__(self, file: Path = FILE) -> None:
        held = np.load(file)
        names: list[str] = json.loads(held["vocabulary"].tobytes())
        self.vocabulary = {name: number for number, name in enumerate(names)}
        self.features = held["features"].astype(np.float32) * held["scales"].astype(np.float32)[:, None]
        self.bias, self.out, self.bias_out = (held[key].astype(np.float32) for key in ("bias", "out", "bias_out"))

    def __call__(self, features: Sequence[str]) -> Array:
        """The logarithms of the chances of a word with some features."""
        numbers = [self.vocabulary[name] for name in features if name in self.vocabulary]
        hidden = np.maximum(self.features[numbers].sum(0) + self.bias, 0)
        scores = hidden @ self.out + self.bias_out
        high = scores - scores.max()
        found: Array = high - np.log(np.exp(high).sum())
        return found


class Weights:
    """What the scorer says of the words of one text. Without the analyser's word lists it says nothing."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis

    def __bool__(self) -> bool:
        return self.analysis.lists is not None

    def of(self, first: int, last: int) -> Chances | None:
        """The chances of a name over tokens `first` to `last`, drawn from all places in the text that have its words.

        None where the analyser has no word lists.
        """
        if not self:
            return None
        logs = [self._log(self._key(token)) for token in range(first, last) if self._asked(token)]
        if not logs:
            return None
        chance = np.exp(np.mean(logs, 0))
        return Chances(*map(float, chance / chance.sum()))

    def common(self, token: int) -> bool:
        """True if a German word list or lexicon has a word, or its form in small letters, as something else than a name."""
        lists = self.analysis.lists
        if lists is None:
            return False
        form, mask = self.analysis.forms[token], lists[token]
        return bool(mask & (_NOUN | _COMPOUND)) or noun(form) is not None or _small_word(form, mask >> _BITS)

    def only_a_noun(self, token: int) -> bool:
        """True if the word lists have a word as a common noun and in no list of names."""
        lists = self.analysis.lists
        return lists is not None and bool(lists[token] & _NOUN) and not lists[token] & _NAMES

    @cached_property
    def compounds(self) -> Mapping[str, Sequence[str]]:
        """By what stands before a hyphen (`SPD` of *SPD-Chef*) all that stands behind one in the text."""
        found: dict[str, list[str]] = defaultdict(list)
        for form in self.analysis.forms:
            head, hyphen, tail = form.partition("-")
            if hyphen:
                found[head].append(tail)
        return found

    @cached_property
    def nouns_before(self) -> Mapping[str, frozenset[str]]:
        """By each word in capitals the nouns, in small letters, that stand right before it anywhere in the text."""
        a = self.analysis
        found: dict[str, set[str]] = defaultdict(set)
        last = -1
        for token, form in enumerate(a.forms):
            if form in OPENING:
                continue
            if form[:1].isupper() and last >= 0 and a.tags[last] == "NOUN":
                found[form].add(a.forms[last].lower())
            last = token
        return {form: frozenset(nouns) for form, nouns in found.items()}

    def named(self, token: int) -> bool:
        """True if a list of names has a word, or the text has it in capitals within a sentence."""
        return self.listed(token) or (bool(self) and self.facts.within[self.analysis.forms[token]] > 0)

    def listed(self, token: int) -> bool:
        """True if a list of names has a word."""
        return self.analysis.lists is not None and bool(self.analysis.lists[token] & _NAMES)

    def opens(self, token: int) -> bool:
        """True if a word stands in capitals only because it opens a sentence or what is quoted. Needs the word lists."""
        return bool(self) and self.facts.opens[token]

    def _asked(self, token: int) -> bool:
        form = self.analysis.forms[token]
        return form[:1].isupper() or form[:1].isdigit()

    def _key(self, token: int) -> str:
        return self.analysis.forms[token].rstrip("'’")

    def _log(self, form: str) -> Array:
        if form not in self._logs:
            places = self._places[form]
            self._logs[form] = np.mean([scorer()(self.facts.of(t)) for t in places[:_MOST]], 0)
        return self._logs[form]

    @cached_property
    def _logs(self) -> dict[str, Array]:
        return {}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for token in range(len(self.analysis)):
            found.setdefault(self._key(token), []).append(token)
        return found

    @cached_property
    def facts(self) -> Facts:
        """The features of the text's words."""
        return Facts(self.analysis)


_MOST = 12
"""At most so many places of a word are looked at."""


class Facts:
    """The features of the words of one text as strings, `name:value`. The analysis must have `lists`."""

    def __init__(self, analysis: Analysis) -> None:
        if analysis.lists is None:
            raise ValueError("the analysis has no word lists")
        self.analysis = analysis
        self.lists = analysis.lists
        starts = {span.start for span in analysis.sentences}
        forms = analysis.forms
        self.opens = [t in starts or (t > 0 and forms[t - 1] in _BREAKS) for t in range(len(forms))]

    @property
    def within(self) -> Counter[str]:
        """How often each word stands in capitals within a sentence."""
        return self._inside[0]

    @cached_property
    def _inside(self) -> tuple[Counter[str], Counter[str], Counter[str], set[str]]:
        """How often a word stands in capitals within a sentence, after a determiner, after a first name; small words."""
        a = self.analysis
        within, determined, named = Counter[str](), Counter[str](), Counter[str]()
        for token, form in enumerate(a.forms):
            if not form[:1].isupper() or self.opens[token]:
                continue
            within[form] += 1
            determined[form] += a.tags[token - 1] in ("DET", "NUM")
            named[form] += first_name_gender(a.forms[token - 1]) is not None
        return within, determined, named, {form for form in a.forms if form[:1].islower()}

    def of(self, token: int) -> list[str]:
        """The features of a token."""
        return [*self._word(token), *self._listed(token), *self._beside(token), *self._tree(token), *self._text(token)]

    def _word(self, token: int) -> Iterator[str]:
        a, form, low = self.analysis, self.analysis.forms[token], self.analysis.forms[token].lower()
        yield from (f"low:{low}", f"tag:{a.tags[token]}", f"label:{a.labels[token]}", f"opens:{self.opens[token]}")
        yield from (f"case:{a.feat(token, 'Case')}", f"number:{a.feat(token, 'Number')}", f"long:{min(len(form), 14)}")
        yield from (f"end{size}:{low[-size:]}" for size in (2, 3, 4, 5) if len(form) > size + 1)
        yield from (f"begin{size}:{low[:size]}" for size in (2, 3, 4) if len(form) > size)
        if form.isupper() and len(form) > 1:
            yield "capitals"
        if "-" in form:
            yield "hyphen"
            yield f"tail:{low.rpartition('-')[2]}"
        if any(map(str.isdigit, form)):
            yield "digit"
        if not form.isascii():
            yield f"letters:{''.join(sorted({char for char in form if not char.isascii()})[:2])}"

    def _listed(self, token: int) -> Iterator[str]:
        form, mask = self.analysis.forms[token], self.lists[token] & (1 << _BITS) - 1
        small = self.lists[token] >> _BITS
        bits, below = _bits(mask), _bits(small)
        yield from (f"list:{bit}" for bit in bits)
        yield f"lists:{'.'.join(map(str, bits))}"
        yield from (f"small:{bit}" for bit in below)
        known = is_known(form.lower())
        yield f"known:{known}"
        yield f"small-word:{_small_word(form, small)}"
        if self.opens[token]:
            yield f"opens:{bool(small)}:{known}"
        here = noun(form)
        yield f"noun:{here.kind if here else None}:{bool(here and here.prefix)}"
        if first_name_gender(form) is not None:
            yield "first-name"

    def _beside(self, token: int) -> Iterator[str]:
        a = self.analysis
        for step in (-2, -1, 1, 2):
            at = token + step
            if not 0 <= at < len(a) or a.sentence_of[at] != a.sentence_of[token]:
                yield f"{step}:#"
                continue
            form = a.forms[at]
            yield from (f"{step}:{form.lower()}", f"{step}-tag:{a.tags[at]}")
            if abs(step) > 1:
                continue
            yield f"{step}-capital:{form[:1].isupper()}"
            if form[:1].isupper():
                yield from (f"{step}-list:{bit}" for bit in _bits(self.lists[at] & (1 << _BITS) - 1))
                yield f"{step}-end:{form[-3:].lower()}"
                here = noun(form)
                if here is not None:
                    yield from (f"{step}-noun:{here.kind}", f"{step}-number:{here.number}")
                if first_name_gender(form) is not None:
                    yield f"{step}-first-name"

    def _tree(self, token: int) -> Iterator[str]:
        a, head = self.analysis, self.analysis.heads[token]
        if head >= 0:
            yield f"above:{a.labels[token]}:{a.lemmas[head].lower()}"
            yield f"above-tag:{a.tags[head]}:{a.labels[token]}"
        for child in a.children[token]:
            yield f"has:{a.labels[child]}"
            if a.labels[child] in ("case", "det"):
                yield f"has:{a.forms[child].lower()}"
            if a.labels[child] in ("appos", "nmod") and child > token:
                here = noun(a.forms[child])
                yield f"has:{a.labels[child]}:{here.kind if here else None}"

    def _text(self, token: int) -> Iterator[str]:
        form = self.analysis.forms[token]
        within, determined, named, small = self._inside
        yield f"within:{min(within[form] - (not self.opens[token]), 2)}"
        yield f"determined:{min(determined[form], 2)}"
        yield f"named:{min(named[form], 1)}"
        yield f"written-small:{form.lower() in small}"


def _small_word(form: str, lists: int) -> bool:
    """True if German writes a word in small letters; `lists` are the word lists that hold it so."""
    low = form.lower()
    return bool(lists & (_KNOWN | _NOUN)) or (is_known(low) and lemma_of(low)[:1].islower())


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(_BITS) if mask >> bit & 1]


@cache
def scorer() -> Scorer:
    """The shipped scorer, loaded when first asked for."""
    return Scorer()


@cache
def kinds_hash() -> str:
    """A hash of the shipped scorer (16 hexadecimal digits), as readings carry it."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:16]
