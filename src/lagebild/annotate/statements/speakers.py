"""Who speaks: the subject of a verb of saying, also where the tree has lost it, and who a sentence is about."""

from __future__ import annotations

from lagebild.annotate.statements.scene import Scene
from lagebild.annotate.statements.vocabulary import calling
from lagebild.clauses import Clause
from lagebild.document import Span

_NOBODY = frozenset("es man das dies was wer wie sich".split())
_OWN = frozenset("ich wir uns mich mir".split())
_NOMINAL = ("NOUN", "PROPN", "PRON")
_ACTING = ("person", "organisation", "state", "group")


def speaker(scene: Scene, clause: Clause, outside: tuple[Span, ...]) -> int | None:
    """The head of the phrase that names who says it, None where nobody is named.

    `outside` are the spans of what is said: no speaker stands in there. Where the subject cannot speak and the object
    can, case having left it open (*Den Plan nannte die Ministerin …*), the two are taken for each other.
    """
    if clause.lemma in ("heißen", "lauten") and clause.voice == "active":
        return next((head for preposition, head in clause.obliques if preposition in ("in", "auf", "aus")), None)
    if clause.lemma == "zitieren" and clause.voice != "active":
        return next((t for t in clause.undergoers if _may_speak(scene, t, outside)), None)
    doers = [t for t in clause.doers if _may_speak(scene, t, outside)]
    if clause.voice != "active":
        return doers[0] if doers else None
    objects = [t for t in clause.undergoers if _may_speak(scene, t, outside)]
    if clause.lemma in calling() and doers and not acts(scene, doers[0]):
        swapped = next((t for t in objects if acts(scene, t) and _either(scene, t)), None)
        if swapped is not None:
            return swapped
    if doers:
        return doers[0]
    if clause.doers and scene.analysis.forms[clause.doers[0]].lower() in _NOBODY:
        return None
    return _beside(scene, clause, outside)


def acts(scene: Scene, token: int) -> bool:
    """Whether a token is a mention of somebody who can speak, or a pronoun for one."""
    kind = scene.kind(token)
    return kind in _ACTING or (kind is None and scene.analysis.tags[token] == "PRON")


def own_voice(scene: Scene, clause: Clause) -> bool:
    """Whether the subject is the one who speaks (*ich denke*): such a clause is part of what is said."""
    a = scene.analysis
    return any(a.forms[t].lower() in _OWN for t in clause.doers)


def about(scene: Scene, first: int, last: int, *, outside: tuple[Span, ...] = ()) -> int | None:
    """Whom the tokens `first` to `last` (exclusive) are about.

    It is the subject of a main clause, if it can speak and does not stand in `outside`.
    """
    a = scene.analysis
    for clause in scene.clauses:
        if not first <= clause.predicate < last or a.labels[clause.predicate] not in ("root", "conj", "parataxis"):
            continue
        if any(scene.token_span(clause.predicate).within(piece) for piece in outside) or clause.voice != "active":
            continue
        who = next((t for t in clause.doers if _may_speak(scene, t, outside)), None)
        if who is None and not clause.doers:
            who = _beside(scene, clause, outside)
        if who is not None and first <= who < last and acts(scene, who):
            return who
    return None


def named_first(scene: Scene, first: int, last: int) -> int | None:
    """The first among some tokens that names somebody who can speak, on his own and not as a part of another phrase."""
    a = scene.analysis
    for token in range(first, last):
        if a.tags[token] in ("NOUN", "PROPN") and scene.entity(token) is not None and acts(scene, token):
            inner = a.labels[token] in ("nmod", "obl", "flat") or any(a.dependents(token, "case"))
            if not inner:
                return token
    return None


def _may_speak(scene: Scene, token: int, outside: tuple[Span, ...]) -> bool:
    a = scene.analysis
    if a.tags[token] not in _NOMINAL and scene.entity(token) is None:
        return False
    if a.tags[token] == "DET" or a.tags[token] == "ADP":
        return False
    if a.forms[token].lower() in _NOBODY:
        return False
    if not _either(scene, token) and a.labels[token] in ("nsubj", "obj", "iobj"):
        return False
    span = scene.token_span(token)
    return not any(span.within(piece) for piece in outside)


def _either(scene: Scene, token: int) -> bool:
    """Whether a phrase may be a subject by its form: no accusative or dative article in front."""
    a = scene.analysis
    words = {a.forms[c].lower() for c in a.dependents(token, "det", "det:poss")}
    return not words & {"den", "dem", "einen", "einem", "ihren", "seinen", "diesen"}


def _beside(scene: Scene, clause: Clause, outside: tuple[Span, ...]) -> int | None:
    """The subject that the tree has lost: who stands next to the finite verb, behind it first.

    In no other case and behind no preposition.
    """
    a = scene.analysis
    if not clause.verbs or clause.kind not in ("finite", "copula"):
        return None
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    finite = next((t for t in clause.verbs if a.feat(t, "VerbForm") == "Fin" or a.feat(t, "Mood")), clause.verbs[0])
    for around in (range(finite + 1, sentence.end), range(finite - 1, sentence.start - 1, -1)):
        for token in around:
            if a.forms[token] in (",", ":", ";") or any(scene.token_span(token).within(o) for o in outside):
                break
            if a.tags[token] not in _NOMINAL or not _may_speak(scene, token, outside) or not acts(scene, token):
                continue
            if a.labels[token] in ("nmod", "flat", "appos", "obl", "iobj") or any(a.dependents(token, "case")):
                continue
            if _either(scene, token) and a.feat(token, "Case") not in ("Dat", "Gen"):
                return token
    return None
