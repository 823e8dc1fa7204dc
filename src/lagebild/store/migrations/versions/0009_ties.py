"""Ties, plans and pledges in tables of their own, and a user's own table of ties.

Revision: 0009. The ties and plans of reports on record are taken from the readings that are kept; pledges come with the next
re-reading.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def _entity(table: str, name: str, *, nullable: bool = True) -> tuple[sa.Column[Any], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint([name], ["entities.id"], name=f"fk_{table}_{name}", ondelete="CASCADE")
    return sa.Column(name, sa.Integer(), nullable=nullable), key


def _of_report(table: str, *columns: Any) -> None:
    """A table of what reports say: the columns that all of them have, and its own."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=f"fk_{table}_report", ondelete="CASCADE"),
        *columns,
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False, server_default="{}"),
    )


def upgrade() -> None:
    """Create the tables and fill those that today's readings can fill."""
    _of_report(
        "relations",
        sa.Column("kind", sa.Text(), nullable=False),
        *_entity("relations", "from", nullable=False),
        *_entity("relations", "to", nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text()),
        sa.Column("valid_to", sa.Text()),
        sa.Column("voice", sa.Text(), nullable=False),
        *_entity("relations", "source"),
        sa.Column("entry", sa.Text()),
    )
    _of_report(
        "plans",
        sa.Column("name", sa.Text(), nullable=False),
        *_entity("plans", "of"),
        *_entity("plans", "announced_by"),
        *_entity("plans", "about"),
        sa.Column("phases", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("time", sa.Text()),
    )
    _of_report(
        "pledges",
        sa.Column("kind", sa.Text(), nullable=False),
        *_entity("pledges", "by"),
        *_entity("pledges", "to"),
        *_entity("pledges", "mediator"),
        sa.Column("time", sa.Text()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )
    op.create_table(
        "known_ties",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("from", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text()),
        sa.Column("valid_to", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
    )
    for table, columns in _INDEXED.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    connection = op.get_bind()
    for report, reading in connection.execute(sa.text("SELECT id, reading FROM reports")).all():
        try:
            _fill(connection, report, json.loads(reading))
        except (KeyError, TypeError, ValueError):
            continue  # a damaged reading: `lagebild check` names it, and a re-reading fills the tables


def _fill(connection: sa.Connection, report: str, reading: Mapping[str, Any]) -> None:
    rows = connection.execute(sa.text("SELECT id, key FROM entities WHERE report = :report"), {"report": report})
    keys = {row.key: row.id for row in rows}
    text, sentences = reading["text"], reading.get("sentences", ())
    entries = _entries(reading)
    relations = [
        {
            **{name: tie[name] for name in ("kind", "status", "start", "end")},
            **{name: keys[tie[name]] for name in ("from", "to")},
            "report": report,
            "valid_from": tie.get("since"),
            "valid_to": tie.get("until"),
            "voice": {"outlet": "outlet", None: "hearsay"}.get(tie.get("source", "outlet"), "entity"),
            "source": keys.get(tie.get("source", "outlet")),
            "sentence": _sentence(text, sentences, tie["start"]),
            "entry": entry,
            "because": tie.get("because", {}),
        }
        for tie, entry in zip(reading.get("relations", ()), entries, strict=True)
    ]
    plans = [
        {
            **{name: plan[name] for name in ("name", "phases", "start", "end")},
            **{name: keys.get(plan.get(name)) for name in ("of", "announced_by", "about")},
            "report": report,
            "time": plan.get("time"),
            "sentence": _sentence(text, sentences, plan["start"]),
            "because": plan.get("because", {}),
        }
        for plan in reading.get("plans", ())
    ]
    for name, made in (("relations", relations), ("plans", plans)):
        if made:
            columns = [sa.column(c, sa.JSON()) if c in ("because", "phases") else sa.column(c) for c in made[0]]
            connection.execute(sa.insert(sa.table(name, *columns)), made)


def _entries(reading: Mapping[str, Any]) -> Iterable[str]:
    """The ids of the ties, as they were put on record with the report."""
    from lagebild.reading import Reading  # noqa: PLC0415 - only a record with reports needs it
    from lagebild.record.decisions import anchors  # noqa: PLC0415

    return [anchor.id for anchor in anchors(msgspec.convert(reading, Reading))["relation"]]


def _sentence(text: str, sentences: Sequence[Sequence[int]], offset: int) -> str:
    number = bisect_right(sentences, offset, key=lambda span: span[0]) - 1
    if number >= 0 and offset < sentences[number][1]:
        return text[sentences[number][0] : sentences[number][1]]
    start = text.rfind("\n", 0, offset) + 1
    return text[start:].partition("\n")[0]


_INDEXED = {
    "relations": ("report", "kind", "from", "to", "source", "entry"),
    "plans": ("report", "name", "of", "announced_by", "about"),
    "pledges": ("report", "kind", "by", "to", "mediator"),
}
