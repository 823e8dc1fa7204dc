"""What the analyser takes for a person and is a thing or an animal: makes, works, prizes, what is counted."""

from __future__ import annotations

from lagebild.annotate.entities.candidate import Tagged
from lagebild.annotate.entities.mention import OPENING, form_at
from lagebild.annotate.entities.persons import has_signs, names_a_thing
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.gazetteer import first_name_gender
from lagebild.lexicon.nouns import noun, somebody
from lagebild.lexicon.words import closed, word_set, word_tuple

_INITIALS = 2
"""So many letters at least has an abbreviation in brackets, so many figures at most the number of a flight or a make."""
_DASHES = ("-", "–", ":")
_LEAST = 3
"""So many letters at least has the first part of a compound."""


def _thing(case: Tagged) -> bool | None:
    before = case.begin - 1
    while before > 0 and case.analysis.forms[before] in OPENING:
        before -= 1
    form = form_at(case.analysis, before)
    here = {form.lower()} if form[:1].isupper() else set()
    # what is called a thing once is one throughout, if nobody has its name
    anywhere = (
        case.weights.nouns_before.get(case.opening, frozenset()) if case.alone and not case.borne else frozenset()
    )
    if form == "wie":  # *in Filmen wie Lohm*
        several = form_at(case.analysis, before - 1).lower()
        here = {several.removesuffix("n")} if several.endswith(("n", "s")) else set()
    thing = case.kind == "person" and any(map(_is_thing, here | anywhere))
    return True if thing else None


def _is_thing(low: str) -> bool:
    stems = {low, low.removesuffix("s"), low.removesuffix("es")}
    return any(part.endswith(word_tuple("named_things")) for part in stems)


def _compound(case: Tagged) -> bool | None:
    """A compound of a whole name behind its article (*das Vera Lohm-Zitat*)."""
    return (
        True
        if case.kind == "person" and not case.alone and names_a_thing(case.analysis, case.begin, case.end)
        else None
    )


def _signs(case: Tagged) -> bool | None:
    """A make or a club with figures or a few capitals in its name (*Bell UH-1D*, *Hertha BSC*)."""
    return True if case.kind == "person" and has_signs(case.analysis.forms[case.begin : case.end]) else None


def _twice(case: Tagged) -> bool | None:
    forms = case.analysis.forms[case.begin : case.end]
    return True if len(forms) > 1 and len(set(forms)) == 1 else None


def _quoted(case: Tagged) -> bool | None:
    """A name in quotation marks of its own behind a noun: a work's (*der Film „Rebecca“*), unless the noun is a person's."""
    a, before = case.analysis, case.begin - 2
    quoted = form_at(a, case.begin - 1) in OPENING and form_at(a, case.end) in OPENING
    if case.kind != "person" or not quoted or a.tags[before] != "NOUN":
        return None
    here = somebody(a.forms[before])
    return None if here is not None and here.kind in ("office", "person", "group") else True


def _apposed_thing(case: Tagged) -> bool | None:
    """What is called a thing right behind its name: *Endosulfan (ein Pestizid)*, *X, ein kristallines Granulat*."""
    a = case.analysis
    if case.kind != "person" or not case.alone or case.borne:
        return None
    if form_at(a, case.end) not in (",", "(") or form_at(a, case.end + 1) not in closed("indefinite_articles"):
        return None
    place = case.end + 2
    while place < len(a) and a.tags[place] in ("ADJ", "ADV"):
        place += 1
    if place >= len(a) or a.tags[place] != "NOUN":
        return None
    form = a.forms[place]
    here = somebody(form)
    return True if here is None and not form.endswith(("er", "in")) and "-" not in form else None


def _with_its_initials(case: Tagged) -> bool | None:
    """Words in capitals whose initials stand in brackets behind them: *Large Hadron Collider (LHC)*."""
    a = case.analysis
    short = form_at(a, case.end + 1)
    if case.kind != "person" or form_at(a, case.end) != "(" or len(short) < _INITIALS or not short.isupper():
        return None
    begin = case.end - len(short)
    words = a.forms[begin : case.end] if begin >= 0 else ()
    return True if words and "".join(word[:1] for word in words) == short else None


