"""Ties of a place to what it lies in: *Gyula (Ungarn)*, *die Hauptstadt Namibias*, *X, eine Stadt in Y*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.relations.sides import meant
from lagebild.annotate.relations.ties import Tie, Word, by_word, worded
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import Entity

_LAND = ("state", "place")
_BACK = 4
"""Tokens between a place's comma and the noun in apposition to it."""


def by_place(text: Text) -> Iterator[Tie]:
    """The ties of a report between places and what they lie in."""
    return by_word(PLACES, text)


def _kind_of_place(text: Text, token: int) -> bool:
    if text.analysis.tags[token] not in ("NOUN", "PROPN"):
        return False
    form, lemma = text.analysis.forms[token], text.analysis.lemmas[token].casefold()
    ends = lemma.endswith(word_tuple("kinds_of_places")) and not lemma.endswith(word_tuple("no_kinds_of_places"))
    return ends and noun(form.rpartition("-")[2]) is not None


def _land(text: Text, token: int) -> tuple[Entity, int] | None:
    """The state or place named at a token, its article and the word for what it is passed over."""
    forms = text.analysis.forms
    while token < len(forms) and (forms[token].casefold() in closed("articles") or _passed_over(text, token)):
        token += 1
    found = text.names.get(token)
    return found if found is not None and found[0].kind in _LAND else None


def _passed_over(text: Text, token: int) -> bool:
    if token in text.names:
        return False
    return text.analysis.tags[token] == "ADJ" or (_kind_of_place(text, token) and token + 1 in text.names)


def _in_brackets(word: Word) -> Tie | None:
    text, token = word
    forms, here = text.analysis.forms, text.names.get(token)
    if here is None or here[0].kind != "place" or forms[here[1] : here[1] + 1] != ("(",):
        return None
    whole = text.names.get(here[1] + 1)
    if whole is None or whole[0].kind not in _LAND or forms[whole[1] : whole[1] + 1] != (")",) or whole[0] is here[0]:
        return None
    return worded(text, "part", (here[0], whole[0]), (token, whole[1] + 1))


def _whole_behind(text: Text, token: int) -> tuple[Entity, int] | None:
    """What a place lies in by the words behind the noun for it: a genitive, or a name behind *von*, *in* or *im*."""
    forms, stop = text.analysis.forms, text.sentence_tokens(token).stop
    if token + 1 >= stop:
        return None
    linked = forms[token + 1] in ("von", "in", "im")
    found = _land(text, token + 1 + linked)
    if found is None or linked:
        return found
    genitive = forms[token + 1] in ("des", "der") or forms[found[1] - 1].endswith(("s", "x", "z", "ß"))
    return found if genitive else None


def _apposed(word: Word) -> Tie | None:
    text, token = word
    if token in text.names or not _kind_of_place(text, token):
        return None
    a, low = text.analysis, text.sentence_tokens(token).start
    comma = next((t for t in range(token - 1, max(token - 1 - _BACK, low), -1) if a.forms[t] == ","), None)
    opens = comma is not None and all(a.tags[t] in ("DET", "ADJ", "ADV", "NUM") for t in range(comma + 1, token))
    if comma is None or not opens or comma + 1 == token:
        return None
    start = next((t for t in range(comma - 1, max(comma - 5, low - 1), -1) if t in text.names), None)
    here = text.names[start] if start is not None else None
    whole = _whole_behind(text, token)
    if start is None or here is None or here[1] != comma or here[0].kind != "place" or whole is None:
        return None
    return worded(text, "part", (here[0], whole[0]), (start, whole[1])) if whole[0] is not here[0] else None


