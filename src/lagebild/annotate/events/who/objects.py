"""To whom it is done: the tokens in the object, dative and prepositional slots of a clause."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.events.who import attachment
from lagebild.annotate.events.who.parts import InClause
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.clauses import Clause

Tokens = tuple[int, ...]


class WithPreposition(NamedTuple):
    """A clause whose phrases with a preposition are wanted, in one case or, if that is empty, in any."""

    analysis: Analysis
    clause: Clause
    preposition: str
    case: str


def _remaining(case: InClause) -> Tokens | None:
    return case.clause.doers if attachment.remains(case) else None


def _in_state(case: InClause) -> Tokens | None:
    return case.clause.doers if attachment.is_done(case) else None


def _undergoers(case: InClause) -> Tokens | None:
    return _whole(case.text, case.clause) or None


def _whole(text: Text, clause: Clause) -> Tokens:
    """The undergoers, without parts of the doers' names, which the parser sometimes takes apart."""
    names = {text.mentions.span_over(text.token_span(t)) for t in clause.doers} - {None}
    return tuple(t for t in clause.undergoers if text.mentions.span_over(text.token_span(t)) not in names)


def _bare(case: InClause) -> Tokens | None:
    a = case.text.analysis
    bare = (t for p, t in case.clause.obliques if not p and a.feat(t, "Case") != "Nom")
    return tuple(bare) or None


def _recipients(case: InClause) -> Tokens | None:
    a = case.text.analysis
    return tuple(t for t in case.clause.recipients if a.labels[t] != "iobj") or None


def _stray(case: InClause) -> Tokens | None:
    return tuple(attachment.strays(case.text, case.clause))[:1] or None


OBJECT: tuple[Rule[InClause, Tokens], ...] = (
    Rule(
        name="who/kept-so",
        find=_remaining,
        why="Whoever *bleibt inhaftiert* undergoes it.",
        yes=(("Die Rebellen bleiben jedoch weiter inhaftiert.", "inhaftiert: Rebellen"),),
    ),
    Rule(
        name="who/in-a-state",
        find=_in_state,
        why="A verb whose perfect takes *haben* stands in the passive with *sein* (*X ist verboten*).",
        yes=(
            ("Seit 1990 ist die Gewerkschaft verboten.", "verboten: Gewerkschaft"),
            ("Mehrere Demonstranten bleiben inhaftiert.", "inhaftiert: Demonstranten"),
        ),
        no=("Der Minister Jo Hals ist zurückgetreten.",),
    ),
    Rule(
        name="who/object",
        find=_undergoers,
        why="The object of an active verb and the subject of a passive name to whom it is done.",
        yes=(
            ("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete: Karl Brunn"),
            ("Karl Brunn wurde von der Polizei verhaftet.", "verhaftet: Karl Brunn"),
        ),
        no=("Die Bauern demonstrierten gegen die Regierung.",),
    ),
    Rule(
        name="who/object-in-another-case",
        find=_bare,
        why="A bare phrase that is no nominative is the object, whatever case the tagger saw.",
        yes=(
            ("Vermummte verprügelten den Gesandten.", "verprügelten: Gesandte"),
            ("Unbekannte verprügelten den Gesandten.", "verprügelten: Gesandte"),
        ),
    ),
    Rule(
        name="who/object-taken-for-a-dative",
        find=_recipients,
        why="Where a verb that wants an object has none, what the tagger saw as a dative is it.",
        yes=(
            ("Eine Miliz erschoss in Tarnau Ministerin Ada Brunn.", "erschoss: Ada Brunn"),
            ("Eine Miliz erschoss in Tarnau Senator Karl Brunn.", "erschoss: Karl Brunn"),
        ),
        no=("Die Behörde verwehrte den Helfern den Zugang.",),
    ),
    Rule(
        name="who/object-behind-a-place",
        find=_stray,
        why="A bare phrase that hangs on a place before it is the object (*nahm im Dorf zwei Männer fest*).",
        yes=(
            (
                "Im Juni wurden bei einem Streit, der auf ein Fest folgte, in der Nähe von Kolm sieben Soldaten verletzt.",
                "verletzt: Soldaten",
            ),
            (
                "Im Juni wurden bei einer Feier, die auf einen Umzug folgte, im Norden von Tarnau 14 Menschen verletzt.",
                "verletzt: Menschen",
            ),
        ),
        no=("In der Nähe des Hafens verhaftete die Polizei zwölf Bauern.",),
    ),
)


