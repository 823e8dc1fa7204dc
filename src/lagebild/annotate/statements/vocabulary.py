"""The lexicons of saying as the rules ask for them: verbs by what they need, nouns by how they name their speaker."""

from __future__ import annotations

from functools import cache

from lagebild import lexicon
from lagebild.reading import Medium

_MEDIA: dict[str, Medium] = {"speech": "speech", "writing": "writing", "thought": "thought"}


@cache
def verbs() -> dict[str, lexicon.Row]:
    """Verbs of saying by their lemma."""
    return {row["form"]: row for row in lexicon.load("speech_verbs")}


@cache
def nouns() -> dict[str, lexicon.Row]:
    """Nouns of saying by their lemma."""
    return {row["form"]: row for row in lexicon.load("speech_nouns")}


@cache
def sources() -> tuple[str, ...]:
    """Nouns that stand behind *nach* and *laut*, the longest first."""
    return tuple(sorted((form for form, row in nouns().items() if row["frame"]), key=len, reverse=True))


@cache
def _sources() -> tuple[str, ...]:
    return tuple(noun.casefold() for noun in sources())


def noun_of_speech(lemma: str, form: str) -> str | None:
    """The lexicon's noun that a word is, or that closes it (*Polizeiangaben*)."""
    for word in (lemma, form, form.removesuffix("n"), form.removesuffix("en")):
        low = word.casefold()
        if low.endswith(_sources()):
            return next(n for n in sources() if low.endswith(n.casefold()))
    return None


@cache
def calling() -> frozenset[str]:
    """Verbs by which somebody calls something so, in quotation marks."""
    return frozenset(form for form, row in verbs().items() if "quote" in row["needs"].split())


@cache
def quoting() -> frozenset[str]:
    """Verbs that may introduce quoted words of any form."""
    return calling() | {form for form, row in verbs().items() if not row["needs"]}


@cache
def stating() -> frozenset[str]:
    """Verbs that may have what is said as their complement."""
    return frozenset(form for form, row in verbs().items() if row["needs"] != "quote")


@cache
def told() -> dict[str, tuple[str, ...]]:
    """Verbs that tell a speech act without its words, with the frames that make them do so."""
    frames: dict[str, tuple[str, ...]] = {}
    for row in lexicon.load("speech_acts"):
        frames[row["form"]] = (*frames.get(row["form"], ()), row["frame"])
    return frames


def acts_of(lemma: str) -> tuple[str, ...]:
    """The frames in which a verb tells a speech act; none for a verb that tells none."""
    return told().get(lemma, ())


def medium(row: lexicon.Row) -> Medium:
    """The medium of a verb or noun of saying."""
    return _MEDIA[row["medium"]]


def row_name(kind: str, form: str, frame: str = "") -> str:
    """What a row of the lexicon is called where a statement is due to it: `statements/verb sagen`."""
    return f"statements/{kind} {form} {frame}".rstrip()
