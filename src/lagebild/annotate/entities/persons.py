"""Names of persons: what can be part of one, and those that a title or a first name announces."""

from __future__ import annotations

import re
from collections.abc import Iterator

import simplemma

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import ARTICLES, PARTICLES, Mention, over, sentence_end
from lagebild.lexicon.gazetteer import adjective_state, first_name_gender
from lagebild.lexicon.nouns import Noun, noun

_INITIALS = re.compile(r"(?:[A-ZÄÖÜ]\.)+(?:[A-ZÄÖÜ]\.?)?$")
_ARABIC = re.compile(r"([Aa]l|[Ee]l|[Aa]s|[Aa]d|[Aa]n|[Aa]r|[Aa]sch|d|D|l|L|O)[-'’][A-ZÄÖÜ]")


def is_name_word(analysis: Analysis, token: int) -> bool:
    """Whether a token can be part of a person's name: capitalised or an initial, and no German noun that we know."""
    form = analysis.forms[token]
    if _INITIALS.match(form):
        return True
    if _ARABIC.match(form):
        return True
    if not form[:1].isupper():
        return False
    if form.isupper() and len(form) > 3 and "-" not in form:
        return False
    if (
        any(n.kind == "PER" and n.first <= token < n.last for n in analysis.names)
        or first_name_gender(form) is not None
    ):
        return True
    known_noun = noun(form)
    if known_noun is not None and (known_noun.prefix == "" or known_noun.kind == "office"):
        return False
    if form.lower() in ARTICLES or adjective_state(form):
        return False
    if analysis.tags[token] in ("PROPN", "X"):
        return True
    return analysis.tags[token] == "NOUN" and analysis.lemmas[token] == form and not analysis.feat(token, "Gender")


def name_run(analysis: Analysis, token: int) -> int:
    """Where a person's name that begins at a token ends (exclusive); the token itself where none begins."""
    end = sentence_end(analysis, token) if token < len(analysis) else token
    last, place = token, token
    while place < end and place - token < 7:
        form = analysis.forms[place]
        if is_name_word(analysis, place) or (place > token and _unheard_of(analysis, place)):
            place += 1
            last = place
        elif (
            form.lower() in PARTICLES
            and place + 1 < end
            and (place > token or form in ("al", "el", "de", "van", "von"))
        ):
            place += 1
        else:
            break
    return last


def role_noun(analysis: Analysis, token: int) -> Noun | None:
    """The noun of an office or a person at a token, if it can introduce a name."""
    here = noun(analysis.forms[token])
    return here if here is not None and here.kind in ("office", "person") else None


def titled(analysis: Analysis, lexical: list[Mention]) -> Iterator[Mention]:
    """Names right after a title (`General X`), unless a known state, body or capital stands there."""
    inside = {t for m in lexical if m.last - m.first > 1 for t in range(m.first, m.last - 1)}
    places = {
        m.first for m in lexical if m.kind in ("state", "organisation") or (m.known and m.known.role == "capital")
    }
    for token in range(len(analysis) - 1):
        title = role_noun(analysis, token)
        if (
            title is None
            or token in inside
            or title.number == "Plur"
            or analysis.sentence_of[token] != analysis.sentence_of[token + 1]
        ):
            continue
        if title.kind == "person" and title.adjectival and analysis.forms[token].endswith("en"):
            continue
        if token + 1 in places or analysis.forms[token + 1].lower() in ("von", "der", "den", "das", "an", "la"):
            continue
        last = name_run(analysis, token + 1)
        if last == token + 1 and title.kind == "office" and _unheard_of(analysis, last):
            last = max(last + 1, name_run(analysis, last + 1) if last + 1 < len(analysis) else 0)
        if last > token + 1:
            mention = person(analysis, token + 1, last, "title")
            mention.gender = mention.gender or (title.gender if title.gender in "mf" else "")
            yield mention


def _unheard_of(analysis: Analysis, token: int) -> bool:
    """Whether a capitalised word after a title is in no German dictionary, whatever the analyser took it for."""
    form = analysis.forms[token]
    return (
        form[:1].isupper()
        and form.isalpha()
        and not form.isupper()
        and noun(form) is None
        and not adjective_state(form)
        and analysis.tags[token] in ("NOUN", "PROPN", "X")
        and not simplemma.is_known(form, lang="de")
    )


def person(analysis: Analysis, first: int, last: int, rule: str) -> Mention:
    """A person's name over tokens, its gender taken from the first name."""
    mention = over(analysis, first, last, "person", analysis.span(first, last).of(analysis.text), "name", rule)
    mention.gender = first_name_gender(analysis.forms[first]) or ""
    return mention


def first_named(analysis: Analysis, taken: bytearray) -> Iterator[Mention]:
    """Names that begin with a known first name, outside the tokens already taken."""
    for token in range(len(analysis) - 1):
        if taken[token] or first_name_gender(analysis.forms[token]) is None:
            continue
        if (
            token
            and analysis.forms[token - 1][:1].isupper()
            and first_name_gender(analysis.forms[token - 1]) is not None
        ):
            continue
        following = analysis.forms[token + 1]
        if token + 1 < sentence_end(analysis, token) and not taken[token + 1]:
            last = name_run(analysis, token)
            if last > token + 1 and (is_name_word(analysis, token + 1) or following.lower() in PARTICLES):
                yield person(analysis, token, last, "first name")
