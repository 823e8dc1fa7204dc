"""The verbs of a text that can have an object, each with the bare phrases that hang on it."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.tree.edit import ASIDE
from lagebild.annotate.tree.phrases import bare, cases, number
from lagebild.annotate.tree.strays import person
from lagebild.lexicon.words import word_set
from lagebild.verbforms import is_zu_infinitive

_CORE = ("nsubj", "nsubj:pass", "obj", "obl:arg", "obl", "advmod", "parataxis", "iobj", "ccomp", ASIDE)


SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")


_HEADING = 3
"""Words before the colon of a headline that names its place, at most."""


class Frame(NamedTuple):
    """A verb with the bare phrases that hang on it, in text order."""

    verb: int
    finite: int | None
    passive: bool
    infinitive: bool
    phrases: tuple[int, ...]


class Framed:
    """A tree with the frames of its verbs, which all rules look at."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """The verbs of a text that can have an object, with their bare phrases."""
        a = self.analysis
        verbs = (token for token, tag in enumerate(a.tags) if tag == "VERB" and a.lemmas[token] not in _equating())
        return tuple(_frame(a, token) for token in verbs)


def _equating() -> frozenset[str]:
    return word_set("equating_verbs")


def _frame(a: Analysis, verb: int) -> Frame:
    helpers = list(a.dependents(verb, "aux", "aux:pass"))
    finite = next((t for t in (*helpers, verb) if a.feat(t, "VerbForm") == "Fin"), None)
    passive = any(a.labels[t] == "aux:pass" for t in helpers)
    marked = any(a.forms[c].lower() == "zu" for c in a.dependents(verb, "mark"))
    modal = any(a.lemmas[t] in ("sein", "haben") for t in (*helpers, *a.dependents(verb, "cop")))  # *ist zu befürchten*
    infinitive = finite is None and not modal and (marked or is_zu_infinitive(a.forms[verb], a.lemmas[verb]))
    phrases = tuple(
        c for c in a.children[verb] if a.labels[c] in _CORE and bare(a, c) and _nominal(a, c) and not _heading(a, c)
    )
    return Frame(verb, finite, passive, infinitive, phrases)


def _heading(a: Analysis, token: int) -> bool:
    """Whether a colon behind a name that opens the sentence sets it apart from the rest (*Peru: Drei Wirte getötet*)."""
    start = a.sentences[a.sentence_of[token]].start
    return token - start < _HEADING and a.forms[token + 1 : token + 2] == (":",) and a.labels[token] in (ASIDE, "obl")


def _nominal(a: Analysis, token: int) -> bool:
    """Whether an adverbial or a loose phrase is a noun phrase in nominative or accusative."""
    if a.labels[token] == "parataxis" and not person(a, token):
        return False
    if a.labels[token] == "ccomp":  # *der Bericht, den …, kritisiert*: no clause, but a noun with one
        return a.tags[token] == "NOUN" and a.has(token, "det") and not a.has(token, "cop", "aux", *SUBJECTS)
    return a.labels[token] not in ("obl", "advmod", "obl:arg") or bool(cases(a, token) & frozenset("NA"))


def can_be_subject(a: Analysis, frame: Frame, subject: int) -> bool:
    """Whether a phrase can be the subject: nominative, and of the verb's number."""
    if "N" not in cases(a, subject) or frame.finite is None:
        return False
    verbs, own = number_of_verb(a, frame.finite), number(a, subject)
    return not verbs or not own or verbs == own


def number_of_verb(a: Analysis, finite: int) -> str:
    """The number of a finite verb: *-en* is plural for certain, whatever the network says."""
    return "Plur" if a.forms[finite].lower().endswith("en") else a.feat(finite, "Number")


def in_accusative(a: Analysis, phrase: int) -> bool:
    """Whether a phrase can be an object."""
    return "A" in cases(a, phrase)
