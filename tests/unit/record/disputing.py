"""Tellings made by hand for the tests of disputes, and what contradicts what among them."""

from __future__ import annotations

from typing import Any

from lagebild.reading import OUTLET, Figure
from lagebild.record.contradictions import Dispute, contradictions
from lagebild.record.evidence import Evidence
from lagebild.record.incidents import incident
from lagebild.record.telling import Party, Telling
from lagebild.record.voices.independence import Voice
from lagebild.record.wording import root_of
from lagebild.timex import interval

HOFER = Party(id="person:ute-hofer", name="Ute Hofer")
BRANDT = Party(id="person:jan-brandt", name="Jan Brandt")
FRONT = Party(id="body:front", name="Front der Freien Berge", kind="organisation")
LEAGUE = Party(id="body:league", name="Liga der Küste", kind="organisation")
ESTLAND = Party(id="state:estland", name="Estland", kind="state")
PERU = Party(id="state:peru", name="Peru", kind="state")


def group(name: str) -> Party:
    return Party(id=f"body:x/{name}", name=name, kind="group", named=False)


def town(name: str) -> Party:
    return Party(id=f"place:{name.casefold()}", name=name, kind="place")


def count(kind: Any, value: int, bound: Any = "exact", *, up: bool = False, at: int = 0) -> Figure:
    return Figure(kind=kind, value=value, bound=bound, start=at, end=at + 1, counts_up=up)


def told(
    outlet: str,
    published: str = "2021-03-10",
    *,
    kind: Any = "ASSAULT",
    word: str = "Angriff",
    time: str | None = None,
    status: Any = "happened",
    source: str | None = OUTLET,
    by: tuple[Party, ...] = (),
    to: tuple[Party, ...] = (),
    place: Party | None = None,
    figures: tuple[Figure, ...] = (),
    near: tuple[str, ...] = (),
    number: int = 0,
    says: str = "…",
    report: str | None = None,
) -> Telling:
    first, last = interval(time) or (None, None)
    report = report or f"{published}-{outlet}"
    key = f"{report}/v{number}-{word}-{source}"
    evidence = Evidence(
        published=published, outlet=outlet, report=report, sentence=says, start=number, end=number + 1, entry=key
    )
    return Telling(
        id=key, type=kind, mode=None, context=(), trigger=word, time=time, valid_from=first, valid_to=last,
        status=status, source=source, actors=by, recipients=to, place=place, figures=figures, evidence=evidence,
        root=root_of(word), near=near, sentence=number,
    )  # fmt: skip


def found(*tellings: Telling, voices: dict[str, str] | None = None, beside: tuple[Telling, ...] = ()) -> list[Dispute]:
    spoken = {key: Voice(independence="own", voice=name) for key, name in (voices or {}).items()}
    return list(contradictions(incident(tellings, spoken), beside))


def kinds(*tellings: Telling, **options: Any) -> list[str]:
    return [dispute.kind for dispute in found(*tellings, **options)]


def values(*tellings: Telling, **options: Any) -> list[str]:
    (dispute,) = found(*tellings, **options)
    return [claim.value for claim in dispute.claims]
