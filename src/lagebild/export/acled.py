"""Violence, protest, arrests and agreements in ACLED's columns, as CSV (codebook 2023), with its precision codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lagebild.export import event_data, output
from lagebild.export.event_data import names
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.parties import place_of
from lagebild.export.selection import Selection
from lagebild.reading import EventType
from lagebild.record.incidents import Incident

COLUMNS = tuple(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 "
    "assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude "
    "geo_precision source source_scale notes fatalities tags timestamp".split()
)

LOSES = (
    "status other than happened, and whose claim it is",
    "best and high counts of the dead (fatalities is the lowest, as ACLED has it), and all other figures",
    "offices, statements, ties and disputes",
    "inter1, inter2, interaction, civilian_targeting, region, admin2, admin3 and source_scale are empty: they take a coder's "
    "judgement or a map",
)


class _Kind(NamedTuple):
    """ACLED's type and sub-type; empty where a coder must judge."""

    disorder: str
    event: str
    sub: str


_VIOLENCE, _DEMONSTRATION, _STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
_KINDS: Mapping[tuple[EventType, str | None], _Kind] = {
    ("ASSAULT", None): _Kind(_VIOLENCE, "", ""),  # who is a civilian decides if it is a battle
    ("ASSAULT", "abduct"): _Kind(_VIOLENCE, "Violence against civilians", "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): _Kind(_VIOLENCE, "Violence against civilians", "Sexual violence"),
    ("ASSAULT", "suicide-attack"): _Kind(_VIOLENCE, "Explosions/Remote violence", "Suicide bomb"),
    ("ASSAULT", "aerial"): _Kind(_VIOLENCE, "Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "drone"): _Kind(_VIOLENCE, "Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "explosives"): _Kind(
        _VIOLENCE, "Explosions/Remote violence", "Remote explosive/landmine/IED"
    ),
    ("ASSAULT", "heavy-weapons"): _Kind(_VIOLENCE, "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("ASSAULT", "chemical"): _Kind(_VIOLENCE, "Explosions/Remote violence", "Chemical weapon"),
    ("ASSAULT", "destroy"): _Kind(_STRATEGIC, _STRATEGIC, "Looting/property destruction"),
    ("PROTEST", None): _Kind(_DEMONSTRATION, "Protests", ""),
    ("PROTEST", "riot"): _Kind(_DEMONSTRATION, "Riots", "Violent demonstration"),
    ("COERCE", "arrest"): _Kind(_STRATEGIC, _STRATEGIC, "Arrests"),
    ("AGREE", None): _Kind(_STRATEGIC, _STRATEGIC, "Agreement"),
}  # fmt: skip
_NO_DEMONSTRATION = frozenset({"strike", "hunger", "boycott"})
"""Protest that ACLED does not count as a demonstration."""
_TIME = {1: 1, 2: 2, 3: 2, 4: 3}
"""UCDP's `date_prec`, and ACLED's `time_precision`: a day, a week, a month."""
_PLACE = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
"""UCDP's `where_prec`, and ACLED's `geo_precision`."""


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write the table: what happened of those types that ACLED has, on a day, in a week or in a month."""
    with out.file("acled.csv") as file:
        output.table(file, [COLUMNS])
        for one in event_data.factual(selection, selection.incidents, ledger):
            kind = (
                None
                if one.mode in _NO_DEMONSTRATION
                else _KINDS.get((one.type, one.mode), _KINDS.get((one.type, None)))
            )
            if kind is None:
                what = one.type + (f" {one.mode}" if one.mode in _NO_DEMONSTRATION else "")
                ledger.drop("incident", f"ACLED has no type for {what}", id=one.id)
                continue
            if one.date_prec == 5:
                ledger.drop("incident", "its day is known to a year only, ACLED wants a month at least", id=one.id)
                continue
            day = event_data.day(one, ledger, field="event_date")
            if day is not None:
                ledger.keep("incident")
                output.table(file, [_row(selection, one, kind, day, ledger)])


def _row(selection: Selection, one: Incident, kind: _Kind, day: str, ledger: Ledger) -> Sequence[object]:
    located = place_of(selection, one)
    town, state = located.town, located.state
    if one.place is not None and town is None:
        ledger.drop("latitude, longitude", located.why or "", id=one.id)
    if not kind.event:
        ledger.drop("event_type", "a coder must judge if those attacked are civilians", id=one.id)
    deaths = one.figures.get("killed")
    actors, others = [p.name for p in one.actors], [p.name for p in one.recipients]
    return (
        one.id, day, day[:4], _TIME.get(one.date_prec or 4), kind.disorder, kind.event, kind.sub,
        actors[0] if actors else None, names(actors[1:]), None, others[0] if others else None, names(others[1:]), None, None,
        None, state.iso_number if state else None, None, state.english if state else None, town.province if town else None,
        None, None, one.place.name if one.place else None, town.latitude if town else None,
        town.longitude if town else None, _PLACE.get(one.where_prec or 0), names(event_data.outlets(one)), None,
        one.headline, deaths.low if deaths else None,
        names((f"plover={one.type}" + (f":{one.mode}" if one.mode else ""), *(f"context={c}" for c in one.context))),
        None,
    )  # fmt: skip
