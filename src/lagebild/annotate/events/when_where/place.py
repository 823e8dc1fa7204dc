"""Where: the place that the trigger's own phrase or clause names, or that the deed was done to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lagebild import lexicon
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.when_where.adjuncts import Adjunct, head_of, reach
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.nouns import noun
from lagebild.reading import Entity, EventStatus, EventType

_WORDS: frozenset[EventType] = frozenset(
    ("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "OFFICE", "SANCTION", "CONCEDE")
)
"""Types of word and of rank: where they were spoken is seldom said, and what is said is where their matter is."""
_DONE_TO: frozenset[EventType] = frozenset(("ASSAULT", "COERCE", "DISASTER", "MOBILIZE", "RETREAT"))
"""Types of deeds that are done where what they are done to is."""
_AT_HAND: frozenset[EventType] = frozenset(
    ("ELECT", "LEGISLATE", "JUDGE", "ASSAULT", "COERCE", "PROTEST", "DISASTER", "DIE")
)
"""Types of deeds that are done where the doers are."""
_LOCAL = frozenset(["in", "im", "bei", "beim", "nahe", "vor", "auf", "an", "am", "nördlich", "südlich", "westlich",
                    "östlich", "unweit", "um", "durch", "ins"])  # fmt: skip
_TOWARDS = frozenset(["nach", "in", "ins", "zu", "zum", "zur"])
_PARTLY = frozenset(["davon", "darunter", "insbesondere", "besonders"])
_NO_PLACES = frozenset(
    "Ort Land Region Gebiet Ausland Inland Welt Brand Haus Landesteil Stelle Platz Seite Gegend Heimat Boden Weg".split()
)
"""Words of place that say nothing of where, unless something is said of them."""


_PROPER_ADJECTIVE = re.compile(r"[A-ZÄÖÜ]\w+(?:isch|om|ent|er|al|ell)en")
"""Adjectives that are part of a name (*im Autonomen Gebiet X*)."""


def place_of(text: Text, hit: Hit, status: EventStatus) -> str | None:
    """The entity of the place where a trigger's event was, of several the one that hangs nearest, towns before states."""
    if hit.entry.type in _WORDS or status in ("demanded", "denied"):
        return None
    target = _done_to(text, hit) if hit.entry.type in _DONE_TO else None
    if target is not None:
        return target
    sentence = text.analysis.sentence_of[hit.token]
    around = list(_places(text, sentence, deed=hit.entry.type in _AT_HAND))
    described = {adjunct.head for adjunct, entity in around if not entity.name_spans}
    found = [
        (entity.kind == "state", not entity.name_spans, far, adjunct.span.start, entity.id)
        for adjunct, entity in around
        if not _inside_of(text, adjunct.head, described) and not _way_of_another(text, hit, adjunct)
        if not _of_the_phrase(text, hit, adjunct) and (far := reach(text, hit, adjunct)) is not None
    ]
    return min(found, default=(False, False, 0, 0, _pointed_at(text, hit)))[4]


def _way_of_another(text: Text, hit: Hit, adjunct: Adjunct) -> bool:
    """Whether a place is where something else leads to (*der Übergang nach X wurde geschlossen*)."""
    a = text.analysis
    above = a.heads[adjunct.head]
    return (
        adjunct.preposition in ("nach", "zu", "zum", "zur")
        and above >= 0
        and above != hit.token
        and a.tags[above] == "NOUN"
    )


def _pointed_at(text: Text, hit: Hit) -> str | None:
    """The last place told before, where *dort* (or *hier* at the head of a sentence) takes it up in a trigger's clause."""
    a = text.analysis
    sentence = a.sentences[a.sentence_of[hit.token]]
    clause = hit.clause
    if clause is None or not (
        hit.own or hit.token in (*clause.doers, *clause.undergoers, *(token for _, token in clause.obliques))
    ):
        return None
    for token in range(sentence.start, sentence.end):
        word = a.forms[token].casefold()
        pointing = word in ("dort", "dorthin", "wo") or (word == "hier" and token == sentence.start)
        if pointing and text.clause_around(token) is clause:
            return _last_before(text, token)
    return None


def _last_before(text: Text, token: int) -> str | None:
    """The last place told before a token in its sentence, else in the one before; of several such that something was in."""
    a = text.analysis
    number = a.sentence_of[token]
    for back in range(2 if number else 1):
        told = [
            (bool(_preposition(text, mention)), mention.start, entity.id)
            for entity, mention in text.places_in[number - back]
            if mention.end <= a.starts[token]
            if _whole(text, mention) and (entity.name_spans or _says_where(text, head_of(text, mention) or 0))
        ]
        if told:
            return max(told)[2]
    return None


def _whole(text: Text, span: Span) -> bool:
    """Whether a mention is a phrase of its own: no part of a word, no adjective."""
    head = head_of(text, span)
    return head is not None and text.analysis.ends[head] <= span.end and text.analysis.tags[head] != "ADJ"


def _inside_of(text: Text, token: int, described: set[int]) -> bool:
    """Whether a named place only says whose part another one is (*in der Innenstadt von Tarnau an der Eller*)."""
    a = text.analysis
    for _ in range(4):
        above = a.heads[token]
        if above in described and above != token:
            return _marked(text, token) in ("", "von")
        if above < 0 or a.tags[above] in ("VERB", "AUX"):
            return False
        token = above
    return False


