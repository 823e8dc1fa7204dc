"""Ties of a part to its whole: *der Sicherheitsrat der Vereinten Nationen*, *die EU-Kommission*, *X, ein Verband der Y*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import ROOT
from lagebild.annotate.relations.sides import coordinated, meant, prepositions
from lagebild.annotate.relations.ties import Tie, Word, due_to, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import Entity

_FOR = 9
"""Tokens behind *Büro für …* within which the body that it belongs to is named."""


def by_part(text: Text) -> Iterator[Tie]:
    """The ties of a report between a body and what it is a part of."""
    for token, tag in enumerate(text.analysis.tags):
        if tag in ("NOUN", "PROPN"):
            found = first(PARTS, Word(text, token))
            if found is not None:
                yield due_to(*found)


def _named_body(text: Text, token: int) -> Entity | None:
    """The body in whose name a token stands."""
    for start in range(token, max(token - 6, -1), -1):
        found = text.names.get(start)
        if found is not None:
            return found[0] if found[1] > token and found[0].kind == "organisation" else None
    return next((e for e, _ in text.others.get(token, ()) if e.kind == "organisation" and not e.name_spans), None)


def _is_part(text: Text, token: int) -> bool:
    return text.analysis.lemmas[token].casefold().endswith(word_tuple("ends_of_sub_bodies"))


def _genitive(word: Word) -> Tie | None:
    text, token = word
    part = _named_body(text, token) if _is_part(text, token) else None
    if part is None:
        return None
    for child in text.analysis.dependents(token, "nmod", "nmod:poss"):
        if child < token or prepositions(text, child):
            continue
        whole = next(
            (e for e in coordinated(text, child) if e.kind in ("organisation", "state") and e is not part), None
        )
        if whole is not None and (text.names_it(child, whole.id) or text.names.get(child + 1, (None, 0))[0] is whole):
            return worded(text, "part", (part, whole), (token, child + 1))
    return None


def _for_something(word: Word) -> Tie | None:
    text, token = word
    a, stop = text.analysis, text.sentence_tokens(token).stop
    office = a.lemmas[token].casefold().endswith(word_tuple("bodies_for_something"))
    part = _named_body(text, token) if office and a.forms[token + 1 : token + 2] == ("für",) else None
    if part is None:
        return None
    for place in range(token + 3, min(token + _FOR, stop - 1)):
        whole = text.names.get(place + 1)
        if a.forms[place] in ("der", "des") and whole is not None and whole[0] is not part:
            return (
                worded(text, "part", (part, whole[0]), (token, whole[1])) if whole[0].kind == "organisation" else None
            )
        if a.tags[place] not in ("NOUN", "PROPN", "ADJ", "CCONJ", "DET", "X"):
            return None
    return None


def _district(word: Word) -> Tie | None:
    text, token = word
    a, named = text.analysis, text.names.get(token + 1)
    local = a.lemmas[token].casefold().endswith(word_tuple("districts_of_bodies"))
    if not local or named is None or named[0].kind not in ("place", "organisation"):
        return None
    if a.forms[named[1] : named[1] + 1] not in (("der",), ("des",), ("von",)):
        return None
    whole = text.names.get(named[1] + 1)
    if whole is None or whole[0].kind != "organisation" or whole[0] is named[0]:
        return None
    return worded(text, "part", (named[0], whole[0]), (token, whole[1]))


def _compound(word: Word) -> Tie | None:
    text, token = word
    # behind *fraktion* stands whoever speaks for it
    own = _is_part(text, token) and not text.analysis.lemmas[token].endswith("fraktion")
    inside = text.part_of(token) if own else None
    named = text.names.get(token + 1)
    if inside is None or inside[0].kind != "organisation" or named is None or named[0].kind != "organisation":
        return None
    return worded(text, "part", (named[0], inside[0]), (token, named[1])) if named[0] is not inside[0] else None


def _apposed(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    here = noun(a.forms[token])
    head = a.heads[token]
    beside = a.labels[token] == "appos" or (a.labels[token] == "conj" and not a.has(token, "cc"))
    if not beside or head == ROOT or head > token or here is None or here.kind != "organisation":
        return None
    part = meant(text, head)
    wholes = [c for c in a.dependents(token, "nmod", "nmod:poss") if c > token and not prepositions(text, c)]
    whole = next((e for c in wholes for e in coordinated(text, c) if e.kind in ("organisation", "state")), None)
    if part is None or part.kind != "organisation" or whole is None or whole is part:
        return None
    return worded(text, "part", (part, whole), (head, wholes[0] + 1))


def _place_in_place(word: Word) -> Tie | None:
    text, token = word
    here = text.names.get(token)
    forms = text.analysis.forms
    if here is None or here[0].kind != "place" or forms[here[1] : here[1] + 1] not in (("in",), ("im",)):
        return None
    at = here[1] + 1
    at += forms[at : at + 1] in (("der",), ("dem",))
    called = (
        at < len(forms)
        and at not in text.names
        and forms[at].casefold().endswith((*word_tuple("parts_of_a_state"), *word_tuple("kinds_of_places")))
    )
    whole = text.names.get(at + called)
    if not called or whole is None or whole[0].kind not in ("place", "state") or whole[0] is here[0]:
        return None
    return worded(text, "part", (here[0], whole[0]), (token, whole[1]))


def _mother(word: Word) -> Tie | None:
    text, token = word
    forms, whole = text.analysis.forms, text.names.get(token + 1)
    lemma = text.analysis.lemmas[token].rpartition("-")[2]
    lemma = lemma[:1].upper() + lemma[1:]
    if lemma not in word_set("mother_companies") or whole is None or whole[0].kind != "organisation":
        return None
    inside, low = text.part_of(token), text.sentence_tokens(token).start
    before = [t for t in range(low, token) if t in text.names and text.names[t][0].kind == "organisation"]
    # *X und der Mutterkonzern Y*, *X und ihre Konzernmutter Y*
    joined = (
        before and forms[text.names[before[-1]][1]] in ("und", "sowie", ",") and text.names[before[-1]][1] >= token - 3
    )
    part = inside[0] if inside is not None else text.names[before[-1]][0] if joined else None
    if part is None or part.kind != "organisation" or part is whole[0]:
        return None
    return worded(text, "part", (part, whole[0]), (before[-1] if inside is None else token, whole[1]))


def _daughter(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    lemma = a.lemmas[token].rpartition("-")[2]
    if lemma not in word_set("daughters_of_companies"):
        return None
    inside, named = text.part_of(token), text.names.get(token + 1)
    if inside is not None and named is not None and inside[0].kind == named[0].kind == "organisation":
        return worded(text, "part", (named[0], inside[0]), (token, named[1])) if named[0] is not inside[0] else None
    if a.forms[token + 1 : token + 2] not in (("von",), ("der",), ("des",)):
        return None
    whole = next((text.names[t] for t in range(token + 2, min(token + 4, len(a))) if t in text.names), None)
    set_off = a.forms[token - 2 : token - 1] == (",",) and a.tags[token - 1] == "DET"
    starts = [t for t in range(max(token - 7, 0), token - 2) if set_off and t in text.names]
    who = text.names[starts[-1]][0] if starts and text.names[starts[-1]][1] == token - 2 else None
    if whole is None or whole[0].kind != "organisation" or who is None or who.kind != "organisation" or who is whole[0]:
        return None
    return worded(text, "part", (who, whole[0]), (token, whole[1]))


def _named_after_the_whole(word: Word) -> Tie | None:
    text, token = word
    here = text.names.get(token)
    if here is None or here[0].kind != "organisation" or not _is_part(text, here[1] - 1):
        return None
    head, mark, _ = text.analysis.forms[token].partition("-")
    if not mark:
        return None
    whole = next(
        (
            e
            for e in text.reading.entities
            if e.kind in ("organisation", "state") and e is not here[0]
            if any(span.of(text.content) == head for span in e.name_spans)
        ),
        None,
    )
    return worded(text, "part", (here[0], whole), (token, here[1])) if whole is not None else None


PARTS: tuple[Rule[Word, Tie], ...] = (
    Rule(
        name="kind/mother-company",
        find=_mother,
        why="A body's *Mutterkonzern*, named right behind the word, is what it is a part of.",
        yes=(
            ("Der Opel-Mutterkonzern General Motors schwieg. Opel klagt.", "Opel – General Motors: part"),
            ("Opel und der Mutterkonzern General Motors schwiegen.", "Opel – General Motors: part"),
        ),
        no=("Der Mutterkonzern General Motors schwieg.",),
    ),
    Rule(
        name="kind/daughter-company",
        find=_daughter,
        why="A body that is called a company's *Tochter* is a part of it.",
        yes=(
            ("Die Fluggesellschaft Germanwings, eine Tochter der Lufthansa, streikt.", "Germanwings – Lufthansa: part"),
            ("Die Lufthansa-Tochter Germanwings streikt.", "Germanwings – Lufthansa: part"),
        ),
        no=("Die Tochter von Karl Demm streikt bei Germanwings.",),
    ),
    Rule(
        name="kind/named-after-the-whole",
        find=_named_after_the_whole,
        why="A council, commission or the like whose name begins with a body that the report names, too, is a part of it.",
        yes=(("Die EU-Kommission tagte. Die EU schwieg.", "Europäische Kommission – Europäische Union: part"),),
        no=("Die EU-Kommission tagte.",),
    ),
    Rule(
        name="kind/place-in-a-place",
        find=_place_in_place,
        why="A place *in* a province, region or the like, named right behind it, is a part of that.",
        yes=(("In Kabul in der Provinz Bayern blieb es ruhig.", "Kabul – Bayern: part"),),
        no=("In Kabul blieb es ruhig, in der Provinz Bayern nicht.",),
    ),
    Rule(
        name="kind/body-of-a-body",
        find=_genitive,
        why="A council, commission or ministry with a body or state in the genitive is a part of it.",
        yes=(
            (
                "Die Kommission der Afrikanischen Union tagte.",
                "Kommission der Afrikanischen Union – Afrikanische Union: part",
            ),
            (
                "Die Bundestarifkommission der Gewerkschaft Verdi tagte.",
                "Bundestarifkommission der Gewerkschaft – Verdi: part",
            ),
        ),
        no=("Der Vorsitzende der Afrikanischen Union schwieg.",),
    ),
    Rule(
        name="kind/office-for-something",
        find=_for_something,
        why="A body's office, agency or committee *für* something is a part of it.",
        yes=(
            (
                "Das Amt für humanitäre Hilfe der Vereinten Nationen warnte.",
                "Amt – Vereinte Nationen: part",
            ),
        ),
        no=("Das Amt für humanitäre Hilfe lobte die Vereinten Nationen.",),
    ),
    Rule(
        name="kind/district-of-a-body",
        find=_district,
        why="A body's *Kreisverband*, *Bezirk* or the like, named by its place, is a part of the body.",
        yes=(("Im Kreisverband Hamburg der CDU brodelt es.", "Hamburg – CDU: part"),),
        no=("Im Kreisverband Hamburg fehlt die CDU.",),
    ),
    Rule(
        name="kind/compound-of-a-body",
        find=_compound,
        why="What is named right behind a compound of a body and *Mission*, *Rat* or the like is a part of that body.",
        yes=(("Die UN-Mission UNIFIL blieb.", "UNIFIL – Vereinte Nationen: part"),),
        no=("Die Mission UNIFIL blieb.",),
    ),
    Rule(
        name="kind/apposed-body",
        find=_apposed,
        why="A body called an agency, branch or body of another is a part of it.",
        yes=(
            (
                "Man lobte Greenpeace, eine Behörde der Welthandelsorganisation.",
                "Greenpeace – Welthandelsorganisation: part",
            ),
        ),
        no=("Greenpeace, ein Gegner der Vereinten Nationen, schwieg.",),
    ),
)
