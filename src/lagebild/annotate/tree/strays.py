"""Phrases that the network hung on the word before them though they belong to the verb."""

from __future__ import annotations

from collections.abc import Callable

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import ASIDE, Edit, Edits
from lagebild.annotate.tree.phrases import bare, cases, collective, in_genitive, kind_of_name, named, number, temporal
from lagebild.lexicon.gazetteer import first_name_gender
from lagebild.lexicon.nouns import noun

_LOOSE = ("appos", "flat", "nmod", "flat:name", "compound", "conj")


def _stray(fits: Callable[[Analysis, int, int], bool]) -> Callable[[Analysis], Edits]:
    """Names and titles with names that hang loosely on a word of a kind."""

    def find(a: Analysis) -> Edits:
        edits: Edits = {}
        for token, label in enumerate(a.labels):
            head = a.heads[token]
            if label not in _LOOSE or head < 0 or token <= head or not bare(a, token):
                continue
            if not (person(a, token) or counted(a, token)) or not cases(a, token) & frozenset("NA"):
                continue
            if a.has(token, "cc") or a.forms[token - 1] in (",", "und", "oder", "(", "–"):
                continue
            verb = _verb(a, head)
            if verb is not None and fits(a, token, head):
                edits[token] = Edit(verb, ASIDE)
                # *in Kolm Petra Gehm und Jean-Luc Darville*: the second person goes along with the first
                joined = (
                    c for c in a.dependents(head, "conj") if c > token and a.has(c, "cc") and not a.has(c, "case")
                )
                edits |= {c: Edit(token, "conj") for c in joined if person(a, c)}
        return edits

    return find


def person(a: Analysis, token: int) -> bool:
    """Whether a phrase names somebody or something, with or without a title."""
    if a.tags[token] == "PROPN":
        return named(a, token) or first_name_gender(a.forms[token]) is not None
    here = noun(a.forms[token]) if a.tags[token] == "NOUN" else None
    titled = any(a.tags[c] == "PROPN" and c > token for c in a.children[token])
    return here is not None and here.kind in ("person", "office") and titled


def counted(a: Analysis, token: int) -> bool:
    """Whether a phrase is a noun with a number or an article, in nominative or accusative."""
    return a.tags[token] == "NOUN" and a.has(token, "nummod", "det") and bool(cases(a, token) & frozenset("NA"))


def _verb(a: Analysis, token: int) -> int | None:
    """The verb above a phrase, over nouns alone."""
    for _ in range(4):
        token = a.heads[token]
        if token == ROOT:
            return None
        if a.tags[token] == "VERB":
            return token
        if a.tags[token] not in ("NOUN", "PROPN"):
            return None
    return None


def _on_a_date(a: Analysis, _: int, head: int) -> bool:
    return temporal(a, head)


def _on_a_place(a: Analysis, token: int, head: int) -> bool:
    """A person behind a place that a preposition has set apart."""
    if a.tags[head] != "PROPN" or kind_of_name(a, head) in ("PER", "ORG") or not a.has(head, "case"):
        return False
    return kind_of_name(a, token) == "PER" or a.tags[token] == "NOUN" or first_name_gender(a.forms[token]) is not None


def _on_many(a: Analysis, token: int, head: int) -> bool:
    """One person behind a noun for many, or for a body."""
    one = kind_of_name(a, token) == "PER" or a.tags[token] == "NOUN"
    if a.labels[head] == "nmod" and a.heads[head] >= 0 and _of_people(a.forms[a.heads[head]]):
        return False  # *der Chef der Werft Otto Lohm*
    return (
        one
        and (collective(a, head) or _agrees_as_many(a, head))
        and number(a, token) != "Plur"
        and not a.has(head, "case")
    )


def _of_people(form: str) -> bool:
    here = noun(form)
    return here is not None and here.kind in ("person", "office")


