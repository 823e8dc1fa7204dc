"""What the scorers learn from: annotated reports as features of `lagebild.annotate.weighing` with what is right."""

from __future__ import annotations

import functools
import hashlib
import json
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from training.corpora import germeval, spaced
from training.corpus import form
from training.corpus.parts import Part, part_of
from training.corpus.parts import parts as drawn_parts
from training.weighing.names import UNKNOWN, Named, places, tags

from lagebild.annotate.text import Text
from lagebild.annotate.weighing.decide import STATUSES, TYPES, VOICES
from lagebild.annotate.weighing.features import Facts
from lagebild.annotate.weighing.told import Told
from lagebild.document import Document, Span
from lagebild.language.encoder.pieces import Pieces
from lagebild.language.encoder.windows import Window, windows
from lagebild.reading import OUTLET, Event, Reading

READ = Path(__file__).parent / "wikinews.jsonl"
"""Our annotation of further Wikinews reports; their texts are not in the repository."""
SENTENCES = Path(__file__).parent / "germeval.jsonl"
"""Our annotation of the 5,100 sentences of GermEval 2014, which are not in the repository either. Those that are `kept` train
nothing and measure, and nobody reads what is wrong with them; of those `seen` it was looked at (`bench.gold`)."""

TREES = Path(__file__).parent / "treebanks.jsonl"
"""Our annotation of the sentences of two treebanks (UD German GSD, its dev part, and PUD); they are not here."""
PROTOCOLS = Path(__file__).parent / "protocols.jsonl"
"""Our annotation of single sentences of the protocols of the Bundestag, by the digest of each; they are not here."""
GERMEVAL = "germeval"
"""The kind of its sentences, in which all names are annotated."""
_MARKED = ("corpus", "protocols")
"""The kinds of reports that a feature tells: they are written otherwise than news."""
SENTENCE = re.compile(r"^# sent_id = (\S+)\n(?:# (?!text = ).*\n)*# text = (.*)$", re.M)
"""Number and text of a sentence of a treebank."""
_BETWEEN = re.compile(r"(?<=[a-zäöüß0-9][.!?]) (?=[A-ZÄÖÜ„])")
"""Where sentences of the protocols part."""
DAY = re.compile(r"\[(\d{4}-\d\d-\d\d)\]")
"""The day of a sentence of GermEval in the line of its source."""


@dataclass(frozen=True)
class Gold:
    """An event as a reader annotated it; participants by name or description."""

    span: Span
    types: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    time: str | None
    status: str
    source: str | None
    optional: bool


@dataclass(frozen=True)
class Report:
    """An annotated report: `kind` says where it comes from, `corpus` or the name of a batch.

    `names` is None if nobody annotated them.
    """

    document: Document
    kind: str
    events: tuple[Gold, ...]
    names: tuple[Named, ...] | None = None


@dataclass(frozen=True)
class Item:
    """What a scorer is asked: features, one or two tokens by number, and what is right."""

    features: list[str]
    token: int
    right: list[float]
    other: int | None = None


@dataclass
class Lesson:
    """What one report teaches.

    Its windows as the encoder reads them, the states that the analyser's network has of its tokens, the features of those,
    the tags of its names (`training.weighing.names`), and the items of each scorer.
    """

    windows: list[Window]
    states: npt.NDArray[np.float16]
    tokens: list[list[str]]
    weight: float
    names: list[int]
    words: list[Item] = field(default_factory=list)
    events: list[Item] = field(default_factory=list)
    pairs: list[Item] = field(default_factory=list)
    dates: list[Item] = field(default_factory=list)


def of_corpus(folder: Path, *parts: Part) -> Iterator[Report]:
    """The reports of the corpus, or of some of its parts."""
    by_line = drawn_parts() if parts else {}
    for report in form.reports(folder):
        if parts and part_of(report.id, by_line) not in parts:
            continue
        head = report.head
        yield Report(
            document=Document(
                id=report.id, text=report.text, published=head["published"], title=head.get("title"), outlet=head["outlet"]
            ),
            kind="corpus",
            events=tuple(
                Gold(
                    span=e.trigger, types=(e.type, *e.also), actors=e.who, recipients=e.whom, place=e.where, time=e.when,
                    status=e.status, source=e.source, optional=e.optional,
                )
                for e in report.events
            ),
            names=tuple(Named(span.start, span.end, e.kind) for e in report.entities for span in e.names),
        )  # fmt: skip


