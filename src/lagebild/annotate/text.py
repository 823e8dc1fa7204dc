"""One view of a report for all annotators: its analysis, its clauses, who is mentioned where, and what is read so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.quotations import quotations
from lagebild.clauses import Clause, clauses
from lagebild.document import Span
from lagebild.lexicon.gazetteer import known, names_a_party
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import Entity, EntityKind, Event, Mentions, Part, Reading, Statement, Time

_AGENTS = ("person", "organisation", "state", "group")
_BODIES = ("organisation", "state", "place")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_EDGES = " \t\n,;:–-"
_VERBAL = ("VERB", "AUX")
_SILENT = ("dateline", "byline", "credit", "teaser")
_CONJUNCTS = 20
"""At most so many steps from one conjunct to the one before are followed."""
_DEEP = 200
"""At most so many steps up a tree are followed, in case it has a cycle."""
_VIEWS_OF = {
    "entities": (
        *("mentions", "entities", "kinds", "parts", "names", "others", "_placed", "_named", "places_in"),
        *("state_of", "state_mentions", "states_in", "parties"),
    ),
    "structure": ("_silent", "_parts"),
    "times": ("_time_starts",),
    "statements": ("statements_at",),
    "events": ("events_at",),
}
"""For each layer the views computed from it, which are stale once that layer has been read again."""


class Cover:
    """Some spans, of which one asks whether any lies over another span, however many there are."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def over(self, span: Span) -> bool:
        """Whether a span lies within one of them."""
        number = bisect_right(self._starts, span.start) - 1
        return number >= 0 and span.end <= self._ends[number]


