"""Names in adjectives of states and towns (`chilenische`, `Belgrader`), and whose all such small names are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster, body_key
from lagebild.annotate.entities.compounds import part
from lagebild.annotate.entities.federations import Words
from lagebild.annotate.entities.mention import Mention, form_at, over, sentence_end
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import Known, adjective_place, adjective_state, inhabitants, known
from lagebild.lexicon.nouns import Noun, noun
from lagebild.lexicon.words import word_set
from lagebild.reading import EntityKind

_VOWEL_LOST = re.compile(r"[^aeiouäöüy]n$", re.IGNORECASE)

_APPOSED = 2
"""So many words stand at most between the comma and a noun in apposition."""


def _state(words: Words) -> Known | None:
    state = adjective_state(words.form)
    here = known(state) if state else None
    if here is None or not words.form[:1].isupper() or "-" in words.form:
        return here
    # An adjective in capitals stands before a noun: Schweizer Bankier, Russische Truppen.
    following = words.token + 1
    attributive = (
        following < sentence_end(words.analysis, words.token) and words.analysis.forms[following][:1].isalpha()
    )
    return here if attributive and not _is_inhabitant(words, following) else None


def _is_inhabitant(words: Words, following: int) -> bool:
    """Whether a word spelt like the adjective is one of the people: no noun follows (*hat einen Schweizer verhaftet*)."""
    here, a = noun(words.form), words.analysis
    joined = a.tags[following] == "CCONJ" and form_at(a, following + 1)[:1].islower()
    # *Deutsche und französische Soldaten*, but *drei Deutsche und ein Däne*
    joined = joined and a.tags[following + 1] not in ("DET", "NUM")
    beside = a.forms[following][:1].isupper() or a.tags[following] in ("ADJ", "NUM") or joined
    return here is not None and here.field == "inhabitant" and not beside


def _town(words: Words) -> Known | None:
    if words.analysis.tags[words.token] == "VERB" or adjective_state(words.form):
        return None
    here = adjective_place(words.form)
    return here if here is not None and form_at(words.analysis, words.token + 1)[:1].isupper() else None


class Inhabitant(NamedTuple):
    """A noun for one of a people; where persons' names begin and end; the words between it and the comma before it."""

    token: int
    noun: Noun
    persons: set[int]
    ends: set[int]
    apart: int


def _town_of_an_office(words: Words) -> Known | None:
    """A word in -er that no dictionary has before the title of a town's office: the town, as the report names it."""
    form, following = words.form, form_at(words.analysis, words.token + 1)
    here = noun(following)
    if not form.endswith("er") or len(form) < 6 or not form[:1].isupper() or here is None or here.kind != "office":
        return None
    if here.lemma not in word_set("offices_of_towns") or adjective_place(form) or known(form):
        return None
    named = next((words.names[n] for n in (form[:-2], form[:-1], form[:-2] + "en") if n in words.names), None)
    if named is not None and named.kind == "place":
        return Known(named.name, "place")
    if noun(form) is not None or is_known(form) or is_known(form.lower()) or words.analysis.tags[words.token] == "VERB":
        return None
    # *Selkner* is of Selken: what has lost a vowel before its n cannot be told from what never had one
    return Known(form[:-2], "place") if not _VOWEL_LOST.search(form[:-2]) else None


ADJECTIVES: tuple[Rule[Words, Known], ...] = (
    Rule(
        name="adjective/state",
        find=_state,
        why="A state's adjective names the state; in capitals it stands before a noun.",
        yes=(
            ("Die peruanische Regierung lehnte ab.", "Peru: state"),
            ("Am Abend warnten Schweizer Behörden.", "Schweiz: state"),
        ),
        no=("Sie spricht fließend Peruanisch.", "Die Polizei hat einen Schweizer verhaftet."),
    ),
    Rule(
        name="adjective/town",
        find=_town,
        why="An undeclined adjective in -er before a noun names the town.",
        yes=(("Am Abend brannte eine Belgrader Kirche.", "Belgrad: place"),),
    ),
    Rule(
        name="adjective/town-of-an-office",
        find=_town_of_an_office,
        why="A word in -er that no dictionary has, before *Bürgermeister* or the like, names the town; after a consonant "
        "and n it may have lost a vowel (*Selkner*: Selken), so it names none.",
        yes=(("Am Abend schwieg der Quorrholmer Bürgermeister.", "Quorrholm: place"),),
        no=(
            "Am Abend schwieg der Quorrholmer Dichter.",
            "Am Abend schwieg mancher Bürgermeister.",
            "Am Abend schwieg der Quorrkner Bürgermeister.",
        ),
    ),
)
"""What an adjective names."""


