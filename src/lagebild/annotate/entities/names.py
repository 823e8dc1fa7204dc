"""Names in a text: those that lexicons know, that titles and first names announce, and that the analyser finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lagebild.analysis import Analysis
from lagebild.annotate.entities.announced import announced, capital_bodies, quoted_bodies
from lagebild.annotate.entities.lexical import is_wrapped, known_mentions
from lagebild.annotate.entities.mention import Mention, over, sentence_start
from lagebild.annotate.entities.persons import person
from lagebild.annotate.entities.retirement import retired
from lagebild.annotate.entities.tagged import bare, tagged
from lagebild.annotate.entities.titled import first_named, titled
from lagebild.annotate.entities.weights import Weights
from lagebild.annotate.headline import claims, headlines, speaks_of_itself
from lagebild.annotate.rule import Rule, fill, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import first_name_gender, folded
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set

_OPENING, _CLOSING = ("„", "“", '"', "»", "«", "‚"), ("“", "”", '"', "«", "»", "‘", "’")
_SURE = 0.9
"""How likely it has to be that a word before a colon is no name."""


@dataclass
class Search:
    """The search for names: what has been found, and a mark on each token that a name covers already."""

    analysis: Analysis
    taken: bytearray
    found: list[Mention] = field(default_factory=list)

    def take(self, mention: Mention, rule: str) -> None:
        """Takes a name in, unless it is empty or overlaps one that was found before."""
        if mention.first < mention.last and not any(self.taken[mention.first : mention.last]):
            self.taken[mention.first : mention.last] = b"\1" * (mention.last - mention.first)
            mention.rule = mention.rule or rule
            self.found.append(mention)

    @cached_property
    def weights(self) -> Weights:
        """How likely the words of the text are names, and of what kind."""
        return Weights(self.analysis)

    @cached_property
    def lexical(self) -> list[Mention]:
        """The names that lexicons know."""
        return list(known_mentions(self.analysis))

    @cached_property
    def wrapped(self) -> list[Mention]:
        """Those of them that stand within a longer name (*Demokratische Partei Chiles*)."""
        return [m for m in self.lexical if is_wrapped(self.analysis, m)]


def _nicknamed(search: Search) -> Iterable[Mention]:
    """First name, a nickname in quotation marks, surname."""
    a = search.analysis
    for token in range(1, len(a) - 3):
        if a.forms[token] not in _OPENING or first_name_gender(a.forms[token - 1]) is None:
            continue
        close = next((t for t in range(token + 2, min(token + 5, len(a) - 1)) if a.forms[t] in _CLOSING), None)
        if close is None or a.tags[token + 1] in ("VERB", "AUX", "DET", "PRON"):
            continue
        last = a.forms[close + 1]
        named = a.tags[close + 1] in ("PROPN", "X") or (a.tags[close + 1] == "NOUN" and not is_known(last))
        if named and last[:1].isupper() and noun(last) is None:
            yield person(a, token - 1, close + 2)


def _quoted(search: Search) -> Iterable[Mention]:
    return quoted_bodies(search.analysis)


def _titled(search: Search) -> Iterable[Mention]:
    return titled(search.analysis, search.lexical)


def _known(search: Search) -> Iterable[Mention]:
    wrapped = {m.first for m in search.wrapped}
    return (m for m in search.lexical if m.first not in wrapped)


def _capitals(search: Search) -> Iterable[Mention]:
    return capital_bodies(search.analysis)


def _first_named(search: Search) -> Iterable[Mention]:
    return first_named(search.analysis, search.taken, search.weights)


def _tagged(search: Search) -> Iterable[Mention]:
    full = [m for m in search.found if m.kind == "person" and m.last - m.first > 1]
    surnames = {folded(search.analysis.forms[m.last - 1]) for m in full}
    first_names = frozenset(folded(search.analysis.forms[m.first]) for m in full)
    # *Gaddafis* are those of *al-Gaddafi*, too
    surnames |= {
        tail for name in surnames for head, _, tail in [name.partition("-")] if head in closed("arabic_particles")
    }
    return list(tagged(search.analysis, search.taken, surnames, first_names, search.weights))


def _labels(search: Search) -> Iterable[Mention]:
    a = search.analysis
    for line in headlines(a):
        token = line.label.start
        form = a.forms[token]
        alone = len(line.label) == 1 and form[:1].isupper() and form.isalpha() and not form.isupper()
        nobody = noun(form) is not None or form.lower() in word_set("genres")
        named = a.tags[token] in ("PROPN", "X") or not is_known(form)
        word = a.tags[token] in ("NOUN", "VERB") and speaks_of_itself(line)
        if alone and not nobody and (named or word) and not _a_word(search, token) and claims(line):
            yield person(a, token, token + 1)


def _a_word(search: Search, token: int) -> bool:
    """True if a word before a colon is hardly anybody's name (the paper that asks: *Zeit:*)."""
    chances = search.weights.of(token, token + 1)
    return chances is not None and chances.none > _SURE and search.weights.common(token)


