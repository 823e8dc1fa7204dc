"""simplemma's dictionary of German word forms, read in its packed form.

Unpacked it would take 90 MB and 0.3 s more at the start. Packed, looking up a new word takes some ten microseconds, and
the cache pays that only once.
"""

from __future__ import annotations

from functools import lru_cache

_KEPT = 200_000


@lru_cache(maxsize=_KEPT)
def is_known(form: str) -> bool:
    """True if a form is in the dictionary."""
    import simplemma  # noqa: PLC0415  (a question about a small record needs none)

    return simplemma.is_known(form, lang="de", low_memory=True)


@lru_cache(maxsize=_KEPT)
def lemma_of(form: str) -> str:
    """The lemma of a form, whatever its part of speech; the form itself if none is known."""
    import simplemma  # noqa: PLC0415

    return simplemma.lemmatize(form, lang="de", low_memory=True)
