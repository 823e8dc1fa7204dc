"""An entity in the making, and the words of its name by which others are compared with it."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field

from lagebild.annotate.entities.mention import Mention, stem
from lagebild.lexicon.gazetteer import folded
from lagebild.lexicon.nouns import Noun
from lagebild.lexicon.words import closed
from lagebild.reading import EntityKind

_SPLIT = re.compile(r"[\s\-]+")


@dataclass(slots=True, eq=False)
class Cluster:
    """One entity in the making.

    `heads` are the nouns that describe it, `roles` the offices with their state, `kind_rule` names the rule that told
    its kind. Of the mentions so far, `first_words` are the first words without case, `name_words` the words of names,
    `known` what lexicons know of them (as pairs of kind and role), `bases` the nouns that describe them, in full.
    """

    kind: EntityKind
    mentions: list[Mention] = field(default_factory=list)
    gender: str = ""
    number: str = "Sing"
    state: str = ""
    heads: set[str] = field(default_factory=set)
    roles: list[tuple[Noun, str]] = field(default_factory=list)
    kind_rule: str = ""
    first_words: set[str] = field(default_factory=set)
    name_words: set[str] = field(default_factory=set)
    known: set[tuple[str, str]] = field(default_factory=set)
    bases: set[str] = field(default_factory=set)
    named: bool = False
    """True if a name, an adjective or a part of a compound is among the mentions."""
    _places: list[int] = field(default_factory=list)
    _spans: list[tuple[int, int]] = field(default_factory=list)
    _no_genitives: list[int] = field(default_factory=list)

    def add(self, mention: Mention, rule: str = "") -> None:
        """Takes a mention in; `rule` names the rule that gave it to this entity."""
        if not self.kind_rule:
            role = mention.noun is not None and mention.noun.kind in ("office", "person")
            # Several of them are a group, one is a person.
            self.kind_rule = f"{mention.rule} + {mention.number_rule}" if role else mention.rule
        if not self.gender or (self.gender == "n" and self.kind == "person" and mention.gender in ("m", "f")):
            self.gender = mention.gender  # *das Opfer* is no sex
        if not self.state:
            self.state = mention.state
        self.absorb(mention, rule)

    def absorb(self, mention: Mention, rule: str = "") -> None:
        """Takes in a mention that says nothing new about gender and state."""
        mention.joined = rule or mention.joined
        self.mentions.append(mention)
        insort(self._places, mention.first)
        insort(self._spans, (mention.first, mention.last))
        if not mention.name.endswith("s"):
            insort(self._no_genitives, mention.first)
        self.first_words.update(word.casefold() for word in mention.name.split()[:1])
        if mention.sort == "name":
            self.name_words.update(mention.name.split())
        if mention.known is not None:
            self.known.add((mention.known.kind, mention.known.role if mention.sort == "name" else ""))
        if mention.noun is not None:
            self.bases.add(mention.noun.base)
        self.named = self.named or mention.sort in ("name", "part", "adjective")

    def spans_within(self, first: int, last: int) -> list[tuple[int, int]]:
        """The mentions that begin among some tokens, as their first token and the one behind their last."""
        return self._spans[bisect_left(self._spans, (first, 0)) : bisect_left(self._spans, (last, 0))]

    def last_before(self, token: int) -> int:
        """The token of the last mention before a token, -1 if there is none."""
        return _last_before(self._places, token)

    def named_before(self, token: int) -> tuple[int, int]:
        """As `last_before`, without genitives: a genitive says to whom something belongs, not whom the text is about."""
        return _last_before(self._no_genitives, token), self.last_before(token)


def _last_before(places: list[int], token: int) -> int:
    at = bisect_left(places, token)
    return places[at - 1] if at else -1


def person_key(name: str) -> tuple[str, ...]:
    """The words of a person's name for comparison."""
    return tuple(w for w in _SPLIT.split(folded(name).replace(".", " ").replace("’", "'")) if w)


def body_key(name: str) -> tuple[str, ...]:
    """The words of a body's or place's name without their endings."""
    endings, articles = closed("body_name_endings"), closed("articles_in_names")
    words = (w for w in re.findall(r"\w+", folded(name)) if w not in articles)
    return tuple(stem(w, endings) if len(w) > 3 else w for w in words)
