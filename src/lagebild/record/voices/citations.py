"""The outlets that a report names as its source: *wie der „Kurant“ berichtet*, *sagte sie der Zeitung „Kolmer Bote“*.

A medium that is named is no citation yet: broadcasters are closed and agencies sued. What makes it one is the frame that it
stands in. `FRAMES` are these frames, each with what must stand before the name and behind it in its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from lagebild.document import Span
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.nouns import somebody
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Reading, Spans
from lagebild.record.voices.mentions import Mention, mentions
from lagebild.record.voices.outlets import folded, medium, same_outlet


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a report names another outlet as the source of something.

    `outlet` is its name, None for media that stay unnamed (*laut Medienberichten*). `start` and `end` are the passage: the
    words that cite. `scope` is what rests on it: its sentence, and the words said there. `rule` is the frame. `certain` is
    False where only the frame says that the name is an outlet's (*laut Werkbank*): it counts if such an outlet is on record.
    """

    outlet: str | None
    start: int
    end: int
    scope: Spans
    rule: str
    certain: bool = True

    def covers(self, span: Span) -> bool:
        """True if a piece of the text rests on this citation."""
        return any(span.overlaps(part) for part in self.scope)


class Frame(NamedTuple):
    """What stands before the name and behind it, as patterns: `{report}` and the like are word sets.

    `weak`: true of names that are no medium by their form, too. `yes` are sentences in which the frame shows a citation and
    no other frame does; in those of `no`, nobody is cited.
    """

    name: str
    before: str
    behind: str
    why: str
    yes: tuple[tuple[str, str], ...]
    no: tuple[str, ...] = ()
    weak: bool = False


_AND = re.compile(r" und (?:auch |an |von )?|, |/")
_FEW = r"(?:[\w„“-]+ ){0,4}"
_WITHIN = r"[^.;:„“»«]{0,90}?"

