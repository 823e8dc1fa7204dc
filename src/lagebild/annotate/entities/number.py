"""Number and gender of a description, by the article, the adjectives and the form of the noun."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.nouns import Noun, thing_gender
from lagebild.lexicon.words import closed, closed_map


class Noted(NamedTuple):
    """A noun at a token, the word before its phrase in small letters, and the adjectives between."""

    analysis: Analysis
    token: int
    noun: Noun
    before: str
    adjectives: tuple[str, ...]

    @property
    def form(self) -> str:
        """The noun as it stands in the text."""
        return self.analysis.forms[self.token]

    @property
    def tagged(self) -> str:
        """The number that the analyser sees."""
        return self.analysis.feat(self.token, "Number")


def _by_form(case: Noted) -> str | None:
    return case.noun.number or None


def _singular_article(case: Noted) -> str | None:
    return "Sing" if case.before in closed("singular_determiners") else None


def _quantifier(case: Noted) -> str | None:
    return "Plur" if case.before in closed("plural_quantifiers") else None


def _counted(case: Noted) -> str | None:
    a = case.analysis
    counts = [a.forms[c].lower() for c in a.dependents(case.token, "nummod") if c < case.token]
    return "Plur" if counts and not any(c == "1" or c.startswith("ein") for c in counts) else None


def _bare_plural(case: Noted) -> str | None:
    return "Plur" if is_bare_plural(case.analysis, case.token) else None


def is_bare_plural(analysis: Analysis, token: int) -> bool:
    """Whether a noun for somebody stands as subject or object with no article: people, since one would have an article."""
    a = analysis
    core = a.labels[token] in ("nsubj", "nsubj:pass", "obj")
    if not core or a.has(token, "det", "det:poss", "case", "appos", "flat", "amod", "conj", "nmod"):
        return False
    verb = a.heads[token]
    finite = next(
        (t for t in (verb, *a.dependents(verb, "aux", "aux:pass", "cop")) if a.feat(t, "VerbForm") == "Fin"), None
    )
    if finite is None or a.tags[verb] != "VERB":
        return False
    return a.labels[token] == "obj" or a.forms[finite].lower().endswith("en") or a.feat(finite, "Number") == "Plur"


def _die(case: Noted) -> str | None:
    neuter = case.noun.gender == "n" or (case.noun.gender == "" and _tagged_gender(case) == "n")
    return "Plur" if case.before == "die" and (case.noun.gender == "m" or neuter) else None


def _der_before_neuter(case: Noted) -> str | None:
    return "Plur" if case.before == "der" and "n" in (case.noun.gender, _tagged_gender(case)) else None


def _der_behind_dative(case: Noted) -> str | None:
    at = case.token - len(case.adjectives) - len(("der", "preposition"))
    behind = at >= 0 and case.analysis.forms[at].lower() in closed("prepositions_with_dative")
    return "Sing" if case.before == "der" and behind and case.noun.gender != "m" else None


def _strong_adjective(case: Noted) -> str | None:
    strong = case.adjectives[:1] and case.adjectives[0].endswith("er")
    return "Sing" if strong and case.noun.gender == "m" and not case.before else None


def _as_tagged(case: Noted) -> str | None:
    return (case.tagged or None) if not (case.noun.gender == "m" and case.form == case.noun.base) else None


def _determined(case: Noted) -> str | None:
    definite = case.before in closed("definite_determiners") or case.before in closed_map("contractions")
    return "Sing" if definite or case.before in closed("indefinite_articles") else None


def _bare_base(case: Noted) -> str | None:
    bare = case.form == case.noun.base and not case.noun.adjectival and not case.adjectives
    return "Sing" if bare else None


def _else_plural(case: Noted) -> str | None:
    return "Plur" if case.form else None


NUMBERS: tuple[Rule[Noted, str], ...] = (
    Rule(
        name="number/der-before-neuter",
        find=_der_before_neuter,
        why="*der* before a neuter noun is the genitive of a plural.",
        yes=(("Am Abend schwieg die Mutter der Mädchen.", "Mädchen: group"),),
        no=("Am Abend schwieg der Fischer.",),
    ),
    Rule(
        name="number/der-behind-a-dative-preposition",
        find=_der_behind_dative,
        why="*der* behind *bei*, *mit* or *von* is one woman's or thing's: several would have *den*.",
        yes=(("Am Abend saß sie bei der Toten.", "Tote: person"),),
        no=("Am Abend fehlte die Mutter der Toten.",),
    ),
    Rule(
        name="number/by-form",
        find=_by_form,
        why="Some forms of a noun are only singular or only plural.",
        yes=(
            ("Am Abend brannten betroffene Gebäude.", "betroffenes Gebäude: betroffenes Gebäude"),
            ("Am Abend fiel der Preis vieler Hotels.", "Hotel: Hotel"),
        ),
    ),
    Rule(
        name="number/singular-article",
        find=_singular_article,
        why="*dem*, *des*, *ein* or *zum* stand before singulars.",
        yes=(("Am Abend half sie einer Verletzten.", "Verletzte: person"),),
    ),
    Rule(
        name="number/quantifier",
        find=_quantifier,
        why="*viele*, *mehrere*, *einige*, *beide* and *alle* stand before plurals.",
        yes=(("Am Abend starben mehrere Fischer.", "Fischer: group"),),
    ),
    Rule(
        name="number/counted",
        find=_counted,
        why="A number other than *ein* stands before plurals.",
        yes=(("Bei 14 Fischer brannte es.", "Fischer: group"),),
    ),
    Rule(
        name="number/bare-subject-or-object",
        find=_bare_plural,
        why="A subject or an object with no article is several people, since one would have an article.",
        yes=(
            ("Am Abend streikten Fischer.", "Fischer: group"),
            ("Die Polizei verhaftete Händler.", "Händler: group"),
        ),
        no=("Am Abend kam Fischer.",),
    ),
    Rule(
        name="number/die",
        find=_die,
        why="*die* before a masculine or neuter noun is a plural.",
        yes=(("Am Abend starben die Fischer.", "Fischer: group"),),
    ),
    Rule(
        name="number/strong-adjective",
        find=_strong_adjective,
        why="An adjective in -er with no article before it stands before the nominative of one man.",
        yes=(
            ("Betrunkener Fahrer verhaftet.", "Betrunkener Fahrer: person"),
            ("Peruanischer Minister tritt zurück.", "peruanischer Minister: person"),
        ),
    ),
    Rule(
        name="number/as-tagged",
        find=_as_tagged,
        why="Where the form leaves the number open the analyser's is taken, except for base forms of masculine nouns.",
        yes=(
            ("Am Abend half sie der Verletzten.", "Verletzte: group"),
            ("Die Abgeordneten warteten.", "Abgeordnete: group"),
        ),
    ),
    Rule(
        name="number/determined",
        find=_determined,
        why="Otherwise an article makes a singular.",
        yes=(
            ("Der Aufschrei der peruanischen Lehrer war laut.", "peruanischer Lehrer: person"),
            ("Sie fürchten den Spott der politischen Gegner.", "politischer Gegner: person"),
        ),
    ),
    Rule(
        name="number/bare-base",
        find=_bare_base,
        why="A noun in its base form with nothing before it is a singular.",
        yes=(("Am Abend kam Arbeiter.", "Arbeiter: person"), ("Als Minister schwieg er.", "Minister: person")),
    ),
    Rule(
        name="number/else-plural",
        find=_else_plural,
        why="What nothing shows to be a singular is a plural.",
        yes=(
            ("Am Abend starben verletzte Fischer.", "verletzte Fischer: group"),
            ("Junge Arbeiter streikten.", "Junge Arbeiter: group"),
        ),
    ),
)
"""The number of a noun, Sing or Plur."""


def number_of(case: Noted) -> tuple[str, str]:
    """The number of a description, Sing or Plur, and the rule that says so."""
    return first(NUMBERS, case) or ("Sing", "")


def _thing(case: Noted) -> str | None:
    if case.noun.kind in ("office", "person"):
        return None
    return _tagged_gender(case) or thing_gender(case.noun.base)


def _masculine(case: Noted) -> str | None:
    return "m" if case.before in closed("masculine_determiners") or case.form.endswith("er") else None


def _feminine(case: Noted) -> str | None:
    oblique = case.before == "der" and case.form.endswith("en")
    return "f" if case.before in closed("feminine_determiners") or oblique else None


def _gender_as_tagged(case: Noted) -> str | None:
    tagged = _tagged_gender(case)
    return tagged if tagged in ("m", "f") else None


def _tagged_gender(case: Noted) -> str:
    return {"Masc": "m", "Fem": "f", "Neut": "n"}.get(case.analysis.feat(case.token, "Gender"), "")


GENDERS: tuple[Rule[Noted, str], ...] = (
    Rule(
        name="gender/thing",
        find=_thing,
        why="The gender of a body's or place's noun is the analyser's, else what its ending tells.",
        yes=(
            ("Das zweimotorige Flugzeug landete.", "zweimotoriges Flugzeug: zweimotoriges Flugzeug"),
            ("Das deutsche Team siegte.", "deutsches Team: deutsches Team"),
        ),
    ),
    Rule(
        name="gender/masculine-article",
        find=_masculine,
        why="*dem*, *zum*, *ein* or an ending in -er stand with a man.",
        yes=(("Die Identität des 73-Jährigen ist geklärt. Alle sahen seine Narbe.", "73-Jähriger: 73-Jähriger"),),
    ),
    Rule(
        name="gender/feminine-article",
        find=_feminine,
        why="*die*, *eine*, *zur*, and *der* before -en, stand with a woman.",
        yes=(("Eine Verletzte starb.", "Verletzte: Verletzte"),),
    ),
    Rule(
        name="gender/as-tagged",
        find=_gender_as_tagged,
        why="Else the analyser's gender is taken.",
        yes=(
            ("Der Verdächtige wurde gefasst.", "Verdächtiger: Verdächtiger"),
            ("Der Vorsitzende schwieg.", "Vorsitzender: Vorsitzender"),
        ),
    ),
)
"""The gender (m, f, n) of a noun whose form leaves it open; empty if no rule answers."""


def gender_of(case: Noted) -> tuple[str, str]:
    """The gender of a description (m, f, n or empty) and the rule that says so."""
    return first(GENDERS, case) or ("", "")
