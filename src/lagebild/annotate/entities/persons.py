"""Names of persons: what can be part of one, and where one that has begun ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import Mention, Source, form_at, over, sentence_end
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import Known, adjective_state, first_name_gender, known
from lagebild.lexicon.nouns import Noun, noun
from lagebild.lexicon.words import closed, word_set

_INITIALS = re.compile(r"(?:[A-ZÄÖÜ]\.)+(?:[A-ZÄÖÜ]\.?)?$")
_INITIAL = re.compile(r"[A-ZÄÖÜ]\.$")
_LEAST = 4
"""So many letters at least has a place's name behind *Nord* or *Ober*."""
_LONGEST = 7
"""At most so many letters has a first name that no list has."""
_FEW = 4
"""At most so many capitals has an abbreviation in a club's name; a surname in capitals is longer, or all of the name is."""
_REGNAL = re.compile(r"[IVX]{2,}\.?$")


class Word(NamedTuple):
    """A token that may be part of a person's name."""

    analysis: Analysis
    token: int

    @property
    def form(self) -> str:
        """The token as it stands in the text."""
        return self.analysis.forms[self.token]

    @property
    def tag(self) -> str:
        """Its part of speech."""
        return self.analysis.tags[self.token]


def is_name_word(analysis: Analysis, token: int) -> bool:
    """True if a token can be part of a person's name."""
    found = first(NAME_WORDS, Word(analysis, token))
    return found is not None and found[0]


def _initials(word: Word) -> bool | None:
    return True if _INITIALS.match(word.form) else None


def _arabic(word: Word) -> bool | None:
    head, mark, tail = word.form.partition(next((sign for sign in word.form if sign in "-'’"), "-"))
    return True if mark and tail[:1].isalpha() and head.lower() in closed("arabic_particles") else None


def _small(word: Word) -> bool | None:
    return None if word.form[:1].isupper() else False


def _idiom(word: Word) -> bool | None:
    return False if word.form in word_set("nouns_of_idioms") or word.form in word_set("medals_and_cards") else None


def _english_role(word: Word) -> bool | None:
    return False if word.form in word_set("english_roles") else None


def _all_capitals(word: Word) -> bool | None:
    return False if word.form.isupper() and len(word.form) > 3 and "-" not in word.form else None


def _office(word: Word) -> bool | None:
    here = noun(word.form)
    if here is None or here.kind != "office" or here.prefix:
        return None
    following = form_at(word.analysis, word.token + 1)
    named = following[:1].isupper() and first_name_gender(following) is not None
    return False if word.tag == "NOUN" or named else None


def _seen(word: Word) -> bool | None:
    return True if any(n.kind == "PER" for n in word.analysis.names_over.get(word.token, ())) else None


def _first_name(word: Word) -> bool | None:
    return True if first_name_gender(word.form) is not None else None


def _surname(word: Word) -> bool | None:
    a, token = word.analysis, word.token
    if token < 2 or word.tag not in ("NOUN", "PROPN") or not word.form.isalpha() or word.form.isupper():
        return None
    title = noun(a.forms[token - 2])
    led = title is not None and title.kind in ("office", "person") and title.number != "Plur"
    return True if led and first_name_gender(a.forms[token - 1]) is not None else None


def _common(word: Word) -> bool | None:
    here = noun(word.form)
    return False if here is not None and (here.prefix == "" or here.kind == "office") else None


def _proper(word: Word) -> bool | None:
    return True if word.tag in ("PROPN", "X") else None


