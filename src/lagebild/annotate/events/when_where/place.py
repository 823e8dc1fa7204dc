"""Where: the place that the trigger's own phrase or clause names, or that the deed was done to."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.when_where.adjunct import Adjunct, Pair
from lagebild.annotate.events.when_where.attachment import reach
from lagebild.annotate.events.when_where.sites import preposition, says_where, sites, whole
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed
from lagebild.reading import EventStatus, EventType

_WORDS: frozenset[EventType] = frozenset(
    ("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "OFFICE", "SANCTION", "CONCEDE")
)
"""Acts of word and rank: a report seldom says where they were spoken, and a place beside them is that of their matter."""
_DONE_TO: frozenset[EventType] = frozenset(("ASSAULT", "COERCE", "DISASTER", "MOBILIZE", "RETREAT"))
"""Types of deeds that happen where their object is."""
_AT_HAND: frozenset[EventType] = frozenset(
    ("ELECT", "LEGISLATE", "JUDGE", "ASSAULT", "COERCE", "PROTEST", "DISASTER", "DIE")
)
"""Types of deeds that happen where the doers are."""


_CONVENED: frozenset[EventType] = frozenset(("CONSULT",))
"""What is called to a place, so that it has that also where it does not come about."""


_OPENING = 3
"""A place opens a sentence if it begins within so many words."""


class Deed(NamedTuple):
    """A trigger and the status of its event."""

    text: Text
    hit: Hit
    status: EventStatus


class Where(NamedTuple):
    """The entity of an event's place (None if it has none), and the rules that say so."""

    place: str | None
    because: tuple[str, ...] = ()


class Nearby(NamedTuple):
    """A trigger, a place of its sentence, and the heads of the described places there."""

    pair: Pair
    described: frozenset[int]


def place_of(text: Text, hit: Hit, status: EventStatus) -> Where:
    """The place where a trigger's event was."""
    found = first(PLACE, Deed(text, hit, status))
    if found is None or found[0].place is None:
        return Where(None)
    where, name = found
    return Where(where.place, (name, *where.because))


def _opened_by(deed: Deed) -> Where | None:
    """The place that a main clause of words opens with."""
    text, a, hit = deed.text, deed.text.analysis, deed.hit
    if hit.entry.type not in _WORDS or not hit.own or hit.clause is None or hit.clause.subordinator:
        return None
    start = a.sentences[a.sentence_of[hit.token]].start
    for adjunct, entity in sites(text, a.sentence_of[hit.token], deed=False):
        token = a.token_at(adjunct.span.start) or 0
        opens = token - start <= _OPENING and a.tags[start] == "ADP" and adjunct.head < min(hit.clause.verbs)
        if opens and entity.kind == "place" and text.clause_around(adjunct.head) == hit.clause:
            return Where(entity.id)
    return None


def _of_words(deed: Deed) -> Where | None:
    return Where(None) if deed.hit.entry.type in _WORDS else None


def _not_done(deed: Deed) -> Where | None:
    called_off = deed.status == "denied" and deed.hit.entry.pos == "NOUN" and deed.hit.entry.type in _CONVENED
    return Where(None) if deed.status in ("demanded", "denied") and not called_off else None


def _targets(deed: Deed) -> list[int]:
    """The heads of what a deed was done to: a verb's object, a noun's genitive or *von*, what a deed as subject befell."""
    hit, text = deed.hit, deed.text
    if hit.entry.type not in _DONE_TO:
        return []
    if hit.clause is not None and (hit.own or hit.token in hit.clause.doers):
        return list(hit.clause.undergoers)
    return [t for t in text.analysis.dependents(hit.token, "nmod") if _marked(text, t) in ("", "von")]


def _done_to(deed: Deed) -> Where | None:
    text, a = deed.text, deed.text.analysis
    tokens = _targets(deed)
    things = [t for t in tokens if text.agent(t) is None]  # *verletzte den Gouverneur von X*: nothing of where
    for token in (t for top in things for t in (*a.dependents(top, "appos", "flat", "nmod"), top)):
        if token not in tokens and _marked(text, token):
            continue
        entity = text.entities.get(text.entity(token) or "")
        if entity is None or entity.kind != "place" or not (entity.name_spans or not deed.hit.own):
            continue
        if entity.name_spans or says_where(text, token):
            return Where(entity.id)
    return None


