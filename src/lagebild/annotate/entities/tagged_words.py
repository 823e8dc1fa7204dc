"""What the analyser takes for a name and is none: adverbs, trades, things, common nouns."""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.annotate.entities.candidate import Tagged
from lagebild.annotate.entities.mention import OPENING, form_at, stem
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.gazetteer import adjective_state, first_name_gender
from lagebild.lexicon.nouns import noun, trade
from lagebild.lexicon.words import closed

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


def is_a_name(case: Tagged) -> bool:
    """True if a single word is a name."""
    found = first(SINGLE_WORDS, case)
    return found is not None and found[0]
