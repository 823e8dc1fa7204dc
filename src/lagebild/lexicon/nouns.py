"""Nouns for offices, people who act and places: found in any inflected form and at the end of compounds.

German inflection is generated, not analysed: every form that a declension could have is listed once at load time, so a
look-up is a dictionary access. Forms that no declension has are harmless, because no text has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from lagebild.lexicon import load
from lagebild.lexicon.dictionary import is_known, lemma_of
from lagebild.lexicon.words import closed, word_set, word_tuple

_UMLAUT = {"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü"}
_FEMININE = re.compile(r"(ung|heit|keit|schaft|ion|tät|ei|enz|anz|ik|ie|macht|bank|wehr|garde|[^n]e)$")
_NEUTER = re.compile(r"(um|ment|chen|lein|amt|gericht|bündnis|militär|kabinett|heer|volk|haus|gebäude|werk|land|büro)$")
_WEAK = re.compile(r"(ent|ant|ist|at|et|it|ot|af|graf|loge|soph|e|nom|arch|ut|ekt|urg)$")
SHORTEST_HEAD = 4
"""The last part of a compound must have so many letters; shorter ones (Rat, Amt, Ort) end too many other words."""


class Noun(NamedTuple):
    """What a noun in a text says about its bearer.

    `base` is the word in the nominative singular (`Außenministerin`), `lemma` the lexicon's form of its last part
    (`Minister`), `prefix` what stands before that part. `kind` is `office`, `person`, `group`, `organisation` or
    `place`; `gender` (m, f, n) and `number` (Sing, Plur) are empty if the form leaves them open. `field` and `of`
    are those of offices.tsv.
    """

    base: str
    lemma: str
    kind: str
    gender: str
    number: str
    field: str = ""
    of: str = ""
    prefix: str = ""
    adjectival: bool = False


def umlauted(word: str) -> str:
    """The word with its last back vowel fronted (`Anwalt` gives `Anwält`), or the word itself."""
    low = word.lower()
    spot = low.rfind("au")
    if spot >= 0 and spot >= max(low.rfind(v) for v in "ou") - 1 and low.rfind("a") == spot:
        return f"{word[:spot]}{_UMLAUT[word[spot]]}{word[spot + 1 :]}"
    spot = max(low.rfind(v) for v in "aou")
    return f"{word[:spot]}{_UMLAUT[word[spot]]}{word[spot + 1 :]}" if spot >= 0 else word


def feminine_of(masculine: str, given: str) -> str:
    """The feminine of a masculine noun: the given one, the form with -in, or empty if there is none (`-`)."""
    if given == "-":
        return ""
    return given or (masculine.removesuffix("e") + "in")


def _person_forms(masculine: str, feminine: str) -> Iterator[tuple[str, str, str, str, bool]]:
    """Form, base, gender, number, and True if it is declined like an adjective."""
    if masculine.endswith("amter"):
        yield feminine, feminine, "f", "Sing", False
        yield feminine + "nen", feminine, "f", "Plur", False
    if masculine.endswith("er") and feminine in (masculine[:-1], masculine[:-2] + "in"):
        stem = masculine[:-2]
        yield masculine, masculine, "m", "Sing", True
        yield stem + "e", masculine if masculine.endswith("amter") else feminine, "", "", True
        yield stem + "en", masculine, "", "", True
        yield stem + "em", masculine, "m", "Sing", True
        return
    weak = bool(_WEAK.search(masculine))
    yield masculine, masculine, "m", "" if masculine.endswith("er") else "Sing", False
    in_s = masculine.endswith(("i", "o", "u", "y")) or masculine in word_set("plural_in_s")
    for ending in ("s", "es"):
        yield masculine + ending, masculine, "m", "" if in_s and ending == "s" else "Sing", False
    if weak:
        yield masculine + ("n" if masculine.endswith("e") else "en"), masculine, "m", "", False
    for ending in ("e", "n", "er", "en", "ern"):
        yield masculine + ending, masculine, "", "Plur", False
    for ending in ("", "e", "er", "n", "en", "ern"):
        if umlauted(masculine) != masculine:
            yield umlauted(masculine) + ending, masculine, "", "Plur", False
    if masculine.endswith("mann"):
        yield masculine[:-4] + "leute", masculine, "", "Plur", False
        yield masculine[:-4] + "leuten", masculine, "", "Plur", False
    if feminine:
        yield feminine, feminine, "f", "Sing", False
        plural = feminine + ("nen" if feminine.endswith("in") else "en")
        yield plural, feminine, "f", "Plur", False
        yield feminine + "n", feminine, "f", "Plur", False


def thing_gender(noun: str) -> str:
    """The likely gender of a body's or place's noun, by its ending; empty if the ending does not tell."""
    low = noun.lower()
    if _NEUTER.search(low):
        return "n"
    return "f" if _FEMININE.search(low) else ""


def _thing_forms(noun: str) -> Iterator[tuple[str, str, str, str, bool]]:
    gender = thing_gender(noun)
    if noun.lower().endswith(word_tuple("always_plural")):
        yield noun, noun, "", "Plur", False
        yield noun + "n", noun, "", "Plur", False
        return
    yield noun, noun, gender, "Sing", False
    for ending in ("s", "es"):
        yield noun + ending, noun, gender, "Sing", False
    for ending in ("e", "n", "en", "er", "ern", "nen"):
        yield noun + ending, noun, gender, "Plur", False
    if noun.endswith("um"):
        yield noun[:-2] + "en", noun, "n", "Plur", False
    fronted = umlauted(noun)
    if fronted != noun:
        for ending in ("", "e", "en", "er", "ern", "n"):
            yield fronted + ending, noun, gender, "Plur", False


def _inhabitants(names: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """A row for each name of a state's people; *Deutscher*, declined like an adjective, has its feminine beside it."""
    for name in names:
        if name and not name.endswith("in") and name + "r" not in names:
            yield name, name[:-1] if name[:-1] in names else "", "person", "inhabitant", ""


