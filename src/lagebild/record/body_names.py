"""What two forms of one body's name have in common: no articles, legal forms or endings of declension."""

from __future__ import annotations

from lagebild.record.spellings import Words

_ARTICLES = frozenset("der die das des dem den the la le el il".split())
_LEGAL_FORMS = frozenset(
    "ag gmbh kg kgaa se eg ev ohg ug mbh co inc ltd plc llc corp corporation sa spa nv bv oyj ab asa".split()
)

_CLUB_FORMS = frozenset("fc sv sc vfb vfl tsv tsg fsv bsc ssv asc afc ac tus bv bc ev hsv".split())
"""Goes before the name of a club and is often dropped; a single word that is left is a town."""


def stems(words: Words) -> Words:
    """The words of a body's name without articles, legal forms, club forms and the endings of German declension."""
    kept = [w for w in words if w not in _ARTICLES]
    while len(kept) > 1 and kept[-1] in _LEGAL_FORMS:
        kept.pop()
    if len(kept) > 2 and kept[0] in _CLUB_FORMS:
        del kept[0]
    if len(kept) == 1:  # one word is a name of its own: Rot is not Rote
        return tuple(kept)
    return tuple(_stem(word) for word in kept)


def _stem(word: str) -> str:
    for end in ("en", "em", "er", "es", "e", "s", "n"):
        if word.endswith(end) and len(word) - len(end) > 3:
            return word[: -len(end)]
    return word
