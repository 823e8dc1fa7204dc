"""Names in a text: those the lexicons know, those that titles and first names announce, and those the analyser finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import simplemma

from lagebild.analysis import Analysis, Name
from lagebild.annotate.entities.mention import (
    ARTICLES,
    OPENING,
    PARTICLES,
    Mention,
    over,
    sentence_end,
    sentence_start,
)
from lagebild.lexicon.gazetteer import adjective_place, adjective_state, first_name_gender, folded, known_names, longest_name
from lagebild.lexicon.nouns import Noun, noun
from lagebild.reading import EntityKind

_KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_WORD = re.compile(r"[^\W\d_]")
_INITIALS = re.compile(r"(?:[A-ZÄÖÜ]\.)+(?:[A-ZÄÖÜ]\.?)?$")
_ACRONYM = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9&\-]{1,7}s?$")
_CAPITAL_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][\w\-]*[a-zäöüß](e|en|er|es|em)$")
_ARABIC = re.compile(r"([Aa]l|[Ee]l|[Aa]s|[Aa]d|[Aa]n|[Aa]r|[Aa]sch|d|D|l|L|O)[-'’][A-ZÄÖÜ]")
_APPOSED = re.compile(
    r"(agentur|zeitung|blatt|behörde|konzern|sender|firma|unternehmen|stadt|provinz|staat|organisation|bewegung|gruppe"
    r"|gewerkschaft|miliz|partei|hersteller|gesellschaft|region|insel|dorf|ort|gemeinde|magazin)s?$",
    re.IGNORECASE,
)
"""Nouns that stand before a name and are no part of it, as GermEval counts names."""
_APART = frozenset(("Regierung", "Kabinett", "Administration", "Führung", "Opposition", "Armee", "Polizei", "Militär"))
_COLLECTIVE = frozenset(("organisation", "group"))


def find_names(analysis: Analysis) -> list[Mention]:
    """All names, left to right, none overlapping another."""
    found: list[Mention] = []
    taken = bytearray(len(analysis))

    def take(mention: Mention) -> None:
        if mention.first < mention.last and not any(taken[mention.first : mention.last]):
            taken[mention.first : mention.last] = b"\1" * (mention.last - mention.first)
            found.append(mention)

    tagged = [n for n in analysis.names if n.kind in _KINDS]
    for mention in _quoted_bodies(analysis):
        take(mention)
    lexical = list(_lexical(analysis))
    for mention in _titled(analysis, lexical):
        take(mention)
    # A longer name of a body that holds a known one (Demokratische Partei Serbiens) wins over the known one.
    inside = [m for m in lexical if any(t.kind in ("ORG", "LOC") and _wraps(analysis, t, m) for t in tagged)]
    for mention in lexical:
        if mention not in inside:
            take(mention)
    for mention in _capital_bodies(analysis):
        take(mention)
    for mention in _first_named(analysis, taken):
        take(mention)
    for mention in _tagged(analysis, taken):
        take(mention)
    for mention in [*inside, *_announced(analysis, taken)]:
        take(mention)
    for mention in _carried(analysis, found, taken):
        take(mention)
    return sorted(found, key=lambda m: m.first)


def _wraps(analysis: Analysis, name: Name, mention: Mention) -> bool:
    """Whether the analyser sees a longer name of a body or place around a known one."""
    if not (name.first <= mention.first and mention.last <= name.last and name.last - name.first > mention.last - mention.first):
        return False
    if any(analysis.forms[t] in (",", "/", "und", *OPENING) for t in range(name.first, name.last)):
        return False
    head = noun(analysis.forms[name.first])
    return head is None or (head.kind == "organisation" and head.base not in _APART)


def _lexical(analysis: Analysis) -> Iterator[Mention]:
    forms, table = analysis.forms, known_names()
    token = 0
    while token < len(forms):
        for length in range(min(longest_name(), len(forms) - token), 0, -1):
            here = table.get(forms[token : token + length])
            if here is None or (length == 1 and _is_part_of_person(analysis, token)):
                continue
            mention = over(analysis, token, token + length, _lexical_kind(here.kind), here.name, "name", "lexicon")
            mention.known, mention.gender = here, here.gender
            mention.state = here.state if here.kind == "state" else ""
            mention.number = "Plur" if here.gender == "pl" else "Sing"
            yield mention
            token += length - 1
            break
        token += 1


def _lexical_kind(kind: str) -> EntityKind:
    return "state" if kind == "state" else "place" if kind == "place" else "organisation"


def _is_part_of_person(analysis: Analysis, token: int) -> bool:
    """Whether a known first name stands right before, or the analyser sees a person's longer name around."""
    before = analysis.forms[token - 1] if token else ""
    if first_name_gender(before) is not None and analysis.sentence_of[token - 1] == analysis.sentence_of[token]:
        return not before.endswith("s")
    return any(n.kind == "PER" and n.first <= token < n.last and n.last - n.first > 1 for n in analysis.names)


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
    if any(n.kind == "PER" and n.first <= token < n.last for n in analysis.names) or first_name_gender(form) is not None:
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
        if is_name_word(analysis, place):
            place += 1
            last = place
        elif form.lower() in PARTICLES and place + 1 < end and (place > token or form in ("al", "el", "de", "van", "von")):
            place += 1
        else:
            break
    return last


