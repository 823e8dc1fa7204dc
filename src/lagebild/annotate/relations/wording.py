"""Ties told by wordings of a few words: a name in brackets, *aus*, *von*, a noun or an adjective right before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.annotate.relations.sides import is_party, states, tie
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.reading import Entity, Relation, RelationKind, RelationStatus

_BROKEN_OFF = re.compile(r"(unterbrochen|abgebrochen|eingefroren|ausgesetzt|brach|bricht)")
_HOME = re.compile(
    r"(unternehmen|konzern|zeitung|agentur|sender|firma|hersteller|bank|fluggesellschaft|magazin)$", re.IGNORECASE
)
_WITHIN = re.compile(
    r"(provinz|region|bundesstaat|bundesland|gebiet|teilstaat|stadt|insel|kanton|staatsbahn|armee|polizei|luftwaffe)$",
    re.IGNORECASE,
)


def by_wording(text: Text) -> Iterator[Relation]:
    """The ties of a report that stand in such words."""
    yield from _beside_names(text)
    yield from _described(text)
    yield from _belonging(text)
    yield from _allied(text)
    yield from _diplomatic(text)


def _beside_names(text: Text) -> Iterator[Relation]:
    """`X (SPD)`, `X (Peru)`, `X aus Peru`, `X von der Partei Y`."""
    analysis = text.analysis
    for first, (entity, last) in sorted(text.names.items()):
        if entity.kind not in ("person", "organisation") or last + 1 >= len(analysis):
            continue
        place = last + (analysis.forms[last] in ('"', "“", "”", "«", "»"))
        if place + 1 >= len(analysis):
            continue
        form = analysis.forms[place]
        if form == "(" and entity.kind == "person":
            other = text.names.get(place + 1)
            if other is None or other[1] >= len(analysis) or analysis.forms[other[1]] != ")":
                continue
            if is_party(text, other[0]) or (other[0].kind == "organisation" and other[0].name.isupper()):
                yield tie(text, "party", (entity, other[0]), (first, other[1] + 1), "party in brackets")
            elif other[0].kind in ("state", "place"):
                yield tie(text, "origin", (entity, other[0]), (first, other[1] + 1), "country in brackets")
        elif form == "aus":
            start = place + 1 + (analysis.forms[place + 1] in ("der", "dem", "den"))
            other = text.names.get(start)
            if other is not None and other[0].kind in ("state", "place"):
                yield tie(text, "origin", (entity, other[0]), (first, other[1]), "from")
        elif form in ("von", "vom") and entity.kind == "person":
            start = place + 1 + (analysis.forms[place + 1] in ("der", "dem", "den"))
            other = text.names.get(start) or text.names.get(start + 1)
            if other is None or other[0].kind != "organisation":
                continue
            if not text.names.get(start) and noun(analysis.forms[start]) is None:
                continue
            kind: RelationKind = "party" if is_party(text, other[0]) else "member"
            yield tie(text, kind, (entity, other[0]), (first, other[1]), "of a body")


def _described(text: Text) -> Iterator[Relation]:
    """`der serbischen Provinz X`, `das peruanische Unternehmen X`, `das OPEC-Mitglied X`."""
    analysis = text.analysis
    for first, (entity, last) in sorted(text.names.items()):
        token = first - 1
        if token >= 0 and analysis.forms[token] in ('"', "„", "»", "«", "“"):
            token -= 1
        here = noun(analysis.forms[token]) if token > 0 else None
        if here is None or here.number == "Plur" or analysis.sentence_of[token] != analysis.sentence_of[first]:
            continue
        part = text.part_of(token)
        if here.lemma == "Mitglied" and part is not None and part[0].kind == "organisation":
            yield tie(text, "member", (entity, part[0]), (token, last), "member")
            continue
        state, start = _adjective(text, token)
        if state is None:
            continue
        if entity.kind == "person" and here.kind == "person" and here.field != "inhabitant":
            yield tie(text, "origin", (entity, state), (start, last), "adjective and person")
        elif _WITHIN.search(here.lemma) and entity.kind in ("place", "state", "organisation"):
            yield tie(text, "part", (entity, state), (start, last), "adjective and place")
        elif _HOME.search(here.lemma) and entity.kind == "organisation":
            yield tie(text, "origin", (entity, state), (start, last), "adjective and body")


def _adjective(text: Text, token: int) -> tuple[Entity | None, int]:
    """The state that an adjective before a noun names, and that adjective's token."""
    analysis = text.analysis
    for place in range(token - 1, max(token - 4, -1), -1):
        for entity, span in text.others.get(place, ()):
            if entity.kind == "state" and span == analysis.span(place, place + 1):
                return entity, place
        if not analysis.forms[place].endswith(("e", "en", "er", "es", "em")) or analysis.tags[place] == "DET":
            break
    return None, token


def _belonging(text: Text) -> Iterator[Relation]:
    """`der aus Z stammende X`."""
    analysis = text.analysis
    for token, form in enumerate(analysis.forms):
        part = analysis.sentences[analysis.sentence_of[token]]
        if not form.startswith("stammende") or token - 1 <= part.start:
            continue
        home = text.names.get(token - 1)
        if home is None or analysis.forms[token - 2] not in ("aus", "der", "dem"):
            continue
        who = next((text.names[t] for t in range(token, min(token + 5, part.end)) if t in text.names), None)
        if home[0].kind in ("state", "place") and who is not None and who[0].kind == "person":
            yield tie(text, "origin", (who[0], home[0]), (token - 2, who[1]), "stems from")


def _allied(text: Text) -> Iterator[Relation]:
    """`das mit Y verbündete X`."""
    analysis = text.analysis
    for token, form in enumerate(analysis.forms):
        if not re.match(r"verbündete[nrms]?$", form) or token + 1 not in text.names:
            continue
        low = analysis.sentences[analysis.sentence_of[token]].start
        linked = [t for t in range(max(token - 4, low), token) if analysis.forms[t] == "mit"]
        others = [text.names[t][0] for t in range(linked[-1], token) if t in text.names] if linked else []
        if others:
            aim = analysis.forms[max(linked[-1] - 2, 0) : linked[-1]]
            status: RelationStatus = "intended" if "Ziel" in aim else "holds"
            who, last = text.names[token + 1]
            yield tie(text, "ally", (who, others[0]), (linked[-1], last), "allied with", status)


def _diplomatic(text: Text) -> Iterator[Relation]:
    """`die diplomatischen Beziehungen zwischen X und Y`, `… zu X` in a report whose sentence before names Y."""
    analysis = text.analysis
    for token in range(1, len(analysis)):
        if analysis.forms[token] != "Beziehungen" or not analysis.forms[token - 1].startswith("diplomatische"):
            continue
        number = analysis.sentence_of[token]
        named = states(text, number)
        if len(named) == 1 and number:
            named += [e for e in states(text, number - 1) if e not in named]
        if len(named) != 2:
            continue
        part = analysis.sentences[number]
        broken = any(_BROKEN_OFF.match(form) for form in analysis.forms[token : part.end])
        status: RelationStatus = "interrupted" if broken else "holds"
        yield tie(text, "diplomatic", (named[0], named[1]), (token - 1, token + 1), "relations", status)
