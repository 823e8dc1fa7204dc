"""The name of an entity: its fullest form in the report, in the nominative."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import OPENING, Mention, form_at
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import adjective_place, first_name_gender, folded
from lagebild.lexicon.nouns import noun, thing_gender
from lagebild.lexicon.words import closed, word_set, word_tuple

_REGNAL = re.compile(r"[IVX]+\.?$")
_LEAST = 4
"""So many letters at least has a name that stands in the genitive."""
_ENDINGS = {"m": "er", "f": "e", "n": "es"}


class Named(NamedTuple):
    """A name of an entity; `words` counts, folded, in how many of its names each word stands."""

    analysis: Analysis
    mention: Mention
    words: Counter[str]

    @property
    def name(self) -> str:
        """The name as it stands."""
        return self.mention.name

    @property
    def bare(self) -> str:
        """The name without an s at its end; empty if it has none, or is too short to lose it."""
        return self.name[:-1].rstrip("’'") if self.name.endswith("s") and len(self.name) > 3 else ""

    def elsewhere(self, word: str) -> bool:
        """True if another name of the entity has a word."""
        key = folded(word)
        own = key in {folded(w) for w in self.name.split()}
        return self.words[key] > own


def _known(case: Named) -> str | None:
    return case.mention.known.name if case.mention.known is not None else None


def _met_without_s(case: Named) -> str | None:
    bare = case.bare
    met = bare and case.elsewhere(bare.split()[-1]) and not case.elsewhere(case.name.split()[-1])
    return bare if met else None


def _apostrophe_and_s(case: Named) -> str | None:
    return case.bare if case.bare and case.name[-2:] in ("’s", "'s") else None


def _after_its_noun(case: Named) -> str | None:
    a, token = case.analysis, case.mention.first
    alone = case.mention.kind == "place" and case.mention.last == token + 1
    return (
        case.bare
        if case.bare
        and alone
        and a.sentence_of[token - 1 : token] == (a.sentence_of[token],)
        and a.tags[token - 1] == "NOUN"
        and a.labels[token] == "nmod"
        and a.feat(token, "Case") == "Gen"
        else None
    )


def _behind_what_somebody_has(case: Named) -> str | None:
    """A person's name in -s right behind a noun that no name stands beside (*nach dem Rücktritt Horst Köhlers*)."""
    a, first_word = case.analysis, case.mention.first
    lemma = form_at(a, first_word - 1)
    same = a.sentence_of[first_word - 1 : first_word] == (a.sentence_of[first_word],)
    has = lemma.lower().endswith(word_tuple("what_somebody_has"))
    # *das Ausrasten Otto Lohms*
    does = lemma.endswith("en") and form_at(a, first_word - 2).lower() in closed("articles_of_infinitives")
    if not same or a.tags[first_word - 1] != "NOUN" or not (has or does):
        return None
    here, bearer = noun(lemma), noun(form_at(a, first_word - 3))
    # *der Vorsitzende der Verwaltung Otto Lohmers*: there it is the name of who is in office
    in_office = bearer is not None and bearer.kind in ("office", "person")
    return None if in_office or (here is not None and here.kind == "organisation") else _owner(case)


def _before_what_somebody_has(case: Named) -> str | None:
    """A person's name in -s right before a noun, or adjectives and a noun (*Konrad Adenauers Tod*)."""
    a, place = case.analysis, case.mention.last
    while place < len(a) and a.tags[place] == "ADJ" and a.forms[place].endswith(tuple(closed("adjective_endings"))):
        place += 1
    same = place < len(a) and a.sentence_of[place] == a.sentence_of[case.mention.first]
    work = same and a.tags[place] == "PROPN" and is_known(a.forms[place])  # *Homers Odyssee*
    if (
        not same
        or not (a.tags[place] == "NOUN" or work)
        or a.tags[case.mention.first - 1 : case.mention.first] == ("NOUN",)
    ):
        return None
    verb = a.tags[case.mention.first - 1 : case.mention.first] in (("VERB",), ("AUX",))
    # *gab Klaus Maas Fehler zu*: behind a verb only the parser can tell
    return None if verb and a.heads[case.mention.first] != place else _owner(case)