def find_adjectives(
    analysis: Analysis, taken: set[int], names: Sequence[Mention] = (), by_form: Mapping[str, Mention] | None = None
) -> list[Mention]:
    """Adjectives that name a state or a town, and what a person beside whose name it stands is called by (*der Däne X*)."""
    found = [*_peoples(analysis, taken, names)]
    words = Words(analysis, dict(by_form or {}))
    for token in range(len(analysis)):
        words.token = token
        named = first(ADJECTIVES, words) if token not in taken else None
        if named is not None:
            here, rule = named
            kind: EntityKind = "state" if here.kind == "state" else "place"
            mention = over(analysis, token, token + 1, kind, here.name, "adjective")
            mention.known, mention.gender, mention.state, mention.rule = here, here.gender, here.state, rule
            found.append(mention)
    return found


def _beside_a_name(case: Inhabitant) -> Known | None:
    name = inhabitants().get(case.noun.base) or inhabitants().get(case.noun.lemma)
    beside = case.token + 1 in case.persons or case.token - 1 - case.apart in case.ends
    return known(name) if name and beside else None


PEOPLES: tuple[Rule[Inhabitant, Known], ...] = (
    Rule(
        name="adjective/one-of-a-people",
        find=_beside_a_name,
        why="The word for one of a state's people beside a person's name names that state.",
        yes=(
            ("Am Abend siegte der Däne Karl Demm.", "Dänemark: state"),
            ("Am Abend siegte Karl Demm, ein gebürtiger Däne.", "Dänemark: state"),
        ),
        no=("Am Abend siegte ein Däne.", "Am Abend siegten Dänen und Karl Demm."),
    ),
)
"""What one of a people is called by."""


def _peoples(analysis: Analysis, taken: set[int], names: Sequence[Mention]) -> Iterator[Mention]:
    persons = {m.first for m in names if m.kind == "person"}
    ends = {m.last for m in names if m.kind == "person"}
    for token, form in enumerate(analysis.forms):
        here = noun(form) if token not in taken and form[:1].isupper() else None
        if here is None or here.field != "inhabitant" or here.number == "Plur":
            continue
        named = first(PEOPLES, Inhabitant(token, here, persons, ends, _apart(analysis, token)))
        if named is not None:
            # a part of the word, as in a compound: the word itself means the person
            mention = part(analysis, token, token, len(form) - 1, named[0], None)
            mention.rule = named[1]
            yield mention


def _apart(analysis: Analysis, token: int) -> int:
    """How many words stand between a noun in apposition and the comma before it: *X, ein gebürtiger Däne*."""
    count = 0
    while count < _APPOSED and token - 1 - count > 0 and analysis.tags[token - 1 - count] in ("DET", "ADJ"):
        count += 1
    return count if count and form_at(analysis, token - 1 - count) == "," else -token


# Whose they are


def join_small(clusters: list[Cluster], mentions: list[Mention]) -> None:
    """Adjectives and parts of compounds, each to the entity of that name; a new one where the text has none."""
    table: dict[tuple[str, ...], Cluster] = {}
    for cluster in clusters:
        for mention in cluster.mentions:
            if mention.sort == "name":
                table.setdefault(body_key(mention.known.name if mention.known else mention.name), cluster)
                if cluster.kind == "person":
                    table.setdefault(body_key(mention.name.split()[-1]), cluster)
    for mention in mentions:
        key = body_key(mention.known.name if mention.known else mention.name)
        found = table.get(key)
        if found is None:
            found = table[key] = Cluster(mention.kind)
            clusters.append(found)
        found.add(mention)
