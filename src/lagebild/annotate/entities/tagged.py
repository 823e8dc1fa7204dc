"""Names that only the analyser knows, trimmed: without titles, articles and nouns around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.analysis import Analysis
from lagebild.annotate.entities.candidate import Tagged
from lagebild.annotate.entities.mention import OPENING, Mention, over, over_known
from lagebild.annotate.entities.persons import begun, is_name_word, person, role_noun
from lagebild.annotate.entities.tagged_kinds import kind_of_name
from lagebild.annotate.entities.tagged_things import is_a_thing
from lagebild.annotate.entities.tagged_words import is_a_name
from lagebild.annotate.entities.weights import Weights
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import adjective_place, adjective_state, first_name_gender, folded, known, known_names
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import EntityKind

KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_WORD = re.compile(r"[^\W\d_]")
_LEAST = 3
"""So many letters at least has the first part of a compound."""
_HALF = 0.5
"""How likely it has to be that an opening word is no name."""


# What stands before a name and is no part of it


def _title(case: Tagged) -> bool | None:
    if case.kind != "person":
        return None
    role = role_noun(case.analysis, case.begin) is not None
    return True if role or case.opening in word_set("before_persons") else None


def _article(case: Tagged) -> bool | None:
    return True if not case.alone and case.opening in closed("articles") else None


def _adjective(case: Tagged) -> bool | None:
    form = case.opening
    small = form.islower() and case.analysis.tags[case.begin] == "ADJ"
    return (
        True if not case.alone and (small or (form.startswith("US-") and adjective_state(form) is not None)) else None
    )


def _town_of_a_body(case: Tagged) -> bool | None:
    if case.alone or adjective_place(case.opening) is None or known(_words(case)) is not None:
        return None
    rest = known(_words(case._replace(begin=case.begin + 1)))
    return True if rest is not None and rest.kind == "organisation" else None


def _herald(case: Tagged) -> bool | None:
    return (
        True
        if not case.alone and _is_herald(case.opening.lower()) and is_name_word(case.analysis, case.begin + 1)
        else None
    )


def _is_herald(form: str) -> bool:
    ends = word_tuple("name_heralds")
    end = next((e + s for e in ends for s in ("", "s", "es") if form.endswith(e + s)), None)
    # *Port* is no *Ort*: what stands before the noun is a word, too
    return end is not None and (form == end or len(form) - len(end) >= _LEAST)


def _opening_word(case: Tagged) -> bool | None:
    begin = case.begin
    if case.kind != "person" or case.alone or first_name_gender(case.opening) is not None:
        return None
    chances = case.weights.of(begin, begin + 1) if case.weights.opens(begin) else None
    return True if chances is not None and chances.none > _HALF and case.weights.common(begin) else None


def _place(case: Tagged) -> bool | None:
    if case.kind != "person" or case.alone or first_name_gender(case.opening) is not None:
        return None
    if case.opening in word_set("lands_of_states"):
        return True if case.end - case.begin > 2 else None
    here = known(case.opening)
    named = here is not None and here.kind in ("place", "state")
    return True if named and first_name_gender(case.analysis.forms[case.begin + 1]) is not None else None


LEADS: tuple[Rule[Tagged, bool], ...] = (
    Rule(
        name="before-name/title",
        find=_title,
        why="A title, *Herr* or *von* before a person's name is no part of it.",
        yes=(("Das neue Amt soll Herrn Demmingen zufallen.", ""),),
    ),
    Rule(
        name="before-name/article",
        find=_article,
        why="An article is no part of the name after it.",
        yes=(("Am Abend sprach der Ragnur Demmsen lange.", ""),),
    ),
    Rule(
        name="before-name/adjective",
        find=_adjective,
        why="An adjective in small letters, or one with *US-*, is no part of the name after it.",
        yes=(("Die Halle im baden-württembergischen Laupheim soll an das Unternehmen verkauft werden.", ""),),
    ),
    Rule(
        name="before-name/town-of-a-body",
        find=_town_of_a_body,
        why="A town's adjective before a body that is known is no part of its name: the branch there is part of the body.",
        yes=(("Die Kölner AfD klagte.", ""),),
        no=("Die Frankfurter Allgemeine Zeitung klagte.",),
    ),
    Rule(
        name="before-name/herald",
        find=_herald,
        why="A noun such as *Zeitung* or *Stadt* before a name is no part of it.",
        yes=(("Am Abend brannte es auf der Autobahn bei Wolmstadt Süd.", ""), ("In Neustadt Wolm brannte es.", "")),
        no=("In Port Sulm brannte es.",),
    ),
    Rule(
        name="before-name/place",
        find=_place,
        why="A known place or state before a first name, and a land of one before two words, are no part of the name.",
        yes=(
            ("Das sagte der Präsident der Region Chile Karl Demm.", ""),
            ("Am Abend hat der Gouverneur von Massachusetts Mittro Velmey die Wahl gewonnen.", ""),
        ),
    ),
    Rule(
        name="before-name/opening-word",
        find=_opening_word,
        why="A German word in capitals because it opens a sentence is no part of the name after it, unless it is likely one.",
        yes=(("Hallo Vera, kommst du am Abend nach Wolm?", ""),),
    ),
)
"""Says if the first word that is left does not belong to the name; if no rule answers, it does."""


# What stands behind a name and is no part of it


def _compound_of_a_body(case: Tagged) -> int | None:
    head = case.closing.rpartition("-")[0]
    whole = (*case.analysis.forms[case.begin : case.end - 1], head)
    return case.begin if head and whole in known_names() else None


def _trade_after_first_name(case: Tagged) -> int | None:
    pair = case.end - case.begin == 2 and first_name_gender(case.opening) is not None
    return case.end if pair and "-" not in case.closing.lstrip("-") else None


def _role(case: Tagged) -> int | None:
    return case.end - 1


ROLES: tuple[Rule[Tagged, int], ...] = (
    Rule(
        name="role-in-name/compound-of-a-body",
        find=_compound_of_a_body,
        why="A role joined by a hyphen to the name of a body leaves no name of its own.",
        yes=(("Am Abend schwieg die Human Rights Watch-Direktorin.", ""),),
    ),
    Rule(
        name="role-in-name/after-a-first-name",
        find=_trade_after_first_name,
        why="The word for a trade after a first name is a surname.",
        yes=(("Vor Ort waren Birgit Prinz und Vera Tok.", ""),),
    ),
    Rule(
        name="role-in-name/role",
        find=_role,
        why="A role at the end of what the analyser takes for a name is no part of it.",
        yes=(("Das sagten Evangelikale Christen.", ""),),
    ),
)
"""The end of a name whose last word is a noun for a role; `begin` if nothing is left of it."""


def _before_body(case: Tagged) -> int | None:
    a = case.analysis
    if not (known(case.closing) or known(case.closing.partition("-")[0])):
        return None
    return next((t for t in range(case.begin + 1, case.end) if a.forms[t] in ("von", "vom")), None)


def _common_tail(case: Tagged) -> int | None:
    a, end = case.analysis, case.end
    while end - case.begin > 1 and a.tags[end - 1] == "NOUN" and is_known(a.forms[end - 1]):
        if first_name_gender(a.forms[end - 2]) is not None:
            break
        end -= 1
    return end if end < case.end else None


def _idiom(case: Tagged) -> int | None:
    return case.end - 1 if not case.alone and case.closing in word_set("nouns_of_idioms") else None


def _owned(case: Tagged) -> int | None:
    """A thing behind its owner's genitive (*Homers Odyssee*, *Lohms Villa*)."""
    owner = case.end - case.begin == 2 and case.opening.endswith("s") and first_name_gender(case.opening) is None
    thing = case.weights.only_a_noun(case.end - 1)
    if owner and not thing:  # a compound that no list has (*Annas Trikotnummer*, *Lohms Lungen-Erkrankung*)
        end = next((end for end in word_tuple("ends_of_common_nouns") if case.closing.lower().endswith(end)), "")
        thing = bool(end) and len(case.closing) - len(end) >= _LEAST
    return case.begin + 1 if owner and thing else None


