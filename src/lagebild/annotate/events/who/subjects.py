"""Who does what a clause says: the tokens in its subject slot, by sense and not by grammatical form."""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.annotate.events.who import attachment
from lagebild.annotate.events.who.parts import InClause
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.clauses import Clause

Tokens = tuple[int, ...]
_FAR = 8
"""At most so many words stand between a subject and another that *und* joins to it."""


def _nobody_remains(case: InClause) -> Tokens | None:
    return () if attachment.remains(case) else None


def _nobody_is(case: InClause) -> Tokens | None:
    return () if attachment.is_done(case) else None


def _participle(case: InClause) -> Tokens | None:
    clause = case.clause
    if case.objects or not (clause.voice == "statal" or (clause.voice == "passive" and clause.kind == "participle")):
        return None
    return clause.undergoers


def _by_number(case: InClause) -> Tokens | None:
    text, clause, _ = case
    fitting = attachment.agreeing(text, clause) if clause.doers else ()
    return None if fitting == clause.doers else (*fitting, *_beside(text, clause))


def _with_nominative(case: InClause) -> Tokens | None:
    text, clause, _ = case
    beside = _beside(text, clause) if clause.doers else ()
    if beside and any(text.agent(t) is not None or text.analysis.tags[t] not in ("PRON", "DET") for t in clause.doers):
        beside = tuple(t for t in beside if _joined(text.analysis, clause.doers, t))
    return (*clause.doers, *beside) if beside else None


def _joined(a: Analysis, doers: Tokens, token: int) -> bool:
    """True if *und* stands between; without it a name in the nominative may be a dative or an object."""
    nouns = [t for t in doers if a.tags[t] in ("NOUN", "PROPN", "PRON")]
    forms = a.forms[max(nouns, default=token) + 1 : token]
    return len(forms) <= _FAR and any(form in ("und", "sowie") for form in forms)


def _beside(text: Text, clause: Clause) -> Tokens:
    """Bare phrases in the nominative that name somebody who can act."""
    if clause.voice != "active":
        return ()
    return tuple(t for t in _nominatives(text, clause) if text.agent(t) is not None)


def _nominatives(text: Text, clause: Clause) -> Tokens:
    return tuple(t for p, t in clause.obliques if not p and text.analysis.feat(t, "Case") == "Nom")


def _doers(case: InClause) -> Tokens | None:
    return case.clause.doers or None


def _nominative(case: InClause) -> Tokens | None:
    active = case.clause.voice == "active"
    return _nominatives(case.text, case.clause) or None if active else None


def _undergoer(case: InClause) -> Tokens | None:
    return case.clause.undergoers or None if case.clause.voice == "active" and not case.objects else None


def _through(case: InClause) -> Tokens | None:
    text, clause, _ = case
    by = (t for p, t in clause.obliques if p in ("durch", "seitens") and text.agent(t) is not None)
    return tuple(by) or None if clause.voice != "active" else None


def _misplaced(case: InClause) -> Tokens | None:
    return attachment.agents(case.text, case.clause) or None if case.clause.voice != "active" else None


def _shared(case: InClause) -> Tokens | None:
    text, clause, _ = case
    a = text.analysis
    first = text.clause_of.get(a.heads[clause.predicate]) if a.labels[clause.predicate] == "conj" else None
    if clause.voice == "active" or first is None or first.voice != clause.voice:
        return None
    one = set(first.verbs) & set(clause.verbs)
    own = any(a.feat(t, "VerbForm") == "Fin" for t in clause.verbs) or not set(clause.undergoers) <= set(clause.shared)
    return first.doers or None if one or not own else None


