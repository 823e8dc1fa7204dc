"""The patterns of `time_rules.tsv`, `time_phrases.tsv` and `time_feasts.tsv`, compiled, and what they match."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lagebild import lexicon
from lagebild.annotate.times.tokens import FILLER, Token, inflected, letters, tokens
from lagebild.errors import LexiconError

_PIECE = re.compile(r"[A-Z]+|<!|<|>!|>|\s+|[()|?*+]")
_AHEAD = 40
"""Tokens that `*` and `+` look ahead over at most, so that a long list is not looked through from each of its items."""
_LOOKS = {"<": "(?<=", "<!": "(?<!", ">": "(?=", ">!": "(?!"}


class Candidate(NamedTuple):
    """Tokens `first` to `last` (exclusive) that a rule matches, with the resolver's name and its argument."""

    first: int
    last: int
    rule: str
    resolver: str
    argument: str


class Rule(NamedTuple):
    """A compiled pattern."""

    name: str
    resolver: str
    argument: str
    pattern: re.Pattern[str]
    needs: str


def needed(form: str) -> str:
    """The letters of the classes that a pattern cannot match without: it need not be tried where one is missing."""
    depth, out, known = 0, "", letters()
    pieces = [piece[0] for piece in _PIECE.finditer(form) if not piece[0].isspace()]
    for index, part in enumerate(pieces):
        depth += (part == "(") - (part == ")")
        after = pieces[index + 1] if index + 1 < len(pieces) else ""
        if (
            not depth
            and part in known
            and after not in ("?", "*")
            and pieces[index - 1 : index] not in (["<!"], [">!"])
        ):
            out += known[part]
    return out


def compile_pattern(form: str) -> re.Pattern[str]:
    """A pattern over the letters of classes; `<A`, `<!A`, `>(…)`, `>!(…)` look around without taking part.

    Raises LexiconError for a class that no word has.
    """
    out, position, known, closers, depth = [], 0, letters(), [], 0
    look_next = False
    for piece in _PIECE.finditer(form):
        if piece.start() != position:
            raise LexiconError(f"time_rules.tsv: {form!r}: cannot read {form[position : piece.start()]!r}")
        position = piece.end()
        part = piece[0]
        if part.isspace():
            continue
        if part in _LOOKS:
            out.append(_LOOKS[part])
            look_next = True
        elif part == "(":
            depth += 1
            out.append("(?:")
            if look_next:
                closers.append(depth)
                look_next = False
        elif part == ")":
            out.append(")")
            if closers and closers[-1] == depth:
                closers.pop()
                out.append(")")
            depth -= 1
        elif part in "*+" and closers:
            out.append(f"{{{int(part == '+')},{_AHEAD}}}")
        elif part in "|?*+":
            out.append(part)
        elif part in known:
            out.append(known[part])
            if look_next:
                out.append(")")
                look_next = False
        else:
            raise LexiconError(f"time_rules.tsv: {form!r}: there is no class {part!r}")
    if position != len(form) or depth:
        raise LexiconError(f"time_rules.tsv: {form!r}: the pattern is incomplete")
    return re.compile("".join(out))


@cache
def rules() -> tuple[Rule, ...]:
    """All patterns, compiled once."""
    rows = lexicon.load("time_rules", required=("form", "rule", "resolver"))
    return tuple(
        Rule(r["rule"], r["resolver"], r["value"], compile_pattern(r["form"]), needed(r["form"])) for r in rows
    )


Phrase = tuple[tuple[str, ...], str, str, str]


@cache
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """Fixed expressions by their first two words: all words, resolver, argument and rule, longest first."""
    table: dict[str, list[Phrase]] = {}
    for row in lexicon.load("time_phrases", required=("form", "type", "value")):
        for form in inflected(row["form"]):
            _add(table, form, "fixed", f"{row['type']} {row['value']}", "phrase")
    for row in lexicon.load("time_feasts", required=("form", "value")):
        _add(table, row["form"], "feast", row["value"], "feast")
    return {key: tuple(sorted(entries, key=lambda e: -len(e[0]))) for key, entries in table.items()}


def _add(table: dict[str, list[Phrase]], form: str, resolver: str, argument: str, rule: str) -> None:
    parts = tuple(token.text for token in tokens(form))
    if parts:
        table.setdefault(" ".join(parts[:2]).lower(), []).append((parts, resolver, argument, rule))


def _same(form: str, word: str) -> bool:
    """True if a word is the form, its first letter raised at a sentence's begin, or all of it in a heading."""
    heading = len(word) > 2 and word == form.upper()
    return word == form or heading or (form.islower() and word == form.capitalize())


def _raised(form: str, word: str) -> bool:
    """True if a word has a capital where its form has none; inside a sentence it is then a noun (*des Abends*)."""
    return form[0].islower() and word[0].isupper() and not (word.isupper() and len(word) > 2)


def _opens(before: Token) -> bool:
    return before.kind in ("DOT", "COLON", "OPEN", "DASH", "QUOTE") or not before.text.isalnum()


def encode(found: list[Token]) -> str:
    """One letter a token; words that no pattern names are fillers."""
    known = letters()
    return "".join(known.get(token.kind, FILLER) for token in found)


def candidates(found: list[Token], code: str) -> list[Candidate]:
    """Everything that a rule or a phrase matches, by start, then longest first, then the rules' order."""
    out: list[tuple[int, int, int, Candidate]] = []
    lexical = phrases()
    present = frozenset(code)
    lower = [token.text.lower() for token in found] + [""]
    for index, token in enumerate(found):
        for key in (lower[index], f"{lower[index]} {lower[index + 1]}"):
            for parts, resolver, argument, rule in lexical.get(key, ()):
                last = index + len(parts)
                if last > len(found) or (index and _raised(parts[0], token.text) and not _opens(found[index - 1])):
                    continue
                if all(_same(p, t.text) for p, t in zip(parts, found[index:last], strict=True)):
                    out.append((index, -last, -1, Candidate(index, last, rule, resolver, argument)))
    for order, compiled in enumerate(rules()):
        if not present.issuperset(compiled.needs):
            continue
        for match in compiled.pattern.finditer(code):
            first, last = match.span()
            entry = Candidate(first, last, compiled.name, compiled.resolver, compiled.argument)
            out.append((first, -last, order, entry))
    out.sort()
    return [entry for _, _, _, entry in out]
