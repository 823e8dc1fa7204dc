"""What a clause says of a condition: that it is one, that it stands under one; and what is asked or commanded."""

from __future__ import annotations

from lagebild.annotate.events.status.case import ClauseCase
from lagebild.annotate.events.status.contents import Hits
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed
from lagebild.reading import EventStatus

_IF = ("status/condition", "status/verb-first")
"""The rules by which a clause is a condition of the one above it."""
_WORDS: tuple[str, ...] = ("ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
"""Acts of speech: under a condition is what they speak of (*droht mit Streik, falls …*)."""


def is_conditional(text: Text, hits: Hits, clause: Clause) -> bool:
    """True if a clause, or the one that it is conjoined with, says under which condition something holds."""
    lead = text.clause_of.get(text.first_conjunct(clause.predicate), clause)
    return any(first(CONDITIONS, ClauseCase(text, hits, c)) is not None for c in (clause, lead))


def condition(case: ClauseCase) -> tuple[EventStatus, str] | None:
    """What a clause is worth that is a condition or a question, with the rule's name; None if it is none."""
    return first(CONDITIONS, case)


def consequence(case: ClauseCase) -> tuple[EventStatus, str] | None:
    """What a clause is worth that stands under a condition or commands, with the rule's name; None if it does neither."""
    return first(CONSEQUENCES, case)


def _condition(case: ClauseCase) -> EventStatus | None:
    return "possible" if case.clause.subordinator in closed("if_words") else None


def _under_condition(case: ClauseCase) -> EventStatus | None:
    clause, a = case.clause, case.analysis
    if clause.tense != "present" or clause.kind not in ("finite", "copula") or case.kind in _WORDS:
        return None
    below = (case.text.clause_of.get(c) for c in a.dependents(clause.predicate, "advcl", "ccomp"))
    answers = [first(CONDITIONS, ClauseCase(case.text, case.hits, c)) for c in below if c is not None]
    return "possible" if any(answer is not None and answer[1] in _IF for answer in answers) else None


def _imperative(case: ClauseCase) -> EventStatus | None:
    a, verb = case.analysis, case.clause.predicate
    # *„Waffen niederlegen!“*
    cried = (
        a.feat(verb, "VerbForm") == "Inf" and a.forms[verb + 1 : verb + 2] == ("!",) and not a.has(verb, "aux", "mark")
    )
    return "demanded" if cried or a.feat(verb, "Mood") == "Imp" else None


def _unless(case: ClauseCase) -> EventStatus | None:
    a = case.analysis
    start = a.sentences[a.sentence_of[case.clause.predicate]].start
    before = [a.forms[t].lower() for t in range(start, case.clause.predicate)]
    verb = min(case.clause.verbs, default=0)
    unless = next((n for n in range(len(before) - 1) if before[n : n + 2] == ["sei", "denn"]), None)
    provided = next((n for n, form in enumerate(before) if form in closed("words_of_a_condition")), None)
    opens = next((n for n in (unless, provided) if n is not None), None)
    return "possible" if opens is not None and verb > start + opens else None


def _question(case: ClauseCase) -> EventStatus | None:
    return "possible" if case.clause.subordinator == "ob" else None


def _whoever(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    if clause.tense not in ("present", "future"):
        return None
    labels = ("csubj", "csubj:pass", "advcl", "ccomp")
    before = [c for c in a.dependents(clause.predicate, *labels) if c < clause.predicate]
    own = a.labels[clause.predicate] in labels and clause.governor > clause.predicate
    whoever = [c for c in (*before, *((clause.predicate,) if own else ())) if _asks_who(case, c)]
    subject = a.has(clause.predicate, "nsubj", "nsubj:pass")
    return "possible" if any(c == clause.predicate or not subject for c in whoever) else None


def _asks_who(case: ClauseCase, predicate: int) -> bool:
    a = case.analysis
    return any(a.forms[s].lower() == "wer" for s in a.dependents(predicate, "nsubj", "nsubj:pass"))


def _verb_first(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    subjects = clause.doers if clause.voice == "active" else clause.undergoers
    if clause.subordinator or not subjects or clause.kind not in ("finite", "copula"):
        return None
    below = a.labels[clause.predicate] in ("advcl", "ccomp") and a.heads[clause.predicate] >= clause.predicate
    if not below and not _before_its_consequence(case):
        return None
    return "possible" if _foremost(case, subjects) else None


def _before_its_consequence(case: ClauseCase) -> bool:
    """Whether a sentence begins with this verb, and a finite one stands behind its comma (*Lehnt er ab, muss sie gehen*)."""
    a, clause = case.analysis, case.clause
    start, end = a.sentences[a.sentence_of[clause.predicate]]
    if not clause.verbs or min(clause.verbs) != start or a.forms[end - 1] == "?":
        return False
    comma = next((t for t in range(start, end - 1) if a.forms[t] == ","), None)
    return comma is not None and a.feat(comma + 1, "VerbForm") == "Fin"


def _foremost(case: ClauseCase, subjects: tuple[int, ...]) -> bool:
    """True if a clause begins with its finite verb."""
    a, clause = case.analysis, case.clause
    verb = min(clause.verbs)
    return verb < min(subjects) and verb == min([clause.predicate, *a.children[clause.predicate]])


def _should(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    subjects = (*clause.doers, *clause.undergoers)
    verb = min(clause.verbs, default=0)
    start = a.sentences[a.sentence_of[clause.predicate]].start
    opens = verb > start and a.forms[verb] in ("sollte", "sollten") and a.forms[verb - 1] == ","
    return "possible" if opens and subjects and verb < min(subjects) else None


def _asked(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    if clause.subordinator or clause.kind not in ("finite", "copula") or not clause.verbs:
        return None
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    behind = [a.forms[t] for t in range(clause.predicate, sentence.end) if a.tags[t] == "PUNCT"]
    before = range(sentence.start, min(clause.verbs))
    asks = "?" in behind and all(a.tags[t] in ("PUNCT", "CCONJ") for t in before)
    return "possible" if asks else None


CONDITIONS: tuple[Rule[ClauseCase, EventStatus], ...] = (
    Rule(
        name="status/condition",
        find=_condition,
        why="A clause with *wenn*, *falls* or *sofern* says what may be.",
        yes=(
            ("Wenn die Rebellen die Stadt angreifen, flieht der König.", "angreifen: possible"),
            ("Falls der Minister zurücktritt, gibt es Neuwahlen.", "zurücktritt: possible"),
            ("Die Fahrer streiken, sofern die Regierung die Steuer beschließt.", "beschließt: possible"),
        ),
        no=("Als die Rebellen die Stadt angriffen, floh der König.",),
    ),
    Rule(
        name="status/unless",
        find=_unless,
        why="What stands behind *es sei denn*, *vorausgesetzt* or *sonst* may be.",
        yes=(("Die Fahrer streiken, es sei denn, die Bahn legt ein Angebot vor.", "legt: possible"),),
        no=("Er sei denn auch verhaftet worden.",),
    ),
    Rule(
        name="status/whether",
        find=_question,
        why="A clause with *ob* leaves open what it says.",
        yes=(
            ("Ob der König abdankt oder zurücktritt, ist unbekannt.", "zurücktritt: possible"),
            ("Niemand weiß, ob Söldner den Minister ermordeten.", "ermordeten: possible"),
        ),
        no=("Alle wissen, dass Söldner den Minister ermordeten.",),
    ),
    Rule(
        name="status/whoever",
        find=_whoever,
        why="What holds of *wer* holds of anybody: no deed is told.",
        yes=(
            ("Wer fehlt, wird verhaftet.", "verhaftet: possible"),
            ("Wer demonstriert, wird bestraft.", "demonstriert: possible"),
        ),
        no=("Wer fehlte, wurde verhaftet.", "Der König wird verhaftet."),
    ),
    Rule(
        name="status/verb-first",
        find=_verb_first,
        why="A verb in front of its subject, before the main clause, makes a condition of its clause.",
        yes=(
            ("Sollten die Rebellen die Stadt angreifen, flieht der König.", "angreifen: possible"),
            ("Sollte der Antrag angenommen werden, geht die Opposition.", "angenommen: possible"),
        ),
        no=("Gestern trat der Minister zurück.",),
    ),
    Rule(
        name="status/should-it-come",
        find=_should,
        why="*sollte* right behind a comma, before its subject, makes a condition of its clause.",
        yes=(
            (
                "Norland kündigte an, sollte der General den König stürzen, die Grenze zu schließen.",
                "stürzen: possible",
            ),
        ),
        no=("Norland kündigte an, der General sollte den König besuchen.",),
    ),
    Rule(
        name="status/asked",
        find=_asked,
        why="What a question asks with its verb in front is open.",
        yes=(
            ("Hat die Polizei den Bürgermeister verhaftet?", "verhaftet: possible"),
            ("Wurde der König ermordet?", "ermordet: possible"),
        ),
        no=("Warum hat die Polizei den Bürgermeister verhaftet?", "Gestern verhaftete die Polizei den Bürgermeister."),
    ),
)
"""What a condition makes of a clause; asked before everything else in the clause."""

CONSEQUENCES: tuple[Rule[ClauseCase, EventStatus], ...] = (
    Rule(
        name="status/imperative",
        find=_imperative,
        why="What somebody is told to do is demanded.",
        yes=(
            ("„Lasst die Geiseln frei!“, rief die Bischöfin Maren Sodtke.", "Lasst: demanded"),
            ("„Ziehen Sie Ihre Truppen ab“, schrieb der Minister.", "Ziehen: demanded"),
        ),
        no=("„Ziehen sie ihre Truppen ab?“, fragte der Minister.",),
    ),
    Rule(
        name="status/under-a-condition",
        find=_under_condition,
        why="A deed in the present under a condition is no fact.",
        yes=(
            ("Falls das Gericht ihn verurteilt, tritt der Minister zurück.", "tritt: possible"),
            ("Werden die Geiseln nicht freigelassen, greift die Armee die Stadt an.", "greift: possible"),
        ),
        no=(
            "Wenn die Rebellen kamen, griff die Armee die Stadt an.",
            "Der Minister tritt zurück, weil das Gericht ihn verurteilt hat.",
        ),
    ),
)
"""Asked of clauses that deny nothing."""
