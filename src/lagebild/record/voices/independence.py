"""How many voices tell an incident: which tellings are one voice, and why.

Five papers that print one agency report are one voice. The rules, the strongest first:

1. A telling with an agency's credit is the agency's; with several credits it adds nothing to an agency that is heard alone.
2. A near copy is the voice of what it copies.
3. A telling that cites another outlet is that outlet's voice, whether the outlet is on record itself or not.
4. Else a telling is its outlet's own. All tellings of one outlet are one voice.
5. A voice that only one outlet passes on is no second voice beside that outlet: there is only its word for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from lagebild.document import Span
from lagebild.record.voices.citations import Citation
from lagebild.record.voices.copies import Copy
from lagebild.record.voices.credit import Credit, of_the_text
from lagebild.record.voices.outlets import medium, stands_for, the_one

_AND = "\0"
"""Between the agencies of one credit; the names of outlets have slashes."""

Independence = Literal["own", "agency", "copy", "cites"]


class Testimony(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of an incident, with what is known of where its report has it from.

    `agencies` are the credits of the report, `original` is the report that it copies, `cited` are the citations that the
    telling rests on (:meth:`Citation.covers` its sentence). `published` is an ISO date or date-time.
    """

    report: str
    outlet: str | None
    published: str | None = None
    agencies: tuple[Credit, ...] = ()
    original: Copy | None = None
    cited: tuple[Citation, ...] = ()


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Whose word a telling is: how it got it, the voice's name, and the words of the report that say so.

    `because` is None for an outlet's own telling. Tellings with one `voice` are one source.
    """

    independence: Independence
    voice: str
    because: Span | None = None


def voices(tellings: Sequence[Testimony]) -> tuple[Voice, ...]:
    """The voice of each telling of one incident, in the order of the tellings; what is said of each depends on no order."""
    return _Incident(tellings).voices()


def sources(found: Iterable[Voice]) -> int:
    """How many independent voices there are."""
    return len({voice.voice for voice in found})


class _Incident:
    """The tellings of one incident with the names of whoever speaks in them."""

    def __init__(self, tellings: Sequence[Testimony]) -> None:
        self._tellings = tellings
        self._outlets = sorted({telling.outlet for telling in tellings if telling.outlet})
        self._by_report: dict[str, list[Testimony]] = defaultdict(list)
        for telling in tellings:
            self._by_report[telling.report].append(telling)
        self._signs: dict[str, set[str]] = defaultdict(set)
        for telling in tellings:
            for credit in of_the_text(telling.agencies):
                if not credit.known:
                    self._signs[credit.agency.casefold()].add(self._home(telling))

    def voices(self) -> tuple[Voice, ...]:
        first = [self._first(telling) for telling in self._tellings]
        settled = self._named(self._traced(self._settled(first)))
        return tuple(
            msgspec.structs.replace(voice, voice=name.replace(_AND, "/"))
            for voice, name in zip(first, settled, strict=True)
        )

    def _home(self, telling: Testimony) -> str:
        """The name of the voice that is an outlet's own; a report of no outlet is one by itself."""
        return self._name(telling.outlet) if telling.outlet else f"report {telling.report}"

    def _name(self, called: str) -> str:
        """How a voice is called: as the lexicon has it, else as the outlet on record that the name means."""
        known = medium(called)
        if known is not None:
            return known.name
        return the_one(called, self._outlets) or called

    def _sign(self, credit: Credit) -> str:
        """The name of an agency; an unknown sign is the outlet on record that it stands for, if there is just one."""
        if credit.known:
            return self._name(credit.agency)
        fitting = {self._name(outlet) for outlet in self._outlets if stands_for(credit.agency, outlet)}
        return fitting.pop() if len(fitting) == 1 else credit.agency.casefold()

    def _agencies(self, telling: Testimony) -> Iterator[tuple[str, Span]]:
        """The agencies that the text is credited to: not the outlet itself, not what may be a reporter's initials."""
        for credit in of_the_text(telling.agencies):
            name = self._sign(credit)
            if name == self._home(telling) or (
                telling.outlet and stands_for(credit.agency, telling.outlet) and not credit.known
            ):
                continue
            initials = credit.place != "dateline" or len(credit.agency) < 3
            alone = name == credit.agency.casefold() and len(self._signs[name]) < 2
            if credit.known or not (initials and alone):
                yield name, Span(credit.start, credit.end)

    def _first(self, telling: Testimony, above: frozenset[str] = frozenset()) -> Voice:
        """What a telling is by itself; several agencies are one voice with all their names as yet."""
        home = self._home(telling)
        agencies = dict(reversed(list(self._agencies(telling))))
        if agencies:
            names = sorted(agencies)
            return Voice(independence="agency", voice=_AND.join(names), because=min(agencies.values()))
        if telling.original is not None and telling.original.original not in above:
            voice = self._of_original(telling.original, above | {telling.report})
            if voice != home:
                span = Span(telling.original.start, telling.original.end)
                return Voice(independence="copy", voice=voice, because=span)
        cited = sorted(
            (citation for citation in telling.cited if self._counts(citation, home)),
            key=lambda citation: (citation.outlet is None, citation.start),
        )
        if cited:
            name = self._name(cited[0].outlet) if cited[0].outlet else home
            return Voice(independence="cites", voice=name, because=Span(cited[0].start, cited[0].end))
        return Voice(independence="own", voice=home)

    def _counts(self, citation: Citation, home: str) -> bool:
        """True if somebody else is cited; a name that only its frame makes an outlet's must be one on record."""
        if citation.outlet is None:
            return True
        on_record = the_one(citation.outlet, self._outlets) is not None
        return (citation.certain or on_record) and self._name(citation.outlet) != home

    def _of_original(self, copy: Copy, above: frozenset[str]) -> str:
        """The voice of a copied report: its own, if it is of the incident; else that of its outlet."""
        here = self._by_report.get(copy.original)
        if here:
            return min(self._first(telling, above).voice for telling in here)
        return self._name(copy.outlet) if copy.outlet else f"report {copy.original}"

    def _settled(self, found: Iterable[Voice]) -> list[str]:
        """The voices by name: what several agencies are credited with is the one's of them that is heard alone."""
        names = [voice.voice for voice in found]
        alone = {name for name in names if _AND not in name}
        together = {name for name in names if _AND in name}
        together = {name for name in together if not alone.intersection(name.split(_AND))}
        return [
            min(alone.intersection(name.split(_AND)), default="") or _chain(name, together) if _AND in name else name
            for name in names
        ]

    def _traced(self, names: Sequence[str]) -> list[str]:
        """Follows whoever is on record, but tells nothing by itself, to whomever it has it from."""
        told: dict[str, set[str]] = defaultdict(set)
        for telling, name in zip(self._tellings, names, strict=True):
            told[self._home(telling)].add(name)

        def origin(name: str) -> str:
            passed = [name]
            while told.get(passed[-1]) and passed[-1] not in told[passed[-1]]:
                passed.append(min(told[passed[-1]]))
                if passed[-1] in passed[:-1]:  # each has it from the other
                    return min(passed[passed.index(passed[-1]) :])
            return passed[-1]

        return [origin(name) for name in names]

    def _named(self, names: Sequence[str]) -> list[str]:
        """What only one outlet passes on is that outlet's voice; if it tells nothing by itself, all of it is one voice."""
        heard: dict[str, set[str]] = defaultdict(set)
        spoken: dict[str, set[str]] = defaultdict(set)
        for telling, name in zip(self._tellings, names, strict=True):
            heard[name].add(self._home(telling))
            spoken[self._home(telling)].add(name)
        result = []
        for telling, name in zip(self._tellings, names, strict=True):
            home = self._home(telling)
            alone = {other for other in spoken[home] if heard[other] == {home}}
            result.append(name if name not in alone else home if home in spoken[home] else min(alone))
        return result


def _chain(name: str, others: Iterable[str]) -> str:
    """The agencies that are credited together with one of these, and with one of those, in one name."""
    agencies = set(name.split(_AND))
    groups = [set(other.split(_AND)) for other in others]
    while any(agencies & group and not group <= agencies for group in groups):
        agencies.update(*(group for group in groups if agencies & group))
    return _AND.join(sorted(agencies))
