"""Who speaks: the subject of a verb of saying, also where the tree has lost it, and who a sentence is about."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.vocabulary import calling
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import closed

Heads = tuple[int, ...]

_NOMINAL = ("NOUN", "PROPN", "PRON")
_ACTING = ("person", "organisation", "state", "group")


class Saying(NamedTuple):
    """A clause that may say something. `outside` are the spans of what is said: no speaker stands in there."""

    text: Text
    clause: Clause
    outside: tuple[Span, ...]


class Candidate(NamedTuple):
    """A token that may be the head of the phrase that names the speaker."""

    text: Text
    token: int


class Who(NamedTuple):
    """The head of the phrase that names who speaks, None for nobody, and the rule that says so."""

    token: int | None
    rule: str


NOBODY = Who(None, "speaker/nobody-named")


def speaker(text: Text, clause: Clause, outside: tuple[Span, ...]) -> Who:
    """Who says what a clause says, by the first rule that knows of somebody, or that nobody is named."""
    found = first(SPEAKERS, Saying(text, clause, outside))
    return Who(next(iter(found[0]), None), found[1]) if found is not None else NOBODY


def bearer(text: Text, who: Who) -> tuple[str | None, str]:
    """The entity that speaks, and why: of a mere document, whoever it is of (*in einem Papier des Rates*)."""
    own = text.entity(who.token) if who.token is not None else None
    found = first(WRITERS, Candidate(text, who.token)) if own is None and who.token is not None else None
    if found is None:
        return own, who.rule
    return text.entity(found[0]), f"{who.rule} + {found[1]}"


def acts(text: Text, token: int) -> bool:
    """True if a token is a mention of somebody who can speak, or a pronoun for one."""
    kind = text.kind(token)
    return kind in _ACTING or (kind is None and text.analysis.tags[token] == "PRON")


def own_voice(text: Text, clause: Clause) -> bool:
    """True if the subject is the one who speaks (*ich denke*): such a clause is part of what is said."""
    a = text.analysis
    return any(a.forms[t].lower() in closed("first_person_pronouns") for t in clause.doers)


def about(text: Text, first_: int, last: int, *, outside: tuple[Span, ...] = ()) -> int | None:
    """Whom the tokens `first_` to `last` (exclusive) are about.

    It is the subject of a main clause, if it can speak and does not stand in `outside`.
    """
    a = text.analysis
    for clause in text.clauses_between(first_, last):
        if a.labels[clause.predicate] not in ("root", "conj", "parataxis") or clause.voice != "active":
            continue
        if any(text.token_span(clause.predicate).within(piece) for piece in outside):
            continue
        saying = Saying(text, clause, outside)
        who = next(iter(_able(saying, clause.doers)), None)
        if who is None and not clause.doers:
            who = _beside(saying)
        if who is not None and first_ <= who < last and acts(text, who):
            return who
    return None


def named_first(text: Text, first_: int, last: int) -> int | None:
    """The first among some tokens that names somebody who can speak, on his own and not as a part of another phrase."""
    a = text.analysis
    for token in range(first_, last):
        if a.tags[token] in ("NOUN", "PROPN") and text.entity(token) is not None and acts(text, token):
            inner = a.labels[token] in ("nmod", "obl", "flat") or a.has(token, "case")
            if not inner:
                return token
    return None


# Who cannot speak


def _no_nominal(c: Candidate) -> Literal[True] | None:
    tag = c.text.analysis.tags[c.token]
    return True if (tag not in _NOMINAL and c.text.entity(c.token) is None) or tag in ("DET", "ADP") else None


def _nobody(c: Candidate) -> Literal[True] | None:
    return True if c.text.analysis.forms[c.token].lower() in closed("pronouns_for_nobody") else None


MUTE: tuple[Rule[Candidate, Literal[True]], ...] = (
    Rule(
        name="mute/no-noun",
        find=_no_nominal,
        why="An article, a preposition or an adjective names no speaker.",
        yes=(("Mehrere sagten, der Vertrag sei gescheitert.", ""),),
    ),
    Rule(
        name="mute/pronoun",
        find=_nobody,
        why="*Es*, *man*, *das*, *wer* and *sich* are nobody who could be named.",
        yes=(("Man sagte, der Vertrag sei gescheitert.", ""),),
    ),
)


# Whose a document is


def _genitive(c: Candidate) -> int | None:
    a = c.text.analysis
    of = (t for t in a.dependents(c.token, "nmod") if t > c.token and not a.has(t, "case"))
    return next((t for t in of if acts(c.text, t) and a.feat(t, "Case") in ("Gen", "")), None)


def _from_somebody(c: Candidate) -> int | None:
    a = c.text.analysis
    below = (t for t in a.dependents(c.token, "nmod") if [a.lemmas[x] for x in a.dependents(t, "case")] == ["von"])
    return next((t for t in below if acts(c.text, t)), None)


def _possessor(c: Candidate) -> int | None:
    return next((t for t in c.text.analysis.dependents(c.token, "det:poss") if c.text.entity(t) is not None), None)


WRITERS: tuple[Rule[Candidate, int], ...] = (
    Rule(
        name="writer/genitive",
        find=_genitive,
        why="What a document says, whoever it is of says: the genitive at it names them.",
        yes=(
            (
                "Der Waffenstillstand halte, heißt es in einem Kommuniqué der Rebellen.",
                "Der Waffenstillstand halte: Rebellen",
            ),
            ("In der Erklärung des Rates heißt es, dass der Damm hält.", "dass der Damm hält: Rat"),
        ),
        no=("Das Bier sei alt, heißt es in einem Brief vom Mai.",),
    ),
    Rule(
        name="writer/von",
        find=_from_somebody,
        why="What a document says, whoever it is from says.",
        yes=(("Der Damm sei alt, heißt es in einem Brief von Ada Brunn.", "Der Damm sei alt: Ada Brunn"),),
    ),
    Rule(
        name="writer/possessive",
        find=_possessor,
        why="What a document says, whoever owns it says (*in ihrem Bericht heißt es*).",
        yes=(
            (
                "Karl Brunn kam am Montag. In seinem Bericht heißt es, dass der Damm hält.",
                "dass der Damm hält: Karl Brunn",
            ),
        ),
    ),
)


def _able(case: Saying, tokens: Heads) -> Heads:
    return tuple(t for t in tokens if _may_speak(case, t))


def _may_speak(case: Saying, token: int) -> bool:
    if first(MUTE, Candidate(case.text, token)) is not None:
        return False
    span = case.text.token_span(token)
    return not any(span.within(piece) for piece in case.outside)


def _nominative(text: Text, token: int) -> bool:
    """True if a phrase may be a subject by its form: no accusative or dative article in front."""
    a = text.analysis
    words = {a.forms[c].lower() for c in a.dependents(token, "det", "det:poss")}
    return not words & closed("determiners_of_no_subject")


# Who speaks


def _said_in(case: Saying) -> Heads | None:
    """What a text is that says something."""
    if case.clause.lemma not in ("heißen", "lauten") or case.clause.voice != "active":
        return None
    return tuple(head for preposition, head in case.clause.obliques if preposition in ("in", "auf", "aus")) or None


def _heard_from(case: Saying) -> Heads | None:
    """Whoever it is heard from (*hieß es vom Sprecher*, *bei der Polizei hieß es*)."""
    if case.clause.lemma != "heißen" or case.clause.voice != "active":
        return None
    from_ = ("von", "bei", "seitens")
    return (
        tuple(t for p, t in case.clause.obliques if p in from_ and acts(case.text, t) and _may_speak(case, t)) or None
    )


def _cited(case: Saying) -> Heads | None:
    if case.clause.lemma != "zitieren" or case.clause.voice == "active":
        return None
    return _able(case, case.clause.undergoers)


def _agent(case: Saying) -> Heads | None:
    return _able(case, case.clause.doers) if case.clause.voice != "active" else None


def _object(case: Saying) -> Heads | None:
    doers = _able(case, case.clause.doers)
    if case.clause.lemma not in calling() or not doers or acts(case.text, doers[0]):
        return None
    objects = _able(case, case.clause.undergoers)
    swapped = tuple(t for t in objects if acts(case.text, t) and _nominative(case.text, t))
    return swapped or None


def _subject(case: Saying) -> Heads | None:
    return _able(case, case.clause.doers) or None


def _impersonal(case: Saying) -> Heads | None:
    doers = case.clause.doers
    return () if doers and case.text.analysis.forms[doers[0]].lower() in closed("pronouns_for_nobody") else None


def _lost(case: Saying) -> Heads | None:
    token = _beside(case)
    return (token,) if token is not None else None


def _beside(case: Saying) -> int | None:
    """Who stands next to the finite verb, behind it first, in no other case and behind no preposition."""
    text, clause, outside = case
    a = text.analysis
    if not clause.verbs or clause.kind not in ("finite", "copula"):
        return None
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    finite = next((t for t in clause.verbs if a.feat(t, "VerbForm") == "Fin" or a.feat(t, "Mood")), clause.verbs[0])
    for around in (range(finite + 1, sentence.end), range(finite - 1, sentence.start - 1, -1)):
        for token in around:
            if a.forms[token] in (",", ":", ";") or any(text.token_span(token).within(o) for o in outside):
                break
            if a.tags[token] not in _NOMINAL or not _may_speak(case, token) or not acts(text, token):
                continue
            if a.labels[token] in ("nmod", "flat", "appos", "obl", "iobj") or a.has(token, "case"):
                continue
            if _nominative(text, token) and a.feat(token, "Case") not in ("Dat", "Gen"):
                return token
    return None


SPEAKERS: tuple[Rule[Saying, Heads], ...] = (
    Rule(
        name="speaker/what-it-says-in",
        find=_said_in,
        why="*In dem Brief heißt es*: the letter says it.",
        yes=(("In der Erklärung heißt es, dass der Damm hält.", "dass der Damm hält: None"),),
    ),
    Rule(
        name="speaker/heard-from",
        find=_heard_from,
        why="*Hieß es vom Sprecher*, *bei der Polizei hieß es*: he or they say it.",
        yes=(
            ("Der Damm sei alt, hieß es vom Rat.", "Der Damm sei alt: Rat"),
            ("Bei der Polizei hieß es, dass der Damm bricht.", "dass der Damm bricht: Polizei"),
        ),
        no=("Bei dem Brand hieß es, dass der Damm bricht.",),
    ),
    Rule(
        name="speaker/cited",
        find=_cited,
        why="Whoever *wird zitiert* speaks.",
        yes=(("Ada Brunn wird mit den Worten zitiert: „Wir geben nicht auf.“", "Wir geben nicht auf: Ada Brunn"),),
    ),
    Rule(
        name="speaker/agent-of-passive",
        find=_agent,
        why="In the passive, who speaks stands behind *von*, or is not named.",
        yes=(
            ("Der Rat wurde beschuldigt, Geld genommen zu haben.", "Geld genommen zu haben: None"),
            ("Die Besitzer wurden aufgefordert, zu gehen.", "zu gehen: None"),
        ),
    ),
    Rule(
        name="speaker/object-that-speaks",
        find=_object,
        why="Where the subject of a verb of calling cannot speak and the object can, the tree has taken one for the other.",
        yes=(
            (
                "Die Verschiebung der Wahl bezeichnete Conze als fatal.",
                "Die Verschiebung der Wahl bezeichnete Conze als fatal: Conze",
            ),
        ),
    ),
    Rule(
        name="speaker/subject",
        find=_subject,
        why="The subject of a verb of saying speaks.",
        yes=(
            ("Der Rat sagte Ada Brunn, der Vertrag sei gescheitert.", "der Vertrag sei gescheitert: Rat"),
            ("Das Gericht hat ihn als Dieb eingestuft.", "Das Gericht hat ihn als Dieb eingestuft: Gericht"),
        ),
    ),
    Rule(
        name="speaker/nobody",
        find=_impersonal,
        why="Where *man* or *es* is the subject, nobody else beside the verb speaks.",
        yes=(("Man sagte Ada Brunn, der Vertrag sei gescheitert.", ""),),
    ),
    Rule(
        name="speaker/beside-verb",
        find=_lost,
        why="Where the tree has no subject, whoever stands next to the finite verb speaks.",
        yes=(
            ("Die Gewerkschaft ver.di geht davon aus, dass der Zug steht.", "dass der Zug steht: Verdi"),
            ("Die Gewerkschaft ver.di erklärte, der Streik gehe weiter.", "der Streik gehe weiter: Verdi"),
        ),
    ),
)
