"""Titles and appositions, given to the persons whose names they stand beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import OPENING, VERBAL, Mention, form_at, sentence_start
from lagebild.annotate.rule import Rule, fill, first
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set

_STOPS = (",", ";", ":", ".")
_REACH = 12
"""Tokens between a name and the title before it, at most."""


def attach_titles(analysis: Analysis, clusters: list[Cluster], descriptions: list[Mention]) -> set[int]:
    """Gives titles and appositions to the persons they belong to; returns the tokens of those given."""
    by_token = {m.first: m for m in descriptions}
    given: set[int] = set()
    bearers = [(m, c) for c in clusters if c.kind == "person" for m in c.mentions if m.sort == "name"]
    starts = {name.first for name, _ in bearers}
    for name, cluster in sorted(bearers, key=lambda b: b[0].first):
        for token, rule in [*_before(analysis, name, by_token), *_after(analysis, name, by_token, starts)]:
            if token in given or first(NO_TITLE, Title(analysis, token, name.first)) is not None:
                continue
            title = by_token[token]
            title.kind, title.sort, title.number = "person", "title", "Sing"
            cluster.add(title, rule)
            given.add(token)
            if title.noun is not None:
                role = (title.noun, title.state)
                if role not in cluster.roles:  # a person may be called minister ten thousand times
                    cluster.roles.append(role)
                cluster.heads.add(title.noun.lemma)
                cluster.gender = cluster.gender or title.noun.gender
    return given


_CORE = ("nsubj", "nsubj:pass", "obj", "iobj")


class Title(NamedTuple):
    """A noun that may be the title of somebody whose name begins at a token."""

    analysis: Analysis
    token: int
    name: int


def _place_of_its_own(case: Title) -> bool | None:
    a, token = case.analysis, case.token
    verb = a.heads[token]
    if a.labels[token] not in _CORE or verb < 0 or a.tags[verb] != "VERB":
        return None
    name = case.name
    while (
        name > token and a.heads[name] not in (verb, token) and a.heads[name] >= 0 and a.tags[a.heads[name]] != "VERB"
    ):
        name = a.heads[name]
    core = a.labels[name] in _CORE and a.heads[name] == verb and a.labels[name] != a.labels[token]
    return True if core and name > token and not a.has(token, "cop") else None


def _of_a_relative_clause(case: Title) -> bool | None:
    a, token = case.analysis, case.token
    verb = a.heads[token]
    if token < case.name or a.labels[token] not in _CORE or verb < 0 or not a.labels[verb].startswith("acl"):
        return None
    relative = any("Rel" in a.feat(c, "PronType") for c in a.children[verb])
    return True if relative and a.heads[verb] <= case.name < verb else None


NO_TITLE: tuple[Rule[Title, bool], ...] = (
    Rule(
        name="no-title/place-of-its-own",
        find=_place_of_its_own,
        why="A noun that is subject beside a name that is object is no title of it (*weil Unbekannte Karl Demm entführten*).",
        yes=(("Sie ging, weil Unbekannte Karl Demm entführt hatten.", ""),),
        no=("Am Montag kam Ministerin Vera Lohm.",),
    ),
    Rule(
        name="no-title/of-a-relative-clause",
        find=_of_a_relative_clause,
        why="A noun that is subject of a relative clause is no apposition of who is named before it.",
        yes=(("Die Anwältin Vera Lohm, die Soldaten am Sonntag verhaftet haben, schwieg.", ""),),
    ),
)
"""Nouns beside a name that are no titles of its bearer."""


def _role(by_token: dict[int, Mention], token: int) -> Mention | None:
    mention = by_token.get(token)
    if mention is None or mention.noun is None or mention.noun.kind not in ("office", "person"):
        return None
    return mention if mention.noun.number != "Plur" else None


# Before the name


class Before(NamedTuple):
    """A name, the titles right before it (`adjacent`, nearest first) and the token before those.

    `comma` says that a comma stood there and was passed over.
    """

    analysis: Analysis
    name: Mention
    by_token: dict[int, Mention]
    adjacent: tuple[int, ...]
    place: int
    comma: bool = False

    @property
    def low(self) -> int:
        """The first token of the sentence."""
        return sentence_start(self.analysis, self.name.first)

    def role(self, token: int) -> Mention | None:
        """The description at a token if it is that of one person's role."""
        return _role(self.by_token, token)


