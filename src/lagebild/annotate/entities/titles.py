"""Titles and appositions, given to the persons whose names they stand beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities.before_names import STOPS, role_at, titles_before
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import OPENING, VERBAL, Mention, form_at
from lagebild.annotate.rule import Rule, fill, first
from lagebild.lexicon.words import closed


def attach_titles(analysis: Analysis, clusters: list[Cluster], descriptions: list[Mention]) -> set[int]:
    """Gives titles and appositions to the persons they belong to; returns the tokens of those given."""
    by_token = {m.first: m for m in descriptions}
    given: set[int] = set()
    bearers = [(m, c) for c in clusters if c.kind == "person" for m in c.mentions if m.sort == "name"]
    starts = {name.first for name, _ in bearers}
    for name, cluster in sorted(bearers, key=lambda b: b[0].first):
        for token, rule in [*titles_before(analysis, name, by_token), *_after(analysis, name, by_token, starts)]:
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
    return True if case.form in (*STOPS, "(") or case.analysis.tags[case.token] in VERBAL else None


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
        yes=(("Gestern kam Otto Lohm, lachend sah ein Fischer zu.", ""),),
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
        if a.forms[token] in STOPS or a.tags[token] in VERBAL or token in case.starts:
            return None
        if a.forms[token] in ("und", "sowie"):
            follows = role_at(case.by_token, token + 1) is not None and token + 2 not in case.starts
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
        if role_at(by_token, token) is not None:
            found = fill(APPOSITIONS, Apposed(analysis, token, by_token, starts))
            return [(given, rule) for tokens, rule in found for given in tokens]
    return []