def _given(case: InClause) -> Tokens | None:
    text, clause, _ = case
    return tuple(t for t in clause.recipients if text.agent(t) or text.analysis.tags[t] == "PRON") or None


def _an(case: InClause) -> Tokens | None:
    return tuple(t for p, t in case.clause.obliques if p == "an" and case.text.agent(t) is not None) or None


def _animate(case: InClause) -> Tokens | None:
    bare = tuple(t for p, t in case.clause.obliques if not p)
    return tuple(t for t in (*bare, *case.clause.undergoers) if case.text.agent(t) is not None) or None


def _any_dative(case: InClause) -> Tokens | None:
    return case.clause.recipients or None


DATIVE: tuple[Rule[InClause, Tokens], ...] = (
    Rule(
        name="who/dative",
        find=_given,
        why="Somebody in the dative is who is given or told something.",
        yes=(
            ("Der Kanzler schlug dem Präsidenten die Richterin Ada Brunn vor.", "schlug: Präsident"),
            ("Die Kirche versprach den Bauern die Königin.", "versprach: Bauern"),
        ),
        no=("Die Polizei verhaftete den Redakteur Karl Brunn.",),
    ),
    Rule(
        name="who/an-instead-of-dative",
        find=_an,
        why="*An* with somebody who can act says the same as the dative.",
        yes=(
            ("Der Rat hatte das Geld an die Bauern bewilligt.", "bewilligt: Bauern"),
            ("Der Rat legte den Entwurf an die Ministerin vor.", "legte: Ministerin"),
        ),
        no=("Der Rat legte den Bauern einen Entwurf vor.",),
    ),
    Rule(
        name="who/dative-taken-for-an-object",
        find=_animate,
        why="A name shows no dative: somebody in the object's place is who is given or told something.",
        yes=(
            ("Der Kanzler gratulierte Ada Brunn.", "gratulierte: Ada Brunn"),
            ("Die Union leistete Frankreich Hilfe.", "Hilfe: Frankreich"),
        ),
        no=("Die Regierung versprach den Bauern eine Entschädigung.",),
    ),
    Rule(
        name="who/dative-of-a-thing",
        find=_any_dative,
        why="Where nobody is in the dative, a thing there stands for whose it is.",
        yes=(
            ("Die Regierung gab den Forderungen der Gewerkschaft nach.", "gab: Gewerkschaft"),
            ("Dem Nachbarland drohte der Kanzler mit Krieg.", "drohte: Nachbarland"),
        ),
        no=("Der Kanzler drohte den Bauern.",),
    ),
)


def _oblique(case: WithPreposition) -> Tokens | None:
    a, clause, preposition, wanted = case
    heads = (t for p, t in clause.obliques if p == preposition and wanted in ("", a.feat(t, "Case")))
    return tuple(heads) or None


def _below_part(case: WithPreposition) -> Tokens | None:
    return tuple(attachment.below_parts(case.analysis, case.clause, case.preposition)) or None


PREPOSITIONAL: tuple[Rule[WithPreposition, Tokens], ...] = (
    Rule(
        name="who/prepositional-phrase",
        find=_oblique,
        why="A phrase of the clause with the preposition of the frame fills that slot.",
        yes=(
            ("Der Mann stach mit dem Messer auf Passanten ein.", "stach: Passanten"),
            ("Die Lehrer trafen sich in Tarnau. Dort demonstrierten sie gegen den König.", "demonstrierten: König"),
        ),
        no=("Die Polizei verhaftete den Redakteur Karl Brunn.",),
    ),
    Rule(
        name="who/phrase-on-another-part",
        find=_below_part,
        why="The phrase may hang on another part of the clause (*mit dem Messer auf Passanten einstechen*).",
        yes=(
            ("Die Union spendete Geld an die Bauern.", "spendete: Bauern"),
            ("Die Opposition fordert die Entlassung von Ada Brunn.", "fordert: Ada Brunn"),
        ),
    ),
)
