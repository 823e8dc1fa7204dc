"""From a token that fills a slot to the entities that it means: names, groups counted, possessors, plural pronouns."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.events.lexicon import entries
from lagebild.annotate.text import Text
from lagebild.clauses import Clause

_QUANTITIES = frozenset(
    """
    anzahl dutzend drittel fünftel großteil gruppe handvoll hälfte hundert hunderte kreis mehrheit mehrzahl milliarde
    million millionen minderheit rest reihe teil tausend tausende viertel vielzahl zahl zehntausend zehntausende
    hunderttausend hunderttausende demonstration kundgebung menge schar versammlung zug
    einer eine eines einige einzelne mehrere viele manche keiner
    """.split()
)
_PLURAL_PRONOUNS = frozenset(["sie", "ihnen", "diese", "denen"])
_POSSESSIVES = ("sein", "ihr")


def bearers(text: Text, token: int, *, acting: bool) -> tuple[str, ...]:
    """The entities that a token means. `acting`: only such as can act, no mere places."""
    return tuple(dict.fromkeys(_meant(text, token, acting=acting, depth=0)))


def _meant(text: Text, token: int, *, acting: bool, depth: int) -> Iterator[str]:
    a = text.analysis
    if depth > 2:
        return
    if a.lemmas[token].casefold() in _QUANTITIES or a.tags[token] == "NUM":
        counted = [c for c in a.dependents(token, "nmod", "obl") if _of(text, c)]
        inner = [key for c in counted for key in _meant(text, c, acting=acting, depth=depth + 1)]
        if inner:
            yield from inner
            return
    key = text.agent(token) if acting else text.entity(token)
    if key is not None:
        yield key
        return
    if a.tags[token] in ("PRON", "DET"):
        yield from _pronoun(text, token, acting=acting, depth=depth + 1)
        return
    named = [k for c in a.dependents(token, "appos", "flat") if (k := text.agent(c)) is not None and c <= token + 2]
    yield from named[:1]


def possessors(text: Text, token: int) -> Iterator[str]:
    """Who a thing belongs to or is part of: *die Pläne des Ministers*, *ihre Mission*, *iranische Behörden*."""
    a = text.analysis
    for child in a.children[token]:
        if a.labels[child] == "det:poss" or (a.labels[child].startswith("nmod") and _of(text, child)):
            found = list(_meant(text, child, acting=True, depth=1))
            yield from found or (possessors(text, child) if a.tags[child] == "NOUN" else ())


def _of(text: Text, token: int) -> bool:
    """Whether a phrase is a genitive or stands with *von*."""
    a = text.analysis
    cases = [a.lemmas[c].casefold() for c in a.dependents(token, "case")]
    return cases == ["von"] or (not cases and a.feat(token, "Case") in ("Gen", "Nom", "Acc", ""))


def _pronoun(text: Text, token: int, *, acting: bool, depth: int) -> tuple[str, ...]:
    """A pronoun that the entities leave open: the plural, and *ihr* of a feminine or a plural.

    A plural takes up the subject of the nearest clause before it that fits, in its own sentence or the one before;
    where none does, an object there.
    """
    a = text.analysis
    form = a.forms[token].casefold()
    possessive = form.startswith(_POSSESSIVES) and a.tags[token] == "DET"
    if possessive:
        return _owner(text, token, acting=acting, depth=depth)
    if form in ("dessen", "deren"):
        return tuple(k for t in _headed(text, token) for k in _meant(text, t, acting=acting, depth=depth))
    if form not in _PLURAL_PRONOUNS or not _plural(text, token):
        return ()
    return _subject_before(text, token, acting=acting, depth=depth)


def _owner(text: Text, token: int, *, acting: bool, depth: int) -> tuple[str, ...]:
    """Whose *sein* or *ihr* it is: the subject of the clause, of the clauses above it, else of a clause before.

    A subject behind the thing owns it only where that stands aside (*bei ihrem Besuch sagte Brunn*); and nobody demands
    his own deed or fate (*verlangt ihre Freilassung*).
    """
    a = text.analysis
    owned = a.heads[token]
    aside = any(a.dependents(owned, "case"))
    here = text.clause_around(token)
    seen = 0
    while here is not None and seen < 4:
        subjects = here.doers if here.voice == "active" else here.undergoers
        outside = [t for t in subjects if token not in a.subtree(t) and (t < token or aside)]
        found = [key for t in outside for key in _meant(text, t, acting=acting, depth=depth)]
        if found and not (owned in here.undergoers and _demands(here)):
            return tuple(found)
        here, seen = text.clause_of.get(here.governor), seen + 1
    return _subject_before(text, token, acting=acting, depth=depth)


def _demands(clause: Clause) -> bool:
    return any(e.pos == "VERB" and e.type == "REQUEST" for e in entries().get(clause.lemma.casefold(), ()))


def _headed(text: Text, token: int) -> tuple[int, ...]:
    """The noun whose relative clause a *dessen* or *deren* opens."""
    a = text.analysis
    clause = text.clause_around(token)
    if clause is None or not a.labels[clause.predicate].startswith("acl"):
        return ()
    head = a.heads[clause.predicate]
    return (head,) if head < token else ()


def _plural(text: Text, token: int) -> bool:
    """Whether *sie* is a plural: by the verb that it is the subject of; an object by its number."""
    a = text.analysis
    if a.forms[token].casefold() in ("ihnen", "denen"):
        return True
    clause = text.clause_around(token)
    if clause is not None and a.labels[token].startswith("nsubj"):
        return any(a.feat(t, "Number") == "Plur" for t in clause.verbs)
    return a.feat(token, "Number") == "Plur"


def _subject_before(text: Text, token: int, *, acting: bool, depth: int) -> tuple[str, ...]:
    a = text.analysis
    sentence = a.sentence_of[token]
    near = [
        c for c in text.clauses if c.predicate != _own(text, token) and sentence - a.sentence_of[c.predicate] in (0, 1)
    ]
    near.sort(key=lambda c: -_first(c))
    subjects = [c.doers if c.voice == "active" else c.undergoers for c in near]
    objects = [c.undergoers if c.voice == "active" else () for c in near]
    for group in (*subjects, *objects):
        tokens = tuple(t for t in group if t < token)
        if not tokens or not _fits(text, tokens, token):
            continue
        found = [key for t in tokens for key in _meant(text, t, acting=acting, depth=depth)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _fits(text: Text, tokens: tuple[int, ...], pronoun: int) -> bool:
    """Whether a pronoun or possessive agrees with what it would take up."""
    a = text.analysis
    plural = len(tokens) > 1 or a.feat(tokens[0], "Number") == "Plur"
    if a.tags[pronoun] != "DET":
        return plural
    feminine = a.feat(tokens[0], "Gender") == "Fem"
    return plural or feminine if a.forms[pronoun].casefold().startswith("ihr") else not plural and not feminine


def _own(text: Text, token: int) -> int:
    clause = text.clause_around(token)
    return clause.predicate if clause is not None else -1


def _first(clause: Clause) -> int:
    subjects = clause.doers if clause.voice == "active" else clause.undergoers
    return min((*subjects, clause.predicate))