class Text:
    """One report as the annotators see it. Tokens and sentences are numbers of its analysis.

    Each view is computed once, when it is first asked for. Views of entities need the entities to be read.
    """

    def __init__(self, analysis: Analysis, reading: Reading) -> None:
        self.analysis = analysis
        self.reading = reading
        self.content = analysis.text

    def having(self, reading: Reading) -> Text:
        """The same text with more layers read; views that are still true are kept."""
        more = Text(self.analysis, reading)
        stale = set(more.__dict__)
        for layer, views in _VIEWS_OF.items():
            if getattr(reading, layer) is not getattr(self.reading, layer):
                stale.update(views)
        more.__dict__.update({view: found for view, found in self.__dict__.items() if view not in stale})
        return more

    # Clauses and sentences

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, in the order of their predicates."""
        return clauses(self.analysis)

    @cached_property
    def clause_of(self) -> dict[int, Clause]:
        """Clauses by their predicate's token."""
        return {clause.predicate: clause for clause in self.clauses}

    def clause_around(self, token: int) -> Clause | None:
        """The clause that a token stands in: that of the nearest predicate above it."""
        seen = 0
        while token != ROOT and seen < _DEEP:
            if token in self.clause_of:
                return self.clause_of[token]
            token, seen = self.analysis.heads[token], seen + 1
        return None

    @cached_property
    def clauses_in(self) -> tuple[tuple[Clause, ...], ...]:
        """For each sentence its clauses, in the order of their predicates."""
        found: list[list[Clause]] = [[] for _ in self.analysis.sentences]
        for clause in self.clauses:
            found[self.analysis.sentence_of[clause.predicate]].append(clause)
        return tuple(map(tuple, found))

    @cached_property
    def _predicates(self) -> tuple[int, ...]:
        return tuple(clause.predicate for clause in self.clauses)

    def clauses_between(self, first: int, last: int) -> tuple[Clause, ...]:
        """The clauses whose predicates are among the tokens `first` to `last` (exclusive), in their order."""
        return self.clauses[bisect_left(self._predicates, first) : bisect_left(self._predicates, last)]

    @cached_property
    def clauses_of_verb(self) -> dict[int, tuple[Clause, ...]]:
        """By token the clauses whose verb complex it is part of, in the order of their predicates."""
        found: dict[int, tuple[Clause, ...]] = {}
        for clause in self.clauses:
            for token in clause.verbs:
                found[token] = (*found.get(token, ()), clause)
        return found

    def sentence(self, token: int) -> Span:
        """The code points of a token's sentence."""
        return self.analysis.sentence_span(self.analysis.sentence_of[token])

    def sentence_tokens(self, token: int) -> range:
        """The tokens of a token's sentence."""
        span = self.analysis.sentences[self.analysis.sentence_of[token]]
        return range(span.start, span.end)

    # Words where they stand

    def first_conjunct(self, token: int) -> int:
        """The first of the conjoined words that a token belongs to; the token itself if there are none.

        A verb is never the conjunct of a noun, nor a noun that of a verb, whatever the tree says.
        """
        a, seen = self.analysis, 0
        while a.labels[token] == "conj" and a.heads[token] != ROOT and seen < _CONJUNCTS:
            head = a.heads[token]
            if (a.tags[token] in _VERBAL) != (a.tags[head] in _VERBAL):
                break
            token, seen = head, seen + 1
        return token

    def slot(self, noun: int) -> str:
        """Where a noun (or the first of those conjoined with it) stands: a preposition, `subj`, `obj`, `iobj` or `gen`."""
        a, noun = self.analysis, self.first_conjunct(noun)
        prepositions = [a.lemmas[c].casefold() for c in a.dependents(noun, "case")]
        clause = self.clause_of.get(a.heads[noun])
        if prepositions:
            return prepositions[-1]
        if clause is None:
            return "gen"
        if noun in clause.undergoers:
            return "obj"
        if noun in clause.doers:
            return "subj"
        if clause.kind == "copula":
            return "gen"
        return "iobj" if noun in clause.recipients else "obj"

    def definite(self, noun: int) -> bool:
        """True if a noun has the definite article, a possessive or *dieser*."""
        a = self.analysis
        return any(
            a.feat(c, "Definite") == "Def" or a.labels[c] == "det:poss" or a.lemmas[c].casefold().startswith("dies")
            for c in a.dependents(noun, "det", "det:poss")
        )

    def lemma(self, token: int) -> str:
        """A token's lemma; a verb's has its separated particle in front, and *bekannt* (*gab bekannt*)."""
        a, clause = self.analysis, self.clause_of.get(token)
        if clause is None or clause.kind == "copula":
            return a.lemmas[token]
        known = any(a.forms[c] == "bekannt" for c in a.children[token])
        return "bekannt" + clause.lemma if known and not clause.lemma.startswith("bekannt") else clause.lemma

    @cached_property
    def lemma_sets(self) -> tuple[frozenset[str], ...]:
        """For each sentence its lemmas and forms, without case; for a woman's title also a man's (*Botschafterin*)."""
        return tuple(
            frozenset(w.casefold() for t in range(s.start, s.end) for w in self._words(t))
            for s in self.analysis.sentences
        )

    def _words(self, token: int) -> tuple[str, ...]:
        lemma, form = self.analysis.lemmas[token], self.analysis.forms[token]
        feminine = self.analysis.tags[token] == "NOUN" and lemma.endswith(word_tuple("ends_of_women"))
        return (lemma, form, lemma.removesuffix("in")) if feminine else (lemma, form)

    @cached_property
    def paragraphs(self) -> tuple[int, ...]:
        """For each sentence the number of its paragraph."""
        a, found, number = self.analysis, [], 0
        for n in range(len(a.sentences)):
            if n and "\n" in a.text[a.sentence_span(n - 1).end : a.sentence_span(n).start]:
                number += 1
            found.append(number)
        return tuple(found)

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The lines that are not empty, without the blanks at their edges."""
        found, at = [], 0
        for line in self.content.splitlines(keepends=True):
            bare = line.strip()
            if bare:
                start = at + line.index(bare)
                found.append(Span(start, start + len(bare)))
            at += len(line)
        return tuple(found)

    @cached_property
    def _silent(self) -> Cover:
        return Cover(Span(p.start, p.end) for p in self.reading.structure if p.kind in _SILENT)

    @cached_property
    def _parts(self) -> tuple[list[int], list[Part]]:
        parts = sorted(self.reading.structure, key=lambda part: part.start)
        return [part.start for part in parts], parts

    def part_at(self, offset: int) -> Part | None:
        """The part of the report that a code point stands in; None in plain running text."""
        starts, parts = self._parts
        number = bisect_right(starts, offset) - 1
        return parts[number] if number >= 0 and offset < parts[number].end else None

    def silent(self, token: int) -> bool:
        """Whether a token stands in a part of the report that tells of no event: dateline, byline, credit, teaser."""
        return self._silent.over(self.token_span(token))

    # Who is mentioned where

    @cached_property
    def mentions(self) -> Mentions:
        """The entities by code point."""
        return Mentions(self.reading)

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.reading.entities}

    @cached_property
    def kinds(self) -> dict[str, EntityKind]:
        """The kind of each entity."""
        return {entity.id: entity.kind for entity in self.reading.entities}

    def entity(self, token: int) -> str | None:
        """The entity that a token is (part of) a mention of."""
        return self.mentions.over(self.token_span(token))

    def kind(self, token: int) -> EntityKind | None:
        """What a token names or describes: a person, an organisation … None if it is no mention."""
        entity = self.entity(token)
        return self.kinds[entity] if entity is not None else None

    def acts(self, entity: Entity) -> bool:
        """True if an entity is of a kind that can act."""
        return entity.kind in _AGENTS

    def agent(self, token: int) -> str | None:
        """The entity of a token, if it is one that can act: no mere place."""
        found = self.entities.get(self.entity(token) or "")
        return found.id if found and self.acts(found) else None

    @cached_property
    def parts(self) -> dict[int, tuple[str, ...]]:
        """For each token the entities that a part of it names and that can act (*US* in *US-Angriff*)."""
        found: dict[int, tuple[str, ...]] = {}
        for entity in self.reading.entities:
            for span in entity.mentions if self.acts(entity) else ():
                token = self.analysis.token_at(span.start)
                if token is not None and span.end < self.analysis.ends[token] and self.entity(token) is None:
                    found[token] = (*found.get(token, ()), entity.id)
        return found

    @cached_property
    def _placed(self) -> tuple[dict[int, tuple[Entity, int]], dict[int, list[tuple[Entity, Span]]]]:
        names: dict[int, tuple[Entity, int]] = {}
        others: dict[int, list[tuple[Entity, Span]]] = {}
        for entity in self.reading.entities:
            named = set(entity.name_spans)
            for span in entity.mentions:
                first, last = self.tokens(span)
                if span in named:
                    names[first] = (entity, last)
                else:
                    for token in range(first, last):
                        others.setdefault(token, []).append((entity, span))
        return names, others

    @property
    def names(self) -> dict[int, tuple[Entity, int]]:
        """For each first token of a name the entity, and where the name ends."""
        return self._placed[0]

    @property
    def others(self) -> dict[int, list[tuple[Entity, Span]]]:
        """For each token the entities that it describes, refers back to or has as a part, with those mentions."""
        return self._placed[1]

    @cached_property
    def _named(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for entity in self.reading.entities:
            for span in entity.name_spans:
                for token in self.inside(span):
                    found.setdefault(token, set()).add(entity.id)
        return found

    def names_it(self, token: int, entity: str) -> bool:
        """Whether a token stands wholly in a name of an entity."""
        return entity in self._named.get(token, ())

    def person_names(self, entity: Entity) -> list[tuple[int, int]]:
        """The tokens of each place where a person is named, left to right."""
        return [self.tokens(span) for span in sorted(entity.name_spans)]

    def part_of(self, token: int) -> tuple[Entity, Span] | None:
        """The entity named inside a token, as its beginning (`US` in `US-Minister`)."""
        end = self.analysis.ends[token]
        for entity, span in self.others.get(token, ()):
            if span.end < end:
                return entity, span
        return None

    def body_at(self, token: int) -> Entity | None:
        """The body, state or place that is named or described at a token."""
        if token in self.names and self.names[token][0].kind in _BODIES:
            return self.names[token][0]
        for entity, span in self.others.get(token, ()):
            if span == self.token_span(token) and entity.kind in _BODIES:
                return entity
        return None

    @cached_property
    def state_of(self) -> dict[str, Entity]:
        """The state of each state or place in a known state, by id; only states that the report names."""
        states = {entity.name: entity for entity in self.reading.entities if entity.kind == "state"}
        found = {entity.id: entity for entity in self.reading.entities if entity.kind == "state"}
        for place in self.reading.entities:
            here = known(place.name) if place.kind == "place" else None
            if here is not None and here.state in states:
                found[place.id] = states[here.state]
        return found

    @cached_property
    def state_mentions(self) -> tuple[tuple[tuple[int, Entity, Span, bool], ...], ...]:
        """For each sentence where a state, or a place in one, is mentioned: token, entity, mention, whether by name."""
        found: list[list[tuple[int, Entity, Span, bool]]] = [[] for _ in self.analysis.sentences]
        for entity in self.reading.entities:
            names = set(entity.name_spans) if entity.id in self.state_of else set()
            for span in entity.mentions if entity.id in self.state_of else ():
                token = self.tokens(span)[0]
                found[self.analysis.sentence_of[token]].append((token, entity, span, span in names))
        return tuple(tuple(sorted(mentions, key=lambda mention: mention[0])) for mentions in found)

    @cached_property
    def states_in(self) -> tuple[tuple[Entity, ...], ...]:
        """For each sentence the states that it names, themselves or by a place in them, each once, left to right."""
        found = []
        for part in self.analysis.sentences:
            named = (self.names[t][0].id for t in range(part.start, part.end) if t in self.names)
            states = (self.state_of[key] for key in named if key in self.state_of)
            found.append(tuple({state.id: state for state in states}.values()))
        return tuple(found)

    @cached_property
    def parties(self) -> frozenset[str]:
        """The ids of the bodies that are parties: known as one, so named, or so described in the report."""
        return frozenset(entity.id for entity in self.reading.entities if self._is_party(entity))

    def _is_party(self, entity: Entity) -> bool:
        if entity.kind != "organisation":
            return False
        here = known(entity.name)
        if (here is not None and here.role == "party") or names_a_party(entity.name):
            return True
        names = set(entity.name_spans)
        described = (noun(span.of(self.content)) for span in entity.mentions if span not in names)
        return any(word is not None and word.base in word_set("nouns_for_a_party") for word in described)

    @cached_property
    def places_in(self) -> tuple[tuple[tuple[Entity, Span], ...], ...]:
        """For each sentence the mentions of places and states that begin in it, entity by entity."""
        a = self.analysis
        found: list[list[tuple[Entity, Span]]] = [[] for _ in a.sentences]
        for entity in self.reading.entities:
            for span in entity.mentions if entity.kind in ("place", "state") else ():
                token = a.token_at(span.start)
                if token is not None:
                    found[a.sentence_of[token]].append((entity, span))
        return tuple(map(tuple, found))

    # Times

    @cached_property
    def _time_starts(self) -> tuple[int, ...]:
        return tuple(time.start for time in self.reading.times)

    def times_in(self, span: Span) -> tuple[Time, ...]:
        """The expressions of time that begin in a span, left to right."""
        return self.reading.times[bisect_left(self._time_starts, span.start) : bisect_left(self._time_starts, span.end)]

    def time_at(self, offset: int) -> Time | None:
        """The expression of time that covers a code point."""
        number = bisect_right(self._time_starts, offset) - 1
        return self.reading.times[number] if number >= 0 and offset < self.reading.times[number].end else None

    def times_beside(self, time: Time) -> tuple[Time, ...]:
        """The expressions of time right before and right after one, if there are any."""
        number = bisect_left(self._time_starts, time.start)
        return (*self.reading.times[max(number - 1, 0) : number], *self.reading.times[number + 1 : number + 2])

    def dates(self, first: int, last: int) -> Iterator[tuple[int, Time, str]]:
        """The first token, the expression and the ISO date of each resolved date between two tokens."""
        if first >= last:
            return
        area = self.analysis.span(first, last)
        for time in self.times_in(area):
            if time.value and _DATE.match(time.value):
                yield self.analysis.token_at(time.start) or 0, time, time.value

    # Who says what

    @cached_property
    def statements_at(self) -> dict[int, tuple[Statement, ...]]:
        """For each token the statements whose words contain it, in the order of the reading."""
        found: dict[int, list[Statement]] = {}
        for statement in self.reading.statements:
            inside = {t for q in statement.quote_spans for t in range(*self.tokens(q)) if self.token_span(t).within(q)}
            for token in inside:
                found.setdefault(token, []).append(statement)
        return {token: tuple(said) for token, said in found.items()}

    # What happens

    @cached_property
    def events_at(self) -> dict[int, tuple[Event, ...]]:
        """By token the events that it is (part of) the trigger of."""
        found: dict[int, tuple[Event, ...]] = {}
        for event in self.reading.events:
            for token in {t for span in event.trigger for t in range(*self.tokens(span))}:
                found[token] = (*found.get(token, ()), event)
        return found

    # Spans

    def token_span(self, token: int) -> Span:
        """The code points of a token."""
        return Span(self.analysis.starts[token], self.analysis.ends[token])

    def tokens(self, span: Span) -> tuple[int, int]:
        """The tokens that a span touches, end exclusive."""
        first = self.analysis.token_at(span.start) or 0
        last = first
        while last < len(self.analysis) and self.analysis.starts[last] < span.end:
            last += 1
        return first, last

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """The pieces of text between quotation marks, marks included."""
        return tuple(quotations(self.content))

    @cached_property
    def _quotation_starts(self) -> tuple[int, ...]:
        return tuple(quotation.start for quotation in self.quotations)

    def in_quotation(self, span: Span) -> Span | None:
        """The quotation that a span lies in."""
        number = bisect_right(self._quotation_starts, span.start) - 1
        return self.quotations[number] if number >= 0 and span.within(self.quotations[number]) else None

    def touches_quotation(self, span: Span) -> bool:
        """Whether a span shares a code point with a quotation."""
        number = bisect_left(self._quotation_starts, span.end) - 1
        return number >= 0 and self.quotations[number].overlaps(span)

    @cached_property
    def quotation_ends(self) -> dict[int, Span]:
        """The quotations by the code point after them."""
        return {quotation.end: quotation for quotation in self.quotations}

    def inside(self, span: Span) -> range:
        """The tokens that lie wholly in a span."""
        first, last = self.tokens(span)
        a = self.analysis
        while first < last and a.starts[first] < span.start:
            first += 1
        while first < last and a.ends[last - 1] > span.end:
            last -= 1
        return range(first, last)

    def before(self, offset: int) -> int:
        """The end of the text before a code point, without blanks."""
        while offset and self.content[offset - 1].isspace():
            offset -= 1
        return offset

    def phrase(self, token: int) -> Span:
        """The phrase under a token, without clauses that hang on it and without commas at its edges."""
        a = self.analysis
        kept = {token}
        for below in a.subtree(token):
            if a.heads[below] in kept and (
                below == token or a.labels[below] not in ("acl", "acl:relcl", "advcl", "ccomp", "parataxis", "punct")
            ):
                kept.add(below)
        last = next((t - 1 for t in range(token + 1, max(kept) + 1) if self._closes(t)), max(kept))
        start, end = self.trimmed(a.span(min(kept), last + 1))
        inside = self.content[start:end]
        for opening, closing in ("()", "„“", "»«"):
            # punctuation hangs anywhere in the tree: a bracket opened in the phrase is closed in it
            if inside.count(opening) > inside.count(closing) and self.content[end : end + 1] == closing:
                end += 1
        return Span(start, end)

    def _closes(self, token: int) -> bool:
        """True if a token ends a phrase after its head: a finite verb, a colon, a clause after a comma."""
        a = self.analysis
        if a.forms[token] == ":" or a.feat(token, "VerbForm") == "Fin":
            return True
        if a.forms[token] != "," or token + 1 == len(a):
            return False
        following = token + 1
        if a.tags[following] == "ADP" and following + 1 < len(a):
            following += 1
        relative = "Rel" in a.feat(following, "PronType") and a.tags[following] in ("PRON", "DET")
        return relative or a.tags[following] in ("SCONJ", "AUX")

    def covered(self, tokens: Sequence[int]) -> Span:
        """The span from the first to the last of some tokens, trimmed."""
        return self.trimmed(self.analysis.span(min(tokens), max(tokens) + 1))

    def pieces(self, tokens: Sequence[int], *, without: Sequence[int]) -> tuple[Span, ...]:
        """The spans of some tokens: one if they are contiguous, more if tokens of `without` are between them."""
        runs: list[list[int]] = []
        for token in sorted(tokens):
            if runs and not any(runs[-1][-1] < other < token for other in without):
                runs[-1].append(token)
            else:
                runs.append([token])
        spans = tuple(self.covered(run) for run in runs if any(self.analysis.tags[t] != "PUNCT" for t in run))
        return spans or (self.covered(tokens),)

    def trimmed(self, span: Span) -> Span:
        """A span without blanks, commas, colons and dashes at its edges."""
        start, end = span
        while start < end and self.content[start] in _EDGES:
            start += 1
        while start < end and self.content[end - 1] in _EDGES:
            end -= 1
        return Span(start, end)

    def bare(self, span: Span) -> Span:
        """A span without blanks at its edges and without a full stop at its end."""
        start, end = span
        while start < end and self.content[start].isspace():
            start += 1
        while start < end and (self.content[end - 1].isspace() or self.content[end - 1] == "."):
            end -= 1
        return Span(start, end)
