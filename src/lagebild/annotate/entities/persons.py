"""Names of persons: what can be part of one, and those that a title or a first name announces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import ARTICLES, PARTICLES, Mention, over, sentence_end
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import adjective_state, first_name_gender, known
from lagebild.lexicon.nouns import Noun, noun

_INITIALS = re.compile(r"(?:[A-ZÄÖÜ]\.)+(?:[A-ZÄÖÜ]\.?)?$")
_REGNAL = re.compile(r"[IVX]{2,}\.?$")
_ARABIC = re.compile(r"(al|el|as|ad|an|ar|at|az|asch|d|l|o)[-'’][A-ZÄÖÜ]", re.IGNORECASE)


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
    known_noun = noun(form)
    if known_noun is not None and known_noun.kind == "office" and not known_noun.prefix:
        following = analysis.forms[token + 1] if token + 1 < len(analysis) else ""
        if analysis.tags[token] == "NOUN" or (following[:1].isupper() and first_name_gender(following) is not None):
            return False
    seen = any(n.kind == "PER" and n.first <= token < n.last for n in analysis.names)
    if seen or first_name_gender(form) is not None:
        return True
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
        elif place > token and _REGNAL.match(form):
            return place + 1
        elif form.lower() in PARTICLES and place + 1 < end and _goes_on(analysis, token, place):
            place += 1
        else:
            break
    return last


def _goes_on(analysis: Analysis, first: int, place: int) -> bool:
    """Whether a particle leads on in a name (`de la Rosa`) and not to a body or town (`Rosa von den Grünen`)."""
    if place == first:
        return analysis.forms[place] in ("al", "el", "de", "van", "von")
    following = next((f for f in analysis.forms[place + 1 : place + 4] if f.lower() not in PARTICLES), "")
    here = known(following) or known(following.partition("-")[0])
    return here is None or (here.kind == "place" and analysis.forms[place] != "aus")


def role_noun(analysis: Analysis, token: int) -> Noun | None:
    """The noun of an office or a person at a token, if it can introduce a name."""
    here = noun(analysis.forms[token])
    if here is None or here.kind not in ("office", "person"):
        return None
    # `Bertelsmann`, `Leutheusser`: a proper name that only looks like a compound.
    lookalike = analysis.tags[token] == "PROPN" and here.kind == "person" and here.prefix and "-" not in here.prefix
    return None if lookalike else here


def titled(analysis: Analysis, lexical: list[Mention]) -> Iterator[Mention]:
    """Names right after a title (`General X`), unless a known state, body or capital stands there."""
    inside = {t for m in lexical if m.last - m.first > 1 for t in range(m.first, m.last - 1)}
    towns = {m.first for m in lexical if m.kind == "place"}
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
        if last > token + 1 and (title.kind == "office" or _personal(analysis, title, token + 1, last)):
            if last == token + 2 and (token + 1 in towns or analysis.forms[token + 1].isupper()):
                continue
            mention = person(analysis, token + 1, last, "title")
            mention.gender = mention.gender or (title.gender if title.gender in "mf" else "")
            yield mention


def _personal(analysis: Analysis, title: Noun, first: int, last: int) -> bool:
    """Whether what follows a plain noun for a person is surely a name: a first name, or seen as a person's."""
    if first_name_gender(analysis.forms[first]) is not None:
        return True
    near = [n for n in analysis.names if n.first < last and first < n.last]
    if any(n.first < first for n in near):
        return True  # the analyser sees title and name as one
    kinds = {n.kind for n in near}
    if kinds:
        return kinds == {"PER"} and title.lemma not in ("Tochter", "Mutter", "Schwester")
    return last - first > 1 and title.field != "inhabitant"


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
        and not is_known(form)
    )


_COMPANY = frozenset(
    ("AG", "GmbH", "KG", "SE", "Inc", "Inc.", "Corp", "Corp.", "Ltd", "Ltd.", "Stiftung", "City", "Airlines")
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
            if analysis.forms[last - 1] in _COMPANY or (last < len(analysis) and analysis.forms[last] in _COMPANY):
                continue
            if last > token + 1 and (is_name_word(analysis, token + 1) or following.lower() in PARTICLES):
                yield person(analysis, token, last, "first name")
