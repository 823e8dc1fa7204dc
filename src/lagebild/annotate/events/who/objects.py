"""To whom it is done, by the clause: the tokens in its object, dative and prepositional slots."""

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
    """A clause whose phrases with a preposition are asked for, in one case or, where that is empty, in any."""

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
    """The undergoers, without parts of the doers' names: a name that the parser took apart is no object of itself."""
    names = {text.mentions.span_over(text.token_span(t)) for t in clause.doers} - {None}
    return tuple(t for t in clause.undergoers if text.mentions.span_over(text.token_span(t)) not in names)


def _by_number(case: InClause) -> Tokens | None:
    text, clause, objects = case
    if not objects or clause.voice != "active":
        return None
    fitting = attachment.agreeing(text, clause)
    return tuple(t for t in clause.doers if t not in fitting and t not in clause.shared) or None


def _under_remaining(case: InClause) -> Tokens | None:
    above = case.text.clause_of.get(case.clause.governor)
    if case.clause.kind != "participle" or above is None or above.lemma != "bleiben":
        return None
    return above.doers


def _bare(case: InClause) -> Tokens | None:
    a = case.text.analysis
    bare = (t for p, t in case.clause.obliques if not p and a.feat(t, "Case") != "Nom")
    return tuple(bare) or None if case.objects else None


def _recipients(case: InClause) -> Tokens | None:
    a = case.text.analysis
    return tuple(t for t in case.clause.recipients if a.labels[t] != "iobj") or None if case.objects else None


def _stray(case: InClause) -> Tokens | None:
    return tuple(attachment.strays(case.text, case.clause))[:1] or None if case.objects else None


OBJECT: tuple[Rule[InClause, Tokens], ...] = (
    Rule(
        name="who/kept-so",
        find=_remaining,
        why="Who *bleibt inhaftiert* undergoes it.",
        yes=(("Der Redakteur Karl Brunn bleibt inhaftiert.", "inhaftiert: Karl Brunn"),),
    ),
    Rule(
        name="who/in-a-state",
        find=_in_state,
        why="A verb whose perfect takes *haben* stands in the passive with *sein* (*X ist verboten*).",
        yes=(("Die Partei ist verboten.", "verboten: Partei"),),
    ),
    Rule(
        name="who/object",
        find=_undergoers,
        why="The object of an active verb and the subject of a passive name to whom it is done.",
        yes=(("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete: Karl Brunn"),),
    ),
    Rule(
        name="who/object-by-number",
        find=_by_number,
        why="What the tree has for a subject, though its number is not the verb's, is the object.",
        yes=(("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete: Karl Brunn"),),
    ),
    Rule(
        name="who/under-bleiben",
        find=_under_remaining,
        why="A participle under *bleiben* is done to the subject of *bleiben*.",
        yes=(("Mehrere Demonstranten bleiben inhaftiert.", "inhaftiert: Demonstranten"),),
    ),
    Rule(
        name="who/object-in-another-case",
        find=_bare,
        why="A bare phrase that is no nominative is the object, whatever case the tagger saw.",
        yes=(("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete: Karl Brunn"),),
    ),
    Rule(
        name="who/object-taken-for-a-dative",
        find=_recipients,
        why="Where a verb that wants an object has none, what the tagger saw as a dative is it.",
        yes=(("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete: Karl Brunn"),),
    ),
    Rule(
        name="who/object-behind-a-place",
        find=_stray,
        why="A bare phrase that hangs on a place before it is the object (*nahm im Dorf zwei Männer fest*).",
        yes=(("Die Polizei nahm im Dorf zwei Männer fest.", "nahm: Männer"),),
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
        yes=(("Die Behörde verwehrte den Helfern den Zugang.", "verwehrte: Helfer"),),
    ),
    Rule(
        name="who/an-instead-of-dative",
        find=_an,
        why="*An* with somebody who can act says the same as the dative.",
        yes=(("Die Union lieferte Waffen an die Regierung.", "lieferte: Regierung"),),
    ),
    Rule(
        name="who/dative-taken-for-an-object",
        find=_animate,
        why="A name shows no dative: somebody in the object's place is who is given or told something.",
        yes=(("Der Kanzler gratulierte Ada Brunn.", "gratulierte: Ada Brunn"),),
    ),
    Rule(
        name="who/dative-of-a-thing",
        find=_any_dative,
        why="Where nobody is in the dative, a thing there stands for whose it is.",
        yes=(("Der Kanzler gratulierte Ada Brunn.", "gratulierte: Ada Brunn"),),
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
        yes=(("Die Bauern demonstrierten gegen die Regierung.", "demonstrierten: Regierung"),),
    ),
    Rule(
        name="who/phrase-on-another-part",
        find=_below_part,
        why="The phrase may hang on another part of the clause (*mit dem Messer auf Passanten einstechen*).",
        yes=(("Der Mann stach mit dem Messer auf Passanten ein.", "stach: Passanten"),),
    ),
)