@cache
def _table() -> dict[str, Noun]:
    table: dict[str, Noun] = {}

    def enter(form: str, noun: Noun) -> None:
        table.setdefault(form, noun)

    rows = [(row["form"], row["feminine"], "office", row["field"], row["of"]) for row in load("offices")]
    persons = [row for row in load("agents") if row["kind"] == "person"]
    offices = {row[0] for row in rows}
    rows += [(row["form"], row["feminine"], "person", "", "") for row in persons if row["form"] not in offices]
    rows += [row for state in load("states") for row in _inhabitants(state["inhabitant"].split("|"))]
    # Base forms first: what is one noun's nominative must not be shadowed by another's oblique case.
    for masculine, given, kind, field, of in rows:
        neuter = masculine.casefold().endswith(word_tuple("ends_of_neuter_persons"))
        gender = "n" if neuter else "f" if masculine in word_set("feminine_persons") else "m"
        enter(masculine, Noun(masculine, masculine, kind, gender, "Sing", field, of))
        if feminine := feminine_of(masculine, given):
            enter(feminine, Noun(feminine, masculine, kind, "f", "Sing", field, of))
    for masculine, given, kind, field, of in rows:
        neuter = masculine.casefold().endswith(word_tuple("ends_of_neuter_persons"))
        for form, base, own, number, adjectival in _person_forms(masculine, feminine_of(masculine, given)):
            gender = "n" if neuter and own == "m" else own
            noun = Noun(base, masculine, kind, gender, number, field, of, adjectival=adjectival)
            if form in (masculine, base) and number == "" and table[form].lemma == masculine:
                table[form] = noun
            enter(form, noun)
    for row in load("agents"):
        if row["kind"] != "person":
            for form, base, gender, number, _ in _thing_forms(row["form"]):
                enter(form, Noun(base, row["form"], row["kind"], gender, number))
    for row in (*load("sites"), *load("vehicles")):
        for form, base, gender, number, _ in _thing_forms(row["form"]):
            enter(form, Noun(base, row["form"], "place", gender, number))
    return table


@cache
def _blocked() -> frozenset[str]:
    words = [row["form"] for row in load("noncompounds")]
    return frozenset(
        w + ending for w in words for ending in ("", "s", "es", "e", "n", "en", "er", "ern", "innen", "in")
    )


@cache
def _heads() -> dict[str, Noun]:
    """Lower-cased forms that may end a compound."""
    closed = {row["form"] for row in load("offices") if row["compound"] != "yes"}
    return {
        form.lower(): noun
        for form, noun in _table().items()
        if len(noun.lemma) >= SHORTEST_HEAD
        and " " not in form
        and noun.lemma not in closed
        and noun.field != "inhabitant"
    }


