"""Statements with a noun of saying: *der Vorwurf, er habe …*, *vertritt die Ansicht, dass …*, *kommt der Aufruf, …*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.statements.content import CIRCUMSTANCES, said_behind
from lagebild.annotate.statements.speakers import speaker
from lagebild.annotate.statements.vocabulary import medium, nouns
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.reading import Statement

_SUBJUNCTIVE = ("subjunctive I", "subjunctive II", "subjunctive I or indicative")
_LIGHT = frozenset(
    """
    haben vertreten äußern erheben geben machen stellen teilen hegen bekräftigen wiederholen erneuern aussprechen fassen
    verbreiten ausgeben erteilen abgeben richten kommen gelangen bringen führen sein ziehen treffen unterbreiten vorbringen
    """.split()
)
"""Verbs that say no more than that somebody has, makes or utters what the noun names: their subject speaks."""
_NEAR = 8
"""Tokens between a noun and the comma before what it names."""


def by_nouns(text: Text, statements: list[Statement]) -> Iterator[Statement]:
    """The statements that a noun of saying introduces, and no verb of saying: those are in `statements`."""
    a = text.analysis
    for token in range(len(a)):
        row = nouns().get(a.lemmas[token]) if a.tags[token] == "NOUN" else None
        if row is None:
            continue
        said = _hanging(text, token) or _behind(text, token)
        if not said:
            continue
        quotes = (text.covered(said),)
        if any(quotes[0].start == s.quote_spans[0].start for s in statements):
            continue  # *… in einer Mitteilung bekannt, dass …*
        light = _light(text, token)
        owner = _owner(text, token)
        if owner is None and light is not None:
            owner = speaker(text, light, quotes)
        verbs = [t for t in light.verbs if t not in said] if light is not None else []
        yield Statement(
            type="indirect",
            medium=medium(row),
            speaker=text.entity(owner) if owner is not None else None,
            speaker_spans=(text.phrase(owner),) if owner is not None else (),
            cue_spans=tuple(text.token_span(t) for t in sorted((token, *verbs))),
            quote_spans=quotes,
            because={"type": f"cue noun {row['form']}"},
            introduced="noun",
        )


def _hanging(text: Text, noun: int) -> list[int]:
    """What is said by the tree: the clause that hangs on the noun."""
    a = text.analysis
    for child in a.dependents(noun, "acl", "ccomp", "xcomp", "advcl"):
        clause = text.clause_of.get(child)
        if clause is None or child < noun:
            continue
        if clause.kind == "infinitive" or clause.subordinator == "dass" or clause.mood in _SUBJUNCTIVE:
            return a.subtree(child)
    return []


def _behind(text: Text, noun: int) -> list[int]:
    """What is said by its place: behind the comma that closes the noun's phrase, where no other noun of saying stands."""
    a = text.analysis
    end = a.sentences[a.sentence_of[noun]].end
    comma = next((t for t in range(noun + 1, min(noun + _NEAR, end)) if a.forms[t] == ","), None)
    if comma is None or any(a.lemmas[t] in nouns() for t in range(noun + 1, comma)):
        return []
    said = said_behind(text, comma, closed=True)
    if not said or a.forms[said[0]].lower() in CIRCUMSTANCES:
        return []
    first = next((t for t in said if a.tags[t] in ("VERB", "AUX")), said[0])
    wanted = a.feat(first, "VerbForm") != "Inf" or not nouns()[a.lemmas[noun]]["frame"]
    return said if wanted else []  # *Berichte, um …*, *Angaben, … zu …*: no report asks for something


def _owner(text: Text, noun: int) -> int | None:
    """Whose word it is: the genitive or possessive at the noun, or *von* with a name behind it."""
    a = text.analysis
    for child in a.dependents(noun, "nmod", "det:poss"):
        cases = [a.forms[t].lower() for t in a.dependents(child, "case")]
        if a.feat(child, "Case") == "Gen" or child < noun or cases in (["von"], ["vom"]):
            return child
    return None


def _light(text: Text, noun: int) -> Clause | None:
    """The clause whose verb only utters what the noun names."""
    for clause in text.clauses:
        arguments = (*clause.undergoers, *(head for _, head in clause.obliques))
        if noun in arguments and clause.lemma in _LIGHT and clause.voice == "active":
            return clause
    return None
