"""Statements without a verb of saying: `laut X`, `nach Angaben von X`, `X zufolge`, `so X`."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.statements.reach import reach, reach_back
from lagebild.annotate.statements.vocabulary import medium, nouns, sources
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Medium, Statement

_OWN = frozenset("meiner meines meinem unserer unseres unserem".split())


def according_to(text: Text) -> Iterator[Statement]:
    """The statements of sentences that name whose word they are in a phrase."""
    a = text.analysis
    for token in range(len(a)):
        form = a.forms[token].lower()
        if _own_view(text, token):
            continue
        if form == "zufolge" and token and a.tags[token - 1] in ("NOUN", "PROPN", "PRON"):
            yield from _around(text, token, _before(text, token), cue=[token])
        elif form == "nach" and token and _noun_of_speech(a.lemmas[token - 1], a.forms[token - 1]):
            yield from _around(text, token, token - 1, cue=[token])
        elif form in ("laut", "gemäß") and a.tags[token] == "ADP" and a.heads[token] > token:
            yield from _around(text, token, a.heads[token], cue=[token])
        elif form in ("demnach", "wonach") and (said := _rest(text, token)) is not None:
            yield said
        elif form in ("nach", "laut") and a.tags[token] == "ADP" and a.heads[token] >= 0:
            noun = a.heads[token]
            if (word := _noun_of_speech(a.lemmas[noun], a.forms[noun])) is not None:
                yield from _around(text, token, noun, cue=[token], kind=medium(nouns()[word]))
        elif form == "so" and (speaker := _after_so(text, token)) is not None:
            yield from _around(text, token, speaker, cue=[token])


def _own_view(text: Text, token: int) -> bool:
    """Whether a phrase is somebody's way to speak of himself (*„… nach meiner Meinung …“*)."""
    return any(form.lower() in _OWN for form in text.analysis.forms[max(0, token - 2) : token + 2])


def _before(text: Text, token: int) -> int:
    """The head of the noun phrase that ends before a token."""
    a = text.analysis
    head = token - 1
    for _ in range(4):
        above = a.heads[head]
        if not 0 <= above < token or a.tags[above] not in ("NOUN", "PROPN"):
            break
        head = above
    return head


def _rest(text: Text, token: int) -> Statement | None:
    """*Demnach …*: the rest of the clause is somebody's word, of whom the word does not say."""
    a = text.analysis
    sentence = a.sentences[a.sentence_of[token]]
    start = token + 1 if a.forms[token].lower() == "wonach" else sentence.start
    said = [t for t in range(start, sentence.end) if t != token and a.tags[t] != "PUNCT"]
    if not any(a.tags[t] in ("VERB", "AUX") for t in said):
        return None
    word = text.token_span(token)
    return Statement(
        type="indirect",
        medium="speech",
        speaker=None,
        speaker_spans=(word,),  # the word stands for its source, as a pronoun does, here for one that stays open
        cue_spans=(word,),
        frame_spans=(word,),
        quote_spans=(text.covered(said),),
        introduced="phrase",
        because={"type": f"phrase {a.forms[token].lower()}"},
    )


def _noun_of_speech(lemma: str, form: str) -> str | None:
    """The lexicon's noun that a word is, or that closes it (*Polizeiangaben*)."""
    for word in (lemma, form, form.removesuffix("n"), form.removesuffix("en")):
        found = next((n for n in sources() if word == n or word.casefold().endswith(n.casefold())), None)
        if found is not None:
            return found
    return None


def _after_so(text: Text, token: int) -> int | None:
    """The speaker of *…, so der Sprecher*: a noun phrase that directly follows, up to a comma or the sentence's end."""
    a = text.analysis
    sentence = a.sentences[a.sentence_of[token]]
    if token == sentence.start or a.forms[token - 1] not in {",", "“", "«", '"', "–", "-", "”", "‘"}:
        return None
    last = token + 1
    while last < sentence.end and a.forms[last] not in {",", ".", ":", ";", "–"}:
        last += 1
    inside = range(token + 1, last)
    if not inside or any(a.tags[t] in ("VERB", "AUX") for t in inside):
        return None
    named = [t for t in inside if a.tags[t] in ("NOUN", "PROPN", "PRON")]
    return next((t for t in named if text.entity(t) is not None), named[0] if named else None)


def _around(
    text: Text, cue_token: int, speaker: int, *, cue: list[int], kind: Medium = "speech"
) -> Iterator[Statement]:
    """The statement that is the rest of the sentence around a phrase that names its speaker."""
    a = text.analysis
    sentence = a.sentences[a.sentence_of[cue_token]]
    word = a.forms[cue_token].lower()
    behind = word == "zufolge" or speaker == cue_token - 1
    first, last = (reach_back(text, cue_token), cue_token) if behind else (cue_token, reach(text, cue_token, speaker))
    within = _clause_around(text, speaker, sentence)
    before = [t for t in within if t < first and a.tags[t] != "PUNCT"]
    after = [t for t in within if t > last and a.tags[t] != "PUNCT"]
    pieces = [text.covered(part) for part in (before, after) if len(part) > 1]
    if not pieces or not any(a.tags[t] in ("VERB", "AUX") for t in (*before, *after)):
        return
    owner = _owner(text, speaker)
    # `so X` closes what stands before it if that is a clause; what follows is then another sentence's business
    if word == "so" and any(a.tags[t] in ("VERB", "AUX") for t in before):
        pieces = pieces[:1]
    yield Statement(
        type="indirect",
        medium=kind,
        speaker=text.entity(owner),
        speaker_spans=(text.trimmed(a.span(first, last) if behind else a.span(first + 1, last + 1)),),
        cue_spans=tuple(text.token_span(t) for t in cue),
        frame_spans=() if word == "so" else (a.span(first, last + 1),),
        quote_spans=tuple(pieces),
        introduced="phrase",
        because={"type": f"phrase {word}"},
    )


def _clause_around(text: Text, token: int, sentence: Span) -> list[int]:
    """The tokens of the relative or conjoined clause that a phrase stands in, else of its sentence."""
    a = text.analysis
    here = token
    while a.heads[here] >= 0 and here not in text.clause_of:
        here = a.heads[here]
    clause = text.clause_of.get(here)
    if clause is not None and clause.kind in ("finite", "copula") and a.labels[here] in ("acl", "acl:relcl"):
        inside = a.subtree(here)
        if min(inside) <= token <= max(inside):
            return inside
    return list(range(sentence.start, sentence.end))


def _owner(text: Text, noun: int) -> int:
    """Whose word a phrase names: *nach Angaben der Polizei* is the police's."""
    a = text.analysis
    if a.lemmas[noun] in nouns() or a.forms[noun] in nouns():
        for child in a.dependents(noun, "nmod", "appos", "flat"):
            if a.tags[child] in ("NOUN", "PROPN"):
                return child
    return noun


def overlapping(span: Span, statements: list[Statement]) -> Statement | None:
    """The first statement whose quote shares a piece with a span."""
    return next((s for s in statements if any(span.overlaps(q) for q in s.quote_spans)), None)
