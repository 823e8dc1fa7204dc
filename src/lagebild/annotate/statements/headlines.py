"""Headlines with a colon: *Innenminister: Brücke nicht sicher*, *Studie: Meer wird wärmer*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.headline import Headline, claims, headlines
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.told import Told
from lagebild.annotate.text import Cover, Text
from lagebild.document import Span
from lagebild.lexicon.nouns import Noun, noun
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import Statement

_APART = ("question", "answer", "teaser", "credit", "byline", "dateline", "entry", "correction", "caption")


class Voice(NamedTuple):
    """Who speaks in a headline: the token that names or describes him, None for a source without a name."""

    token: int | None


class Line(NamedTuple):
    """A headline under the eyes of the rules, its label without what is added behind a preposition."""

    text: Text
    headline: Headline
    head: range


def headed(text: Text, statements: list[Statement]) -> Iterator[Statement]:
    """The statements of headlines; what is quoted in one, or told by a verb of saying, is another rule's."""
    told = Told(statements)
    apart = Cover(Span(p.start, p.end) for p in text.reading.structure if p.kind in _APART)
    for headline in headlines(text.analysis):
        rest = text.bare(text.analysis.span(headline.rest.start, headline.rest.stop))
        if apart.over(rest) or text.touches_quotation(rest):
            continue
        if told.overlapping(rest):
            continue
        line = Line(text, headline, _head(headline))
        if not line.head or first(BARRED, line) is not None:
            continue
        found = first(VOICES, line)
        if found is None:
            continue
        token = found[0].token
        label = text.trimmed(text.analysis.span(headline.label.start, headline.label.stop))
        yield Statement(
            type="indirect",
            medium="speech",
            speaker=text.entity(token) if token is not None else None,
            speaker_spans=(label,),
            quote_spans=(rest,),
            introduced="phrase",
            because={"type": found[1], "speaker": found[1], "quote_spans": found[1]},
        )


def _head(headline: Headline) -> range:
    """The label up to a preposition or a genitive (*Bürgermeister | von Kolm*, *Chef | der Feuerwehr*)."""
    a, label = headline.analysis, headline.label
    for token in label[1:]:
        if a.tags[token] == "ADP" or a.forms[token] in ("der", "des"):
            return range(label.start, token)
    return label


def _nouns(line: Line) -> Iterator[tuple[int, Noun]]:
    a = line.text.analysis
    for token in line.head:
        here = noun(a.forms[token]) if a.forms[token][:1].isupper() else None
        if here is not None:
            yield token, here


# What is nobody's word


def _opens_with_preposition(line: Line) -> bool | None:
    return True if line.text.analysis.tags[line.head.start] in ("ADP", "SCONJ", "ADV", "CCONJ", "PRON", "NUM") else None


def _verbal(line: Line) -> bool | None:
    a = line.text.analysis
    return True if any(a.feat(t, "VerbForm") == "Fin" and a.tags[t] in ("VERB", "AUX") for t in line.head) else None


def _counted(line: Line) -> bool | None:
    a = line.text.analysis
    return (
        True
        if any(a.tags[t] == "NUM" or a.forms[t].lower() in word_set("voiceless_labels") for t in line.head)
        else None
    )


def _genre(line: Line) -> bool | None:
    forms = {line.text.analysis.forms[t].lower() for t in line.head}
    return True if forms & word_set("genres") else None


def _contest(line: Line) -> bool | None:
    word = line.text.analysis.forms[line.head.stop - 1].lower()
    return True if word.endswith(word_tuple("leagues_and_markets")) else None


def _suffers(line: Line) -> bool | None:
    suffers = any(here.lemma in word_set("voiceless_people") for _, here in _nouns(line))
    return True if suffers and not claims(line.headline) else None


def _entry(line: Line) -> bool | None:
    text = line.text
    a, content = text.analysis, [t for t in line.headline.rest if text.analysis.tags[t] not in ("PUNCT", "CCONJ")]
    nominal = all(a.tags[t] in ("PROPN", "NOUN", "X") and text.entity(t) is not None for t in content)
    return True if content and nominal and not any(a.tags[t] == "NOUN" and _plain(text, t) for t in content) else None


def _plain(text: Text, token: int) -> bool:
    """Whether a noun describes somebody and is no title of a name behind it."""
    entity = text.entities.get(text.entity(token) or "")
    return entity is None or not entity.name_spans


