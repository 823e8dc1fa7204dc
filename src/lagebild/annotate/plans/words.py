"""The words of one point of a plan."""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.lexicon.words import closed


def extent(a: Analysis, head: int, without: tuple[str, ...], opener: int | None, low: int) -> list[int]:
    """The tokens under a word from token `low` on, without the outer branches of some labels and that of `opener`."""
    inside = {head}
    open_ = [c for c in a.children[head] if a.labels[c] not in (*without, "det", "det:poss") and c != opener]
    while open_:
        token = open_.pop()
        inside.add(token)
        open_ += a.children[token]
    return [token for token in inside if token >= low]


def phrase(a: Analysis, head: int, without: tuple[str, ...], opener: int | None = None, low: int = 0) -> str:
    """The text of what :func:`extent` gives."""
    inside = extent(a, head, without, opener, low)
    begin, end = min(inside), max(inside) + 1
    while end > begin + 1 and a.forms[end - 1] in (",", ".", ";", ":"):
        end -= 1
    return a.span(begin, end).of(a.text)


def without_article(item: str) -> str:
    """The words of a point but for an article before them."""
    article, _, rest = item.partition(" ")
    return rest if rest and article.casefold() in closed("articles") else item
