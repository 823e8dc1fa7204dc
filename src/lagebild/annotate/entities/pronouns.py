"""Pronouns (`er`, `ihm`, `sie`, `sein`), joined to whom they mean where only one antecedent is likely."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities import not_antecedents, pronoun_words
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import over
from lagebild.annotate.quotations import quotations
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import closed

_FAR = 12
"""Sentences of a quotation over which a pronoun behind it looks back to who was spoken of before it."""


class Near(NamedTuple):
    """A pronoun and those of fitting gender, with their tokens, that its sentence so far or the one before speaks of.

    `others` are the tokens of that sentence that mention nobody; `pointing`: the pronoun is a demonstrative.
    """

    analysis: Analysis
    gender: str
    fitting: list[tuple[int, Cluster]]
    others: list[int]
    same_sentence: bool
    pointing: bool = False

    @property
    def subjects(self) -> bool:
        """True if one of them is a subject."""
        return any(self.analysis.labels[t].startswith("nsubj") for t, _ in self.fitting)

    @property
    def alone(self) -> Cluster | None:
        """The only one there is; None if there are none or several."""
        distinct = {id(c): c for _, c in self.fitting}
        return next(iter(distinct.values())) if len(distinct) == 1 else None


def _only(near: Near) -> Cluster | None:
    return near.alone


def _last(near: Near) -> Cluster | None:
    people = [(t, c) for t, c in near.fitting if c.kind == "person"]
    return max(people, key=lambda pair: pair[0])[1] if near.pointing and people else None


def _person(near: Near) -> Cluster | None:
    """The only person among bodies, unless a body is the subject and the person is not."""
    people = near._replace(fitting=[(t, c) for t, c in near.fitting if c.kind == "person"])
    bodies = near._replace(fitting=[(t, c) for t, c in near.fitting if c.kind != "person"])
    if people.alone is None or not bodies.fitting:
        return None
    return people.alone if people.subjects or not bodies.subjects else None


def _only_subject(near: Near) -> Cluster | None:
    subjects = [(t, c) for t, c in near.fitting if near.analysis.labels[t].startswith("nsubj")]
    return near._replace(fitting=subjects).alone


ANTECEDENTS: tuple[Rule[Near, Cluster], ...] = (
    Rule(
        name="antecedent/last",
        find=_last,
        why="A demonstrative points at the one who was named last, not at the one who is spoken of.",
        yes=(("Minister Karl Demm entließ Otto Lohm. Dieser klagte.", "Otto Lohm: Otto Lohm, Dieser"),),
    ),
    Rule(
        name="antecedent/only-one",
        find=_only,
        why="A pronoun means the only one of its gender in its sentence so far, else in the one before.",
        yes=(
            ("Vera Lohm kam mit Otto Demm. Er schwieg.", "Otto Demm: Otto Demm, Er"),
            ("Alle sahen Otto Lohm. Er schwieg.", "Otto Lohm: Otto Lohm, Er"),
        ),
    ),
    Rule(
        name="antecedent/person-among-bodies",
        find=_person,
        why="A pronoun rather means a person than a body, unless only the body is a subject.",
        yes=(("Alle sahen Vera Lohm und die Polizei. Später schwieg sie.", "Vera Lohm: Vera Lohm, sie"),),
        no=("Die Polizei lobte Vera Lohm. Später schwieg sie.",),
    ),
    Rule(
        name="antecedent/only-subject",
        find=_only_subject,
        why="Among several of its gender a pronoun means the only one that is a subject.",
        yes=(("Otto Lohm besuchte Karl Demm. Er schwieg.", "Otto Lohm: Otto Lohm, Er"),),
        no=(),
    ),
)
"""Whom a pronoun means among those nearby; if no rule answers, nobody."""


def _thing(near: Near) -> bool | None:
    a, wanted = near.analysis, {"m": "Masc", "f": "Fem", "n": "Neut"}[near.gender]
    thing = any(
        a.labels[t].startswith("nsubj")
        and a.tags[t] == "NOUN"
        and a.feat(t, "Gender") == wanted
        and a.feat(t, "Number") != "Plur"
        for t in near.others
    )
    return True if near.same_sentence and thing else None


THINGS: tuple[Rule[Near, bool], ...] = (
    Rule(
        name="antecedent/thing",
        find=_thing,
        why="A pronoun may well mean a thing of its gender that is a subject before it in its sentence.",
        yes=(("Otto Lohm kam. Der Plan scheiterte, weil er schlecht war.", ""),),
    ),
)
"""Cases in which something else may be meant."""


def join_pronouns(analysis: Analysis, clusters: list[Cluster]) -> None:
    """`er`, `ihm`, `ihn`, `sie` and possessives, where only one antecedent is likely."""
    by_token: dict[int, Cluster] = {}
    for cluster in clusters:
        for mention in cluster.mentions:
            if mention.sort in ("name", "description", "title"):
                for token in range(mention.first, mention.last):
                    by_token[token] = cluster
    quoted = _quotations(analysis)
    for token, form in enumerate(analysis.forms):
        if token in by_token:
            continue
        pronoun = first(pronoun_words.PRONOUNS, pronoun_words.Word(analysis, token, form.lower()))
        if pronoun is None or not pronoun[0]:
            continue
        found = _antecedent(analysis, by_token, quoted, token, pronoun[0])
        if found is not None:
            mention = over(analysis, token, token + 1, found[0].kind, "", "pronoun")
            mention.rule = pronoun[1]
            found[0].add(mention, found[1])
            if found[0].kind == "person" and not found[0].gender:
                found[0].gender = pronoun[0]
            by_token[token] = found[0]


def _quotations(analysis: Analysis) -> dict[int, int]:
    """By token the number of the quotation that it stands in, its marks included."""
    found: dict[int, int] = {}
    token = 0
    for number, span in enumerate(quotations(analysis.text)):
        while token < len(analysis) and analysis.starts[token] < span.start:
            token += 1
        while token < len(analysis) and analysis.starts[token] < span.end:
            found[token] = number
            token += 1
    return found


def _looked_at(analysis: Analysis, quoted: dict[int, int], token: int) -> list[int]:
    """The sentences in which a pronoun's antecedent is looked for: its own and the one before.

    For a pronoun outside quotation marks, sentences that stand wholly within them are passed over.
    """
    sentence = analysis.sentence_of[token]
    found = [sentence]
    for number in range(sentence - 1, max(sentence - _FAR, 0) - 1, -1):
        span = analysis.sentences[number]
        inside = token not in quoted and all(
            t in quoted for t in range(span.start, span.end) if analysis.tags[t] != "PUNCT"
        )
        if inside:
            continue
        found.append(number)
        # the sentence that a quotation begins in is part of the pronoun's own
        if quoted.get(span.end - 1) is None or quoted[span.end - 1] != quoted.get(analysis.sentences[sentence].start):
            break
    return found


def _antecedent(
    analysis: Analysis, by_token: dict[int, Cluster], quoted: dict[int, int], token: int, gender: str
) -> tuple[Cluster, str] | None:
    """Whom a pronoun means and the rule that says so, in its sentence so far, else in the one before."""
    sentence = analysis.sentence_of[token]
    form = analysis.forms[token].lower()
    pointing = form in closed("this_man") or form in closed("this_woman")
    close: set[int] = set()
    for number in _looked_at(analysis, quoted, token):
        part = analysis.sentences[number]
        tokens = range(part.start, token if number == sentence else part.end)
        spoken = [(t, by_token[t]) for t in tokens if t in by_token]
        barred = {
            t
            for t in tokens
            if first(not_antecedents.NOT_MEANT, not_antecedents.Beside(analysis, token, t, quoted)) is not None
        }
        there = [t for t in barred if t in by_token and t not in quoted]
        # who takes part beside the pronoun is not meant in the sentence before, either (*Er warf ihm …*)
        beside = {id(by_token[t]) for t in there} | close
        close = {id(by_token[t]) for t in there if "," not in analysis.forms[t:token]} if number == sentence else close
        fitting = [
            (t, c)
            for t, c in spoken
            if (_agrees(c, gender) or (gender == "n" and _neuter(analysis, t, c)))
            and id(c) not in beside
            and t not in barred
        ]
        others = [t for t in tokens if t not in by_token and t not in barred]
        near = Near(analysis, gender, fitting, others, number == sentence, pointing)
        if fitting:
            somebody = any(c.kind == "person" for _, c in fitting)
            return first(ANTECEDENTS, near) if somebody or not pointing else None  # *diese* may be a thing, too
        if first(THINGS, near) is not None:
            return None
    return None


def _neuter(a: Analysis, token: int, cluster: Cluster) -> bool:
    """True if a body whose name leaves its gender open is neuter where it stands: by its article, else by its noun."""
    if cluster.kind != "organisation" or cluster.gender or cluster.number == "Plur":
        return False
    articles = [a.forms[c].lower() for c in a.dependents(token, "det")]
    return "das" in articles or (a.tags[token] == "NOUN" and a.feat(token, "Gender") == "Neut")


def _agrees(cluster: Cluster, gender: str) -> bool:
    """True if an entity may be meant by a pronoun of a gender."""
    if cluster.number == "Plur":
        return False
    if cluster.kind == "person":
        return cluster.gender in (gender, "") and (cluster.gender != "" or cluster.named)
    return cluster.kind == "organisation" and cluster.gender == gender
