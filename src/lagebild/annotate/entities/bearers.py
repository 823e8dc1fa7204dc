"""Names of one text joined: full name and surname, long form and abbreviation, a capital and its government."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster, body_key, person_key
from lagebild.annotate.entities.mention import OPENING, Mention, form_at, sentence_start
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.words import word_set, word_tuple

Key = tuple[str, ...]


def cluster_names(analysis: Analysis, names: list[Mention]) -> list[Cluster]:
    """One cluster for each bearer of a name."""
    clusters = _persons([m for m in names if m.kind == "person"])
    keyed: dict[Key, Cluster] = {}
    for mention in names:
        if mention.kind == "person":
            continue
        _capital(analysis, mention)
        key = body_key(mention.known.name if mention.known else mention.name)
        if not key:
            continue
        if key not in keyed:
            keyed[key] = Cluster(mention.kind)
            clusters.append(keyed[key])
        keyed[key].add(mention)
    return _abbreviated(analysis, clusters)


# Persons


class Spelling(NamedTuple):
    """A person's name as it stands, in words, and all last words of persons' names in the text."""

    key: Key
    lasts: set[str]


def _without_s(case: Spelling) -> Key | None:
    last = case.key[-1]
    return (*case.key[:-1], last[:-1]) if last.endswith("s") and last[:-1] in case.lasts else None


SPELLINGS: tuple[Rule[Spelling, Key], ...] = (
    Rule(
        name="spelling/without-s",
        find=_without_s,
        why="A surname in -s that the text also has without it is a genitive.",
        yes=(("Otto Lohms Rede war kurz. Am Abend ging Lohm.", ""),),
    ),
)
"""The words by which a person's name is compared with others, if not as it stands."""


INITIAL = "persons/initial-and-last"


class Pair(NamedTuple):
    """A mention of a person's name in words (`key`, without apostrophe or genitive's s) and a person with a longer one."""

    mention: Mention
    key: Key
    long: Key
    cluster: Cluster


def _gender(pair: Pair) -> bool | None:
    one, other = pair.mention.gender, pair.cluster.gender
    return False if one and other and one != other and pair.mention.source != "again" else None


def _accents(pair: Pair) -> bool | None:
    if len(pair.key) > 1 or pair.key == pair.long[-1:]:
        return None
    name = pair.mention.name.casefold()
    return None if {name, name.removesuffix("s"), name.removesuffix("'")} & pair.cluster.first_words else False


def _last_words(pair: Pair) -> bool | None:
    return True if pair.long[-len(pair.key) :] == pair.key else None


def _first_words(pair: Pair) -> bool | None:
    return True if pair.long[: len(pair.key)] == pair.key else None


def _middle_words(pair: Pair) -> bool | None:
    size = len(pair.key)
    inside = size > 1 and any(pair.long[i : i + size] == pair.key for i in range(len(pair.long)))
    return True if inside else None


def _first_and_last(pair: Pair) -> bool | None:
    key, long = pair.key, pair.long
    return True if len(key) > 1 and key[-1] == long[-1] and key[0] == long[0] else None


def _initial_and_last(pair: Pair) -> bool | None:
    key, long = pair.key, pair.long
    return True if _is_initial(key) and key[-1] == long[-1] and long[0].startswith(key[0]) else None


def _is_initial(key: Key) -> bool:
    return len(key) == 2 and len(key[0]) == 1


PERSONS: tuple[Rule[Pair, bool], ...] = (
    Rule(
        name="persons/gender",
        find=_gender,
        why="A man's and a woman's name are not one person's.",
        yes=(
            ("Gestern kam Otto Lohm. Am Abend ging Ministerin Lohm.", ""),
            ("Otto Lohm kam. Vera Demm schwieg. Bauministerin Lohm ging.", ""),
        ),
    ),
    Rule(
        name="persons/accents",
        find=_accents,
        why="A first name alone has the accents of the full name, else it is somebody else's.",
        yes=(("Torschütze war Raul Demm. Kurz darauf sah Raúl die Rote Karte.", ""),),
    ),
    Rule(
        name="persons/last-words",
        find=_last_words,
        why="The last words of a person's full name, mostly the surname, name that person.",
        yes=(("Gestern kam Vera Lohm. Am Abend ging Lohm.", "Vera Lohm: Vera Lohm, Lohm"),),
    ),
    Rule(
        name="persons/first-words",
        find=_first_words,
        why="The first words of a person's full name name that person.",
        yes=(("Gestern kam Vera Lohm. Am Abend ging Vera.", "Vera Lohm: Vera Lohm, Vera"),),
    ),
    Rule(
        name="persons/middle-words",
        find=_middle_words,
        why="Two or more words in a row out of a person's full name name that person.",
        yes=(
            (
                "Gestern kam Vera Ada Lohm Demm. Am Abend ging Ada Lohm.",
                "Vera Ada Lohm Demm: Vera Ada Lohm Demm, Ada Lohm",
            ),
        ),
    ),
    Rule(
        name="persons/first-and-last",
        find=_first_and_last,
        why="The first and the last word of a person's full name name that person.",
        yes=(("Gestern kam Vera Ada Lohm. Am Abend ging Vera Lohm.", "Vera Ada Lohm: Vera Ada Lohm, Vera Lohm"),),
    ),
    Rule(
        name=INITIAL,
        find=_initial_and_last,
        why="An initial before the surname of a person with such a first name names that person, if there is only one.",
        yes=(("Gestern kam Robert Demm. Am Abend ging R. Demm.", "Robert Demm: Robert Demm, R. Demm"),),
        no=(
            "Gestern kamen Robert Demm und Rita Demm. Am Abend ging R. Demm.",
            "Robert Demm kam. Am Abend ging O. Demm.",
        ),
    ),
)
"""Says if a mention names the person with a longer name; if no rule answers, it does not."""


