"""The tables: plain, with foreign keys and ISO dates, for any tool that reads SQLite or PostgreSQL.

What a report says belongs to its row in `reports` and is deleted with it. `identities`, `parts`, `aliases`, `reasons`,
and all else in :mod:`~lagebild.store.tables.made` and `entries.withdrawn` are a cache of `record/`: they can be dropped and
computed again at any time. The record follows the newest version of a report;
`versions` keeps the text and the reading of the earlier ones. `decisions` and `retractions` are an editor's word: rows are
added, never changed, and outlive the reports that they are about. `views` are an editor's bookmarks.

Dates are on four clocks: `valid_from` and `valid_to` in the world, `published` of a report (what is first and last seen
follows from it), `recorded_at` and `retracted_at` of this database (UTC). A column with the name of a field of
:mod:`lagebild.reading` holds that field.
"""

from __future__ import annotations

from lagebild.store.tables.columns import metadata
from lagebild.store.tables.judged import (
    decisions,
    entries,
    failures,
    known,
    known_ties,
    log,
    retractions,
    state,
    unread,
    views,
)
from lagebild.store.tables.made import (
    aliases,
    blocks,
    contested,
    disputes,
    held,
    identities,
    incident_words,
    incidents,
    links,
    name_facts,
    name_keys,
    namings,
    office_sightings,
    origins,
    parts,
    prints,
    reasons,
    takes_part,
    tellings,
    tenures,
    touched,
)
from lagebild.store.tables.told import (
    entities,
    events,
    figures,
    mentions,
    offices,
    parties,
    plans,
    pledges,
    relations,
    reports,
    sentences,
    statements,
    versions,
)

__all__ = [
    "aliases", "blocks", "contested", "decisions", "disputes", "entities", "entries", "events", "failures", "figures",
    "held", "identities", "incident_words", "incidents", "known", "known_ties", "links", "log", "mentions",
    "metadata", "name_facts", "name_keys", "namings", "office_sightings", "offices", "origins", "parties", "parts",
    "plans", "pledges", "prints", "reasons", "relations", "reports", "retractions", "sentences", "state",
    "statements", "takes_part", "tellings", "tenures", "touched", "unread", "versions", "views",
]  # fmt: skip
