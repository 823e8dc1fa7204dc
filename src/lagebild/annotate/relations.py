"""Standing ties that a report states in so many words: party, membership, origin, kin, alliance, part, founding.

Each rule reads one short wording; a tie that only follows from an event is none, but for a body that shuts a member
out. What is told twice is entered once, as it is told first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.analysis import Analysis
from lagebild.lexicon import load
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.nouns import noun
from lagebild.placing import Places
from lagebild.reading import Entity, Reading, Relation, RelationKind, RelationStatus

_PARTY = re.compile(r"(partei|party|partij|partido|parti)(en)?\b", re.IGNORECASE)
_PARTIES = frozenset(("Partei", "Regierungspartei", "Oppositionspartei"))
_FORMER = re.compile(r"(ehemalig|früher|einst|vormalig|lange|bisherig)\w*$")
_SHUT_OUT = re.compile(r"(ausgeschlossen|ausschloss|ausschließ|schloss|suspendier)")
_FOR_NOW = re.compile(r"(bis auf weiteres|vorläufig|vorübergehend|suspendier)")
_BROKEN_OFF = re.compile(r"(unterbrochen|abgebrochen|eingefroren|ausgesetzt|brach|bricht)")
_HOME = re.compile(
    r"(unternehmen|konzern|zeitung|agentur|sender|firma|hersteller|bank|fluggesellschaft|magazin)$", re.IGNORECASE
)
_WITHIN = re.compile(
    r"(provinz|region|bundesstaat|bundesland|gebiet|teilstaat|stadt|insel|kanton|staatsbahn|armee|polizei|luftwaffe)$",
    re.IGNORECASE,
)
_ALLIES = frozenset(("Verbündeter", "Bündnispartner"))
_OPPONENTS = frozenset(("Gegner", "Rivale", "Herausforderer", "Kontrahent", "Gegenspieler", "Widersacher"))


def annotate(analysis: Analysis, reading: Reading) -> tuple[Relation, ...]:
    """The ties of a report in the order of the text; needs its entities, offices and events."""
    places = Places(analysis, reading)
    found = [
        *_beside_names(places),
        *_described(places),
        *_belonging(places),
        *_kin(places),
        *_allied(places),
        *_diplomatic(places),
        *_by_office(places, reading),
        *_shut_out(places, reading),
    ]
    offices = {(o.person, o.of) for o in reading.offices}
    first: dict[tuple[str, str, str], Relation] = {}
    for relation in sorted(found, key=lambda r: (r.start, r.end)):
        ends = (relation.source_entity, relation.target_entity)
        if ends[0] != ends[1] and not (relation.kind == "member" and ends in offices):
            first.setdefault((relation.kind, relation.source_entity, relation.target_entity), relation)
    return tuple(first.values())


def _tie(
    places: Places,
    kind: RelationKind,
    ends: tuple[Entity, Entity],
    tokens: tuple[int, int],
    rule: str,
    status: RelationStatus = "holds",
) -> Relation:
    span = places.analysis.span(*tokens)
    return Relation(
        kind=kind,
        source_entity=ends[0].id,
        target_entity=ends[1].id,
        status=status,
        start=span.start,
        end=span.end,
        rule=rule,
    )


def is_party(places: Places, entity: Entity) -> bool:
    """Whether a body is a party: known as one, so named, or so described in the report."""
    if entity.kind != "organisation":
        return False
    here = known(entity.name)
    if (here is not None and here.role == "party") or _PARTY.search(entity.name):
        return True
    text = places.analysis.text
    return any(
        (described := noun(span.of(text))) is not None and described.base in _PARTIES
        for span in entity.mentions
        if span not in entity.name_spans
    )


def _beside_names(places: Places) -> Iterator[Relation]:
    """`X (SPD)`, `X (Peru)`, `X aus Peru`, `X von der Partei Y`."""
    analysis = places.analysis
    for first, (entity, last) in sorted(places.names.items()):
        if entity.kind not in ("person", "organisation") or last + 1 >= len(analysis):
            continue
        place = last + (analysis.forms[last] in ('"', "“", "”", "«", "»"))
        if place + 1 >= len(analysis):
            continue
        form = analysis.forms[place]
        if form == "(" and entity.kind == "person":
            other = places.names.get(place + 1)
            if other is None or other[1] >= len(analysis) or analysis.forms[other[1]] != ")":
                continue
            if is_party(places, other[0]) or (other[0].kind == "organisation" and other[0].name.isupper()):
                yield _tie(places, "party", (entity, other[0]), (first, other[1] + 1), "party in brackets")
            elif other[0].kind in ("state", "place"):
                yield _tie(places, "origin", (entity, other[0]), (first, other[1] + 1), "country in brackets")
        elif form == "aus":
            start = place + 1 + (analysis.forms[place + 1] in ("der", "dem", "den"))
            other = places.names.get(start)
            if other is not None and other[0].kind in ("state", "place"):
                yield _tie(places, "origin", (entity, other[0]), (first, other[1]), "from")
        elif form in ("von", "vom") and entity.kind == "person":
            start = place + 1 + (analysis.forms[place + 1] in ("der", "dem", "den"))
            other = places.names.get(start) or places.names.get(start + 1)
            if other is None or other[0].kind != "organisation":
                continue
            if not places.names.get(start) and noun(analysis.forms[start]) is None:
                continue
            kind: RelationKind = "party" if is_party(places, other[0]) else "member"
            yield _tie(places, kind, (entity, other[0]), (first, other[1]), "of a body")


def _described(places: Places) -> Iterator[Relation]:
    """`der serbischen Provinz X`, `das peruanische Unternehmen X`, `das OPEC-Mitglied X`."""
    analysis = places.analysis
    for first, (entity, last) in sorted(places.names.items()):
        token = first - 1
        if token >= 0 and analysis.forms[token] in ('"', "„", "»", "«", "“"):
            token -= 1
        here = noun(analysis.forms[token]) if token > 0 else None
        if here is None or here.number == "Plur" or analysis.sentence_of[token] != analysis.sentence_of[first]:
            continue
        part = places.part_of(token)
        if here.lemma == "Mitglied" and part is not None and part[0].kind == "organisation":
            yield _tie(places, "member", (entity, part[0]), (token, last), "member")
            continue
        state, start = _adjective(places, token)
        if state is None:
            continue
        if entity.kind == "person" and here.kind == "person" and here.field != "inhabitant":
            yield _tie(places, "origin", (entity, state), (start, last), "adjective and person")
        elif _WITHIN.search(here.lemma) and entity.kind in ("place", "state", "organisation"):
            yield _tie(places, "part", (entity, state), (start, last), "adjective and place")
        elif _HOME.search(here.lemma) and entity.kind == "organisation":
            yield _tie(places, "origin", (entity, state), (start, last), "adjective and body")


def _adjective(places: Places, token: int) -> tuple[Entity | None, int]:
    """The state that an adjective before a noun names, and that adjective's token."""
    analysis = places.analysis
    for place in range(token - 1, max(token - 4, -1), -1):
        for entity, span in places.others.get(place, ()):
            if entity.kind == "state" and span == analysis.span(place, place + 1):
                return entity, place
        if not analysis.forms[place].endswith(("e", "en", "er", "es", "em")) or analysis.tags[place] == "DET":
            break
    return None, token