def variants(key: Key) -> list[Key]:
    """A name without an apostrophe at its end and, where it ends in -s, without that."""
    last = key[-1]
    bare = last.rstrip("'`´")
    found = [(*key[:-1], bare)] if bare else [key]
    if bare.endswith("s") and len(bare) > 3:
        found.append((*key[:-1], bare[:-1].rstrip("'")))
    return found


@dataclass(slots=True)
class _Bearers:
    """Persons so far, with the words of their names, by each of these words."""

    by_word: dict[str, list[tuple[Key, Cluster]]] = field(default_factory=dict)

    def enter(self, key: Key, cluster: Cluster) -> None:
        for word in {*key}:
            self.by_word.setdefault(word, []).append((key, cluster))

    def fitting(self, mention: Mention, key: Key) -> Iterator[tuple[Key, Cluster, str]]:
        for variant in variants(key):
            # Whatever rule joins two names, the last word of the shorter one is in the longer one.
            for long, cluster in self.by_word.get(variant[-1], ()):
                found = first(PERSONS, Pair(mention, variant, long, cluster))
                if found is not None and found[0]:
                    yield long, cluster, found[1]


def _persons(mentions: list[Mention]) -> list[Cluster]:
    """Persons, the longest names first."""
    clusters: list[Cluster] = []
    bearers = _Bearers()
    lasts = {key[-1] for m in mentions if (key := person_key(m.name))}
    for mention in sorted(mentions, key=lambda m: (m.first - m.last, _is_initial(person_key(m.name)), m.first)):
        key = person_key(mention.name)
        if not key:
            continue
        spelled = first(SPELLINGS, Spelling(key, lasts))
        if spelled is not None:
            key = spelled[0]
        # Bearers of one surname: the one named last before this place, else the first one named.
        fits = list(bearers.fitting(mention, key))
        if len(fits) > 1 and all(rule == INITIAL for _, _, rule in fits):
            fits = []
        best = max(fits, key=lambda fit: (fit[0] == key, fit[1].named_before(mention.first)), default=None)
        if best is not None:
            best[1].add(mention, f"{spelled[1]} + {best[2]}" if spelled is not None else best[2])
            continue
        cluster = Cluster("person")
        cluster.add(mention, spelled[1] if spelled is not None else "")
        bearers.enter(variants(key)[0], cluster)
        clusters.append(cluster)
    return clusters


# Capitals


class Capital(NamedTuple):
    """A capital that is named."""

    analysis: Analysis
    token: int

    @property
    def before(self) -> str:
        """The word before it in its sentence, in small letters."""
        low = sentence_start(self.analysis, self.token)
        return form_at(self.analysis, self.token - 1).lower() if self.token > low else ""


def _acts(case: Capital) -> bool | None:
    a, token = case.analysis, case.token
    if not a.labels[token].startswith("nsubj") or a.labels[token] == "nsubj:pass" or a.heads[token] < 0:
        return None
    return True if a.lemmas[a.heads[token]] in word_set("government_actions") else None


def _talks(case: Capital) -> bool | None:
    a, token = case.analysis, case.token
    if a.labels[token].startswith("nsubj") and a.labels[token] != "nsubj:pass":
        return None
    near = a.forms[max(sentence_start(a, token), token - 5) : token + 5]
    talked = any(part in form.lower() for form in near for part in word_tuple("dealings"))
    return True if case.before in ("mit", "zu", "zwischen") and talked else None


