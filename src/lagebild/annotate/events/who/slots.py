"""The slots of a trigger's frame: which tokens of its clause, or of its noun phrase, stand in them."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.events.who import attachment
from lagebild.annotate.text import Text
from lagebild.clauses import Clause

PREPOSITIONS = frozenset(
    ["an", "auf", "aus", "bei", "durch", "für", "gegen", "gegenüber", "hinter", "in", "mit", "nach", "seitens", "über", "um",
     "unter", "von", "vor", "wegen", "zu", "zwischen", "als"]
)  # fmt: skip


def conjuncts(a: Analysis, token: int) -> tuple[int, ...]:
    """A phrase's head and the heads conjoined with it, also where a title stands before each name."""
    found = [token]
    for here in found:
        names = [c for c in a.dependents(here, "appos", "flat") if a.tags[c] == "PROPN" and c == here + 1]
        for base in (here, *names):
            found += [c for c in a.dependents(base, "conj") if a.tags[c] not in ("VERB", "AUX") and c not in found]
    return tuple(found)


def spread(a: Analysis, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Heads with all that is conjoined with them, each once, in their order."""
    return tuple(dict.fromkeys(t for token in tokens for t in conjuncts(a, token)))


def in_clause(text: Text, clause: Clause, slot: str, *, objects: bool) -> tuple[int, ...]:
    """The tokens in a slot of a clause: `subj`, `obj`, `iobj`, or a preposition (with its case: `in+Akk`).

    Subject and object are those of the sense: of a passive, *von* and *durch* give the subject. `objects` says whether
    the frame has an object; a verb without one takes an undergoer that the parser finds for its subject.
    """
    a = text.analysis
    if slot == "subj":
        return spread(a, _subjects(text, clause, objects=objects))
    if slot == "obj":
        return spread(a, _objects(text, clause, objects=objects))
    if slot == "iobj":
        to = tuple(t for p, t in clause.obliques if p == "an" and text.agent(t) is not None)
        given = tuple(t for t in clause.recipients if text.agent(t) is not None or a.tags[t] == "PRON")
        return spread(a, given or to or _animate(text, clause) or clause.recipients)
    preposition, _, case = slot.partition("+")
    if preposition not in PREPOSITIONS:
        return ()
    heads = tuple(t for p, t in clause.obliques if p == preposition and case in ("", a.feat(t, "Case")))
    return spread(a, heads or tuple(_below_parts(a, clause, preposition)))


def _subjects(text: Text, clause: Clause, *, objects: bool) -> tuple[int, ...]:
    a = text.analysis
    if _statal(a, clause, objects=objects):
        return ()
    if not objects and (clause.voice == "statal" or (clause.voice == "passive" and clause.kind == "participle")):
        return clause.undergoers  # *ist zurückgetreten*, *der zurückgetretene*: a verb without object has no passive
    if clause.doers:
        doers = attachment.agreeing(text, clause)
        more = (t for p, t in clause.obliques if not p and a.feat(t, "Case") == "Nom" and text.agent(t) is not None)
        return (*doers, *more) if clause.voice == "active" else doers
    if clause.voice == "active":
        bare = tuple(t for p, t in clause.obliques if not p and a.feat(t, "Case") == "Nom")
        return bare or (clause.undergoers if not objects else attachment.subject_by_case(text, clause))
    named = tuple(t for p, t in clause.obliques if p in ("durch", "seitens") and text.agent(t) is not None)
    named = named or attachment.agents(text, clause) or attachment.split_agents(text, clause)
    if named or a.labels[clause.predicate] != "conj":
        return named
    # *wurde von der Wache gefasst und verhaftet*: one agent for both, wherever it stands
    first = text.clause_of.get(a.heads[clause.predicate])
    shares = first is not None and first.voice == clause.voice and set(first.verbs) & set(clause.verbs)
    return first.doers if first is not None and shares else ()


def _objects(text: Text, clause: Clause, *, objects: bool) -> tuple[int, ...]:
    a = text.analysis
    if _statal(a, clause, objects=objects):
        return clause.doers
    # a name that the parser took apart is no object of itself
    names = {text.mentions.span_over(text.token_span(t)) for t in clause.doers} - {None}
    whole = tuple(t for t in clause.undergoers if text.mentions.span_over(text.token_span(t)) not in names)
    if objects and clause.voice == "active" and not whole:
        whole = tuple(t for t in clause.doers if t not in attachment.agreeing(text, clause) and t not in clause.shared)
    above = text.clause_of.get(clause.governor)
    if not whole and clause.kind == "participle" and above is not None and above.lemma == "bleiben":
        return above.doers  # *bleiben inhaftiert*
    if whole or not objects:
        return whole
    # the parser's oblique without a preposition is an object that it saw in another case
    bare = tuple(t for p, t in clause.obliques if not p and a.feat(t, "Case") != "Nom")
    bare = bare or tuple(t for t in clause.recipients if a.labels[t] != "iobj")
    return bare or tuple(attachment.strays(text, clause))[:1]


def _animate(text: Text, clause: Clause) -> tuple[int, ...]:
    """What the parser saw as an object though somebody is given or told something: *gratulierte Maron*."""
    bare = tuple(t for p, t in clause.obliques if not p)
    return tuple(t for t in (*bare, *clause.undergoers) if text.agent(t) is not None)


def _statal(a: Analysis, clause: Clause, *, objects: bool) -> bool:
    """*X ist verboten*: a verb with an object whose perfect would take *haben* stands in the passive with *sein*."""
    if clause.voice != "active" or clause.undergoers or not objects:
        return False
    stays = clause.kind == "participle" and a.heads[clause.predicate] >= 0
    if stays and a.lemmas[a.heads[clause.predicate]] == "bleiben":
        return True  # *bleiben inhaftiert*
    if clause.kind != "finite":
        return False
    helpers = {a.lemmas[t] for t in clause.verbs if t != clause.predicate and a.tags[t] in ("AUX", "VERB")}
    return helpers in ({"sein"}, {"bleiben"}) and a.feat(clause.predicate, "VerbForm") == "Part"


def _below_parts(a: Analysis, clause: Clause, preposition: str) -> Iterator[int]:
    """*mit dem Messer auf Passanten einstechen*: the phrase may hang on another part of the clause."""
    for part in (*clause.undergoers, *(t for _, t in clause.obliques)):
        yield from (c for c in a.dependents(part, "nmod") if preposition in _cases(a, c))


def in_phrase(text: Text, token: int, slot: str) -> tuple[int, ...]:
    """The tokens in a slot of a noun phrase: `gen`, `poss`, `adj` (of a state), or a preposition."""
    a = text.analysis
    if slot == "gen":
        return spread(a, tuple(_genitives(text, token)))
    if slot == "poss":
        return tuple(c for c in a.children[token] if a.labels[c] == "det:poss" or a.forms[c] in ("dessen", "deren"))
    if slot == "adj":
        return tuple(c for c in a.dependents(token, "amod") if text.entity(c) is not None and a.tags[c] == "ADJ")
    preposition = slot.partition("+")[0]
    if preposition == "durch" and a.labels[token] == "nmod" and not _cases(a, token) and a.feat(token, "Case") == "Gen":
        return ()  # *die Behinderung des Marsches durch die Polizei*: who hinders does not march
    below = tuple(c for c in a.children[token] if _nominal(a, c) and preposition in _cases(a, c))
    if not below:
        below = tuple(_next_to(a, token, preposition)) or tuple(_nested(a, token, preposition))
    return spread(a, below)


def _genitives(text: Text, token: int) -> Iterator[int]:
    a = text.analysis
    below = [c for c in a.children[token] if _nominal(a, c)]
    bare = [c for c in below if not _cases(a, c) and a.feat(c, "Case") != "Dat"]
    # the deed has no name: what looks like one is whose deed it is (*die Kritik Belmarks*)
    bare += [c for c in a.dependents(token, "appos") if c == token + 1 and a.tags[c] == "PROPN" and text.agent(c)]
    # only the phrase that follows at once: another *von* names somebody else
    of = [c for c in below if _cases(a, c) == ["von"] and min(a.subtree(c)) == token + 1]
    of = [] if any(a.dependents(token, "det:poss")) else of
    here = tuple(attachment.genitives_behind(a, token)) if not below else ()
    # *Proteste und Streiks der Bauern*: what follows the last of them holds for all
    last = [c for c in a.dependents(token, "conj") if a.tags[c] == "NOUN"][-1:]
    later = [c for t in last for c in a.dependents(t, "nmod") if not _cases(a, c) and a.feat(c, "Case") == "Gen"]
    yield from bare or of or here or later


def _nested(a: Analysis, token: int, preposition: str) -> Iterator[int]:
    """*der Vorwurf des Betrugs gegen ihn*: behind a genitive the phrase may hang on that."""
    for genitive in a.dependents(token, "nmod"):
        if not _cases(a, genitive) and preposition in ("durch", "gegen", "gegenüber"):
            yield from (c for c in a.dependents(genitive, "nmod") if preposition in _cases(a, c))


def _next_to(a: Analysis, token: int, preposition: str) -> Iterator[int]:
    """The phrase right behind a noun is the noun's, also where the parser hangs it on the verb."""
    last = max(a.subtree(token))
    head = a.heads[token]
    for sibling in a.children[head] if head != ROOT else ():
        if _nominal(a, sibling) and preposition in _cases(a, sibling) and min(a.subtree(sibling)) == last + 1:
            yield sibling


def _nominal(a: Analysis, token: int) -> bool:
    return a.labels[token].startswith(("nmod", "obl"))


def _cases(a: Analysis, token: int) -> list[str]:
    return [a.lemmas[c].casefold() for c in a.dependents(token, "case")]