@lru_cache(maxsize=50_000)
def noun(form: str) -> Noun | None:
    """What the lexicons know about a noun, whole or as the last part of a compound; None if nothing."""
    table = _table()
    if form in table:
        return table[form]
    if not form[:1].isupper() and "-" not in form:
        return None
    if any(form[start:].capitalize() in _blocked() for start in range(max(len(form) - 3, 1))):
        return None
    heads = _heads()
    tail = form.rpartition("-")[2]
    if tail != form and (found := table.get(tail) or table.get(tail[:1].upper() + tail[1:])):
        return _compound(form, len(tail), found)
    low = form.lower()
    for start in range(2, len(form) - SHORTEST_HEAD + 1):
        if (found := heads.get(low[start:])) is None:
            continue
        if low[:start] in closed("verb_prefixes") and not (low[:start] == "mit" and found.kind in ("office", "person")):
            continue
        if start > 2 or low[:2] in ("ex", "un", "eu", "us"):
            # *Müllwerker* are people, not the plural of *Müllwerk*
            people = _with_feminine(form) if found.kind in ("organisation", "place") else None
            return people or _compound(form, len(form) - start, found)
    return None


@lru_cache(maxsize=50_000)
def somebody(form: str) -> Noun | None:
    """What is known about a noun, as :func:`noun` has it, or about one for people by their trade (`Köche`, `Winzerin`).

    Trades are an open class: a noun is one for people if the dictionary has its feminine in -in. As a surname such a
    word is as frequent (`Schneider`), so only words that are known to be no names are to be asked for here.
    """
    return noun(form) or trade(form)


@lru_cache(maxsize=50_000)
def trade(form: str) -> Noun | None:
    """What a noun says about its bearer that the dictionary knows in the feminine, whole or as a compound's last part."""
    if not form[:1].isupper() or len(form) < SHORTEST_HEAD:
        return None
    found = _with_feminine(form)
    if found is not None or is_known(form):
        return found
    for start in range(3, len(form) - SHORTEST_HEAD):
        if (head := _with_feminine(form[start:].lstrip("-").capitalize())) is not None:
            return _compound(form, len(form[start:].lstrip("-")), head)
    return None


@lru_cache(maxsize=50_000)
def _with_feminine(form: str) -> Noun | None:
    if not form.isalpha():
        return None
    for masculine in _masculines(form):
        feminine = next((f for f in _feminines(masculine) if is_known(f) and is_known(f + "nen")), None)
        if feminine is None or masculine in word_set("no_trades"):
            continue
        if not masculine.endswith("er") and lemma_of(masculine) != masculine:
            continue
        for other, base, gender, number, _ in _person_forms(masculine, feminine):
            if other == form:
                return Noun(base, masculine, "person", gender, number)
    return None


def _masculines(form: str) -> Iterator[str]:
    """The nominatives that a form may be one of, the likeliest first."""
    stem = form[:-3] if form.endswith("innen") else form
    if stem.endswith("in"):
        for bare in (stem[:-2], _without_umlaut(stem[:-2])):
            yield from (word for word in (bare, bare + "e") if is_known(word))
        return
    yield from dict.fromkeys((lemma_of(form), form))
    for ending in ("s", "es", "n", "en", "e"):
        if form.endswith(ending):
            stem = form.removesuffix(ending)
            yield from (word for word in dict.fromkeys((stem, _without_umlaut(stem))) if is_known(word))


def _feminines(masculine: str) -> Iterator[str]:
    stem = masculine.removesuffix("e")
    yield stem + "in"
    yield umlauted(stem) + "in"


def _without_umlaut(word: str) -> str:
    spot = max(word.lower().rfind(vowel) for vowel in _UMLAUT.values())
    back = {umlaut: vowel for vowel, umlaut in _UMLAUT.items()}
    return f"{word[:spot]}{back[word[spot]]}{word[spot + 1 :]}" if spot >= 0 else word


def nominative_plural(form: str, here: Noun) -> str:
    """The nominative plural of a noun in any case of the plural."""
    if here.adjectival:
        return re.sub(r"(en|er|em|e)$", "e", form)
    if (
        form.endswith("innen")
        or form.lower().endswith(word_tuple("always_plural"))
        or not form.endswith("n")
        or here.lemma.lower().endswith(word_tuple("plural_in_n"))
    ):
        return form
    shorter = form[:-1]
    strong = here.kind in ("office", "person") and not _WEAK.search(here.lemma) and here.gender != "f"
    if form.lower().endswith(("ern", "eln")) or (shorter.endswith("e") and strong):
        found = somebody(shorter)
        return shorter if found is not None and found.lemma == here.lemma else form
    return form


def _compound(form: str, tail: int, head: Noun) -> Noun:
    prefix = form[: len(form) - tail]
    base = prefix + (head.base if prefix.endswith("-") else head.base[:1].lower() + head.base[1:])
    return head._replace(base=base, prefix=prefix)


def is_plural(here: Noun, article: str) -> bool:
    """True if a noun stands in the plural, which `die` or `beiden` before a masculine noun tells if its form does not."""
    return here.number == "Plur" or (here.number == "" and here.gender == "m" and article in ("die", "beiden", "beide"))