def _announced(search: Search) -> Iterable[Mention]:
    found = list(announced(search.analysis, search.taken))
    # A known name within a longer one counts where the longer one turned out to be none.
    for mention in search.wrapped:
        search.take(mention, "names/known")
    return found


NAMES: tuple[Rule[Search, Iterable[Mention]], ...] = (
    Rule(
        name="names/nicknamed",
        find=_nicknamed,
        why="A nickname in quotation marks between a first name and a surname is part of the name.",
        yes=(("Am Abend kam Karl „Bomber“ Demm.", "Karl „Bomber“ Demm: person"),),
        no=("Am Abend las Karl „Die Wahrheit“ vor.",),
    ),
    Rule(
        name="names/quoted",
        find=_quoted,
        why="Names of bodies stand in quotation marks.",
        yes=(("Die Bewegung „Wir alle gehen“ rief zum Streik auf.", ""),),
    ),
    Rule(
        name="names/titled",
        find=_titled,
        why="A title announces the name after it.",
        yes=(("Am Abend kam Ministerin Sommer.", ""),),
    ),
    Rule(
        name="names/known",
        find=_known,
        why="A name that a lexicon has is that name wherever it stands.",
        yes=(("Chile und Peru berieten gestern.", "Chile: state"), ("Am Abend tagte die Nato.", "NATO: organisation")),
    ),
    Rule(
        name="names/capitals",
        find=_capitals,
        why="An adjective in capitals shows the name of a body.",
        yes=(("Am Abend schwieg die Große Kommission.", ""),),
    ),
    Rule(
        name="names/first-named",
        find=_first_named,
        why="A first name begins the name of a person.",
        yes=(("Joseph S. W. Demm, Fischer, schwieg.", ""),),
    ),
    Rule(
        name="names/tagged",
        find=_tagged,
        why="What the analyser takes for a name is one, drawn tight.",
        yes=(("Am Abend fuhr sie nach Quorrendorf.", ""),),
    ),
    Rule(
        name="names/before-colon",
        find=_labels,
        why="A name alone before a colon is a person's where an opinion follows.",
        yes=(("Lohm: Es gibt genug Geld", "Lohm: person"),),
        no=("Lohm: Zwei Tote bei Brand",),
    ),
    Rule(
        name="names/announced",
        find=_announced,
        why="Nouns and brackets announce names.",
        yes=(("Viele Bauern (BVQ) kamen.", ""),),
    ),
)
"""All ways to find a name; what one has taken, the next cannot take."""


def find_names(analysis: Analysis) -> list[Mention]:
    """All names, left to right, none overlapping another."""
    search = Search(analysis, bytearray(len(analysis)))
    for token in range(len(analysis)):
        words = retired(analysis, token)
        search.taken[token : token + words] = b"\1" * words
    for mentions, rule in fill(NAMES, search):
        for mention in mentions:
            search.take(mention, rule)
    for mention in _again(search):
        search.take(mention, mention.rule)
    return sorted(search.found, key=lambda m: m.first)


