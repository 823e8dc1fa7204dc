"""The rows of the record's answers: typed for Python, and encoded they are the JSON of the commands and the pages.

Fields have the same names in Python and JSON, except dates: in Python they are `valid_from` and `valid_to` (in the world)
or `recorded_at` and `retracted_at` (of the database); in JSON they keep their older names.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from lagebild.document import Span
from lagebild.export.frames import Row
from lagebild.reading import (
    Because,
    EndCause,
    EntityKind,
    EventStatus,
    EventType,
    Figure,
    FigureKind,
    Medium,
    Outcome,
    RelationKind,
    RelationStatus,
    StatementType,
    Sure,
)
from lagebild.record.counts import Count
from lagebild.record.evidence import Evidence
from lagebild.record.register import Gap
from lagebild.record.tenures import Bound
from lagebild.record.ties.sighting import Given
from lagebild.record.versions import Change, HeadChange
from lagebild.record.voices.independence import Independence
from lagebild.sources import Failure

DayStatus = Literal["holds", "former", "interim", "designated", "candidate", "unknown"]
"""How an office stands: what the reports call its holder, or `unknown` on a day for which none of them vouches."""
Wording = Literal["neutral", "loaded"]


class TenureRow(Row, frozen=True, kw_only=True):
    """Who held what: `valid_from` and `valid_to` as reports state them (ISO dates, perhaps without day or month).

    Asked for a day, `status` is how the office stood then: `unknown` where no report vouches for the day, with the day up
    to which one does in `last_seen`. `end_cause` is why the office ended (Wikidata P1534), `gap_before` the time before it
    in which nobody is on record in a one-person office, `disputes` are the ids of contradictions that it has a part in.

    `from_said` and `to_said` have every stated date with who says so; `seen_first` and `seen_last` are the days of the
    first and last report that has the person in office. `over` is the day by which `over_said` shows it ended. `entries`
    are the ids by which an editor can judge what this rests on, `sure` how likely each field is right (0 to 1, that of the
    best evidence).
    """

    person: str
    title: str
    of: str | None
    status: DayStatus
    valid_from: str | None = msgspec.field(name="from")
    valid_to: str | None = msgspec.field(name="to")
    seen_first: str | None
    seen_last: str | None
    over: str | None
    end_cause: EndCause | None = None
    last_seen: str | None = None
    gap_before: Gap | None = None
    disputes: tuple[str, ...] = ()
    from_said: tuple[Bound, ...]
    to_said: tuple[Bound, ...]
    over_said: tuple[Evidence, ...]
    entries: tuple[str, ...]
    sure: Sure
    evidence: tuple[Evidence, ...]


class ToldRow(Row, frozen=True, kw_only=True):
    """One telling of an incident: the report, its sentence, and the code points of the trigger in the report's text.

    `gist` are the spans of the words that say who did what to whom, `line` is their text. `source` is `outlet` for the
    report's own voice, the name of whoever says so, or None for hearsay of nobody named. `voice` is who stands behind it:
    tellings of one voice count once. `wording` says if its word for the deed is neutral or loaded.
    """

    report: str
    version: int
    outlet: str | None
    published: str | None
    sentence: str
    start: int
    end: int
    gist: tuple[Span, ...]
    line: str
    status: EventStatus
    source: str | None
    wording: Wording | None
    independence: Independence
    voice: str
    entry: str | None
    because: Because
    sure: Sure


class IncidentRow(Row, frozen=True, kw_only=True):
    """What happened, was announced, demanded or denied, with all that tells of it.

    `begin` and `end` are the earliest and the latest possible day, `by` the last possible one where no report names a day;
    `date_prec` and `where_prec` are UCDP's. `headline` is the text of `gist` (spans of the best telling's report)
    as a sentence of its own: with the verb of a main clause, or the whole sentence where those words cannot stand alone.
    """

    id: str
    type: EventType
    mode: str | None
    context: tuple[str, ...]
    headline: str
    gist: tuple[Span, ...]
    begin: str | None
    end: str | None
    date_prec: int | None
    by: str | None
    status: EventStatus
    source: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    where_prec: int | None
    figures: dict[FigureKind, Count]
    sources: int
    series: str | None
    fulfils: str | None
    disputes: tuple[str, ...]
    entries: tuple[str, ...]
    evidence: tuple[ToldRow, ...]


class MentionRow(Row, frozen=True, kw_only=True):
    """One mention of an event, as its report tells it; `valid_from` and `valid_to` are its first and last day."""

    id: str
    type: EventType
    mode: str | None
    context: tuple[str, ...]
    trigger: str
    line: str
    gist: tuple[Span, ...]
    time: str | None
    valid_from: str | None = msgspec.field(name="begin")
    valid_to: str | None = msgspec.field(name="end")
    status: EventStatus
    source: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    figures: tuple[Figure, ...]
    entry: str | None
    evidence: Evidence


class SignRow(Row, frozen=True, kw_only=True):
    """Something that two tellings share, or do not: above zero it speaks for one happening, below for two."""

    name: str
    weight: float
    why: str


class WhyRow(Row, frozen=True, kw_only=True):
    """Why two tellings (ids `REPORT/v3`) are taken for one happening or not.

    `score` is the sum of the signs' weights, `enough` what it takes. A `bar` rules it out whatever else they share.
    """

    one: str
    one_line: str
    other: str
    other_line: str
    score: float
    enough: float
    bar: str | None
    bar_why: str | None
    signs: tuple[SignRow, ...]


class StatementRow(Row, frozen=True, kw_only=True):
    """What somebody said, wrote or thought; `speaker` is None if the report names nobody.

    `sure` is how likely each field is right, from 0 to 1.
    """

    id: str
    speaker: str | None
    type: StatementType
    medium: Medium
    cue: str | None
    quote: str
    entry: str | None
    sure: Sure
    evidence: tuple[Evidence, ...]


class ClaimRow(Row, frozen=True, kw_only=True):
    """What one report says and another contradicts: a count, a day, a place, a name, a status or a word.

    `source` is `outlet` for the report's own word, the name of whoever it quotes, or None for nobody named. `start` and
    `end` are code points of the report's text.
    """

    value: str
    outlet: str | None
    source: str | None
    published: str | None
    report: str
    sentence: str
    start: int
    end: int
    entry: str | None


class DisputeRow(Row, frozen=True, kw_only=True):
    """A contradiction: at least two claims that cannot both be right, those with the same value together.

    `about` is the id of an incident, an office (`office: TITLE (BODY)`) or a tie (`tie: KIND: NAME – NAME`); `headline` says
    it in words. `kind` is `holder` if two hold one office at one time, `status` if a tie is said to hold and not to hold;
    `bound` says which end of a tenure or tie a `date` is about. `begin` and `end` are the first and the last day in question,
    where they are known.
    """

    id: str
    about: str
    kind: Literal["figure", "date", "place", "doer", "happened", "wording", "holder", "status"]
    headline: str
    begin: str | None
    end: str | None
    title: str | None = None
    of: str | None = None
    person: str | None = None
    bound: Literal["from", "to"] | None = None
    claims: tuple[ClaimRow, ...]


class TieRow(Row, frozen=True, kw_only=True):
    """How two stand to each other: a stretch of time in which the `status` of their tie stays the same.

    `valid_from` and `valid_to` are dates as reports state them, of a former tie those in which it held, else those of the
    status; `from_said` and `to_said` have all of them with who says so. `over` is the day by which `over_said` shows another
    status. `source` is `outlet`, or on whose word alone it rests. `through` is the holder of an office through whom the one
    asked for has the tie, `known` are the lines of a user's own table that state it. `sure` is how likely each field is right
    (0 to 1, that of the best evidence); nothing is said of what a user's table states.
    """

    kind: RelationKind
    one: str = msgspec.field(name="from")
    other: str = msgspec.field(name="to")
    status: RelationStatus
    valid_from: str | None = msgspec.field(name="since")
    valid_to: str | None = msgspec.field(name="until")
    seen_first: str | None
    seen_last: str | None
    over: str | None
    source: str | None
    through: str | None
    from_said: tuple[Bound, ...]
    to_said: tuple[Bound, ...]
    over_said: tuple[Evidence, ...]
    known: tuple[Given, ...]
    entries: tuple[str, ...]
    sure: Sure
    evidence: tuple[Evidence, ...]


class PlanRow(Row, frozen=True, kw_only=True):
    """A plan or agreement, or (`kind`) a promise, an appeal or a mediation, with all that reports tell of it.

    Of a plan `of` is who made it, `announced_by` who made it known, `about` whom it is for, `phases` its points in order. Of
    a pledge `of` is who makes it, `about` to whom, `mediator` who brings them together, `outcome` what came of it. `time` is
    the TIMEX3 value of when it was made or made known. `entries` are the ids by which an editor can judge what this rests on,
    `sure` how likely each field is right (0 to 1); of pledges nothing is known of that.
    """

    kind: Literal["plan", "promise", "appeal", "mediation"]
    name: str
    of: str | None
    announced_by: str | None
    about: str | None
    mediator: str | None
    phases: tuple[str, ...]
    time: str | None
    outcome: Outcome | None
    seen_first: str | None
    seen_last: str | None
    entries: tuple[str, ...]
    sure: Sure
    evidence: tuple[Evidence, ...]


class WhoRow(Row, frozen=True, kw_only=True):
    """A person, body or place: all names, offices, the incidents it takes part in, and what it said.

    `mentions` counts how often the reports mention it; `reasons` say why sightings under several names are one.
    """

    id: str
    name: str
    kind: EntityKind
    names: tuple[str, ...]
    mentions: int
    wikidata: str | None
    reasons: tuple[str, ...]
    offices: tuple[TenureRow, ...]
    incidents: tuple[IncidentRow, ...]
    statements: tuple[StatementRow, ...]


class VersionRow(Row, frozen=True, kw_only=True):
    """One version of a report, the oldest being number 1, and what changed in it against the one before.

    `changes` has every sentence: the same, added, dropped, changed or moved. `head` is what is said of it from outside its
    text, if that changed. `newest` is the version that the record follows; `given_id` is the id that this one came with.
    """

    report: str
    number: int
    newest: bool
    given_id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    recorded_at: str
    head: tuple[HeadChange, ...]
    changes: tuple[Change, ...]


class AddSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What became of reports that were added: how many are new, `versions` of others, `known` (on record already).

    `undated` counts the new ones and versions without a date of publication, `unread` those in other languages than German,
    which are kept and can be searched. `failed` are those that could not be read, and why. `conflicts` say which decisions
    of an editor now clash with the record.
    """

    db: str
    added: int
    versions: int
    known: int
    undated: int
    unread: int
    failed: tuple[Failure, ...]
    conflicts: tuple[str, ...]
