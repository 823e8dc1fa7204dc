"""Names that only the analyser knows, trimmed: without titles, articles and nouns around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import Analysis, Name
from lagebild.annotate.entities.announced import is_civic
from lagebild.annotate.entities.mention import OPENING, Mention, form_at, over, over_known, sentence_start
from lagebild.annotate.entities.persons import is_name_word, person, role_noun
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import adjective_state, first_name_gender, folded, known, known_names
from lagebild.lexicon.nouns import is_plural, noun
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import EntityKind
from lagebild.verbforms import has_sein

KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_WORD = re.compile(r"[^\W\d_]")
_LEAST = 3
"""So many letters at least has the first part of a compound."""
_NO_NAME = ("ADJ", "DET", "ADP", "VERB", "AUX", "PRON", "ADV")


class Tagged(NamedTuple):
    """What is left of a name, tokens `begin` to `end`, with the kind that the analyser gives it."""

    analysis: Analysis
    begin: int
    end: int
    kind: EntityKind

    @property
    def opening(self) -> str:
        """The first word."""
        return self.analysis.forms[self.begin]

    @property
    def closing(self) -> str:
        """The last word."""
        return self.analysis.forms[self.end - 1]

    @property
    def alone(self) -> bool:
        """True if one word is left."""
        return self.end - self.begin == 1


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
    if case.alone or adjective_state(form) is None:
        return None
    return True if form.startswith("US-") or not form[:1].isupper() else None


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
        why="A state's adjective in small letters, or one with *US-*, is no part of the name after it.",
        yes=(("Die Halle im baden-württembergischen Laupheim soll an das Unternehmen verkauft werden.", ""),),
    ),
    Rule(
        name="before-name/herald",
        find=_herald,
        why="A noun such as *Zeitung* or *Stadt* before a name is no part of it.",
        yes=(("Am Abend brannte es auf der Autobahn bei Wolmstadt Süd.", ""), ("In Neustadt Wolm brannte es.", "")),
        no=("In Port Sulm brannte es.",),
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
        name="after-name/common-noun",
        find=_common_tail,
        why="A common noun behind a person's name is no part of it, except after a first name.",
        yes=(("Der Manager aus Peru, Vincio Luna, hat Probleme. Gegen Luna Menschenhandel wird ermittelt.", ""),),
    ),
)
"""The end of a person's name that the analyser drew too far; None if it did not."""


# Single words that are names


def _small(case: Tagged) -> bool | None:
    form = case.opening
    return None if form[:1].isupper() or form[:1].isdigit() or "-" in form else False


def _no_noun(case: Tagged) -> bool | None:
    return False if adjective_state(case.opening) or case.analysis.tags[case.begin] in _NO_NAME else None


def _unknown(case: Tagged) -> bool | None:
    return True if noun(case.opening) is None else None


def _town(case: Tagged) -> bool | None:
    here = noun(case.opening)
    if here is None or case.kind != "place":
        return None
    compound = here.prefix and here.number != "Plur" and not _determined(case.analysis, case.begin)
    return True if case.analysis.tags[case.begin] == "PROPN" or compound else None


SINGLE_WORDS: tuple[Rule[Tagged, bool], ...] = (
    Rule(
        name="one-word/small",
        find=_small,
        why="A word in small letters is no name.",
        yes=(("Sie verkaufte das Boot bei eQuolm.", ""),),
    ),
    Rule(
        name="one-word/no-noun",
        find=_no_noun,
        why="A state's adjective, and what is tagged as no noun, is no name.",
        yes=(("Arabische und iranische Medien werfen ihm das vor.", ""),),
    ),
    Rule(
        name="one-word/unknown",
        find=_unknown,
        why="What the analyser takes for a name and no lexicon of nouns knows is a name.",
        yes=(("Das sagte Quolm.", ""), ("Am Abend brannte Lohmar.", "")),
    ),
    Rule(
        name="one-word/town",
        find=_town,
        why="Towns are named as compounds are, after what stood, grew or flowed there.",
        yes=(("Am Abend brannte es in Altenkirchen.", ""),),
    ),
)
"""Says if a single word that the analyser takes for a name is one; if no rule answers, it is not."""


def _determined(analysis: Analysis, token: int) -> bool:
    """True if an article, a numeral or an adjective stands before a noun, as before common ones."""
    return token > 0 and (
        analysis.tags[token - 1] in ("DET", "ADJ", "NUM")
        or analysis.forms[token - 1].lower() in closed("short_article_prepositions")
    )


