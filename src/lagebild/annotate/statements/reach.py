"""How far a phrase reaches that names a source: *laut X*, *X zufolge*.

The tree often hangs the rest of the sentence on such a phrase; its words do not.
"""

from __future__ import annotations

from lagebild.annotate.statements.marks import quoted_as
from lagebild.annotate.text import Text

_GENITIVE = frozenset(
    """
    der des dieser dieses eines einer seiner ihrer unserer deren dessen mehrerer beider zweier vieler einiger aller anderer
    verschiedener
    """.split()
)
_JOINING = frozenset("von vom für aus in im bei beim zu zur zum über am an auf".split())
_OWNERS = frozenset(("von", "vom"))
_STOPS = ("VERB", "AUX", "PRON", "SCONJ", "ADV", "PART", "INTJ")
_OPENING = ("„", "»", '"', "‚")
_CLOSING = ("“", "”", "«", '"', "‘")


def reach(text: Text, cue: int, noun: int) -> int:
    """The last token of the phrase of `noun` that begins behind a preposition."""
    a = text.analysis
    end = a.sentences[a.sentence_of[cue]].end
    last, token = max(cue, noun), max(cue, noun) + 1
    while token < end:
        form = a.forms[token].lower()
        if form in _OPENING:
            quotation = text.in_quotation(text.token_span(token))
            said = quotation is not None and last > cue and quoted_as(text, quotation) in ("sentence", "part")
            if quotation is None or said:
                break
            last = next((t - 1 for t in range(token, end) if a.starts[t] >= quotation.end), end - 1)
        elif form == "(":
            last = next((t for t in range(token, min(token + 8, end)) if a.forms[t] == ")"), last)
        elif form == ",":
            last = _apposition(text, token, cue, last)
        elif form in _CLOSING or form == "-" or _belongs(text, token, cue, last):
            last = token
        if last < token:
            break
        token = last + 1
    while last > cue and a.tags[last] in ("ADP", "CCONJ", "DET"):
        last -= 1
    return last


def _belongs(text: Text, token: int, cue: int, last: int) -> bool:
    """Whether a word goes on with the phrase behind its noun: a name, a genitive, a preposition or *und* in it."""
    a = text.analysis
    form, tag, before = a.forms[token].lower(), a.tags[token], a.tags[token - 1]
    head = a.heads[token]
    inside = cue < head <= last or (head > token and cue < a.heads[head] <= last)
    if before in ("ADP", "DET", "ADJ", "CCONJ") and token - 1 > cue:
        return tag not in _STOPS or a.feat(token, "VerbForm") == "Part"
    if tag in _STOPS or tag == "PUNCT":
        return False
    if tag == "DET":
        return form in _GENITIVE and inside
    if tag == "ADP":
        return form in _OWNERS or (inside and form in _JOINING)
    if tag == "ADJ":
        return inside and form.endswith("er") and a.feat(token, "Case") == "Gen"
    if tag == "NOUN":
        return inside and a.labels[token] in ("appos", "flat", "nmod") and a.feat(token, "Case") in ("Gen", "Dat")
    return inside if tag == "CCONJ" else tag == "PROPN"


def _apposition(text: Text, comma: int, cue: int, last: int) -> int:
    """The last token of an apposition behind a comma (*laut X, dem Sprecher der Y,*); `last` if there is none."""
    a = text.analysis
    end = a.sentences[a.sentence_of[cue]].end
    close = next((t for t in range(comma + 1, min(comma + 14, end)) if a.forms[t] == ","), None)
    if close is None or any(a.tags[t] in ("VERB", "AUX", "SCONJ", "PRON") for t in range(comma + 1, close)):
        return last
    joined = any(cue < a.heads[t] <= last and a.labels[t] in ("appos", "flat", "conj") for t in range(comma + 1, close))
    return close - 1 if joined else last


def reach_back(text: Text, cue: int) -> int:
    """The first token of the phrase that ends before a postposition."""
    a = text.analysis
    start = a.sentences[a.sentence_of[cue]].start
    first = cue
    while first > start:
        token = first - 1
        tag, form = a.tags[token], a.forms[token].lower()
        if tag in _STOPS and first < cue:
            break
        if tag in ("CCONJ", "PUNCT") and form not in (*_OPENING, *_CLOSING):
            break
        if a.tags[first] == "DET" and first < cue and tag not in ("NOUN", "PROPN"):
            break
        if tag == "ADP" and not (form in _JOINING and token > start and a.tags[token - 1] in ("NOUN", "PROPN")):
            break
        first = token
    return first
