"""The form of the corpus: a report with its findings beneath each sentence, read and checked.

A file begins with its head, a field a line (`# outlet: Marvener Bote`). A sentence stands on one line without indentation,
an empty line ends a paragraph. Beneath a sentence, indented, are its findings, one a line, their parts divided by `|`:

    = Jovan Medrano | den Händler; ihm               descriptions and pronouns that mean somebody
    time Dienstag | DATE | 2021-03-09                TIMEX3
    office Ada Brunn | Ministerin | Talvarien | holds | Ministerin Ada Brunn
    said indirect | Pavel Krohn | cue sagte | quote Ermittler hätten Reste gefunden | to den Journalisten
    COERCE festgenommen | who Polizei | whom Jovan Medrano | when 2021-03-09 | where Marvena | happened | outlet
    rel party Jovan Medrano | Soziale Erneuerung | holds | der Sozialdemokrat Medrano
    plan Fahrplan von Halve | of Henrik Vaas | by - | about Talvarien | phases Waffenruhe; Wahlen | Fahrplan von Halve
    part dateline | Marvena (anl) -
    ! festgenommen                                   looks like a trigger and tells no event

Words of a sentence are its own, letter by letter; where they stand in it more than once, `#2` behind them means the
second. A trigger in pieces is its main word. `-` is nobody or nothing, several are divided by `;`. An event's optional
parts are `also TYPE`, `killed 3 exact drei` (a figure: kind, value, bound, its words), `optional` and `mode arrest`.
At the end of a file, beneath `entities:`, stands everybody and everything with a name, one a line: kind, the fullest name,
and its other names in the report (`person Jovan Medrano: Medrano; Medranos`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import msgspec

from lagebild.document import Span
from lagebild.reading import (
    Bound,
    EntityKind,
    EventStatus,
    EventType,
    FigureKind,
    OfficeStatus,
    PartKind,
    RelationKind,
    RelationStatus,
    StatementType,
    TimeType,
)

NOBODY = "-"
OUTLET = "outlet"
HEAD = ("outlet", "published", "title", "genre", "field", "country", "hand")
"""The fields of a head; only `title` may be left out."""
COUNTRIES = ("de", "at", "ch")


class CorpusError(Exception):
    """A file of the corpus that does not have the form; the message names file and line."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A count: `span` are its words."""

    kind: str
    value: int
    bound: str
    span: Span


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event: names as the entities have them, or the report's own words for whoever has no name."""

    type: str
    trigger: Span
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    when: str | None = None
    where: str | None = None
    status: str
    source: str | None
    mode: str | None = None
    also: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    optional: bool = False
    sentence: int


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something with a name: where it is named, and where it is meant without its name."""

    kind: str
    name: str
    names: tuple[Span, ...]
    meant: tuple[Span, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding of another layer, its fields by name; spans of the text where a field is words of it."""

    layer: str
    fields: dict[str, str | None]
    spans: dict[str, Span]
    sentence: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report of the corpus with everything that it says."""

    id: str
    head: dict[str, str]
    text: str
    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    lookalikes: tuple[Span, ...]


class _Line(msgspec.Struct, frozen=True):
    number: int
    sentence: int
    content: str


def read(path: Path) -> Report:
    """A report of the corpus. Raises CorpusError for what does not have the form."""
    return _Reader(path).report()


def reports(folder: Path) -> Iterator[Report]:
    """All reports under a folder, by path. Raises CorpusError for the first that does not have the form."""
    return (read(path) for path in sorted(folder.rglob("*.txt")))


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.head: dict[str, str] = {}
        self.sentences: list[Span] = []
        self.names: list[_Line] = []
        self.lines: list[_Line] = []
        self.text = self._parsed(path.read_text(encoding="utf-8"))
        self.entities = [self._entity(line) for line in self.names]
        self.known = {
            name for entity in self.entities for name in (entity.name, *(s.of(self.text) for s in entity.names))
        }

    def fault(self, line: int, message: str) -> CorpusError:
        return CorpusError(f"{self.path}, line {line}: {message}")

    def _parsed(self, content: str) -> str:
        pieces: list[str] = []
        length, paragraph, ending = 0, False, False
        for number, line in enumerate(content.splitlines(), start=1):
            if line.startswith("# "):
                name, colon, value = line[2:].partition(":")
                if not colon or name.strip() not in HEAD:
                    raise self.fault(number, f"expected one of {', '.join(HEAD)} and a colon, found {line!r}")
                self.head[name.strip()] = value.strip()
            elif line.strip() == "entities:":
                ending = True
            elif not line.strip():
                paragraph = bool(self.sentences)
            elif ending:
                self.names.append(_Line(number, -1, line.strip()))
            elif line[:1].isspace():
                if not self.sentences:
                    raise self.fault(number, "a finding before the first sentence")
                self.lines.append(_Line(number, len(self.sentences) - 1, line.strip()))
            else:
                gap = "" if not self.sentences else "\n\n" if paragraph else " "
                pieces += [gap, line.strip()]
                start = length + len(gap)
                length = start + len(line.strip())
                self.sentences.append(Span(start, length))
                paragraph = False
        for name in HEAD:
            if name != "title" and not self.head.get(name):
                raise self.fault(1, f"the head lacks `# {name}: …`")
        if self.head["country"] not in COUNTRIES:
            raise self.fault(1, f"country {self.head['country']!r} is none of {', '.join(COUNTRIES)}")
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", self.head["published"]):
            raise self.fault(1, f"published {self.head['published']!r} is no day")
        return "".join(pieces)

    def _entity(self, line: _Line) -> Entity:
        what, _, others = line.content.partition(":")
        kind, _, name = what.strip().partition(" ")
        self._allowed(line, kind, get_args(EntityKind))
        forms = [name.strip(), *(form.strip() for form in others.split(";") if form.strip())]
        spans = {span for form in forms for span in _everywhere(self.text, form)}
        if not spans:
            raise self.fault(line.number, f"{name!r} stands nowhere in the text, nor does another of its names")
        # a longer name holds a shorter one (Jovan Medrano, Medrano)
        names = sorted(s for s in spans if not any(s != o and o.start <= s.start and s.end <= o.end for o in spans))
        return Entity(kind=kind, name=name.strip(), names=tuple(names))

    def report(self) -> Report:
        meant: dict[str, list[Span]] = {}
        events: list[Event] = []
        findings: list[Finding] = []
        lookalikes: list[Span] = []
        for line in self.lines:
            parts = [part.strip() for part in line.content.split("|")]
            word, _, rest = parts[0].partition(" ")
            if word == "=":
                self._named(line, rest)
                meant.setdefault(rest, []).extend(
                    self._words(line, form) for form in _several(parts[1] if parts[1:] else "")
                )
            elif word == "!":
                lookalikes.append(self._words(line, rest))
            elif word in get_args(EventType):
                events.append(self._event(line, word, rest, parts[1:]))
            elif word in _LAYERS:
                findings.append(_LAYERS[word](self, line, [rest, *parts[1:]]))
            else:
                raise self.fault(line.number, f"{word!r} begins no finding")
        entities = [msgspec.structs.replace(e, meant=tuple(sorted(meant.get(e.name, ())))) for e in self.entities]
        return Report(
            id=self.path.stem, head=self.head, text=self.text, sentences=tuple(self.sentences), entities=tuple(entities),
            events=tuple(events), findings=tuple(findings), lookalikes=tuple(lookalikes),
        )  # fmt: skip

    def _event(self, line: _Line, kind: str, trigger: str, parts: Sequence[str]) -> Event:
        fields: dict[str, str] = {}
        figures, status, source, also, optional, saw = [], "", "", [], False, 0
        for part in parts:
            word, _, rest = part.partition(" ")
            if word in ("who", "whom", "when", "where", "mode"):
                fields[word] = rest.strip()
            elif word in get_args(FigureKind):
                figures.append(self._figure(line, word, rest))
            elif word == "also":
                also += [self._allowed(line, one, get_args(EventType)) for one in rest.split()]
            elif part == "optional":
                optional = True
            elif saw == 0:
                status, saw = self._allowed(line, part, get_args(EventStatus)), 1
            elif saw == 1:
                source, saw = part, 2
            else:
                raise self.fault(line.number, f"{part!r} is no part of an event")
        if saw < 2:
            raise self.fault(line.number, "an event needs a status and a source (`outlet`, a name, or `-` for hearsay)")
        for name in ("who", "whom"):
            for one in _several(fields.get(name, "")):
                self._somebody(line, one)
        if fields.get("where", NOBODY) != NOBODY:
            self._somebody(line, fields["where"])
        if source not in (OUTLET, NOBODY):
            self._somebody(line, source)
        return Event(
            type=kind, trigger=self._words(line, trigger), who=_several(fields.get("who", "")),
            whom=_several(fields.get("whom", "")), when=_none(fields.get("when", NOBODY)),
            where=_none(fields.get("where", NOBODY)), status=status, source=_none(source), mode=fields.get("mode"),
            also=tuple(also), figures=tuple(figures), optional=optional, sentence=line.sentence,
        )  # fmt: skip

    def _figure(self, line: _Line, kind: str, rest: str) -> Figure:
        bound = next((b for b in sorted(get_args(Bound), key=len, reverse=True) if f" {b} " in f" {rest} "), None)
        value, _, words = rest.partition(" ")
        if bound is None or not value.isdecimal():
            raise self.fault(
                line.number,
                f"a figure is `{kind} 3 exact drei`: kind, value, bound ({', '.join(get_args(Bound))}), its words",
            )
        return Figure(
            kind=kind, value=int(value), bound=bound, span=self._words(line, words.removeprefix(bound).strip())
        )

    def _time(self, line: _Line, parts: Sequence[str]) -> Finding:
        at, kind, value = self._parts(line, parts, "time WORDS | TYPE | VALUE", 3)
        self._allowed(line, kind, get_args(TimeType))
        return self._finding(line, "time", {"type": kind, "value": _none(value)}, {"at": at})

    def _office(self, line: _Line, parts: Sequence[str]) -> Finding:
        person, title, of, status, at, *rest = self._parts(
            line, parts, "office PERSON | TITLE | OF | STATUS | WORDS", 5, 7
        )
        self._named(line, person)
        self._allowed(line, status, get_args(OfficeStatus))
        fields = {"person": person, "title": title, "of": _none(of), "status": status, "from": None, "to": None}
        for part in rest:
            name, _, value = part.partition(" ")
            self._allowed(line, name, ("from", "to"))
            fields[name] = value.strip()
        return self._finding(line, "office", fields, {"at": at})

    def _said(self, line: _Line, parts: Sequence[str]) -> Finding:
        kind, speaker, *rest = self._parts(line, parts, "said TYPE | SPEAKER | cue WORDS | quote WORDS", 3, 5)
        self._allowed(line, kind, get_args(StatementType))
        if speaker != NOBODY:
            self._somebody(line, speaker)
        words = {}
        for part in rest:
            name, _, value = part.partition(" ")
            words[
                {"cue": "cue", "quote": "quote", "to": "addressee"}[self._allowed(line, name, ("cue", "quote", "to"))]
            ] = value.strip()
        if "quote" not in words:
            raise self.fault(line.number, "a statement needs its `quote`")
        return self._finding(
            line, "said", {"type": kind, "speaker": _none(speaker)}, {k: v for k, v in words.items() if v != NOBODY}
        )

    def _relation(self, line: _Line, parts: Sequence[str]) -> Finding:
        kind, left, right, status, at, *rest = self._relation_parts(line, parts)
        self._allowed(line, kind, get_args(RelationKind))
        self._allowed(line, status, get_args(RelationStatus))
        fields: dict[str, str | None] = {"kind": kind, "from": left, "to": right, "status": status, "source": OUTLET}
        for part in rest:
            name, _, value = part.partition(" ")
            fields[self._allowed(line, name, ("since", "until", "source"))] = value.strip()
        for one in (left, right):
            self._somebody(line, one)
        return self._finding(line, "relation", fields, {"at": at})

    def _relation_parts(self, line: _Line, parts: Sequence[str]) -> list[str]:
        kind, _, left = parts[0].partition(" ")
        return [kind, left.strip(), *self._parts(line, parts[1:], "rel KIND FROM | TO | STATUS | WORDS", 3, 6)]

    def _plan(self, line: _Line, parts: Sequence[str]) -> Finding:
        name, *rest, at = self._parts(line, parts, "plan NAME | of X | by X | about X | phases A; B | WORDS", 2, 6)
        fields: dict[str, str | None] = {"name": name, "of": None, "by": None, "about": None, "phases": None}
        for part in rest:
            key, _, value = part.partition(" ")
            fields[self._allowed(line, key, ("of", "by", "about", "phases"))] = _none(value.strip())
        return self._finding(line, "plan", fields, {"at": at})

    def _part(self, line: _Line, parts: Sequence[str]) -> Finding:
        kind, at, *rest = self._parts(line, parts, "part KIND | WORDS", 2, 3)
        self._allowed(line, kind, get_args(PartKind))
        return self._finding(line, "part", {"kind": kind, "speaker": rest[0] if rest else None}, {"at": at})

    def _finding(self, line: _Line, layer: str, fields: dict[str, str | None], words: dict[str, str]) -> Finding:
        spans = {name: self._words(line, value) for name, value in words.items()}
        return Finding(layer=layer, fields=fields, spans=spans, sentence=line.sentence)

    def _parts(self, line: _Line, parts: Sequence[str], form: str, least: int, most: int | None = None) -> list[str]:
        if not least <= len(parts) <= (most or least):
            raise self.fault(line.number, f"expected `{form}`, found {line.content!r}")
        return list(parts)

    def _words(self, line: _Line, words: str) -> Span:
        """The place of words in their sentence; `#2` behind them is the second."""
        match = re.fullmatch(r"(.*?)#(\d+)", words)
        form, nth = (match[1], int(match[2])) if match else (words, 1)
        sentence = self.sentences[line.sentence]
        found = [
            span for span in _everywhere(self.text, form) if sentence.start <= span.start and span.end <= sentence.end
        ]
        if len(found) < nth or not form:
            raise self.fault(line.number, f"{form!r} stands {len(found)} times in its sentence")
        if match is None and len(found) > 1:
            raise self.fault(
                line.number, f"{form!r} stands {len(found)} times in its sentence; write {form}#1 or another number"
            )
        return found[nth - 1]

    def _named(self, line: _Line, name: str) -> None:
        if name not in {entity.name for entity in self.entities}:
            raise self.fault(line.number, f"{name!r} is not the fullest name of an entity; list it beneath `entities:`")

    def _somebody(self, line: _Line, name: str) -> None:
        """Whoever takes part is an entity by its fullest name, or described in words of the text."""
        if name not in {entity.name for entity in self.entities} and (
            name in self.known or not _everywhere(self.text, name)
        ):
            raise self.fault(line.number, f"{name!r} is neither the fullest name of an entity nor words of the text")

    def _allowed(self, line: _Line, value: str, allowed: Sequence[str]) -> str:
        if value not in allowed:
            raise self.fault(line.number, f"{value!r} is none of {', '.join(allowed)}")
        return value


_LAYERS = {
    "time": _Reader._time,
    "office": _Reader._office,
    "said": _Reader._said,
    "rel": _Reader._relation,
    "plan": _Reader._plan,
    "part": _Reader._part,
}


def _several(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(";") if part.strip() and part.strip() != NOBODY)


def _none(value: str) -> str | None:
    return None if value in (NOBODY, "") else value


def _everywhere(text: str, form: str) -> list[Span]:
    """Every place of words in a text, on whole words."""
    if not form:
        return []
    begin = r"(?<!\w)" if form[:1].isalnum() else ""
    end = r"(?!\w)" if form[-1:].isalnum() else ""
    return [Span(*match.span()) for match in re.finditer(begin + re.escape(form) + end, text)]