@dataclass
class Met:
    """The names of one word that a text has, by form: surnames (folded) and others; and a token that may be one again."""

    analysis: Analysis
    surnames: dict[str, Mention] = field(default_factory=dict)
    others: dict[str, Mention] = field(default_factory=dict)
    token: int = 0


def _surname(met: Met) -> Mention | None:
    a, token, form = met.analysis, met.token, met.analysis.forms[met.token]
    key = bare(form, met.surnames)
    opens = token == sentence_start(a, token) and a.tags[token] not in ("PROPN", "NOUN")
    if key not in met.surnames or (opens and is_known(form.lower())):
        return None
    mention = person(a, token, token + 1, "again")
    mention.gender = met.surnames[key].gender
    return mention


def _other(met: Met) -> Mention | None:
    like = met.others.get(met.analysis.forms[met.token])
    return over(met.analysis, met.token, met.token + 1, like.kind, like.name, "name", "again") if like else None


AGAIN: tuple[Rule[Met, Mention], ...] = (
    Rule(
        name="again/surname",
        find=_surname,
        why="The surname of a person whom the text names is that person's name wherever it stands.",
        yes=(
            ("Gestern kam Hans Papier. Später lachte Papier.", "Hans Papier: Hans Papier, Papier"),
            ("Otto Roßberg kam. Am Abend stellte Roßberg den Plan vor.", "Otto Roßberg: Otto Roßberg, Roßberg"),
        ),
    ),
    Rule(
        name="again/name",
        find=_other,
        why="A name of one word is a name wherever the text has it.",
        yes=(("Die Bewegung „Aufwind“ streikte. Am Abend schwieg Aufwind.", "Aufwind: Bewegung, Aufwind, Aufwind"),),
    ),
)
"""Finds names that the text has elsewhere, where neither a lexicon nor the analyser sees them."""


def _again(search: Search) -> Iterator[Mention]:
    met = _names_met(search)
    _correct(search, met)
    a, found = search.analysis, []
    surnames = {a.forms[m.last - 1] for m in search.found if m.kind == "person" and m.last - m.first > 1}
    for token, form in enumerate(a.forms):
        here = noun(form)
        # *Ackermann* looks like a compound; where the text names somebody so, it is the name
        common = here is not None and not (here.prefix and form in surnames and not _determined(a, token))
        if search.taken[token] or not form[:1].isupper() or (common and a.tags[token] != "PROPN"):
            continue
        met.token = token
        mention = first(AGAIN, met)
        if mention is not None:
            mention[0].rule = mention[1]
            found.append(mention[0])
    return iter(found)


def _determined(analysis: Analysis, token: int) -> bool:
    return token > 0 and analysis.tags[token - 1] in ("DET", "ADJ", "NUM")


def _names_met(search: Search) -> Met:
    met = Met(search.analysis)
    for mention in search.found:
        forms = search.analysis.forms[mention.first : mention.last]
        if mention.kind == "person":
            if len(forms[-1]) > 2 and not (mention.source == "analyser" and len(forms) == 1):
                met.surnames.setdefault(folded(forms[-1]), mention)
        elif len(forms) == 1 and mention.known is None and len(mention.name) > 2:
            met.others.setdefault(forms[0], mention)
    return met


def _correct(search: Search, met: Met) -> None:
    """Makes a surname that the analyser took for a place or a body a person's, if the text names the person in full."""
    for mention in search.found:
        if mention.kind in ("place", "organisation") and mention.source == "analyser":
            whose = met.surnames.get(bare(search.analysis.forms[mention.first], met.surnames))
            if whose is not None and mention.last == mention.first + 1:
                mention.kind, mention.gender, mention.rule = "person", whose.gender, "again/surname"