def _before_a_title(case: Named) -> str | None:
    """A name of several words in -s right before the title of a work (*Otto Lohms „Neue Ufer“*)."""
    a, place = case.analysis, case.mention.last
    several = case.mention.last - case.mention.first > 1
    titled = form_at(a, place) in OPENING and form_at(a, place + 1)[:1].isupper()
    return _owner(case) if several and titled else None


def _well_known(case: Named) -> str | None:
    """The name of somebody so well known that it has an s in the genitive only (*Mozarts*)."""
    return _owner(case) if case.bare.split(" ")[-1] in word_set("well_known_surnames") else None


def _monarch(case: Named) -> str | None:
    """A first name alone behind the title of a pope or monarch (*Papst Benedikts erste Rede*)."""
    titled = form_at(case.analysis, case.mention.first - 1) in word_set("clergy_and_monarchs")
    alone = case.mention.last == case.mention.first + 1 and first_name_gender(case.bare) is not None
    return _owner(case) if titled and alone else None


def _owner(case: Named) -> str | None:
    """The name of a person in the genitive, without its *s*; None if it is none: who is called *Jonas* has an apostrophe."""
    words = case.name.split()
    place = len(words) - 2 if len(words) > 1 and _REGNAL.match(words[-1]) else len(words) - 1
    word = words[place]
    if case.mention.kind != "person" or not word.endswith("s") or word.endswith("ss") or len(word) < _LEAST:
        return None
    if case.elsewhere(word) or form_at(case.analysis, case.mention.last) in ("’", "'"):
        return None
    if first_name_gender(word) is not None:
        return None
    return " ".join([*words[:place], word[:-1], *words[place + 1 :]])


def _before_its_mayor(case: Named) -> str | None:
    behind = noun(form_at(case.analysis, case.mention.last))
    town = case.bare and case.mention.kind == "place" and behind is not None and not case.name.endswith("ss")
    return case.bare if town and behind is not None and behind.lemma in word_set("offices_of_towns") else None


def _head_after_an_article(case: Named) -> str | None:
    a, m = case.analysis, case.mention
    if m.kind == "person" or form_at(a, m.first - 1).lower() not in ("des", "eines", "dieses"):
        return None
    words = case.name.split()
    place = next((n for n, word in enumerate(words) if word.endswith("s") and _is_body_noun(word)), len(words))
    if place >= len(words) - 1 or not all(_stem(word) for word in words[:place]):
        return None
    return " ".join([strong(" ".join([*words[:place], _without_genitive(words[place])])), *words[place + 1 :]])


def _is_body_noun(word: str) -> bool:
    here = noun(word)
    return here is not None and here.kind == "organisation" and here.base != word


def _without_genitive(word: str) -> str:
    """A noun in -s or -es in the nominative; of one that no list has, the likely ending goes."""
    here = noun(word)
    if here is not None:
        return here.base
    long = word.lower().endswith(tuple(f"{body}es" for body in word_tuple("masculine_bodies")))
    return word[:-2] if long else word[:-1].rstrip("’'")


def _after_an_article(case: Named) -> str | None:
    a, m = case.analysis, case.mention
    genitive = case.bare and m.kind != "person" and a.feat(m.last - 1, "Case") == "Gen"
    if not genitive or form_at(a, m.first - 1).lower() not in ("des", "eines", "dieses"):
        return None
    *words, last = case.name.split()
    return strong(" ".join([*words, _without_genitive(last)]) if words else case.bare)


def _as_it_stands(case: Named) -> str | None:
    return case.name if case.mention.kind == "person" else strong(case.name)