def role_noun(analysis: Analysis, token: int) -> Noun | None:
    """The noun of an office or a person at a token, if it can introduce a name."""
    here = noun(analysis.forms[token])
    return here if here is not None and here.kind in ("office", "person") else None


def _titled(analysis: Analysis, lexical: list[Mention]) -> Iterator[Mention]:
    places = {m.first for m in lexical if m.kind in ("state", "organisation") or (m.known and m.known.role == "capital")}
    for token in range(len(analysis) - 1):
        title = role_noun(analysis, token)
        if title is None or title.number == "Plur" or analysis.sentence_of[token] != analysis.sentence_of[token + 1]:
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


def _first_named(analysis: Analysis, taken: bytearray) -> Iterator[Mention]:
    for token in range(len(analysis) - 1):
        if taken[token] or first_name_gender(analysis.forms[token]) is None:
            continue
        if token and analysis.forms[token - 1][:1].isupper() and first_name_gender(analysis.forms[token - 1]) is not None:
            continue
        following = analysis.forms[token + 1]
        if token + 1 < sentence_end(analysis, token) and not taken[token + 1]:
            last = name_run(analysis, token)
            if last > token + 1 and (is_name_word(analysis, token + 1) or following.lower() in PARTICLES):
                yield person(analysis, token, last, "first name")


def _tagged(analysis: Analysis, taken: bytearray) -> Iterator[Mention]:
    for name in analysis.names:
        kind = _KINDS.get(name.kind)
        if kind is None:
            continue
        first, last = name.first, name.last
        while first < last and (
            taken[first]
            or analysis.forms[first] in OPENING
            or (first < last - 1 and (analysis.forms[first].lower() in ARTICLES and analysis.forms[first].islower()))
            or (kind == "person" and role_noun(analysis, first) is not None)
            or (first < last - 1 and _APPOSED.search(analysis.forms[first]) and is_name_word(analysis, first + 1))
        ):
            first += 1
        while last > first and (kind == "person" or "-" in analysis.forms[last - 1]) and role_noun(analysis, last - 1):
            if last - first == 1 and kind == "person" and analysis.tags[first] == "PROPN":
                break
            last -= 1
        while last > first and (taken[last - 1] or analysis.forms[last - 1] in OPENING or analysis.forms[last - 1] == ","):
            last -= 1
        if first >= last or not _WORD.search(analysis.text[analysis.starts[first] : analysis.ends[last - 1]]):
            continue
        if last - first == 1 and not _plausible(analysis, first, kind):
            continue
        kind = _introduced(analysis, first) or kind
        if kind == "person":
            yield person(analysis, first, last, "analyser")
        else:
            span = analysis.span(first, last).of(analysis.text)
            yield over(analysis, first, last, kind, span, "name", "analyser")


def _introduced(analysis: Analysis, first: int) -> EntityKind | None:
    """The kind that a noun right before a name gives it (`die Bewegung X`, `die Stadt Y`), None where there is none."""
    if first == sentence_start(analysis, first) or analysis.feat(first, "Case") == "Gen":
        return None
    here = noun(analysis.forms[first - 1])
    if here is None or here.number == "Plur" or here.base in ("Regierung", "Kabinett", "Administration", "Führung", "Land"):
        return None
    return "organisation" if here.kind == "organisation" else "place" if here.kind == "place" else None


def _plausible(analysis: Analysis, token: int, kind: EntityKind) -> bool:
    """Whether a single tagged token is a name: not an adjective of a state and not a plain German noun."""
    form = analysis.forms[token]
    if not form[:1].isupper() and not form[:1].isdigit() and "-" not in form:
        return False
    if adjective_state(form) or analysis.tags[token] in ("ADJ", "DET", "ADP", "VERB", "AUX", "PRON", "ADV"):
        return False
    here = noun(form)
    if here is None:
        return True
    return kind == "person" and here.kind == "person" and here.prefix == "" and analysis.tags[token] == "PROPN"


def _quoted_bodies(analysis: Analysis) -> Iterator[Mention]:
    """`die Bewegung „Neuer Weg“`, `der Sender "Kanal 3"`: a body's noun and a name in quotation marks."""
    forms = analysis.forms
    for token in range(len(forms) - 2):
        if forms[token + 1] not in OPENING or analysis.sentence_of[token] != analysis.sentence_of[token + 2]:
            continue
        here = noun(forms[token])
        introduced = here is not None and here.kind in ("organisation", "group")
        regent = forms[token].lower() in ("die", "der", "des", "dem", "regierende", "regierenden", "viele", "beispiel")
        if not introduced and not regent:
            continue
        last = next((t for t in range(token + 2, min(token + 12, len(forms))) if forms[t] in OPENING), None)
        if last is None or last == token + 2 or not forms[token + 2][:1].isupper():
            continue
        if not introduced and not _looks_like_body(analysis, token + 2, last):
            continue
        name = analysis.span(token + 2, last).of(analysis.text)
        yield over(analysis, token + 2, last, "organisation", name, "name", "quoted")


