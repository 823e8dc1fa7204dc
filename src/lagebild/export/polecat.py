"""POLECAT's table: tab-separated with a header, 40 columns, a row an incident (Halterman et al. 2023)."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild import __version__
from lagebild.export import event_data, output
from lagebild.export.coding import Coded
from lagebild.export.event_data import names
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.parties import coded, place_of
from lagebild.export.selection import Selection
from lagebild.reading import EntityKind, Reading
from lagebild.record.incidents import Incident
from lagebild.record.telling import Party, Telling

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip

LOSES = (
    "status, and whose claim it is",
    "the sentence and its offsets",
    "figures (killed, injured, arrested …)",
    "the last possible day, and how precise a day is",
    "further tellings, disputes and the number of independent sources (Source is the telling of the headline)",
    "offices, statements and ties",
    "Intensity, District and the Wikipedia ids are empty: Lagebild has no values for them",
)


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write the table. Country is ISO 3166-1 alpha-3, COW the Correlates of War's number; `; ` is between several values."""
    with out.file("polecat.tsv") as file:
        output.table(file, [COLUMNS], tabs=True)
        for one, code in event_data.coded(event_data.factual(selection, selection.incidents, ledger), ledger):
            day = event_data.day(one, ledger, field="Event Date")
            if day is not None:
                ledger.keep("incident")
                output.table(file, [_row(selection, one, code, day, ledger)], tabs=True)


def _row(selection: Selection, one: Incident, code: Coded, day: str, ledger: Ledger) -> Sequence[object]:
    told = event_data.best(one)
    reading = selection.reading(told.report)
    located = place_of(selection, one)
    if one.place is not None and located.town is None:
        ledger.drop("Latitude, Longitude", located.why or "", id=one.id)
    town, state = located.town, located.state
    return (
        one.id, day, code.type, code.mode, None, code.quad, names(one.context),
        *_side(selection, one.actors, one.day, selection.raw_names(told, "actors")),
        *_side(selection, one.recipients, one.day, selection.raw_names(told, "recipients")),
        one.place.name if one.place else None, town.name if town else None, None, town.province if town else None,
        state.iso3 if state else None, town.latitude if town else None, town.longitude if town else None,
        town.id if town else None, names(selection.raw_names(told, "place")),
        "P" if town else "A" if state else None,
        told.evidence.outlet, (told.evidence.published or "")[:10], *_story(reading, told), f"Lagebild {__version__}",
    )  # fmt: skip


def _side(selection: Selection, side: Sequence[Party], day: str | None, raw: Sequence[str]) -> Sequence[str]:
    who = [coded(selection, party, day) for party in side]
    sectors = list(dict.fromkeys(one.sector for one in who if one.sector))
    return (
        names(one.name for one in who),
        names(dict.fromkeys(one.state.iso3 for one in who if one.state)),
        names(dict.fromkeys(one.state.cow for one in who if one.state)),
        sectors[0] if sectors else "",
        names(sectors),
        names(one.title for one in who),
        names(raw),
        "",
    )


def _story(reading: Reading | None, told: Telling) -> Sequence[str]:
    """The people, the organisations and the places that the report names, and its language."""
    if reading is None or reading.id != told.report:
        return ("", "", "", "")

    def of(*kinds: EntityKind) -> str:
        return names(dict.fromkeys(e.name for e in reading.entities if e.kind in kinds and e.name_spans))

    return of("person"), of("organisation", "group"), of("place", "state"), reading.language or ""
