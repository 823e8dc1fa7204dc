"""Who does it and to whom, by slots that any deed may have: *durch*, *gegen*, the adjective of a state."""

from __future__ import annotations

from lagebild.annotate.events.who.frame_slots import parts_of, tokens_of
from lagebild.annotate.events.who.parts import Deed, Part, Parts
from lagebild.annotate.rule import Rule
from lagebild.reading import EventType

_FROM: tuple[EventType, ...] = ("ACCUSE", "AGREE", "AID", "REJECT", "REQUEST", "SUPPORT")
"""Words and gifts, which can come *aus* somewhere."""
_MUTUAL: tuple[EventType, ...] = ("AGREE", "CONSULT", "COOPERATE", "ASSAULT")
_AIMED: tuple[EventType, ...] = (
    "ACCUSE", "ASSAULT", "COERCE", "JUDGE", "MOBILIZE", "PROTEST", "REJECT", "SANCTION", "THREATEN",
)  # fmt: skip
"""Deeds whose target *gegen* can name."""


def _says_nothing_of(deed: Deed, slot: str) -> bool:
    """True if the frame leaves a slot open."""
    return all(own.partition("+")[0] != slot for own, _ in deed.hit.entry.frame)


def _acting_at(deed: Deed, slot: str) -> Parts | None:
    if deed.hit.own or not _says_nothing_of(deed, slot):
        return None
    return parts_of("actor", tokens_of(deed, slot), deed.text, acting=slot != "adj") or None


def _durch(deed: Deed) -> Parts | None:
    return _acting_at(deed, "durch")


def _seitens(deed: Deed) -> Parts | None:
    return _acting_at(deed, "seitens")


def _adjective(deed: Deed) -> Parts | None:
    return _acting_at(deed, "adj")


def _between(deed: Deed) -> Parts | None:
    return _acting_at(deed, "zwischen") if deed.hit.entry.type in _MUTUAL else None


def _from(deed: Deed) -> Parts | None:
    return _acting_at(deed, "aus") if deed.hit.entry.type in _FROM else None


def _acronym(deed: Deed) -> Parts | None:
    text, hit = deed
    short = text.analysis.forms[hit.token].split("-")[0].isupper()
    if hit.own or not short or not _says_nothing_of(deed, "comp"):
        return None
    return tuple(Part("actor", key) for key in text.parts.get(hit.token, ())) or None


def _aimed_at(deed: Deed, slot: str) -> Parts | None:
    if deed.hit.entry.type not in _AIMED or not _says_nothing_of(deed, slot):
        return None
    return parts_of("recipient", tokens_of(deed, slot), deed.text, acting=False) or None


def _gegen(deed: Deed) -> Parts | None:
    return _aimed_at(deed, "gegen")


def _gegenueber(deed: Deed) -> Parts | None:
    return None if deed.hit.own else _aimed_at(deed, "gegenüber")


COMMON: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/durch",
        find=_durch,
        why="*Durch* at a noun names who does it.",
        yes=(
            ("Die Ermittlungen durch die Staatsanwaltschaft dauern an.", "Ermittlungen: Staatsanwaltschaft"),
            ("Die Vorwürfe durch die Gewerkschaft wiegen schwer.", "Vorwürfe: Gewerkschaft"),
        ),
        no=("Die Durchsuchung durch die Polizei dauerte zwei Stunden.",),
    ),
    Rule(
        name="who/seitens",
        find=_seitens,
        why="*Seitens* at a noun names who does it.",
        yes=(
            ("Die Kritik seitens der Kirche wuchs.", "Kritik: Kirche"),
            ("Es gab massive Kritik seitens der Gewerkschaft.", "Kritik: Gewerkschaft"),
        ),
        no=("Die Kritik der Kirche wuchs.",),
    ),
    Rule(
        name="who/adjective",
        find=_adjective,
        why="The adjective of a state names who does it, where the frame has no such slot.",
        yes=(
            ("Die spanischen Luftangriffe dauern an.", "Luftangriffe: Spanien"),
            ("Die Ministerin wies die französischen Anschuldigungen zurück.", "Anschuldigungen: Frankreich"),
        ),
        no=("Die neuen Angriffe dauern an.",),
    ),
    Rule(
        name="who/acronym",
        find=_acronym,
        why="An acronym before a deed acts; what else stands first may be its place or topic (*Gaza-Angriff*).",
        yes=(
            ("Die EU-Kritik an Frankreich wurde lauter.", "EU-Kritik: Europäische Union"),
            ("Das CIA-Attentat scheiterte.", "CIA-Attentat: CIA"),
        ),
        no=("Die Regierungskritik wurde lauter.",),
    ),
    Rule(
        name="who/gegen",
        find=_gegen,
        why="*Gegen* names whom an attack, a protest or a reproach is meant for.",
        yes=(("Das Gericht wies die Klage der Bauern gegen die Gemeinde Tarnau ab.", "wies: Tarnau"),),
        no=("Die Union half den Bauern gegen die Rebellen.",),
    ),
    Rule(
        name="who/gegenueber",
        find=_gegenueber,
        why="*Gegenüber* names whom a reproach or a threat is meant for.",
        yes=(
            ("Die Übergriffe gegenüber den Bauern nahmen zu.", "Übergriffe: Bauern"),
            ("Die Drohung gegenüber den Lehrern blieb ohne Folgen.", "Drohung: Lehrer"),
        ),
        no=("Die Hilfe gegenüber den Lehrern blieb aus.",),
    ),
    Rule(
        name="who/zwischen",
        find=_between,
        why="*Zwischen* names both sides of a deed that is done to each other.",
        yes=(
            ("Die Gewalt zwischen Rebellen und Soldaten nahm zu.", "Gewalt: Rebellen, Soldaten"),
            (
                "Die Pendeldiplomatie zwischen Frankreich und Spanien ging weiter.",
                "Pendeldiplomatie: Frankreich, Spanien",
            ),
        ),
        no=("Der Abzug zwischen Rebellen und Soldaten kam voran.",),
    ),
    Rule(
        name="who/aus",
        find=_from,
        why="*Aus* names where words and gifts come from.",
        yes=(
            ("Hilfe aus Norwegen blieb aus.", "Hilfe: Norwegen"),
            ("Die Zustimmung aus der Partei fehlt.", "Zustimmung: Partei"),
        ),
        no=("Der Abzug aus Norwegen begann.",),
    ),
)
