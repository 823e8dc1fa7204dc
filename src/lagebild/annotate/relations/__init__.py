"""Standing ties that a report states in so many words: party, membership, origin, kin, alliance, part, founding.

A tie that only follows from an event is none, but for a body that shuts a member out. What is told twice is entered
once, as it is told first.
"""

from __future__ import annotations

from lagebild.annotate.relations.nouns import by_noun
from lagebild.annotate.relations.office import by_office, shut_out
from lagebild.annotate.relations.verbs import by_verb
from lagebild.annotate.relations.wording import by_wording
from lagebild.annotate.text import Text
from lagebild.reading import Relation


def annotate(text: Text) -> tuple[Relation, ...]:
    """The ties of a report in the order of the text; needs its entities, offices and events."""
    reading = text.reading
    found = [
        *by_wording(text),
        *by_noun(text),
        *by_verb(text),
        *by_office(text, reading),
        *shut_out(text, reading),
    ]
    offices = {(o.person, o.of) for o in reading.offices}
    first: dict[tuple[str, str, str], Relation] = {}
    for relation in sorted(found, key=lambda r: (r.start, r.end)):
        ends = (relation.source_entity, relation.target_entity)
        if ends[0] != ends[1] and not (relation.kind == "member" and ends in offices):
            first.setdefault((relation.kind, *_ordered(relation)), relation)
    return tuple(first.values())


def _ordered(relation: Relation) -> tuple[str, str]:
    """The two sides; of ties without direction in a fixed order."""
    ends = (relation.source_entity, relation.target_entity)
    both_ways = relation.kind in ("ally", "opponent", "diplomatic", "kin")
    return (min(ends), max(ends)) if both_ways else ends
