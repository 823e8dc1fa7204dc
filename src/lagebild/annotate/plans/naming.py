"""What a plan is called: the name in quotation marks, the place or year behind its noun, a compound, or the noun itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set, word_tuple

_MARKS = '„“”"»«›‹‚‘'
_AGAIN = ("name/compound", "name/quoted", "name/kind-of-treaty")
"""Names under which a plan that has a fuller one may be told of again."""
_SHORT = 4
"""A noun with no more letters (*Plan*) takes up no plan by name: it may mean any."""
_BEFORE = 2
"""So many sentences before it are searched for what a bare noun takes up."""
_LONGEST = 6
"""A quotation with more words is no name."""


class Called(NamedTuple):
    """A plan as a report calls it. `head` is the token of its noun; `own` if it has a name of its own."""

    name: str
    span: Span
    head: int
    own: bool
    rule: str


class Word(NamedTuple):
    """A noun of a report that is that of a plan."""

    text: Text
    token: int


class Name(NamedTuple):
    """The words of a name."""

    name: str
    span: Span
    own: bool


def plans(text: Text) -> Iterator[Called]:
    """Every place where a report calls a plan, left to right."""
    for token in range(len(text.analysis)):
        if is_plan(text.analysis, token):
            found = first(NAMES, Word(text, token))
            if found is not None:
                name, rule = found
                yield Called(name.name, name.span, token, name.own, rule)


def takes_up(text: Text, one: Called, other: Called) -> bool:
    """True if a mention means a plan that has a name of its own elsewhere: its noun ends a word of that name.

    What has a place, year, number or quotation of its own means itself.
    """
    if one is other or (one.own and one.rule not in _AGAIN and one.name != other.name):
        return False
    noun_ = text.analysis.lemmas[one.head].casefold().rpartition("-")[2]
    words = re.findall(r"\w+", other.name.casefold())
    longer = len(other.name) > len(one.name)
    return longer and len(noun_) > _SHORT and any(word.endswith(noun_) for word in words)


def fuller(text: Text, one: Called) -> Called | None:
    """What a bare *Der Plan* takes up: the one plan in the sentences just before whose noun ends with it (*Klimaplan*)."""
    a = text.analysis
    bare = a.lemmas[one.head].casefold()
    if one.own or bare not in word_set("bare_plans") or a.forms[one.head - 1].casefold() not in word_set("pointing_at"):
        return None
    number = a.sentence_of[one.head]
    begin = a.sentences[max(number - _BEFORE, 0)].start
    longer = [
        token
        for token in range(begin, a.sentences[number].start)
        if is_plan(a, token) and len(a.lemmas[token]) > len(bare) and a.lemmas[token].casefold().endswith(bare)
    ]
    if len({a.lemmas[token] for token in longer}) != 1:
        return None
    found = first(NAMES, Word(text, longer[-1]))
    return Called(found[0].name, found[0].span, longer[-1], found[0].own, found[1]) if found is not None else None


def is_plan(analysis: Analysis, token: int) -> bool:
    """True for the noun of a plan, an agreement or a programme."""
    form = analysis.forms[token]
    ends = form.lower().endswith(word_tuple("ends_of_plans")) and not form.lower().endswith(word_tuple("no_plans"))
    return ends and form[:1].isupper() and analysis.tags[token] != "VERB"


def is_adjective(word: str) -> bool:
    """True for a small word that is inflected as an adjective (*dreistufige*)."""
    return word[:1].islower() and word.endswith(word_tuple("adjectives_of_plans"))


def _quotation(text: Text, offset: int) -> Span | None:
    """The short quotation that begins at a code point, without its marks."""
    for whole in text.quotations:
        if whole.start == offset:
            words = whole.of(text.content).strip(_MARKS).split()
            named = 0 < len(words) <= _LONGEST and (
                words[0][:1].isupper() or words[0][:1].isdigit() or is_adjective(words[0])
            )
            return Span(whole.start + 1, whole.end - 1) if named else None
    return None


def _around(text: Text, token: int) -> Span | None:
    """The short quotation that a token stands in, without its marks."""
    whole = text.in_quotation(text.token_span(token))
    return _quotation(text, whole.start) if whole is not None else None


def _quoted_itself(word: Word) -> Name | None:
    text, token = word
    inside = _around(text, token)
    if inside is None:
        return None
    tokens = text.inside(inside)
    if len(tokens) == 0 or (token not in (tokens[0], tokens[-1]) and len(tokens) > 4):
        return None
    if token == tokens[-1]:
        name, _ = _plain(text.analysis, token, tokens[0])
        return Name(name, inside, own=True)
    return Name(inside.of(text.content), inside, own=True)


def _quoted_behind(word: Word) -> Name | None:
    text, token = word
    forms = text.analysis.forms
    at = token + 1
    while at < len(forms) and at < token + 4 and forms[at] in word_set("before_a_name"):
        at += 1
    if at >= len(forms) or forms[at][:1] not in _MARKS:
        return None
    inside = _quotation(text, text.analysis.starts[at])
    return Name(inside.of(text.content), inside, own=True) if inside is not None else None


def _quoted_before(word: Word) -> Name | None:
    text, token = word
    a = text.analysis
    begin = token
    while begin and a.tags[begin - 1] in ("DET", "ADJ"):
        begin -= 1
    if begin < 2 or a.forms[begin - 1] != ",":
        return None
    whole = text.quotation_ends.get(a.ends[begin - 2])
    inside = _quotation(text, whole.start) if whole is not None else None
    return Name(inside.of(text.content), inside, own=True) if inside is not None else None


def _of_a_place_or_year(word: Word) -> Name | None:
    text, token = word
    a = text.analysis
    if a.forms[token + 1 : token + 2] not in (("von",), ("über",)) or token + 2 >= len(a):
        return None
    named = text.names.get(token + 2)
    place = named is not None and named[0].kind in ("place", "state") and a.forms[token + 1] == "von"
    year = re.fullmatch(r"(1[6-9]|20)\d\d", a.forms[token + 2]) is not None
    if not place and not year:
        return None
    last = named[1] if named is not None and place else token + 3
    span = a.span(token, last)
    rest = a.span(token + 1, last).of(text.content)
    return Name(f"{_plain(a, token, token)[0]} {rest}", Span(span.start, span.end), own=True)


def _numbered(word: Word) -> Name | None:
    text, token = word
    a = text.analysis
    if a.lemmas[token].casefold().endswith("resolution") and token + 1 < len(a) and a.forms[token + 1].isdigit():
        span = a.span(token, token + 2)
        return Name(span.of(text.content), Span(span.start, span.end), own=True)
    return None


def _compound(word: Word) -> Name | None:
    """A compound with a name or a number in it (*EU-Austrittsabkommen*, *Power-8-Programm*)."""
    text, token = word
    form = text.analysis.forms[token]
    first_part = form.partition("-")[0]
    if "-" not in form or noun(first_part) is not None:
        return None
    name, span = _plain(text.analysis, token, token)
    return Name(name, span, own=form.lower().endswith(word_tuple("ends_of_treaties")))


def _treaty(word: Word) -> Name | None:
    """A kind of treaty with more of a name behind it in the genitive, as the report calls it once and for all."""
    text, token = word
    a = text.analysis
    if not a.lemmas[token].casefold().endswith(word_tuple("treaties_of_one_kind")):
        return None
    name, span = _plain(a, token)
    return Name(name, span, own=True)


def _genitive(word: Word) -> Name | None:
    text, token = word
    a = text.analysis
    under = [c for c in a.dependents(token, "nmod") if c > token and a.feat(c, "Case") == "Gen" and c <= token + 3]
    if not a.forms[token].casefold().endswith(("roadmap", "fahrplan")) or not under:
        return None
    span = a.span(token, under[0] + 1)
    return Name(span.of(text.content), Span(span.start, span.end), own=True)


def _topic(word: Word) -> Name | None:
    """A treaty with what it is about (*Abkommen über den Bau einer Bahn*), but for *kein Abkommen*."""
    text, token = word
    a = text.analysis
    about = [c for c in a.dependents(token, "nmod") if token + 1 < c <= token + _LONGEST and a.tags[c] == "NOUN"]
    joined = a.forms[token + 1] if token + 1 < len(a) else ""
    if not about or joined not in word_set("before_the_topic_of_a_treaty"):
        return None
    if not a.lemmas[token].casefold().endswith(word_tuple("treaties_with_a_topic")) or _none_of_it(a, token):
        return None
    last = about[0]
    while (below := [c for c in a.dependents(last, "nmod") if c > last and a.feat(c, "Case") == "Gen"]) and (
        below[0] <= token + _LONGEST
    ):
        last = below[0]
    if any(a.tags[t] in ("PUNCT", "NUM", "VERB", "AUX") for t in range(token + 2, last)):
        return None
    name, span = _plain(a, token, token)
    rest = a.span(token + 1, last + 1)
    own = a.lemmas[token].casefold().endswith(word_tuple("treaties_of_states")) and text.definite(token)
    return Name(f"{name} {rest.of(text.content)}", Span(span.start, rest.end), own=own)


def _none_of_it(a: Analysis, token: int) -> bool:
    return any(a.forms[c].casefold().startswith("kein") for c in a.dependents(token, "det"))


def _plain_noun(word: Word) -> Name | None:
    name, span = _plain(word.text.analysis, word.token)
    return Name(name, span, own=False)


def _plain(analysis: Analysis, head: int, low: int = 0) -> tuple[str, Span]:
    """The name of a plan, its noun with the adjectives before it, and where it stands."""
    begin = head
    while (
        begin > low
        and analysis.tags[begin - 1] == "ADJ"
        and analysis.forms[begin - 1].casefold() not in word_set("so_called")
    ):
        begin -= 1
    form = analysis.forms[head]
    bare = form.removesuffix("s").removesuffix("e") if form.endswith("es") else form.removesuffix("s")
    form = bare if bare.casefold().endswith(word_tuple("plans_without_s")) else form
    words = analysis.forms[begin:head]
    if form.lower().endswith(("plan", "pakt")):
        words = tuple(_uninflected(word) + "er" for word in words)
    span = analysis.span(begin, head + 1)
    return " ".join((*words, form)), Span(span.start, span.end)


def _uninflected(word: str) -> str:
    ends = sorted(closed("adjective_endings"), key=len, reverse=True)
    return next((word.removesuffix(end) for end in ends if word.endswith(end)), word)


NAMES: tuple[Rule[Word, Name], ...] = (
    Rule(
        name="name/quoted",
        find=_quoted_itself,
        why="A quotation of a few words that begins or ends with the noun of a plan is its name.",
        yes=(("Der „Stufenplan Blau“ von Karl Demm scheiterte.", "Stufenplan Blau: Stufenplan Blau"),),
        no=("Der Stufenplan von Karl Demm scheiterte.",),
    ),
    Rule(
        name="name/quoted-behind",
        find=_quoted_behind,
        why="A short quotation right behind the noun of a plan is its name.",
        yes=(("Der Plan „Blauer Himmel“ scheiterte.", "Blauer Himmel: Blauer Himmel"),),
        no=("Der Plan sei „blau“, sagte Karl Demm.",),
    ),
    Rule(
        name="name/quoted-before",
        find=_quoted_before,
        why="A short quotation to which the noun of a plan stands in apposition is its name.",
        yes=(("Karl Demm lobte „Blauer Himmel“, einen neuen Plan.", "Blauer Himmel: Blauer Himmel"),),
        no=("Karl Demm lobte einen neuen Plan.",),
    ),
    Rule(
        name="name/place-or-year",
        find=_of_a_place_or_year,
        why="A place or a year behind *von* tells one treaty from others.",
        yes=(
            ("Das Abkommen von 1961 gilt noch.", "Abkommen von 1961: Abkommen von 1961"),
            ("Der Pakt von Warschau gilt noch.", "Pakt von Warschau: Pakt von Warschau"),
        ),
        no=("Das Abkommen von damals gilt noch.",),
    ),
    Rule(
        name="name/numbered",
        find=_numbered,
        why="A resolution is named by its number.",
        yes=(("Die Resolution 1701 gilt noch.", "Resolution 1701: Resolution 1701"),),
        no=("Die Resolution gilt noch.",),
    ),
    Rule(
        name="name/genitive",
        find=_genitive,
        why="A roadmap is named by what it leads to.",
        yes=(("Der Fahrplan der Versöhnung scheiterte.", "Fahrplan der Versöhnung: Fahrplan der Versöhnung"),),
        no=("Der Fahrplan scheiterte.",),
    ),
    Rule(
        name="name/compound",
        find=_compound,
        why="A treaty or programme with a name or number in its compound has a name of its own.",
        yes=(("Das EU-Fischereiabkommen scheiterte.", "EU-Fischereiabkommen: EU-Fischereiabkommen"),),
        no=("Das Fischereiabkommen scheiterte.",),
    ),
    Rule(
        name="name/kind-of-treaty",
        find=_treaty,
        why="Some kinds of treaty are concluded once between two, so their noun names them.",
        yes=(("Das Assoziierungsabkommen scheiterte.", "Assoziierungsabkommen: Assoziierungsabkommen"),),
        no=("Das Abkommen scheiterte.",),
    ),
    Rule(
        name="name/topic",
        find=_topic,
        why="An agreement is told from others by what it is about, behind *über*, *zum* or *zur*.",
        yes=(
            (
                "Das Abkommen über den Schutz der Wale gilt noch.",
                "Abkommen über den Schutz der Wale: Abkommen über den Schutz der Wale",
            ),
        ),
        no=("Es gibt kein Abkommen über den Schutz der Wale.", "Das Abkommen über drei Jahre gilt noch."),
    ),
    Rule(
        name="name/noun",
        find=_plain_noun,
        why="Else a plan is called by its noun with the adjectives before it.",
        yes=(("Der neue Friedensplan sieht eine Waffenruhe vor.", "neuer Friedensplan: neuer Friedensplan"),),
        no=("Das Haus umfasst zwei Säle.",),
    ),
)
"""From the name of its own to the mere noun."""