def _belonging(places: Places) -> Iterator[Relation]:
    """`X gehört der Partei Y an`, `der aus Z stammende X`."""
    analysis = places.analysis
    for token, form in enumerate(analysis.forms):
        part = analysis.sentences[analysis.sentence_of[token]]
        if form in ("gehört", "gehörte", "gehören", "gehörten"):
            close = next((t for t in range(token + 1, min(token + 12, part.end)) if analysis.forms[t] == "an"), None)
            side = _ending_at(places, token)
            bodies = [places.names[t] for t in range(token + 1, close or token) if t in places.names]
            if close is None or side is None or len(bodies) != 1 or bodies[0][0].kind != "organisation":
                continue
            kind: RelationKind = "party" if is_party(places, bodies[0][0]) else "member"
            status: RelationStatus = "former" if form.startswith("gehörte") else "holds"
            yield _tie(places, kind, (side, bodies[0][0]), (token, close + 1), "belongs to", status)
        elif (
            form.startswith("stammende")
            and token - 1 > part.start
            and analysis.forms[token - 2] in ("aus", "der", "dem")
        ):
            home = places.names.get(token - 1)
            who = next((places.names[t] for t in range(token, min(token + 5, part.end)) if t in places.names), None)
            if home is not None and home[0].kind in ("state", "place") and who is not None and who[0].kind == "person":
                yield _tie(places, "origin", (who[0], home[0]), (token - 2, who[1]), "stems from")


