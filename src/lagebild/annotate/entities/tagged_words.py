"""What the analyser takes for a name and is none: adverbs, trades, things, common nouns."""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.annotate.entities.candidate import Tagged
from lagebild.annotate.entities.mention import OPENING, form_at, stem
from lagebild.annotate.entities.persons import has_signs, names_a_thing
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.gazetteer import adjective_state, first_name_gender
from lagebild.lexicon.nouns import noun, somebody, trade
from lagebild.lexicon.words import closed, word_set, word_tuple

# Single words that are names

_INITIALS = 2
"""So many letters at least has an abbreviation in brackets."""
_NO_NAME = ("ADJ", "DET", "ADP", "VERB", "AUX", "PRON", "ADV")
_DASHES = ("-", "–", ":")
_BRACKET = 5
"""At most so many tokens has what stands in brackets behind a name."""
_MAYBE = 0.4
"""How likely it has to be that a common noun is the name of a place or a body."""
_LEAST = 3
"""So many letters at least has the first part of a compound."""
_HALF, _LITTLE = 0.5, 0.3
_MOSTLY, _HARDLY = 0.7, 0.1
"""How likely *no name* has to be against what the analyser sees, and the latter at most: of German words, and of others."""


def _small(case: Tagged) -> bool | None:
    form = case.opening
    return None if form[:1].isupper() or form[:1].isdigit() or "-" in form else False


def _no_noun(case: Tagged) -> bool | None:
    return False if adjective_state(case.opening) or case.analysis.tags[case.begin] in _NO_NAME else None


def _trade(case: Tagged) -> bool | None:
    a, begin = case.analysis, case.begin
    last = begin - 2
    if form_at(a, last) == ")":  # an age or a party behind the name
        last = next((t - 1 for t in range(last, max(last - _BRACKET, 0), -1) if a.forms[t] == "("), last)
    named = form_at(a, begin - 1) == "," and any(n.kind == "PER" for n in a.names_over.get(last, ()))
    behind = named and form_at(a, case.end) in (",", "und", ".", ")")
    return False if behind and trade(case.opening) is not None else None


def _cut_word(case: Tagged) -> bool | None:
    """What a hyphen cuts off or joins from small words (*Ja-*, *Katz-und-Maus*)."""
    parts = case.opening.split("-")
    cut = len(parts) > 1 and (not parts[-1] or parts[0] == "Ex" or any(part in ("und", "oder") for part in parts))
    return False if cut and case.kind == "person" else None


def _town_in_er(case: Tagged) -> bool | None:
    """The adjective of a town (*Wolmer Bürgermeisterin*, *die Bozner Kinder*), which looks like a name."""
    a, behind = case.analysis, case.end
    if case.kind != "person" or not case.opening.endswith("er") or case.borne or form_at(a, behind) == "":
        return None
    determined = _determined(a, case.begin)
    here = noun(a.forms[behind])
    office = here is not None and here.kind in ("office", "organisation")
    adjective = office and not case.weights.listed(case.begin)
    return False if a.tags[behind] == "NOUN" and (determined or adjective) else None


def _and_others(case: Tagged) -> bool | None:
    before = form_at(case.analysis, case.begin - 1)
    others = case.opening in ("Co.", "Co", "Kollegen") and before in ("und", "&")
    return False if others or (case.opening.startswith("Chr") and before in ("v.", "n.", ".")) else None


def _possessed(case: Tagged) -> bool | None:
    """Something that is somebody's (*in »ihrem« Wolmero*); people are called so by nobody in the news."""
    if case.kind != "person" or case.borne or first_name_gender(case.opening) is not None:
        return None
    before = case.begin - 1
    while before > 0 and case.analysis.forms[before] in OPENING:
        before -= 1
    form = form_at(case.analysis, before).lower()
    owned = stem(form, closed("possessive_endings")) in closed("possessives") or form in closed("possessives")
    return False if owned and case.analysis.tags[before] == "DET" else None