FRAMES: tuple[Frame, ...] = (
    Frame(
        name="cites/laut",
        before=r"\b(?:[Ll]aut|[Gg]emäß|[Ll]t\.) $",
        behind="",
        why="laut names whose word it is.",
        yes=(("Laut „Spiegel“ floh der General nach Halm.", "Der Spiegel"), ("Die Brücke brach laut BBC ein.", "BBC")),
        no=("Laut Gesetz ist der Sender frei.", "Laut Polizei brannte der Sender Radio Halm."),
        weak=True,
    ),
    Frame(
        name="cites/report-of",
        before=rf"\b(?:[Ll]aut|[Nn]ach|[Gg]emäß) {_FEW}{{report}} (?:von |aus |in |bei )?$",
        behind="",
        why="nach Angaben, laut einem Bericht: a report stands for whoever wrote it.",
        yes=(
            ("Nach Informationen des „Spiegel“ floh der General.", "Der Spiegel"),
            ("Nach einem Bericht der Zeitung „Kolmer Bote“ floh er.", "Kolmer Bote"),
        ),
        no=("Nach einem Bericht der Polizei floh er.",),
        weak=True,
    ),
    Frame(
        name="cites/zufolge",
        before=r"",
        behind=rf"^ zufolge\b",
        why="zufolge names whose word it is.",
        yes=(("Der Zeitung „Kolmer Bote“ zufolge floh er.", "Kolmer Bote"),),
        weak=True,
    ),
    Frame(
        name="cites/report-zufolge",
        before=r"\b{report} (?:von |aus |in )?$",
        behind=rf"^{_WITHIN}\bzufolge\b",
        why="einem Bericht von X zufolge.",
        yes=(("Der General floh einem Bericht der BBC aus Halm zufolge.", "BBC"),),
        weak=True,
    ),
    Frame(
        name="cites/compound",
        before="",
        behind=r"^(?<=-)",
        why="A compound with a noun for reports (dpa-Meldung) is that medium's report.",
        yes=(("Das Amt wollte den „Spiegel“-Bericht nicht bestätigen.", "Der Spiegel"),),
        no=("Der BBC-Chef trat zurück.",),
    ),
    Frame(
        name="cites/wie",
        before=rf"\b[Ww]ie (?:(?:bereits|schon|zuerst|auch|zuvor|jetzt|heute|unter anderem) )?$",
        behind=rf"^[^.;:]{{0,120}}?\b(?:{{reporting}}|berichten|hervorgeht)\b",
        why="wie X berichtet: the clause names who tells it.",
        yes=(
            ("Wie der „Kurant“ am Montag berichtet, floh der General.", "Kurant"),
            ("Der General floh, wie die Agentur Interfax meldete.", "Interfax"),
        ),
        no=("Wie der Zeuge berichtet, brannte der Sender.",),
        weak=True,
    ),
    Frame(
        name="cites/tells",
        before=r"(?:^|[,;:–(] ?|[“«\"] |\b(?:und|dass|während|nachdem|auch|inzwischen|zunächst) )$",
        behind=rf"^(?: (?!hatte|hat\b|habe)[\w„“-]+){{0,3}}? (?:{{reporting}})\b(?!.*\b(?:Insolvenz|Konkurs) an\b)",
        why="A medium that berichtet or meldet tells what stands there.",
        yes=(("Die BBC berichtete am Montag von Schüssen.", "BBC"), ("In Kolm brannte es, der Sender Radio Halm meldete Verletzte.", "Radio Halm")),
        no=("Die BBC meldete Insolvenz an.", "Der Sender wurde geschlossen."),
    ),
    Frame(
        name="cites/tells-behind",
        before=rf"\b(?:{{reporting}}|meldet|so) (?:(?:am [A-Z]\w+|gestern|heute|auch|unter anderem|zuerst|zudem|nun|jedoch|dagegen|hingegen|bereits|dazu|darüber|etwa|sogar) )*$",
        behind="",
        why="The same with the verb first: das berichtet X; so X.",
        yes=(("Das meldete am Montag die Agentur Interfax.", "Interfax"), ("Es brenne, so der „Spiegel“.", "Der Spiegel")),
        no=("Sie berichtete von der BBC.",),
    ),
    Frame(
        name="cites/has-told",
        before=r"\b(?:hatte|hatten|hat|haben|habe) (?:(?:zuvor|zuerst|bereits|auch|zunächst) )?$",
        behind=r"^[^.;:,]{0,120}\b(?:{reported})\b",
        why="hatte X berichtet: the verb stands at the end.",
        yes=(("Zuvor hatte die BBC von Schüssen berichtet.", "BBC"),),
        no=("Im Mai hatte der Sender geschlossen, wie er berichtet.",),
    ),
    Frame(
        name="cites/has-told-first",
        before="^$",
        behind=r"^ (?:hatte|hatten|hat|haben)\b[^.;:,]{0,120}\b(?:{reported})\b",
        why="The same with the medium at the head of the sentence.",
        yes=(("Die BBC hatte von Schüssen berichtet.", "BBC"),),
        no=("Der Sender wurde im Mai geschlossen, wie er berichtet.",),
    ),
    Frame(
        name="cites/speaks-of",
        before=r"(?:^|[,;:–(] ?|\b(?:und|während|sprach|spricht) )$",
        behind=r"^(?: \w+){0,2} (?:spricht|sprach)(?: \w+){0,2} von\b|^ von\b|^[^.;:,]{0,60}\b(?:gab|gibt)\b.*\ban\b",
        why="A medium that speaks of a number gives it as its own.",
        yes=(("Die BBC sprach dagegen von zwanzig Toten.", "BBC"), ("Von zwanzig Toten wusste er nichts, dagegen sprach die BBC von dreißig.", "BBC")),
        no=("Der Sprecher der BBC sprach von Verlusten.", "Die BBC sprach mit Zeugen."),
    ),
    Frame(
        name="cites/reporter",
        before=r"\b(?:{reporter}) $",
        behind=r"^[^.;:,]{0,40}? (?:{telling}|{reporting}|beschreibt|beschrieb|bestätigen)\b",
        why="What somebody who works for a medium tells is that medium's.",
        yes=(("Ein Korrespondent des Senders Radio Halm beschrieb die Flucht.", "Radio Halm"),),
        no=("Ein Reporter der BBC wurde verletzt, sagte die Ministerin.",),
    ),
    Frame(
        name="cites/opposite",
        before=r"\b[Gg]egenüber $",
        behind="",
        why="gegenüber X: what was said to it.",
        yes=(("Gegenüber der BBC nannte er sich unschuldig.", "BBC"),),
    ),
    Frame(
        name="cites/opposite-behind",
        before="",
        behind=r"^ gegenüber\b",
        why="X gegenüber: what was said to it.",
        yes=(("Der BBC gegenüber nannte er sich unschuldig.", "BBC"),),
    ),
    Frame(
        name="cites/interview",
        before=r"\b(?:{interview}) (?:(?:mit|in|für|bei|aus|von) )?$",
        behind="",
        why="An interview with a medium is its own report.",
        yes=(("In einem Interview mit der BBC nannte er sich unschuldig.", "BBC"),),
        no=("Das Gespräch über die BBC war kurz.",),
    ),
    Frame(
        name="cites/report",
        before=r"\b(?:{report}|Ausgabe) (?:(?:von|in|aus|bei) )?$",
        behind="",
        why="A report of a medium, spoken of in whatever way.",
        yes=(("Das Amt wies einen Bericht der „Bild“ zurück.", "Bild"),),
        no=("Das Amt wies einen Bericht der Armee zurück.",),
    ),
    Frame(
        name="cites/relies-on",
        before=rf"\b(?:[Bb]erufung|[Vv]erweis|[Bb]ezug|[Bb]ezugnahme|[Bb]eruf\w+ sich|[Bb]erief\w* sich|bezog\w* sich|bezieh\w+ sich|stützt\w* sich|verw[ei]+s\w*) {_FEW}auf {_FEW}(?:{{report}} (?:von |in |aus )?)?$",
        behind="",
        why="unter Berufung auf X; beruft sich auf X.",
        yes=(("Die Partei teilte das unter Berufung auf die Agentur Interfax mit.", "Interfax"),),
        no=("Die Partei beruft sich auf das Gesetz.",),
    ),
    Frame(
        name="cites/quoted-by",
        before=r"\bvon $",
        behind=rf"^{_WITHIN}\b(?:zitiert|verbreitet|veröffentlicht)\b|^ mit den Worten\b",
        why="wird von X zitiert.",
        yes=(("Der Minister wird von der BBC mit den Worten zitiert, es brenne.", "BBC"),),
    ),
    Frame(
        name="cites/said-in",
        before=rf"\b(?:{{telling}}) {_WITHIN}\b(?:in|bei|auf) $|\b(?:{{telling}}) {_WITHIN}(?=im )$",
        behind="",
        why="What somebody says in a broadcast or a paper was said there.",
        yes=(("Man warte noch, sagte er in der „Bild“.", "Bild"),),
        no=("Er trat im ZDF auf.",),
    ),
    Frame(
        name="cites/in-said",
        before=r"^(?:In|Bei)? ?$",
        behind=rf"^ (?:{{telling}})\b",
        why="The same with the medium first: Im ZDF sagte er.",
        yes=(("In der „Bild“ sagte er, man warte noch.", "Bild"),),
    ),
    Frame(
        name="cites/told-to",
        before=rf"\b(?:{{telling}}) (?!.*\b(?:{{people}}) $){_WITHIN}$",
        behind="",
        why="Whoever tells a medium something in the dative tells it there: sagte sie der Zeitung X.",
        yes=(
            ("Man warte noch, sagte Ministerin Ada Brunn der Zeitung „Kolmer Bote“.", "Kolmer Bote"),
            ("Er bestätigte dem „Spiegel“ die Flucht.", "Der Spiegel"),
        ),
        no=("Es brenne, sagte ein Sprecher der BBC.", "Er bestätigte die Schließung des Senders Radio Halm."),
    ),
)


