"""What editors decide, users give and runs note: what no report says, and nothing can compute again."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from lagebild.store.tables.columns import metadata, recorded_at, report

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # same, different, wrong or mend
    Column("left", Text),  # the names that are the same or different
    Column("right", Text),
    Column("left_entry", Text),  # the events that are the same or different: their anchors, as JSON
    Column("right_entry", Text),
    Column("report", Text, index=True),  # what is wrong or mended: the report, no foreign key, and the anchor in it …
    Column("layer", Text),
    Column("quote", Text),
    Column("nth", Integer),
    Column("claim", Text),  # … with what was claimed, as JSON
    Column("details", Text),
    Column("field", Text),  # what a mend sets to `value`; `was` is what it was before
    Column("value", Text),
    Column("was", Text),
    Column("why", Text),
    Column("author", Text, nullable=False),
    recorded_at(),
    sqlite_autoincrement=True,  # a number is never given twice
)

retractions = Table(
    "retractions",
    metadata,
    Column("decision", Integer, ForeignKey("decisions.id"), primary_key=True, autoincrement=False),
    Column("author", Text, nullable=False),
    Column("retracted_at", Text, nullable=False),  # UTC
)

entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True),
    report(),
    Column("layer", Text, nullable=False),  # office, event, statement, relation, plan or pledge
    Column("withdrawn", Integer, ForeignKey("decisions.id"), index=True),  # by which decision
    Column("withheld", Text, index=True),  # why it must not be shown: its words are not those of the report
)

known = Table(
    "known",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("aliases", Text, nullable=False),  # apart by |
    Column("kind", Text),
    Column("wikidata", Text),
)

known_ties = Table(
    "known_ties",  # a user's own table of ties: lines as they were written
    metadata,
    Column("id", Integer, primary_key=True),
    Column("table", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("from", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("text", Text, nullable=False),
)

failures = Table(
    "failures",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("error", Text, nullable=False),
    recorded_at(),
)

unread = Table(
    "unread",  # reports that a run of `reread --all` has still to read
    metadata,
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
)

views = Table(
    "views",  # questions that are asked again and again, under a name: a page and what is asked of it
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("page", Text, nullable=False),  # as in the address, without a slash
    Column("query", Text, nullable=False),  # the rest of the address, behind the ?
    Column("author", Text, nullable=False),
    recorded_at(),
)

log = Table(
    "log",  # what users did besides deciding: which reports came by whom, which tables, which views
    metadata,
    Column("id", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),  # a report's id (no foreign key), a table's file, a view's name
    Column("author", Text, nullable=False),
    recorded_at(),
)

state = Table("record_state", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

Index("ix_views_name", views.c.name, unique=True)