def _scored(case: Tagged) -> bool | None:
    """A club in a row of results (*Rangers 5 - Flyers 3*): a hyphen, and points right behind the name."""
    a, begin, end = case.analysis, case.begin, case.end
    if case.kind != "person" or not form_at(a, end).isdigit():
        return None
    return True if form_at(a, begin - 1) in _DASHES or form_at(a, end + 1) in _DASHES else None


def _product(case: Tagged) -> bool | None:
    unsaid = case.kind == "person" and not case.borne
    listed = case.opening in word_set("products") or case.opening in word_set("feasts")
    return True if unsaid and listed else None


def _english_role(case: Tagged) -> bool | None:
    alone = case.kind == "person" and case.alone and not case.borne
    listed = case.opening in word_set("english_roles") or case.opening in word_set("medals_and_cards")
    return True if alone and listed else None


def _prize(case: Tagged) -> bool | None:
    """A prize has an article, and somebody called so has none (*den Oscar*, *einen Bambi*)."""
    called = case.kind == "person" and case.alone and case.opening in word_set("prizes")
    before = form_at(case.analysis, case.begin - 1).lower()
    return True if called and (before in closed("articles") or before in ("zwei", "drei", "vier")) else None


def _numbered(case: Tagged) -> bool | None:
    """A make or a flight with its number (*mit Apollo 11*)."""
    a, end = case.analysis, case.end
    if case.kind != "person" or not case.alone or case.borne or first_name_gender(case.opening) is not None:
        return None
    numbered = form_at(a, end).isdigit() and len(form_at(a, end)) <= _INITIALS and a.tags[case.begin - 1] == "ADP"
    behind = form_at(a, end + 1)
    return True if numbered and not behind[:1].isupper() and behind not in (":", "-", "–", "%") else None


def _counted(case: Tagged) -> bool | None:
    """Several of a kind (*fünf Wolmar Bomber*): people are not counted by their names."""
    a, before = case.analysis, case.begin - 1
    several = case.kind == "person" and not case.borne and a.tags[before : before + 1] == ("NUM",)
    form = form_at(a, before).lower()
    return True if several and form.isalpha() and not form.startswith("ein") else None


def _common_compound(case: Tagged) -> bool | None:
    """A compound that no dictionary has, by the common noun at its end (*Satellitenphotos*)."""
    if case.kind != "person" or case.borne or first_name_gender(case.opening) is not None:
        return None
    last = case.closing.lower()
    end = next((end for end in word_tuple("ends_of_common_nouns") if last.endswith(end)), "")
    return True if end and len(last) - len(end) >= _LEAST and not case.weights.listed(case.end - 1) else None


def _of_a_group(case: Tagged) -> bool | None:
    """An adjective that opens a sentence, before people in the plural (*Evangelikale Christen*)."""
    a, behind = case.analysis, case.end
    if case.kind != "person" or not case.alone or case.borne or not case.weights.opens(case.begin):
        return None
    here = noun(form_at(a, behind))
    people = here is not None and here.kind in ("person", "group", "office") and form_at(a, behind) != here.base
    return True if people and case.opening.endswith(("e", "en")) and not case.weights.listed(case.begin) else None


def _in_the_sky(case: Tagged) -> bool | None:
    person = case.kind == "person" and case.alone and not case.borne
    return True if person and case.opening in word_set("heavenly_bodies") else None


