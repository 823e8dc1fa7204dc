"""Standing ties that a report states in so many words: party, membership, origin, kin, alliance, part, founding.

A tie that only follows from an event is none, but for a body that shuts a member out. What is told twice is entered
once, as it is told first.
"""

from __future__ import annotations

from lagebild.annotate.relations.alliances import by_alliance
from lagebild.annotate.relations.dates import dates_of, source_of
from lagebild.annotate.relations.diplomacy import by_relations
from lagebild.annotate.relations.joining import by_joining
from lagebild.annotate.relations.nouns import by_noun, companions
from lagebild.annotate.relations.office import by_event, by_office
from lagebild.annotate.relations.origins import apart_from_others, by_origin
from lagebild.annotate.relations.own_party import by_own_party
from lagebild.annotate.relations.pairs import by_pair
from lagebild.annotate.relations.parts import by_part
from lagebild.annotate.relations.phrases import by_phrase
from lagebild.annotate.relations.places import by_place
from lagebild.annotate.relations.possessed import by_possessive
from lagebild.annotate.relations.rivalry import by_rivalry
from lagebild.annotate.relations.standing import by_standing
from lagebild.annotate.relations.status import status_of
from lagebild.annotate.relations.ties import Tie
from lagebild.annotate.relations.verbs import by_verb
from lagebild.annotate.relations.wholes import by_whole
from lagebild.annotate.relations.wording import by_wording
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.reading import Relation


def annotate(text: Text) -> tuple[Relation, ...]:
    """The ties of a report in the order of the text; needs its entities, offices and events."""
    found = [
        *(*by_wording(text), *by_phrase(text), *by_noun(text), *by_verb(text), *by_alliance(text), *by_origin(text)),
        *(*by_pair(text), *by_part(text), *by_place(text), *by_standing(text), *by_office(text), *by_event(text)),
        *(*by_joining(text), *by_whole(text), *by_possessive(text), *by_relations(text)),
        *(*by_own_party(text), *by_rivalry(text)),
    ]
    found += companions(text, [(tie.source.id, tie.target) for tie in found if tie.kind == "party"])
    found = apart_from_others(text, found)
    told = [relation for tie in found if (relation := _relation(text, tie)) is not None]
    offices = {(o.person, o.of) for o in text.reading.offices}
    of_bodies = {(o.person, o.of) for o in text.reading.offices if _is_of_a_body(o.title)}
    first: dict[tuple[str, str, str], Relation] = {}
    for relation in sorted(told, key=lambda r: (r.start, r.end)):
        ends = (relation.source_entity, relation.target_entity)
        # who holds an office in a body is a member of it without saying; of a *Hauptmann X von der Marine* it is said
        said = relation.because.get("kind") == "kind/of-a-body"
        if ends[0] != ends[1] and not (relation.kind == "member" and ends in (of_bodies if said else offices)):
            first.setdefault((relation.kind, *_ordered(relation)), relation)
    return tuple(first.values())


def _is_of_a_body(title: str) -> bool:
    here = noun(title.rsplit(maxsplit=1)[-1])
    return here is None or here.of == "body"


def _relation(text: Text, tie: Tie) -> Relation | None:
    """A tie with its status."""
    status = status_of(text, tie)
    if status is None:
        return None
    since, until = dates_of(text, tie, status[0])
    source, whose = source_of(text, tie)
    because = {**tie.because, "status": status[1], "source": whose}
    because |= {field: found[1] for field, found in (("since", since), ("until", until)) if found is not None}
    return Relation(
        kind=tie.kind,
        source_entity=tie.source.id,
        target_entity=tie.target.id,
        status=status[0],
        since=since[0] if since is not None else None,
        until=until[0] if until is not None else None,
        source=source,
        start=tie.span.start,
        end=tie.span.end,
        because=because,
    )


def _ordered(relation: Relation) -> tuple[str, str]:
    """The two sides; of ties without direction in a fixed order."""
    ends = (relation.source_entity, relation.target_entity)
    both_ways = relation.kind in ("ally", "opponent", "diplomatic", "kin")
    return (min(ends), max(ends)) if both_ways else ends