def _kin(places: Places) -> Iterator[Relation]:
    """`seine Frau X` where the possessor is known, `X, der Sohn von Y`."""
    analysis = places.analysis
    kin = {row["form"] for row in load("kin")}
    for token in range(1, len(analysis)):
        here = noun(analysis.forms[token])
        if here is None or here.base not in kin:
            continue
        bearer = next((e for e, _ in places.others.get(token, ()) if e.kind == "person" and e.name_spans), None)
        if bearer is None:
            continue
        before = [e for e, _ in places.others.get(token - 1, ()) if e.kind == "person"]
        named = next((t for t in (token + 1, token - 2) if t in places.names and places.names[t][0] is bearer), None)
        if before and before[0] is not bearer and analysis.forms[token - 1].lower().startswith(("sein", "ihr")):
            edge = places.names[named][1] if named is not None and named > token else token + 1
            yield _tie(places, "kin", (bearer, before[0]), (token - 1, edge), "possessive and kin")
        elif analysis.forms[token + 1 : token + 2] == ("von",) and token + 2 in places.names:
            other, last = places.names[token + 2]
            if other.kind == "person" and other is not bearer:
                yield _tie(places, "kin", (bearer, other), (token, last), "kin of")


def _allied(places: Places) -> Iterator[Relation]:
    """`X, lange ein Verbündeter von Y`, `X, der Rivale von Y`, `mit Y verbündete X`."""
    analysis = places.analysis
    for token, form in enumerate(analysis.forms):
        here = noun(form)
        low = analysis.sentences[analysis.sentence_of[token]].start
        if here is not None and here.lemma in _ALLIES | _OPPONENTS and here.number != "Plur":
            commas = [t for t in range(max(token - 7, low + 1), token) if analysis.forms[t] == ","]
            target = _governed(places, token)
            side = _ending_at(places, commas[-1]) if commas else None
            if target is None or side is None:
                continue
            former = any(_FORMER.match(f.lower()) for f in analysis.forms[commas[-1] : token])
            kind: RelationKind = "ally" if here.lemma in _ALLIES else "opponent"
            held: RelationStatus = "former" if former else "holds"
            yield _tie(places, kind, (side, target), (commas[-1], token + 1), "apposition", held)
        elif re.match(r"verbündete[nrms]?$", form) and token + 1 in places.names:
            linked = [t for t in range(max(token - 4, low), token) if analysis.forms[t] == "mit"]
            others = [places.names[t][0] for t in range(linked[-1], token) if t in places.names] if linked else []
            if others:
                aim = analysis.forms[max(linked[-1] - 2, 0) : linked[-1]]
                status: RelationStatus = "intended" if "Ziel" in aim else "holds"
                who, last = places.names[token + 1]
                yield _tie(places, "ally", (who, others[0]), (linked[-1], last), "allied with", status)