THINGS: tuple[Rule[Tagged, bool], ...] = (
    Rule(
        name="no-person/thing",
        find=_thing,
        why="Storms, ships and animals have people's names.",
        yes=(
            ("Am Abend zog der Hurrikan Katrina nach Norden.", ""),
            ("Die Sonde Wolmar flog am Abend los. Nun hat Wolmar Strom.", ""),
            ("Das Programm bietet vieles von Spielfilmen wie Luther bis zu Dokumentationen.", ""),
        ),
        no=("Am Abend sprach Katrina Lohm.", "Das sagte ein Typ wie Jerome Lohm."),
    ),
    Rule(
        name="no-person/compound",
        find=_compound,
        why="A thing called after somebody, behind an article, is not that person.",
        yes=(("Der Rat lehnte das Hannah Lohm-Zitat am Abend ab.", ""),),
    ),
    Rule(
        name="no-person/figures-and-capitals",
        find=_signs,
        why="A name with figures, or with two to four capitals as a word, is that of a make or a club.",
        yes=(("Am Abend flog eine Kolm FSV ab.", ""),),
        no=("Am Abend sprach Papst Benedikt XVI. lange.",),
    ),
    Rule(
        name="no-person/in-the-sky",
        find=_in_the_sky,
        why="The planets have the names of gods, and hardly anybody has one alone.",
        yes=(("Die Sonden Merkur Express und Venus Express senden noch.", ""),),
        no=("Am Abend siegte Venus Lohm.",),
    ),
    Rule(
        name="no-person/product",
        find=_product,
        why="Makes of cars, software, drugs and feasts are no persons where nobody in the text has their name.",
        yes=(("Der Händler hat Ubuntu mit der neuen Fassung vorgestellt.", ""),),
        no=("Vera Clio kam. Am Abend schwieg Clio.",),
    ),
    Rule(
        name="no-person/english-role",
        find=_english_role,
        why="*Executive*, *Assistant* and the like are English titles, *Gelb* is a card, and neither is a name.",
        yes=(("Am Abend kamen Assistant Professors und Peter Jonas.", ""),),
    ),
    Rule(
        name="no-person/prize",
        find=_prize,
        why="An article makes a prize of what is a name, too (*den Oscar*).",
        yes=(("Den César bekam am Abend ein Film aus Peru.", ""),),
        no=("Am Abend schwieg César.",),
    ),
    Rule(
        name="no-person/numbered",
        find=_numbered,
        why="Flights and makes have numbers behind their names.",
        yes=(("Sie kam mit Quolmar 11 an.", ""),),
        no=("Am Abend siegten sie gegen Lohmers 11 Spieler.",),
    ),
    Rule(
        name="no-person/counted",
        find=_counted,
        why="Those who are called by their names are not counted.",
        yes=(("Am Abend flogen zwölf Spitfire Velmer ab.", ""),),
    ),
    Rule(
        name="no-person/common-compound",
        find=_common_compound,
        why="Nobody is called by a compound of *Fotos*, *Systeme* or the like.",
        yes=(("Der Rat sagte, sie habe Wolmarphotos.", ""),),
    ),
    Rule(
        name="no-person/of-a-group",
        find=_of_a_group,
        why="An adjective in capitals because it opens a sentence goes with the people behind it.",
        yes=(("„Das war gut.“ Evangelikale Christen legen das so aus.", ""),),
    ),
    Rule(
        name="no-person/twice",
        find=_twice,
        why="One word said twice is a sound.",
        yes=(("Klack Klack, so ging es den ganzen Abend.", ""),),
    ),
    Rule(
        name="no-person/apposed-thing",
        find=_apposed_thing,
        why="What is called *ein* and a thing right behind its name is that thing.",
        yes=(("Am Abend fand man Nitrolan, ein Granulat.", ""),),
        no=("Am Abend fand man Karl Demm, ein Opfer.",),
    ),
    Rule(
        name="no-person/initials",
        find=_with_its_initials,
        why="Words whose initials stand in brackets behind them are a body's or a thing's name.",
        yes=(("Am Abend lief der Grand Lorian Collider (GLC) an.", ""),),
        no=("Am Abend sprach Karl Demm (SPD).",),
    ),
    Rule(
        name="no-person/scored",
        find=_scored,
        why="In a row of results, a name with points behind it is a club's.",
        yes=(("Wolmers 5 - Lohmers 3", ""),),
        no=("Am Abend sprach Vera Lohm.",),
    ),
    Rule(
        name="no-person/quoted",
        find=_quoted,
        why="A name in quotation marks behind a noun for a thing is that of the thing.",
        yes=(("Sie las das Buch „Jovan“ vor.", ""),),
    ),
)
"""Says what has a person's name and is none."""


def is_a_thing(case: Tagged) -> bool:
    """True if what has a person's name is a thing or an animal."""
    return first(THINGS, case) is not None