NAME_WORDS: tuple[Rule[Word, bool], ...] = (
    Rule(
        name="name-word/initials",
        find=_initials,
        why="Initials stand within persons' names.",
        yes=(("Joseph S. W. Demm, Fischer, schwieg.", ""),),
    ),
    Rule(
        name="name-word/joined-particle",
        find=_arabic,
        why="What begins with *al-*, *el-*, *d'* or *O'* is part of a name.",
        yes=(("Am Abend kam Ministerpräsident Rafik al-Demmi.", ""), ("Am Abend floh Präsident Ali al-Omari.", "")),
    ),
    Rule(
        name="name-word/small",
        find=_small,
        why="A word in small letters is no part of a name, except a few particles.",
        yes=(("Präsident Felipe Lohmerón will Geld.", ""),),
    ),
    Rule(
        name="name-word/idiom",
        find=_idiom,
        why="*Kurs*, *Abschied* and the like belong to a verb, not to the first name before them.",
        yes=(("Gestern hatte Rita Kurs auf Texas genommen und schwächte sich ab.", ""),),
    ),
    Rule(
        name="name-word/english-role",
        find=_english_role,
        why="*Fellow*, *Director* and the like are English titles and no names.",
        yes=(("Sie ist dort Senior Fellow für Recht.", ""),),
    ),
    Rule(
        name="name-word/all-capitals",
        find=_all_capitals,
        why="A long word in capitals is an abbreviation and no person.",
        yes=(("Minister Karl DEMM schwieg.", ""),),
    ),
    Rule(
        name="name-word/noun-as-surname",
        find=_surname,
        why="A noun right behind a title and a first name is the surname.",
        yes=(
            ("Laut Sprecherin Ines Kraft brannte es.", ""),
            ("Am Abend trat Finanzminister Gero Abt vor die Presse.", ""),
        ),
    ),
    Rule(
        name="name-word/office",
        find=_office,
        why="The noun of an office that stands as a noun or before a first name is a title.",
        yes=(("Am Abend kam Präsident General Lohm.", ""),),
    ),
    Rule(
        name="name-word/seen-as-a-person",
        find=_seen,
        why="What the analyser sees within a person's name is part of it though it looks like a noun.",
        yes=(("Am Montag sprach Minister Tarvo Fischer.", ""),),
    ),
    Rule(
        name="name-word/first-name",
        find=_first_name,
        why="A known first name is part of a name.",
        yes=(("Viele Stimmen können auch Marine Le Demm vom Front National erwarten.", ""),),
    ),
    Rule(
        name="name-word/common-noun",
        find=_common,
        why="A noun for somebody or for a body is no part of a name.",
        yes=(("Am Abend kam Dr. Robert Tal von der Universität Wolm.", ""),),
    ),
    Rule(
        name="name-word/proper",
        find=_proper,
        why="A word tagged as a proper noun or as foreign is part of a name.",
        yes=(("Gestern brannte das Hotel Seeblick.", ""),),
    ),
)
"""Says if a word can be part of a person's name; if no rule answers, it cannot."""


def name_run(analysis: Analysis, token: int) -> int:
    """Where a person's name that begins at a token ends (exclusive); the token itself where none begins."""
    end = sentence_end(analysis, token) if token < len(analysis) else token
    last, place = token, token
    while place < end and place - token < 7:
        form = analysis.forms[place]
        if is_name_word(analysis, place) or (place > token and unheard_of(analysis, place)):
            place += 1
            last = place
        elif place > token and _REGNAL.match(form):
            return place + 1
        elif form.lower() in closed("name_particles") and place + 1 < end and _goes_on(analysis, token, place):
            place += 1
        else:
            break
    return last


def _goes_on(analysis: Analysis, begun: int, place: int) -> bool:
    """True if a particle leads on in a name (`de la Rosa`) and not to a body or town (`Rosa von den Grünen`)."""
    if place == begun:
        return analysis.forms[place] in closed("leading_particles")
    small = closed("name_particles")
    at = next(
        (t for t in range(place + 1, min(place + 4, len(analysis))) if analysis.forms[t].lower() not in small), place
    )
    following = analysis.forms[at] if at > place else ""
    first_alone = place == begun + 1 and first_name_gender(analysis.forms[begun]) is not None
    seen = any(name.kind == "ORG" and name.first == at for name in analysis.names_over.get(at, ()))
    if seen and not first_alone:
        return False
    here = known(following) or known(following.partition("-")[0])
    return here is None or here.kind == "place"


