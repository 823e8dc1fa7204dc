"""What stands in quotation marks: a sentence somebody said, words taken out of one, one word, or a name or title."""

from __future__ import annotations

import re
from typing import Literal

from lagebild.annotate.text import Text
from lagebild.document import Span

Quoted = Literal["sentence", "part", "word", "name"]

LEAST_WORDS = 4
_FEW = 8
"""Tokens, marks included, that a name has at most."""
_BESIDE = 5
"""Tokens between a verb of being called and what something is called."""
_FUSED = frozenset("im am vom zum zur beim ins".split())
"""Prepositions that hold a definite article."""
_INDEFINITE = frozenset("ein eine einen einem einer eines kein keine keinen keinem keiner".split())
_SO_CALLED = re.compile(r"(so ?genannt\w*|namens|alias|titels|besagt\w*)$")
_NAMED = re.compile(
    r"(motto|titel|film|lied|song|buch|album|roman|serie|reihe|sendung|magazin|zeitung|zeitschrift|blatt|weisheit|grundsatz"
    r"|sprichwort|namen?|begriff|bezeichnung|überschrift|rubrik|kategorie|prädikat|bereich|firma|stamm|stück|ausstellung"
    r"|programm|projekt|thema|single|hit|schlager|hymne|gesetz|aktion|kampagne|bündnis|partei|organisation|initiative"
    r"|operation|typ|modell|marke|prinzip|erstwerk|hauptwerk)(s|es|e|en|n|er)?$"
)
"""Nouns behind which quoted words are a name, whatever they are (*unter dem Motto „Wir bleiben“*)."""
_SHOUTED = re.compile(
    r"(parolen?|aufschrift(en)?|sprechchören?|rufen?|slogans?|transparenten?|plakaten?|worten?|spruch|sprüchen?)$"
)
_BODY = re.compile(
    r"(gesetz|vertrag|abkommen|rat|allianz|bündnis|verband|verein|zentrum|institut)(e?s|e)?\b", re.IGNORECASE
)
_OPENING = ("DET", "ADP", "PRON", "AUX", "VERB", "PART", "CCONJ", "SCONJ")
_FOR_EXAMPLE = ("wie", "beispielsweise", "Beispiel", "darunter", "etwa")
_ABBREVIATED = re.compile(r" \([A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*\)")
_LATIN = re.compile(r"\w\.\w")


def inside(text: Text, quotation: Span) -> range:
    """The tokens between the marks."""
    a = text.analysis
    first = a.token_at(quotation.start)
    if first is None:
        return range(0)
    last = first
    while last < len(a) and a.starts[last] < quotation.end:
        last += 1
    return range(first, last)


def quoted_as(text: Text, quotation: Span) -> Quoted:
    """What the words of a quotation are, by their own form and by the words around them."""
    a = text.analysis
    tokens = inside(text, quotation)
    words = [t for t in tokens if a.tags[t] not in ("PUNCT", "SYM")]
    said = quotation.of(text.content)[1:-1].strip()
    if not words or not said.strip(" .…()[]"):
        return "name"
    before = _before(text, tokens.start)
    after = text.content[quotation.end : quotation.end + 2]
    lead = [a.forms[t].lower() for t in range(max(0, tokens.start - 4), tokens.start)]
    shouted = any(_SHOUTED.search(form) for form in (lead if before in _FOR_EXAMPLE else lead[-1:]))
    if (
        before.lower() == "laut"
        or (not said[:1].islower() and _ABBREVIATED.match(text.content, quotation.end))
        or (after[:1] == "-" and after[1:].strip())
        or _SO_CALLED.search(" ".join((*lead[-2:-1], before.lower())))
        or _names(text, tokens)
    ):
        return "name"
    named = bool(_NAMED.search(before.lower())) and not shouted
    bracketed = text.content[: quotation.start].endswith("(") and after[:1] == ")"
    low = said.lstrip("(.…[] ")[:1].islower()
    verbal = any(a.tags[t] in ("VERB", "AUX") for t in words)
    if named and not said.endswith(".") and not (low and a.tags[words[0]] in _OPENING):
        return "name"
    if before in _FOR_EXAMPLE and not shouted and not low:
        return "name"
    if _foreign(text, words) or (bracketed and not verbal and len(words) <= LEAST_WORDS):
        return "name"
    closed = said[-1:] in ".!?" and text.content[: quotation.start].rstrip()[-1:] == ":" and not named
    if closed or (len(words) >= LEAST_WORDS and verbal) or (said[-1:] in "!?" and (shouted or not low)):
        return "sentence"
    if _LATIN.search(said) and len(words) == 1:
        return "name"
    if not low and (named or (not shouted and _behind_name_word(text, tokens.start))):
        return "name"
    if shouted:
        return "sentence"
    if not verbal and _outlet(text, tokens):
        return "name"
    if len(words) == 1:
        return "word"
    if low:
        definite = _definite(text, tokens.start - 1) if tokens.start else False
        return "word" if definite and len(words) == 2 else "part"
    if _BODY.match(said):
        return "name"
    return "part" if len(words) >= LEAST_WORDS or before.lower() in _INDEFINITE else "word"


