"""What a clause says outright about its status: under a condition, denied, in doubt."""

from __future__ import annotations

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.events.status.case import ClauseCase
from lagebild.annotate.events.status.contents import TOLD_TENSES, Hits
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventStatus

_UP = 4
"""Predicates that share what is said of the first of them, at most."""
_IF = ("status/condition", "status/verb-first")
"""The rules by which a clause is a condition of the one above it."""
_WORDS: tuple[str, ...] = ("ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
"""Acts of speech: under a condition is what they speak of (*droht mit Streik, falls …*)."""


def is_conditional(text: Text, hits: Hits, clause: Clause) -> bool:
    """True if a clause, or the one that it is conjoined with, says under which condition something holds."""
    lead = text.clause_of.get(text.first_conjunct(clause.predicate), clause)
    return any(first(CONDITIONS, ClauseCase(text, hits, c)) is not None for c in (clause, lead))


def outright(case: ClauseCase) -> tuple[EventStatus, str] | None:
    """What a clause says of itself by a condition, a denial or a doubt, with the rule's name; None if it has none."""
    return first(CONDITIONS, case) or first(DENIALS, case) or first(CONSEQUENCES, case)


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


def _tried_in_vain(case: ClauseCase) -> EventStatus | None:
    above = case.governor
    if above is None or above.lemma != "versuchen" or case.clause.kind != "infinitive":
        return None
    a = case.analysis
    vain = any(a.lemmas[c].casefold() in word_set("in_vain") for c in a.dependents(above.predicate, "advmod"))
    return "denied" if vain else None


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


def _negated(case: ClauseCase) -> EventStatus | None:
    # *nicht* of *nicht nur* hangs on *nur* and is none of the clause's
    return "denied" if case.clause.negations else None


def _never(case: ClauseCase) -> EventStatus | None:
    a = case.analysis
    beside = (t for v in case.clause.verbs for c in a.children[v] if a.tags[c] == "ADV" for t in a.children[c])
    return "denied" if any(a.forms[t].casefold() in ("nie", "niemals") for t in beside) else None


def _neither(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    parts = (
        clause.predicate,
        *clause.doers,
        *clause.undergoers,
        *clause.recipients,
        *(t for p, t in clause.obliques if not p),
    )
    words = (c for part in parts for c in a.children[part])
    right_before = clause.predicate > 0 and _nor(a, clause.predicate - 1)  # *weder geplündert noch geschossen*
    return "denied" if right_before or any(a.forms[c].casefold() == "weder" or _nor(a, c) for c in words) else None


def _nor(a: Analysis, token: int) -> bool:
    """Whether a *noch* is the one that goes on after *weder*."""
    before = [form.casefold() for form in a.forms[a.sentences[a.sentence_of[token]].start : token]]
    return a.forms[token] == "noch" and "weder" in before and "noch" not in before[before.index("weder") :]


def _undone(case: ClauseCase) -> EventStatus | None:
    return "denied" if case.clause.subordinator in closed("not_doing") else None


def _doubted(case: ClauseCase) -> EventStatus | None:
    a = case.analysis
    told = case.clause.tense in TOLD_TENSES  # *wird wohl zurücktreten* announces
    doubts = word_set("alleged") | (word_set("likely") if told else frozenset())
    beside = a.dependents(case.clause.predicate, "advmod")
    doubt = any(a.lemmas[c].lower() in doubts and not a.has(c, "advmod") for c in beside)  # not *sehr wohl*
    return "possible" if doubt else None


def _rumoured(case: ClauseCase) -> EventStatus | None:
    a = case.analysis
    told = [n for v in _with_those_above(a, case.clause.predicate) for n in a.children[v] if _is_rumour(a, n)]
    by = (a.lemmas[c].casefold() for noun in told for c in a.dependents(noun, "case"))
    return "possible" if not closed("source_phrase_words").isdisjoint(by) else None


def _with_those_above(a: Analysis, predicate: int) -> list[int]:
    """A predicate, the *lassen* above it, and the predicates before it that share their subject with it."""
    found = [predicate]
    while a.heads[found[-1]] != ROOT and len(found) < _UP:
        last = found[-1]
        shares = a.labels[last] == "conj" and not a.has(last, "nsubj", "nsubj:pass") and a.heads[last] < last
        lets = a.labels[last] in ("xcomp", "ccomp") and a.lemmas[a.heads[last]] == "lassen" and not a.has(last, "mark")
        if not (shares or lets):
            break
        found.append(a.heads[last])
    return found


def _is_rumour(a: Analysis, noun: int) -> bool:
    if a.tags[noun] != "NOUN":
        return False
    unconfirmed = any(a.forms[c].casefold().startswith("unbestätigt") for c in a.children[noun])
    return unconfirmed or a.lemmas[noun] in word_set("rumours")


def _corrected(case: ClauseCase) -> EventStatus | None:
    """Whether the next sentence says of what this one reports that it is not so."""
    a = case.analysis
    number = a.sentence_of[case.clause.predicate] + 1
    if not case.clause.mood.startswith("subjunctive") or number == len(a.sentences):
        return None
    return "denied" if any(_calls_untrue(case, clause) for clause in case.text.clauses_in[number]) else None


def _calls_untrue(case: ClauseCase, clause: Clause) -> bool:
    a = case.analysis
    subjects = list(a.dependents(clause.predicate, "nsubj"))
    if clause.subordinator or not any(a.forms[s].casefold() in ("das", "dies") for s in subjects):
        return False
    words = {a.forms[t].casefold() for t in (clause.predicate, *a.children[clause.predicate])}
    return (clause.negated and clause.lemma in word_set("being_true")) or bool(words & word_set("untrue"))


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
DENIALS: tuple[Rule[ClauseCase, EventStatus], ...] = (
    Rule(
        name="status/tried-in-vain",
        find=_tried_in_vain,
        why="What somebody tries in vain does not happen.",
        yes=(("Die Rebellen versuchten vergeblich, die Stadt einzunehmen.", "einzunehmen: denied"),),
    ),
    Rule(
        name="status/corrected",
        find=_corrected,
        why="What somebody has reported did not happen if the next sentence says that it is not so.",
        yes=(
            ("In der Zeitung hieß es, Söldner hätten den König ermordet. Das ist falsch.", "ermordet: denied"),
            ("Es hieß, die Ministerin sei zurückgetreten. Dies stimmt nicht.", "zurückgetreten: denied"),
        ),
        no=("Es hieß, die Ministerin sei zurückgetreten. Das stimmt.",),
    ),
    Rule(
        name="status/not",
        find=_negated,
        why="*nicht*, *nie* or *kein* denies its clause; *nicht* of *nicht nur* does not.",
        yes=(
            ("Die Rebellen haben die Stadt nicht angegriffen.", "angegriffen: denied"),
            ("Einen Angriff gab es nicht.", "Angriff: denied"),
            ("Niemand verhaftete den Bürgermeister.", "verhaftete: denied"),
        ),
        no=(
            "Die Polizei verhaftete nicht nur den Bürgermeister Karl Brunn.",
            "Die Wachen erschossen nicht allein den König.",
            "Die Rebellen haben die Stadt angegriffen.",
        ),
    ),
    Rule(
        name="status/never-before",
        find=_never,
        why="*nie* below another adverb denies its clause, too.",
        yes=(("Nie zuvor war ein Präsident verhaftet worden.", "verhaftet: denied"),),
        no=("Lange zuvor war ein Präsident verhaftet worden.",),
    ),
    Rule(
        name="status/neither",
        find=_neither,
        why="*weder … noch* denies what both do.",
        yes=(
            ("Weder die Armee noch die Rebellen haben die Stadt angegriffen.", "angegriffen: denied"),
            ("Die Polizei verhaftete weder den Bürgermeister noch den Richter.", "verhaftete: denied"),
            ("Weder der König noch der Bischof wurden verhaftet.", "verhaftet: denied"),
            ("Die Polizei verhaftete weder Karl Brunn noch Jo Hals.", "verhaftete: denied"),
            ("Weder verhaftete die Polizei den König, noch klagte sie ihn an.", "klagte: denied"),
        ),
        no=(
            "Weder die Armee noch die Polizei war da, als Rebellen noch am Abend die Stadt angriffen.",
            "Sowohl die Armee als auch die Rebellen haben die Stadt angegriffen.",
        ),
    ),
    Rule(
        name="status/undone",
        find=_undone,
        why="An infinitive with *ohne*, *statt* or *anstatt* tells what was not done.",
        yes=(
            ("Die Armee rückte ab, ohne die Stadt anzugreifen.", "anzugreifen: denied"),
            ("Der Minister reiste ab, statt zurückzutreten.", "zurückzutreten: denied"),
        ),
        no=("Die Armee rückte vor, um die Stadt anzugreifen.",),
    ),
    Rule(
        name="status/doubted",
        find=_doubted,
        why="An adverb such as *angeblich* or *mutmaßlich* leaves its clause open.",
        yes=(
            ("Der Brand brach vermutlich am Abend aus.", "Brand: possible"),
            ("Alle Fischer sind wahrscheinlich ums Leben gekommen.", "Leben: possible"),
        ),
        no=("Der Brand brach bekanntlich am Abend aus.", "Der Minister wird wohl zurücktreten."),
    ),
    Rule(
        name="status/rumour",
        find=_rumoured,
        why="What is told by a rumour, or by a report that nobody confirms, may be so.",
        yes=(
            ("Gerüchten zufolge haben Söldner den König ermordet.", "ermordet: possible"),
            ("Laut Spekulationen trat der Minister zurück.", "trat: possible"),
            ("Nach unbestätigten Berichten griff die Miliz das Dorf an.", "griff: possible"),
            ("Gerüchten zufolge hat der König seine Minister verhaften lassen.", "verhaften: possible"),
            ("Gerüchten zufolge ist der König geflohen und hat den Minister ermordet.", "ermordet: possible"),
        ),
        no=("Nach Berichten griff die Miliz das Dorf an.",),
    ),
)
"""What denies or doubts a clause."""
