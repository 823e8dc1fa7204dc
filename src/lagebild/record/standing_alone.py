"""Whether words of a report can stand alone as a headline: how they begin, and whether they have a verb of their own.

There are no trees any more where headlines are made, only words: what is not certain from them counts as unable to.
"""

from __future__ import annotations

import re

from lagebild.lexicon.words import closed

CUT = " … "
"""Stands in a line for what was left out of its sentence."""
_HEAD = re.compile(r",| … ")
_WORD = re.compile(r"\w[\w.’'-]*\w|\w")


def words_of(text: str) -> list[str]:
    """The words of a text, without marks."""
    return _WORD.findall(text)


def stands_alone(text: str, words: list[str]) -> bool:
    """Whether a clause can begin as it does, and has more than an infinitive in it."""
    first = words[0]
    if first.casefold() in closed("complement_openers") or first in closed("questions_first"):
        return False
    if first.casefold() in closed("finite_helpers") or words[1] in closed("subjects_alone"):
        return False  # *War sie vergriffen*, *möchte er*
    if words[-1] in (closed("role_prepositions") | closed("articles") | {"als"}) - closed("separable_particles"):
        return False  # *er würdigte ihn als*, *in der Lesung des*
    if words[1] in closed("subordinators") - closed("subordinators_like_prepositions"):
        return False  # *Erst wenn*
    if is_noun_with_relative(text) or ends_with_infinitive(words_of(_HEAD.split(text)[0])):
        return False
    if first.casefold() in closed("subordinators") and "," not in text and _closes_with_verb(text):
        return False  # *Da sie keine Rechte haben*
    if first.casefold() in _places() and not has_verb(text):
        return False  # *Bei der Wahl vom Sonntag*
    if not first[0].islower():
        return CUT not in text or not ends_with_infinitive(words)
    pronoun = first in closed("relative_pronouns") | _relatives()
    if first in closed("determiners_of_no_subject") or (pronoun and _closes_with_verb(text)):
        return False
    article = first in closed("articles") or first in closed("subjects_alone")
    return (
        article or first in closed("short_article_prepositions") or first.endswith(("e", "er"))
    ) and not ends_with_infinitive(words)


def has_verb(text: str) -> bool:
    """Whether something in words may be a finite verb: a small word that can neither stand before a noun nor govern one."""
    tokens = [token for token in re.findall(r"[\w.’'-]+|[,;:„“”«»…–]", text) if token != "."]
    small = closed("articles") | _places() | closed("coordinators") | closed("genitive_determiners")
    for at in range(1, len(tokens)):
        token, before, behind = tokens[at], tokens[at - 1], tokens[at + 1 : at + 2]
        if token in closed("finite_helpers"):
            return True
        if not token.isalpha() or not token.islower() or token in small:
            continue
        of_noun = token.endswith(("e", "en", "er", "es", "em")) and before.casefold() in small | {"zu"}
        in_row = before.islower() and before.isalpha() and behind and behind[0].isalpha()
        if not (behind and behind[0].isalpha() and (of_noun or (in_row and behind[0][0].isupper()))):
            return True
    return False


def is_noun_with_relative(text: str) -> bool:
    """Whether words are no more than a noun with its relative clause (*der Pilot, der sich rettete*)."""
    head, comma, rest = text.partition(",")
    return bool(comma) and not has_verb(head) and opens_inner(rest.split())


def opens_inner(words: list[str]) -> bool:
    """Whether the words behind a comma open a clause that hangs on what stands before it."""
    behind = words[1:] if words[:1] and words[0] in closed("role_prepositions") else words
    if not behind or (behind[1:] and behind[1][0].isdigit()):  # *am Freitag, den 16. September*
        return False
    return behind[0] in closed("relative_pronouns") | _relatives() or words[0] in closed("subordinators")


def _closes_with_verb(text: str) -> bool:
    """Whether the first clause of a text has its only verb at its end, as clauses within a sentence have it."""
    words = words_of(_HEAD.split(text)[0])
    if len(words) < 2 or words[-1] in closed("separable_particles"):
        return False
    last, between = words[-1], words[1:-1]
    while between and between[-1] in closed("finite_helpers"):  # *gelöscht werden sollten*
        between.pop()
    verb = last in closed("finite_helpers") or (last.islower() and last.endswith(("t", "te", "ten", "en")))
    return verb and not any(word in closed("finite_helpers") for word in between)


def ends_with_infinitive(words: list[str]) -> bool:
    """Whether words end with an infinitive with *zu*."""
    if len(words) < 2:
        return False
    parted = any(words[-1].startswith(f"{particle}zu") for particle in closed("separable_particles"))
    return words[-1].endswith("n") and (parted or words[-2] == "zu")


def _places() -> frozenset[str]:
    """The words that open a phrase which says when or where."""
    return closed("role_prepositions") | closed("short_article_prepositions")


def _relatives() -> frozenset[str]:
    """The relative pronouns of every gender."""
    return frozenset().union(*(closed(f"relatives_{kind}") for kind in ("masculine", "feminine", "neuter", "plural")))
