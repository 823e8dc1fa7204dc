"""In which language a text is: Lagebild reads German, and what is in another language must not be read as if it were.

German is told by its function words, of which running text has far more than a tenth. Only where these are few does
py3langid (naive Bayes over byte n-grams, about a hundred languages) have its say, and only on texts long enough to bear it.
Short and doubtful texts count as German: a report that is missed costs more than a line that reads as nothing.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from lagebild.document import Document, Span
from lagebild.language.tokens import split_sentences, tokenise
from lagebild.lexicon.words import closed

GERMAN = "de"
_NAMES = frozenset(("de", "deu", "ger", "deutsch", "german"))
_WORD = re.compile(r"[^\W\d_]+")
_READ_OF_IT = 20_000
"""Code points from the beginning that are looked at."""
_LEAST_LETTERS = 120
"""In fewer, names and places mislead."""
_SHARE = 0.12
_SURE = 0.9
_UNLIKELY = 0.05
"""Of so likely another language, and of German so unlikely, a text is taken to be in it."""
_KEPT = ": it is kept and can be searched, but only German is read"
_AS_GERMAN = ", but it is German, and is read as German"
_LONGEST = 160
"""Tokens of a sentence at most, as the analyser cuts them."""


class Told(NamedTuple):
    """What a text's language is and whether it is read; `problem` is what the report's reading says about it."""

    language: str | None
    read: bool
    problem: str = ""


def told(document: Document) -> Told:
    """The language of a document by its text, and by what it says of itself where the text is too short to tell."""
    stated = _code(document.language)
    found = tell(document.text)
    if found is None:
        if stated in (None, GERMAN):
            return Told(document.language, read=True)
        return Told(stated, read=False, problem=_not_read(f"is said to be in {stated!r}"))
    if found == GERMAN:
        if stated in (None, GERMAN):
            return Told(document.language, read=True)
        return Told(GERMAN, read=True, problem=f"the text is said to be in {stated!r}{_AS_GERMAN}")
    return Told(found, read=False, problem=_not_read(f"is in {found!r}"))


def _not_read(what: str) -> str:
    return f"the text {what}{_KEPT}"


def is_said(problem: str) -> bool:
    """Whether a problem of a report is one that `told` gave."""
    return problem.endswith((_KEPT, _AS_GERMAN))


def is_read(language: str | None) -> bool:
    """Whether the language that a reading has is one that is read."""
    return _code(language) in (None, GERMAN)


def tell(text: str) -> str | None:
    """The language of a text (ISO 639-1, else 639-3); None if it is too short or too doubtful to be told."""
    words = _WORD.findall(text[:_READ_OF_IT].casefold())
    if sum(map(len, words)) < _LEAST_LETTERS:
        return None
    german = closed("german_only")
    if sum(word in german for word in words) >= _SHARE * len(words):
        return GERMAN
    likely = dict(_identifier().rank(" ".join(words)))
    best = max(likely, key=lambda code: likely[code])
    if best == GERMAN:
        return GERMAN
    return best if likely[best] >= _SURE and likely.get(GERMAN, 0.0) < _UNLIKELY else None


@cache
def _identifier() -> Any:
    library = import_module("py3langid.langid")  # takes seconds, and only doubt needs it
    return library.LanguageIdentifier.from_model_file(library.MODEL_FILE, norm_probs=True)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text that is not read, so that it can be searched, told by marks and line breaks as German's are."""
    tokens = tokenise(text)
    return tuple(
        Span(tokens[at].start, tokens[min(at + _LONGEST, last) - 1].end)
        for first, last in split_sentences(text, tokens)
        for at in range(first, last, _LONGEST)
    )


def _code(language: str | None) -> str | None:
    if not language:
        return None
    code = re.split(r"[-_\s]", language.strip().casefold(), maxsplit=1)[0]
    return GERMAN if code in _NAMES else code
