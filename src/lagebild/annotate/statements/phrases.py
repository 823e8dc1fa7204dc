"""Statements without a verb of saying: `laut X`, `nach Angaben von X`, `X zufolge`, `so X`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.reach import genitive_behind, reach, reach_back
from lagebild.annotate.statements.vocabulary import medium, noun_of_speech, nouns, row_name
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed
from lagebild.reading import Statement

Source = tuple[Statement, ...]
"""The statement whose word a phrase says it is; empty if the words are such a phrase and yet nothing is said."""

_CLOSING = (",", "“", "«", '"', "–", "-", "”", "‘")
"""Signs before *so X*."""


class Word(NamedTuple):
    """A token that may open or close a phrase which names a source."""

    text: Text
    token: int

    @property
    def form(self) -> str:
        """Its form, in lower case."""
        return self.text.analysis.forms[self.token].lower()


class Named(NamedTuple):
    """The noun of a phrase that names a source, and the word that makes it one."""

    word: Word
    noun: int
    behind: bool

    @property
    def so(self) -> bool:
        """True if the phrase is *so X*."""
        return self.word.form == "so"


def according_to(text: Text) -> Iterator[Statement]:
    """The statements of sentences that name whose word they are in a phrase."""
    openers = closed("source_phrase_words")
    for token, form in enumerate(text.analysis.forms):
        found = first(PHRASES, Word(text, token)) if form.lower() in openers else None
        for statement in found[0] if found is not None else ():
            yield msgspec.structs.replace(statement, because={"type": found[1] if found else "", **statement.because})


def _own_view(word: Word) -> Source | None:
    near = word.text.analysis.forms[max(0, word.token - 2) : word.token + 2]
    return () if any(form.lower() in closed("first_person_possessives") for form in near) else None


def _zufolge(word: Word) -> Source | None:
    tags = word.text.analysis.tags
    if word.form != "zufolge" or not word.token or tags[word.token - 1] not in ("NOUN", "PROPN", "PRON"):
        return None
    return _around(Named(word, _head_before(word), behind=True))


def _nach_behind(word: Word) -> Source | None:
    a = word.text.analysis
    if word.form != "nach" or not word.token:
        return None
    before = _head_before(word)
    behind = a.labels[word.token] == "case" and a.heads[word.token] == before
    if noun_of_speech(a.lemmas[word.token - 1], a.forms[word.token - 1]):
        return _around(Named(word, word.token - 1, behind=True))
    return _around(Named(word, before, behind=True)) if behind and word.text.agent(before) is not None else None


def _laut(word: Word) -> Source | None:
    a = word.text.analysis
    if word.form not in ("laut", "gemäß") or a.tags[word.token] != "ADP" or a.heads[word.token] <= word.token:
        return None
    return _around(Named(word, a.heads[word.token], behind=False))


def _demnach(word: Word) -> Source | None:
    text, token = word
    a = text.analysis
    if word.form not in ("demnach", "wonach"):
        return None
    sentence = a.sentences[a.sentence_of[token]]
    start = token + 1 if word.form == "wonach" else sentence.start
    said = [t for t in range(start, sentence.end) if t != token and a.tags[t] != "PUNCT"]
    if not any(a.tags[t] in ("VERB", "AUX") for t in said):
        return None
    span = text.token_span(token)
    statement = Statement(
        type="indirect",
        medium="speech",
        speaker=None,
        speaker_spans=(span,),  # the word stands for its source, as a pronoun does, here for one that stays open
        cue_spans=(span,),
        frame_spans=(span,),
        quote_spans=(text.covered(said),),
        introduced="phrase",
        because={"quote_spans": "phrases/rest-of-sentence"},
    )
    return (statement,)


def _nach(word: Word) -> Source | None:
    a = word.text.analysis
    noun = a.heads[word.token]
    if word.form not in ("nach", "laut") or a.tags[word.token] != "ADP" or noun < 0:
        return None
    row = noun_of_speech(a.lemmas[noun], a.forms[noun])
    if row is None:
        return None
    kind, name = medium(nouns()[row]), row_name("noun", row)
    told = _around(Named(word, noun, behind=noun == word.token - 1))
    return tuple(msgspec.structs.replace(s, medium=kind, because={**s.because, "medium": name}) for s in told)


def _so(word: Word) -> Source | None:
    noun = _after_so(word) if word.form == "so" else None
    return _around(Named(word, noun, behind=False)) if noun is not None else None


def _head_before(word: Word) -> int:
    """The head of the noun phrase that ends before a token."""
    a = word.text.analysis
    head = word.token - 1
    for _ in range(4):
        above = a.heads[head]
        if not 0 <= above < word.token or a.tags[above] not in ("NOUN", "PROPN"):
            break
        head = above
    return head


def _after_so(word: Word) -> int | None:
    """The speaker of *…, so der Sprecher*: a noun phrase that directly follows, up to a comma or the sentence's end."""
    text, token = word
    a = text.analysis
    sentence = a.sentences[a.sentence_of[token]]
    if token == sentence.start or a.forms[token - 1] not in _CLOSING:
        return None
    last = token + 1
    while last < sentence.end and a.forms[last] not in (",", ".", ":", ";", "–"):
        last += 1
    inside = range(token + 1, last)
    if not inside or any(a.tags[t] in ("VERB", "AUX") for t in inside):
        return None
    named = [t for t in inside if a.tags[t] in ("NOUN", "PROPN", "PRON")]
    return next((t for t in named if text.entity(t) is not None), named[0] if named else None)