def citations(reading: Reading) -> tuple[Citation, ...]:
    """The outlets that a report names as its sources, in the order of its text; its own is none.

    A noun alone (*sagte er der Zeitung*) means the outlet cited last; without one, a medium that stays unnamed.
    """
    found: list[Citation] = []
    last: str | None = None
    taken = _no_outlets(reading)
    for sentence in reading.sentences or _lines(reading.text):
        beside: tuple[int, str] | None = None
        for mention in mentions(reading.text, sentence):
            rule = None if mention.own else _frame(reading.text, sentence, mention)
            if rule is None and mention.certain and beside and _AND.fullmatch(reading.text, beside[0], mention.outer.start):
                rule = beside[1]
            beside = None if rule is None else (mention.outer.end, rule)
            if rule is None or (not mention.certain and mention.start in taken):
                continue
            name = mention.name or (last if _means_the_last(reading.text, mention) else None)
            if name and reading.outlet and same_outlet(name, reading.outlet):
                continue
            known = medium(name) if name else None
            certain = mention.certain or _shown(reading.text, mention, rule)
            found.append(
                Citation(
                    outlet=known.name if known else name,
                    start=mention.outer.start,
                    end=mention.outer.end,
                    scope=_scope(reading, sentence),
                    rule=rule,
                    certain=certain,
                )
            )
            last = (found[-1].outlet if certain else None) or last
        found.extend(_unnamed(reading, sentence))
    return tuple(sorted(found, key=lambda citation: (citation.start, citation.end)))