CAPITALS: tuple[Rule[Capital, bool], ...] = (
    Rule(
        name="capital/acts",
        find=_acts,
        why="A capital that demands, warns or refuses stands for its government.",
        yes=(
            ("Washington fordert neue Verhandlungen.", "USA: Washington"),
            ("Am Abend warnte Moskau die Fischer.", "Russland: Moskau"),
        ),
        no=("Washington liegt an einem Fluss.",),
    ),
    Rule(
        name="capital/dealings",
        find=_talks,
        why="A capital with which there are talks or treaties stands for its government.",
        yes=(("Die Gespräche mit Moskau dauern an.", "Russland: Moskau"),),
        no=("Der Zug nach Moskau fiel aus.",),
    ),
)
"""Says if a capital stands for its government; if no rule answers, it does not."""


def _capital(analysis: Analysis, mention: Mention) -> None:
    """Makes a capital that stands for its government a mention of its state."""
    if mention.known is None or mention.known.role != "capital":
        return
    found = first(CAPITALS, Capital(analysis, mention.first))
    if found is not None and found[0]:
        state = known(mention.known.state)
        mention.kind, mention.name, mention.state = "state", mention.known.state, mention.known.state
        mention.rule, mention.known = found[1], state


# Abbreviations


class Bracket(NamedTuple):
    """A body or place whose name ends before token `last`, and a name alone in the brackets that follow at once."""

    analysis: Analysis
    last: int
    cluster: Cluster
    inner: Mention


def _unannounced(case: Bracket) -> bool | None:
    return False if case.cluster.kind == "place" and case.inner.source != "bracket" else None


def _other_letters(case: Bracket) -> bool | None:
    if case.cluster.kind == "organisation":
        return None
    return None if _initials(case.analysis, case.last, len(case.inner.name)) == case.inner.name.casefold() else False


def _body(case: Bracket) -> bool | None:
    return True if case.inner.name else None


ABBREVIATIONS: tuple[Rule[Bracket, bool], ...] = (
    Rule(
        name="abbreviation/of-a-place",
        find=_unannounced,
        why="After a place only an abbreviation that nothing but its brackets show can be the name of the same.",
        yes=(("Gestern kam sie nach Altwolm Land (AL).", ""),),
    ),
    Rule(
        name="abbreviation/other-letters",
        find=_other_letters,
        why="What stands in brackets after a place or a state is its abbreviation only if it has the words' first letters.",
        yes=(("Gestern kam sie nach Chile (NHU).", ""),),
    ),
    Rule(
        name="abbreviation/body",
        find=_body,
        why="What stands in brackets after a body's name is another name of it.",
        yes=(
            (
                "Die Neue Hafenunion (NHU) rief zum Streik auf. Die NHU hat viele Mitglieder.",
                "Neue Hafenunion: Neue Hafenunion, NHU, NHU",
            ),
        ),
    ),
)
"""Says if the name in brackets is another name of the body before them."""


def _abbreviated(analysis: Analysis, clusters: list[Cluster]) -> list[Cluster]:
    """Joins `Long Name (LN)` and `LN (Long Name)`; a party in brackets after a person stays by itself."""
    names = [(m, c) for c in clusters for m in c.mentions if m.sort == "name"]
    by_first = {m.first: (m, c) for m, c in names}
    gone: set[int] = set()
    for last, cluster in sorted({m.last: c for m, c in names}.items(), key=lambda pair: pair[0]):
        place = last + 1 if form_at(analysis, last) in OPENING else last
        inner, other = by_first.get(place + 1, (None, None))
        if form_at(analysis, place) != "(" or cluster.kind not in ("organisation", "state", "place"):
            continue
        if inner is None or other is None or other is cluster or other.kind not in ("organisation", "place"):
            continue
        if form_at(analysis, inner.last) != ")":
            continue
        found = first(ABBREVIATIONS, Bracket(analysis, last, cluster, inner))
        if found is None or not found[0]:
            continue
        if cluster.kind == "place":
            cluster.kind, cluster.kind_rule = "organisation", found[1]
        for mention in other.mentions:
            cluster.add(mention, found[1])
            by_first[mention.first] = (mention, cluster)
        gone.add(id(other))
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _initials(analysis: Analysis, last: int, size: int) -> str:
    """The first letters of the last `size` words before a token, in small letters."""
    first_token = last
    words: list[str] = []
    while first_token > 0 and len(words) <= size:
        first_token -= 1
        words = re.findall(r"\w+", analysis.span(first_token, last).of(analysis.text))
    return "".join(word[0] for word in words[-size:]).casefold()
