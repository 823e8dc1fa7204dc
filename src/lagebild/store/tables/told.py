"""What reports say: each row belongs to its row in `reports` and is deleted with it."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, false

from lagebild.store.tables.columns import because, entity, entry, metadata, recorded_at, report, span, sure

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
    recorded_at(),  # of this version
    Column("version", Integer, nullable=False, server_default="1"),  # its number: the earlier ones are in `versions`
    Column("given_id", Text, index=True),  # the id that this version came with, if it was another
    Column("address", Text, index=True),  # `url` without what does not tell reports apart
)

versions = Table(
    "versions",  # the earlier versions of reports, from number 1 on, each as it was read then
    metadata,
    Column("id", Integer, primary_key=True),
    report(),
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
    recorded_at(),
)

sentences = Table(
    "sentences",
    metadata,
    Column("id", Integer, primary_key=True),
    report(),
    Column("number", Integer, nullable=False),
    *span(),
    Column("text", Text, nullable=False),
    Column("lemmas", Text, nullable=False),  # what the full-text index holds
)

entities = Table(
    "entities",
    metadata,
    Column("id", Integer, primary_key=True),
    report(),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("identity", Text, ForeignKey("identities.id", ondelete="SET NULL")),
    because(),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    entity("entity", nullable=False),
    *span(),
    Column("text", Text, nullable=False),
    Column("is_name", Integer, nullable=False),
)

offices = Table(
    "offices",
    metadata,
    Column("id", Integer, primary_key=True),
    report(),
    entity("person", nullable=False),
    Column("title", Text, nullable=False, index=True),
    entity("of"),
    Column("status", Text, nullable=False),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("end_cause", Text),
    *span(),
    Column("sentence", Text, nullable=False),
    entry(),
    because(),
    sure(),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    report(),
    Column("number", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("medium", Text, nullable=False),
    entity("speaker"),
    Column("cue", Text),
    Column("quote", Text, nullable=False),
    *span(),
    Column("sentence", Text, nullable=False),
    Column("lemmas", Text, nullable=False),
    entry(),
    because(),
    sure(),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    report(),
    Column("key", Text, nullable=False),
    Column("type", Text, nullable=False, index=True),
    Column("mode", Text),
    Column("context", JSON, nullable=False, server_default="[]"),
    Column("trigger", Text, nullable=False),
    Column("lemma", Text, nullable=False, server_default="", index=True),
    Column("gist", JSON, nullable=False, server_default="[]"),  # spans of the text that say who did what to whom …
    Column("line", Text, nullable=False, server_default=""),  # … and their words
    Column("status", Text, nullable=False, index=True),
    Column("voice", Text, nullable=False),  # outlet, entity or hearsay
    entity("source"),
    entity("place"),
    Column("time", Text),
    Column("valid_from", Text, index=True),
    Column("valid_to", Text),
    *span(),
    Column("sentence", Text, nullable=False),
    entry(),
    because(),
    sure(),
)

parties = Table(
    "parties",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event", Integer, ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("role", Text, nullable=False),  # actor or recipient
    entity("entity", nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event", Integer, ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("bound", Text, nullable=False),
    *span(),
    Column("counts_up", Boolean, nullable=False, server_default=false()),
)

relations = Table(
    "relations",
    metadata,
    Column("id", Integer, primary_key=True),
    report(),
    Column("kind", Text, nullable=False, index=True),
    entity("from", nullable=False),
    entity("to", nullable=False),
    Column("status", Text, nullable=False),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("voice", Text, nullable=False),  # outlet, entity or hearsay
    entity("source"),
    *span(),
    Column("sentence", Text, nullable=False),
    entry(),
    because(),
    sure(),
)

plans = Table(
    "plans",
    metadata,
    Column("id", Integer, primary_key=True),
    report(),
    Column("name", Text, nullable=False, index=True),
    entity("of"),
    entity("announced_by"),
    entity("about"),
    Column("phases", JSON, nullable=False, server_default="[]"),
    Column("time", Text),
    *span(),
    Column("sentence", Text, nullable=False),
    entry(),
    because(),
    sure(),
)

pledges = Table(
    "pledges",  # promises, appeals and mediations, and what became of them
    metadata,
    Column("id", Integer, primary_key=True),
    report(),
    Column("kind", Text, nullable=False, index=True),
    entity("by"),
    entity("to"),
    entity("mediator"),
    Column("time", Text),
    Column("outcome", Text, nullable=False),
    Column("words", Text, nullable=False),
    *span(),
    Column("sentence", Text, nullable=False),
    entry(),
    because(),
)

Index("ix_entities_report_key", entities.c.report, entities.c.key, unique=True)

Index("ix_reports_recorded_at_published_id", reports.c.recorded_at, reports.c.published, reports.c.id)

Index("ix_reports_id_published_outlet", reports.c.id, reports.c.published, reports.c.outlet)

Index("ix_entities_identity_report", entities.c.identity, entities.c.report)
