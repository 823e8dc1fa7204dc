"""Whose word an event is: of whoever demands, charges or plans it, else of the speaker around it, else the outlet's."""

from __future__ import annotations

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.contents import REAL, Told
from lagebild.annotate.events.status.source_case import Said, Source, SourceCase
from lagebild.annotate.events.status.voices import Voices
from lagebild.annotate.events.status.vouching import vouched
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import OUTLET

_SHORT = 14
"""A sentence that only says who told the one before has at most so many words."""


def source_of(voices: Voices, hit: Hit, told: Told) -> Source:
    """Whose word an event is, given its status. *es wird angenommen* names nobody: whoever speaks around it then counts."""
    case = SourceCase(voices, hit, told)
    if (answer := first(COUNTS, case)) is not None:
        return _named(answer)
    if told.by is not None and not case.own_act and (answer := first(OWNERS, case)) is not None:
        return _named(answer)
    for said in vouched(case):
        if (answer := first(SPEAKERS, said)) is not None:
            return _named(answer)
    answer = first(REPORTS, case)
    return _named(answer) if answer is not None else Source(None)


def _named(answer: tuple[Source, str]) -> Source:
    return answer[0]._replace(rule=answer[1])


def _who_counts(case: SourceCase) -> Source | None:
    clause = case.hit.clause
    if ("subj", "source") not in case.hit.entry.frame or clause is None:
        return None
    if case.hit.own:
        return case.agent(*clause.doers)
    a, token = case.voices.text.analysis, case.hit.token
    before = range(token - 1, a.sentences[a.sentence_of[token]].start - 1, -1)
    return case.agent(*(t for t in before if a.tags[t] in ("NOUN", "PROPN")))


COUNTS: tuple[Rule[SourceCase, Source], ...] = (
    Rule(
        name="source/who-counts",
        find=_who_counts,
        why="The number of those who took part is the word of whoever gives it (slot *source* of the frame).",
        yes=(
            ("In Tarnau demonstrierten Bauern. Die Veranstalter nannten die Zahl 30.000.", "nannten: Veranstalter"),
            ("Die Gewerkschaft sprach von 500 Teilnehmern der Demonstration.", "sprach: Gewerkschaft"),
        ),
        no=("Die Gewerkschaft sprach von einer Demonstration.",),
    ),
)
"""Whose count an event gives."""


def _doer(case: SourceCase) -> Source | None:
    return case.agent(*case.clause.doers) if case.clause is not None and case.judged is None else None


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
"""Whose demand, charge or fear the event is."""


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
        yes=(("Die Polizei kam. Polizeiangaben zufolge griffen die Rebellen die Stadt an.", "griffen: Polizei"),),
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
"""Who speaks in a statement; an answer without an entity is hearsay from nobody named."""


def _pointed_back(case: SourceCase) -> Source | None:
    """Whoever the next sentence says told all of this one (*Das meldete am Abend der Sender.*)."""
    text, a = case.voices.text, case.voices.text.analysis
    number = a.sentence_of[case.hit.token] + 1
    occasion = case.aside and not case.hit.own
    if number == len(a.sentences) or occasion or case.told.status not in (*REAL, "announced", "denied"):
        return None
    span, clauses = a.sentences[number], text.clauses_in[number]
    opening = a.forms[span.start].casefold()
    if len(clauses) != 1 or opening not in ("das", "dies", "so") or span.end - span.start > _SHORT:
        return None
    clause = clauses[0]
    if clause.lemma not in word_set("verbs_of_passing_on") or clause.negated or clause.kind != "finite":
        return None
    # the first noun without a preposition, not the subject: the parser often takes *das* for it
    bare = (t for t in range(span.start + 1, span.end) if a.tags[t] in ("NOUN", "PROPN") and not a.has(t, "case"))
    teller = next(bare, None)
    return case.agent(teller) if teller is not None else None


def _told_by_nobody(case: SourceCase) -> Source | None:
    """Nobody named, where the passive of a verb of telling has the event for its content (*es wurde gemeldet, dass …*)."""
    for said in vouched(case):
        statement = said.statement
        clause = case.voices.cue_clause(statement)
        told = clause is not None and clause.voice == "passive" and clause.lemma in word_set("verbs_of_hearsay")
        if told and statement.introduced == "verb" and not statement.speaker_spans:
            return Source(None)
    return None


def _outlet(case: SourceCase) -> Source | None:  # noqa: ARG001  the outlet tells whatever nobody else does
    return Source(OUTLET)


REPORTS: tuple[Rule[SourceCase, Source], ...] = (
    Rule(
        name="source/pointed-back",
        find=_pointed_back,
        why="*Das meldete X* behind a sentence says whose word that sentence is.",
        yes=(
            ("Die Rebellen griffen die Stadt an. Dies teilte die Polizei am Abend mit.", "griffen: Polizei"),
            ("Der König wurde ermordet. Dies teilte die Regierung am Montag mit.", "ermordet: Regierung"),
        ),
        no=("Die Rebellen griffen die Stadt an. Das verurteilte die Regierung.",),
    ),
    Rule(
        name="source/told-by-nobody",
        find=_told_by_nobody,
        why="*Es wurde gemeldet* is somebody's word, of nobody named, if nobody speaks around it.",
        yes=(
            ("Am Abend wurde berichtet, dass Söldner das Dorf angegriffen hätten.", "angegriffen: None"),
            ("Es wurde gemeldet, Söldner hätten das Dorf angegriffen.", "angegriffen: None"),
        ),
        no=(
            "Es wird angenommen, dass Söldner das Dorf angegriffen haben.",
            "Söldner haben, wie keiner behauptet, das Dorf angegriffen.",
        ),
    ),
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
"""Who speaks if nobody else does."""
