"""What one report says: the reading and its findings, frozen and typed, as `lagebild read` prints them.

Offsets are code points of `text`, end exclusive; dates are ISO 8601; time values are TIMEX3 (TimeML 1.2.1). Whatever
the report does not say is `None`. Every finding has `because`: for each of its fields, the rule that filled it. Events,
offices, statements, ties and plans have `sure`: how likely each field is right, from 0 to 1 (docs/weighing.md).
"""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec

from lagebild.document import Document, Span, View

Spans = tuple[Span, ...]
Because = dict[str, str]
"""For each field (`type`, `actors`, `time` …) the name of the rule or lexicon row that filled it, or `network`."""
Sure = dict[str, float]
"""For each filled field how likely it is right, from 0 to 1; what nobody counted or weighed is not in it."""

EntityKind = Literal["person", "organisation", "state", "place", "group"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
OfficeStatus = Literal["holds", "former", "interim", "designated", "candidate"]
EndCause = Literal["resignation", "dismissal", "death", "defeat", "abolition", "ousting", "term", "retirement"]
"""Why an office ended, after the values of Wikidata's *end cause* (P1534)."""
Introduced = Literal["verb", "noun", "phrase", "act", "quotation", "excerpt", "citation", "subjunctive", "hearsay"]
StatementType = Literal["direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"]
Medium = Literal["speech", "writing", "thought"]
EventStatus = Literal["happened", "ongoing", "announced", "demanded", "denied", "possible"]
EventType = Literal[
    # PLOVER's sixteen …
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    # … and six for what PLOVER leaves out
    "ELECT", "OFFICE", "LEGISLATE", "JUDGE", "DISASTER", "DIE",
]  # fmt: skip
FigureKind = Literal["killed", "injured", "arrested", "missing", "homeless", "participants"]
Bound = Literal["exact", "about", "at least", "more than", "up to"]
PartKind = Literal[
    "dateline", "byline", "credit", "caption", "heading", "teaser", "correction", "question", "answer", "entry"
]
RelationKind = Literal["member", "ally", "opponent", "diplomatic", "part", "kin", "party", "origin", "founded"]
PledgeKind = Literal["promise", "appeal", "mediation"]
Outcome = Literal["open", "kept", "broken", "unheeded"]
RelationStatus = Literal["holds", "former", "suspended", "interrupted", "intended"]

OUTLET = "outlet"
"""The `source` of an event that the report tells in its own voice."""


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A TIMEX3. `begin` and `end_date` are the first and last day that the value covers, if it can be resolved."""

    start: int
    end: int
    type: TimeType
    value: str | None
    mod: str | None = None
    begin: str | None = None
    end_date: str | None = None
    because: Because = msgspec.field(default_factory=dict)


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that the report names or describes, with every mention of it; `name` is the fullest."""

    id: str
    kind: EntityKind
    name: str
    mentions: Spans
    name_spans: Spans = ()
    because: Because = msgspec.field(default_factory=dict)


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the report ties a named person to an office, a rank or a function.

    `end_cause` is why the office ended, where the report tells of its end.
    """

    person: str
    title: str
    of: str | None
    status: OfficeStatus
    since: str | None = msgspec.field(name="from", default=None)
    until: str | None = msgspec.field(name="to", default=None)
    end_cause: EndCause | None = None
    start: int
    end: int
    because: Because = msgspec.field(default_factory=dict)
    sure: Sure = msgspec.field(default_factory=dict)


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Speech, writing or thought that the report attributes to somebody.

    `introduced` says what introduces it: a verb of saying, a noun, a phrase (*laut X*), an act told without its words,
    quotation marks, a statement that the quoted words are part of (`excerpt`), somebody else who cites it, a subjunctive
    that carries on. `hearsay` is *soll gewesen sein*, from nobody named.
    """

    type: StatementType
    medium: Medium
    speaker: str | None
    quote_spans: Spans
    speaker_spans: Spans = ()
    cue_spans: Spans = ()
    addressee_spans: Spans = ()
    frame_spans: Spans = ()
    introduced: Introduced = "verb"
    because: Because = msgspec.field(default_factory=dict)
    sure: Sure = msgspec.field(default_factory=dict)


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A count that the report gives for an event, with the words that give it.

    `counts_up`: the report says that the count has risen to this (*stieg auf 52*), so it replaces lower ones.
    """

    kind: FigureKind
    value: int
    bound: Bound
    start: int
    end: int
    counts_up: bool = False


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of something that happened, happens, was announced, demanded or denied.

    `source` is :data:`OUTLET` for the report's own voice, an entity id for somebody's word, None for hearsay of nobody
    named. `mode` and `context` are PLOVER's: how it was done, what it is about. `lemma` is the trigger in its dictionary
    form (`zurücktreten` of *trat … zurück*). `sentence` is the span of the sentence that says it, `gist` the words of it
    that say who did what to whom (:func:`gist_text` joins them). `part_of` is the id of the event that the report has it be a
    part of (*im Zuge des Angriffs*), None if it says nothing. `sure` says for each filled field how likely it is right,
    from 0 to 1, as learned from annotated reports; empty where nothing weighed it.
    """

    id: str
    type: EventType
    mode: str | None = None
    context: tuple[str, ...] = ()
    trigger: Spans
    lemma: str = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
    status: EventStatus
    source: str | None
    figures: tuple[Figure, ...] = ()
    part_of: str | None = None
    sentence: Span
    gist: Spans = ()
    because: Because = msgspec.field(default_factory=dict)
    sure: Sure = msgspec.field(default_factory=dict)


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """A standing tie between two named sides that the report states in so many words."""

    kind: RelationKind
    source_entity: str = msgspec.field(name="from")
    target_entity: str = msgspec.field(name="to")
    status: RelationStatus
    since: str | None = None
    until: str | None = None
    source: str | None = OUTLET
    start: int
    end: int
    because: Because = msgspec.field(default_factory=dict)
    sure: Sure = msgspec.field(default_factory=dict)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A named plan, agreement or roadmap with its phases or points in order.

    `of` made it, `announced_by` made it known, `about` is whom it is for. `time` is the TIMEX3 value of the day on which it
    was made known or concluded.
    """

    name: str
    of: str | None
    announced_by: str | None
    about: str | None
    phases: tuple[str, ...]
    time: str | None = None
    start: int
    end: int
    because: Because = msgspec.field(default_factory=dict)
    sure: Sure = msgspec.field(default_factory=dict)


class Pledge(msgspec.Struct, frozen=True, kw_only=True):
    """A promise, an appeal or a mediation, and what became of it; it was made, whatever came of it.

    `by` makes it, `to` is whom it is made to, `mediator` who brings the sides together: entity ids. `time` is the TIMEX3
    value of when it was made. `outcome` is `open` where the report does not say what came of it.
    """

    kind: PledgeKind
    by: str | None
    to: str | None
    mediator: str | None = None
    time: str | None = None
    outcome: Outcome = "open"
    start: int
    end: int
    because: Because = msgspec.field(default_factory=dict)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a report that is no plain running text.

    `speaker` is who answers (an entity's id), where the report says; `agency` and `place` are a dateline's, as it writes
    them.
    """

    kind: PartKind
    start: int
    end: int
    speaker: str | None = None
    agency: str | None = None
    place: str | None = None
    because: Because = msgspec.field(default_factory=dict)


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """What made a reading: the package's version and the hashes of its lexicons and its model."""

    version: str
    lexicon: str
    model: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one report says, one tuple a layer."""

    id: str
    text: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    sentences: Spans = ()
    structure: tuple[Part, ...] = ()
    times: tuple[Time, ...] = ()
    entities: tuple[Entity, ...] = ()
    offices: tuple[Office, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    plans: tuple[Plan, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    problems: tuple[str, ...] = ()
    reader: Reader = Reader(version="", lexicon="", model="")

    @classmethod
    def blank(cls, document: Document, sentences: Spans = ()) -> Reading:
        """A reading of a document in which nothing has been found yet."""
        return cls(
            id=document.id,
            text=document.text,
            outlet=document.outlet,
            published=document.published,
            title=document.title,
            url=document.url,
            language=document.language,
            sentences=sentences,
            problems=document.problems,
        )

    def entity(self, key: str | None) -> Entity | None:
        """The entity with an id, or None."""
        return next((e for e in self.entities if e.id == key), None)


_CUT_UNSEEN = re.compile(r"(?:[\s,\"„“”»«‚‘›‹]|\([^()]*\)|\[[^\[\]]*\])*")


def gist_text(reading: Reading, event: Event) -> str:
    """The readable line of an event: its `gist`, joined.

    A blank stands where nothing but blanks, commas, quotation marks and brackets with what they hold was cut, ` … ` where
    words were. Empty for an event
    without `gist`. The pieces are those of the reading's text, letter by letter.
    """
    line = ""
    for before, piece in zip((None, *event.gist), event.gist, strict=False):
        if before is not None:
            line += " " if _CUT_UNSEEN.fullmatch(reading.text, before.end, piece.start) else " … "
        line += piece.of(reading.text)
    return line


class Mentions:
    """The entity that a place in the text means, looked up by code point."""

    def __init__(self, reading: Reading) -> None:
        self._at: dict[int, list[tuple[int, Span, str]]] = {}
        for entity in reading.entities:
            for span in entity.mentions:
                for offset in range(span.start, span.end):
                    self._at.setdefault(offset, []).append((span.end - span.start, span, entity.id))

    def over(self, span: Span) -> str | None:
        """The entity of the shortest mention that covers a whole span; None if there is none."""
        fitting = [item for item in self._at.get(span.start, ()) if span.within(item[1])]
        return min(fitting)[2] if fitting else None

    def span_over(self, span: Span) -> Span | None:
        """That mention itself."""
        fitting = [item for item in self._at.get(span.start, ()) if span.within(item[1])]
        return min(fitting)[1] if fitting else None


class Read(Document, frozen=True, kw_only=True):
    """A document that comes with its reading, which somebody has made elsewhere; a failure to read it is an error text.

    The reading is of this document as it stands, but for the id, which is the document's.
    """

    reading: Reading | str


def as_given(reading: Reading, view: View, text: str) -> Reading:
    """The reading of a view as one of the given text: every span in its code points, `text` as it was given."""
    moved: Reading = _moved(reading, view)
    return msgspec.structs.replace(moved, text=text)


def _moved(value: Any, view: View) -> Any:
    if isinstance(value, Span):
        return view.given(value)
    if isinstance(value, tuple):
        return tuple(_moved(part, view) for part in value)
    if not isinstance(value, msgspec.Struct):
        return value
    fields = {name: _moved(getattr(value, name), view) for name in value.__struct_fields__}
    if "start" in fields and "end" in fields:
        fields["start"], fields["end"] = view.given(Span(fields["start"], fields["end"]))
    return msgspec.structs.replace(value, **fields)


def to_json(reading: Reading) -> bytes:
    """A reading as one line of JSON."""
    return msgspec.json.encode(reading)


def from_json(line: bytes | str) -> Reading:
    """A reading from a line of JSON.

    Raises msgspec.ValidationError (a ValueError) if a field has the wrong type or an unknown value.
    """
    return msgspec.json.decode(line, type=Reading)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a reading."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Reading)}
