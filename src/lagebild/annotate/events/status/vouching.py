"""The statements that vouch for an event: not those of which it is only the occasion, the act or a known part."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import ROOT
from lagebild.annotate.events.status.source_case import Said, SourceCase
from lagebild.annotate.rule import Rule, first

_STEPS = 200
"""At most so many steps up a tree are followed, in case it has a cycle."""


def vouched(case: SourceCase) -> Iterator[Said]:
    """The statements whose speaker vouches for a trigger in their words, the innermost first."""
    inside = case.voices.text.statements_at.get(case.hit.token, ())
    for statement in sorted(inside, key=lambda s: sum(q.end - q.start for q in s.quote_spans)):
        said = Said(case, statement)
        if first(NOT_VOUCHED, said) is None:
            yield said


def _rumour(said: Said) -> bool | None:
    return said.statement.introduced == "hearsay" or None


def _out_of_reach(said: Said) -> bool | None:
    """True if a phrase (*laut X*) stands in a clause that the trigger is not in or under."""
    voices, statement = said.case.voices, said.statement
    if statement.introduced != "phrase":
        return None
    a = voices.text.analysis
    spans = statement.cue_spans or statement.speaker_spans or statement.frame_spans
    at = a.token_at(spans[0].start) if spans else None
    clause = voices.text.clause_around(at) if at is not None else None
    if clause is None or clause.governor == ROOT or voices.cue(statement) == "so":
        return None
    token, steps = said.case.hit.token, 0
    while token not in (ROOT, clause.predicate) and steps < _STEPS:
        token, steps = a.heads[token], steps + 1
    return token != clause.predicate or None


def _telling(said: Said) -> bool | None:
    told_act = said.statement.type == "reported" and (said.case.hit.own or said.case.own_act)
    return told_act or None


def _beside_telling(said: Said) -> bool | None:
    case = said.case
    beside = case.aside or case.slot in ("gen", "für")
    adverbial = case.hit.clause is not None and case.hit.clause.subordinator not in ("", "dass", "ob")
    settled = case.real or case.told.by is None
    return (said.statement.type == "reported" and (beside or adverbial) and settled) or None


def _occasion(said: Said) -> bool | None:
    case = said.case
    article = case.voices.text.analysis.has(case.hit.token, "det", "det:poss")
    settled = case.definite or (case.slot in ("bei", "nach") and article)
    indirect = said.statement.type not in ("direct", "reported")
    return (indirect and case.real and case.aside and settled) or None


def _known_whole(said: Said) -> bool | None:
    case = said.case
    known = case.real and case.slot == "gen" and case.definite
    phrase = said.statement.introduced == "phrase" and said.statement.type not in ("direct", "reported")
    return (phrase and known) or None


def _judged(said: Said) -> bool | None:
    case = said.case
    if case.judged is None or said.statement.type == "direct":
        return None
    cues = [case.voices.text.analysis.token_at(span.start) for span in said.statement.cue_spans]
    return True if not cues or any(cue in case.judged.verbs for cue in cues) else None


NOT_VOUCHED: tuple[Rule[Said, bool], ...] = (
    Rule(
        name="source/rumour-of-nobody",
        find=_rumour,
        why="*soll gewesen sein* names nobody but the outlet.",
        yes=(("Karl Brunn soll den König erschossen haben.", ""),),
    ),
    Rule(
        name="source/phrase-elsewhere",
        find=_out_of_reach,
        why="A phrase such as *laut X* vouches for its own clause and those below it only.",
        yes=(("Die Armee habe das Dorf bombardiert, in dem laut Jo Hals Rebellen wohnten.", ""),),
    ),
    Rule(
        name="source/act-told",
        find=_telling,
        why="That somebody demands, accuses or announces a deed of his own is told by the outlet.",
        yes=(("Für die Wahl kündigte Karl Brunn seine Kandidatur an.", ""),),
    ),
    Rule(
        name="source/beside-act-told",
        find=_beside_telling,
        why="What stands beside an act of speech, as its occasion or its topic, is told by the outlet.",
        yes=(("Für die Wahl am 3. Juni 2021 kündigte Karl Brunn seine Kandidatur an.", ""),),
    ),
    Rule(
        name="source/occasion",
        find=_occasion,
        why="The known occasion of what is said is told by the outlet.",
        yes=(
            ("Bäuerin Ada Brunn sagte, seit dem Erdbeben seien viele Brunnen leer.", ""),
            ("Minister Karl Brunn sagte, nach dem Anschlag sei es still.", ""),
        ),
    ),
    Rule(
        name="source/known-judged",
        find=_judged,
        why="A known event that somebody only judges is told by the outlet.",
        yes=(
            ("Das Ministerium verurteilte den Anschlag als feige.", ""),
            ("Minister Karl Brunn bezeichnete den Besuch als Erfolg.", ""),
        ),
    ),
    Rule(
        name="source/known-whole",
        find=_known_whole,
        why="A known event of which a phrase tells something new is told by the outlet.",
        yes=(("Das Zentrum des Bebens lag nach Angaben von Karl Brunn bei Halve.", ""),),
    ),
)
"""What keeps the speaker of a statement from vouching for an event within its words."""