TAILS: tuple[Rule[Tagged, int], ...] = (
    Rule(
        name="after-name/body",
        find=_before_body,
        why="A person's name ends before *von* and a known state, town or body.",
        yes=(
            ("Es geht um die Wahl des Chief Executives von Peru.", ""),
            ("Der Chief Executive von Chile schwieg.", ""),
        ),
    ),
    Rule(
        name="after-name/owned",
        find=_owned,
        why="A common noun behind a genitive is what its bearer has.",
        yes=(("Am Abend brannte Krohns Epos ab.", ""), ("Sie schrieb, dass Raúls Trikotnummer bleibt.", "")),
    ),
    Rule(
        name="after-name/idiom",
        find=_idiom,
        why="*Kurs*, *Abschied* and the like behind a person's name belong to a verb.",
        yes=(("Gestern hatte Rita Kurs auf Texas genommen und schwächte sich ab.", ""),),
    ),
    Rule(
        name="after-name/common-noun",
        find=_common_tail,
        why="A common noun behind a person's name is no part of it, except after a first name.",
        yes=(("Der Manager aus Peru, Vincio Luna, hat Probleme. Gegen Luna Menschenhandel wird ermittelt.", ""),),
    ),
)
"""The end of a person's name that the analyser drew too far; None if it did not."""


