"""Who speaks: the subject of a verb of saying, also where the tree has lost it, and who a sentence is about."""

from __future__ import annotations

from lagebild.annotate.statements.vocabulary import calling
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span

_NOBODY = frozenset("es man das dies was wer wie sich".split())
_OWN = frozenset("ich wir uns mich mir".split())
_NOMINAL = ("NOUN", "PROPN", "PRON")
_ACTING = ("person", "organisation", "state", "group")


def speaker(text: Text, clause: Clause, outside: tuple[Span, ...]) -> int | None:
    """The head of the phrase that names who says it, None where nobody is named.

    `outside` are the spans of what is said: no speaker stands in there. Where the subject cannot speak and the object
    can, case having left it open (*Den Plan nannte die Ministerin …*), the two are taken for each other.
    """
    if clause.lemma in ("heißen", "lauten") and clause.voice == "active":
        return next((head for preposition, head in clause.obliques if preposition in ("in", "auf", "aus")), None)
    if clause.lemma == "zitieren" and clause.voice != "active":
        return next((t for t in clause.undergoers if _may_speak(text, t, outside)), None)
    doers = [t for t in clause.doers if _may_speak(text, t, outside)]
    if clause.voice != "active":
        return doers[0] if doers else None
    objects = [t for t in clause.undergoers if _may_speak(text, t, outside)]
    if clause.lemma in calling() and doers and not acts(text, doers[0]):
        swapped = next((t for t in objects if acts(text, t) and _either(text, t)), None)
        if swapped is not None:
            return swapped
    if doers:
        return doers[0]
    if clause.doers and text.analysis.forms[clause.doers[0]].lower() in _NOBODY:
        return None
    return _beside(text, clause, outside)


def acts(text: Text, token: int) -> bool:
    """Whether a token is a mention of somebody who can speak, or a pronoun for one."""
    kind = text.kind(token)
    return kind in _ACTING or (kind is None and text.analysis.tags[token] == "PRON")


def own_voice(text: Text, clause: Clause) -> bool:
    """Whether the subject is the one who speaks (*ich denke*): such a clause is part of what is said."""
    a = text.analysis
    return any(a.forms[t].lower() in _OWN for t in clause.doers)


def about(text: Text, first: int, last: int, *, outside: tuple[Span, ...] = ()) -> int | None:
    """Whom the tokens `first` to `last` (exclusive) are about.

    It is the subject of a main clause, if it can speak and does not stand in `outside`.
    """
    a = text.analysis
    for clause in text.clauses:
        if not first <= clause.predicate < last or a.labels[clause.predicate] not in ("root", "conj", "parataxis"):
            continue
        if any(text.token_span(clause.predicate).within(piece) for piece in outside) or clause.voice != "active":
            continue
        who = next((t for t in clause.doers if _may_speak(text, t, outside)), None)
        if who is None and not clause.doers:
            who = _beside(text, clause, outside)
        if who is not None and first <= who < last and acts(text, who):
            return who
    return None


def named_first(text: Text, first: int, last: int) -> int | None:
    """The first among some tokens that names somebody who can speak, on his own and not as a part of another phrase."""
    a = text.analysis
    for token in range(first, last):
        if a.tags[token] in ("NOUN", "PROPN") and text.entity(token) is not None and acts(text, token):
            inner = a.labels[token] in ("nmod", "obl", "flat") or any(a.dependents(token, "case"))
            if not inner:
                return token
    return None


def _may_speak(text: Text, token: int, outside: tuple[Span, ...]) -> bool:
    a = text.analysis
    if a.tags[token] not in _NOMINAL and text.entity(token) is None:
        return False
    if a.tags[token] == "DET" or a.tags[token] == "ADP":
        return False
    if a.forms[token].lower() in _NOBODY:
        return False
    if not _either(text, token) and a.labels[token] in ("nsubj", "obj", "iobj"):
        return False
    span = text.token_span(token)
    return not any(span.within(piece) for piece in outside)


def _either(text: Text, token: int) -> bool:
    """Whether a phrase may be a subject by its form: no accusative or dative article in front."""
    a = text.analysis
    words = {a.forms[c].lower() for c in a.dependents(token, "det", "det:poss")}
    return not words & {"den", "dem", "einen", "einem", "ihren", "seinen", "diesen"}


def _beside(text: Text, clause: Clause, outside: tuple[Span, ...]) -> int | None:
    """The subject that the tree has lost: who stands next to the finite verb, behind it first.

    In no other case and behind no preposition.
    """
    a = text.analysis
    if not clause.verbs or clause.kind not in ("finite", "copula"):
        return None
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    finite = next((t for t in clause.verbs if a.feat(t, "VerbForm") == "Fin" or a.feat(t, "Mood")), clause.verbs[0])
    for around in (range(finite + 1, sentence.end), range(finite - 1, sentence.start - 1, -1)):
        for token in around:
            if a.forms[token] in (",", ":", ";") or any(text.token_span(token).within(o) for o in outside):
                break
            if a.tags[token] not in _NOMINAL or not _may_speak(text, token, outside) or not acts(text, token):
                continue
            if a.labels[token] in ("nmod", "flat", "appos", "obl", "iobj") or any(a.dependents(token, "case")):
                continue
            if _either(text, token) and a.feat(token, "Case") not in ("Dat", "Gen"):
                return token
    return None