def _agrees_as_many(a: Analysis, head: int) -> bool:
    """Whether a bare noun for people is the only subject of a plural verb (*Unbekannte hatten …*)."""
    verb = a.heads[head]
    if a.labels[head] != "nsubj" or verb < 0 or a.has(head, "det", "det:poss", "conj") or not bare(a, head):
        return False
    here = noun(a.forms[head])
    finite = next((t for t in (*a.dependents(verb, "aux"), verb) if a.feat(t, "VerbForm") == "Fin"), None)
    people = here is not None and here.kind in ("person", "office") and here.number != "Sing"
    return people and finite is not None and a.forms[finite].lower().endswith("en")


def _whole_names(a: Analysis) -> Edits:
    """Words of one person's name that hang apart: they go along with its first word."""
    edits: Edits = {}
    for name in a.names:
        words = range(name.first, name.last)
        if name.kind != "PER" and not _behind_its_noun(a, name.first, name.kind):
            continue
        outside = [t for t in words if a.heads[t] not in words]
        verbs = {a.heads[t] for t in outside if a.heads[t] >= 0 and a.tags[a.heads[t]] == "VERB"}
        if not outside or len(verbs) > 1 or any(a.tags[t] in ("VERB", "AUX") for t in words):
            continue
        best = next((t for t in outside if a.labels[t] in _CORE), outside[0])
        head, label = a.heads[best], a.labels[best]
        if name.kind == "ORG" and a.tags[name.first - 1] == "NOUN":
            body = name.first - 1
            if label in _CORE and head >= 0 and a.labels[body] not in (*_CORE, "nsubj:pass"):
                edits[body] = Edit(head, label)
            head, label = body, "appos"
        # *María del Pilar Ochoa und Nguyen Van Minh*: joined with the whole name
        inner = {c: Edit(name.first, "conj") for t in words[1:] for c in a.dependents(t, "conj") if c not in words}
        edits |= inner if name.kind == "PER" and name.first in outside else {}
        apart = [t for t in outside if a.labels[t] not in _SMALL]
        if name.kind == "PER" and len(apart) < 2 and a.tags[name.first] == "PROPN":
            continue
        edits[name.first] = Edit(head, label, "" if _of_people(a.forms[name.first]) else "PROPN")
        for token in words[1:]:
            moved = [token] if token in outside or a.heads[token] == best else []
            edits |= {t: Edit(name.first, "flat") for t in moved}
            edits |= {
                c: Edit(name.first, a.labels[c]) for c in a.children[token] if c not in words and token in outside
            }
    return edits


def _behind_its_noun(a: Analysis, begin: int, kind: str) -> bool:
    """Whether an adjective and a noun are the name of the body right before them (*Verein Freies Wort*)."""
    here = noun(a.forms[begin - 1]) if begin and kind == "ORG" and a.tags[begin - 1] == "NOUN" else None
    return here is not None and here.kind == "organisation" and a.forms[begin][-1:] in "esr" and a.tags[begin] != "NOUN"


def _place_in_between(a: Analysis) -> Edits:
    """*in Kolm Ministerin Vera Lohm*: the preposition is the town's, not the title's."""
    edits: Edits = {}
    for place, title in enumerate(a.heads):
        if title <= place or place == 0 or a.labels[place] not in ("compound", "nmod", "flat", "appos", "amod"):
            continue
        here = noun(a.forms[title])
        titled = here is not None and here.kind in ("person", "office") and not a.has(title, "det", "det:poss")
        named = any(c == title + 1 and a.tags[c] == "PROPN" for c in a.children[title])
        before = place - 1
        if not (titled and named and kind_of_name(a, place) == "LOC" and title == place + 1):
            continue
        if a.feat(place, "Case") == "Gen" or in_genitive(a.forms[place]):
            continue  # *mit Norlands Ministerpräsident Jo Hals*
        if a.labels[before] == "case" and a.heads[before] == title and _verb(a, title) is not None:
            edits[place] = Edit(a.heads[title], a.labels[title])
            edits[before] = Edit(place, "case")
            edits[title] = Edit(_verb(a, title) or 0, ASIDE)
    return edits


