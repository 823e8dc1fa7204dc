"""The register of bodies: `bodies.tsv` with the names, the state and the kind of each, and what outlets and agencies add.

Several bodies may bear one name (the *Bundesrat* of three states); then the name alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from lagebild.lexicon import Row, load
from lagebild.lexicon.words import closed_map

MEDIA = ("news_agency", "paper", "magazine", "portal", "broadcaster")
PUBLIC = (
    "government", "parliament", "ministry", "court", "police", "army", "intelligence", "central_bank", "authority",
)  # fmt: skip
"""Kinds of bodies that belong to a state as its own."""

KINDS = frozenset(
    (
        *MEDIA,
        *PUBLIC,
        "international",
        "party",
        "armed_group",
        "union",
        "association",
        "company",
        "club",
        "church",
        "university",
    )
)
_GENDERS = frozenset(("m", "f", "n", "pl"))
_COLUMNS = ("form", "gender", "kind")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


class Body(NamedTuple):
    """A body that is known: `name` as the record shows it, `names` all its names, the first included.

    `plain` are those of them that are common words or short for much else. `state` is the German name of the state it
    belongs to, empty if it belongs to several; `wikidata` is empty if the id is not certain.
    """

    name: str
    names: tuple[str, ...]
    kind: str
    state: str = ""
    gender: str = ""
    wikidata: str = ""
    plain: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """What no other body has in common with it: the name and the state."""
        return self.name, self.state


@cache
def listed() -> tuple[Body, ...]:
    """The bodies of `bodies.tsv`, in its order. Raises LexiconError as :func:`read` does."""
    return read(load("bodies", required=_COLUMNS), states=frozenset(row["form"] for row in load("states")))


@cache
def bodies() -> tuple[Body, ...]:
    """All known bodies: those of `bodies.tsv`, and the agencies and outlets, joined where both files have one body.

    An outlet is a body of `bodies.tsv` if one of its names (not a plain one) is that of a medium there.
    """
    found = list(listed())
    places = {
        name.casefold(): n
        for n, body in enumerate(found)
        if body.kind in MEDIA
        for name in set(body.names) - body.plain
    }
    for medium in _media():
        here = {name: places[name.casefold()] for name in medium.names if name.casefold() in places}
        strong = [place for name, place in here.items() if name not in medium.plain]
        if strong:
            found[strong[0]] = _joined(found[strong[0]], medium)
        elif not here:
            found.append(medium)
    return tuple(found)


def read(rows: Iterable[Row], *, states: frozenset[str]) -> tuple[Body, ...]:
    """The bodies that rows tell, checked.

    Raises LexiconError naming file, line and column for an unknown gender, state or kind, for a Wikidata id that is none
    or stands twice, for a plain name that the body does not have, and for a name that two bodies of one state have.
    """
    found: list[Body] = []
    lines: dict[tuple[str, str], int] = {}
    ids: dict[str, int] = {}
    for row in rows:
        names = (row["form"], *_split(row["others"]))
        plain = frozenset(_split(row["plain"]))
        _check(row, names, plain, states)
        if row["wikidata"] and ids.setdefault(row["wikidata"], row.line) != row.line:
            raise row.fault(
                "wikidata", f"{row['wikidata']} is the id of line {ids[row['wikidata']]}; keep the right one"
            )
        for name in dict.fromkeys(n.casefold() for n in names):
            other = lines.setdefault((row["state"], name), row.line)
            if other != row.line:
                column = "form" if name == row["form"].casefold() else "others"
                where = row["state"] or "no state"
                raise row.fault(column, f"the body in line {other} of {where} is called {name!r}, too; make them one")
        found.append(Body(names[0], names, row["kind"], row["state"], row["gender"], row["wikidata"], plain))
    return tuple(found)


def _check(row: Row, names: Sequence[str], plain: frozenset[str], states: frozenset[str]) -> None:
    if row["gender"] not in _GENDERS:
        raise row.fault("gender", f"expected m, f, n or pl, found {row['gender']!r}")
    if row["state"] and row["state"] not in states:
        raise row.fault("state", f"expected a state of states.tsv or nothing, found {row['state']!r}")
    if row["kind"] not in KINDS:
        raise row.fault("kind", f"expected one of {', '.join(sorted(KINDS))}, found {row['kind']!r}")
    if row["wikidata"] and not _WIKIDATA.fullmatch(row["wikidata"]):
        raise row.fault("wikidata", f"expected an id such as Q458, found {row['wikidata']!r}")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise row.fault("others", f"{twice!r} stands twice; leave one out")
    if strange := plain - set(names):
        raise row.fault("plain", f"{min(strange)!r} is no name of this body; add it to the others")


def _media() -> tuple[Body, ...]:
    agencies = load("agencies", required=("form", "country", "example"), unique=True)
    outlets = load("outlets", required=("form", "kind", "country"), unique=True)
    return (
        *(_medium(row, (row["form"], row["long"], *_split(row["others"])), "news_agency") for row in agencies),
        *(_medium(row, (row["form"], *_split(row["others"])), row["kind"]) for row in outlets),
    )


def _medium(row: Row, names: Sequence[str], kind: str) -> Body:
    if kind not in MEDIA:
        raise row.fault("kind", f"expected one of {', '.join(MEDIA)}, found {kind!r}")
    state = closed_map("states_by_code").get(row["country"], "")
    named = tuple(dict.fromkeys(filter(None, names)))
    return Body(row["form"], named, kind, state, plain=frozenset(_split(row["plain"])))


def _joined(body: Body, medium: Body) -> Body:
    names = tuple(dict.fromkeys((*body.names, *medium.names)))
    return body._replace(names=names, plain=body.plain | (medium.plain - set(body.names)))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
