"""Names inside compounds: `US` in `US-Minister`, `Hansol` in `Hansolchef`, `Bundes` in `Bundesminister`."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities import federations
from lagebild.annotate.entities.federations import Words
from lagebild.annotate.entities.mention import Mention, kind_of, sentence_start
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import Known, known, known_names, plain_names
from lagebild.lexicon.nouns import Noun, noun
from lagebild.lexicon.words import closed_map, word_set, word_tuple
from lagebild.reading import EntityKind


class Head(NamedTuple):
    """What stands before a hyphen of a compound, and what stands between that and the next hyphen."""

    words: Words
    head: str
    tail: str

    @property
    def spaced(self) -> str:
        """The head as a name of several words is written by itself (*Air-Quorra-Chef*)."""
        return self.head.replace("-", " ") if self.acting is not None else self.head

    @property
    def acting(self) -> Noun | None:
        """The noun behind the hyphen, if it is for an office or a person."""
        here = noun(self.tail[:1].upper() + self.tail[1:])
        return here if here is not None and here.kind in ("office", "person") else None


def _known_head(case: Head) -> Mention | None:
    a, token = case.words.analysis, case.words.token
    begin, here = token, known(case.head) or known(case.spaced)
    for back in (3, 2, 1):
        if here is None and token - back >= sentence_start(a, token):
            begin, here = token - back, known_names().get((*a.forms[token - back : token], case.head))
    return part(a, begin, token, len(case.head), here, None) if here is not None else None


def _plain_head(case: Head) -> Mention | None:
    here, token = plain_names("party").get(case.head), case.words.token
    office = case.acting is not None and case.acting.kind == "office"
    return part(case.words.analysis, token, token, len(case.head), here, None) if here is not None and office else None


def _company_head(case: Head) -> Mention | None:
    here, token = plain_names("company").get(case.head), case.words.token
    runs_it = case.acting is not None and case.acting.lemma in word_set("offices_of_companies")
    return part(case.words.analysis, token, token, len(case.head), here, None) if here is not None and runs_it else None


def _met_head(case: Head) -> Mention | None:
    like = case.words.names.get(case.head) or case.words.names.get(case.spaced)
    token = case.words.token
    return part(case.words.analysis, token, token, len(case.head), None, like) if like is not None else None


def _abbreviated_head(case: Head) -> Mention | None:
    short = case.head.isupper() and 2 <= len(case.head) <= 7
    return _unheard_body(case.words, case.head) if case.acting is not None and short else None


def _unknown_head(case: Head) -> Mention | None:
    head = case.head
    if case.acting is None or case.acting.kind != "office" or len(head) < 4 or not head[:1].isupper():
        return None
    parts = head.split("-")
    prefixed = not all(part[:1].isupper() and part not in closed_map("prefixes_of_titles") for part in parts)
    strange = not prefixed and any(noun(part) is None and not is_known(part) for part in parts)
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
            (
                "Die Bewegung „Wir alle“ streikte. Am Abend schwieg der Wir-alle-Sprecher.",
                "Wir alle: Bewegung, Wir alle, Wir-alle",
            ),
        ),
    ),
    Rule(
        name="part/plain-name-of-a-party",
        find=_plain_head,
        why="A party's name that is a common word elsewhere is that name before a hyphen and an office.",
        yes=(("Am Abend schwieg die Linke-Chefin.", "Die Linke: organisation"),),
        no=("Am Abend schwieg der Linke.",),
    ),
    Rule(
        name="part/plain-name-of-a-company",
        find=_company_head,
        why="A company's name that is a common word elsewhere (*Bahn*) is that name before a hyphen and who runs it.",
        yes=(("Am Abend schwieg der Bahn-Chef.", "Bahn: organisation"),),
        no=("Am Abend schwieg der Bahn-Kunde.",),
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
        yes=(
            ("Am Abend schwieg der Quorra-Sprecher.", "Quorra: organisation"),
            ("Am Abend schwieg der Al-Quorra-Sprecher.", "Al-Quorra: organisation"),
        ),
        no=("Am Abend schwieg der Hafen-Sprecher.", "Am Abend schwieg der Ex-Hafen-Sprecher."),
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
    return part(case.words.analysis, token, token, len(case.bare), like.known, like)


def _known_prefix(case: Joined) -> Mention | None:
    body, token = known(case.prefix), case.words.token
    if body is None or body.kind != "organisation" or len(case.prefix) < 4:
        return None
    return part(case.words.analysis, token, token, len(case.prefix), body, None)


def _company_prefix(case: Joined) -> Mention | None:
    here, token = plain_names("company").get(case.prefix), case.words.token
    runs_it = case.noun.lemma in word_set("offices_of_companies")
    return (
        part(case.words.analysis, token, token, len(case.prefix), here, None) if here is not None and runs_it else None
    )


def _federal_body(case: Joined) -> Mention | None:
    """The body of a federation that an office's name begins with (*Bundestagspräsident*)."""
    form, token = case.words.form, case.words.token
    if case.noun.kind != "office" or not form.startswith("Bundes"):
        return None
    for length in range(len(form) - 3, len("Bundes"), -1):
        body, rest = known(form[:length]), form[length:].removeprefix("s")
        if body is not None and body.kind == "organisation" and noun(rest[:1].upper() + rest[1:]) is not None:
            return part(case.words.analysis, token, token, length, body, None)
    return None


def _speaks_for_a_state(case: Joined) -> Mention | None:
    state, token = known(case.prefix), case.words.token
    if state is None or state.kind != "state" or case.noun.lemma != "Sprecher":
        return None
    return part(case.words.analysis, token, token, len(case.prefix), state, None)


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
    state = part(case.words.analysis, token, token, len("Bundes"), known(found[0]), None)
    state.joined = found[1]
    return state


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
        name="part/plain-company",
        find=_company_prefix,
        why="A company's name that is a common word elsewhere is that name at the beginning of a word for who runs it.",
        yes=(("Am Abend schwieg die Postchefin.", "Post: organisation"),),
        no=("Am Abend schwieg der Postminister.",),
    ),
    Rule(
        name="part/speaks-for-a-state",
        find=_speaks_for_a_state,
        why="A state before *-sprecher* is the one that is spoken for.",
        yes=(("Am Abend schwieg der Vatikansprecher.", "Vatikan: state"),),
        no=("Am Abend schwieg der Chinareisende.",),
    ),
    Rule(
        name="part/federal-body",
        find=_federal_body,
        why="The name of a federation's body at the beginning of an office is that body, not the federation.",
        yes=(("Am Abend schwieg der Bundestagspräsident.", "Bundestag: organisation"),),
        no=("Am Abend schwieg der Bundesminister.",),
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
        named = _hyphened(words) or _joined(words)
        if named is not None:
            named[0].rule = named[1]
            found.append(named[0])
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
    return part(words.analysis, words.token, words.token, len(name), Known(name, "organisation"), None)


def part(analysis: Analysis, begin: int, token: int, length: int, here: Known | None, like: Mention | None) -> Mention:
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
