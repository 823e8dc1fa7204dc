"""Words in quotation marks, and what stands around them, as the rules ask for it."""

from __future__ import annotations

from functools import cached_property

from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import closed, closed_map, word_set, word_tuple

LEAST_WORDS = 4
"""Words that make a sentence, with a verb among them, or else a phrase worth quoting."""
_LABEL = 80
"""Code points that a label at the beginning of a line has at most."""
_NOTE = 8
"""Tokens of a note behind a quotation that says whose it is."""
_LEAD = 4
"""Tokens before a quotation that may say what it is."""


class Marked:
    """A quotation: its span, marks included, its tokens, and the words around it."""

    def __init__(self, text: Text, span: Span) -> None:
        self.text = text
        self.span = span
        self.tokens = range(*text.tokens(span))
        self.said = span.of(text.content)[1:-1].strip()

    @cached_property
    def words(self) -> list[int]:
        """The tokens that are no signs."""
        a = self.text.analysis
        return [t for t in self.tokens if a.tags[t] not in ("PUNCT", "SYM")]

    @cached_property
    def before(self) -> str:
        """The word before; over a colon or a comma it is the noun that announces the words (*das Motto: „…“*)."""
        a, token = self.text.analysis, self.tokens.start
        if token > 1 and a.forms[token - 1] in (":", ",") and a.tags[token - 2] == "NOUN":
            return a.forms[token - 2]
        return a.forms[token - 1] if token else ""

    @cached_property
    def lead(self) -> list[str]:
        """The words before, in lower case."""
        return self.around(_LEAD, 0)

    def around(self, before: int, after: int) -> list[str]:
        """The forms of some tokens before and after, in lower case, over the sentence's edges."""
        a = self.text.analysis
        tokens = (
            *range(max(0, self.tokens.start - before), self.tokens.start),
            *range(self.tokens.stop, min(len(a), self.tokens.stop + after)),
        )
        return [a.forms[t].lower() for t in tokens]

    @cached_property
    def after(self) -> str:
        """The two signs behind the closing mark."""
        return self.text.content[self.span.end : self.span.end + 2]

    @cached_property
    def shouted(self) -> bool:
        """True if a noun announces the words as a chant or a slogan."""
        near = self.lead if self.before in word_set("example_openers") else self.lead[-1:]
        return any(form.endswith(word_tuple("nouns_for_slogans")) for form in near)

    @cached_property
    def named(self) -> bool:
        """True if a noun announces the words as the name or title of something."""
        return not self.shouted and inflected(self.before.lower(), "nouns_with_a_title")

    @cached_property
    def low(self) -> bool:
        """True if the words begin in lower case, once brackets and dots are left out."""
        return self.said.lstrip("(.…[] ")[:1].islower()

    @cached_property
    def plain(self) -> bool:
        """True if the words begin as a name does: not with a small letter right behind the mark."""
        return not self.span.of(self.text.content)[1:2].islower()

    @cached_property
    def verbal(self) -> bool:
        """True if a verb is among the words."""
        return any(self.text.analysis.tags[t] in ("VERB", "AUX") for t in self.words)

    @cached_property
    def behind_colon(self) -> bool:
        """True if a colon leads to the words."""
        end = self.text.before(self.span.start)
        return self.text.content[end - 1 : end] == ":"

    @cached_property
    def opens(self) -> bool:
        """Whether a sentence, a line or what follows a colon or a bracket begins with the words."""
        end = self.text.before(self.span.start)
        return not end or self.text.content[end - 1] in ".!?:“”«»)" or "\n" in self.text.content[end : self.span.start]

    @cached_property
    def verb_behind(self) -> Clause | None:
        """The clause whose verb follows right behind the words and a comma or dash, with somebody as its subject.

        None where the words do not open their sentence: then they are a part of something else that is said.
        """
        text = self.text
        a, token = text.analysis, self.tokens.stop
        if not self.opens or token + 1 >= len(a) or a.forms[token] not in (",", "–"):
            return None
        verb = token + 1
        clause = next(iter(text.clauses_of_verb.get(verb, ())), None)
        if clause is None or clause.kind not in ("finite", "copula") or clause.voice != "active":
            return None
        if a.feat(verb, "VerbForm") not in ("Fin", "") or a.tags[verb] not in ("VERB", "AUX"):
            return None
        end = a.sentences[a.sentence_of[verb]].end
        subject = next((t for t in clause.doers if verb < t < end), None)
        if (
            subject is None
            or text.kind(subject) == "place"
            or a.forms[subject].lower() in closed("pronouns_for_nobody")
        ):
            return None
        return clause

    @cached_property
    def bracket_behind(self) -> int | None:
        """The token that names somebody in brackets right behind the words (*„…“ (Vera Holm)*), or behind a dash."""
        text = self.text
        a, token = text.analysis, self.tokens.stop
        if not self.opens or token + 1 >= len(a) or a.forms[token] not in ("(", "–", "—"):
            return None
        closing = (")",) if a.forms[token] == "(" else (".", ",")
        end = next((t for t in range(token + 1, min(token + _NOTE, len(a))) if a.forms[t] in closing), None)
        line = text.content.find("\n", a.ends[token])
        end = min(token + _NOTE, len(a)) if end is None and line < 0 and closing != (")",) else end
        inside = range(token + 1, end) if end is not None else range(0)
        if not inside or any(a.tags[t] in ("VERB", "AUX", "ADP") for t in inside):
            return None
        return next((t for t in inside if text.kind(t) == "person"), None)

    @cached_property
    def pointed_at(self) -> range | None:
        """The tokens of the clause behind that points at the words: *Mit diesen Worten ging X*."""
        text = self.text
        a, token = text.analysis, self.tokens.stop
        if not self.opens:
            return None
        if token < len(a) and a.forms[token] in (",", "–", "—"):
            token += 1
        if token + 2 >= len(a) or "\n" in text.content[self.span.end : a.starts[token]]:
            return None
        points = a.forms[token].lower() == "mit" and a.forms[token + 1].lower().startswith("dies")
        if not points or a.lemmas[token + 2].lower() not in word_set("nouns_for_words_said"):
            return None
        return range(token, text.sentence_tokens(token).stop)

    @cached_property
    def labelled(self) -> bool:
        """Whether a few words and a colon lead to the words from the beginning of the line (*Holm: „…“*)."""
        content, start = self.text.content, self.span.start
        label = content[content.rfind("\n", max(0, start - _LABEL), start) + 1 : start]
        whole = start < _LABEL or "\n" in content[start - _LABEL : start]
        return whole and self.behind_colon and len(label.split()) <= _LEAD

    @cached_property
    def finite(self) -> bool:
        """Whether a finite verb is among the words."""
        return any(self.text.analysis.feat(t, "VerbForm") == "Fin" for t in self.words)

    @cached_property
    def behind_definite(self) -> bool:
        """True if a definite article stands right before, alone or in a preposition (*im*)."""
        a, token = self.text.analysis, self.tokens.start - 1
        if token < 0:
            return False
        return a.feat(token, "Definite") == "Def" or a.forms[token].lower() in closed_map("contractions")


def inflected(word: str, name: str) -> bool:
    """True if a word ends in one of a set's, as it is or with an ending of its declension."""
    stems = word_tuple(name)
    if word.endswith(stems):
        return True
    endings = closed("noun_endings")
    return any(word.endswith(ending) and word.removesuffix(ending).endswith(stems) for ending in endings)
