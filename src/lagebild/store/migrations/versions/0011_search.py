"""Search by every form and spelling of a word, and by the parts of compounds; incidents are searched, too.

Revision: 0011. All keys are made anew, which takes about a minute for ten thousand reports.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from lagebild.store.dialects import create_search, drop_search, fill_search
from lagebild.wordforms import search_text

revision = "0011"
down_revision = "0010"

_AT_ONCE = 2_000


def upgrade() -> None:
    """Make the keys of what is on record, and the indexes over them."""
    connection = op.get_bind()
    op.create_table(
        "incident_words",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("lemmas", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name="fk_incident_words_incident", ondelete="CASCADE"),
    )
    op.create_index("ix_incident_words_incident", "incident_words", ["incident"])
    drop_search(connection, ("sentences", "statements"))
    if connection.dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS lagebild_words(text)")
    _make_again(connection, "sentences", "text")
    _make_again(connection, "statements", "quote")
    _add_incidents(connection)
    searched = ("sentences", "statements", "incident_words")
    create_search(connection, searched)
    fill_search(connection, searched)


def _make_again(connection: sa.Connection, name: str, said: str) -> None:
    """Make the keys of a table's rows anew from the column with their words."""
    rows = sa.table(name, sa.column("id"), sa.column(said), sa.column("lemmas"))
    change = sa.update(rows).where(rows.c.id == sa.bindparam("key")).values(lemmas=sa.bindparam("made"))
    last = -1
    while True:
        query = sa.select(rows.c.id, rows.c[said]).where(rows.c.id > last).order_by(rows.c.id).limit(_AT_ONCE)
        found = connection.execute(query).all()
        if not found:
            return
        connection.execute(change, [{"key": row[0], "made": search_text(row[1])} for row in found])
        last = found[-1][0]


def _add_incidents(connection: sa.Connection) -> None:
    """Add the words of the incidents on record: all tellings, and who has a part in them."""
    said: dict[str, dict[str, None]] = {}
    for key, headline in connection.execute(sa.text("SELECT id, headline FROM incidents")):
        said[key] = {headline: None}
    for key, data in connection.execute(sa.text("SELECT incident, data FROM tellings")):
        if key in said:
            said[key] |= dict.fromkeys(_told(json.loads(data)))
    rows = sa.table("incident_words", sa.column("incident"), sa.column("lemmas"))
    made = [{"incident": key, "lemmas": search_text(". ".join(words))} for key, words in sorted(said.items())]
    for start in range(0, len(made), _AT_ONCE):
        connection.execute(sa.insert(rows), made[start : start + _AT_ONCE])


def _told(telling: dict[str, Any]) -> list[str]:
    parties = [*telling.get("actors", ()), *telling.get("recipients", ()), telling.get("place")]
    line = telling.get("line") or telling.get("evidence", {}).get("sentence", "")
    return [line, *(party["name"] for party in parties if party)]