BARRED: tuple[Rule[Line, bool], ...] = (
    Rule(
        name="headline/circumstance",
        find=_opens_with_preposition,
        why="*Nach dem Beben: …* tells when, not who.",
        yes=(("Trotz Polizei: Dorffest bleibt ruhig", ""),),
    ),
    Rule(
        name="headline/whole-clause",
        find=_verbal,
        why="A clause before the colon is no label.",
        yes=(("Minister tritt zurück: Rat sucht Ersatz", ""),),
    ),
    Rule(
        name="headline/counted",
        find=_counted,
        why="Several of a number are those whom the line is about.",
        yes=(("Mehrere Händler: Marktplatz war leer", ""),),
    ),
    Rule(
        name="headline/genre",
        find=_genre,
        why="*Eilmeldung*, *Kommentar* and their like say what sort of text follows.",
        yes=(("Wetterbericht: Sturm zieht ab", ""),),
    ),
    Rule(
        name="headline/entry-of-a-list",
        find=_entry,
        why="Where names alone stand behind the colon, the line is an entry of a list.",
        yes=(("Präsident: Karl Demm", ""), ("Kapitän: Otto Lohm", "")),
        no=("Präsident: Karl Demm bleibt frei",),
    ),
    Rule(
        name="headline/contest",
        find=_contest,
        why="A league or a stock exchange is where it happened.",
        yes=(("Bundesliga: Halm gewinnt in Tann", ""),),
    ),
    Rule(
        name="headline/who-suffers",
        find=_suffers,
        why="To the dead, the injured and the missing something has happened: they speak if what follows is an opinion.",
        yes=(("Verletzte: Zahl steigt weiter", ""), ("Vermisste: Suche dauert an", "")),
    ),
)
"""Labels that name no speaker."""


# Whose word it is


def _role(line: Line) -> Voice | None:
    for token, here in _nouns(line):
        if here.kind in ("office", "person") and here.number != "Plur" and line.text.agent(token) is not None:
            return Voice(token)
    return None


def _body(line: Line) -> Voice | None:
    text = line.text
    token = next((t for t in line.head if text.kind(t) in ("organisation", "group")), None)
    return Voice(token) if token is not None else None


def _name(line: Line) -> Voice | None:
    text, last = line.text, line.head.stop - 1
    entity = text.entities.get(text.entity(last) or "")
    if entity is None or entity.kind not in ("person", "state"):
        return None
    known = len(entity.mentions) > 1 or any(len(span.of(text.content).split()) > 1 for span in entity.name_spans)
    return Voice(last) if known or claims(line.headline) else None


def _report(line: Line) -> Voice | None:
    word = line.text.analysis.forms[line.head.stop - 1].lower()
    return Voice(None) if word.endswith(word_tuple("reports_that_tell")) else None


VOICES: tuple[Rule[Line, Voice], ...] = (
    Rule(
        name="headline/role",
        find=_role,
        why="An office or a trade before the colon says what stands behind it.",
        yes=(
            ("Verkehrsminister: Tunnel in Halm fertig", "Tunnel in Halm fertig: Verkehrsminister"),
            ("Bürgermeister von Halm: Schule schließt", "Schule schließt: Bürgermeister"),
        ),
        no=("Nach dem Beben: Suche geht weiter",),
    ),
    Rule(
        name="headline/body",
        find=_body,
        why="A body or a group before the colon says what stands behind it.",
        yes=(
            ("UN: 30 Dörfer unter Wasser", "30 Dörfer unter Wasser: Vereinte Nationen"),
            ("Ärzte: Klinik am Ende", "Klinik am Ende: Ärzte"),
            ("Gewerkschaft: Streik geht weiter", "Streik geht weiter: Gewerkschaft"),
        ),
    ),
    Rule(
        name="headline/name",
        find=_name,
        why="A name alone may be a town's: it speaks if the report knows it better, or what follows is an opinion.",
        yes=(
            ("Lohm: Wir bauen den Damm neu", "Wir bauen den Damm neu: Lohm"),
            ("Ada Brunn: Damm in Halm fertig", "Damm in Halm fertig: Ada Brunn"),
        ),
        no=("Kolm: Zwei Tote bei Brand",),
    ),
    Rule(
        name="headline/report",
        find=_report,
        why="A study, a poll or a press report before the colon says so, whoever wrote it.",
        yes=(
            ("Zeitungsbericht: Rat verkauft Hafen", "Rat verkauft Hafen: None"),
            ("Umfrage: Mehrheit gegen Damm", "Mehrheit gegen Damm: None"),
        ),
        no=("Eilmeldung: Regierung gestürzt",),
    ),
)
"""Who says what stands behind the colon."""
