"""The federation that *Bundes-* means in a text (`Bundesminister`): Germany, Austria or Switzerland."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import Mention
from lagebild.annotate.rule import Rule
from lagebild.lexicon.words import word_set, word_tuple


@dataclass
class Words:
    """A text's words; `names` are the names met in it, by their form; `token` is the one looked at."""

    analysis: Analysis
    names: dict[str, Mention]
    token: int = 0
    home: str | None = None

    @property
    def form(self) -> str:
        """The token as it stands in the text."""
        return self.analysis.forms[self.token]

    @cached_property
    def proper(self) -> frozenset[str]:
        """The words that are somewhere tagged as proper nouns."""
        a = self.analysis
        return frozenset(form for form, tag in zip(a.forms, a.tags, strict=True) if tag == "PROPN")

    @cached_property
    def of_germany(self) -> bool:
        """Whether the text speaks of Germany."""
        words, signs = frozenset(self.analysis.forms), word_tuple("signs_of_germany")
        return any(word.startswith(signs) for word in words) or bool(words & word_set("german_parties"))

    @cached_property
    def foreign(self) -> frozenset[str]:
        """The words that speak for another federation than Germany; none where the text speaks of Germany, too."""
        signs = word_tuple("signs_of_german_speakers")
        words = frozenset() if self.of_germany else frozenset(self.analysis.forms)
        return frozenset(word for word in words if word.startswith(signs))


def _german_minister(words: Words) -> str | None:
    low = words.form.lower()
    department = low.removesuffix("in").removeprefix("bundes").removesuffix("minister")
    return "Deutschland" if department and low.removesuffix("in").endswith("minister") else None


def _outlet(words: Words) -> str | None:
    other = words.home in ("Österreich", "Schweiz") and not (words.home == "Schweiz" and "minister" in words.form)
    return words.home if other and not words.of_germany else None


def _merely_named(words: Words) -> str | None:
    """Empty where the name of a state, said once, is all that speaks for another federation."""
    forms = words.analysis.forms
    signs = [form for form in forms if form.startswith(word_tuple("signs_of_german_speakers"))]
    return "" if words.foreign and words.home is None and signs in (["Österreich"], ["Schweiz"]) else None


def _austria(words: Words) -> str | None:
    return "Österreich" if any("sterreich" in word or word == "Wien" for word in words.foreign) else None


def _switzerland(words: Words) -> str | None:
    # There a member of the government is a Bundesrat.
    return "Schweiz" if words.foreign and "minister" not in words.form else None


def _germany(words: Words) -> str | None:
    return "Deutschland" if words.form else None


FEDERATIONS: tuple[Rule[Words, str], ...] = (
    Rule(
        name="federation/german-minister",
        find=_german_minister,
        why="Only Germany has a *Bundesinnenminister* and the like; elsewhere the title is *Bundesminister*.",
        yes=(("In Wien schwieg die Bundesinnenministerin.", ""),),
        no=("In Wien schwieg der Bundeskanzler.",),
    ),
    Rule(
        name="federation/outlet",
        find=_outlet,
        why="*Bundes-* in a report of an Austrian or Swiss outlet that does not speak of Germany is that state's.",
        yes=(("SALZBURG – Am Abend schwieg der Bundeskanzler.", ""),),
        no=("In Berlin schwieg der Bundeskanzler.",),
    ),
    Rule(
        name="federation/merely-named",
        find=_merely_named,
        why="Where a state's name, said once, is all that speaks for Austria or Switzerland, *Bundes-* is left open.",
        yes=(("Am Abend lobte der Bundeskanzler Österreich.", ""),),
    ),
    Rule(
        name="federation/austria",
        find=_austria,
        why="*Bundes-* in a report on Austria, and not on Germany, is Austria's.",
        yes=(("In Wien schwieg der Bundeskanzler.", ""),),
    ),
    Rule(
        name="federation/switzerland",
        find=_switzerland,
        why="*Bundes-* in a report on Switzerland, and not on Germany, is Switzerland's, except in *Bundesminister*.",
        yes=(("In Bern schwieg der Bundespräsident.", ""),),
    ),
    Rule(
        name="federation/germany",
        find=_germany,
        why="Else *Bundes-* is Germany's.",
        yes=(("Am Abend schwieg die Bundesministerin.", ""),),
    ),
)
"""The federation that *Bundes-* means."""
