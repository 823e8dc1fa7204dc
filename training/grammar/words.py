"""The word lists of the grammar, and which part of the treebank may use which word.

A part has names and verbs that the other never has: a word belongs to a part by a checksum of its form, verbs by that of
their base (*angreifen* and *aufgreifen* by *greifen*), so that neither a run nor a new word moves the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from zlib import crc32

from lagebild import lexicon

Part = Literal["train", "measure"]
PARTS: tuple[Part, ...] = ("train", "measure")
KEPT_BACK = 4
"""One word of so many is kept for measuring."""
CASES = ("Nom", "Acc", "Dat", "Gen")


def part_of(word: str) -> Part:
    """The part of the treebank that a word belongs to."""
    return "measure" if crc32(word.casefold().encode()) % KEPT_BACK == 0 else "train"


def rows(name: str) -> tuple[lexicon.Row, ...]:
    """The rows of one of the grammar's word lists. Raises LexiconError for a malformed one."""
    path = Path(__file__).parent / f"{name}.tsv"
    return lexicon.parse(path.name, path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun's declension; `adjectival` ones take the endings of an adjective."""

    form: str
    genitive: str
    plural: str
    gender: str
    adjectival: bool = False

    @property
    def lemma(self) -> str:
        """Its nominative singular, or the plural of nouns that have nothing else."""
        return self.form

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that it has."""
        has = {"Sing": self.adjectival or self.genitive != "-", "Plur": self.adjectival or self.plural != "-"}
        return tuple(number for number, given in has.items() if given)

    def inflected(self, case: str, number: str) -> str:
        """The form in a case and number; adjectival nouns are inflected with their determiner (`nominals`)."""
        if number == "Plur":
            return self.plural + "n" if case == "Dat" and not self.plural.endswith(("n", "s")) else self.plural
        if case == "Gen" or (case != "Nom" and self.weak):
            return self.genitive
        return self.form

    @property
    def weak(self) -> bool:
        """True for masculines in -(e)n (*der Polizist, den Polizisten*)."""
        return self.gender == "Masc" and self.genitive.endswith("n") and self.genitive != self.form


@cache
def nouns(kind: str) -> tuple[Noun, ...]:
    """The nouns of a kind of nouns.tsv."""
    return tuple(_noun(row) for row in rows("nouns") if kind in row["kinds"].split(","))


@cache
def noun(form: str) -> Noun | None:
    """A noun by its form; None if nouns.tsv does not have it."""
    return next((_noun(row) for row in rows("nouns") if row["form"] == form), None)


def _noun(row: lexicon.Row) -> Noun:
    form = row["form"]
    return Noun(
        form.removesuffix("*"), row["genitive"], row["plural"], row["gender"].replace("-", ""), form.endswith("*")
    )


_FEMININES = {"Arzt": "Ärztin", "Anwalt": "Anwältin", "Staatsanwalt": "Staatsanwältin", "Bauer": "Bäuerin",
              "Koch": "Köchin", "Landrat": "Landrätin"}  # fmt: skip
_NONE = ("Mann", "Mensch", "Flüchtling", "Häftling")


def feminine(masculine: Noun) -> Noun | None:
    """The feminine of a person's noun (*Sprecherin*); None where there is none."""
    if masculine.gender != "Masc" or masculine.adjectival or masculine.form.endswith(("mann", *_NONE)):
        return None
    form = _FEMININES.get(masculine.form, masculine.form.removesuffix("e") + "in")
    return Noun(form, form, form + "nen", "Fem")


@cache
def names(kind: str, part: Part) -> tuple[tuple[str, str], ...]:
    """The names of a kind that a part may use, each with its gender or an empty string."""
    return tuple((r["form"], r["feats"]) for r in rows("names") if r["kind"] == kind and part_of(r["form"]) == part)


@cache
def closed_names(kind: str) -> tuple[tuple[str, str], ...]:
    """Words in names that both parts use: particles, class words of bodies."""
    return tuple((r["form"], r["feats"]) for r in rows("names") if r["kind"] == kind)


@cache
def first_names(part: Part) -> tuple[tuple[str, str], ...]:
    """German and other first names of the lexicon with their gender."""
    known = {"m": "Masc", "f": "Fem"}
    found = ((r["form"], known[r["gender"]]) for r in lexicon.load("first_names") if r["gender"] in known)
    return tuple((name, gender) for name, gender in found if name.isalpha() and part_of(name) == part)


@cache
def surnames(part: Part) -> tuple[str, ...]:
    """Surnames: common ones, and some put together of two parts."""
    common = [name for name, _ in names("surname", part)]
    made = (stem + ending for stem, _ in closed_names("stem") for ending, _ in closed_names("ending"))
    return (*common, *(name for name in made if part_of(name) == part))


@dataclass(frozen=True, slots=True)
class State:
    """A state: its name, grammatical gender, the stem of its adjective, an inhabitant and the capital."""

    form: str
    gender: str
    adjective: str
    inhabitant: str
    capital: str


@cache
def states(part: Part) -> tuple[State, ...]:
    """States of one word that are neuter, so that their names have no article."""
    found = []
    for row in lexicon.load("states"):
        inhabitant = row["inhabitant"].split("|")[0]
        capital = row["capital"].split("|")[0]
        if row["gender"] != "n" or row["level"] != "state" or not row["form"].isalpha() or not capital.isalpha():
            continue
        if part_of(row["form"]) == part and part_of(capital) == part and inhabitant.isalpha():
            found.append(State(row["form"], "Neut", row["adjective"].split("|")[0], inhabitant, capital))
    return tuple(found)


@cache
def acronyms(part: Part) -> tuple[str, ...]:
    """Made-up acronyms of bodies, three or four letters."""
    firsts, middles, lasts = "ABFGKLNUVZ", "BDFGKLNPRT", "AFKPSUV"
    made: Iterable[str] = (
        a + b + tail for a in firsts for b in middles if a != b for tail in (*lasts, *(f"{a}{c}" for c in lasts))
    )
    real = {r["form"] for r in rows("names")}
    return tuple(name for name in made if part_of(name) == part and name not in real)