PHRASES: tuple[Rule[Word, Source], ...] = (
    Rule(
        name="phrases/own-view",
        find=_own_view,
        why="*Nach meiner Meinung* is somebody's way to speak of himself.",
        yes=(("Nach meiner Meinung ist der Vertrag gescheitert.", ""),),
    ),
    Rule(
        name="phrases/zufolge",
        find=_zufolge,
        why="*X zufolge*: the rest of the sentence is the word of X.",
        yes=(
            ("Ada Brunn zufolge ist der Vertrag gescheitert.", "ist der Vertrag gescheitert: indirect"),
            ("Der Zeitung zufolge brannte das Lager.", "brannte das Lager: indirect"),
        ),
    ),
    Rule(
        name="phrases/nach-behind-noun",
        find=_nach_behind,
        why="*Meinung nach*: *nach* may stand behind its noun.",
        yes=(
            ("Ihrer Ansicht nach ist der Plan zu teuer.", "ist der Plan zu teuer: indirect"),
            ("Seiner Meinung nach ist der Vertrag gescheitert.", "ist der Vertrag gescheitert: indirect"),
        ),
    ),
    Rule(
        name="phrases/laut",
        find=_laut,
        why="*Laut X* and *gemäß X*: the rest of the sentence is the word of X.",
        yes=(
            ("Laut Ada Brunn ist der Vertrag gescheitert.", "ist der Vertrag gescheitert: indirect"),
            ("Gemäß dem Sprecher brannte das Lager.", "brannte das Lager: indirect"),
        ),
    ),
    Rule(
        name="phrases/demnach",
        find=_demnach,
        why="*Demnach* and *wonach* point at a source: the rest of the sentence is its word.",
        yes=(("Demnach ist der Vertrag gescheitert.", "ist der Vertrag gescheitert: indirect"),),
    ),
    Rule(
        name="phrases/nach-noun-of-saying",
        find=_nach,
        why="*Nach* with a noun of saying names whose word the rest of the sentence is.",
        yes=(
            ("Nach Angaben der Polizei brannte das Lager.", "brannte das Lager: indirect"),
            ("Nach Meinung von Fachleuten reicht das Geld nicht.", "reicht das Geld nicht: indirect"),
        ),
        no=("Nach dem Abendessen brannte das Lager.",),
    ),
    Rule(
        name="phrases/so",
        find=_so,
        why="*…, so X*: what stands before it is the word of X.",
        yes=(("Der Vertrag sei gescheitert, so Ada Brunn.", "Der Vertrag sei gescheitert: indirect"),),
        no=("Der Vertrag ist gescheitert, so sagte Ada Brunn.",),
    ),
)


# What the phrase vouches for