def role_noun(analysis: Analysis, token: int) -> Noun | None:
    """The noun of an office or a person at a token, if it can introduce a name."""
    here = noun(analysis.forms[token])
    if here is None or here.kind not in ("office", "person"):
        return None
    # A proper name can look like a compound: Bertelsmann, Leutheusser.
    lookalike = analysis.tags[token] == "PROPN" and here.kind == "person" and here.prefix and "-" not in here.prefix
    return None if lookalike else here


def part_of_a_place(form: str) -> bool:
    """True if a word is the name of a part of a known place or state (*Nordtirol*), in any case."""
    rests = (form.removeprefix(bearing) for bearing in closed("bearings_in_names"))
    named = (known(rest.capitalize()) for rest in rests if rest != form and len(rest) >= _LEAST)
    return any(here is not None and here.kind in ("place", "state") for here in named)


def part_of_a_state(form: str) -> Known | None:
    """The name of a part of a known state (*Nordirak*, *der Ostukraine*); None if a word is no such name."""
    for bearing in closed("bearings_in_names"):
        rest = form.removeprefix(bearing)
        here = known(rest.capitalize()) if rest != form and rest.islower() and len(rest) >= _LEAST else None
        if here is not None and here.kind == "state":
            name = f"{bearing}{here.name[:1].lower()}{here.name[1:]}"
            return Known(name, "place", gender=here.gender, state=here.state)
    return None


def has_signs(forms: Sequence[str]) -> bool:
    """True if a name has figures in it, or beside other words one of two to four capitals (`Bell UH-1D`, `Hertha BSC`)."""
    letters = (f.isalpha() and f.isupper() and 1 < len(f) <= _FEW and not _REGNAL.match(f) for f in forms)
    mixed = any(not form.isupper() for form in forms)
    return mixed and (any(letters) or any(char.isdigit() for form in forms for char in form))


def names_a_thing(analysis: Analysis, begin: int, end: int) -> bool:
    """True if a name ends in a compound with a thing's noun and has an article before it (*das Vera Lohm-Zitat*)."""
    head, _, tail = analysis.forms[end - 1].rpartition("-")
    thing = bool(head) and tail[:1].isupper() and is_known(tail.lower()) and noun(tail) is None
    return thing and form_at(analysis, begin - 1).lower() in closed("definite_determiners")


def unheard_of(analysis: Analysis, token: int) -> bool:
    """True if a capitalised word is in no German dictionary, whatever the analyser took it for."""
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


def begun(analysis: Analysis, token: int, taken: bytearray) -> int:
    """Where a name with a known first name at a token begins: before it may stand an initial or a rarer first name."""
    before = token - 1
    if before < 1 or taken[before] or analysis.sentence_of[before] != analysis.sentence_of[token]:
        return token
    form = analysis.forms[before]
    if _INITIAL.match(form):
        beside = form_at(analysis, before - 1)
        return token if beside[:1].isupper() or beside[:1].isdigit() else before
    seen = all(name.kind == "PER" for name in analysis.names_over.get(before, ()))
    within = analysis.sentence_of[before - 1] == analysis.sentence_of[before]
    # a body before its head's name (*Chef von Amtrak Otto Lohm*) is named without him, too
    once = within and analysis.form_counts[form] == 1
    rare = once and analysis.tags[before] == "PROPN" and unheard_of(analysis, before) and seen
    # an adjective of a town, a genitive and a trade stand before names, too
    ends = form.endswith(tuple(closed("no_first_name_endings"))) and not form.endswith("ss")
    # longer ones are titles that nobody has seen, and misspelt ones
    return before if rare and not ends and len(form) <= _LONGEST else token


def person(analysis: Analysis, begin: int, end: int, source: Source = "text") -> Mention:
    """A person's name over tokens `begin` to `end`, its gender taken from the first name."""
    mention = over(analysis, begin, end, "person", analysis.span(begin, end).of(analysis.text), "name", source)
    mention.gender = first_name_gender(analysis.forms[begin]) or ""
    return mention
