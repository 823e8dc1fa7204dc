"""A description that is to be joined, and whom it could mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster, body_key
from lagebild.annotate.entities.mention import Mention, form_at
from lagebild.annotate.entities.recent import Recent
from lagebild.annotate.entities.traits import Traits
from lagebild.lexicon.nouns import Noun
from lagebild.lexicon.words import closed

Key = tuple[str, ...]


@dataclass
class Described:
    """A description; whose names begin where, who has been spoken of, and who was described in the same words."""

    analysis: Analysis
    mention: Mention
    noun: Noun
    by_first: dict[int, Cluster]
    recent: Recent
    alike: dict[Key, Cluster]
    traits: Traits

    @property
    def kind(self) -> str:
        """The kind of entity that is described."""
        return self.mention.kind

    @property
    def key(self) -> Key:
        """Kind, number and words, by which descriptions are alike."""
        number = self.mention.number if self.kind in ("person", "group") else ""
        return (self.kind, number, *body_key(self.mention.name))

    @property
    def pointing(self) -> bool:
        """True if it is one somebody, known already: `der Minister`, `dieser Minister`."""
        dies = form_at(self.analysis, self.mention.first - 1).lower().startswith("dies")
        return self.mention.number != "Plur" and (self.mention.definite or dies)

    @property
    def new(self) -> bool:
        """True if it is one person who has not been spoken of: *ein Mann*."""
        before = form_at(self.analysis, self.mention.first - 1).lower()
        return self.kind == "person" and before in closed("indefinite_articles")

    @property
    def plain(self) -> bool:
        """True if it points with a noun alone."""
        return self.pointing and " " not in self.mention.name

    def since(self, sentences: int, sign: tuple[str, ...]) -> Iterator[Cluster]:
        """Those with a sign that this sentence or one of so many before it speaks of, the last one first."""
        low = self.analysis.sentence_of[self.mention.first] - sentences
        spoken = self.recent.having([sign])
        return takewhile(lambda c: self.analysis.sentence_of[self.recent.last(c)] >= low, spoken)

    def people(self, signs: Iterable[tuple[str, ...]]) -> Iterator[Cluster]:
        """Persons with one of some signs and of fitting gender, the last one spoken of first."""
        gender = self.mention.gender
        return (c for c in self.recent.having(signs) if gender not in ("m", "f") or c.gender in (gender, ""))

    @property
    def ages_told(self) -> set[int]:
        """The ages of all persons spoken of so far."""
        here = self.mention.first
        people = self.recent.having([("kind", "person")])
        return {age for cluster in people for age in self.traits.ages(cluster, here)}

    @property
    def about_a_person(self) -> bool:
        """True if it points at a person and says by no genitive which one."""
        words = self.mention.name
        return self.kind == "person" and self.pointing and " der " not in words and " des " not in words


def only_or_last(fits: Iterator[Cluster], *, last: bool) -> Cluster | None:
    """The first of some entities; None if there are more, unless the last one spoken of will do."""
    found = list(islice(fits, 2))
    return found[0] if found and (last or len(found) == 1) else None