def _around(named: Named) -> Source:
    """The statement that is the rest of the sentence around a phrase that names its speaker."""
    text, token = named.word
    a = text.analysis
    start, last, why = _extent(named)
    if start == last:
        return ()  # nobody is named: the word stands alone, as in a broken line
    within, why_within = first(CLAUSES, named) or (range(0), "")
    before = [t for t in within if t < start and a.tags[t] != "PUNCT"]
    after = [t for t in within if t > last and a.tags[t] != "PUNCT"]
    verbal = any(a.tags[t] in ("VERB", "AUX") for t in (*before, *after))
    pieces = [text.covered(part) for part in (before, after) if len(part) > 1]
    if not pieces or not verbal:
        return ()
    # `so X` closes what stands before it if that is a clause; what follows is then another sentence's business
    if named.so and any(a.tags[t] == "VERB" or (a.tags[t] == "AUX" and a.heads[t] <= last) for t in before):
        pieces = pieces[:1]
    owner, why_owner = first(OWNERS, named) or (None, "")
    area = a.span(start, last) if named.behind else a.span(start + 1, last + 1)
    statement = Statement(
        type="indirect",
        medium="speech",
        speaker=text.entity(owner) if owner is not None else None,
        speaker_spans=(text.trimmed(area),),
        cue_spans=(text.token_span(token),),
        frame_spans=() if named.so else (a.span(start, last + 1),),
        quote_spans=tuple(pieces),
        introduced="phrase",
        because={"speaker": why_owner, "speaker_spans": why, "quote_spans": why_within},
    )
    return (statement,)


def _extent(named: Named) -> tuple[int, int, str]:
    """The first and the last token of the phrase, the word that makes it one included, and why it ends there."""
    text, token = named.word
    if named.behind:
        return reach_back(text, token), token, "reach/back"
    last, why = reach(text, token, named.noun)
    return token, last, why


def _relative(named: Named) -> list[int] | None:
    text, token = named.word.text, named.noun
    a = text.analysis
    here = token
    while a.heads[here] >= 0 and here not in text.clause_of:
        here = a.heads[here]
    clause = text.clause_of.get(here)
    if clause is None or clause.kind not in ("finite", "copula") or a.labels[here] not in ("acl", "acl:relcl"):
        return None
    inside = a.subtree(here)
    return inside if inside[0] <= token <= inside[-1] else None


def _whole_sentence(named: Named) -> list[int] | None:
    return list(named.word.text.sentence_tokens(named.word.token))


CLAUSES: tuple[Rule[Named, list[int]], ...] = (
    Rule(
        name="phrases/relative-clause",
        find=_relative,
        why="In a relative clause, the phrase vouches for that clause alone.",
        yes=(("Das Lager, das laut Ada Brunn brannte, steht am See.", ""),),
    ),
    Rule(
        name="phrases/whole-sentence",
        find=_whole_sentence,
        why="Else it vouches for its sentence.",
        yes=(("Laut Ada Brunn ist der Vertrag gescheitert.", ""),),
    ),
)


def _owner(named: Named) -> int | None:
    a, noun = named.word.text.analysis, named.noun
    if a.lemmas[noun] not in nouns() and a.forms[noun] not in nouns():
        return None
    below = next((t for t in a.dependents(noun, "nmod", "appos", "flat") if a.tags[t] in ("NOUN", "PROPN")), None)
    return below if below is not None or named.behind else genitive_behind(a, noun)


def _noun_itself(named: Named) -> int | None:
    return named.noun


def _own_words(named: Named) -> int | None:
    a, noun = named.word.text.analysis, named.noun
    if not any(a.lemmas[c] == "eigen" for c in a.dependents(noun, "amod")) or _owner(named) is not None:
        return None
    verb = a.heads[noun]
    return next(a.dependents(verb, "nsubj", "nsubj:pass"), None) if verb >= 0 else None


OWNERS: tuple[Rule[Named, int], ...] = (
    Rule(
        name="phrases/own-words",
        find=_own_words,
        why="*Nach eigenen Angaben* is the word of whoever the sentence speaks of.",
        yes=(("Die Armee hat nach eigenen Angaben zwei Boote versenkt.", "versenkt: Armee"),),
    ),
    Rule(
        name="phrases/owner-of-noun",
        find=_owner,
        why="*Nach Angaben der Polizei* is the word of the police.",
        yes=(("Nach Angaben der Polizei brannte das Lager.", "brannte das Lager: Polizei"),),
    ),
    Rule(
        name="phrases/noun-itself",
        find=_noun_itself,
        why="Else the noun of the phrase speaks.",
        yes=(("Laut Ada Brunn ist der Vertrag gescheitert.", "ist der Vertrag gescheitert: Ada Brunn"),),
    ),
)