def _before(text: Text, token: int) -> str:
    """The word before a quotation; over a colon or a comma it is the noun that announces it (*das Motto: „…“*)."""
    a = text.analysis
    if token > 1 and a.forms[token - 1] in (":", ",") and a.tags[token - 2] == "NOUN":
        return a.forms[token - 2]
    return a.forms[token - 1] if token else ""


def _foreign(text: Text, words: list[int]) -> bool:
    """Whether a few words are no German ones: nouns and names in lower case (*gens du voyage*)."""
    a = text.analysis
    odd = any(a.tags[t] in ("NOUN", "PROPN", "X") and a.forms[t][:1].islower() for t in words)
    return odd and 1 < len(words) <= LEAST_WORDS and not any(a.tags[t] in ("VERB", "AUX", "DET") for t in words)


def _outlet(text: Text, tokens: range) -> bool:
    """Whether quoted words are the subject of a verb of saying, no more (*wie „Neue Rundschau“ berichtet*)."""
    a = text.analysis
    behind = text.clause_of.get(tokens.stop)
    return behind is not None and tokens.start > 0 and a.forms[tokens.start - 1].lower() == "wie"


def _definite(text: Text, token: int) -> bool:
    a = text.analysis
    return a.feat(token, "Definite") == "Def" or a.forms[token].lower() in _FUSED


def _behind_name_word(text: Text, first: int) -> bool:
    """Whether quoted words follow a noun or a definite article, as names do."""
    return bool(first) and (text.analysis.tags[first - 1] in ("NOUN", "PROPN") or _definite(text, first - 1))


def _names(text: Text, tokens: range) -> bool:
    """Whether somebody is called so, or calls himself so (*„X“ genannt*, *nennt sich „X“*)."""
    a = text.analysis
    sentence = a.sentences[a.sentence_of[tokens.start]]
    following = tokens.stop
    if following < sentence.end and a.forms[following].lower() in ("genannt", "genannte", "genannten", "genannter"):
        return True
    if _titled(text, tokens):
        return True
    near = {a.forms[t].lower() for t in range(max(sentence.start, tokens.start - 4), tokens.start)}
    near |= {a.forms[t].lower() for t in range(following, min(sentence.end, following + 2))}
    calls = near & {"nennt", "nennen", "nannte", "nannten", "bezeichnet", "heißt", "hieß", "bezeichnete", "nenne"}
    return bool(calls) and "sich" in near


def _titled(text: Text, tokens: range) -> bool:
    """Whether something is called by a few quoted words (*das Lokal hieß „Zur Linde“*); *es heißt* tells words."""
    a = text.analysis
    first, last = tokens.start - _BESIDE, tokens.stop + _BESIDE
    return len(tokens) <= _FEW and any(
        clause.lemma in ("heißen", "lauten")
        and any(first <= t < last for t in clause.verbs)
        and not any(a.forms[t].lower() == "es" for t in (*clause.doers, *a.children[clause.predicate]))
        for clause in text.clauses
    )