def _college(case: Before) -> list[int] | None:
    title = case.by_token[case.adjacent[-1]].name if case.adjacent else ""
    if not title.lower().endswith(("rat", "vorstand")) or case.place <= case.low:
        return None
    of = case.analysis.forms[case.place] == "des" and case.role(case.place - 1) is not None
    return [case.place - 1] if of else None


def _adjacent(case: Before) -> list[int] | None:
    return list(case.adjacent) or None


ADJACENT: tuple[Rule[Before, list[int]], ...] = (
    Rule(
        name="titles/chief-of-a-college",
        find=_college,
        why="In *Chef des Aufsichtsrats X* the body has the name of a title, and X is its chief.",
        yes=(("Gestern sprach der Chef des Aufsichtsrats Otto Lohm.", "Otto Lohm: Chef, Otto Lohm"),),
    ),
    Rule(
        name="titles/right-before",
        find=_adjacent,
        why="The titles right before a name, with *und* between them, are its bearer's.",
        yes=(
            ("Gestern sprach Bauminister Otto Lohm.", "Otto Lohm: Bauminister, Otto Lohm"),
            (
                "Gestern sprach die Anwältin und Bürgermeisterin Vera Lohm.",
                "Vera Lohm: Anwältin, Bürgermeisterin, Vera Lohm",
            ),
        ),
    ),
)
"""The titles that stand right before a name."""


def _preposition(case: Before) -> list[int] | None:
    form = case.analysis.forms[case.place].lower()
    if case.comma:
        return None
    return [] if form in closed("role_prepositions") or form in closed("articles") else None


def _paired(case: Before) -> list[int] | None:
    if not case.comma or case.role(case.place) is None or case.by_token[case.place].definite:
        return None
    paired = case.analysis.forms[case.place - 1] in ("und", "sowie") and case.role(case.place - 2) is not None
    return [case.place, case.place - 2] if paired and case.by_token[case.place - 2].definite else []


def _of_a_body(case: Before) -> list[int] | None:
    alone = not case.comma and case.name.last - case.name.first == 1
    return [] if alone and noun(case.analysis.forms[case.place]) is not None and not case.role(case.place) else None


def _of_the_first(case: Before) -> list[int] | None:
    forms, place = case.analysis.forms, case.place
    if not case.comma or _stops(case.analysis, place) or forms[place - 1].lower() != "des" or place - 2 < case.low:
        return None
    head = case.by_token.get(place - 2)
    if head is None or head.noun is None or head.noun.kind not in ("office", "person", "group"):
        return None
    return [place - 2] if case.role(place - 2) is not None else []


def _with_its_body(case: Before) -> list[int] | None:
    for token in range(case.place, max(case.low - 1, case.place - _REACH), -1):
        if _stops(case.analysis, token):
            return None
        if case.role(token) is not None and (token < case.place or case.comma):
            near = token == case.place and not case.adjacent
            return [token] if near or _links(case.analysis, token) else None
    return None


def _stops(analysis: Analysis, token: int) -> bool:
    """True if a token parts a name from what stands before it."""
    form = analysis.forms[token]
    return form in _STOPS or analysis.tags[token] in VERBAL or form in ("und", "als", "dass")


def _links(analysis: Analysis, token: int) -> bool:
    """True if a genitive, a preposition or a name goes with the noun at a token (`Chef der Werft`)."""
    following = analysis.forms[token + 1]
    return following.lower() in closed("title_links") or following[:1].isupper()