# What kind of name


def _introduced(case: Tagged) -> EntityKind | None:
    a, begin = case.analysis, case.begin
    genitive = a.feat(begin, "Case") == "Gen" and case.opening.endswith("s")
    if begin == sentence_start(a, begin) or genitive:
        return None
    here = noun(a.forms[begin - 1])
    if here is None or here.number == "Plur" or here.base in word_set("governing_nouns"):
        return None
    if is_civic(a.forms[begin - 1]):
        return None
    return "organisation" if here.kind == "organisation" else "place" if here.kind == "place" else None


def _in(case: Tagged) -> EntityKind | None:
    unknown = case.kind == "person" and case.alone and first_name_gender(case.opening) is None
    return "place" if unknown and form_at(case.analysis, case.begin - 1).lower() == "in" else None


def _near(case: Tagged) -> EntityKind | None:
    """A place behind words that only places have: *in der Nähe von*, *nördlich von*, *ein Dorf bei*, *zog durch*."""
    a, begin = case.analysis, case.begin
    if case.kind != "person" or not case.alone or first_name_gender(case.opening) is not None:
        return None
    preposition, before = form_at(a, begin - 1).lower(), form_at(a, begin - 2)
    if preposition in closed("prepositions_of_places_only"):
        return "place"
    if preposition == "von":
        return "place" if before.lower() in word_set("words_of_bearing") else None
    if preposition == "bei":
        here = noun(before)
        return "place" if here is not None and here.kind == "place" else None
    mover = a.heads[begin]
    way = preposition in ("durch", "nach", "aus") and a.labels[begin].startswith("obl") and mover >= 0
    # *ziehen* has *haben*, too, but not with a way
    moves = way and a.tags[mover] == "VERB" and (has_sein(a.lemmas[mover]) or a.lemmas[mover] == "ziehen")
    return "place" if moves else None


def _begins_a_town(case: Tagged) -> EntityKind | None:
    two = case.kind == "organisation" and case.end - case.begin == 2
    return "place" if two and case.opening in closed("beginnings_of_towns") and noun(case.closing) is None else None


def _of_a_mayor(case: Tagged) -> EntityKind | None:
    a, begin = case.analysis, case.begin
    if (
        case.kind == "place"
        or form_at(a, begin - 1) not in ("von", "in")
        or first_name_gender(case.opening) is not None
    ):
        return None
    here = noun(form_at(a, begin - 2))
    return "place" if here is not None and here.lemma in word_set("offices_of_towns") else None


def _of_several(case: Tagged) -> EntityKind | None:
    """Whether a name of two words stands behind a plural title and a comma, in a list of such names."""
    a, begin = case.analysis, case.begin
    if case.kind == "person" or case.end - begin != 2:
        return None
    place, start = begin - 1, sentence_start(a, begin)
    while place > start and (a.tags[place] in ("PROPN", "X") or a.forms[place] in ("und", ",")):
        place -= 1
        if a.forms[place + 1] == "," and a.forms[place] != ",":
            break
    if a.forms[place + 1] != ",":
        return None
    title = next((t for t in range(start, place + 1) if a.tags[t] == "NOUN"), None)
    here = noun(a.forms[title]) if title is not None else None
    if title is None or here is None or here.kind != "office":
        return None
    return "person" if is_plural(here, form_at(a, title - 1).lower()) else None


def _as_seen(case: Tagged) -> EntityKind:
    return case.kind


