"""Views that show the answers in any tool that opens the database: incidents, their tellings, and what they contradict in.

Revision: 0008. They read the cache of incidents, which is as new as the last question.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_FIGURES = ("killed", "injured", "arrested")


def upgrade() -> None:
    """Make the views."""
    connection = op.get_bind()
    speaks = _PostgreSQL if connection.dialect.name == "postgresql" else _SQLite
    if speaks is _SQLite:
        _quote_search(connection)
    for name, query in _views(speaks):
        op.execute(sa.text(f"CREATE VIEW {name} AS {query}".replace(":", "\\:")))


def _quote_search(connection: sa.Connection) -> None:
    """Make the full-text indexes anew, so that Datasette finds them: it looks for `content="…"` in double quotes."""
    for name in ("sentences", "statements"):
        index = f"{name}_search"
        kept = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).scalar() or ""
        old, new = f"content='{name}'", f'content="{name}"'
        if old in kept:  # the triggers stay: they name the index only
            connection.exec_driver_sql(f"DROP TABLE {index}")
            connection.exec_driver_sql(kept.replace(old, new))
            connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('rebuild')")


class _SQLite:
    """How SQLite reads JSON."""

    @staticmethod
    def text(held: str, *path: str) -> str:
        return f"json_extract({held}, '$.{'.'.join(path)}')"

    @staticmethod
    def number(held: str, *path: str) -> str:
        return f"json_extract({held}, '$.{'.'.join(path)}')"

    @staticmethod
    def names(held: str, field: str) -> str:
        return (
            f"(SELECT group_concat(json_extract(one.value, '$.name'), '; ') FROM json_each({held}, '$.{field}') AS one)"
        )

    @staticmethod
    def each(held: str, field: str) -> tuple[str, str]:
        return f"json_each({held}, '$.{field}') AS one", "one.value"


class _PostgreSQL:
    """How PostgreSQL reads JSON."""

    @staticmethod
    def text(held: str, *path: str) -> str:
        return f"(CAST({held} AS json) #>> '{{{','.join(path)}}}')"

    @staticmethod
    def number(held: str, *path: str) -> str:
        return f"CAST({_PostgreSQL.text(held, *path)} AS bigint)"

    @staticmethod
    def names(held: str, field: str) -> str:
        return f"(SELECT string_agg(one ->> 'name', '; ') FROM json_array_elements(CAST({held} AS json) -> '{field}') AS one)"

    @staticmethod
    def each(held: str, field: str) -> tuple[str, str]:
        return f"LATERAL json_array_elements(CAST({held} AS json) -> '{field}') AS one", "one"


def _views(speaks: type[_SQLite] | type[_PostgreSQL]) -> Iterator[tuple[str, str]]:
    text, number, data = speaks.text, speaks.number, "incidents.data"
    counts = ", ".join(
        f"{number(data, 'figures', kind, which)} AS {kind}_{which}"
        for kind in _FIGURES
        for which in ("low", "best", "high")
    )
    yield (
        "incident_register",
        f"""
        SELECT incidents.day, incidents.valid_from, incidents.valid_to, {text(data, "by")} AS by_day,
               {number(data, "date_prec")} AS date_prec, incidents.headline, incidents.type, {text(data, "mode")} AS mode,
               incidents.status, {text(data, "source")} AS source, {speaks.names(data, "actors")} AS actors,
               {speaks.names(data, "recipients")} AS recipients, {text(data, "place", "name")} AS place,
               {number(data, "where_prec")} AS where_prec, {counts}, incidents.sources,
               (SELECT count(*) FROM tellings WHERE tellings.incident = incidents.id) AS tellings,
               (SELECT count(*) FROM disputes WHERE disputes.incident = incidents.id) AS disputes,
               incidents.id AS incident
        FROM incidents""",
    )
    yield (
        "told",
        """
        SELECT incidents.day, incidents.headline, reports.published, reports.outlet, events.status, events.line,
               events.sentence, events.start, events."end", tellings.incident, reports.id AS report, reports.url, events.entry
        FROM tellings
        JOIN incidents ON incidents.id = tellings.incident
        JOIN reports ON reports.id = tellings.report
        JOIN events ON events.report = tellings.report AND events.report || '/' || events.key = tellings.id
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE entries.id = events.entry
                          AND (entries.withdrawn IS NOT NULL OR entries.withheld IS NOT NULL))""",
    )
    claims, claim = speaks.each("disputes.data", "claims")
    fields = ", ".join(
        f"{text(claim, name)} AS {name}" for name in ("value", "outlet", "source", "published", "report", "sentence")
    )
    yield (
        "contradictions",
        f"""
        SELECT incidents.day, incidents.headline, disputes.kind, {fields}, disputes.incident, disputes.id AS dispute
        FROM disputes
        JOIN incidents ON incidents.id = disputes.incident
        CROSS JOIN {claims}""",
    )