FURTHER: tuple[Rule[Before, list[int]], ...] = (
    Rule(
        name="titles/preposition-between",
        find=_preposition,
        why="A preposition or an article parts a name from the roles before it.",
        yes=(("Gestern sprach der Chef der Werft mit Otto Lohm.", ""),),
    ),
    Rule(
        name="titles/pair-before-a-comma",
        find=_paired,
        why="Two roles with *und* and one article before a comma and a name are its bearer's.",
        yes=(
            ("Gestern sprach der Anwalt und Bürgermeister, Otto Lohm.", "Otto Lohm: Anwalt, Bürgermeister, Otto Lohm"),
        ),
    ),
    Rule(
        name="titles/name-of-a-body",
        find=_of_a_body,
        why="A single name right after the noun of a body may be the body's.",
        yes=(("Gestern sprach der Sprecher der Regierung Lohm.", ""),),
    ),
    Rule(
        name="titles/of-the-one-spoken-of-first",
        find=_of_the_first,
        why="In *der Sohn des Ministers, Jo Hals* the name is that of the one spoken of first.",
        yes=(("Gestern kam der Sohn des Ministers, Otto Lohm.", "Otto Lohm: Sohn, Otto Lohm"),),
    ),
    Rule(
        name="titles/with-its-body",
        find=_with_its_body,
        why="A role with the body that it belongs to is that of the bearer of the name after it.",
        yes=(
            ("Gestern sprach der Chef der Werft Otto Lohm.", "Otto Lohm: Chef, Otto Lohm"),
            ("Gestern sprach die Sprecherin der Werft, Vera Lohm.", "Vera Lohm: Sprecherin, Vera Lohm"),
        ),
    ),
)
"""Roles further before a name; an empty list says that there are none."""


def _before(analysis: Analysis, name: Mention, by_token: dict[int, Mention]) -> list[tuple[int, str]]:
    """Title nouns before a name: `Präsident X`, `Exvize und Chefin X`, `der Sprecher der Partei, X`."""
    forms, low, place = analysis.forms, sentence_start(analysis, name.first), name.first - 1
    degrees = word_set("academic_degrees")
    while place >= low and (forms[place] in OPENING or forms[place] in degrees):
        place -= 1
    if place < low:
        return []
    run: list[int] = []
    while place >= low and _role(by_token, place) is not None:
        run.append(place)
        joined = place - 1 >= low and forms[place - 1] in ("und", "sowie") and _role(by_token, place - 2) is not None
        place -= 2 if joined else 1
    case = Before(analysis, name, by_token, tuple(run), place)
    found = first(ADJACENT, case)
    tokens = [(token, found[1]) for token in found[0]] if found is not None else []
    if run and (place < low or forms[place] != "," or (found is not None and found[0] != run)):
        return tokens
    if forms[place] == ",":
        case = case._replace(place=place - 1, comma=True)
    further = first(FURTHER, case)
    return [*tokens, *((token, further[1]) for token in further[0])] if further is not None else tokens


# After the name


@dataclass
class After:
    """A token after a name and a comma; `begin` is the first one behind the comma."""

    analysis: Analysis
    begin: int
    token: int

    @property
    def form(self) -> str:
        """The token as it stands in the text."""
        return self.analysis.forms[self.token]


def _coordinates(case: After) -> bool | None:
    return True if case.token == case.begin and case.form in closed("clause_conjunctions") else None


def _ends(case: After) -> bool | None:
    return True if case.form in (*_STOPS, "(") or case.analysis.tags[case.token] in VERBAL else None


def _other(case: After) -> bool | None:
    return True if case.form in closed("no_apposition") else None


def _relative(case: After) -> bool | None:
    pronoun = case.token == case.begin and case.analysis.tags[case.token] == "PRON"
    return True if pronoun and case.form in closed("relative_genitives") else None


