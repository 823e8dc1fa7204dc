"""What the text makes of an event that a noun names: *der Streik begann*, *nach dem Streik*, *forderte einen Streik*."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lagebild.analysis import Analysis
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.above_noun import NounCase, of_words
from lagebild.annotate.events.status.clause_status import of_clause
from lagebild.annotate.events.status.contents import REAL, TOLD_TENSES, Hits, Told, named
from lagebild.annotate.events.status.course import comes_again, noun_lasts
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventType

_SCHEDULED: tuple[EventType, ...] = ("ELECT", "CONSULT")
"""Events convened for a day: somebody who means to do something there speaks of one to come."""
_SAID: tuple[EventType, ...] = ("REQUEST", "AGREE", "JUDGE", "THREATEN", "ACCUSE", "LEGISLATE")
"""What is said or settled, and may then be heeded or not."""


@dataclass(frozen=True)
class Standing:
    """A noun that is a trigger, and the clause that it stands in."""

    text: Text
    hits: Hits
    hit: Hit
    clause: Clause

    @property
    def analysis(self) -> Analysis:
        """The analysis of the text."""
        return self.text.analysis

    @cached_property
    def slot(self) -> str:
        """Where the noun stands."""
        return self.text.slot(self.hit.token)

    @cached_property
    def token(self) -> int:
        """The noun, the first of those conjoined with it, or the pronoun that it explains (*eines der Opfer*)."""
        a, token = self.analysis, self.text.first_conjunct(self.hit.token)
        return a.heads[token] if a.tags[a.heads[token]] == "PRON" and self.slot != "ohne" else token

    @cached_property
    def of_clause(self) -> Told:
        """What the clause makes of what it tells."""
        return of_clause(self.text, self.hits, self.clause, kind=self.hit.entry.type)

    @cached_property
    def definite(self) -> bool:
        """True if the noun is spoken of as known."""
        return self.text.definite(self.hit.token)

    @property
    def predicate(self) -> bool:
        """True if the noun is what its clause says of somebody."""
        return self.token == self.clause.predicate

    @property
    def deep(self) -> bool:
        """True if the noun stands inside another phrase of the clause."""
        clause = self.clause
        own = self.analysis.heads[self.token] == clause.predicate or self.token in (*clause.doers, *clause.undergoers)
        return not own and not self.predicate

    @property
    def part(self) -> bool:
        """True if a noun without an article belongs to one that the clause tells as new (*ein Blutbad mit Toten*)."""
        head = self.analysis.heads[self.token]
        new = not any(self.text.definite(t) for t in (self.token, head))
        joined = self.slot == "gen" or self.slot in closed("part_prepositions")
        return new and joined and head in (*self.clause.doers, *self.clause.undergoers)

    @property
    def comes(self) -> bool:
        """True if the verb only says that the event comes about."""
        return self.clause.lemma in word_set("come_about")

    @property
    def involved(self) -> bool:
        """True if it is open that somebody took part in the event; then the event is open, too."""
        return self.clause.lemma in word_set("involve") and self.of_clause.status == "possible"

    @property
    def held(self) -> bool:
        """True if somebody *befindet sich* in the event: that is what the clause tells."""
        return self.clause.lemma == "befinden" and self.slot in ("in", "unter") and not self.deep

    @property
    def circumstance(self) -> bool:
        """True if the noun tells when, where or why something else is so."""
        comes_so = self.comes and (self.slot in closed("coming_about_prepositions") or not self.definite)
        aside = self.slot in closed("circumstance_prepositions") and not self.held
        return aside and not comes_so and not self.involved and not self.deep and not self.predicate


def of_noun(text: Text, hits: Hits, hit: Hit, clause: Clause) -> Told:
    """The status of an event that a noun names: what the words above it make of it, else the first rule, else the clause."""
    if (found := of_words(NounCase(text, hits, hit))) is not None:
        return found
    case = Standing(text, hits, hit, clause)
    return named(first(NOUNS, case)) or case.of_clause


def _given(case: Standing) -> Told:
    """What is spoken of as being there: it happened, unless what lasts is told in the present."""
    return named(first(GIVEN, case)) or Told("happened", given=True)


def _lasting(case: Standing) -> Told | None:
    clause = case.clause
    present = clause.tense == "present" and clause.kind in ("finite", "copula") and not clause.modals
    close = case.slot in ("subj", "obj", "iobj", "gen") or case.slot in closed("close_prepositions")
    return Told("ongoing", given=True) if noun_lasts(case.hit) and present and close else None


GIVEN: tuple[Rule[Standing, Told], ...] = (
    Rule(
        name="status/lasting-noun",
        find=_lasting,
        why="A noun of what lasts, close to a verb in the present, names what goes on.",
        yes=(
            ("Die Proteste lähmen das Land.", "Proteste: ongoing"),
            ("Die Regierung verurteilt den Krieg.", "Krieg: ongoing"),
            ("Die Lage der Streiks ist unklar.", "Streiks: ongoing"),
        ),
        no=("Die Proteste lähmten das Land.", "Der Anschlag lähmt das Land."),
    ),
)
"""Events spoken of as being there that go on."""


def _not_heeded(case: Standing) -> Told | None:
    clause = case.clause
    said = case.hit.entry.type in _SAID and not case.predicate and not case.circumstance
    unheeded = clause.negated and clause.lemma in word_set("heeding") and not case.analysis.has(case.token, "det:neg")
    return Told("happened", case.of_clause.by) if said and unheeded and clause.tense != "future" else None


def _without(case: Standing) -> Told | None:
    if case.slot != "ohne":
        return None
    return Told("denied") if of_clause(case.text, case.hits, case.clause).status in REAL else None


def _but_for(case: Standing) -> Told | None:
    but_for = case.slot == "ohne" and case.definite and case.clause.mood == "subjunctive II"
    return Told("happened", given=True) if but_for else None


def _without_unreal(case: Standing) -> Told | None:
    return Told("possible") if case.slot == "ohne" else None


def _instead(case: Standing) -> Told | None:
    if case.slot not in ("statt", "anstatt", "anstelle"):
        return None
    return Told("denied" if of_clause(case.text, case.hits, case.clause).status in REAL else "possible")


def _ahead(case: Standing) -> Told | None:
    a = case.analysis
    marks = a.dependents(case.text.first_conjunct(case.hit.token), "case")
    until = any(a.forms[m].lower() == "bis" for m in marks)
    ahead = case.hit.entry.type in _SCHEDULED and (case.slot in ("vor", "bis") or until)
    return Told("announced") if ahead and case.clause.tense in ("present", "future") else None


def _said_to_be(case: Standing) -> Told | None:
    told = case.of_clause
    if not case.predicate or told.status != "ongoing" or noun_lasts(case.hit):
        return None
    return Told("happened", told.by)


def _part_of_new(case: Standing) -> Told | None:
    told = case.of_clause
    return told._replace(rule="") if case.deep and case.part and told.status != "ongoing" else None


def _deep(case: Standing) -> Told | None:
    return _given(case) if case.deep else None


def _goes_on(case: Standing) -> Told | None:
    clause = case.clause
    goes_on = clause.lemma in word_set("go_on") and case.slot in ("subj", "obj") and not clause.negated
    stopped = clause.lemma == "anhalten" and clause.voice != "active"
    told = goes_on and not stopped and clause.tense in ("present", "past") and not case.predicate
    return Told("ongoing") if told else None


def _to_go_on(case: Standing) -> Told | None:
    told = case.of_clause
    goes_on = case.clause.lemma in word_set("go_on") and case.slot in ("subj", "obj") and not case.clause.negated
    return Told("ongoing", told.by) if goes_on and told.status in ("announced", "demanded") else None


def _to_meet(case: Standing) -> Told | None:
    told = case.of_clause
    coming = told.status == "announced" and case.clause.tense in ("present", "future")
    there = case.slot in closed("meanwhile_prepositions") and case.hit.entry.type in _SCHEDULED
    return told._replace(rule="") if case.circumstance and coming and there else None


def _bare_circumstance(case: Standing) -> Told | None:
    told = case.of_clause
    bare = not case.analysis.has(case.token, "det", "det:poss") and case.slot in ("nach", "bei")
    open_ = told.status in ("announced", "possible")
    return told._replace(rule="") if case.circumstance and bare and open_ else None


def _circumstance(case: Standing) -> Told | None:
    return _given(case) if case.circumstance else None


def _known(case: Standing) -> Told | None:
    if case.predicate or case.of_clause.status in REAL or case.involved:
        return None
    known = case.clause.lemma in word_set("act_on_events") or (case.definite and not case.comes)
    return _given(case) if known else None


def _comes_again(case: Standing) -> Told | None:
    told = case.of_clause
    comes = case.comes or case.slot == "subj"
    again = told.status == "ongoing" and comes and comes_again(case.text, case.hit, case.clause)
    return told._replace(rule="") if again and not case.predicate and not case.definite else None


def _in_the_present(case: Standing) -> Told | None:
    comes_now = (case.comes and case.hit.entry.pos == "PHRASE") or case.held
    return _given(case) if case.of_clause.status == "ongoing" and not comes_now and not case.predicate else None


NOUNS: tuple[Rule[Standing, Told], ...] = (
    Rule(
        name="status/not-heeded",
        find=_not_heeded,
        why="A demand, an agreement or a ruling that nobody follows was made all the same.",
        yes=(("Dem Aufruf der Polizei folgte er nicht.", "Aufruf: happened"),),
        no=("Dem Aufruf der Polizei folgte er.",),
    ),
    Rule(
        name="status/without",
        find=_without,
        why="What a fact came about without did not happen.",
        yes=(("Die Versammlung endete ohne Festnahmen.", "Festnahmen: denied"),),
        no=("Die Versammlung endete mit Festnahmen.",),
    ),
    Rule(
        name="status/but-for",
        find=_but_for,
        why="What something unreal would have come about without is there.",
        yes=(("Ohne den Angriff der Rebellen wäre der König geblieben.", "Angriff: happened"),),
        no=("Ohne einen Angriff der Rebellen wäre der König geblieben.",),
    ),
    Rule(
        name="status/without-perhaps",
        find=_without_unreal,
        why="What something open would come about without is open, too.",
        yes=(("Die Versammlung soll ohne Festnahmen enden.", "Festnahmen: possible"),),
        no=("Die Versammlung soll mit Festnahmen enden.",),
    ),
    Rule(
        name="status/instead",
        find=_instead,
        why="What something else came *statt* or *anstelle* of did not happen.",
        yes=(
            ("Statt einer Festnahme gab es eine Verwarnung.", "Festnahme: denied"),
            ("Statt eines Streiks gab es Gespräche.", "Streiks: denied"),
        ),
        no=("Nach einem Streik gab es eine Kundgebung.",),
    ),
    Rule(
        name="status/ahead",
        find=_ahead,
        why="A meeting or an election *vor* or *bis zu* which something is told in the present is still to come.",
        yes=(
            ("Bis zur Wahl sind es noch drei Monate.", "Wahl: announced"),
            ("Vor dem Gipfel streiten die Minister.", "Gipfel: announced"),
        ),
        no=("Vor der Wahl trat der Präsident zurück.",),
    ),
    Rule(
        name="status/said-to-be",
        find=_said_to_be,
        why="What something *ist* has happened, unless it is what lasts.",
        yes=(("Der Vorfall ist ein Anschlag.", "Anschlag: happened"),),
        no=("Das ist ein Krieg.",),
    ),
    Rule(
        name="status/part-of-new",
        find=_part_of_new,
        why="A noun without an article that belongs to one told as new stands as that does.",
        yes=(("Eine Serie von Anschlägen soll Halve treffen.", "Anschlägen: announced"),),
        no=("Die Serie von Anschlägen soll enden.", "Eine Serie der Anschläge soll enden."),
    ),
    Rule(
        name="status/within-phrase",
        find=_deep,
        why="What stands within another phrase is spoken of as being there.",
        yes=(("Die Zahl von Festnahmen soll steigen.", "Festnahmen: happened"),),
        no=("Festnahmen soll es nicht geben.",),
    ),
    Rule(
        name="status/going-on",
        find=_goes_on,
        why="What *dauert an* or *geht weiter* goes on.",
        yes=(
            ("Die Offensive hielt am Montag an.", "Offensive: ongoing"),
            ("Die Armee setzte die Offensive am Montag fort.", "Offensive: ongoing"),
        ),
        no=("Der Streik dauert nicht an.", "Der Angriff wurde angehalten."),
    ),
    Rule(
        name="status/to-go-on",
        find=_to_go_on,
        why="What is to be continued goes on already.",
        yes=(
            ("Die Rebellen drohten, die Angriffe fortzusetzen.", "Angriffe: ongoing"),
            ("Norland kündigte an, die Luftangriffe auf die Insel fortzusetzen.", "Luftangriffe: ongoing"),
        ),
        no=("Die Gewerkschaft will den Streik beginnen.",),
    ),
    Rule(
        name="status/to-meet",
        find=_to_meet,
        why="Whoever means to do something at a meeting or an election speaks of one to come.",
        yes=(
            ("Präsident Karl Brunn will bei der Wahl antreten.", "Wahl: announced"),
            ("Die Minister wollen auf dem Gipfel streiten.", "Gipfel: announced"),
        ),
        no=("Die Minister wollten bei dem Treffen schweigen.",),
    ),
    Rule(
        name="status/bare-circumstance",
        find=_bare_circumstance,
        why="What is planned *nach* or *bei* something without an article is as open as that.",
        yes=(("Die Wache soll bei Angriffen schießen.", "Angriffen: announced"),),
        no=("Die Wache soll bei den Angriffen schießen.",),
    ),
    Rule(
        name="status/circumstance",
        find=_circumstance,
        why="What tells when, where or why something else is so is there already, whatever becomes of that.",
        yes=(
            ("Der Rat will nach einem Angriff tagen.", "Angriff: happened"),
            ("Die Partei will wegen der heftigen Proteste Anträge einreichen.", "Proteste: happened"),
            ("Die Partei will wegen heftiger Proteste tagen.", "Proteste: happened"),
        ),
        no=("Die Arbeiter wollen in einen Streik treten.",),
    ),
    Rule(
        name="status/known-noun",
        find=_known,
        why="What is spoken of as known happened, though what is done about it is open.",
        yes=(
            ("Die Regierung will den Aufstand niederschlagen.", "Aufstand: happened"),
            ("Der Rat will Angriffe verurteilen.", "Angriffe: happened"),
        ),
        no=("Die Regierung will einen Anschlag verüben.",),
    ),
    Rule(
        name="status/noun-again-and-again",
        find=_comes_again,
        why="What the present tells to come again and again goes on, though each time it is over at a stroke.",
        yes=(
            ("Täglich kommt es zu Überfällen auf Händler.", "Überfällen: ongoing"),
            ("Immer wieder gibt es Anschläge auf Kirchen.", "Anschläge: ongoing"),
        ),
        no=("Täglich kam es zu Überfällen auf Händler.", "Die Bauern halten Überfälle für immer wahrscheinlicher."),
    ),
    Rule(
        name="status/noun-in-the-present",
        find=_in_the_present,
        why="A noun of what is over at a stroke has happened, though its clause stands in the present.",
        yes=(("Der Anschlag erschüttert das Land.", "Anschlag: happened"),),
        no=("Der Anschlag erschütterte das Land.",),
    ),
)
"""The status of a noun's event if no word above it gives one; if no rule answers, the clause decides."""


def came_about(text: Text, hit: Hit) -> bool:
    """True if the clause says that what a noun names came about (*Die erwartete Offensive begann*)."""
    clause = hit.clause
    if clause is None or hit.own or clause.lemma not in word_set("come_about") or clause.negated or clause.modals:
        return False
    return clause.tense in TOLD_TENSES and text.slot(hit.token) in ("subj", "obj")
