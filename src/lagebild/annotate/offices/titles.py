"""What a title noun says: the office's name, and whether it is held, was held, is to be held or is stood for."""

from __future__ import annotations

import re
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.lexicon.gazetteer import adjective_state
from lagebild.lexicon.nouns import Noun, noun
from lagebild.reading import OfficeStatus

_PREFIXES: tuple[tuple[re.Pattern[str], OfficeStatus], ...] = (
    (re.compile(r"(Ex|Alt)-?(?=\w)"), "former"),
    (re.compile(r"(Interim)-?(?=\w)"), "interim"),
    (re.compile(r"(Interims|Übergangs)-?(?=\w)"), "interim"),
)
_ADJECTIVES: tuple[tuple[re.Pattern[str], OfficeStatus], ...] = (
    (
        re.compile(
            r"(ehemalig|früher|damalig|einstig|vormalig|gestürzt|abgesetzt|entmachtet|zurückgetreten|verstorben|abgewählt"
            r"|ausgeschieden|gewesen|scheidend|entlassen|ermordet|amtsenthoben|geschasst)(e[nrms]?)?$"
        ),
        "former",
    ),
    (
        re.compile(r"(kommissarisch|geschäftsführend|vorläufig|interimistisch|einstweilig|provisorisch)(e[nrms]?)$"),
        "interim",
    ),
    (
        re.compile(
            r"(designiert|künftig|zukünftig|angehend|neugewählt|gewählt|nominiert|nächst|auserkoren)(e[nrms]?)$"
        ),
        "designated",
    ),
)
_KEPT = re.compile(
    r"(stellvertretend|parlamentarisch|\w+politisch|oberst|erst|zweit|hoh|leitend|oberkommandierend|kommandierend|regierend"
    r"|vorsitzend|ständig|geistlich|beigeordnet|außerordentlich|wissenschaftlich|kaufmännisch|persönlich)(e[nrms]?|e)$",
    re.IGNORECASE,
)
_RETIRED = re.compile(r"(a\.\s?D\.|außer Dienst|im Ruhestand|i\.\s?R\.)")
_GONE = frozenset(
    ("Tod", "Tode", "Ermordung", "Tötung", "Sturz", "Absetzung", "Beisetzung", "Begräbnis", "Hinrichtung")
)
_CANDIDATES = ("kandidat", "bewerber")


class Title(NamedTuple):
    """An office's name in the nominative singular, its status, and the noun behind it."""

    name: str
    status: OfficeStatus
    noun: Noun


def office_noun(form: str) -> Noun | None:
    """The office that a noun names, None for any other noun."""
    here = noun(form)
    return here if here is not None and here.kind == "office" else None


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
    status: OfficeStatus = "holds"
    for means, rest in _unprefixed(base):
        status, base = means, rest
        break
    if base.lower().rstrip("in").endswith(_CANDIDATES) or here.lemma.lower().endswith(_CANDIDATES):
        status = "candidate"
    kept = _kept_adjective(analysis, token, base, here, gender)
    return Title(f"{kept} {base}" if kept else base, status, here)


def _unprefixed(base: str) -> list[tuple[OfficeStatus, str]]:
    """What a title is without `Ex-`, `Interims-` and the like, the most plausible reading first."""
    found: list[tuple[bool, OfficeStatus, str]] = []
    for pattern, means in _PREFIXES:
        match = pattern.match(base)
        rest = base[match.end() :].lstrip("-") if match else ""
        rest = rest[:1].upper() + rest[1:]
        whole = office_noun(rest) if rest else None
        if whole is not None and (not whole.prefix or noun(whole.prefix) is not None or len(whole.prefix) > 4):
            found.append((bool(whole.prefix), means, rest))
    return [(means, rest) for _, means, rest in sorted(found, key=lambda f: f[0])]


def _gendered(here: Noun, analysis: Analysis, token: int, gender: str) -> str:
    """The base of a noun declined like an adjective, in its bearer's gender (`Vorsitzender`, `Vorsitzende`)."""
    if not here.adjectival:
        return here.base
    words = modifiers(analysis, token)
    before = analysis.forms[words[-1]].lower() if words else ""
    form = analysis.forms[token]
    if not gender:
        masculine = before in ("dem", "den", "des", "ein", "einem", "zum", "vom") or form.endswith("er")
        masculine = masculine or (before == "der" and form.endswith("e"))
        gender = "m" if masculine else "f" if before in ("die", "eine", "zur") or form.endswith("e") else "m"
    stem = here.base[:-2] if here.base.endswith("er") else here.base[:-1]
    return stem + ("er" if gender == "m" else "e")


def modifiers(analysis: Analysis, token: int) -> list[int]:
    """The tokens between a title's article and the title, right to left."""
    found: list[int] = []
    start = analysis.sentences[analysis.sentence_of[token]].start
    place = token - 1
    while place >= start and token - place < 9:
        form = analysis.forms[place]
        participle = analysis.tags[place] == "VERB" and form.endswith(("en", "e", "er")) and _status_of(form)
        if form in (",", ";", ":", "(", ")") or analysis.tags[place] in ("AUX", "CCONJ", "SCONJ"):
            break
        if analysis.tags[place] == "VERB" and not participle:
            break
        found.append(place)
        if form.lower() in (
            "der",
            "die",
            "das",
            "dem",
            "den",
            "des",
            "ein",
            "eine",
            "einem",
            "einer",
            "einen",
            "eines",
        ):
            break
        place -= 1
    return found


def _status_of(form: str) -> OfficeStatus | None:
    return next((means for pattern, means in _ADJECTIVES if pattern.match(form.lower())), None)


def status_around(analysis: Analysis, token: int, last: int, status: OfficeStatus) -> OfficeStatus:
    """The status that the words before a title, and those up to token `last` after it, give it."""
    if status != "holds":
        return status
    before = modifiers(analysis, token)
    if token > 1 and analysis.forms[token - 1] in ("und", "sowie") and office_noun(analysis.forms[token - 2]):
        return status_around(analysis, token - 2, last, status)  # `der frühere Richter und Minister`
    for place in before:
        if means := _status_of(analysis.forms[place]):
            return means
        if analysis.forms[place][:1].isupper() and place != token - 1 and analysis.tags[place] == "NOUN":
            break
    edge = before[-1] - 1 if before else token - 1
    if edge >= 0 and analysis.forms[edge] in _GONE:
        return "former"
    if _RETIRED.match(analysis.text[analysis.ends[token] :].lstrip()):
        return "former"
    tail = analysis.text[analysis.ends[token] : analysis.ends[min(last, len(analysis) - 1)]]
    return "former" if _RETIRED.search(tail) else "holds"


def _kept_adjective(analysis: Analysis, token: int, base: str, here: Noun, gender: str) -> str:
    """An adjective that is part of the office's name (`stellvertretender Vorsitzender`)."""
    place = token - 1
    start = analysis.sentences[analysis.sentence_of[token]].start
    while place >= start and adjective_state(analysis.forms[place]):
        place -= 1
    if place < start or not (found := _KEPT.match(analysis.forms[place])):
        return ""
    feminine = here.gender == "f" or (here.adjectival and base.endswith("e")) or (not here.gender and gender == "f")
    return found[1] + ("e" if feminine else "es" if here.gender == "n" else "er")