NO_APPOSITION: tuple[Rule[After, bool], ...] = (
    Rule(
        name="apposition/conjunction",
        find=_coordinates,
        why="A conjunction after a name and a comma opens a clause.",
        yes=(("Gestern kam Otto Lohm, und Präsident wurde ein Fischer.", ""),),
    ),
    Rule(
        name="apposition/end",
        find=_ends,
        why="A verb, a bracket or a mark ends an apposition.",
        yes=(("Gestern kam Otto Lohm, lachend sah der Fischer zu.", ""),),
    ),
    Rule(
        name="apposition/adjunct",
        find=_other,
        why="*dass*, *weil*, *mit* or *von* after a name and a comma open no apposition.",
        yes=(("Gestern kam Otto Lohm, mit dem Sprecher der Werft.", ""),),
    ),
    Rule(
        name="apposition/relative",
        find=_relative,
        why="*deren*, *dessen*, *dem* or *den* after a name and a comma open a relative clause.",
        yes=(("Gestern kam Otto Lohm, dessen Anwalt schwieg.", ""),),
    ),
)
"""Where the search for an apposition ends."""


class Apposed(NamedTuple):
    """The first role after a name and a comma; `starts` are the first tokens of persons' names."""

    analysis: Analysis
    token: int
    by_token: dict[int, Mention]
    starts: set[int]


def _apposition(case: Apposed) -> list[int] | None:
    return [case.token] if case.token + 1 not in case.starts else None


def _second(case: Apposed) -> list[int] | None:
    a = case.analysis
    for token in range(case.token + 1, min(case.token + 8, len(a) - 2)):
        if a.forms[token] in _STOPS or a.tags[token] in VERBAL or token in case.starts:
            return None
        if a.forms[token] in ("und", "sowie"):
            follows = _role(case.by_token, token + 1) is not None and token + 2 not in case.starts
            return [token + 1] if follows else None
    return None


APPOSITIONS: tuple[Rule[Apposed, list[int]], ...] = (
    Rule(
        name="apposition/role",
        find=_apposition,
        why="A role after a name and a comma is its bearer's, unless it is the title of the next name.",
        yes=(
            ("Gestern kam Otto Lohm, der Sprecher der Werft, nach Lima.", "Otto Lohm: Otto Lohm, Sprecher"),
            ("Gestern kam Vera Lohm, seit Sonntag Präsidentin, nach Lima.", "Vera Lohm: Vera Lohm, Präsidentin"),
        ),
    ),
    Rule(
        name="apposition/second-role",
        find=_second,
        why="A second role after *und* in an apposition is the same person's.",
        yes=(
            (
                "Gestern kam Otto Lohm, Sprecher der Werft und Bürgermeister, nach Lima.",
                "Otto Lohm: Otto Lohm, Sprecher, Bürgermeister",
            ),
        ),
    ),
)
"""The roles in an apposition."""


def _after(analysis: Analysis, name: Mention, by_token: dict[int, Mention], starts: set[int]) -> list[tuple[int, str]]:
    """Role nouns after a name and a comma: `X, seit Sonntag Präsidentin …`, `X, der Sprecher …`."""
    forms, place = analysis.forms, name.last
    while form_at(analysis, place) in OPENING:
        place += 1
    if form_at(analysis, place) == "(":
        place = next((t + 1 for t in range(place, min(place + 6, len(forms))) if forms[t] == ")"), place)
    if form_at(analysis, place) != "," or analysis.sentence_of[place] != analysis.sentence_of[name.first]:
        return []
    for token in range(place + 1, min(place + 10, len(forms))):
        if first(NO_APPOSITION, After(analysis, place + 1, token)) is not None:
            return []
        if _role(by_token, token) is not None:
            found = fill(APPOSITIONS, Apposed(analysis, token, by_token, starts))
            return [(given, rule) for tokens, rule in found for given in tokens]
    return []
