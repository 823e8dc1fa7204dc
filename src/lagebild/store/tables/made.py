"""A cache of `record/`: all of it can be dropped and computed again at any time."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text, false

from lagebild.store.tables.columns import metadata

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
    Column("day", Text, nullable=False),  # of the report; 9 if it has none
    Column("joined", Text, index=True),  # the group that it is in, before an editor's word: the id of its first telling
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

office_sightings = Table(
    "office_sightings",  # each office that a report tells of and that counts, with the cell of the register it belongs to
    metadata,
    Column(
        "office", Integer, primary_key=True, autoincrement=False
    ),  # no foreign key: who held it is asked when it is gone
    Column("report", Text, nullable=False, index=True),
    Column("person", Text, nullable=False, index=True),
    Column("cell", Text, nullable=False),
    Column("alone", Boolean, nullable=False),  # the office is one that one person holds at a time
    Column("death", Boolean, nullable=False),  # the holder's death is told
)

tenures = Table(
    "tenures",  # who held what, from when to when
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cell", Text, nullable=False, index=True),
    Column("person", Text, nullable=False, index=True),
    Column("of", Text),
    Column("of_name", Text, nullable=False),  # empty for none
    Column("office", Text, nullable=False),  # the title, in one form for all its words
    Column("status", Text, nullable=False),
    Column("single", Boolean, nullable=False),  # who holds it holds it alone
    Column("begins", Text, nullable=False),  # the first day for which reports vouch; empty for none
    Column("seen_last", Text),
    Column("data", Text, nullable=False),  # as JSON
)

held = Table(
    "held",  # the days between which reports have somebody in office, or those of the only sighting
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tenure", Integer, ForeignKey("tenures.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
)

contested = Table(
    "contested",  # where reports contradict each other about an office: about one tenure, or between several
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tenure", Integer, ForeignKey("tenures.id", ondelete="CASCADE"), index=True),
    Column("office", Text, nullable=False),
    Column("of", Text),
    Column("data", Text, nullable=False),  # as JSON
)


Index("ix_tellings_report_incident", tellings.c.report, tellings.c.incident)

Index("ix_tellings_incident_report", tellings.c.incident, tellings.c.report)

Index("ix_takes_part_identity_incident_role", takes_part.c.identity, takes_part.c.incident, takes_part.c.role)
Index("ix_office_sightings_cell_alone", office_sightings.c.cell, office_sightings.c.alone)
Index("ix_tenures_of_office", tenures.c.of, tenures.c.office)
Index(
    "ix_tenures_of_name_office_begins_person", tenures.c.of_name, tenures.c.office, tenures.c.begins, tenures.c.person
)
Index("ix_tenures_seen_last", tenures.c.seen_last)
Index("ix_held_last_first", held.c.last, held.c.first)
Index("ix_contested_of_office", contested.c.of, contested.c.office)