SUBJECT: tuple[Rule[InClause, Tokens], ...] = (
    Rule(
        name="who/nobody-keeps-it-so",
        find=_nobody_remains,
        why="The subject of *bleibt inhaftiert* undergoes the deed, so the clause names nobody who does it.",
        yes=(("Die Rebellen bleiben jedoch weiter inhaftiert.", ""),),
        no=("Die Polizei verhaftete die Rebellen.",),
    ),
    Rule(
        name="who/nobody-in-a-state",
        find=_nobody_is,
        why="The subject of *ist verboten* undergoes the deed, so the clause names nobody who does it.",
        yes=(
            ("Seit 1990 ist die Gewerkschaft verboten.", ""),
            ("Der Redakteur Karl Brunn bleibt inhaftiert.", ""),
        ),
    ),
    Rule(
        name="who/subject-of-intransitive-participle",
        find=_participle,
        why="A verb without an object has no passive, so its participle says what somebody did.",
        yes=(
            ("Der zurückgetretene Minister Jo Hals kam zu spät.", "zurückgetretene: Jo Hals"),
            ("Die verstorbene Ministerin Ada Brunn wurde am Montag beigesetzt.", "verstorbene: Ada Brunn"),
        ),
        no=("Die verhaftete Ministerin Ada Brunn schweigt.",),
    ),
    Rule(
        name="who/subject-by-number",
        find=_by_number,
        why="A verb agrees with its subject in number, so one that does not fit takes the nearest subject that does.",
        yes=(
            ("Die Soldaten stürmten das Haus und der Minister erschossen sie.", "erschossen: Soldaten"),
            ("Die Bauern riefen und der Händler verprügelten sie.", "verprügelten: Bauern"),
        ),
        no=("Die Armee kam, und die Rebellen griffen das Lager an.",),
    ),
    Rule(
        name="who/subject-and-nominative",
        find=_with_nominative,
        why="A bare nominative that *und* joins to the subject acts with it.",
        yes=(
            (
                "Drei Händler und weitere sechs der Lüge beschuldigte Bauern müssen sich vor Gericht verantworten.",
                "verantworten: Händler, beschuldigte Bauern",
            ),
            ("Das lehnte Ada Brunn jedoch ab.", "lehnte: Ada Brunn"),
        ),
        no=("Soldaten erschossen Anna Kral.", "Sie sicherte dabei Jo Hals Hilfe zu."),
    ),
    Rule(
        name="who/subject",
        find=_doers,
        why="The subject of an active verb, or *von* in a passive, names who does it.",
        yes=(
            ("Die Gewerkschaft kritisierte die Regierung.", "kritisierte: Gewerkschaft"),
            ("Karl Brunn wurde am 10. Mai von Kanzler Jo Hals entlassen.", "entlassen: Jo Hals"),
        ),
        no=("Karl Brunn wurde am Montag verhaftet.",),
    ),
    Rule(
        name="who/bare-nominative",
        find=_nominative,
        why="Where a clause has no subject, a bare phrase in the nominative is it.",
        yes=(("Dabei kamen nach Angaben der Wache zwei Soldaten ums Leben.", "Leben: Soldaten"),),
    ),
    Rule(
        name="who/object-of-intransitive",
        find=_undergoer,
        why="A verb that takes no object has a subject where the tree sees an object.",
        yes=(
            ("Dabei starben nach Angaben der Polizei zwei Bauern.", "starben: Bauern"),
            ("Im Mai starben bei Angriffen auf Tarnau zwölf Menschen.", "starben: Menschen"),
        ),
        no=("Die Polizei verhaftete zwei Bauern.",),
    ),
    Rule(
        name="who/passive-through",
        find=_through,
        why="*Durch* or *seitens* with somebody who can act names who does it in a passive.",
        yes=(
            ("Am Montag wurde Karl Brunn durch Unbekannte erschossen.", "erschossen: Unbekannter"),
            ("Der Kanzler wurde seitens der Gewerkschaft kritisiert.", "kritisiert: Gewerkschaft"),
        ),
        no=("Karl Brunn wurde durch Steinwürfe verletzt.",),
    ),
    Rule(
        name="who/passive-agent-on-a-noun",
        find=_misplaced,
        why="In a passive a *von X* behind the auxiliary names who does it, also where the tree hangs it on a noun.",
        yes=(
            ("Dabei wurden die Bauern von Männern in Uniform angegriffen.", "angegriffen: Männer"),
            ("Dabei wurden die Händler von Soldaten in Zivil verhaftet.", "verhaftet: Soldaten"),
            ("Es heißt, dass im Mai ein Kandidat von Unbekannten angegriffen wurde.", "angegriffen: Unbekannte"),
        ),
        no=("Am Montag wurden in der Nähe von Kolm drei Bauern getötet.",),
    ),
    Rule(
        name="who/shared-agent",
        find=_shared,
        why="Two participles under one *wurde* have one agent, wherever it stands.",
        yes=(
            ("Karl Brunn wurde von der Polizei gefasst und verhaftet.", "verhaftet: Polizei"),
            ("Karl Brunn ist von der Polizei gefasst und verhaftet worden.", "verhaftet: Polizei"),
        ),
        no=("Die Polizei kam, und Karl Brunn wurde verhaftet.",),
    ),
)
