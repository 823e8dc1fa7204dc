"""The metadata of all tables, and the columns that many of them have."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s"}
)


def report() -> Column[str]:
    """The report whose row this is; it goes with it."""
    return Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True)


def entity(name: str, *, nullable: bool = True) -> Column[int]:
    """An entity of the same report; what says something of it goes with it."""
    return Column(name, Integer, ForeignKey("entities.id", ondelete="CASCADE"), nullable=nullable, index=True)


def entry() -> Column[str]:
    """The id with which an editor judges the entry: `entries.id` (no foreign key: SQLite cannot add one later)."""
    return Column("entry", Text, index=True)


def span() -> tuple[Column[int], Column[int]]:
    """Code points of the report's text, end exclusive."""
    return Column("start", Integer, nullable=False), Column("end", Integer, nullable=False)


def because() -> Column[Any]:
    """For each field the rule that filled it."""
    return Column("because", JSON, nullable=False, server_default="{}")


def sure() -> Column[Any]:
    """For each field how likely it is right, from 0 to 1."""
    return Column("sure", JSON, nullable=False, server_default="{}")


def recorded_at() -> Column[str]:
    """When this came on record (UTC)."""
    return Column("recorded_at", Text, nullable=False)