TAGGED_KINDS: tuple[Rule[Tagged, EntityKind], ...] = (
    Rule(
        name="tagged/after-its-noun",
        find=_introduced,
        why="The noun right before a name says whether it is that of a body or of a place.",
        yes=(("Am Abend kam sie auf die Antilleninsel Margarita.", "Margarita: place"),),
    ),
    Rule(
        name="tagged/after-in",
        find=_in,
        why="An unknown name after *in* is that of a town, not of a person.",
        yes=(("In Kolm schreibt der Rat jeden Monat einen Brief.", "Kolm: place"),),
    ),
    Rule(
        name="tagged/near",
        find=_near,
        why="An unknown name behind *in der Nähe von*, *nördlich von*, *ein Dorf bei* or *zog durch* is that of a town.",
        yes=(
            ("In der Nähe von Kolm griffen Rebellen einen Posten an.", "Kolm: place"),
            ("In einem Dorf bei Kolm erschossen Söldner drei Bauern.", "Kolm: place"),
            ("Viele Menschen zogen am Abend durch Wolm, um zu singen.", "Wolm: place"),
        ),
        no=("Der Rat sprach von Kolm.",),
    ),
    Rule(
        name="tagged/beginning-of-a-town",
        find=_begins_a_town,
        why="*Port*, *Bad* or *Neu* before an unknown word begins the name of a town.",
        yes=(("Die Arbeiter von Port Sulm streiken.", "Port Sulm: place"),),
    ),
    Rule(
        name="tagged/of-a-mayor",
        find=_of_a_mayor,
        why="An unknown name behind *Bürgermeister von* is that of a town.",
        yes=(("Vera Lohm, Oberbürgermeisterin von Wolmstedt, kam.", "Wolmstedt: place"),),
    ),
    Rule(
        name="tagged/of-several",
        find=_of_several,
        why="Names of two words behind a plural title and a comma are those of persons.",
        yes=(("Die Präsidenten von Ghana und Togo, Kofi Mensa und Yao Agbenu, kamen.", "Yao Agbenu: person"),),
    ),
    Rule(
        name="tagged/as-seen",
        find=_as_seen,
        why="Else a name is of the kind that the analyser sees.",
        yes=(("Am Abend sprach Ragnur Demmsen lange.", "Ragnur Demmsen: person"),),
    ),
)
"""The kind of what a name names."""


def tagged(analysis: Analysis, taken: bytearray, surnames: set[str]) -> Iterator[Mention]:
    """The analyser's names, drawn tight; `surnames` are those, folded, of persons already found by their full names."""
    for name in analysis.names:
        kind = KINDS.get(name.kind)
        case = _drawn_tight(analysis, name, kind, taken, surnames) if kind is not None else None
        if case is None or not _is_name(case):
            continue
        here = known(_words(case)) if case.end - case.begin < name.last - name.first else None
        found = first(TAGGED_KINDS, case)
        if here is not None:
            mention = over_known(analysis, case.begin, case.end, here)
            mention.rule = "names/known"
            yield mention
        elif found is not None:
            kind, rule = found
            if kind == "person":
                mention = person(analysis, case.begin, case.end, "analyser")
            else:
                mention = over(analysis, case.begin, case.end, kind, _words(case), "name", "analyser")
            mention.rule = rule
            yield mention


def _words(case: Tagged) -> str:
    return case.analysis.span(case.begin, case.end).of(case.analysis.text)


def _drawn_tight(
    analysis: Analysis, name: Name, kind: EntityKind, taken: bytearray, surnames: set[str]
) -> Tagged | None:
    """A name without what comes before or after it or belongs to other names; None if nothing is left."""
    begin, end = name.first, name.last
    while begin < end and (taken[begin] or _leads(Tagged(analysis, begin, end, kind))):
        begin += 1
    while end > begin and taken[end - 1]:
        end -= 1
    while end > begin and (kind == "person" or "-" in analysis.forms[end - 1]) and role_noun(analysis, end - 1):
        found = first(ROLES, Tagged(analysis, begin, end, kind))
        if found is None or found[0] == end:
            break
        end = found[0]
    if kind == "person":
        cut = first(TAILS, Tagged(analysis, begin, end, kind))
        end = cut[0] if cut is not None else end
        form = analysis.forms[begin] if begin < end else ""
        if end - begin > 1 and first_name_gender(form) is None and bare(form, surnames) in surnames:
            end = begin + 1
    while end > begin and (taken[end - 1] or analysis.forms[end - 1] in (",", *OPENING)):
        end -= 1
    return Tagged(analysis, begin, end, kind) if begin < end else None


def _leads(case: Tagged) -> bool:
    found = first(LEADS, case)
    return found is not None and found[0]


def _is_name(case: Tagged) -> bool:
    """True if what is left is a name: no mere role, with a letter in it, and plausible if it is one word."""
    role = role_noun(case.analysis, case.end - 1) if case.kind != "person" else None
    if role is not None and (role.field != "inhabitant" or case.alone):
        return False
    if not _WORD.search(_words(case)):
        return False
    if not case.alone:
        return True
    found = first(SINGLE_WORDS, case)
    return found is not None and found[0]


def bare(form: str, surnames: set[str] | dict[str, Mention]) -> str:
    """The form folded, without a genitive's s or apostrophe if only that gives a known surname."""
    key = folded(form).rstrip("'’`´")
    if key not in surnames and key.endswith("s") and key[:-1].rstrip("'’") in surnames:
        return key[:-1].rstrip("'’")
    return key