def _marked(text: Text, token: int) -> str:
    return next((text.analysis.lemmas[c] for c in text.analysis.dependents(token, "case")), "")


def _attached(deed: Deed) -> Where | None:
    """The place that hangs on the trigger; a name before a description, a town before a state, then the nearest."""
    text, hit = deed.text, deed.hit
    around = list(sites(text, text.analysis.sentence_of[hit.token], deed=hit.entry.type in _AT_HAND))
    described = frozenset(adjunct.head for adjunct, entity in around if not entity.name_spans)
    found: list[tuple[tuple[bool, bool, bool, int, int], str, tuple[str, ...]]] = []
    for adjunct, entity in around:
        pair = Pair(text, hit, adjunct)
        if any(rule.find(Nearby(pair, described)) for rule in NOT_WHERE):
            continue
        far, because = reach(pair)
        if far is not None:
            # the first of all says more than where another one lies (*nördlich von X, einer Stadt in Y*)
            aside = bool(found) and _bearing(text, adjunct)
            rank = (entity.kind == "state", aside, not entity.name_spans, far, adjunct.span.start)
            found.append((rank, entity.id, because))
    if not found:
        return None
    _, place, because = min(found)
    return Where(place, because)


def _bearing(text: Text, adjunct: Adjunct) -> bool:
    """True if a place only tells where another one lies (*im Lager Quolm südlich von Lyon*)."""
    a, first_token = text.analysis, text.analysis.token_at(adjunct.span.start) or 0
    before = (a.forms[t].casefold() for t in range(max(first_token - 4, 0), first_token))
    return any(word in closed("prepositions_of_places_only") for word in before)


def _inside_of(near: Nearby) -> bool:
    """True if a named place only says what another place is part of."""
    text, token = near.pair.text, near.pair.adjunct.head
    a = text.analysis
    for _ in range(4):
        above = a.heads[token]
        if above in near.described and above != token:
            return _marked(text, token) in ("", "von")
        if above < 0 or a.tags[above] in ("VERB", "AUX"):
            return False
        token = above
    return False


def _way_of_another(near: Nearby) -> bool:
    a, adjunct = near.pair.text.analysis, near.pair.adjunct
    above = a.heads[adjunct.head]
    towards = adjunct.preposition in closed("prepositions_of_the_way")
    return towards and above >= 0 and above != near.pair.hit.token and a.tags[above] == "NOUN"


def _of_the_phrase(near: Nearby) -> bool:
    head = near.pair.adjunct.head
    others = near.pair.hit.entry.others
    return head == near.pair.hit.token or near.pair.text.analysis.lemmas[head].casefold() in others


NOT_WHERE: tuple[Rule[Nearby, bool], ...] = (
    Rule(
        name="when_where/part-of-a-site",
        find=_inside_of,
        why="A name behind a described place says whose part that one is.",
        yes=(
            ("Im Norden der Insel Sylt demonstrierten die Bauern.", ""),
            ("In einem Vorort der Stadt Hamburg demonstrierten die Bauern.", ""),
        ),
    ),
    Rule(
        name="when_where/way-of-another",
        find=_way_of_another,
        why="*Nach* and *zu* behind another noun say where that one leads to.",
        yes=(("Die Brücke nach Hamburg wurde gesperrt, die Polizei verhaftete zwei Männer.", ""),),
    ),
    Rule(
        name="when_where/word-of-the-phrase",
        find=_of_the_phrase,
        why="A word of the trigger's own phrase is no place.",
        yes=(("Die Bauern gingen auf die Straße.", ""),),
    ),
)


