"""Who joins a body, told by a noun: *Serbiens Beitritt zur EU*, *Verhandlungen mit X über einen Beitritt zu Y*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.relations.kinds import kind_between
from lagebild.annotate.relations.sides import coordinated
from lagebild.annotate.relations.ties import Tie, Word, due_to, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import Entity

_FAR = 5
"""Tokens behind the noun within which the body is named, and before it within which *mit* stands."""
_MEMBERS = ("person", "state", "organisation")


def by_joining(text: Text) -> Iterator[Tie]:
    """The memberships of a report that a noun for joining tells."""
    for token, tag in enumerate(text.analysis.tags):
        if tag == "NOUN" and text.analysis.lemmas[token].casefold().endswith(word_tuple("nouns_of_joining")):
            found = first(JOININGS, Word(text, token))
            if found is not None:
                yield due_to(*found)


def _body(text: Text, token: int) -> tuple[Entity, int] | None:
    """The body that is joined, with the token behind it: behind *zu*, or as the first part of the noun."""
    a, stop = text.analysis, text.sentence_tokens(token).stop
    part = text.part_of(token)
    if part is not None and part[0].kind == "organisation":
        return part[0], token + 1
    links = ("in", "im") if _membership(text, token) else ("zu", "zum", "zur")
    to = next((t for t in range(token + 1, min(token + _FAR, stop)) if a.forms[t] in links), None)
    found = next((text.names[t] for t in range(to + 1, min(to + 4, stop)) if t in text.names), None) if to else None
    return found if found is not None and found[0].kind == "organisation" else None


def _membership(text: Text, token: int) -> bool:
    """Whether the noun is for being in a body: what one has may hold already, and only what one is after is not so yet."""
    return text.analysis.lemmas[token].casefold().endswith("mitgliedschaft")


def _joins(word: Word, who: Entity | None, *, begun: bool = False) -> Tie | None:
    """The tie, in mind unless it has `begun`."""
    text, token = word
    body = _body(text, token)
    if who is None or body is None or who is body[0] or who.kind not in _MEMBERS or not who.name_spans:
        return None
    kind = kind_between(text, "member", (who, body[0]))
    tie = worded(text, kind[0] if kind is not None else "member", (who, body[0]), (token, body[1]))
    return tie._replace(begun=begun, aimed=not begun)


def _since(text: Text, token: int) -> bool:
    """Whether what is joined has been joined: *seit*, *nach* or *mit* stands before the noun and what belongs to it."""
    a, place = text.analysis, token - 1
    while place >= 0 and a.tags[place] in ("DET", "ADJ", "PRON", "PROPN"):
        place -= 1
    return place >= 0 and a.forms[place].lower() in ("seit", "nach")


def _own(word: Word) -> Tie | None:
    text, token = word
    if _membership(text, token):
        return None
    low = max(text.sentence_tokens(token).start, token - _FAR)
    owned = next((text.names[t][0] for t in range(low, token) if t in text.names and text.names[t][1] == token), None)
    genitive = text.analysis.forms[token - 1].endswith(("s", "’", "'"))
    return _joins(word, owned, begun=_since(text, token)) if owned is not None and genitive else None


def _genitive(word: Word) -> Tie | None:
    text, token = word
    if _membership(text, token):
        return None
    a, stop = text.analysis, text.sentence_tokens(token).stop
    place = token + 1 + (a.forms[token + 1 : token + 2] in (("der",), ("des",), ("von",)))
    named = text.names.get(place) if place < stop else None
    return _joins(word, named[0], begun=_since(text, token)) if named is not None else None


def _possessive(word: Word) -> Tie | None:
    text, token = word
    if _membership(text, token):
        return None
    low = text.sentence_tokens(token).start
    his = any(text.analysis.forms[t].lower().startswith(("sein", "ihr")) for t in range(max(token - 2, low), token))
    clause = text.clause_around(token)
    doers = [e for t in clause.doers for e in coordinated(text, t)] if his and clause is not None else []
    return _joins(word, doers[0], begun=_since(text, token)) if len(doers) == 1 else None


def _dealt_with(word: Word) -> Tie | None:
    text, token = word
    a, low = text.analysis, text.sentence_tokens(token).start
    about = next((t for t in range(token - 1, max(token - 4, low - 1), -1) if a.forms[t] == "über"), None)
    if about is None:
        return None
    named = next(
        (
            text.names[t]
            for t in range(about - 1, max(about - _FAR, low), -1)
            if t in text.names and text.names[t][1] == about
        ),
        None,
    )
    start = next((t for t in range(about - 1, max(about - _FAR, low), -1) if t in text.names), about)
    with_it = any(a.forms[t] == "mit" for t in range(max(start - 2, low), start))
    return _joins(word, named[0]) if named is not None and with_it else None


def _strives(word: Word) -> Tie | None:
    text, token = word
    clause = text.clause_around(token)
    if clause is None or clause.negated or clause.lemma not in word_set("verbs_of_striving"):
        return None
    doers = [e for t in clause.doers for e in coordinated(text, t)]
    return _joins(word, doers[0]) if len(doers) == 1 else None


def _for_whom(word: Word) -> Tie | None:
    text, token = word
    clause = text.clause_around(token)
    if clause is None or clause.negated or token not in clause.doers or clause.lemma not in word_set("coming_nearer"):
        return None
    whom = [e for preposition, t in clause.obliques if preposition == "für" for e in coordinated(text, t)]
    return _joins(word, whom[0]) if len(whom) == 1 else None


JOININGS: tuple[Rule[Word, Tie], ...] = (
    Rule(
        name="kind/own-joining",
        find=_own,
        why="Whose name stands in the genitive before *Beitritt* joins, or has joined after *seit* and *nach*.",
        yes=(
            ("Perus Beitritt zur Welthandelsorganisation ist fern.", "Peru – Welthandelsorganisation: member"),
            ("Seit Perus Beitritt zur Welthandelsorganisation ist es still.", "Peru – Welthandelsorganisation: member"),
        ),
        no=("Der Beitritt zur Welthandelsorganisation ist fern.",),
    ),
    Rule(
        name="kind/joining-of",
        find=_genitive,
        why="Whose name stands behind *Beitritt* in the genitive or with *von* joins.",
        yes=(
            ("Der Beitritt der Türkei zur EU ist fern.", "Türkei – Europäische Union: member"),
            ("Der EU-Beitritt Serbiens ist fern.", "Serbien – Europäische Union: member"),
        ),
        no=("Der Beitritt zur EU ist fern, sagte Karl Demm.",),
    ),
    Rule(
        name="kind/their-joining",
        find=_possessive,
        why="*ihr Beitritt* is that of who does what the clause tells.",
        yes=(("Seit ihrem Beitritt zur SPD sprach Rita Semm oft.", "Rita Semm – SPD: party"),),
        no=("Seit dem Beitritt zur SPD sprach Rita Semm oft.",),
    ),
    Rule(
        name="kind/joining-dealt-with",
        find=_dealt_with,
        why="With whom somebody deals *über einen Beitritt* has it in mind.",
        yes=(("Die Gespräche mit Serbien über einen Beitritt zur EU stocken.", "Serbien – Europäische Union: member"),),
        no=("Die Gespräche in Serbien über einen Beitritt zur EU stocken.",),
    ),
    Rule(
        name="kind/joining-striven-for",
        find=_strives,
        why="Who strives for, applies for or plans to join has it in mind.",
        yes=(("Georgien strebt den Beitritt zur Nato an.", "Georgien – NATO: member"),),
        no=("Georgien lehnt den Beitritt zur Nato ab.",),
    ),
    Rule(
        name="kind/joining-comes-nearer",
        find=_for_whom,
        why="For whom joining or being a member comes nearer, it is still to come.",
        yes=(("Für Ghana rückt die Mitgliedschaft in der Nato heran.", "Ghana – NATO: member"),),
        no=("Für Ghana endet die Mitgliedschaft in der Nato.",),
    ),
)
"""Who is told to join a body by a noun."""
