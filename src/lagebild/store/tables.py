"""The tables: plain, with foreign keys and ISO dates, for any tool that reads SQLite or PostgreSQL.

What a report says belongs to its row in `reports` and is deleted with it. `identities`, `parts`, `aliases`, `reasons`,
`namings`, `name_keys`, `name_facts` and `entries.withdrawn`, and all from `touched` to `incident_words`, are a cache of
`record/`: they can be dropped and computed again at any time. The record follows the newest version of a report;
`versions` keeps the text and the reading of the earlier ones. `decisions` and `retractions` are an editor's word: rows are
added, never changed, and outlive the reports that they are about. `views` are an editor's bookmarks.

Dates are on four clocks: `valid_from` and `valid_to` in the world, `published` of a report (what is first and last seen
follows from it), `recorded_at` and `retracted_at` of this database (UTC). A column with the name of a field of
:mod:`lagebild.reading` holds that field.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    false,
)  # fmt: skip

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s"}
)


def _report() -> Column[str]:
    return Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True)


def _entity(name: str, *, nullable: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey("entities.id", ondelete="CASCADE"), nullable=nullable, index=True)


def _entry() -> Column[str]:
    """The id with which an editor judges the entry: `entries.id` (no foreign key: SQLite cannot add one later)."""
    return Column("entry", Text, index=True)


def _span() -> tuple[Column[int], Column[int]]:
    """Code points of the report's text, end exclusive."""
    return Column("start", Integer, nullable=False), Column("end", Integer, nullable=False)


def _because() -> Column[Any]:
    """For each field the rule that filled it."""
    return Column("because", JSON, nullable=False, server_default="{}")


def _sure() -> Column[Any]:
    """For each field how likely it is right, from 0 to 1."""
    return Column("sure", JSON, nullable=False, server_default="{}")


def _recorded_at() -> Column[str]:
    return Column("recorded_at", Text, nullable=False)  # UTC


reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("outlet", Text, index=True),
    Column("published", Text, index=True),
    Column("title", Text),
    Column("url", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("reading", Text, nullable=False),  # the whole reading as JSON: what `read` printed
    Column("reader", Text, nullable=False),  # version, lexicon and model that made it
    _recorded_at(),  # of this version
    Column("version", Integer, nullable=False, server_default="1"),  # its number: the earlier ones are in `versions`
    Column("given_id", Text, index=True),  # the id that this version came with, if it was another
    Column("address", Text, index=True),  # `url` without what does not tell reports apart
)

versions = Table(
    "versions",  # the earlier versions of reports, from number 1 on, each as it was read then
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("number", Integer, nullable=False),
    Column("given_id", Text, index=True),
    Column("outlet", Text),
    Column("published", Text),
    Column("title", Text),
    Column("url", Text),
    Column("address", Text, index=True),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("reader", Text, nullable=False),
    _recorded_at(),
)

failures = Table(
    "failures",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("error", Text, nullable=False),
    _recorded_at(),
)

sentences = Table(
    "sentences",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("number", Integer, nullable=False),
    *_span(),
    Column("text", Text, nullable=False),
    Column("lemmas", Text, nullable=False),  # what the full-text index holds
)

identities = Table(
    "identities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False, index=True),
    Column("name", Text, nullable=False, index=True),
    Column("wikidata", Text),
    Column("report", Text, index=True),  # of a mere description: the report that it belongs to
)

reasons = Table(
    "reasons",  # why the sightings of an identity were taken for one
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", Text, ForeignKey("identities.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
)

parts = Table(
    "parts",  # the ids that those who were merged into an identity would have by themselves
    metadata,
    Column("id", Text, primary_key=True),
    Column("identity", Text, ForeignKey("identities.id", ondelete="CASCADE"), nullable=False, index=True),
)

aliases = Table(
    "aliases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", Text, ForeignKey("identities.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("plain", Text, nullable=False, index=True),  # without case and accents
)

namings = Table(
    "namings",  # each sighting that has a name, to be compared with others
    metadata,
    Column("report", Text, primary_key=True),  # no foreign key: a report that is gone leaves identities behind
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False, index=True),  # family and plain words
    Column("data", Text, nullable=False),  # as JSON
    Column("called", Text, index=True),  # of somebody whom others of the report are named with: the plain words
    Column("part", Text),  # which of those with its name it was taken for when the record was last made …
    Column("words", Text, index=True),  # … by which words …
    Column("identity", Text, index=True),  # … and who that is
    Column("weighed", Boolean, nullable=False, server_default=false()),  # that may depend on how often others are named
)

name_keys = Table(
    "name_keys",  # what a name may be found by when another one is compared with it
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True, index=True),
    Column("gives", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

name_facts = Table(
    "name_facts",  # what a name tells about others without being compared with them
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True, index=True),
    Column("counted", Text, nullable=False),
    sqlite_with_rowid=False,
)

entities = Table(
    "entities",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("identity", Text, ForeignKey("identities.id", ondelete="SET NULL")),
    _because(),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    _entity("entity", nullable=False),
    *_span(),
    Column("text", Text, nullable=False),
    Column("is_name", Integer, nullable=False),
)