def of_batch(folder: Path) -> Iterator[Report]:
    """The annotated Wikinews reports of a folder; no others may train weights (docs/model-card.md)."""
    for path in sorted(folder.glob("wikinews-*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield Report(
            document=Document(
                id=path.stem,
                text=text,
                published=str(said["published"]),
                title=said.get("title"),
                outlet=said.get("outlet"),
            ),
            kind=folder.name,
            events=tuple(_events(said.get("events") or [], text)),
            names=tuple(places(text, said["entities"])) if said.get("entities") else None,
        )


def of_read(file: Path, texts: Path) -> Iterator[Report]:
    """More Wikinews reports whose events we annotated: `file` has the annotation, a report a line, `texts` the reports."""
    events = {row["id"]: row["events"] for row in lines(file)}
    for line in texts.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        if said["id"] in events:
            yield Report(
                document=Document(
                    id=said["id"],
                    text=said["text"],
                    published=said["published"],
                    title=said["title"],
                    outlet=said["outlet"],
                ),
                kind="wikinews",
                events=tuple(_events(events[said["id"]], said["text"])),
            )


def of_sentences(rows: Iterable[Mapping[str, Any]], corpus: Path) -> Iterator[Report]:
    """Sentences of GermEval 2014 as reports: `rows` are those of :data:`SENTENCES`, with the number of the sentence."""
    events = {row["id"]: row["events"] for row in rows}
    for number, (source, tokens) in enumerate(germeval(corpus), start=1):
        said = events.get(name := f"germeval-s{number}")
        if said is not None:
            text, starts = spaced([token[1] for token in tokens])
            day = DAY.search(source)
            document = Document(id=name, text=text, published=day[1] if day else None, title=None, outlet=None)
            names = tuple(_chunks(starts, tokens))
            yield Report(document=document, kind=GERMEVAL, events=tuple(_events(said, text)), names=names)


def of_trees(rows: Iterable[Mapping[str, Any]], bank: Path) -> Iterator[Report]:
    """Sentences of a treebank in CoNLL-U as reports: `rows` are those of :data:`TREES`, by the treebank's own numbers."""
    events = {row["id"]: row["events"] for row in rows}
    for name, text in SENTENCE.findall(bank.read_text(encoding="utf-8")):
        if name in events:
            document = Document(id=name, text=text, published=None, title=None, outlet=None)
            yield Report(document=document, kind="trees", events=tuple(_events(events[name], text)))


def of_protocols(rows: Iterable[Mapping[str, Any]], file: Path) -> Iterator[Report]:
    """Sentences of the protocols of the Bundestag as reports: `rows` are those of :data:`PROTOCOLS`, `file` the text, .xz."""
    events = {row["id"]: row["events"] for row in rows}
    with lzma.open(file, "rt", encoding="utf-8") as paragraphs:
        for text in (sentence for paragraph in paragraphs for sentence in _BETWEEN.split(paragraph.strip())):
            said = events.pop(digest(text), None)
            if said is not None:
                document = Document(id=digest(text), text=text, published=None, title=None, outlet=None)
                yield Report(document=document, kind="protocols", events=tuple(_events(said, text)))


def digest(text: str) -> str:
    """What a sentence of the protocols is known by."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _chunks(starts: Sequence[int], tokens: Sequence[Sequence[str]]) -> Iterator[Named]:
    """The outer names of a sentence of GermEval."""
    name: Named | None = None
    for start, (_, word, tag, *_) in zip(starts, tokens, strict=True):
        end = start + len(word)
        if name is not None and tag.startswith("I-"):
            name = name._replace(end=end)
            continue
        if name is not None:
            yield name
        name = Named(start, end, tag[2:]) if tag != "O" else None
    if name is not None:
        yield name


def lines(file: Path) -> list[dict[str, Any]]:
    """The rows of an annotation, a line each."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _events(rows: Sequence[dict[str, Any]], text: str) -> Iterator[Gold]:
    for row in rows:
        start = -1
        for _ in range(row.get("nth") or 1):
            start = text.find(row["trigger"], start + 1)
        if start < 0:
            continue
        yield Gold(
            span=Span(start, start + len(row["trigger"])), types=(row["type"], *row.get("also", [])),
            actors=tuple(row["actors"]), recipients=tuple(row["recipients"]), place=row.get("place"),
            time=str(row["time"]) if row.get("time") else None, status=row["status"], source=row["source"],
            optional=bool(row.get("optional")),
        )  # fmt: skip


class Judge:
    """Which entity of a reading an annotation names, by the rule of the scorer of the annotated reports and how close it is.

    That rule lets *libysche* be the *libysche Armee*; where the army is an entity as well, it is meant.
    """

    def __init__(self, scorer: Any) -> None:
        self.scorer = scorer

    def best(self, reading: Reading, entities: Sequence[str], name: str | None) -> str | None:
        """The entity that a name means, among some; None if it means none of them."""
        if not name:
            return None
        close = [(self._close(reading, key, name), -number, key) for number, key in enumerate(entities)]
        best = max(close, default=(0, 0, None))
        return best[2] if best[0] else None

    def _close(self, reading: Reading, key: str, name: str) -> int:
        entity = reading.entity(key)
        if entity is None:
            return 0
        return max(self._alike(known, name) for known in {entity.name, *(s.of(reading.text) for s in entity.mentions)})

    @functools.cache  # noqa: B019 - as long-lived as the training
    def _alike(self, known: str, name: str) -> int:
        if not self.scorer.same_name(known, name):
            return 0
        mine, theirs = ([self.scorer.stem(w) for w in self.scorer.words(x)] for x in (known, name))
        if mine == theirs:
            return 4
        if mine[-1] == theirs[-1]:
            return 3
        return 2 if set(theirs) <= set(mine) else 1


class Teacher:
    """Makes lessons of annotated reports and their texts with the events that the rules read."""

    def __init__(self, judge: Judge, rng: np.random.Generator, pieces: Pieces) -> None:
        self.judge = judge
        self.rng = rng
        self.pieces = pieces
        self.kind = ""

    def lesson(self, report: Report, text: Text, weight: float = 1.0) -> Lesson:
        """What a report teaches."""
        self.kind = report.kind
        facts = Facts(text)
        states = text.analysis.states
        assert states is not None
        tokens = [self._seen(facts.of_token(token)) for token in range(len(text.analysis.tags))]
        a = text.analysis
        spans = [Span(start, end) for start, end in zip(a.starts, a.ends, strict=True)]
        names = [UNKNOWN] * len(spans)
        if report.names is not None:
            names = tags(spans, report.names, whole=report.kind == GERMEVAL)
        lesson = Lesson(windows(self.pieces, a.text, spans, a.sentences), states.array, tokens, weight, names)
        placed = dict(self._placed(report, facts))
        covered = {t for gold in report.events for t in text.inside(gold.span) or range(*text.tokens(gold.span))}
        for token in facts.words():
            gold = placed.get(token)
            if gold is None and token in covered:
                continue  # another word of a trigger in several words: neither right nor wrong
            if gold is None:
                right = [1.0, *[0.0] * (len(TYPES) - 1)]
            else:
                right = [float(gold.optional), *(float(t in gold.types) for t in TYPES[1:])]
            lesson.words.append(Item(self._seen(facts.of_word(token)), token, right))
        for token, gold in placed.items():
            self._event(lesson, facts, token, gold)
        return lesson

    def _seen(self, features: list[str]) -> list[str]:
        return [*features, f"from:{self.kind}"] if self.kind in _MARKED else features

    def _placed(self, report: Report, facts: Facts) -> Iterator[tuple[int, Gold]]:
        text, used = facts.text, set()
        for gold in report.events:
            tokens = list(text.inside(gold.span) or range(*text.tokens(gold.span)))
            read = [t for t in tokens if t in facts.read and t not in used]
            exact = [t for t in read if facts.read[t].type in gold.types]
            head = facts.around.head(gold.span)
            token = exact[0] if exact else read[0] if read else head
            if token is not None and token not in used:
                used.add(token)
                yield token, gold

    def _event(self, lesson: Lesson, facts: Facts, token: int, gold: Gold) -> None:
        reading = facts.text.reading
        event: Event | None = facts.read.get(token)
        if event is not None and (event.type not in gold.types or self.rng.random() < 0.15):
            event = None
        told = Told(token, event.type if event else gold.types[0], event)
        voice = OUTLET if gold.source == OUTLET else "nobody" if gold.source is None else "somebody"
        right = [float(STATUSES.index(gold.status)), float(VOICES.index(voice))]
        lesson.events.append(Item(self._seen(facts.of_event(told)), token, right))
        near = facts.around.near(token)
        keys = [mention.entity.id for mention in near]
        meant = [
            {self.judge.best(reading, keys, name) for name in names}
            for names in (gold.actors, gold.recipients, (gold.place,), (gold.source if voice == "somebody" else None,))
        ]
        for rank, mention in enumerate(near):
            features = self._seen(facts.of_mention(told, mention, rank))
            lesson.pairs.append(
                Item(features, token, [float(mention.entity.id in role) for role in meant], mention.head)
            )
        lesson.dates += [
            Item(self._seen(facts.of_date(told, value)), token, [float(value == gold.time)])
            for value in facts.dates(told)
        ]