def _predicate(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    if not a.has(token, "cop") or not _kind_of_place(text, token):
        return None
    if not any(a.lemmas[c] == "sein" for c in a.dependents(token, "cop")):
        return None
    whole = _whole_behind(text, token)
    here = next((text.names[t] for t in a.dependents(token, "nsubj") if t in text.names), None)
    if whole is None or here is None or here[0].kind != "place" or here[0] is whole[0]:
        return None
    return worded(text, "part", (here[0], whole[0]), (token, whole[1]))


def _in_the_genitive(text: Text, token: int) -> tuple[Entity, int] | None:
    """The state or place whose name ends with a token and the genitive's *-s*."""
    start = next((t for t in range(token, max(token - 4, -1), -1) if t in text.names), None)
    if start is None or text.names[start][1] != token + 1 or not text.analysis.forms[token].endswith("s"):
        return None
    entity = text.names[start][0]
    return (entity, start) if text.analysis.forms[token] not in entity.name.split() else None


def _whose(word: Word) -> Tie | None:
    text, token = word
    here = text.names.get(token + 1)
    if here is None or here[0].kind != "place" or not _kind_of_place(text, token):
        return None
    inside = text.part_of(token)
    owned = _in_the_genitive(text, token - 1)
    whole = inside[0] if inside is not None else owned[0] if owned is not None else None
    if whole is None or whole.kind not in _LAND or whole is here[0]:
        return None
    return worded(text, "part", (here[0], whole), (owned[1] if owned is not None else token, here[1]))


def _part_of_a_land(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    if a.lemmas[token] not in word_set("nouns_for_a_part") or text.analysis.tags[token] != "NOUN":
        return None
    clause = text.clause_around(token)
    is_one = any(a.lemmas[c] == "sein" for c in a.dependents(token, "cop"))
    if not is_one or clause is None or clause.negated or clause.modals:
        return None
    whole = _whole_behind(text, token)
    own = (meant(text, t) for t in (*clause.doers, *a.dependents(token, "nsubj")))
    here = next((e for e in own if e is not None and e.kind in _LAND and e.name_spans), None)
    if whole is None or whole[0].kind != "state" or here is None or here is whole[0]:
        return None
    return worded(text, "part", (here, whole[0]), (token, whole[1]))._replace(clause=clause)


PLACES: tuple[Rule[Word, Tie], ...] = (
    Rule(
        name="kind/land-in-brackets",
        find=_in_brackets,
        why="A state or region in brackets behind a place is where it lies.",
        yes=(("In Bayonne (New Jersey) brannte es.", "Bayonne – New Jersey: part"),),
        no=("In Bayonne brannte es (auch in New Jersey).",),
    ),
    Rule(
        name="kind/apposed-place",
        find=_apposed,
        why="A place that is called a town or the capital of somewhere lies there.",
        yes=(
            ("In Windhoek, der Hauptstadt von Namibia, brannte es.", "Windhoek – Namibia: part"),
            ("In Gyula, einer Stadt in der Region Siebenbürgen, brannte es.", "Gyula – Siebenbürgen: part"),
        ),
        no=("In Windhoek, der Partnerin von Berlin, brannte es.",),
    ),
    Rule(
        name="kind/is-the-capital-of",
        find=_predicate,
        why="What *ist* the capital, or a town, of somewhere lies there.",
        yes=(("Windhoek ist die Hauptstadt Namibias.", "Windhoek – Namibia: part"),),
        no=("Windhoek ist die Partnerin Namibias.",),
    ),
    Rule(
        name="kind/part-of-a-land",
        find=_part_of_a_land,
        why="A place or state that *ist* a part of a state belongs to it.",
        yes=(
            ("Hamburg ist ein Teil Deutschlands.", "Hamburg – Deutschland: part"),
            ("Grönland ist Bestandteil von Dänemark.", "Grönland – Dänemark: part"),
        ),
        no=("Hamburg ist kein Teil Dänemarks.", "Hamburg ist der Stolz Deutschlands."),
    ),
    Rule(
        name="kind/whose-place",
        find=_whose,
        why="The state before *Hauptstadt*, *Bundesstaat* or the like is what the place named behind it lies in.",
        yes=(
            ("In Namibias Hauptstadt Windhoek brannte es.", "Windhoek – Namibia: part"),
            ("Im US-Bundesstaat Texas brannte es.", "Texas – USA: part"),
        ),
        no=("Im Bundesstaat Texas brannte es.",),
    ),
)
