"""How far a phrase reaches that names a source: *laut X*, *X zufolge*.

The tree often hangs the rest of the sentence on such a phrase; its words do not.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.marks import quoted_as
from lagebild.annotate.statements.vocabulary import noun_of_speech
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed

_STOPS = ("VERB", "AUX", "PRON", "SCONJ", "ADV", "PART", "INTJ")
_OPENING = ("„", "»", '"', "‚")
_CLOSING = ("“", "”", "«", '"', "‘")
_BRACKET = 8
_APPOSITION = 14
"""Tokens in which a bracket or an apposition must end."""


class Next(NamedTuple):
    """The token behind a phrase that begins behind `cue` and has come to `last`."""

    text: Text
    token: int
    cue: int
    last: int

    @property
    def form(self) -> str:
        """Its form, in lower case."""
        return self.text.analysis.forms[self.token].lower()

    @property
    def tag(self) -> str:
        """Its part of speech."""
        return self.text.analysis.tags[self.token]

    @property
    def end(self) -> int:
        """The end of the sentence."""
        return self.text.sentence_tokens(self.cue).stop

    @property
    def inside(self) -> bool:
        """True if the tree hangs it on the phrase, or on a word behind it that hangs there."""
        heads = self.text.analysis.heads
        head = heads[self.token]
        return self.cue < head <= self.last or (head > self.token and self.cue < heads[head] <= self.last)


def reach(text: Text, cue: int, noun: int) -> tuple[int, str]:
    """The last token of the phrase of `noun` that begins behind a preposition, and the rule that took it in."""
    a = text.analysis
    end = a.sentences[a.sentence_of[cue]].end
    last, why = max(cue, noun), "reach/first-noun"
    while last + 1 < end:
        found = first(GOES_ON, Next(text, last + 1, cue, last))
        if found is None or found[0] <= last:
            break
        last, why = found
    while last > cue and a.tags[last] in ("ADP", "CCONJ", "DET"):
        last -= 1
    return last, why


def genitive_behind(a: Analysis, noun: int) -> int | None:
    """The noun in the genitive right behind a noun, wherever the tree hangs it (*Angaben libanesischer Behörden*)."""
    forms, tags = a.forms[noun + 1 : noun + 3], a.tags[noun + 1 : noun + 3]
    plain = list(tags) == ["ADJ", "NOUN"] and forms[0].endswith("er")
    return noun + 2 if plain and a.sentence_of[noun + 2] == a.sentence_of[noun] else None


def reach_back(text: Text, cue: int) -> int:
    """The first token of the phrase that ends before a postposition."""
    start = text.sentence_tokens(cue).start
    last = cue
    while last > start and first(ENDS, Next(text, last - 1, cue, last)) is None:
        last -= 1
    return last


# Forwards. An answer of `last` says that the phrase is at its end.


def _quotation(n: Next) -> int | None:
    if n.form not in _OPENING:
        return None
    quotation = n.text.in_quotation(n.text.token_span(n.token))
    if quotation is None or (n.last > n.cue and quoted_as(n.text, quotation) in ("sentence", "part")):
        return n.last
    a = n.text.analysis
    return next((t - 1 for t in range(n.token, n.end) if a.starts[t] >= quotation.end), n.end - 1)


def _bracket(n: Next) -> int | None:
    if n.form != "(":
        return None
    forms = n.text.analysis.forms
    return next((t for t in range(n.token, min(n.token + _BRACKET, n.end)) if forms[t] == ")"), n.last)


def _apposition(n: Next) -> int | None:
    if n.form != ",":
        return None
    a = n.text.analysis
    close = next((t for t in range(n.token + 1, min(n.token + _APPOSITION, n.end)) if a.forms[t] == ","), None)
    inner = range(n.token + 1, close or 0)
    if close is None or any(a.tags[t] in ("VERB", "AUX", "SCONJ", "PRON") for t in inner):
        return n.last
    joined = any(n.cue < a.heads[t] <= n.last and a.labels[t] in ("appos", "flat", "conj") for t in inner)
    return close - 1 if joined else n.last


def _sign(n: Next) -> int | None:
    return n.token if n.form in _CLOSING or n.form == "-" else None


def _behind_article(n: Next) -> int | None:
    a = n.text.analysis
    if a.tags[n.token - 1] not in ("ADP", "DET", "ADJ", "CCONJ") or n.token - 1 <= n.cue:
        return None
    return n.token if n.tag not in _STOPS or a.feat(n.token, "VerbForm") == "Part" else n.last


def _genitive_article(n: Next) -> int | None:
    return n.token if n.tag == "DET" and n.form in closed("genitive_determiners") and n.inside else None


def _von(n: Next) -> int | None:
    return n.token if n.tag == "ADP" and n.form in ("von", "vom") else None


def _preposition(n: Next) -> int | None:
    joins = n.tag == "ADP" and n.form in closed("prepositions_within_names_of_sources")
    return n.token if joins and n.inside else None


def _adjective(n: Next) -> int | None:
    a = n.text.analysis
    if n.tag != "ADJ" or not n.form.endswith("er"):
        return None
    saying = noun_of_speech(a.lemmas[n.last], a.forms[n.last]) is not None
    owner = saying and n.token == n.last + 1 and genitive_behind(a, n.last) is not None
    return n.token if owner or (a.feat(n.token, "Case") == "Gen" and n.inside) else None


def _noun(n: Next) -> int | None:
    a = n.text.analysis
    other = n.tag == "NOUN" and a.labels[n.token] in ("appos", "flat", "nmod")
    return n.token if other and n.inside and a.feat(n.token, "Case") in ("Gen", "Dat") else None


def _conjunction(n: Next) -> int | None:
    return n.token if n.tag == "CCONJ" and n.inside else None


def _name(n: Next) -> int | None:
    return n.token if n.tag == "PROPN" else None


def _within_name(n: Next) -> int | None:
    name = n.text.mentions.span_over(n.text.token_span(n.last))
    inside = name is not None and n.last > n.cue and n.text.token_span(n.token).within(name)
    return n.token if inside else None


GOES_ON: tuple[Rule[Next, int], ...] = (
    Rule(
        name="reach/within-name",
        find=_within_name,
        why="A name that has begun goes on to its end, whatever its words look like.",
        yes=(("Laut Sprecherin Ines Kraft brannte das Lager.", "brannte das Lager: Sprecherin Ines Kraft"),),
    ),
    Rule(
        name="reach/quotation",
        find=_quotation,
        why="A name in quotation marks belongs to the phrase, what somebody says does not.",
        yes=(("Laut der Zeitung „Seeblick“ ist der Vertrag gescheitert.", ""),),
    ),
    Rule(
        name="reach/bracket",
        find=_bracket,
        why="A short bracket belongs to the phrase.",
        yes=(("Laut Ada Brunn (Grüne) ist der Vertrag gescheitert.", ""),),
    ),
    Rule(
        name="reach/apposition",
        find=_apposition,
        why="An apposition between commas belongs to the phrase if it has no verb and hangs on its noun.",
        yes=(("Laut Ada Brunn, der Sprecherin der Polizei, ist der Vertrag gescheitert.", ""),),
    ),
    Rule(
        name="reach/sign",
        find=_sign,
        why="A closing mark and a hyphen belong to the word before them.",
        yes=(("Laut „Seeblick“-Bericht ist der Vertrag gescheitert.", ""),),
    ),
    Rule(
        name="reach/behind-article",
        find=_behind_article,
        why="An article, a preposition, an adjective or *und* is not the phrase's last word: what follows belongs to it.",
        yes=(("Laut Angaben der örtlichen Polizei ist der Vertrag gescheitert.", ""),),
    ),
    Rule(
        name="reach/genitive-article",
        find=_genitive_article,
        why="A genitive's article goes on with the phrase.",
        yes=(("Nach Angaben der Polizei brannte das Lager.", ""),),
    ),
    Rule(
        name="reach/von",
        find=_von,
        why="*Von* names whose word it is.",
        yes=(("Acht Boten wurden nach Angaben der Polizei vom Dienstag verletzt.", ""),),
    ),
    Rule(
        name="reach/preposition",
        find=_preposition,
        why="*In*, *für* and their like go on with the phrase if the tree hangs what follows on it.",
        yes=(("Laut dem Ministerium für Verkehr brannte das Lager.", ""),),
    ),
    Rule(
        name="reach/genitive-adjective",
        find=_adjective,
        why="An adjective in *-er* without an article is a genitive.",
        yes=(
            ("Nach Angaben örtlicher Behörden brannte das Lager.", ""),
            ("In Halve wurde nach Angaben libanesischer Sicherheitskreise am Hafen ein Fischer getötet.", ""),
        ),
    ),
    Rule(
        name="reach/noun",
        find=_noun,
        why="A noun in the genitive or dative beside the phrase's own goes on with it.",
        yes=(
            ("Laut dem Bürgermeister Herrn Feld brannte das Lager.", "brannte das Lager: dem Bürgermeister Herrn Feld"),
        ),
    ),
    Rule(
        name="reach/conjunction",
        find=_conjunction,
        why="*Und* between two sources goes on with the phrase.",
        yes=(("Laut Ada Brunn und Karl Feld brannte das Lager.", ""),),
    ),
    Rule(
        name="reach/name",
        find=_name,
        why="A name goes on with the phrase.",
        yes=(("Laut Sprecherin Ada Brunn brannte das Lager.", ""),),
    ),
)


# Backwards


def _stop_word(n: Next) -> Literal[True] | None:
    return True if n.tag in _STOPS and n.last < n.cue else None


def _other_sign(n: Next) -> Literal[True] | None:
    return True if n.tag in ("CCONJ", "PUNCT") and n.form not in (*_OPENING, *_CLOSING) else None


def _before_article(n: Next) -> Literal[True] | None:
    opens = n.text.analysis.tags[n.last] == "DET" and n.last < n.cue
    return True if opens and n.tag not in ("NOUN", "PROPN") else None


def _outer_preposition(n: Next) -> Literal[True] | None:
    if n.tag != "ADP":
        return None
    start = n.text.sentence_tokens(n.cue).start
    noun = n.token > start and n.text.analysis.tags[n.token - 1] in ("NOUN", "PROPN")
    return None if noun and n.form in closed("prepositions_within_names_of_sources") else True


ENDS: tuple[Rule[Next, Literal[True]], ...] = (
    Rule(
        name="reach/stop-word",
        find=_stop_word,
        why="A verb, an adverb or a pronoun stands before the phrase, not in it.",
        yes=(
            ("Es gab gestern Berichten zufolge einen Brand.", ""),
            ("Das Lager brannte heute Medienberichten zufolge nieder.", ""),
        ),
    ),
    Rule(
        name="reach/other-sign",
        find=_other_sign,
        why="A comma or *und* ends the phrase.",
        yes=(
            ("Die Stadt sei leer, Berichten zufolge brannte das Lager.", ""),
            ("Das Lager brannte und Berichten zufolge floh der Wirt.", ""),
        ),
    ),
    Rule(
        name="reach/before-article",
        find=_before_article,
        why="Before an article only another noun belongs to the phrase.",
        yes=(("Der große der Zeitung zufolge leere Saal brannte.", ""),),
    ),
    Rule(
        name="reach/outer-preposition",
        find=_outer_preposition,
        why="A preposition begins the phrase unless it ties two nouns within it.",
        yes=(("Die Bahn fährt nach Angaben zufolge ab Mai.", ""),),
    ),
)
