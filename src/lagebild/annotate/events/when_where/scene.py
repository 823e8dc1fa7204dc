"""Says if an event belongs to the same happening as one before it."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.reading import Event, EventType

DEEDS: frozenset[EventType] = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "DISASTER", "DIE"))
"""Types that can belong to one happening: protesters are beaten, people who are attacked die."""
HARM: frozenset[EventType] = frozenset(("ASSAULT", "DISASTER", "DIE"))
"""Types of harm: who is hurt or dies in one happening is so at one time."""
NEAR = 3
"""The scene lasts for so many sentences; this value was best on the given reports."""


class Link(NamedTuple):
    """An event with its trigger and sentence number, and an earlier one with its sentence number."""

    text: Text
    hit: Hit
    event: Event
    here: int
    other: Event
    there: int

    @property
    def near(self) -> bool:
        """True if both stand in one paragraph, not far from each other."""
        paragraphs = self.text.paragraphs
        return paragraphs[self.here] == paragraphs[self.there] and self.here - self.there <= NEAR


def told_as_fact(event: Event) -> bool:
    """True if an event is told as one that came about, even if in doubt."""
    return event.status in ("happened", "possible")


def goes_on(link: Link) -> bool:
    """True if an event is told as part of the same happening as another one."""
    return not any(rule.find(link) for rule in NEW_SCENE)


def _no_deed(link: Link) -> bool:
    return link.event.type not in DEEDS or link.other.type not in DEEDS


def _no_fact(link: Link) -> bool:
    return not told_as_fact(link.event)


def _known_by_attribute(link: Link) -> bool:
    hit, clause = link.hit, link.hit.clause
    attribute = hit.own and link.text.analysis.tags[hit.token] == "ADJ"
    return link.here != link.there and attribute and clause is not None and clause.voice == "active"


def _known_by_owner(link: Link) -> bool:
    a = link.text.analysis
    owned = any(a.forms[c].casefold() in ("dessen", "deren") for c in a.children[link.hit.token])
    return link.here != link.there and not link.hit.own and owned


def _known_by_article(link: Link) -> bool:
    a, hit, clause = link.text.analysis, link.hit, link.hit.clause
    cases = list(a.dependents(hit.token, "case"))
    definite = any(a.feat(c, "Definite") == "Def" for c in (*a.dependents(hit.token, "det"), *cases))
    if hit.own or link.here == link.there or not definite or [a.lemmas[c] for c in cases] == ["bei"]:
        return False
    return not (clause is not None and hit.token in clause.doers)


def _equated(link: Link) -> bool:
    return link.hit.clause is not None and link.hit.clause.kind == "copula"


def _other_tense(link: Link) -> bool:
    clause = link.hit.clause
    return clause is not None and clause.tense in ("pluperfect", "future", "future perfect")


NEW_SCENE: tuple[Rule[Link, bool], ...] = (
    Rule(
        name="when_where/words-have-no-scene",
        find=_no_deed,
        why="Words and agreements belong to no scene of deeds.",
        yes=(("Am Montag demonstrierten in Hamburg tausend Bauern. Der Minister traf den Kanzler.", ""),),
    ),
    Rule(
        name="when_where/not-told-as-fact",
        find=_no_fact,
        why="What is planned, demanded or denied is not part of the scene.",
        yes=(("Am Montag demonstrierten in Hamburg tausend Bauern. Die Polizei will zwei Männer verhaften.", ""),),
    ),
    Rule(
        name="when_where/known-by-attribute",
        find=_known_by_attribute,
        why="A participle before a noun takes up what is known.",
        yes=(
            ("Am Montag demonstrierten in Hamburg tausend Bauern. Die Polizei traf die demonstrierenden Bauern.", ""),
        ),
    ),
    Rule(
        name="when_where/known-by-owner",
        find=_known_by_owner,
        why="*Dessen* or *deren* before a noun takes up what is known.",
        yes=(
            ("Am Montag starben in Hamburg zwei Bauern. Der König, dessen Tod viele empörte, war alt.", ""),
            ("Am Montag demonstrierten in Hamburg tausend Bauern. Rebellen schwiegen zu deren Protest.", ""),
        ),
    ),
    Rule(
        name="when_where/known-by-article",
        find=_known_by_article,
        why="A definite noun takes up what is known, unless it does something or has *bei*.",
        yes=(("Am Montag demonstrierten in Hamburg tausend Bauern. Wegen des Angriffs fuhren keine Züge.", ""),),
    ),
    Rule(
        name="when_where/equated",
        find=_equated,
        why="What is told by *sein* and a noun is a remark beside the story.",
        yes=(("Am Montag griffen Rebellen Hamburg an. Es war ein Anschlag.", ""),),
    ),
    Rule(
        name="when_where/other-tense",
        find=_other_tense,
        why="The pluperfect leads further back, the future ahead.",
        yes=(("Am Montag demonstrierten in Hamburg tausend Bauern. Die Polizei hatte zwei Männer verhaftet.", ""),),
    ),
)