def _plural_verb(case: Tagged) -> bool | None:
    """An adverb that no dictionary has (*Wolmers werden am Abend alle kommen*): one person takes a singular verb."""
    a, begin, weights = case.analysis, case.begin, case.weights
    if case.kind != "person" or case.borne or not weights.opens(begin) or weights.named(begin):
        return None
    verb = case.end
    plural = form_at(a, verb) and a.tags[verb] in ("VERB", "AUX") and a.feat(verb, "Number") == "Plur"
    return False if plural else None


def _unlikely(case: Tagged) -> bool | None:
    chances = case.weights.of(case.begin, case.end)
    if chances is None or case.borne or case.opening.isupper() or chances.none < _HALF:
        return None
    if getattr(chances, case.kind) > _LITTLE:
        return None
    surely = chances.none > _MOSTLY and getattr(chances, case.kind) < _HARDLY
    return False if surely or case.weights.common(case.begin) else None


def _only_a_noun(case: Tagged) -> bool | None:
    chances = case.weights.of(case.begin, case.end)
    if chances is None or max(chances.place, chances.organisation) > _MAYBE:
        return None
    plain = case.kind == "person" and case.weights.only_a_noun(case.begin) and not case.borne
    return False if plain and first_name_gender(case.opening) is None else None


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
        yes=(("Bolivianische werfen ihm das vor.", ""),),
    ),
    Rule(
        name="one-word/trade-behind-a-name",
        find=_trade,
        why="A trade between commas behind a person's name says what the person does.",
        yes=(("Am Abend sprach Otto Lohm, Essayist, lange mit ihr.", ""),),
    ),
    Rule(
        name="one-word/only-a-noun",
        find=_only_a_noun,
        why="A word that is a common noun in the word lists, and in none of the lists of names, is nobody's name by itself.",
        yes=(("Sie schrieb, dass Haikus auch auf Deutsch gelingen.", ""),),
    ),
    Rule(
        name="one-word/cut",
        find=_cut_word,
        why="What a hyphen cuts off, or joins with *und*, is nobody's name.",
        yes=(("So konnten sie Katz-und-Maus mit der Polizei spielen.", ""),),
    ),
    Rule(
        name="one-word/town-in-er",
        find=_town_in_er,
        why="An unknown word in -er right before an office or a body is the adjective of a town.",
        yes=(("Die Abgeordnete und Sulmenhorster Bürgermeisterin kam am Abend.", ""),),
    ),
    Rule(
        name="one-word/and-others",
        find=_and_others,
        why="*und Co.* means others, *v. Chr.* a date; neither names anybody.",
        yes=(("Am Abend siegten Vera Demm und Co. noch einmal.", ""),),
    ),
    Rule(
        name="one-word/possessed",
        find=_possessed,
        why="What follows a possessive at once is a thing, and no person.",
        yes=(("Am Abend fuhr sie mit „ihrem“ Belmar nach Bonn.", ""),),
    ),
    Rule(
        name="one-word/plural-verb",
        find=_plural_verb,
        why="A word at the head of a sentence with a plural verb is no single person, unless it is known as a name.",
        yes=(("Weiters werden am Abend alle Räte kommen.", ""),),
    ),
    Rule(
        name="one-word/unlikely",
        find=_unlikely,
        why="What is hardly a name where the text has it is none; of a word that German has less is enough.",
        yes=(("Am Abend gab es Nudeln mit Speck und Lammkoteletts.", ""),),
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


# Names of things


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
        here = {form_at(case.analysis, before - 1).lower().removesuffix("n")}
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
    numbered = form_at(a, end).isdigit() and len(form_at(a, end)) < _INITIALS + 1 and a.tags[case.begin - 1] == "ADP"
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
        ),
        no=("Am Abend sprach Katrina Lohm.",),
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
        yes=(("Daten kamen von den beiden Sonden Mars Express und Venus Express, die jetzt fliegen.", ""),),
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


def is_a_name(case: Tagged) -> bool:
    """True if a single word is a name."""
    found = first(SINGLE_WORDS, case)
    return found is not None and found[0]


def is_a_thing(case: Tagged) -> bool:
    """True if what has a person's name is a thing or an animal."""
    return first(THINGS, case) is not None