def _looks_like_body(analysis: Analysis, first: int, last: int) -> bool:
    forms = analysis.forms[first:last]
    following = analysis.forms[last + 1 : last + 3]
    bracketed = len(following) == 2 and following[0] == "(" and bool(_ACRONYM.match(following[1]))
    if any(analysis.tags[t] in ("VERB", "AUX") for t in range(first, last)) and not bracketed:
        return False
    nouns = [noun(form) for form in forms]
    return bracketed or any(n is not None and n.kind in _COLLECTIVE for n in nouns) or any(
        form in ("Party", "Front", "Movement", "Partij", "Union", "Alliance", "Kraft") for form in forms
    )


def _capital_bodies(analysis: Analysis) -> Iterator[Mention]:
    """`die Ständige Kommission`: within a sentence only a name has its adjective in capitals."""
    for token in range(len(analysis) - 1):
        if token == sentence_start(analysis, token) or analysis.forms[token - 1] in (*OPENING, ":"):
            continue
        last = token
        while last < len(analysis) and _CAPITAL_ADJECTIVE.match(analysis.forms[last]) and noun(analysis.forms[last]) is None:
            last += 1
        if last == token or last >= sentence_end(analysis, token) or analysis.tags[token] in ("VERB", "AUX"):
            continue
        if adjective_place(analysis.forms[token]) or first_name_gender(analysis.forms[token]) is not None:
            continue
        here = noun(analysis.forms[last])
        if here is not None and here.kind == "organisation" and here.number != "Plur":
            name = analysis.span(token, last + 1).of(analysis.text)
            yield over(analysis, token, last + 1, "organisation", name, "name", "capital adjective")


def _announced(analysis: Analysis, taken: bytearray) -> Iterator[Mention]:
    """`die Zeitung Morgenblatt`, `der Konzern Hansol`, `(PVV)`: what a body's or place's noun, or a bracket, introduces."""
    forms = analysis.forms
    for token in range(len(forms) - 1):
        if taken[token + 1] or analysis.sentence_of[token] != analysis.sentence_of[token + 1]:
            continue
        if forms[token] == "(" and token + 2 < len(forms) and forms[token + 2] == ")" and token:
            if _ACRONYM.match(forms[token + 1]) and not forms[token + 1].isdigit():
                yield over(analysis, token + 1, token + 2, "organisation", forms[token + 1], "name", "bracket")
            continue
        here = noun(forms[token])
        if here is None or here.number == "Plur" or here.kind not in ("organisation", "place"):
            continue
        last = token + 1
        while last < sentence_end(analysis, token) and not taken[last] and is_name_word(analysis, last):
            last += 1
        if last > token + 1 and analysis.tags[token + 1] in ("PROPN", "X"):
            span = analysis.span(token + 1, last).of(analysis.text)
            kind: EntityKind = "place" if here.kind == "place" else "organisation"
            yield over(analysis, token + 1, last, kind, span, "name", "announced")


def _carried(analysis: Analysis, found: list[Mention], taken: bytearray) -> list[Mention]:
    """Names met once, met again: surnames alone, abbreviations, the same word untagged elsewhere."""
    surnames: dict[str, Mention] = {}
    others: dict[str, Mention] = {}
    for mention in found:
        if mention.kind == "person":
            forms = analysis.forms[mention.first : mention.last]
            if len(forms[-1]) > 2 and not (mention.rule == "analyser" and len(forms) == 1):
                surnames.setdefault(folded(forms[-1]), mention)
        elif mention.last == mention.first + 1 and mention.known is None and len(mention.name) > 2:
            others.setdefault(analysis.forms[mention.first], mention)
    # A surname that the analyser took for a place or a body is a person's wherever the text names the person in full.
    for mention in found:
        if mention.kind in ("place", "organisation") and mention.known is None and mention.last == mention.first + 1:
            whose = surnames.get(_bare(analysis.forms[mention.first], surnames))
            if whose is not None and mention.rule == "analyser":
                mention.kind, mention.gender = "person", whose.gender
    carried: list[Mention] = []
    for token, form in enumerate(analysis.forms):
        if taken[token] or not form[:1].isupper() or (noun(form) is not None and analysis.tags[token] != "PROPN"):
            continue
        key = _bare(form, surnames)
        if key in surnames and not (token == sentence_start(analysis, token) and analysis.tags[token] not in ("PROPN", "NOUN")):
            carried.append(person(analysis, token, token + 1, "carried"))
            carried[-1].gender = surnames[key].gender
        elif form in others:
            like = others[form]
            carried.append(over(analysis, token, token + 1, like.kind, like.name, "name", "carried"))
    return carried


def _bare(form: str, surnames: dict[str, Mention]) -> str:
    """The form folded, without a genitive's s or apostrophe where only that gives a known surname."""
    key = folded(form).rstrip("'’`´")
    if key not in surnames and key.endswith("s") and key[:-1].rstrip("'’") in surnames:
        return key[:-1].rstrip("'’")
    return key
