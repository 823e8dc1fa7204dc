"""Names in a text: those that lexicons know, that titles and first names announce, and that the analyser finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.analysis import Analysis, Name
from lagebild.annotate.entities.announced import CIVIC, announced, capital_bodies, quoted_bodies
from lagebild.annotate.entities.mention import (
    ARTICLES,
    OPENING,
    Mention,
    over,
    sentence_start,
)
from lagebild.annotate.entities.persons import first_named, is_name_word, person, role_noun, titled
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import (
    adjective_state,
    first_name_gender,
    folded,
    known,
    known_names,
    longest_name,
)
from lagebild.lexicon.nouns import noun
from lagebild.reading import EntityKind

_KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_WORD = re.compile(r"[^\W\d_]")
_APPOSED = re.compile(
    r"(agentur|zeitung|blatt|behörde|konzern|sender|firma|unternehmen|stadt|provinz|staat|organisation|bewegung|gruppe"
    r"|gewerkschaft|miliz|partei|hersteller|gesellschaft|region|insel|dorf|ort|gemeinde|magazin)(es|s)?$",
    re.IGNORECASE,
)
"""Nouns that stand before a name and are no part of it, as GermEval counts names."""
_NOT_NAME = frozenset(("von", "der", "dem", "den", "vom", "Dr.", "Prof.", "Herr", "Herrn", "Frau"))
_APART = frozenset(("Regierung", "Kabinett", "Administration", "Führung", "Opposition", "Armee", "Polizei", "Militär"))


def find_names(analysis: Analysis) -> list[Mention]:
    """All names, left to right, none overlapping another."""
    found: list[Mention] = []
    taken = bytearray(len(analysis))

    def take(mention: Mention) -> None:
        if mention.first < mention.last and not any(taken[mention.first : mention.last]):
            taken[mention.first : mention.last] = b"\1" * (mention.last - mention.first)
            found.append(mention)

    tagged = [n for n in analysis.names if n.kind in _KINDS]
    for mention in quoted_bodies(analysis):
        take(mention)
    lexical = list(_lexical(analysis))
    for mention in titled(analysis, lexical):
        take(mention)
    # A longer name of a body that holds a known one (Demokratische Partei Serbiens) wins over the known one.
    inside = [m for m in lexical if any(t.kind in ("ORG", "LOC") and _wraps(analysis, t, m) for t in tagged)]
    for mention in lexical:
        if mention not in inside:
            take(mention)
    for mention in capital_bodies(analysis):
        take(mention)
    for mention in first_named(analysis, taken):
        take(mention)
    surnames = {folded(analysis.forms[m.last - 1]): m for m in found if m.kind == "person" and m.last - m.first > 1}
    for mention in list(_tagged(analysis, taken, surnames)):
        take(mention)
    for mention in [*inside, *announced(analysis, taken)]:
        take(mention)
    for mention in _carried(analysis, found, taken):
        take(mention)
    return sorted(found, key=lambda m: m.first)


def _wraps(analysis: Analysis, name: Name, mention: Mention) -> bool:
    """Whether the analyser sees a longer name of a body or place around a known one."""
    if not (
        name.first <= mention.first
        and mention.last <= name.last
        and name.last - name.first > mention.last - mention.first
    ):
        return False
    around = [t for t in range(name.first, name.last) if not mention.first <= t < mention.last]
    if any(first_name_gender(analysis.forms[t]) is not None for t in around):
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
            if length == 1 and here.kind == "place" and _is_infinitive(analysis, token):
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
    return any(
        n.kind == "PER" and n.first <= token < n.last and n.last - n.first > 1 and analysis.forms[n.first][:1].isupper()
        for n in analysis.names
        if not (n.first == token and analysis.forms[token].endswith("s"))
    )


def _tagged(analysis: Analysis, taken: bytearray, surnames: dict[str, Mention]) -> Iterator[Mention]:
    """The analyser's names, drawn tight; `surnames` are those of persons already found by their full names."""
    for name in analysis.names:
        kind = _KINDS.get(name.kind)
        if kind is None:
            continue
        first, last = name.first, name.last
        while first < last and (taken[first] or _leads(analysis, first, last, kind)):
            first += 1
        while last > first and taken[last - 1]:
            last -= 1
        while last > first and (kind == "person" or "-" in analysis.forms[last - 1]) and role_noun(analysis, last - 1):
            head = analysis.forms[last - 1].rpartition("-")[0]
            if head and (*analysis.forms[first : last - 1], head) in known_names():
                last = first  # `Amnesty International-Sprecher`: a body inside a compound, and no name of its own
                break
            if last - first == 1 and kind == "person" and analysis.tags[first] == "PROPN":
                break
            if last - first == 2 and first_name_gender(analysis.forms[first]) is not None and not head:
                break  # a surname that is the word for a trade as well
            last -= 1
        if kind == "person":
            last = _without_tail(analysis, first, last)
            form = analysis.forms[first] if first < last else ""
            if last - first > 1 and first_name_gender(form) is None and _bare(form, surnames) in surnames:
                last = first + 1
        while last > first and (taken[last - 1] or analysis.forms[last - 1] in (",", *OPENING)):
            last -= 1
        role = role_noun(analysis, last - 1) if last > first and kind != "person" else None
        if role is not None and (role.field != "inhabitant" or last - first == 1):
            continue
        if first >= last or not _WORD.search(analysis.text[analysis.starts[first] : analysis.ends[last - 1]]):
            continue
        if last - first == 1 and not _plausible(analysis, first, kind):
            continue
        kind = _introduced(analysis, first) or kind
        if kind == "person" and last - first == 1 and first and _is_in(analysis, first):
            kind = "place"
        here = known(analysis.span(first, last).of(analysis.text)) if last - first < name.last - name.first else None
        if here is not None:
            mention = over(analysis, first, last, _lexical_kind(here.kind), here.name, "name", "lexicon")
            mention.known, mention.gender, mention.state = here, here.gender, here.state if here.kind == "state" else ""
            yield mention
        elif kind == "person":
            yield person(analysis, first, last, "analyser")
        else:
            span = analysis.span(first, last).of(analysis.text)
            yield over(analysis, first, last, kind, span, "name", "analyser")


