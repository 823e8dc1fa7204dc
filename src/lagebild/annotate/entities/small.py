"""Names in small places: adjectives of states and towns (`chilenische`, `Belgrader`), parts of compounds (`US-Minister`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities import federations
from lagebild.annotate.entities.cluster import Cluster, body_key
from lagebild.annotate.entities.federations import Words
from lagebild.annotate.entities.mention import Mention, form_at, kind_of, over, sentence_end, sentence_start
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import Known, adjective_place, adjective_state, inhabitants, known, known_names
from lagebild.lexicon.nouns import Noun, noun
from lagebild.lexicon.words import word_tuple
from lagebild.reading import EntityKind

_APPOSED = 2
"""So many words stand at most between the comma and a noun in apposition."""


# Adjectives


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
    return here if attributive else None


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


ADJECTIVES: tuple[Rule[Words, Known], ...] = (
    Rule(
        name="adjective/state",
        find=_state,
        why="A state's adjective names the state; in capitals it stands before a noun.",
        yes=(
            ("Die peruanische Regierung lehnte ab.", "Peru: state"),
            ("Am Abend warnten Schweizer Behörden.", "Schweiz: state"),
        ),
        no=("Sie spricht fließend Peruanisch.",),
    ),
    Rule(
        name="adjective/town",
        find=_town,
        why="An undeclined adjective in -er before a noun names the town.",
        yes=(("Am Abend brannte eine Belgrader Kirche.", "Belgrad: place"),),
    ),
)
"""What an adjective names."""


def find_adjectives(analysis: Analysis, taken: set[int], names: Sequence[Mention] = ()) -> list[Mention]:
    """Adjectives that name a state or a town, and what a person beside whose name it stands is called by (*der Däne X*)."""
    found = [*_peoples(analysis, taken, names)]
    for token in range(len(analysis)):
        named = first(ADJECTIVES, Words(analysis, {}, token)) if token not in taken else None
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
            mention = _part(analysis, token, token, len(form) - 1, named[0], None)
            mention.rule = named[1]
            yield mention


def _apart(analysis: Analysis, token: int) -> int:
    """How many words stand between a noun in apposition and the comma before it: *X, ein gebürtiger Däne*."""
    count = 0
    while count < _APPOSED and token - 1 - count > 0 and analysis.tags[token - 1 - count] in ("DET", "ADJ"):
        count += 1
    return count if count and form_at(analysis, token - 1 - count) == "," else -token


# Parts of compounds


class Head(NamedTuple):
    """What stands before a hyphen of a compound, and what stands between that and the next hyphen."""

    words: Words
    head: str
    tail: str

    @property
    def acting(self) -> Noun | None:
        """The noun behind the hyphen, if it is for an office or a person."""
        here = noun(self.tail[:1].upper() + self.tail[1:])
        return here if here is not None and here.kind in ("office", "person") else None


def _known_head(case: Head) -> Mention | None:
    a, token = case.words.analysis, case.words.token
    begin, here = token, known(case.head)
    for back in (3, 2, 1):
        if here is None and token - back >= sentence_start(a, token):
            begin, here = token - back, known_names().get((*a.forms[token - back : token], case.head))
    return _part(a, begin, token, len(case.head), here, None) if here is not None else None


def _met_head(case: Head) -> Mention | None:
    like = case.words.names.get(case.head)
    token = case.words.token
    return _part(case.words.analysis, token, token, len(case.head), None, like) if like is not None else None


def _abbreviated_head(case: Head) -> Mention | None:
    short = case.head.isupper() and 2 <= len(case.head) <= 7
    return _unheard_body(case.words, case.head) if case.acting is not None and short else None


def _unknown_head(case: Head) -> Mention | None:
    head = case.head
    if case.acting is None or case.acting.kind != "office" or len(head) < 4 or not head[:1].isupper():
        return None
    strange = noun(head) is None and not is_known(head) and "-" not in head
    return _unheard_body(case.words, head) if strange else None


HYPHENED: tuple[Rule[Head, Mention], ...] = (
    Rule(
        name="part/known-name",
        find=_known_head,
        why="A known name before a hyphen, with the words before it where they belong to it, is named there.",
        yes=(
            ("Der US-Botschafter reiste ab.", "USA: state"),
            ("Am Abend schwieg ein Nato-Sprecher.", "NATO: organisation"),
        ),
    ),
    Rule(
        name="part/name-of-the-text",
        find=_met_head,
        why="A name that the text has elsewhere is named before a hyphen, too.",
        yes=(
            ("Gestern kam Vera Lohm. Am Abend begann der Lohm-Prozess.", "Vera Lohm: Vera Lohm, Lohm"),
            (
                "Die Bewegung „Aufwind“ streikte. Am Abend begann der Aufwind-Kongress.",
                "Aufwind: Bewegung, Aufwind, Aufwind",
            ),
        ),
    ),
    Rule(
        name="part/abbreviation",
        find=_abbreviated_head,
        why="An abbreviation before a hyphen and a role is the body that the role belongs to.",
        yes=(("Am Abend schwieg der NHU-Sprecher.", "NHU: organisation"),),
        no=("Am Abend lief eine NHU-Sendung.",),
    ),
    Rule(
        name="part/unknown-word",
        find=_unknown_head,
        why="A word in no dictionary before a hyphen and an office is the body that the office belongs to.",
        yes=(("Am Abend schwieg der Quorra-Sprecher.", "Quorra: organisation"),),
        no=("Am Abend schwieg der Hafen-Sprecher.",),
    ),
)
"""What is named before a hyphen of a compound."""


class Joined(NamedTuple):
    """A compound without a hyphen: a noun and what stands before it (empty, where nothing does)."""

    words: Words
    noun: Noun
    prefix: str

    @property
    def bare(self) -> str:
        """The prefix without the s that joins it, unless the text has a name with it."""
        return self.prefix if self.prefix in self.words.names else self.prefix.rstrip("s")

    @property
    def like(self) -> Mention | None:
        """The name of the text that the prefix is."""
        names = self.words.names
        return names.get(self.prefix) or (names.get(self.bare) if len(self.bare) > 3 else None)


def _met_prefix(case: Joined) -> Mention | None:
    like, token = case.like, case.words.token
    if like is None or len(like.name) < 4 or like.kind == "person":
        return None
    return _part(case.words.analysis, token, token, len(case.bare), like.known, like)


def _known_prefix(case: Joined) -> Mention | None:
    body, token = known(case.prefix), case.words.token
    if body is None or body.kind != "organisation" or len(case.prefix) < 4:
        return None
    return _part(case.words.analysis, token, token, len(case.prefix), body, None)


def _federal(case: Joined) -> Mention | None:
    form, token = case.words.form, case.words.token
    acting = form.startswith("Bundes") and case.noun.base.lower().removesuffix("in").endswith(
        word_tuple("federal_bodies")
    )
    if not acting or form.lower().endswith(word_tuple("no_federal_bodies")) or known(form) is not None:
        return None
    found = first(federations.FEDERATIONS, case.words)
    if found is None or not found[0]:
        return None
    part = _part(case.words.analysis, token, token, len("Bundes"), known(found[0]), None)
    part.joined = found[1]
    return part


JOINED: tuple[Rule[Joined, Mention], ...] = (
    Rule(
        name="part/name-before-a-noun",
        find=_met_prefix,
        why="A name of the text at the beginning of a compound is named there, too, unless it is a person's.",
        yes=(("Gestern streikte der Konzern Hansolt. Am Abend schwieg der Hansoltchef.", ""),),
    ),
    Rule(
        name="part/known-body",
        find=_known_prefix,
        why="A known body at the beginning of a compound is named there.",
        yes=(("Am Abend schwieg der Natosprecher.", "NATO: organisation"),),
    ),
    Rule(
        name="part/federal",
        find=_federal,
        why="*Bundes-* before the noun of a federation's minister, army or the like names the federation.",
        yes=(("Am Abend schwieg der Bundesminister.", "Deutschland: state"),),
        no=("Am Abend tagte der Bundestag.",),
    ),
)
"""What is named at the beginning of a compound."""


def find_parts(
    analysis: Analysis, taken: set[int], names: dict[str, Mention], *, home: str | None = None
) -> list[Mention]:
    """Names inside compounds: `US` in `US-Minister`, `Hansol` in `Hansolchef`, `Bundes` in `Bundesminister`.

    `names` are the names met in the text, by their form; `home` is the German-speaking state that the report comes from.
    """
    found = []
    words = Words(analysis, names, home=home)
    for token, form in enumerate(analysis.forms):
        if token in taken or not form[:1].isalpha():
            continue
        words.token = token
        part = _hyphened(words) or _joined(words)
        if part is not None:
            part[0].rule = part[1]
            found.append(part[0])
    return found


def _hyphened(words: Words) -> tuple[Mention, str] | None:
    head, mark, tail = words.form.rpartition("-")
    while mark and head:
        found = first(HYPHENED, Head(words, head, tail))
        if found is not None:
            return found
        head, mark, tail = head.rpartition("-")
    return None


def _joined(words: Words) -> tuple[Mention, str] | None:
    here = noun(words.form)
    if here is None:
        return None
    return first(JOINED, Joined(words, here, "" if here.prefix.endswith("-") else here.prefix))


def _unheard_body(words: Words, name: str) -> Mention:
    return _part(words.analysis, words.token, words.token, len(name), Known(name, "organisation"), None)


def _part(analysis: Analysis, begin: int, token: int, length: int, here: Known | None, like: Mention | None) -> Mention:
    """A name over the first letters of a token, and over the tokens from `begin` on before it."""
    start, end = analysis.starts[begin], analysis.starts[token] + length
    kind: EntityKind = kind_of(here) if here is not None else like.kind if like is not None else "organisation"
    name = here.name if here is not None else like.name if like is not None else ""
    mention = Mention(begin, token + 1, start, end, kind, name, "part")
    mention.known = here
    if here is not None:
        mention.gender, mention.state = here.gender, here.state if here.kind == "state" else ""
    elif like is not None:
        mention.gender, mention.state = like.gender, like.state
    return mention


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
