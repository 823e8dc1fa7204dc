"""The mentions of places that can say where something was: those after a preposition of place, with exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lagebild import lexicon
from lagebild.annotate.events.when_where.adjunct import Adjunct, head_of
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Entity


class Mention(NamedTuple):
    """A mention of a place or state: its span, its head token, and the preposition before it."""

    text: Text
    entity: Entity
    span: Span
    head: int
    preposition: str

    @property
    def first(self) -> int:
        """The first token of the mention."""
        return self.text.analysis.token_at(self.span.start) or 0


def sites(text: Text, sentence: int, *, deed: bool) -> Iterator[tuple[Adjunct, Entity]]:
    """The places of a sentence that may say where something was; `deed`: the doers are where the deed is."""
    for entity, span in text.places_in[sentence]:
        head = whole(text, span)
        if head is None:
            continue
        found = preposition(text, span)
        mention = Mention(text, entity, span, head, found)
        if found in closed("prepositions_of_place") and not any(rule.find(mention) for rule in NO_SITE):
            local = deed and found in closed("prepositions_of_presence")
            yield Adjunct(kind="place", span=span, head=head, preposition=found, local=local), entity


def whole(text: Text, span: Span) -> int | None:
    """The head of a mention that is a phrase of its own: no part of a word, no adjective; None otherwise."""
    head = head_of(text, span)
    own = head is not None and text.analysis.ends[head] <= span.end and text.analysis.tags[head] != "ADJ"
    return head if own else None


def preposition(text: Text, span: Span) -> str:
    """The preposition before a place and what describes it (*in der nahen Stadt X*); empty if there is none.

    It is read off the text, because the parser loses it if a name has more than one word.
    """
    a = text.analysis
    token = (a.token_at(span.start) or 0) - 1
    while token >= 0 and (a.tags[token] in ("DET", "ADJ", "NUM") or _proper_adjective().fullmatch(a.forms[token])):
        token -= 1
    if token >= 1 and a.tags[token] == "PROPN" and a.forms[token + 1][:1].isupper():
        return preposition(text, text.token_span(token))  # *in Port Arnau*, of which but *Arnau* is known
    site = token >= 1 and a.tags[token] == "NOUN" and a.feat(token, "Case") != "Gen"
    if site and (text.entity(token) is not None or a.tags[token + 1] == "PROPN"):
        return preposition(text, text.token_span(token))  # *in der Stadt X*
    if token >= 1 and a.forms[token].casefold() == "von" and a.lemmas[token - 1] == "Nähe":
        return preposition(text, text.token_span(token - 1))
    bearing = token >= 1 and a.forms[token].casefold() == "von" and a.forms[token - 1].casefold()
    if bearing in closed("prepositions_of_places_only"):
        return "bei"  # *nördlich von X*
    of = _site_before(text, token)
    if of is not None:
        return preposition(text, text.token_span(of))  # *im Ölhafen der Stadt X*, *am Kai von X*
    return a.forms[token].casefold() if token >= 0 and a.tags[token] == "ADP" else ""


def _site_before(text: Text, token: int) -> int | None:
    """The site whose town begins behind a token: the token is *von*, or a genitive that hangs on the site.

    A site that is a place of the text itself is left out: it says by itself where something was.
    """
    a = text.analysis
    of = token - 1 if a.forms[token].casefold() == "von" else -1
    if a.tags[token] == "NOUN" and a.feat(token, "Case") == "Gen":
        of = a.heads[token]
    site = 0 <= of < token and a.tags[of] in ("NOUN", "PROPN") and _is_site(a.forms[of])
    return of if site and text.entity(of) is None else None


def _is_site(form: str) -> bool:
    return form == "Nähe" or form.casefold().endswith(_site_nouns())


@cache
def _site_nouns() -> tuple[str, ...]:
    # a shorter form ends too many other words (*Ort*, *See*)
    return tuple(row["form"].casefold() for row in lexicon.load("sites", required=("form",)) if len(row["form"]) >= 4)


@cache
def _proper_adjective() -> re.Pattern[str]:
    """Adjectives that are part of a name (*im Autonomen Gebiet X*)."""
    return re.compile(rf"[A-ZÄÖÜ]\w+(?:{'|'.join(sorted(closed('endings_of_derived_adjectives')))})en")


def says_where(text: Text, head: int) -> bool:
    """True if a described place is a place in its own right."""
    return not any(rule.find(Described(text, head)) for rule in NOWHERE)


class Described(NamedTuple):
    """A place that is described and not named; its head token."""

    text: Text
    head: int


def _vehicle(place: Described) -> bool:
    known = noun(place.text.analysis.forms[place.head])
    return known is not None and known.lemma in _vehicles()


@cache
def _vehicles() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.load("vehicles"))


def _anywhere(place: Described) -> bool:
    a = place.text.analysis
    return a.lemmas[place.head] in word_set("places_anywhere") and not a.has(place.head, "nmod", "amod")


def _some(place: Described) -> bool:
    a = place.text.analysis
    return a.feat(place.head, "Number") == "Plur" and not a.has(place.head, "det", "nmod")


NOWHERE: tuple[Rule[Described, bool], ...] = (
    Rule(
        name="when_where/vehicle",
        find=_vehicle,
        why="Deeds are done to vehicles, but nobody calls them where something was.",
        yes=(("Die Polizei verhaftete den Redakteur in seinem Auto.", ""),),
    ),
    Rule(
        name="when_where/anywhere",
        find=_anywhere,
        why="*Ort*, *Land* and their like say nothing of where, unless something is said of them.",
        yes=(("In dem Gebiet demonstrierten die Bauern.", ""),),
    ),
    Rule(
        name="when_where/some-places",
        find=_some,
        why="Places of an open number are no one place.",
        yes=(("In Dörfern demonstrierten die Bauern.", ""),),
    ),
)


def _described_nowhere(mention: Mention) -> bool:
    return not mention.entity.name_spans and not says_where(mention.text, mention.head)


def _named_next(mention: Mention) -> bool:
    """True if a place with a name follows right on a described one (*in der Hauptstadt Tarnau*)."""
    token = mention.text.analysis.token_at(mention.span.end)
    entity = mention.text.entities.get(mention.text.entity(token) or "") if token is not None else None
    named = entity is not None and bool(entity.name_spans) and entity.kind in ("place", "state")
    return named and not mention.entity.name_spans


def _of_some(mention: Mention) -> bool:
    a = mention.text.analysis
    start = a.sentences[a.sentence_of[mention.first]].start
    before = [a.forms[t].casefold() for t in range(max(start, mention.first - 4), mention.first)]
    return bool(closed("of_a_part") & set(before)) or " ".join(before[-3:]).startswith(("vor allem", "unter anderem"))


def _of_name(mention: Mention) -> bool:
    a, token = mention.text.analysis, mention.first - 1
    if token > 0 and a.forms[token] == "der":
        token -= 1
    return token > 0 and a.forms[token] in ("an", "am") and a.tags[token - 1] == "PROPN"


NO_SITE: tuple[Rule[Mention, bool], ...] = (
    Rule(
        name="when_where/described-nowhere",
        find=_described_nowhere,
        why="A description that says no place of its own says not where.",
        yes=(("In dem Gebiet demonstrierten die Bauern.", ""),),
    ),
    Rule(
        name="when_where/named-next",
        find=_named_next,
        why="A description is left to the name right behind it.",
        yes=(("Im Nachbarland Frankreich demonstrierten die Bauern.", ""),),
    ),
    Rule(
        name="when_where/place-of-some",
        find=_of_some,
        why="A place of some of them is not that of all.",
        yes=(
            ("Bei dem Sturm starben acht Menschen, die meisten davon in Frankreich.", ""),
            ("Die Bauern demonstrierten vor allem in Hamburg.", ""),
        ),
    ),
    Rule(
        name="when_where/river-in-a-name",
        find=_of_name,
        why="A river behind a town's name only tells it from its namesakes.",
        yes=(("Die Bauern aus Neustadt an der Donau demonstrierten.", ""),),
    ),
)