def tagged(
    analysis: Analysis, taken: bytearray, surnames: set[str], first_names: frozenset[str], weights: Weights
) -> Iterator[Mention]:
    """The analyser's names, drawn tight; `surnames` and `first_names` are those, folded, of persons found by full names."""
    whose = frozenset(surnames)
    for name in analysis.names:
        kind = KINDS.get(name.kind)
        seen = Tagged(analysis, name.first, name.last, kind, weights, whose, first_names) if kind is not None else None
        case = _drawn_tight(seen, taken, surnames) if seen is not None else None
        if case is None or not _is_name(case):
            continue
        here = known(_words(case)) if case.end - case.begin < name.last - name.first else None
        found = kind_of_name(case)
        if here is not None:
            mention = over_known(analysis, case.begin, case.end, here)
            mention.rule = "names/known"
            yield mention
        elif found is not None:
            kind, rule = found
            if kind == "person" and is_a_thing(case._replace(kind="person")):
                continue
            if kind == "person":
                begin = case.begin if case.alone else begun(analysis, case.begin, taken)
                mention = person(analysis, begin, _ended(case, taken), "analyser")
            else:
                mention = over(analysis, case.begin, case.end, kind, _words(case), "name", "analyser")
            mention.rule = rule
            yield mention


def _ended(case: Tagged, taken: bytearray) -> int:
    """Where a person's name ends: *Van* at the head of a sentence goes on with the surname (*Van Lohm*)."""
    a, end = case.analysis, case.end
    particle = case.alone and case.opening.lower() in closed("leading_particles")
    goes_on = particle and end < len(a) and a.forms[end][:1].isupper() and not taken[end]
    return end + 1 if goes_on else end


def _words(case: Tagged) -> str:
    return case.analysis.span(case.begin, case.end).of(case.analysis.text)


def _drawn_tight(name: Tagged, taken: bytearray, surnames: set[str]) -> Tagged | None:
    """A name without what comes before or after it or belongs to other names; None if nothing is left."""
    analysis, begin, end, kind = name[:4]
    while begin < end and (taken[begin] or _leads(name._replace(begin=begin))):
        begin += 1
    while end > begin and taken[end - 1]:
        end -= 1
    while end > begin and (kind == "person" or "-" in analysis.forms[end - 1]) and role_noun(analysis, end - 1):
        found = first(ROLES, name._replace(begin=begin, end=end))
        if found is None or found[0] == end:
            break
        end = found[0]
    if kind == "person":
        cut = first(TAILS, name._replace(begin=begin, end=end))
        end = cut[0] if cut is not None else end
        form = analysis.forms[begin] if begin < end else ""
        if end - begin > 1 and first_name_gender(form) is None and bare(form, surnames) in surnames:
            end = begin + 1
    while end > begin and (taken[end - 1] or analysis.forms[end - 1] in (",", *OPENING)):
        end -= 1
    return name._replace(begin=begin, end=end) if begin < end else None


def _leads(case: Tagged) -> bool:
    found = first(LEADS, case)
    return found is not None and found[0]


def _is_name(case: Tagged) -> bool:
    """True if what is left is a name: no mere role, with a letter in it, and plausible if it is one word."""
    role = role_noun(case.analysis, case.end - 1) if case.kind != "person" else None
    if role is not None and (role.field != "inhabitant" or case.alone):
        return False
    if not _WORD.search(_words(case)) or is_a_thing(case):
        return False
    if not case.alone:
        return True
    return is_a_name(case)


def bare(form: str, surnames: set[str] | dict[str, Mention]) -> str:
    """The form folded, without a genitive's s or apostrophe if only that gives a known surname."""
    key = folded(form).rstrip("'’`´")
    if key not in surnames and key.endswith("s") and key[:-1].rstrip("'’") in surnames:
        return key[:-1].rstrip("'’")
    return key
