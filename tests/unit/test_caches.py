"""What is kept in memory does not grow with what is read: a cache without a bound has keys of a bounded number."""

from __future__ import annotations

import ast
from pathlib import Path

import lagebild

BY_NAME = {
    "_labels", "phrases", "compiled", "closed", "closed_tuple", "closed_map", "word_set", "word_tuple", "sets", "load",
    "lexicon_hash", "load_analyser", "_plain", "_slopes", "plain_names", "seats_of",
}  # fmt: skip
"""Their arguments are names of word lists, languages, frames of the lexicon, analysers, sizes of a network, kinds of bodies
or bodies of the register: never words of a report."""


def test_a_cache_without_a_bound_is_not_asked_for_words_of_a_report() -> None:
    unbounded = set()
    for path in Path(lagebild.__file__).parent.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and function.args.args:
                for decorator in map(ast.unparse, function.decorator_list):
                    if decorator in ("cache", "functools.cache") or "maxsize=None" in decorator:
                        unbounded.add(function.name)
    assert unbounded - {"self"} <= BY_NAME
    assert unbounded, "no cache is found at all"