def _of_the_phrase(text: Text, hit: Hit, adjunct: Adjunct) -> bool:
    """Whether what looks like a place is a word of the trigger's own phrase (*in Brand setzen*)."""
    return adjunct.head == hit.token or text.analysis.lemmas[adjunct.head].casefold() in hit.entry.others


def _places(text: Text, sentence: int, *, deed: bool) -> Iterator[tuple[Adjunct, Entity]]:
    """The places of a sentence that stand behind a local preposition."""
    for entity, span in text.places_in[sentence]:
        head = head_of(text, span)
        if head is None or not _whole(text, span):
            continue
        if not entity.name_spans and (not _says_where(text, head) or _named_next(text, span)):
            continue
        preposition = _preposition(text, span)
        if preposition in _LOCAL | _TOWARDS and not _of_some(text, span) and not _of_name(text, span):
            local = deed and preposition in ("in", "im", "bei", "nahe")
            yield Adjunct(kind="place", span=span, head=head, preposition=preposition, local=local), entity


def _preposition(text: Text, span: Span) -> str:
    """The preposition before a place and what describes it (*in der nahen Stadt X*); empty if there is none.

    Read off the text: the parser loses it where a name has more than one word.
    """
    a = text.analysis
    token = (a.token_at(span.start) or 0) - 1
    while token >= 0 and (a.tags[token] in ("DET", "ADJ", "NUM") or _PROPER_ADJECTIVE.fullmatch(a.forms[token])):
        token -= 1
    if token >= 1 and a.tags[token] == "PROPN" and a.forms[token + 1][:1].isupper():
        return _preposition(text, text.token_span(token))  # *in Port Arnau*, of which but *Arnau* is known
    site = token >= 1 and a.tags[token] == "NOUN" and a.feat(token, "Case") != "Gen"
    if site and (text.entity(token) is not None or a.tags[token + 1] == "PROPN"):
        return _preposition(text, text.token_span(token))  # *in der Stadt X*
    if token >= 1 and a.forms[token].casefold() == "von" and a.lemmas[token - 1] == "Nähe":
        return _preposition(text, text.token_span(token - 1))
    return a.forms[token].casefold() if token >= 0 and a.tags[token] == "ADP" else ""


def _of_name(text: Text, span: Span) -> bool:
    """Whether a river only tells a town from its namesakes (*Tarnau an der Eller*)."""
    a = text.analysis
    token = (a.token_at(span.start) or 0) - 1
    if token > 0 and a.forms[token] == "der":
        token -= 1
    return token > 0 and a.forms[token] in ("an", "am") and a.tags[token - 1] == "PROPN"


def _of_some(text: Text, span: Span) -> bool:
    """Whether a place is that of a part only (*die meisten davon in X*, *insbesondere in X*)."""
    a = text.analysis
    token = a.token_at(span.start) or 0
    first = a.sentences[a.sentence_of[token]].start
    before = [a.forms[t].casefold() for t in range(max(first, token - 4), token)]
    return bool(_PARTLY & set(before)) or " ".join(before[-3:]).startswith(("vor allem", "unter anderem"))


def _says_where(text: Text, head: int) -> bool:
    """Whether a described place is one of its own: no *Land* or *Ort* as such, none of an open number (*in Häusern*)."""
    a = text.analysis
    known = noun(a.forms[head])
    if known is not None and known.lemma in _vehicles():
        return False
    return (a.lemmas[head] not in _NO_PLACES or any(a.dependents(head, "nmod", "amod"))) and (
        a.feat(head, "Number") != "Plur" or any(a.dependents(head, "det", "nmod"))
    )


@cache
def _vehicles() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.load("vehicles"))


def _named_next(text: Text, span: Span) -> bool:
    """Whether a place with a name follows right on a described one (*in der Hauptstadt Tarnau*)."""
    token = text.analysis.token_at(span.end)
    entity = text.entities.get(text.entity(token) or "") if token is not None else None
    return entity is not None and bool(entity.name_spans) and entity.kind in ("place", "state")


def _done_to(text: Text, hit: Hit) -> str | None:
    """The place that a deed was done to: a verb's object, a noun's genitive or *von* (*die Einnahme von Tarnau*).

    Also what a deed as subject befell (*ein Beben erschütterte Tarnau*).
    """
    a = text.analysis
    if hit.clause is not None and (hit.own or hit.token in hit.clause.doers):
        tokens = list(hit.clause.undergoers)
    else:
        tokens = [t for t in a.dependents(hit.token, "nmod") if not _marked(text, t) or _marked(text, t) == "von"]
    things = [t for t in tokens if text.agent(t) is None]  # *verletzte den Gouverneur von X*: nothing of where
    for token in (t for top in things for t in (*a.dependents(top, "appos", "flat", "nmod"), top)):
        if token not in tokens and _marked(text, token):
            continue
        entity = text.entities.get(text.entity(token) or "")
        if entity is not None and entity.kind == "place" and (entity.name_spans or not hit.own):
            return entity.id
    return None


def _marked(text: Text, token: int) -> str:
    return next((text.analysis.lemmas[c] for c in text.analysis.dependents(token, "case")), "")
