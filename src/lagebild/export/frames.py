"""Rows for notebooks: as HTML, and as data frames of pandas and polars and tables of Arrow (extra `frames`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, get_origin

import msgspec

from lagebild.export.formats import require

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

SHOWN = 50
"""So many rows are shown in a notebook; a frame has all."""
_LONGEST = 160
_HIDDEN = frozenset({"because", "gist", "entries", "entry", "voice", "version", "start", "end", "report"})
"""Fields that a table in a notebook leaves out; a row and a frame have them."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a row of an answer has besides its fields: it shows itself in a notebook."""

    @classmethod
    def made_of(cls, item: object, /, **made: Any) -> Self:
        """A row from one of the record's types: each field gets the item's field of that name, unless it is given."""
        return cls(**{field: getattr(item, field) for field in cls.__struct_fields__ if field not in made}, **made)

    def _repr_html_(self) -> str:
        said = ((name, getattr(self, name)) for name in self.__struct_fields__ if name != "because")
        lines = (
            f"<tr><th>{escape(name)}</th><td>{_cell(value)}</td></tr>"
            for name, value in said
            if value not in (None, ())
        )
        return f"<table>{''.join(lines)}</table>"


T = TypeVar("T", bound=msgspec.Struct)


class Rows(list[T], Generic[T]):
    """A list of rows of one kind (`of`) that shows itself in a notebook and turns into a data frame.

    In a frame a column has the name of a field. Counts are columns `killed_low`, `killed_best`, `killed_high` and so on,
    and how sure a field is stands in `sure_title` and so on; what a row has several of (evidence, names) is a list. Dates
    are ISO texts: reports often say no day or no month.
    """

    def __init__(self, items: Iterable[T] = (), *, of: type[T]) -> None:
        super().__init__(items)
        self.of = of

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (list(self), self.of)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries, all with the same keys."""
        rows = [_flat(row) for row in self]
        names = dict.fromkeys([*_columns(self.of), *(name for row in rows for name in row)])
        return [{name: row.get(name) for name in names} for row in rows]

    def to_pandas(self) -> pd.DataFrame:
        """A `pandas.DataFrame`. Raises ExportError with the install command if pandas is missing."""
        require("pandas", "frames", what="a pandas frame")
        import pandas as pd  # noqa: PLC0415 - the package is an extra

        rows = self.to_dicts()
        return pd.DataFrame(rows, columns=list(rows[0]) if rows else _columns(self.of))

    def to_arrow(self) -> pa.Table:
        """A `pyarrow.Table`. Raises ExportError with the install command if pyarrow is missing."""
        require("pyarrow", "frames", what="an Arrow table")
        import pyarrow as pa  # noqa: PLC0415 - the package is an extra

        rows = self.to_dicts()
        if not rows:
            return pa.table({name: pa.array([], type=pa.string()) for name in _columns(self.of)})
        return pa.Table.from_pylist(rows)

    def to_polars(self) -> pl.DataFrame:
        """A `polars.DataFrame`. Raises ExportError with the install command if polars is missing."""
        require("polars", "frames", what="a polars frame")
        import polars as pl  # noqa: PLC0415 - the package is an extra

        rows = self.to_dicts()
        if not rows:
            return pl.DataFrame(schema=dict.fromkeys(_columns(self.of), pl.String))
        return pl.DataFrame(rows, infer_schema_length=None, strict=False)

    def _repr_html_(self) -> str:
        more = f"<p>{len(self) - SHOWN} more rows</p>" if len(self) > SHOWN else ""
        return (_table(self[:SHOWN]) or f"<p>no {escape(self.of.__name__)}</p>") + more


def _made(items: list[T], of: type[T]) -> Rows[T]:
    return Rows(items, of=of)


def _columns(of: type[msgspec.Struct]) -> list[str]:
    """The fields of a kind of row that are columns; a mapping of counts becomes columns of its own."""
    return [f.name for f in msgspec.structs.fields(of) if f.name != "because" and get_origin(f.type) is not dict]


def _flat(row: msgspec.Struct) -> dict[str, Any]:
    """A row as a dictionary: counts of an incident are columns, and nested parts are without `because`."""
    made: dict[str, Any] = {}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        if name == "figures" and isinstance(value, Mapping):
            for kind, count in value.items():
                made |= {f"{kind}_low": count.low, f"{kind}_best": count.best, f"{kind}_high": count.high}
        elif name == "sure":
            made |= {f"sure_{field}": chance for field, chance in value.items()}
        elif name != "because":
            made[name] = _plain(value)
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__ if name != "because"}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _table(rows: Sequence[msgspec.Struct]) -> str:
    """Rows of one kind as an HTML table, without columns that are empty in all of them."""
    if not rows:
        return ""
    names = [n for n in rows[0].__struct_fields__ if n not in _HIDDEN and any(_told(getattr(r, n)) for r in rows)]
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    lines = ("".join(f"<td>{_cell(getattr(row, name))}</td>" for name in names) for row in rows)
    return (
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"
    )


def _told(value: Any) -> bool:
    return value is not None and value not in ("", (), [], {})


def _cell(value: Any) -> str:
    """A value as HTML; nothing of it is markup."""
    if value is None:
        return ""
    if isinstance(value, msgspec.Struct):
        return escape(_shortened(_words(value)))
    if isinstance(value, Mapping):
        return escape(_shortened("; ".join(f"{name} {_words(one)}" for name, one in value.items())))
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], msgspec.Struct) and len(value) > 1:
            return "<br>".join(escape(_shortened(_words(one))) for one in value[:3]) + (
                "<br>…" if len(value) > 3 else ""
            )
        return escape(_shortened("; ".join(map(_words, value))))
    return escape(_shortened(str(value)))


def _words(value: Any) -> str:
    """A nested part in one line: evidence as outlet, date and sentence, a count as low/best/high."""
    if not isinstance(value, msgspec.Struct):
        return str(value)
    has = {name: getattr(value, name) for name in value.__struct_fields__}
    if {"low", "best", "high"} <= has.keys():
        return f"{has['low']}/{has['best']}/{has['high']}"
    if "sentence" in has:
        where = ", ".join(part for part in (has.get("outlet"), has.get("published")) if part)
        return f"{where}: »{has.get('value') or has['sentence']}«"
    said = (str(one) for name, one in has.items() if name not in _HIDDEN and isinstance(one, str | int))
    return ", ".join(said)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