def _as(a: Analysis) -> Edits:
    """*das Paar als Superhelden*: what somebody is taken for is nobody beside him."""
    return {
        token: Edit(a.heads[token], "appos")
        for token, label in enumerate(a.labels)
        if label == "conj" and a.tags[token] == "NOUN" and not a.has(token, "cc")
        if any(a.forms[c] == "als" for c in a.dependents(token, "case"))
    }


def _dated_weekdays(a: Analysis) -> Edits:
    """*am Montag, dem 9. August,*: one phrase, whose first word hangs on the verb."""
    edits: Edits = {}
    for month in range(4, len(a.forms)):
        day = month - 4
        between = (a.forms[day + 1], a.forms[day + 2])
        if between not in ((",", "dem"), (",", "den")) or not a.forms[month - 1].rstrip(".").isdigit():
            continue
        verb = a.heads[month]
        if not temporal(a, day) or not temporal(a, month) or verb in (day, ROOT) or a.heads[day] == month:
            continue
        if a.heads[day] != verb and a.heads[verb] == day:
            edits |= {c: Edit(verb, a.labels[c]) for c in a.children[day] if c > month or c < day - 1}
            edits[verb] = Edit(a.heads[day], a.labels[day])
            edits[day] = Edit(verb, "obl")
        edits[month] = Edit(day, "appos")
    return edits


_CORE = ("nsubj", "nsubj:pass", "obj", "iobj")
_SMALL = ("dep", "compound", "det", "case", "amod", "advmod")
"""Labels of words before the head of a name in trees that are right."""

WHOLES: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/name-in-one-piece",
        find=_whole_names,
        why="All words of a name have one place in the sentence.",
        yes=(("Das Bündnis Klare Luft kritisierte Innenminister Dieter Wollek.", ""),),
    ),
    Rule(
        name="tree/as-joins-nobody",
        find=_as,
        why="A noun with *als* says what somebody is and names nobody else.",
        yes=(("Der Pfarrer als Anwalt kritisierte die Regierung.", ""),),
    ),
    Rule(
        name="tree/weekday-and-date",
        find=_dated_weekdays,
        why="A weekday and the date behind its comma are one phrase of the verb.",
        yes=(("Bei einem Absturz in Kolm sind am Montag, dem 9. August 2010, fünf Bauern gestorben.", ""),),
    ),
    Rule(
        name="tree/place-before-a-title",
        find=_place_in_between,
        why="A preposition right before a town is the town's, though a title follows.",
        yes=(("Die Bischofskonferenz kritisierte in Altkirchen Polizeigewerkschaftschefin Inga Tornau.", ""),),
        no=("Die Kanzlerin sprach mit Spaniens Außenminister Otto Zirk.",),
    ),
)
"""Asked before phrases are brought back to their verbs."""

STRAYS: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/name-behind-date",
        find=_stray(_on_a_date),
        why="A day has no name of a person: what follows it is a phrase of its own.",
        yes=(("Die Partei verklagte im Dezember Senatorin Frauke Stumpf.", ""),),
    ),
    Rule(
        name="tree/person-behind-place",
        find=_stray(_on_a_place),
        why="A person named behind *in* and a town is no part of the town's name.",
        yes=(("Am Dienstag entführten Unbekannte in Altkirchen Petra Gehm.", ""),),
        no=("Die Polizei in Altkirchen schwieg.",),
    ),
    Rule(
        name="tree/person-behind-many",
        find=_stray(_on_many),
        why="A noun for many people or for a body is no title of one person.",
        yes=(
            ("Die Wache sagte, dass maskierte Männer Hanno Perl entführt hätten.", ""),
            ("Sie ging, weil die Opposition Inga Tornau verklagt hatte.", ""),
        ),
        no=("Die Richterin Petra Gehm schwieg.",),
    ),
)
