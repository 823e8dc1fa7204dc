"""Pronouns (`er`, `ihm`, `sie`, `sein`), joined to whom they mean where only one antecedent is likely."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities import not_antecedents
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import OPENING, VERBAL, over, sentence_start
from lagebild.annotate.quotations import quotations
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import closed, word_set

_BESIDE_VERB = ("aux", "aux:pass", "cop")
_FAR = 12
"""Sentences of a quotation over which a pronoun behind it looks back to who was spoken of before it."""


class Word(NamedTuple):
    """A token that may be a pronoun."""

    analysis: Analysis
    token: int

    @property
    def form(self) -> str:
        """The token in small letters."""
        return self.analysis.forms[self.token].lower()


def _polite(word: Word) -> str | None:
    a, token = word.analysis, word.token
    opens = token == sentence_start(a, token) or a.forms[token - 1] in (*OPENING, ":")
    return "" if a.forms[token] in ("Sie", "Ihr") and not opens else None


def _he(word: Word) -> str | None:
    return "m" if word.form in ("er", "ihm", "ihn") else None


def _his(word: Word) -> str | None:
    his = word.form.startswith("sein") and word.form[4:] in (*closed("possessive_endings"), "")
    return "m" if his and word.analysis.tags[word.token] not in VERBAL else None


def _she(word: Word) -> str | None:
    return "f" if word.form == "sie" and _singular_verb(word.analysis, word.token) else None


def _to_her(word: Word) -> str | None:
    return "f" if word.form == "ihr" and word.analysis.tags[word.token] != "DET" else None


def _her(word: Word) -> str | None:
    """*sie* as the object of a verb that has its own subject, where nobody else near is many."""
    a, token = word.analysis, word.token
    verb = a.heads[token]
    if word.form != "sie" or a.labels[token] != "obj" or verb < 0:
        return None
    subjects = [c for c in a.dependents(verb, "nsubj") if c != token and a.forms[c].lower() not in ("sie", "es")]
    number = a.sentence_of[token]
    before = a.sentences[number - 1].start if number else a.sentences[number].start
    own = {t for s in subjects for t in (s, *a.children[s])}
    many = (t for t in range(before, token) if t not in own and a.tags[t] in ("NOUN", "PROPN", "PRON"))
    several = any(a.feat(t, "Number") == "Plur" or a.has(t, "conj") for t in many)
    return "f" if len(subjects) == 1 and not several else None


def _argument_by_itself(word: Word) -> bool:
    """True if a word for *this one* is no article: it hangs on a verb, and opens no relative clause."""
    a, token = word.analysis, word.token
    verb = a.heads[token]
    return (
        verb >= 0
        and (a.tags[token] in ("PRON", "DET") or word.form.startswith("letzter"))
        and a.tags[verb] in VERBAL
        and (a.labels[token] in not_antecedents.ARGUMENTS or a.labels[token] == "obl")
        and not a.children[token]
        and not (a.labels[verb].startswith("acl") or "Rel" in a.feat(token, "PronType").split(","))
    )


def _this_man(word: Word) -> str | None:
    form = word.form
    if form not in closed("this_man") or not _argument_by_itself(word):
        return None
    return "m" if form != "der" or _opens_with_verb_behind(word) else None


def _this_woman(word: Word) -> str | None:
    form, a = word.form, word.analysis
    if (
        form not in closed("this_woman")
        or not _argument_by_itself(word)
        or not a.labels[word.token].startswith("nsubj")
    ):
        return None
    here = _singular_verb(a, word.token) and (form != "die" or _opens_with_verb_behind(word))
    return "f" if here else None


def _opens_with_verb_behind(word: Word) -> bool:
    """*Der warf ihm …*: without its verb right behind it, *der* is an article or a relative pronoun."""
    a, token = word.analysis, word.token
    return token == sentence_start(a, token) and a.tags[min(token + 1, len(a) - 1)] in VERBAL


def _singular_verb(analysis: Analysis, token: int) -> bool:
    """True if the verb of a pronoun is in the singular: by its tag, else by its form."""
    head = analysis.heads[token]
    verbs = [head, *analysis.dependents(head, *_BESIDE_VERB)] if head >= 0 else []
    finite = [t for t in verbs if analysis.tags[t] in VERBAL and analysis.feat(t, "VerbForm") in ("Fin", "")]
    numbers = [n for t in finite if (n := analysis.feat(t, "Number"))]
    if numbers:
        return numbers[-1] == "Sing"
    return any(not analysis.forms[t].endswith("en") and analysis.forms[t] != "sind" for t in finite)


def _it(word: Word) -> str | None:
    """*Es* at the beginning of a sentence, as the subject of a verb that also has an object of its own."""
    a, token = word.analysis, word.token
    verb = a.heads[token]
    if a.forms[token] != "Es" or token != sentence_start(a, token) or verb < 0 or a.labels[token] != "nsubj":
        return None
    below = [verb, *a.dependents(verb, "xcomp")]
    nothing = any(a.lemmas[t] in word_set("verbs_with_an_empty_it") for t in below)
    does = any(a.labels[c] == "obj" for t in below for c in a.children[t]) or a.has(verb, "cop")
    return "n" if does and not nothing and not _looks_ahead(a, verb) else None


def _looks_ahead(a: Analysis, verb: int) -> bool:
    """True if a clause behind the verb is what its *es* stands for (*Es freut ihn, dass …*)."""
    return any(a.labels[c] in ("csubj", "ccomp", "nsubj") and c > verb for c in a.children[verb])


PRONOUNS: tuple[Rule[Word, str], ...] = (
    Rule(
        name="pronoun/polite",
        find=_polite,
        why="*Sie* and *Ihr* in capitals within a sentence speak to somebody.",
        yes=(("Vera Lohm kam. Dann fragte jemand, ob Sie wartet.", ""),),
    ),
    Rule(
        name="pronoun/he",
        find=_he,
        why="*er*, *ihm* and *ihn* mean a man, or what is masculine.",
        yes=(
            ("Präsident Edo Falk kam. Er schwieg.", "Edo Falk: Präsident, Edo Falk, Er"),
            ("Otto Lohm kam. Alle sahen ihn.", "Otto Lohm: Otto Lohm, ihn"),
        ),
    ),
    Rule(
        name="pronoun/his",
        find=_his,
        why="*sein* and its forms mean a man, or what is masculine.",
        yes=(("Otto Lohm kam. Alle sahen seine Narbe.", "Otto Lohm: Otto Lohm, seine"),),
    ),
    Rule(
        name="pronoun/she",
        find=_she,
        why="*sie* with a verb in the singular means a woman, or what is feminine.",
        yes=(("Vera Lohm kam. Später schwieg sie.", "Vera Lohm: Vera Lohm, sie"),),
        no=("Vera Lohm kam. Später schwiegen sie.",),
    ),
    Rule(
        name="pronoun/her",
        find=_her,
        why="*sie* as an object means a woman, or what is feminine, where no plural near can be meant.",
        yes=(
            ("Vera Lohm rief um Hilfe. Nachbarn befreiten sie.", "Vera Lohm: Vera Lohm, sie"),
            ("Vera Lohm kam. Die Polizei verhaftete sie.", "Vera Lohm: Vera Lohm, sie"),
        ),
        no=("Vera Lohm rief die Fischer. Nachbarn befreiten sie.",),
    ),
    Rule(
        name="pronoun/to-her",
        find=_to_her,
        why="*ihr* that is no possessive means a woman, or what is feminine.",
        yes=(("Vera Lohm kam. Alle halfen ihr.", "Vera Lohm: Vera Lohm, ihr"),),
        no=("Vera Lohm kam. Alle sahen ihr Boot.",),
    ),
    Rule(
        name="pronoun/it",
        find=_it,
        why="*Es* that opens a sentence and does something to somebody, or is something, means the body spoken of before.",
        yes=(("Das Ministerium kam. Es verbot den Streik.", "Ministerium: Ministerium, Es"),),
        no=(
            "Das Ministerium kam. Es gab einen Streik.",
            "Das Ministerium kam. Es regnete.",
            "Das Ministerium kam. Es freute den Wirt, dass es kam.",
        ),
    ),
    Rule(
        name="pronoun/this-man",
        find=_this_man,
        why="*dieser* and *letzterer* without a noun, and *der* right before its verb, mean a man.",
        yes=(("Minister Karl Demm entließ Otto Lohm. Der klagte.", "Otto Lohm: Otto Lohm, Der"),),
        no=("Otto Lohm kam. Dieser Plan scheiterte.",),
    ),
    Rule(
        name="pronoun/this-woman",
        find=_this_woman,
        why="*diese* and *letztere* without a noun, and *die* right before its verb, mean a woman if the verb is singular.",
        yes=(("Kanzlerin Ida Demm entließ Vera Lohm. Diese schwieg.", "Vera Lohm: Vera Lohm, Diese"),),
        no=("Kanzlerin Ida Demm entließ Vera Lohm. Diese schwiegen.",),
    ),
)
"""The gender of whom a pronoun means; empty if it means nobody in the text."""


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
    for token in range(len(analysis)):
        pronoun = first(PRONOUNS, Word(analysis, token)) if token not in by_token else None
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