NAMES: tuple[Rule[Named, str], ...] = (
    Rule(
        name="naming/known",
        find=_known,
        why="What a lexicon knows has the name that the lexicon gives it.",
        yes=(("Am Abend tagte die Spitze des Nationalen Volkskongresses.", "Volkskongress: Volkskongress"),),
    ),
    Rule(
        name="naming/met-without-s",
        find=_met_without_s,
        why="A name in -s is a genitive where the entity has the name without it elsewhere.",
        yes=(("Otto Lohm schwieg. Am Abend begann Otto Lohms Reise.", ""),),
    ),
    Rule(
        name="naming/apostrophe-and-s",
        find=_apostrophe_and_s,
        why="An apostrophe and s at the end are those of a genitive.",
        yes=(("Otto Lohm's Rede war kurz.", "Otto Lohm: Otto Lohm"),),
    ),
    Rule(
        name="naming/after-its-noun",
        find=_after_its_noun,
        why="A place's name in -s right after a noun is a genitive; one that ends in -s itself has an apostrophe there "
        "or stands with *von* (Rat für deutsche Rechtschreibung, § 96).",
        yes=(("Vera Lohm verlangte, die Mitgliedschaft Kalmariens auszusetzen.", "Kalmarien: Kalmarien"),),
    ),
    Rule(
        name="naming/behind-what-somebody-has",
        find=_behind_what_somebody_has,
        why="A person's name in -s right behind *Rücktritt*, *Rede* or the like is a genitive.",
        yes=(
            ("Am Abend begann die Zeit nach dem Rücktritt Otto Lohmers.", "Otto Lohmer: Otto Lohmer"),
            ("Das wurde durch das Ausrasten Otto Lohmers entschieden.", "Otto Lohmer: Otto Lohmer"),
            ("Er hat die Regentschaft vor dem Tod Rainers III. übernommen.", "Rainer III.: Rainer III."),
        ),
        no=("Am Abend schwieg Zeuge Otto Lohmers.", "Am Abend kam der Leiter der Abteilung Otto Lohmers."),
    ),
    Rule(
        name="naming/before-what-somebody-has",
        find=_before_what_somebody_has,
        why="A person's name in -s right before a noun is a genitive.",
        yes=(
            ("Das Haus war im Jahr von Otto Lohmers Tod fertig.", "Otto Lohmer: Otto Lohmer"),
            ("Das ist Otto Lohmers erstes Gedicht.", "Otto Lohmer: Otto Lohmer"),
        ),
        no=("Am Abend schwieg Otto Lohmers.", "Das sagte Klaus Jonas am Abend.", "Das ist Klaus Jonas Gedicht."),
    ),
    Rule(
        name="naming/before-a-title",
        find=_before_a_title,
        why="A person's name in -s right before a title in quotation marks is a genitive.",
        yes=(("Am Abend lief Otto Lohmers „Neue Ufer“ noch einmal.", "Otto Lohmer: Otto Lohmer"),),
    ),
    Rule(
        name="naming/well-known",
        find=_well_known,
        why="A well-known surname has an s in the genitive only.",
        yes=(("Er nannte Mozarts Auftrag falsch.", "Mozart: Mozart"),),
    ),
    Rule(
        name="naming/monarch",
        find=_monarch,
        why="A first name in -s alone behind *Papst* or *König* is a genitive.",
        yes=(("Am Abend kam die Veröffentlichung von Papst Benedikts erster Rede.", "Benedikt: Benedikt"),),
    ),
    Rule(
        name="naming/before-its-mayor",
        find=_before_its_mayor,
        why="A place's name in -s right before *Bürgermeister* is a genitive.",
        yes=(("Am Abend kam Tarnaus Bürgermeister Otto Lohm.", "Tarnau: Tarnau"),),
    ),
    Rule(
        name="naming/head-after-an-article",
        find=_head_after_an_article,
        why="A body's noun in -s after *des* or *eines* is a genitive before what its name goes on with, too.",
        yes=(
            (
                "Er war Präsident des Bundesverbandes Deutscher Zeitungen.",
                "Bundesverband Deutscher Zeitungen: Bundesverband Deutscher Zeitungen",
            ),
        ),
    ),
    Rule(
        name="naming/after-an-article",
        find=_after_an_article,
        why="A body's name in -s after *des* or *eines* is a genitive.",
        yes=(
            ("Er las das Programm des Neuen Forums.", "Neues Forum: Neues Forum"),
            ("Er las die Schriften des Ständigen Ausschusses.", "Ständiger Ausschuss: Ständiger Ausschuss"),
        ),
    ),
    Rule(
        name="naming/as-it-stands",
        find=_as_it_stands,
        why="Else the name stands as the text has it, an adjective before it in the nominative.",
        yes=(
            ("Gestern kam Vera Lohm.", "Vera Lohm: Vera Lohm"),
            ("Gestern sprach sie mit der Ständigen Kommission.", "Ständige Kommission: Ständige Kommission"),
        ),
    ),
)
"""A name without the endings that its case gave it."""


