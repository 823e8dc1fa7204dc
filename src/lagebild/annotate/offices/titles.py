"""What a title noun says: the office's name, and what its own prefix says of it."""

from __future__ import annotations

from typing import NamedTuple, cast

from lagebild.analysis import Analysis
from lagebild.annotate.text import Text
from lagebild.lexicon.gazetteer import adjective_state, first_name_gender
from lagebild.lexicon.nouns import Noun, feminine_of, noun
from lagebild.lexicon.words import closed, closed_map, word_set
from lagebild.reading import Entity, OfficeStatus

_BREAKS = (",", ";", ":", "(", ")")
_FARTHEST = 9
"""Tokens before a title among which its article and adjectives are looked for."""


class Title(NamedTuple):
    """An office's name in the nominative singular, the status that its prefix gives it, and the noun behind it."""

    name: str
    prefix: OfficeStatus | None
    noun: Noun


def office_noun(form: str) -> Noun | None:
    """The office that a noun names, None for any other noun."""
    here = noun(form)
    return here if here is not None and here.kind == "office" else None


def gender_of(entity: Entity) -> str:
    """A person's gender by the first name, empty if it does not tell."""
    words = entity.name.split()
    return (first_name_gender(words[0]) or "") if len(words) > 1 else ""


def title_of(text: Text, token: int, person: Entity) -> Title | None:
    """The title of a person at a token; None if the token is no title, or one of several people."""
    part = text.part_of(token)
    cut = part[1].end - text.analysis.starts[token] if part is not None else 0
    return title_at(text.analysis, token, cut, gender_of(person))


def title_at(analysis: Analysis, token: int, cut: int, gender: str) -> Title | None:
    """The title at a token; `cut` code points at its beginning name a body; `gender` is the bearer's, if known."""
    here = office_noun(analysis.forms[token])
    if here is None or here.number == "Plur":
        return None
    following = analysis.forms[token + 1] if token + 1 < len(analysis) else ""
    if here.adjectival and office_noun(following) is not None:
        return None  # `der Vorsitzende Richter`: an adjective of the next title
    base = _gendered(here, analysis, token, gender)
    head = base[cut:].lstrip("-") if 0 < cut < len(base) and not analysis.forms[token].startswith("Bundes") else base
    if here.prefix.lower() == "mit" and not here.base.startswith("Mitg"):
        head = base[3:]
    base = head[:1].upper() + head[1:]
    status, base = _unprefixed(base) or (None, base)
    kept = _kept_adjective(analysis, token, base, here, gender)
    return Title(f"{kept} {base}" if kept else base, status, here)


def singular_of(here: Noun, gender: str, cut: int = 0) -> Title:
    """The title of one of several bearers of a plural noun, in the bearer's gender (`m`, `f` or empty).

    The first `cut` code points of the noun name a body, and are no part of the title.
    """
    feminine = feminine_of(here.lemma, "") if gender == "f" else ""
    head = feminine or here.lemma
    name = here.prefix + (head if not here.prefix or here.prefix.endswith("-") else head[:1].lower() + head[1:])
    rest = name[cut:].lstrip("-") if 0 < cut < len(name) else name
    return Title(rest[:1].upper() + rest[1:], None, here)


def _unprefixed(base: str) -> tuple[OfficeStatus, str] | None:
    """What a title is without `Ex-`, `Interims-` and the like, and what that prefix says; the most plausible reading."""
    found: list[tuple[bool, OfficeStatus, str]] = []
    for prefix, means in closed_map("prefixes_of_titles").items():
        rest = base.removeprefix(prefix).lstrip("-") if base.startswith(prefix) else ""
        rest = rest[:1].upper() + rest[1:]
        whole = office_noun(rest) if rest else None
        if whole is not None and (not whole.prefix or noun(whole.prefix) is not None or len(whole.prefix) > 4):
            found.append((bool(whole.prefix), cast(OfficeStatus, means), rest))
    best = min(found, key=lambda f: f[0], default=None)
    return (best[1], best[2]) if best is not None else None


def _gendered(here: Noun, analysis: Analysis, token: int, gender: str) -> str:
    """The base of a noun declined like an adjective, in its bearer's gender (`Vorsitzender`, `Vorsitzende`)."""
    if not here.adjectival:
        return here.base
    words = modifiers(analysis, token)
    before = analysis.forms[words[-1]].lower() if words else ""
    form = analysis.forms[token]
    if not gender:
        masculine = before in closed("articles_of_masculine_titles") or form.endswith("er")
        masculine = masculine or (before == "der" and form.endswith("e"))
        gender = "m" if masculine else "f" if before in ("die", "eine", "zur") or form.endswith("e") else "m"
    stem = here.base[:-2] if here.base.endswith("er") else here.base[:-1]
    return stem + ("er" if gender == "m" else "e")


def modifiers(analysis: Analysis, token: int) -> list[int]:
    """The tokens between a title's article and the title, right to left."""
    found: list[int] = []
    start = analysis.sentences[analysis.sentence_of[token]].start
    place = token - 1
    while place >= start and token - place < _FARTHEST:
        form = analysis.forms[place]
        if form in _BREAKS or analysis.tags[place] in ("AUX", "CCONJ", "SCONJ"):
            break
        if analysis.tags[place] == "VERB" and not _participle(form):
            break
        found.append(place)
        if form.lower() in closed("articles"):
            break
        place -= 1
    return found


def _participle(form: str) -> bool:
    """True if a form that is tagged as a verb is a participle that says something of a title (`abgesetzte`)."""
    names = ("former_adjectives", "interim_adjectives", "designated_adjectives")
    return form.endswith(("en", "e", "er")) and any(declined_of(form, name) for name in names)


def declined_of(form: str, name: str) -> bool:
    """True if a form is one of a set of adjectives, declined; those of what is over also where they are not."""
    stems = word_set(name)
    low = form.lower()
    if name == "former_adjectives" and low in stems:
        return True
    return any(low.endswith(end) and low[: -len(end)] in stems for end in closed("adjective_endings"))


def _kept_adjective(analysis: Analysis, token: int, base: str, here: Noun, gender: str) -> str:
    """An adjective that is part of the office's name (`stellvertretender Vorsitzender`)."""
    place = token - 1
    start = analysis.sentences[analysis.sentence_of[token]].start
    while place >= start and adjective_state(analysis.forms[place]):
        place -= 1
    stem = _stem_in_title(analysis.forms[place]) if place >= start else None
    if stem is None:
        return ""
    feminine = here.gender == "f" or (here.adjectival and base.endswith("e")) or (not here.gender and gender == "f")
    return stem + ("e" if feminine else "es" if here.gender == "n" else "er")


def _stem_in_title(form: str) -> str | None:
    """The stem of an adjective that may be part of a title."""
    stems = (form[: -len(end)] for end in closed("adjective_endings") if form.endswith(end))
    known = word_set("adjectives_in_titles")
    return next(
        (s for s in stems if s.lower() in known or s.lower().removesuffix("politisch") not in ("", s.lower())), None
    )
