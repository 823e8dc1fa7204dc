"""Lines of a report that are no running text, each told by its own form and by the lines around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from lagebild import lexicon
from lagebild.annotate.rule import Rule
from lagebild.annotate.structure import notices
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.words import word_set
from lagebild.reading import Part, PartKind

_AGENCIES = r"[a-zA-Z]{2,10}(?:[/, ]+[a-zA-Z]{2,10})*"
_TOWN = r"[A-ZÄÖÜ][\w.-]+(?:[ -][A-ZÄÖÜ]\w+)?(?:/[A-ZÄÖÜ][\w-]+)?"
_DAY = r"(?:, \d\d?\. ?\w+\.?(?: \d{4})?)?"
_DATELINE = re.compile(
    rf"(?P<place>{_TOWN}){_DAY}(?:,? ?[(](?P<agency>{_AGENCIES})[)]| (?P<short>[a-z]{{2,5}}))?[ ]*[–—|-]?[ ]*$"
)
_AGENCY_FIRST = re.compile(
    rf"(?:[(](?P<agency>{_AGENCIES})[)]|(?P<short>[a-z]{{3,5}}) (?P<place>{_TOWN}))[ ]*[–—|-]?[ ]*$"
)
_TOWN_AND_STOP = re.compile(rf"(?P<place>{_TOWN})\.$")
_NAME = r"[A-ZÄÖÜ][\w.-]+"
_BY = re.compile(rf"(?:Von|VON|Aus \w+ berichtet) {_NAME}(?: {_NAME}){{1,3}}(?:,? (?:und )?{_NAME}){{0,4}}$")
_CREDIT_BEFORE = re.compile(r"(?:[A-ZÄÖÜ]\w+ ){1,3}?[A-ZÄÖÜ][\w-]+/(?P<agency>[A-Za-z]{3,})\b ")
_CLOCK = re.compile(r"(?:\+{2,} ?)?\d{1,2}[.:]\d\d(?: Uhr)?(?:[:.–|+-]| –)")
_END = (".", "!", "?", ":", "…", "“", '"', "«", "”")
_SHORT = 12
"""Words that a heading has at most."""
_FURNITURE = 14
"""Words that a line of page furniture has at most."""


class Line(NamedTuple):
    """A line that is not empty: its span without blanks, its number, and how many there are."""

    text: Text
    span: Span
    number: int
    total: int

    @property
    def words(self) -> str:
        """The line itself."""
        return self.span.of(self.text.content)


def of(text: Text) -> Iterator[Line]:
    """The lines of a report that are not empty."""
    spans = text.lines
    for number, span in enumerate(spans):
        yield Line(text, span, number, len(spans))


def _part(line: Line, kind: PartKind, span: Span | None = None) -> Part:
    start, end = span or line.span
    return Part(kind=kind, start=start, end=end)


@cache
def _furniture() -> dict[str, tuple[str, bool, PartKind]]:
    found: dict[str, tuple[str, bool, PartKind]] = {}
    for row in lexicon.load("furniture", required=("form", "kind", "example")):
        form = row["form"].removesuffix(":")
        found[form.split()[0].casefold() + "\t" + form] = (form, row["form"] != form, row["kind"])  # type: ignore[assignment]
    return found


def _opens_with(line: Line, kinds: tuple[PartKind, ...]) -> Part | None:
    """The part that a line is by the words that it opens with."""
    words = line.words.strip(notices.BRACKETS)
    for form, colon, kind in _furniture().values():
        if kind not in kinds or not words.startswith(form):
            continue
        rest = words[len(form) :]
        sign = rest.lstrip()[:1] in (":", "–", "-", "|")
        if rest[:1].isalnum() or (colon and not sign):
            continue
        closed = words.endswith((".", "!")) and not sign
        if not closed and len(words.split()) <= _FURNITURE:
            return _part(line, kind)
    return None


def _correction(line: Line) -> Part | None:
    before = line.text.lines[line.number - 1] if line.number else None
    notice = notices.whole(line.text, line.span, before)
    return _part(line, "correction", notice) if notice is not None else None


def _correction_inside(line: Line) -> Part | None:
    notice = notices.inside(line.text, line.span)
    return _part(line, "correction", notice) if notice is not None else None


def _dateline(line: Line) -> Part | None:
    """A town alone on the first line, with a day or an agency, or before a line of running text."""
    if line.number > 1 or line.number + 1 == line.total:
        return None
    match = _DATELINE.match(line.words) or _AGENCY_FIRST.match(line.words)
    if match is None:
        return None
    place = match["place"]
    agency = match["agency"] or match["short"]
    between = line.text.content[line.span.end : line.text.lines[line.number + 1].start]
    alone = agency is None and between.count("\n") > 1
    if place is not None and alone and is_known(place):
        return None  # a heading of one noun
    part = _part(line, "dateline")
    return Part(kind=part.kind, start=part.start, end=part.end, agency=agency, place=place)


def _town_and_stop(line: Line) -> Part | None:
    """*Kolm. Präsident …*: a town and a full stop at the head of the text."""
    a = line.text.analysis
    if line.number or len(a.sentences) < 2:
        return None
    span = a.sentence_span(0)
    match = _TOWN_AND_STOP.match(span.of(a.text))
    if match is None or is_known(match["place"].lower()) or span.end >= line.span.end:
        return None
    return Part(kind="dateline", start=span.start, end=span.end, place=match["place"])


def _byline(line: Line) -> Part | None:
    return _part(line, "byline") if _BY.match(line.words) else None


def _credit_line(line: Line) -> Part | None:
    """A credit, as far as its sentence goes: running text may follow on the same line."""
    found = _opens_with(line, ("credit", "byline"))
    if found is None:
        return None
    a = line.text.analysis
    token = a.token_at(found.start)
    end = min(found.end, a.sentence_span(a.sentence_of[token]).end) if token is not None else found.end
    return msgspec.structs.replace(found, end=end)


def _credit_inside(line: Line) -> Part | None:
    """A credit at the head of a line (*Ada Brunn/AGN*): what follows is a caption."""
    match = _CREDIT_BEFORE.match(line.words)
    if match is None or line.words.endswith("."):
        return None
    agency = match["agency"].isupper() or match["agency"] in word_set("agencies_in_small_letters")
    return _part(line, "caption") if agency else None


@cache
def _behind() -> re.Pattern[str]:
    """A credit at the end of a line: *(Foto: …)*, *(Name/agn)*, *© …*."""
    words = "|".join(form for form, colon, kind in _furniture().values() if kind == "credit" and colon)
    return re.compile(rf"[(]?(?:{words}): ?[^()]{{2,60}}[)]?$|[(](?:[\w.-]+/)+[\w.-]+[)]$|© ?[^()]{{2,60}}$")


def _credit_behind(line: Line) -> Part | None:
    match = _behind().search(line.words)
    return _part(line, "caption") if match and match.start() and len(line.words.split()) < _CAPTION else None


_CAPTION = 40


def _heading(line: Line) -> Part | None:
    """A short line without a full stop, before running text."""
    words = line.words
    if line.number + 1 == line.total or words.endswith(_END) or not 1 < len(words.split()) <= _SHORT or ":" in words:
        return None
    following = line.text.lines[line.number + 1]
    if following.end - following.start < 2 * len(words) or not words[0].isupper():
        return None
    return _part(line, "heading")


def _entry(line: Line) -> Part | None:
    return _part(line, "entry") if _CLOCK.match(line.words) else None


LINES: tuple[Rule[Line, Part], ...] = (
    Rule(
        name="structure/dateline",
        find=_dateline,
        why="A town at the head of a report, with an agency or a day, says where and by whom it was written.",
        yes=(
            ("Halm (agn) – Die Polizei nahm am Montag zwei Räuber fest.", "Halm (agn): dateline"),
            ("HALM – Soldaten griffen am Dienstag das Dorf Rodach an.", "Halm: dateline"),
            ("agn Halm - Tausende demonstrierten.", "agn Halm: dateline"),
        ),
        no=("Halm ist eine Stadt.", "Streik\n\nDie Bauern streiken seit Montag."),
    ),
    Rule(
        name="structure/town-and-stop",
        find=_town_and_stop,
        why="Swiss papers set a full stop behind the town.",
        yes=(("Rodach. Präsidentin Ilka Sorén trat am Montag zurück.", "Rodach.: dateline"),),
        no=("Schweigen. Präsidentin Ilka Sorén trat zurück.",),
    ),
    Rule(
        name="structure/byline",
        find=_byline,
        why="*Von* and a name alone on a line say who wrote the report.",
        yes=(("Von Karla Moos\n\nDie Polizei nahm zwei Räuber fest.", "Von Karla Moos: byline"),),
        no=("Von Karla Moos wurde der Händler verklagt.",),
    ),
    Rule(
        name="structure/teaser",
        find=lambda line: _opens_with(line, ("teaser",)),
        why="Page furniture speaks of other reports.",
        yes=(
            (
                "Ministerin Ada Brunn trat zurück.\n\nLesen Sie auch: Polizei nimmt Räuber in Halm fest",
                "Lesen Sie auch: Polizei nimmt Räuber in Halm fest: teaser",
            ),
            ("[Auch interessant: Rebellen greifen Halm an]\n\nEs regnete.", ""),
        ),
        no=("Lesen Sie auch das Buch über die Polizei, riet der Minister am Montag.",),
    ),
    Rule(
        name="structure/correction",
        find=_correction,
        why="A notice of correction takes back what it names.",
        yes=(
            (
                "Es regnete.\n\nKorrektur: Es waren zwei Tote, nicht drei.",
                "Korrektur: Es waren zwei Tote, nicht drei.: correction",
            ),
            (
                "Es regnete.\n\nIn einer früheren Fassung hieß es, die Sonne habe geschienen.",
                "In einer früheren Fassung hieß es, die Sonne habe geschienen.: correction",
            ),
            (
                "Es regnete.\n\nAnm. d. Red.: Die Zahl der Toten wurde berichtigt.",
                "Anm. d. Red.: Die Zahl der Toten wurde berichtigt.: correction",
            ),
        ),
        no=(
            "Die Korrektur des Gesetzes begann.",
            "Es regnete.\n\nIn einer früheren Fassung des Gesetzes hieß es, Wilderer würden verhaftet.",
            "Es regnete.\n\nAnm. d. Red.: Der Autor wurde 2019 in Halm verhaftet.",
        ),
    ),
    Rule(
        name="structure/correction-inside",
        find=_correction_inside,
        why="A notice can stand at the end of a line, in brackets, or between sentences that name this article.",
        yes=(
            (
                "In Halm starben drei Männer. Korrektur: In einer früheren Fassung hieß es, zwei Männer seien gestorben.",
                "Korrektur: In einer früheren Fassung hieß es, zwei Männer seien gestorben.: correction",
            ),
            (
                "In Halm starben drei Männer (Anm. d. Red.: Zunächst war von zwei Toten die Rede). Es regnete.",
                "Anm. d. Red.: Zunächst war von zwei Toten die Rede: correction",
            ),
            (
                "Es brannte. In einer früheren Fassung dieses Textes stand, es habe geregnet. Wir bedauern den Fehler. "
                "Die Feuerwehr kam.",
                "In einer früheren Fassung dieses Textes stand, es habe geregnet. Wir bedauern den Fehler.: correction",
            ),
        ),
        no=(
            "Der Entwurf wurde geändert. In einer früheren Fassung hieß es, Wilderer würden verhaftet.",
            "Die Polizei nahm Ada Brunn (Anm. d. Red.: die Ministerin) fest.",
        ),
    ),
    Rule(
        name="structure/credit",
        find=_credit_line,
        why="Credits name who took a picture, wrote or checked a text.",
        yes=(("Es regnete.\n\nFoto: Ada Brunn/agn", "Foto: Ada Brunn/agn: credit"),),
        no=("Das Foto zeigt Ada Brunn.",),
    ),
    Rule(
        name="structure/caption",
        find=lambda line: _opens_with(line, ("caption",)),
        why="Some words open a line under a picture.",
        yes=(
            (
                "Archivbild: Soldaten in Halm\n\nEs regnete den ganzen Tag lang.",
                "Archivbild: Soldaten in Halm: caption",
            ),
        ),
    ),
    Rule(
        name="structure/credit-before-caption",
        find=_credit_inside,
        why="A photographer and an agency at the head of a line make it a caption.",
        yes=(
            (
                "Ada Brunn/AGN Der entführte Händler am Montag in Halm\n\nEs regnete den ganzen Tag lang.",
                "Ada Brunn/AGN Der entführte Händler am Montag in Halm: caption",
            ),
        ),
    ),
    Rule(
        name="structure/credit-behind-caption",
        find=_credit_behind,
        why="A credit at the end of a line makes it a caption.",
        yes=(
            (
                "Soldaten in Halm (Foto: Ada Brunn)\n\nEs regnete den ganzen Tag lang.",
                "Soldaten in Halm (Foto: Ada Brunn): caption",
            ),
        ),
    ),
    Rule(
        name="structure/entry",
        find=_entry,
        why="A time of day opens an entry of a ticker.",
        yes=(
            (
                "14.05 Uhr: Die Polizei räumt den Platz.\n13.40 Uhr: Steine fliegen.",
                "14.05 Uhr: Die Polizei räumt den Platz.: entry",
            ),
        ),
        no=("Um 14.05 Uhr räumte die Polizei den Platz.",),
    ),
    Rule(
        name="structure/heading",
        find=_heading,
        why="A short line without a full stop before running text is a heading.",
        yes=(
            (
                "In der Armee rumort es\n\nAm Sonntag kam es in einer Kaserne bei Halm zu einem Aufstand.",
                "In der Armee rumort es: heading",
            ),
        ),
        no=("Es regnete.\nDie Polizei nahm in Halm am Montag zwei Männer fest.",),
    ),
)
"""What a line is: the first that fits."""