offices = Table(
    "offices",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    _entity("person", nullable=False),
    Column("title", Text, nullable=False, index=True),
    _entity("of"),
    Column("status", Text, nullable=False),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("end_cause", Text),
    *_span(),
    Column("sentence", Text, nullable=False),
    _entry(),
    _because(),
    _sure(),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("number", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("medium", Text, nullable=False),
    _entity("speaker"),
    Column("cue", Text),
    Column("quote", Text, nullable=False),
    *_span(),
    Column("sentence", Text, nullable=False),
    Column("lemmas", Text, nullable=False),
    _entry(),
    _because(),
    _sure(),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("key", Text, nullable=False),
    Column("type", Text, nullable=False, index=True),
    Column("mode", Text),
    Column("context", JSON, nullable=False, server_default="[]"),
    Column("trigger", Text, nullable=False),
    Column("lemma", Text, nullable=False, server_default=""),
    Column("gist", JSON, nullable=False, server_default="[]"),  # spans of the text that say who did what to whom …
    Column("line", Text, nullable=False, server_default=""),  # … and their words
    Column("status", Text, nullable=False, index=True),
    Column("voice", Text, nullable=False),  # outlet, entity or hearsay
    _entity("source"),
    _entity("place"),
    Column("time", Text),
    Column("valid_from", Text, index=True),
    Column("valid_to", Text),
    *_span(),
    Column("sentence", Text, nullable=False),
    _entry(),
    _because(),
    _sure(),
)

parties = Table(
    "parties",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event", Integer, ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("role", Text, nullable=False),  # actor or recipient
    _entity("entity", nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event", Integer, ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("bound", Text, nullable=False),
    *_span(),
    Column("counts_up", Boolean, nullable=False, server_default=false()),
)

relations = Table(
    "relations",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("kind", Text, nullable=False, index=True),
    _entity("from", nullable=False),
    _entity("to", nullable=False),
    Column("status", Text, nullable=False),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("voice", Text, nullable=False),  # outlet, entity or hearsay
    _entity("source"),
    *_span(),
    Column("sentence", Text, nullable=False),
    _entry(),
    _because(),
    _sure(),
)

plans = Table(
    "plans",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("name", Text, nullable=False, index=True),
    _entity("of"),
    _entity("announced_by"),
    _entity("about"),
    Column("phases", JSON, nullable=False, server_default="[]"),
    Column("time", Text),
    *_span(),
    Column("sentence", Text, nullable=False),
    _entry(),
    _because(),
    _sure(),
)

pledges = Table(
    "pledges",  # promises, appeals and mediations, and what became of them
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("kind", Text, nullable=False, index=True),
    _entity("by"),
    _entity("to"),
    _entity("mediator"),
    Column("time", Text),
    Column("outcome", Text, nullable=False),
    Column("words", Text, nullable=False),
    *_span(),
    Column("sentence", Text, nullable=False),
    _entry(),
    _because(),
)

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
    _recorded_at(),
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
    _report(),
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

unread = Table(
    "unread",  # reports that a run of `reread --all` has still to read
    metadata,
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
)

touched = Table(
    "touched",  # reports whose tellings are to be looked at again before the next question
    metadata,
    Column("report", Text, primary_key=True),  # no foreign key: a report that is gone leaves incidents behind
)

origins = Table(
    "origins",  # where a report has its news from: agencies, outlets that it cites, the report that it copies
    metadata,
    Column("report", Text, primary_key=True),
    Column("data", Text, nullable=False),  # as JSON
)

prints = Table(
    "prints",  # MinHash bands of the texts, by which near copies are found
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Text, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

tellings = Table(
    "tellings",  # a cache of record/: each event as the record sees it; no foreign keys, since it outlives a re-reading
    metadata,
    Column("id", Text, primary_key=True),  # REPORT/v3
    Column("report", Text, nullable=False),
    Column("incident", Text),
    Column("data", Text, nullable=False),  # as JSON
)

blocks = Table(
    "blocks",  # what a telling may be found by when another one is compared with it
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("telling", Text, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

links = Table(
    "links",  # tellings that belong together
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True, index=True),
    Column("kind", Text, nullable=False),  # one, outcome or part
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False, index=True),
    Column("status", Text, nullable=False, index=True),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("day", Text, index=True),  # by which it is sorted: said, or the last possible one
    Column("headline", Text, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("data", Text, nullable=False),  # as JSON, without its tellings
)

takes_part = Table(
    "takes_part",  # who or what has a part in an incident; role: actor, recipient or place
    metadata,
    Column("incident", Text, ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("identity", Text, primary_key=True),
)

disputes = Table(
    "disputes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("incident", Text, ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False, index=True),
    Column("data", Text, nullable=False),  # as JSON
)

incident_words = Table(
    "incident_words",  # what the full-text index holds of an incident: all tellings of it, and who has a part in it
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", Text, ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("lemmas", Text, nullable=False),
)

views = Table(
    "views",  # questions that are asked again and again, under a name: a page and what is asked of it
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("page", Text, nullable=False),  # as in the address, without a slash
    Column("query", Text, nullable=False),  # the rest of the address, behind the ?
    Column("author", Text, nullable=False),
    _recorded_at(),
)

log = Table(
    "log",  # what users did besides deciding: which reports came by whom, which tables, which views
    metadata,
    Column("id", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),  # a report's id (no foreign key), a table's file, a view's name
    Column("author", Text, nullable=False),
    _recorded_at(),
)

state = Table("record_state", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

Index("ix_views_name", views.c.name, unique=True)
Index("ix_entities_report_key", entities.c.report, entities.c.key, unique=True)

# what the pages count: an index that has all of it spares the database the rows, which are long
Index("ix_reports_recorded_at_published_id", reports.c.recorded_at, reports.c.published, reports.c.id)
Index("ix_reports_id_published_outlet", reports.c.id, reports.c.published, reports.c.outlet)
Index("ix_entities_identity_report", entities.c.identity, entities.c.report)
Index("ix_tellings_report_incident", tellings.c.report, tellings.c.incident)
Index("ix_tellings_incident_report", tellings.c.incident, tellings.c.report)
Index("ix_takes_part_identity_incident_role", takes_part.c.identity, takes_part.c.incident, takes_part.c.role)