def name_of(analysis: Analysis, cluster: Cluster) -> tuple[str, str]:
    """The standing name of a cluster, empty if it has none, and the names of the rules that gave it."""
    every = [m for m in cluster.mentions if m.sort == "name"]
    names = [m for m in every if not m.alias] or every
    small = [m for m in cluster.mentions if m.sort in ("adjective", "part")]
    if cluster.kind == "state":
        known = next((m.known.name for m in [*names, *small] if m.known is not None), None)
        if known is not None:
            return known, "naming/known"
    if names:
        words = Counter(word for m in names for word in {folded(w) for w in m.name.split()})
        candidates = [found for m in names if (found := first(NAMES, Named(analysis, m, words))) is not None]
        return max(candidates, key=lambda c: _fullness(cluster, c[0]), default=("", ""))
    if small:
        return small[0].name, small[0].rule
    described = [m for m in cluster.mentions if m.sort in ("description", "title")]
    fullest = max(described, key=lambda m: len(m.name), default=None)
    if fullest is None:
        return "", ""
    return fullest.name, " + ".join(filter(None, (fullest.rule, fullest.number_rule, fullest.gender_rule)))


def _fullness(cluster: Cluster, name: str) -> tuple[int, int]:
    """How full a name is: a person's by its words, another's as a name that is no abbreviation; then by its length."""
    return len(name.split()) if cluster.kind == "person" else not name.isupper(), len(name)


def strong(name: str) -> str:
    """`Ständigen Kommission` gives `Ständige Kommission`; names without an adjective in capitals stay."""
    words = name.split()
    lead = 0
    while lead < len(words) - 1 and _stem(words[lead]):
        here = noun(words[lead])
        if here is not None and not here.adjectival:
            break
        lead += 1
    ending = _ENDINGS.get(_gender(words[lead]), "") if lead else ""
    if not ending or not all(_stem(word) and _inflected(word) for word in words[:lead]):
        return name
    return " ".join([*(_stem(word) + ending for word in words[:lead]), *words[lead:]])


def _stem(word: str) -> str:
    """A word in capitals without the ending of an adjective; empty if it has none."""
    if not word[:1].isupper() or not re.fullmatch(r"[\w-]+", word):
        return ""
    found = next((word[: -len(e)] for e in closed("adjective_endings") if word.endswith(e)), "")
    return found if len(found) > 1 and found[-1].islower() else ""


def _inflected(word: str) -> bool:
    """True if a word is an adjective and no name in -er (`Berliner Rundfunk`) or other name (`Hansen Bank`)."""
    return adjective_place(word) is None and word.endswith(tuple(closed("strong_endings")))


def _gender(head: str) -> str:
    low = head.lower()
    masculine = word_tuple("masculine_bodies")
    if low.endswith((*masculine, *(f"{noun}{ending}" for noun in masculine for ending in ("s", "es")))):
        return "m"
    return "f" if low.endswith(word_tuple("feminine_bodies")) else thing_gender(head)
