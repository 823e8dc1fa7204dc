"""Deadly violence in the columns of UCDP GED (codebook 23.1), as CSV: low, best and high, and the precision codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagebild.export import event_data, output
from lagebild.export.event_data import names
from lagebild.export.gazetteer import state_named
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.parties import place_of
from lagebild.export.selection import Selection
from lagebild.reading import OUTLET
from lagebild.record.counts import Count
from lagebild.record.incidents import Incident
from lagebild.record.telling import Party

COLUMNS = tuple(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id "
    "dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources "
    "source_article source_office source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob".split()
)

LOSES = (
    "status other than happened, and claims kept apart from facts (source_original says whose claim it is)",
    "injured, arrested and missing",
    "the sentence and its offsets (source_article has the sentence of the headline's report)",
    "offices, statements, ties and disputes",
    "type_of_violence, conflict, dyad, deaths_a, deaths_b, deaths_civilians, adm_2, region and priogrid_gid are empty: they "
    "take a coder's judgement or a map",
)


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write the table: what happened of the type ASSAULT with at least one dead, as GED has it.

    Where no report names a day, `date_start` and `date_prec` are empty, and `date_end` is the day of the first report.
    """
    with out.file("ucdp.csv") as file:
        output.table(file, [COLUMNS])
        for one, deaths in _deadly(selection, ledger):
            ledger.keep("incident")
            output.table(file, [_row(selection, one, deaths, ledger)])


def _deadly(selection: Selection, ledger: Ledger) -> Iterator[tuple[Incident, Count]]:
    for one in event_data.factual(selection, selection.incidents, ledger):
        deaths = one.figures.get("killed")
        if one.type != "ASSAULT":
            ledger.drop("incident", f"UCDP only has violence, not {one.type}", id=one.id)
        elif deaths is None or deaths.high == 0:
            ledger.drop("incident", "no report counts anybody dead", id=one.id)
        else:
            yield one, deaths


def _row(selection: Selection, one: Incident, deaths: Count, ledger: Ledger) -> Sequence[object]:
    told = event_data.best(one)
    head = selection.reports.get(told.report)
    located = place_of(selection, one)
    if one.place is not None and located.town is None:
        ledger.drop("latitude, longitude", located.why or "", id=one.id)
    if one.begin is None:
        ledger.drop("date_start, date_prec", "no report names a day", id=one.id)
    town, state = located.town, located.state
    point = f"POINT ({town.longitude} {town.latitude})" if town else None
    ends = one.end or one.by
    several = one.series is None and any(t.many for t in one.tellings)
    return (
        one.id, one.series, (one.begin or ends or "")[:4], None, None, None, None, None, None, None, None, None, None, None,
        names(p.name for p in one.actors), None, None, names(p.name for p in one.recipients), one.sources,
        told.evidence.sentence, names(event_data.outlets(one)), (told.evidence.published or "")[:10],
        head.title if head else None, one.source if one.source != OUTLET else told.evidence.outlet,
        one.where_prec, one.place.name if one.place else None, names(selection.raw_names(told, "place")),
        town.province if town else None, None, town.latitude if town else None, town.longitude if town else None, point,
        None, state.english if state else None, state.gw if state else None, None, 2 if several else 1,
        one.date_prec, one.begin, ends, None, None, None, deaths.best, deaths.best, deaths.high, deaths.low,
        _number(one.actors), _number(one.recipients),
    )  # fmt: skip


def _number(side: Sequence[Party]) -> str:
    """The Gleditsch-Ward numbers of the states on a side."""
    states = (state_named(party.name) for party in side if party.kind == "state")
    return names(state.gw for state in states if state)
