"""Lagebild reads news reports and keeps the record they add up to.

`lagebild.read` gives the reading of a text, `lagebild.Record` the record of many (docs/python.md). Importing the package
loads neither the analyser nor a database: each name is fetched when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str

    from lagebild.api import Record, read
    from lagebild.document import Document, Span
    from lagebild.errors import (
        AnalyserError,
        DecisionError,
        ExportError,
        LagebildError,
        LexiconError,
        NotFoundError,
        OnRecordError,
        QuestionError,
        ReadError,
        RefusedError,
        SourceError,
        StoreError,
    )  # fmt: skip
    from lagebild.export.answer_rows import (
        AddSummary,
        ClaimRow,
        DisputeRow,
        IncidentRow,
        MentionRow,
        StatementRow,
        TenureRow,
        ToldRow,
        VersionRow,
        WhoRow,
        WhyRow,
    )  # fmt: skip
    from lagebild.export.audits import CheckSummary
    from lagebild.export.compared import ComparedRow, OutletsRow
    from lagebild.export.exporting import ExportSummary
    from lagebild.export.frames import Rows
    from lagebild.export.rulings import DecisionRow, LogRow
    from lagebild.reading import Reading
    from lagebild.record.counts import Count
    from lagebild.record.evidence import Evidence
    from lagebild.record.tenures import Bound
    from lagebild.record.versions import Change, HeadChange
    from lagebild.settings import Settings
    from lagebild.sources import Failure
    from lagebild.store.hit_counts import SearchCounts
    from lagebild.store.hits import Hit
    from lagebild.store.size import Size

__all__ = [
    "AddSummary",
    "AnalyserError",
    "Bound",
    "Change",
    "CheckSummary",
    "ClaimRow",
    "ComparedRow",
    "Count",
    "DecisionError",
    "DecisionRow",
    "DisputeRow",
    "Document",
    "Evidence",
    "ExportError",
    "ExportSummary",
    "Failure",
    "HeadChange",
    "Hit",
    "IncidentRow",
    "LagebildError",
    "LexiconError",
    "LogRow",
    "MentionRow",
    "NotFoundError",
    "OnRecordError",
    "OutletsRow",
    "PlanRow",
    "QuestionError",
    "ReadError",
    "Reading",
    "Record",
    "RefusedError",
    "Rows",
    "SearchCounts",
    "Settings",
    "Size",
    "SourceError",
    "Span",
    "StatementRow",
    "StoreError",
    "TenureRow",
    "TieRow",
    "ToldRow",
    "UsersError",
    "VersionRow",
    "WhoRow",
    "WhyRow",
    "__version__",
    "read",
]

_HOMES = {
    "lagebild.api": ("Record", "read"),
    "lagebild.document": ("Document", "Span"),
    "lagebild.errors": (
        "AnalyserError", "DecisionError", "ExportError", "LagebildError", "LexiconError", "NotFoundError",
        "OnRecordError", "QuestionError", "ReadError", "RefusedError", "SourceError", "StoreError", "UsersError",
    ),
    "lagebild.export.rulings": ("DecisionRow", "LogRow"),
    "lagebild.export.answer_rows": (
        "AddSummary", "ClaimRow", "DisputeRow", "IncidentRow", "MentionRow", "PlanRow",
        "StatementRow", "TenureRow", "TieRow", "ToldRow", "VersionRow", "WhoRow", "WhyRow",
    ),
    "lagebild.export.audits": ("CheckSummary",),
    "lagebild.export.compared": ("ComparedRow", "OutletsRow"),
    "lagebild.export.exporting": ("ExportSummary",),
    "lagebild.export.frames": ("Rows",),
    "lagebild.reading": ("Reading",),
    "lagebild.record.counts": ("Count",),
    "lagebild.record.evidence": ("Evidence",),
    "lagebild.record.tenures": ("Bound",),
    "lagebild.record.versions": ("Change", "HeadChange"),
    "lagebild.settings": ("Settings",),
    "lagebild.sources": ("Failure",),
    "lagebild.store.hit_counts": ("SearchCounts",),
    "lagebild.store.hits": ("Hit",),
    "lagebild.store.size": ("Size",),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415  (takes longer than all else that this module does)

        globals()[name] = version("lagebild")
        return globals()[name]
    if name not in _HOME_OF:
        raise AttributeError(f"module 'lagebild' has no attribute {name!r}")
    found: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
