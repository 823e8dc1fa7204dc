"""Whose word an event is: the one whose demand, charge or plan it is, else the speaker around it, else the outlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lagebild.analysis import ROOT
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.contents import Told
from lagebild.annotate.events.status.voices import Voices
from lagebild.annotate.rule import Rule, first
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_tuple
from lagebild.reading import OUTLET, Statement

_STEPS = 200
"""Steps up a tree after which it is taken to have no end."""


class Source(NamedTuple):
    """An entity's id, `outlet`, or None where somebody's word is told without a name; and the rule that says so."""

    entity: str | None
    rule: str = ""


@dataclass(frozen=True)
class SourceCase:
    """A trigger with its status, and all who speak in its text."""

    voices: Voices
    hit: Hit
    told: Told

    @cached_property
    def slot(self) -> str:
        """Where the trigger stands."""
        return self.voices.text.slot(self.hit.token)

    @cached_property
    def definite(self) -> bool:
        """Whether the trigger is a noun that is spoken of as known."""
        return self.voices.text.definite(self.hit.token)

    @property
    def real(self) -> bool:
        """Whether the trigger is a noun whose event happened or goes on."""
        return self.told.status in ("happened", "ongoing") and not self.hit.own

    @cached_property
    def own_act(self) -> bool:
        """Whether somebody speaks of a deed of his own (*kündigte seinen Rücktritt an*): then the report tells of it."""
        own = any(self.voices.text.analysis.dependents(self.hit.token, "det:poss"))
        return self.told.status in ("announced", "happened") and not self.hit.own and own

    @property
    def aside(self) -> bool:
        """Whether the trigger stands as a circumstance beside what is said."""
        return self.slot in closed("circumstance_prepositions")

    @cached_property
    def clause(self) -> Clause | None:
        """The clause of the word that demands, fears or announces the event; None where that is a noun or an adjective."""
        clause = self.voices.text.clause_of.get(self.told.by) if self.told.by is not None else None
        return clause if clause is not None and clause.kind != "copula" else None

    @cached_property
    def owners(self) -> list[int]:
        """The possessive, the genitives and the phrases with *von* at the noun that speaks of the event."""
        a, word = self.voices.text.analysis, self.told.by
        if word is None or self.clause is not None:
            return []
        found = list(a.dependents(word, "det:poss"))
        for child in a.dependents(word, "nmod"):
            prepositions = [a.lemmas[c] for c in a.dependents(child, "case")]
            if prepositions == ["von"] or (not prepositions and a.feat(child, "Case") == "Gen"):
                found.append(child)
        return found

    def agent(self, *tokens: int) -> Source | None:
        """The first of some tokens that means somebody who can act, but for the trigger itself."""
        found = (self.voices.text.agent(token) for token in tokens if token != self.hit.token)
        entity = next((entity for entity in found if entity is not None), None)
        return Source(entity) if entity is not None else None


class Said(NamedTuple):
    """A trigger within the words of a statement."""

    case: SourceCase
    statement: Statement


def source_of(voices: Voices, hit: Hit, told: Told) -> Source:
    """Whose word an event is, given its status. *es wird angenommen* names nobody: whoever speaks around it then counts."""
    case = SourceCase(voices, hit, told)
    if told.by is not None and not case.own_act and (answer := first(OWNERS, case)) is not None:
        return _named(answer)
    for said in _around(case):
        if (answer := first(SPEAKERS, said)) is not None:
            return _named(answer)
    answer = first(REPORTS, case)
    return _named(answer) if answer is not None else Source(None)


def _named(answer: tuple[Source, str]) -> Source:
    return answer[0]._replace(rule=answer[1])


def _around(case: SourceCase) -> Iterator[Said]:
    """The statements whose speaker vouches for a trigger in their words, the innermost first."""
    inside = case.voices.text.statements_at.get(case.hit.token, ())
    for statement in sorted(inside, key=lambda s: sum(q.end - q.start for q in s.quote_spans)):
        said = Said(case, statement)
        if first(NOT_VOUCHED, said) is None:
            yield said


def _doer(case: SourceCase) -> Source | None:
    return case.agent(*case.clause.doers) if case.clause is not None else None


def _owner(case: SourceCase) -> Source | None:
    return case.agent(*case.owners)


def _raiser(case: SourceCase) -> Source | None:
    text, word = case.voices.text, case.told.by
    if word is None or case.clause is not None or case.owners:
        return None
    above = text.clause_of.get(text.analysis.heads[word])
    return case.agent(*above.doers) if above is not None and word in above.undergoers else None


OWNERS: tuple[Rule[SourceCase, Source], ...] = (
    Rule(
        name="source/doer-of-word",
        find=_doer,
        why="Whoever demands, fears, denies or announces something vouches for it.",
        yes=(
            ("Die Opposition beansprucht den Wahlsieg für sich.", "Wahlsieg: Opposition"),
            ("Die Armee bekannte sich zu dem Anschlag.", "Anschlag: Armee"),
            ("Ada Brunn wünscht eine Waffenruhe.", "Waffenruhe: Ada Brunn"),
        ),
        no=("Karl Brunn kündigte seinen Rücktritt an.", "Karl Brunn begann einen Streik."),
    ),
    Rule(
        name="source/owner-of-word",
        find=_owner,
        why="A demand, a charge or a fear is the word of the one whose it is.",
        yes=(
            ("Der Aufruf der Gewerkschaft zum Streik wurde befolgt.", "Streik: Gewerkschaft"),
            ("Die Freilassung der Geiseln ist eine Forderung der Gewerkschaft.", "Freilassung: Gewerkschaft"),
        ),
        no=("Der Aufruf zum Streik wurde befolgt.",),
    ),
    Rule(
        name="source/raiser-of-word",
        find=_raiser,
        why="A charge without an owner is the word of the one who raises it.",
        yes=(
            ("Die Opposition hegt Zweifel an einer Waffenruhe.", "Waffenruhe: Opposition"),
            ("Die Gewerkschaft stellte einen Antrag auf Freilassung des Redakteurs.", "Freilassung: Gewerkschaft"),
            ("Die Polizei hat Furcht vor einem Anschlag.", "Anschlag: Polizei"),
            ("Karl Brunn erhob den Vorwurf der Folter.", "Folter: Karl Brunn"),
        ),
        no=("Karl Brunn hörte den Vorwurf des Bischofs.",),
    ),
)
"""Whose the word is that speaks of the event."""


def _rumour(said: Said) -> bool | None:
    return said.statement.introduced == "hearsay" or None


def _out_of_reach(said: Said) -> bool | None:
    """Whether a phrase (*laut X*) stands in a clause that the trigger is not in or under."""
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
    article = any(case.voices.text.analysis.dependents(case.hit.token, "det", "det:poss"))
    settled = case.definite or (case.slot in ("bei", "nach") and article)
    indirect = said.statement.type not in ("direct", "reported")
    return (indirect and case.real and case.aside and settled) or None


def _known_whole(said: Said) -> bool | None:
    case = said.case
    known = case.real and case.slot == "gen" and case.definite
    phrase = said.statement.introduced == "phrase" and said.statement.type not in ("direct", "reported")
    return (phrase and known) or None


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
        yes=(
            (
                "Einige der Bauern, gegen die sich der Angriff gerichtet habe, hätten Gewehre getragen, was aber Karl Brunn"
                " zufolge üblich sei.",
                "",
            ),
        ),
    ),
    Rule(
        name="source/act-told",
        find=_telling,
        why="That somebody demands, accuses or announces a deed of his own is told by the outlet.",
        yes=(
            ("Für die Wahl kündigte Karl Brunn seine Kandidatur an.", ""),
        ),
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
            ("Minister Karl Brunn sagte, mit dem Beschluss werde der Umbau beginnen.", ""),
            ("Minister Karl Brunn sagte, nach dem Anschlag sei es still.", ""),
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


def _person(said: Said) -> Source | None:
    speaker = said.statement.speaker
    if speaker is None or said.case.voices.text.kinds[speaker] == "person":
        return None
    person = said.case.voices.person_in(said.statement.speaker_spans)
    return Source(person) if person is not None else None


def _speaker(said: Said) -> Source | None:
    return Source(said.statement.speaker) if said.statement.speaker is not None else None


def _same_as_before(said: Said) -> Source | None:
    for span in said.statement.speaker_spans:
        words = span.of(said.case.voices.text.content).split()
        if len(words) == 1 and words[0].casefold() in closed("pointing_pronouns"):
            speaker = said.case.voices.before(span.start)
            return Source(speaker) if speaker is not None else None
    return None


def _possessor(said: Said) -> Source | None:
    text = said.case.voices.text
    for span in said.statement.speaker_spans:
        for token in range(*text.tokens(span)):
            if text.analysis.labels[token] == "det:poss" and text.token_span(token).within(span):
                owner = text.agent(token)
                return Source(owner) if owner is not None else None
    return None


def _compound(said: Said) -> Source | None:
    text = said.case.voices.text
    for span in said.statement.speaker_spans:
        if (named := said.case.voices.begins(span.of(text.content).split()[-1])) is not None:
            return Source(named)
    return None


def _it_is_said(said: Said) -> Source | None:
    verb = said.statement.introduced == "verb"
    return Source(None) if verb and said.case.voices.cue(said.statement) == "heißen" else None


def _unnamed_phrase(said: Said) -> Source | None:
    text, statement = said.case.voices.text, said.statement
    if statement.introduced != "phrase" or said.case.voices.cue(statement) in ("demnach", "wonach"):
        return None
    a = text.analysis
    tokens = (t for s in statement.speaker_spans for t in range(*text.tokens(s)) if text.token_span(t).within(s))
    nobody = word_tuple("texts_that_nobody_speaks")
    lifeless = any(a.tags[t] == "NOUN" and a.lemmas[t].casefold().endswith(nobody) for t in tokens)
    return None if lifeless else Source(None)


def _unnamed(said: Said) -> Source | None:
    statement = said.statement
    phrase = statement.introduced == "phrase" and said.case.voices.cue(statement) not in ("demnach", "wonach")
    somebody = bool(statement.speaker_spans) or statement.introduced not in ("verb", "noun")
    return Source(None) if somebody and not phrase else None


SPEAKERS: tuple[Rule[Said, Source], ...] = (
    Rule(
        name="source/person-for-body",
        find=_person,
        why="Where a person speaks for a body, it is the person's word.",
        yes=(("Laut der Polizei Karl Brunn ermordeten Söldner den König.", "ermordeten: Karl Brunn"),),
    ),
    Rule(
        name="source/speaker",
        find=_speaker,
        why="Whoever speaks vouches for what is said.",
        yes=(
            ("Minister Karl Brunn sagte, die Rebellen hätten die Stadt angegriffen.", "angegriffen: Karl Brunn"),
            ("Laut Karl Brunn griffen die Rebellen die Stadt an.", "griffen: Karl Brunn"),
            ("Die Rebellen griffen nach Angaben von Karl Brunn die Stadt an.", "griffen: Karl Brunn"),
        ),
        no=("Karl Brunn schwieg, und die Rebellen griffen die Stadt an.",),
    ),
    Rule(
        name="source/same-as-before",
        find=_same_as_before,
        why="A pronoun that nobody is read for means whoever spoke last.",
        yes=(
            (
                "Karl Brunn sagte, es sei still. Das Amt schwieg. „Die Rebellen griffen die Stadt an“, sagte sie.",
                "griffen: Karl Brunn",
            ),
        ),
    ),
    Rule(
        name="source/possessor",
        find=_possessor,
        why="A possessive in the phrase tells whose word it is.",
        yes=(("Karl Brunn kam. Seinen Angaben zufolge griffen die Rebellen an.", "griffen: Karl Brunn"),),
    ),
    Rule(
        name="source/compound",
        find=_compound,
        why="A compound tells whose word it is by its first part, if the report names that body.",
        yes=(
            ("Die Polizei kam. Polizeiangaben zufolge griffen die Rebellen die Stadt an.", "griffen: Polizei"),
        ),
    ),
    Rule(
        name="source/it-is-said",
        find=_it_is_said,
        why="*Es heißt* is somebody's word, of nobody named.",
        yes=(("Es heißt, die Rebellen hätten die Stadt angegriffen.", "angegriffen: None"),),
    ),
    Rule(
        name="source/unnamed-phrase",
        find=_unnamed_phrase,
        why="A phrase without a name is somebody's word, but that of a law or a result is nobody's.",
        yes=(
            ("Medienberichten zufolge griffen die Rebellen die Stadt an.", "griffen: None"),
            ("Laut norhaven.de griffen die Rebellen die Stadt an.", "griffen: None"),
        ),
        no=("Dem Wahlergebnis zufolge wurde Karl Brunn gewählt.",),
    ),
    Rule(
        name="source/unnamed",
        find=_unnamed,
        why="What is said by somebody whom the report does not name is not the outlet's word.",
        yes=(("Demnach griffen die Rebellen die Stadt an.", "griffen: None"),),
    ),
)
"""Who speaks in a statement; an answer without an entity is hearsay of nobody named."""


def _outlet(case: SourceCase) -> Source | None:  # noqa: ARG001  the outlet tells whatever nobody else does
    return Source(OUTLET)


REPORTS: tuple[Rule[SourceCase, Source], ...] = (
    Rule(
        name="source/outlet",
        find=_outlet,
        why="What is nobody else's word is the outlet's.",
        yes=(
            ("Die Rebellen griffen die Stadt an.", "griffen: outlet"),
            ("Karl Brunn forderte eine Waffenruhe.", "forderte: outlet"),
        ),
        no=("Laut Karl Brunn griffen die Rebellen die Stadt an.",),
    ),
)
"""Who speaks where nobody else does."""
