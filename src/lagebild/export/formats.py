"""The formats of `lagebild export`, in one table; each is a module with `write` and `LOSES`."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, Protocol, cast

from lagebild.errors import ExportError
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.selection import Selection


class Format(NamedTuple):
    """One format: its name on the command line, what it is in a line, its module, and the name of its file.

    `single` is False for one that makes several files. `extra` names the extra of the package that it needs, `needs` the
    module that is missing without it.
    """

    name: str
    what: str
    module: str
    file: str
    single: bool = True
    extra: str = ""
    needs: str = ""


class Writer(Protocol):
    """What each module of a format offers. `LOSES` says what the format has no place for."""

    LOSES: tuple[str, ...]

    @staticmethod
    def write(selection: Selection, out: Out, ledger: Ledger) -> None:
        """Write the files of the export, and note in the ledger what they keep and what they don't."""


FORMATS: tuple[Format, ...] = (
    Format(
        "csv", "a CSV file a table: incidents, tellings, figures, offices, statements …", "csv_tables", "csv", False
    ),
    Format(
        "parquet",
        "the same tables as Parquet files",
        "parquet_tables",
        "parquet",
        False,
        extra="parquet",
        needs="pyarrow",
    ),
    Format("polecat", "POLECAT's 40 columns, tab-separated, a row an incident", "polecat", "polecat.tsv"),
    Format("ngec", "NGEC's CSV, a row a telling", "ngec", "ngec.csv"),
    Format("plover", "PLOVER as JSON lines, with status and mentions", "plover", "plover.jsonl"),
    Format("ucdp", "UCDP GED's columns as CSV: deadly violence, low/best/high", "ucdp", "ucdp.csv"),
    Format("acled", "ACLED's columns as CSV: violence, protest, arrests, agreements", "acled", "acled.csv"),
    Format("gdelt", "tables like GDELT 2's: events and mentions, without header", "gdelt", "gdelt", False),
    Format("ftm", "FollowTheMoney entities as JSON lines, for Aleph and OpenSanctions", "ftm", "ftm.jsonl"),
    Format("geojson", "GeoJSON: incidents on a map", "geojson", "incidents.geojson"),
    Format("jsonld", "W3C Web Annotations with PROV: every entry at its words", "annotations", "annotations.jsonld"),
    Format("timeml", "a TimeML file a report: times and events in the text", "timeml", "timeml", False),
    Format("ical", "iCalendar: incidents with a day", "ical", "incidents.ics"),
    Format("graphml", "GraphML: who, with whom, in what office", "graphml", "record.graphml"),
)
"""In the order in which the help lists them."""

NAMES: tuple[str, ...] = tuple(one.name for one in FORMATS)


def named(name: str) -> Format:
    """The format with a name. Raises ExportError for a name that there is not, and lists those that there are."""
    for one in FORMATS:
        if one.name == name:
            return one
    raise ExportError(f"{name!r} is no format; there are {', '.join((*NAMES, 'evidence'))}")


def writer(one: Format) -> Writer:
    """The module of a format. Raises ExportError with the install command if a package that it needs is missing."""
    if one.needs:
        require(one.needs, one.extra, what=f"the format {one.name}")
    return cast(Writer, import_module(f"lagebild.export.{one.module}"))


def require(module: str, extra: str, *, what: str) -> None:
    """Import a package of an extra. Raises ExportError with the install command if it is missing."""
    try:
        import_module(module)
    except ImportError as error:
        if (error.name or "").partition(".")[0] != module:
            raise
        raise ExportError(f"{what} needs {module}; install it with: pip install 'lagebild[{extra}]'") from None