def _is_in(analysis: Analysis, token: int) -> bool:
    """Whether an unknown name follows `in`, as towns do and people do not."""
    before = analysis.forms[token - 1]
    return before.lower() == "in" and first_name_gender(analysis.forms[token]) is None


def _leads(analysis: Analysis, first: int, last: int, kind: EntityKind) -> bool:
    """Whether the first word of a tagged name is an article, a title, an adjective or a noun before the name."""
    form = analysis.forms[first]
    if form in OPENING or (kind == "person" and (form in _NOT_NAME or role_noun(analysis, first) is not None)):
        return True
    if first == last - 1:
        return False
    owner = known(form)
    if kind == "person" and owner is not None and owner.kind in ("state", "place"):
        return first_name_gender(analysis.forms[first + 1]) is not None
    if form in ARTICLES or (adjective_state(form) is not None and (form.startswith("US-") or not form[:1].isupper())):
        return True
    return _APPOSED.search(form) is not None and is_name_word(analysis, first + 1)


def _without_tail(analysis: Analysis, first: int, last: int) -> int:
    """Where a person's name ends that the analyser drew too far: over a common noun, or over `von` and a body."""
    for token in range(first + 1, last):
        following = analysis.forms[last - 1]
        if analysis.forms[token] in ("von", "vom") and (known(following) or known(following.partition("-")[0])):
            return token
    while last - first > 1 and analysis.tags[last - 1] == "NOUN" and is_known(analysis.forms[last - 1]):
        if first_name_gender(analysis.forms[last - 2]) is not None:
            break
        last -= 1
    return last


def _introduced(analysis: Analysis, first: int) -> EntityKind | None:
    """The kind that a noun right before a name gives it (`die Bewegung X`, `die Stadt Y`), None where there is none."""
    genitive = analysis.feat(first, "Case") == "Gen" and analysis.forms[first].endswith("s")
    if first == sentence_start(analysis, first) or genitive:
        return None
    here = noun(analysis.forms[first - 1])
    if (
        here is None
        or here.number == "Plur"
        or here.base in ("Regierung", "Kabinett", "Administration", "Führung", "Land")
        or analysis.forms[first - 1].lower().endswith(CIVIC)
    ):
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
    if kind == "person" and analysis.tags[token] == "NOUN" and analysis.feat(token, "Number") == "Plur":
        return False
    if here is None:
        return True
    if kind == "place" and (
        analysis.tags[token] == "PROPN" or (here.prefix and here.number != "Plur" and not _determined(analysis, token))
    ):
        return True  # towns are named as compounds are: after what stood, grew or flowed there
    return kind == "person" and here.kind == "person" and here.prefix == "" and analysis.tags[token] == "PROPN"


def _determined(analysis: Analysis, token: int) -> bool:
    """Whether an article, a numeral or an adjective stands before a noun, as before common ones."""
    before = token - 1
    return before >= 0 and (
        analysis.tags[before] in ("DET", "ADJ", "NUM")
        or analysis.forms[before].lower() in ("im", "am", "zum", "zur", "beim", "vom", "ins")
    )


def _is_infinitive(analysis: Analysis, token: int) -> bool:
    """Whether a town's name is a verb made a noun here (`zum Essen`)."""
    form = analysis.forms[token]
    return (
        form.endswith("en")
        and token > 0
        and analysis.forms[token - 1].lower() in ("zum", "beim", "das", "vom")
        and is_known(form.lower())
    )


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
        opens = token == sentence_start(analysis, token) and analysis.tags[token] not in ("PROPN", "NOUN")
        if key in surnames and not (opens and is_known(form.lower())):
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
