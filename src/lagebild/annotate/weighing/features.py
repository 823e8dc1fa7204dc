"""What is asked about a word, an event, whoever may take part in it, and a time: features as strings, `name:value`.

Each is a fact of the analysis, of what the rules read, or of both. Which of them speak for an entry, and how much, is
learned (`training/weighing`); a string that training saw too seldom counts nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter

from lagebild.analysis import ROOT
from lagebild.annotate.events.lexicon import HARM, entries
from lagebild.annotate.events.what.phrases import tokens_of
from lagebild.annotate.events.what.words import words_of
from lagebild.annotate.events.worded import PHRASE
from lagebild.annotate.text import Cover, Text
from lagebild.annotate.weighing.mentions import Dated, Mention, Surroundings, path
from lagebild.annotate.weighing.told import FIELDS, Told, grain, held_by, voice, when
from lagebild.clauses import Clause
from lagebild.lexicon.words import word_set
from lagebild.reading import Event

ROLES = ("actor", "recipient", "place", "source")
"""The roles that an entity may have, in the order of the scores."""
TAGS = ("VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADV")
"""Parts of speech that may tell an event."""


class Facts:
    """The features of one text, whose events are those that the rules read."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.analysis = text.analysis
        self.around = Surroundings(text)
        self._rows: dict[int, frozenset[str]] = {}
        self._said_of_clauses: dict[tuple[int, bool], tuple[str, ...]] = {}

    @cached_property
    def read(self) -> dict[int, Event]:
        """The events that the rules read, by the token of their trigger."""
        found: dict[int, Event] = {}
        for event in self.text.reading.events:
            token = self.analysis.token_at(event.trigger[0].start)
            if token is not None:
                found.setdefault(token, event)
        return found

    @cached_property
    def in_order(self) -> tuple[tuple[int, Event], ...]:
        """The events that the rules read, in the order of the text."""
        return tuple(sorted(self.read.items()))

    @cached_property
    def _quotes(self) -> Cover:
        return Cover(self.text.quotations)

    @cached_property
    def _harmed(self) -> frozenset[int]:
        """The sentences in which the rules read a deed, a disaster or its dead and injured."""
        sentence = self.analysis.sentence_of
        return frozenset(sentence[token] for token, event in self.in_order if event.type in (*HARM, "DIE"))

    def is_toll(self, token: int) -> bool:
        """Whether a word, or its object, counts what a deed here or right before has cost (rule `what/toll-of-a-deed`)."""
        a, sentence = self.analysis, self.analysis.sentence_of[token]
        counts = any(a.lemmas[t] in word_set("tolls") for t in (token, *a.dependents(token, "obj")))
        return counts and not self._harmed.isdisjoint((sentence - 1, sentence))

    def names_no_more(self, token: int) -> bool:
        """Whether a word belongs to one that was read: a phrase (*erhob Anklage*), a verb's particle (*ließ frei*)."""
        tag, label = self.analysis.tags[token], self.analysis.labels[token]
        particle = tag in ("ADJ", "ADV", "ADP") and label in ("compound:prt", "advmod", "xcomp")
        return token in self._in_phrases or (particle and self.analysis.heads[token] in self.read)

    @cached_property
    def _in_phrases(self) -> frozenset[int]:
        told = ((t, event.because.get("type", "")) for t, event in self.in_order)
        phrases = ((t, by.removeprefix(PHRASE)) for t, by in told if by.startswith(PHRASE))
        return frozenset(word for t, form in phrases for word in tokens_of(self.text, t, form) if word != t)

    def before(self, token: int, most: int) -> Sequence[tuple[int, Event]]:
        """The last events that the rules read before a token, at most so many, the nearest first."""
        at = bisect_left(self.in_order, token, key=itemgetter(0))
        return self.in_order[max(at - most, 0) : at][::-1]

    def words(self) -> Iterator[int]:
        """The tokens that may tell an event."""
        for token, tag in enumerate(self.analysis.tags):
            if (tag in TAGS and not self.text.silent(token)) or token in self.read:
                yield token

    # of any token

    def of_token(self, token: int) -> list[str]:
        """The features of a token where it stands in its report."""
        a, text = self.analysis, self.text
        span = text.token_span(token)
        found = [f"tag:{a.tags[token]}", f"label:{a.labels[token]}", f"quoted:{self._quotes.over(span)}"]
        if a.sentences[a.sentence_of[token]].start == token:
            found.append("begins")
        for mention in self.around.at(token):
            found.append(f"is:{mention.entity.kind}")
            found.append(f"named:{mention.named}")
        part = text.part_at(span.start)
        if part is not None:
            found.append(f"part:{part.kind}")
        found += [f"time:{grain(dated.time.value)}" for dated in self._dated.get(token, ())]
        found += [f"row:{kind}" for kind in self.rows(token)] if a.tags[token] in TAGS else []
        found += [f"said:{s.type}" for s in text.statements_at.get(token, ())]
        event = self.read.get(token)
        if event is not None:
            found += [f"read:{event.type}", f"read:{event.status}"]
        return found

    @cached_property
    def _dated(self) -> dict[int, list[Dated]]:
        found: dict[int, list[Dated]] = {}
        for some in self.around.times:
            for dated in some:
                found.setdefault(dated.head, []).append(dated)
        return found

    # of a word

    def rows(self, token: int) -> frozenset[str]:
        """The types of the lexicon's rows for the words that a token may be."""
        if token not in self._rows:
            own = self.text.clause_of.get(token)
            found = {
                f"{entry.type}{'' if whole else '-'}"
                for word, whole in words_of(self.text, token, own)
                for entry in entries().get(word, ())
            }
            self._rows[token] = frozenset(found)
        return self._rows[token]

    def lemma(self, token: int) -> str:
        """The lemma of a word, with its particle."""
        own = self.text.clause_of.get(token)
        return own.lemma if own is not None else self.analysis.lemmas[token]

    def of_word(self, token: int) -> list[str]:
        """The features of a token that may tell an event."""
        a, text = self.analysis, self.text
        lemma = self.lemma(token).casefold()
        found = [
            f"lemma:{lemma}",
            f"end:{lemma[-4:]}",
            f"tag:{a.tags[token]}",
            f"label:{a.labels[token]}",
            *(f"row:{kind}" for kind in self.rows(token)),
        ]
        if not self.rows(token):
            found.append("row:none")
        event = self.read.get(token)
        found.append(f"read:{event.type if event else 'none'}")
        if event:
            found.append(f"by:{event.because.get('type', '')}")
        head = a.heads[token]
        if head != ROOT:
            found += [f"above:{a.lemmas[head].casefold()}", f"above-tag:{a.tags[head]}"]
            found += [f"above-{kind}" for kind in self.rows(head)]
        for child in a.children[token]:
            found.append(f"has:{a.labels[child]}")
            if a.labels[child] in ("obj", "nsubj", "nsubj:pass", "obl", "nmod", "amod", "case"):
                found.append(f"{a.labels[child]}:{a.lemmas[child].casefold()}")
                kind = text.kind(child)
                if kind:
                    found.append(f"{a.labels[child]}-is:{kind}")
        if event is None and (text.entity(token) is not None):
            found.append(f"is:{text.kind(token)}")
        return [*found, *self._clause(token)]

    def _clause(self, token: int) -> tuple[str, ...]:
        """The features of the clause around a token, the same for all tokens but the clause's own."""
        clause = self.text.clause_around(token)
        if clause is None:
            return ("clause:none",)
        own = clause.predicate == token
        key = (clause.predicate, own)
        if key not in self._said_of_clauses:
            self._said_of_clauses[key] = tuple(self._said_of(clause, own=own))
        return self._said_of_clauses[key]

    def _said_of(self, clause: Clause, *, own: bool) -> Iterator[str]:
        mine = "own" if own else "around"
        yield f"{mine}:{clause.kind}"
        yield f"{mine}-voice:{clause.voice}"
        yield f"{mine}-tense:{clause.tense}"
        yield f"{mine}-mood:{clause.mood}"
        yield f"{mine}-negated:{clause.negated}"
        yield f"{mine}-sub:{clause.subordinator}"
        for modal in clause.modals:
            yield f"{mine}-modal:{modal}"
        if not own:
            yield f"verb:{clause.lemma.casefold()}"
        if clause.governor != ROOT:
            yield f"governor:{self.analysis.lemmas[clause.governor].casefold()}"

    # of an event

    def of_event(self, told: Told) -> list[str]:
        """The features of an event as a whole."""
        a, event = self.analysis, told.event
        found = [f"type:{told.type}", f"tag:{a.tags[told.token]}", f"label:{a.labels[told.token]}"]
        sentence = a.sentence_of[told.token]
        found.append(f"sentence:{min(sentence, 4)}")
        span = self.text.token_span(told.token)
        found.append(f"quoted:{self._quotes.over(span)}")
        part = self.text.part_at(span.start)
        found.append(f"part:{part.kind if part else 'text'}")
        if event is None:
            found.append("read:none")
        else:
            found += [
                f"read:{event.type}",
                f"status:{event.status}",
                f"status-by:{event.because.get('status', '')}",
                f"source:{voice(event.source)}",
                f"source-by:{event.because.get('source', '')}",
                f"actors:{min(len(event.actors), 2)}",
                f"recipients:{min(len(event.recipients), 2)}",
                f"time:{grain(event.time)}",
                f"place:{event.place is not None}",
            ]
        for statement in self.text.statements_at.get(told.token, ()):
            found += [f"said:{statement.type}", f"said-by:{'nobody' if statement.speaker is None else 'somebody'}"]
        lemma = self.lemma(told.token).casefold()
        return [*found, f"lemma:{lemma}", f"end:{lemma[-4:]}", *self._clause(told.token), *self._neighbours(told)]

    def _neighbours(self, told: Told) -> Iterator[str]:
        for token, event in self.before(told.token, 1):
            yield f"before:{event.type}"
            yield f"before-status:{event.status}"
            yield f"before-source:{voice(event.source)}"
            away = self.analysis.sentence_of[told.token] - self.analysis.sentence_of[token]
            yield f"before-away:{min(away, 3)}"
        for token in self.analysis.children[told.token]:
            yield f"has:{self.analysis.labels[token]}"
        head = self.analysis.heads[told.token]
        if head != ROOT:
            yield f"above:{self.analysis.lemmas[head].casefold()}"

    # of somebody or something near it

    def of_mention(self, told: Told, mention: Mention, rank: int) -> list[str]:
        """The features of an entity near an event, by its nearest mention; `rank` counts the nearer ones."""
        a, event, entity = self.analysis, told.event, mention.entity
        here = a.sentence_of[told.token]
        away = mention.sentence - here
        same = away == 0
        way = path(a, told.token, mention.head) if same else f"away{away}"
        kind = entity.kind
        found = [
            f"way:{way}",
            f"away:{away}",
            f"kind:{kind}",
            f"named:{mention.named}",
            f"rank:{min(rank, 8)}",
            f"side:{'left' if mention.head < told.token else 'right'}",
            f"label:{a.labels[mention.head]}",
            f"tag:{a.tags[mention.head]}",
            f"case:{a.feat(mention.head, 'Case')}",
            f"mentions:{min(len(entity.mentions), 4)}",
            f"first:{min(self.around.first_named.get(entity.id, 9), 3)}",
            f"type+kind:{told.type}+{kind}",
            f"type+way:{told.type}+{way}",
            f"kind+way:{kind}+{way}",
        ]
        if a.tags[mention.head] == "PRON":
            found.append(f"pronoun:{a.lemmas[mention.head].casefold()}")
        if mention.head == told.token:
            found.append("is-trigger")
        for child in a.dependents(mention.head, "case"):
            found += [
                f"case-word:{a.lemmas[child].casefold()}",
                f"type+case-word:{told.type}+{a.lemmas[child].casefold()}",
            ]
        clause = self.text.clause_around(told.token)
        if clause is not None:
            mine = "own" if clause.predicate == told.token else "around"
            slot = (
                "doer" if mention.head in clause.doers
                else "undergoer" if mention.head in clause.undergoers
                else "recipient" if mention.head in clause.recipients
                else next((f"obl-{word}" for word, head in clause.obliques if head == mention.head), "none")
            )  # fmt: skip
            found += [
                f"slot:{mine}-{slot}",
                f"type+slot:{told.type}+{mine}-{slot}",
                f"slot-voice:{slot}-{clause.voice}",
            ]
            found += [f"tag+slot:{a.tags[told.token]}+{mine}-{slot}"]
        if self.around.within(mention):
            found += ["inside", f"inside-kind:{kind}"]
        if not same:
            found.append(f"far-label:{a.labels[mention.head]}+{away}")
        found += self._read(told, event, entity.id)
        return found

    def _read(self, told: Told, event: Event | None, entity: str) -> Iterator[str]:
        if event is None:
            yield "rules:none"
        else:
            for role, held in held_by(event):
                rule = event.because.get(FIELDS[role], "")
                if entity in held:
                    yield f"read:{role}"
                    yield f"read-by:{role}+{rule}"
                    yield f"read-type:{role}+{told.type}"
                elif held:
                    yield f"other:{role}"
                else:
                    yield f"empty:{role}"
                    yield f"empty-type:{role}+{told.type}"
        for number, (_, other) in enumerate(self.before(told.token, 2)):
            for role, held in held_by(other):
                if entity in held:
                    yield f"before{number}:{role}"
                    yield f"before{number}-type:{role}+{other.type}+{told.type}"
        for _, after in self.in_order[bisect_right(self.in_order, told.token, key=itemgetter(0)) :][:1]:
            for role, held in held_by(after):
                if entity in held:
                    yield f"after:{role}"
        head = self.analysis.heads[told.token]
        seen = 0
        while head != ROOT and seen < 3:
            if head in self.read:
                for role, held in held_by(self.read[head]):
                    if entity in held:
                        yield f"above:{role}"
                        yield f"above-type:{role}+{self.read[head].type}+{told.type}"
                break
            head, seen = self.analysis.heads[head], seen + 1

    # of a time

    def dates(self, told: Told) -> tuple[str, ...]:
        """The values that the time of an event may have: what the rules read, those near it, and the vague ones."""
        here = self.analysis.sentence_of[told.token]
        found = [told.event.time] if told.event and told.event.time else []
        for sentence in range(here, max(here - 3, -1), -1):
            found += [str(dated.time.value) for dated in self.around.times[sentence]]
        found += [event.time for _, event in self.before(told.token, 4) if event.time][:1]
        return tuple(dict.fromkeys([*found, "PAST_REF"]))

    def of_date(self, told: Told, value: str) -> list[str]:
        """The features of a value that the time of an event may have."""
        a, event = self.analysis, told.event
        here = a.sentence_of[told.token]
        found = [
            f"grain:{grain(value)}",
            f"type+grain:{told.type}+{grain(value)}",
            f"when:{when(value, self.text.reading.published)}",
        ]
        if event is None:
            found.append("rules:none")
        elif event.time == value:
            found += ["read:this", f"read-by:{event.because.get('time', '')}", f"read+grain:{grain(value)}"]
            found += [f"read-by:{rule}" for rule in event.because.get("time", "").split(" + ")]
        else:
            found.append("read:other" if event.time else "read:none")
        nearest = self._nearest(told, value)
        if nearest is None:
            found.append("stands:nowhere")
        else:
            away = nearest.sentence - here
            way = path(a, told.token, nearest.head) if away == 0 else f"away{away}"
            found += [
                f"stands:{away}",
                f"way:{way}",
                f"tag+way:{a.tags[told.token]}+{way}",
                f"label:{a.labels[nearest.head]}",
                f"side:{nearest.head < told.token}",
                f"times:{min(len(self.around.times[nearest.sentence]), 3)}",
            ]
            clause, other = self.text.clause_around(told.token), self.text.clause_around(nearest.head)
            found.append(f"clause:{clause is not None and other is not None and clause.predicate == other.predicate}")
        for number, (token, other_event) in enumerate(self.before(told.token, 2)):
            if other_event.time == value:
                away = here - a.sentence_of[token]
                found += [f"before{number}:{min(away, 3)}", f"before{number}-type:{other_event.type}+{told.type}"]
        if event is not None:
            found += [f"status:{event.status}", f"status+grain:{event.status}+{grain(value)}"]
        return found

    def _nearest(self, told: Told, value: str) -> Dated | None:
        here = self.analysis.sentence_of[told.token]
        standing = [
            dated
            for sentence in range(max(here - 3, 0), here + 1)
            for dated in self.around.times[sentence]
            if dated.time.value == value
        ]
        return min(standing, key=lambda d: (here - d.sentence, abs(d.head - told.token)), default=None)