def _ending_at(places: Places, token: int) -> Entity | None:
    """Who is named by the words that end right before a token."""
    named = [places.names[t] for t in range(max(token - 6, 0), token) if t in places.names]
    return next((entity for entity, last in named if last == token), None)


def _governed(places: Places, token: int) -> Entity | None:
    """The one named right after a noun, by `von` or in the genitive."""
    analysis = places.analysis
    if analysis.forms[token + 1 : token + 2] not in (("von",), ("der",), ("des",), ("vom",)):
        return None
    return next(
        (places.names[t][0] for t in range(token + 2, min(token + 4, len(analysis))) if t in places.names), None
    )


def _diplomatic(places: Places) -> Iterator[Relation]:
    """`die diplomatischen Beziehungen zwischen X und Y`, `… zu X` in a report whose sentence before names Y."""
    analysis = places.analysis
    for token in range(1, len(analysis)):
        if analysis.forms[token] != "Beziehungen" or not analysis.forms[token - 1].startswith("diplomatische"):
            continue
        number = analysis.sentence_of[token]
        states = _states(places, number)
        if len(states) == 1 and number:
            states += [e for e in _states(places, number - 1) if e not in states]
        if len(states) != 2:
            continue
        part = analysis.sentences[number]
        broken = any(_BROKEN_OFF.match(form) for form in analysis.forms[token : part.end])
        status: RelationStatus = "interrupted" if broken else "holds"
        yield _tie(places, "diplomatic", (states[0], states[1]), (token - 1, token + 1), "relations", status)


def _states(places: Places, number: int) -> list[Entity]:
    """The states that a sentence names, itself or by a town of theirs, each once."""
    part = places.analysis.sentences[number]
    named = {e.name: e for e in places.entities.values() if e.kind == "state"}
    found: list[Entity] = []
    for token in range(part.start, part.end):
        entity = places.names[token][0] if token in places.names else None
        if entity is not None and entity.kind == "place" and (here := known(entity.name)) is not None:
            entity = named.get(here.state)
        if entity is not None and entity.kind == "state" and entity not in found:
            found.append(entity)
    return found


def _by_office(places: Places, reading: Reading) -> Iterator[Relation]:
    """Who leads or sits for a party is of it; who is called its founder founded it."""
    for office in reading.offices:
        body = places.entities.get(office.of or "")
        if body is None:
            continue
        kind: RelationKind | None = None
        if re.search(r"[Gg]ründer(in)?$", office.title) and body.kind == "organisation":
            kind = "founded"
        elif is_party(places, body) and office.status == "holds":
            kind = "party"
        if kind is not None:
            yield Relation(
                kind=kind,
                source_entity=office.person,
                target_entity=body.id,
                status="holds",
                start=office.start,
                end=office.end,
                rule="office",
            )


def _shut_out(places: Places, reading: Reading) -> Iterator[Relation]:
    """A body that excludes a state or person, so that who was a member is none, or none for now.

    Where the event names nobody excluded, the only state that its sentence names is.
    """
    kinds = {e.id: e.kind for e in reading.entities}
    for event in reading.events:
        words = " ".join(span.of(reading.text) for span in event.trigger)
        if event.type != "SANCTION" or event.status != "happened" or not _SHUT_OUT.search(words):
            continue
        number = places.analysis.sentence_of[places.analysis.token_at(event.sentence.start) or 0]
        states = [e.id for e in _states(places, number)]
        shut_out = event.recipients or (tuple(states) if len(states) == 1 else ())
        for actor in event.actors:
            for recipient in shut_out:
                if kinds.get(actor) == "organisation" and kinds.get(recipient) in ("state", "person"):
                    for_now = _FOR_NOW.search(event.sentence.of(reading.text))
                    yield Relation(
                        kind="member",
                        source_entity=recipient,
                        target_entity=actor,
                        status="suspended" if for_now else "former",
                        start=event.trigger[0].start,
                        end=event.trigger[-1].end,
                        rule="shut out",
                    )
