"""Word lists of German stand in the lexicon, not in code: there is none in `annotate/`.

A list is a literal of more than three words: a set, tuple or list of strings, the keys of a dictionary, a string that is
split, or the alternatives of a regular expression. Technical vocabularies are no German: they are known by the
vocabularies themselves (labels and features of the shipped model, literals and fields of readings and clauses, slots and
roles of frames, classes and values of times), never by the place where they stand.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec
import pytest

import lagebild.annotate
from lagebild import analysis, clauses, lexicon, reading
from lagebild.annotate import times
from lagebild.annotate.events import conditions
from lagebild.annotate.events import lexicon as events
from lagebild.annotate.times.tokens import letters, words
from lagebild.language.analyser import MODEL
from lagebild.lexicon.words import sets

ROOT = Path(inspect.getfile(lagebild.annotate)).parent
MOST = 3
ALTERNATIVES = re.compile(r"[^()|]*(?:\|[^()|]*)+")
LETTERS = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")
SENTENCE = re.compile(r".* .*[.?!“]$", re.DOTALL)


class Found(NamedTuple):
    """A list of German words in code."""

    file: str
    line: int
    words: tuple[str, ...]


@cache
def technical() -> frozenset[str]:
    """Every word of a technical vocabulary."""
    found = {*conditions.KINDS, *events.POS, *events.ROLES, *events.SLOTS, *events.CASES, *letters()}
    found.update(value for _, value, _ in words().values())
    found.update(row["value"] for row in lexicon.load("time_phrases"))
    for module in (reading, clauses, analysis, *_annotators()):
        for value in list(vars(module).values()):
            found |= _named(value)
    classes = json.loads((MODEL / "classes.json").read_text("utf-8"))
    for feature, values in classes["feats"].items():
        found |= {feature, *values}
    found.update(sets("closed_words"), sets("word_sets"), times.RESOLVERS)
    return frozenset(found.union(classes["tags"], classes["labels"], classes["names"]))


def _annotators() -> Iterator[Any]:
    for info in pkgutil.walk_packages(lagebild.annotate.__path__, "lagebild.annotate."):
        yield importlib.import_module(info.name)


def _named(value: Any) -> set[str]:
    """The members of a Literal, the fields of a struct, the names of a class's attributes."""
    if get_origin(value) is Literal:
        return {v for v in get_args(value) if isinstance(v, str)}
    if inspect.isclass(value) and (issubclass(value, msgspec.Struct) or value.__module__.startswith("lagebild.")):
        return {*getattr(value, "__struct_fields__", ()), *getattr(value, "_fields", ()), *vars(value)}
    return set()


def lists(tree: ast.AST, file: str) -> Iterator[Found]:
    """Every list of more than three words of German in a syntax tree."""
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        for listed in _listed(node, documented):
            german = tuple(word for word in listed if LETTERS.search(word) and not SENTENCE.match(word))
            if len(german) > MOST and not technical().issuperset(german):
                yield Found(file, getattr(node, "lineno", 0), german)


def _listed(node: ast.AST, documented: set[int]) -> Iterator[list[str]]:
    if isinstance(node, ast.Set | ast.Tuple | ast.List):
        yield _strings(node.elts)
    elif isinstance(node, ast.Dict):
        yield _strings([key for key in node.keys if key is not None])
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        if isinstance(node.func.value, ast.Constant) and isinstance(node.func.value.value, str):
            yield node.func.value.value.split()
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
        for part in ALTERNATIVES.findall(node.value):
            yield part.split("|")


def _strings(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def in_code() -> list[Found]:
    return [
        found
        for path in sorted(ROOT.rglob("*.py"))
        for found in lists(ast.parse(path.read_text("utf-8")), str(path.relative_to(ROOT)))
    ]


def test_no_list_of_the_lexicon_would_pass_for_a_technical_one() -> None:
    listed = [words for concept in ("closed_words", "word_sets") for words in sets(concept).values()]
    assert not [words for words in listed if len(words) > MOST and technical().issuperset(words)]


def test_no_german_word_list_stands_in_code() -> None:
    assert not [f"{f.file}:{f.line}: {' '.join(f.words)[:100]}" for f in in_code()]


@pytest.mark.parametrize(
    "code",
    [
        "{'provinz', 'region', 'kreis', 'bezirk'}",
        "('Provinz', 'Region', 'Kreis', 'Bezirk')",
        "['provinz', 'region', 'kreis', *others, 'bezirk']",
        "frozenset(('provinz', 'region', 'kreis', 'bezirk'))",
        "{'provinz': 1, 'region': 2, 'kreis': 3, 'bezirk': 4}",
        "'provinz region kreis bezirk'.split()",
        "re.compile(r'(?:provinz|region|kreis|bezirk)en?')",
        "PLACES = 'provinz|region|kreis|bezirk'",
        "('nsubj', 'obj', 'kreis', 'obl')",
    ],
)
def test_german_lists_are_seen(code: str) -> None:
    assert [found.file for found in lists(ast.parse(code), "x")] == ["x"]


@pytest.mark.parametrize(
    "code",
    [
        "{'provinz', 'region', 'kreis'}",
        "('nsubj', 'obj', 'iobj', 'obl')",
        "('NOUN', 'PROPN', 'ADJ', 'VERB', 'ADP')",
        "('ASSAULT', 'DISASTER', 'DIE', 'COERCE')",
        "'mentions entities kinds parts'.split()",
        "{'with': 1, 'not': 2, 'here': 3, 'no': 4}",
        "'provinz|region|kreis|bezirk, says a docstring'",
        "(',', ':', '-', '–', 'a')",
    ],
)
def test_technical_lists_and_short_ones_are_not(code: str) -> None:
    assert list(lists(ast.parse(code), "x")) == []