def _pointed_at(deed: Deed) -> Where | None:
    """The last place told before a word in the trigger's clause that takes it up."""
    text, a, hit, clause = deed.text, deed.text.analysis, deed.hit, deed.hit.clause
    if clause is None or not (
        hit.own or hit.token in (*clause.doers, *clause.undergoers, *(token for _, token in clause.obliques))
    ):
        return None
    sentence = text.sentence_tokens(hit.token)
    for token in sentence:
        word = a.forms[token].casefold()
        pointing = word in ("dort", "dorthin", "wo") or (word == "hier" and token == sentence.start)
        if pointing and text.clause_around(token) is clause:
            return Where(_last_before(text, token))
    return None


def _last_before(text: Text, token: int) -> str | None:
    """The last place before a token in its sentence, else in the one before; one that something was *in* goes first."""
    a = text.analysis
    number = a.sentence_of[token]
    for back in range(2 if number else 1):
        told = [
            (bool(preposition(text, mention)), mention.start, entity.id)
            for entity, mention in text.places_in[number - back]
            if mention.end <= a.starts[token] and (head := whole(text, mention)) is not None
            if entity.name_spans or says_where(text, head)
        ]
        if told:
            return max(told)[2]
    return None


def _headed(deed: Deed) -> Where | None:
    """The place before the colon that a headline opens with; it heads deeds that stand behind it, not words or plans."""
    text, a, hit = deed.text, deed.text.analysis, deed.hit
    if hit.entry.type not in _DONE_TO | _AT_HAND or deed.status not in ("happened", "ongoing"):
        return None
    number = a.sentence_of[hit.token]
    start = a.sentences[number].start
    for entity, span in text.places_in[number]:
        first_, last = text.tokens(span)
        if first_ == start and a.forms[last : last + 1] == (":",) and hit.token > last and span in entity.name_spans:
            return Where(entity.id)
    return None


PLACE: tuple[Rule[Deed, Where], ...] = (
    Rule(
        name="when_where/words-opened-by-a-place",
        find=_opened_by,
        why="A place that a sentence opens with is where the words were spoken.",
        yes=(("In Hamburg kritisierte der Minister die Gewerkschaft.", "kritisierte: Hamburg"),),
        no=("Der Minister kritisierte in Hamburg die Gewerkschaft.",),
    ),
    Rule(
        name="when_where/no-place-of-words",
        find=_of_words,
        why="Where words were spoken is seldom said; the place named is where their matter is.",
        yes=(("Der Minister kritisierte in Hamburg die Gewerkschaft.", ""),),
    ),
    Rule(
        name="when_where/no-place-of-what-is-not-done",
        find=_not_done,
        why="What is demanded or denied has no place.",
        yes=(("Die Polizei verhaftete in Hamburg niemanden.", ""),),
    ),
    Rule(
        name="when_where/done-to-a-place",
        find=_done_to,
        why="A deed done to a place was done there.",
        yes=(
            ("Rebellen bombardierten Hamburg.", "bombardierten: Hamburg"),
            ("Die Polizei schwieg über die Bombardierung von Hamburg.", "Bombardierung: Hamburg"),
            ("Ein Beben erschütterte Hamburg.", "Beben: Hamburg"),
        ),
    ),
    Rule(
        name="when_where/attached-place",
        find=_attached,
        why="A place with a preposition is that of the trigger which it hangs on.",
        yes=(("In Hamburg demonstrierten tausend Bauern.", "demonstrierten: Hamburg"),),
        no=("Die Bauern demonstrierten gegen den Minister aus Hamburg.",),
    ),
    Rule(
        name="when_where/pointed-at",
        find=_pointed_at,
        why="*Dort*, *wo* and *hier* take up the last place told.",
        yes=(("Der König reiste nach Hamburg weiter, wo er den Kanzler traf.", "traf: Hamburg"),),
    ),
    Rule(
        name="when_where/heading",
        find=_headed,
        why="A place with a colon behind it opens a headline: the deeds of the line were there.",
        yes=(("Hamburg: Drei Polizisten getötet", "getötet: Hamburg"),),
        no=("Der Minister: Drei Polizisten getötet", "Hamburg: Polizisten kündigten einen Streik an"),
    ),
)
