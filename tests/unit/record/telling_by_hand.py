"""Tellings made by hand for the tests of what is one incident."""

from __future__ import annotations

from typing import Any

from lagebild.reading import Figure
from lagebild.record.evidence import Evidence
from lagebild.record.telling import Party, Telling
from lagebild.record.wording import deeds_of, root_of
from lagebild.timex import interval

HOFER = Party(id="person:ute-hofer", name="Ute Hofer")
BRANDT = Party(id="person:jan-brandt", name="Jan Brandt")
FRONT = Party(id="body:front", name="Front der Freien Berge", kind="organisation")
SARN = Party(id="place:sarn", name="Sarn", kind="place")
OLMEN = Party(id="place:olmen", name="Olmen", kind="place")
PERU = Party(id="state:peru", name="Peru", kind="state")
KENIA = Party(id="state:kenia", name="Kenia", kind="state")


def some(words: str) -> Party:
    """Somebody who is only described."""
    return Party(id=f"person:x/{words}", name=words, named=False)


def count(value: int, kind: Any = "killed", **options: Any) -> Figure:
    return Figure(kind=kind, value=value, bound="exact", start=0, end=1, **options)


def telling(
    word: str = "Anschlag",
    report: str = "r1",
    *,
    kind: Any = "ASSAULT",
    published: str | None = "2021-03-10",
    time: str | None = None,
    number: int = 0,
    actors: tuple[Party, ...] = (),
    recipients: tuple[Party, ...] = (),
    **fields: Any,
) -> Telling:
    """A telling: the `number`th of its report, in a sentence of its own unless `sentence` says otherwise."""
    first, last = interval(time) or (None, None)
    evidence = Evidence(published=published, outlet="Kurant", report=report, sentence="…", start=number, end=number + 1)
    made: dict[str, Any] = {
        "id": f"{report}/v{number}", "type": kind, "mode": None, "context": (), "trigger": word, "time": time,
        "valid_from": first, "valid_to": last, "status": "happened", "source": "outlet", "actors": actors,
        "recipients": recipients, "place": None, "figures": (), "evidence": evidence, "root": root_of(word),
        "deeds": tuple(sorted(deeds_of(word))), "noun": word[:1].isupper(), "sentence": number, "turn": number,
    }  # fmt: skip
    return Telling(**(made | fields))