def _means_the_last(text: str, mention: Mention) -> bool:
    """*Die Zeitung* is the one cited last; *eine Zeitung* and *die libanesische Zeitung* stay unnamed."""
    return mention.determiner[:1] not in ("", "e") and len(mention.outer.of(text).split()) == 2


def _shown(text: str, mention: Mention, rule: str) -> bool:
    """True if a name without a noun is an outlet's: quotation marks show it, or a name of the lexicon that reports."""
    if mention.outer.of(text)[-1:] in ("“", "”", "«", "»", '"'):
        return True
    known = mention.name is not None and medium(mention.name) is not None
    return known and rule == "cites/wie" and not word_set("generic_names_of_papers") & set(folded(mention.name or ""))


def _no_outlets(reading: Reading) -> frozenset[int]:
    """Where persons, places and times are named: no outlet is meant there, whatever the frame."""
    named = (
        span for entity in reading.entities if entity.kind != "organisation" for span in entity.mentions
    )
    return frozenset(
        at for span in (*named, *(Span(t.start, t.end) for t in reading.times)) for at in range(span.start, span.end)
    )


def _frame(text: str, sentence: Span, mention: Mention) -> str | None:
    before, behind = text[sentence.start : mention.outer.start], text[mention.outer.end : sentence.end]
    for frame in FRAMES:
        if not mention.certain and not frame.weak:
            continue
        if frame.name == "cites/compound":
            if mention.noun is not None:
                return frame.name
            continue
        left, right = _compiled(frame)
        if left.search(before) and right.search(behind):
            if frame.name == "cites/told-to" and not _is_told(before, mention):
                continue
            return frame.name
    return None


def _is_told(before: str, mention: Mention) -> bool:
    """False for what hangs on the noun or the preposition before it: *sagte ein Sprecher der BBC*, *sagte er vor der BBC*."""
    *others, last = (word.strip("„“”»«\",") for word in ("", *before.split()))
    if mention.determiner == "des" or last in closed("prepositions_within_names_of_sources") | {"vor", "nach", "mit", "um"}:
        return False
    if mention.determiner == "der" and last[:1].isupper() and is_known(last):
        if others[-1][:1].isupper():
            return True  # a name that is a word, too: *Ada Brunn*
        return somebody(last) is not None and not last.endswith(tuple(word_set("people_of_media")))
    return True


@cache
def _compiled(frame: Frame) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = {
        "{report}": _any("nouns_of_reports"),
        "{interview}": _any("nouns_of_interviews"),
        "{reporting}": _any("verbs_of_reporting"),
        "{reported}": _any("participles_of_reporting"),
        "{telling}": _any("verbs_of_telling_media"),
        "{reporter}": _any("people_who_report"),
        "{people}": _any("people_of_media"),
    }
    before, behind = frame.before, frame.behind
    for key, value in words.items():
        before, behind = before.replace(key, value), behind.replace(key, value)
    return re.compile(before), re.compile(behind)


def _any(name: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, word_set(name)), key=len, reverse=True)) + ")"


@cache
def _nameless() -> re.Pattern[str]:
    media = _any("media_of_no_name")
    few = r"(?:[a-zäöüß-]+(?:e|en|er) ){0,3}"
    return re.compile(
        rf"\b(?:[Ll]aut|[Nn]ach) {few}{media}\b|\b[Ww]ie {few}{media}\b[^.;:]{{0,60}}?\bbericht\w+"
        rf"|\b{few}{media} zufolge\b|\b{media} bericht(?:en|eten)\b|\bbericht(?:en|eten) {few}{media}\b"
        rf"|\b(?:einem|einer) {few}{media} zufolge\b"
    )


def _unnamed(reading: Reading, sentence: Span) -> Iterator[Citation]:
    for match in _nameless().finditer(reading.text, sentence.start, sentence.end):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield Citation(
            outlet=None, start=start, end=match.end(), scope=_scope(reading, sentence), rule="cites/media-of-no-name"
        )


def _scope(reading: Reading, sentence: Span) -> Spans:
    """The sentence, and the words elsewhere that it says somebody said."""
    said = {
        span
        for statement in reading.statements
        for span in statement.quote_spans
        if any(
            part.overlaps(sentence)
            for part in (*statement.cue_spans, *statement.frame_spans, *statement.speaker_spans)
        )
    }
    return (sentence, *sorted(span for span in said if not span.within(sentence)))


def _lines(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", text))
