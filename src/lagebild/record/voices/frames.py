"""The frames that make a medium in a report its source: what stands before the name and behind it in a sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from lagebild.lexicon.words import word_set


class Frame(NamedTuple):
    """What stands before the name and behind it, as patterns: `{report}` and the like are word sets.

    `weak`: the names that only the frame can show to be an outlet's: none, those in quotation marks, all. `yes` are
    sentences in which the frame shows a citation and no other frame does; in those of `no`, nobody is cited.
    """

    name: str
    before: str
    behind: str
    why: str
    yes: tuple[tuple[str, str], ...]
    no: tuple[str, ...] = ()
    weak: Literal["", "in marks", "by form"] = ""


_FEW = r"(?:[\w„“-]+ ){0,4}"
_WITHIN = r"[^.;:„“»«]{0,90}?"

FRAMES: tuple[Frame, ...] = (
    Frame(
        name="cites/laut",
        before=r"\b(?:[Ll]aut|[Gg]emäß|[Ll]t\.) $",
        behind="",
        why="*laut* names whose word it is.",
        yes=(("Laut „Spiegel“ floh der General nach Halm.", "Der Spiegel"), ("Die Brücke brach laut BBC ein.", "BBC")),
        no=("Laut Gesetz ist der Sender frei.", "Laut Polizei brannte der Sender Radio Halm."),
        weak="by form",
    ),
    Frame(
        name="cites/report-of",
        before=rf"\b(?:[Ll]aut|[Nn]ach|[Gg]emäß) {_FEW}{{report}} (?:von |aus |in |bei |im |vom )?$",
        behind="",
        why="With *nach Angaben* and *laut einem Bericht* a report stands for whoever wrote it.",
        yes=(
            ("Nach einem Bericht der Werkbank floh er.", "Werkbank"),
            ("Laut ersten Angaben des „Kurants“ brach die Brücke.", "Kurants"),
        ),
        no=("Nach einem Bericht der Polizei floh er.",),
        weak="by form",
    ),
    Frame(
        name="cites/zufolge",
        before=r"",
        behind=r"^ zufolge\b",
        why="*zufolge* names whose word it is.",
        yes=(("Der Zeitung „Kolmer Bote“ zufolge floh er.", "Kolmer Bote"),),
        weak="by form",
    ),
    Frame(
        name="cites/report-zufolge",
        before=r"\b{report} (?:von |aus |in )?$",
        behind=rf"^{_WITHIN}\bzufolge\b",
        why="*einem Bericht von X zufolge* names whose report it is.",
        yes=(("Der General floh einem Bericht der Werkbank von heute zufolge.", "Werkbank"),),
        weak="by form",
    ),
    Frame(
        name="cites/compound",
        before="",
        behind=r"^(?<=-)",
        why="A compound with a noun for reports (*dpa-Meldung*) is that medium's report.",
        yes=(("Das Amt wollte den „Spiegel“-Bericht nicht bestätigen.", "Der Spiegel"),),
        no=("Der BBC-Chef trat zurück.",),
    ),
    Frame(
        name="cites/wie",
        before=r"\b[Ww]ie (?:(?:{adverb}|unter anderem) )?$",
        behind=r"^[^.;:]{0,120}?\b(?:{reporting}|berichten|hervorgeht)\b",
        why="The clause *wie X berichtet* names who tells it.",
        yes=(
            ("Wie der „Kurant“ am Montag berichtet, floh der General.", "Kurant"),
            ("Der General floh, wie die Agentur Interfax meldete.", "Interfax"),
        ),
        no=("Wie der Zeuge berichtet, brannte der Sender.",),
        weak="by form",
    ),
    Frame(
        name="cites/tells",
        before=r"(?:^|[,;:–(] ?|[“«\"] |\b(?:und|dass|während|nachdem|{adverb}) )$",
        behind=r"^(?: (?!hatte|hat\b|habe)[\w„“-]+){0,3}? (?:{reporting})\b(?!.*\b(?:Insolvenz|Konkurs) an\b)",
        why="A medium that *berichtet* or *meldet* tells what stands there.",
        yes=(
            ("Die BBC berichtete am Montag von Schüssen.", "BBC"),
            ("In Kolm brannte es, der Sender Radio Halm meldete Verletzte.", "Radio Halm"),
        ),
        no=("Die BBC meldete Insolvenz an.", "Der Sender wurde geschlossen."),
    ),
    Frame(
        name="cites/tells-behind",
        before=r"\b(?:{reporting}|meldet|so) (?:(?:am [A-Z]\w+|unter anderem|{adverb}) )*$",
        behind="",
        why="The verb may stand first: *das berichtet X*, *so X*.",
        yes=(
            ("Das meldete am Montag die Agentur Interfax.", "Interfax"),
            ("Es brenne, so der „Spiegel“.", "Der Spiegel"),
        ),
        no=("Sie berichtete von der BBC.",),
    ),
    Frame(
        name="cites/has-told",
        before=r"\b(?:hatte|hatten|hat|haben|habe) (?:{adverb} )?$",
        behind=r"^[^.;:,]{0,120}\b(?:{reported})\b",
        why="The verb may stand at the end: *hatte X berichtet*.",
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
        before=r"(?:^|[,;:–(] ?|\b(?:und|während) )$",
        behind=r"^(?: \w+){0,2} (?:spricht|sprach)(?: \w+){0,2} von\b|^[^.;:,]{0,60}\b(?:gab|gibt)\b.*\ban\b",
        why="A medium that speaks of a number, or gives it, tells it.",
        yes=(
            ("Die BBC sprach dagegen von zwanzig Toten.", "BBC"),
            ("Die Agentur Interfax gab die Zahl der Toten mit zwanzig an.", "Interfax"),
        ),
        no=("Der Sprecher der BBC sprach von Verlusten.", "Die BBC sprach mit Zeugen."),
    ),
    Frame(
        name="cites/speaks-of-behind",
        before=r"\b(?:spricht|sprach) (?:{adverb} )?$",
        behind=r"^(?: \w+)? von\b",
        why="The same with the verb first.",
        yes=(("Dagegen sprach die BBC von zwanzig Toten.", "BBC"),),
        no=("Viel sprach für die BBC von heute.",),
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
        why="*gegenüber X*: it was said to that medium.",
        yes=(("Gegenüber der BBC nannte er sich unschuldig.", "BBC"),),
        weak="in marks",
    ),
    Frame(
        name="cites/opposite-behind",
        before="",
        behind=r"^ gegenüber\b",
        why="*X gegenüber*: it was said to that medium.",
        yes=(("Der BBC gegenüber nannte er sich unschuldig.", "BBC"),),
    ),
    Frame(
        name="cites/interview",
        before=r"\b(?:{interview}) (?:(?:mit|in|für|bei|aus|von|im|beim|vom) )?$",
        behind="",
        why="An interview with a medium is its own report.",
        yes=(("In einem Interview mit der BBC nannte er sich unschuldig.", "BBC"),),
        no=("Das Gespräch über die BBC war kurz.",),
        weak="in marks",
    ),
    Frame(
        name="cites/report",
        before=r"\b(?:{report}|Ausgabe) (?:(?:von|in|aus|bei|im|vom) )?$",
        behind="",
        why="A report of a medium, spoken of in whatever way.",
        yes=(("Das Amt wies einen Bericht der „Bild“ zurück.", "Bild"),),
        no=("Das Amt wies einen Bericht der Armee zurück.",),
    ),
    Frame(
        name="cites/relies-on",
        before=rf"\b{{reliance}} (?:sich )?{_FEW}auf (?:(?!aus |von |im? )[\w„“-]+ ){{0,4}}"
        r"(?:{report} (?:von |in |aus |im |vom )?)?$",
        behind="",
        why="*unter Berufung auf X* and *beruft sich auf X* name whose word it is.",
        yes=(("Die Partei zog unter Berufung auf die Agentur Interfax ab.", "Interfax"),),
        no=(
            "Die Partei beruft sich auf das Gesetz.",
            "Er berief sich auf die aus dem Fernsehen bekannte Richterin.",
        ),
        weak="in marks",
    ),
    Frame(
        name="cites/quoted-by",
        before=r"\bvon $",
        behind=rf"^{_WITHIN}\b(?:zitiert|verbreitet|veröffentlicht)\b|^ mit den Worten\b",
        why="*wird von X zitiert* names the medium that quotes.",
        yes=(("Der Minister wird von der BBC mit den Worten zitiert, es brenne.", "BBC"),),
    ),
    Frame(
        name="cites/said-in",
        before=rf"\b(?:{{telling}}) {_WITHIN}\b(?:in|bei|auf|im|beim) $",
        behind="",
        why="What somebody says in a broadcast or a paper was said there.",
        yes=(("Man warte noch, sagte er in der „Bild“.", "Bild"),),
        no=("Er trat im ZDF auf.",),
    ),
    Frame(
        name="cites/in-said",
        before=r"^(?:In|Bei|Im|Beim) $",
        behind=r"^ (?:{telling})\b",
        why="The medium may stand first: *Im ZDF sagte er*.",
        yes=(("In der „Bild“ sagte er, man warte noch.", "Bild"),),
    ),
    Frame(
        name="cites/told-to",
        before=rf"\b(?:{{telling}}) (?!.*\b(?:{{people}}) $){_WITHIN}$",
        behind="",
        why="A medium in the dative is the one that is told: *sagte sie der Zeitung X*.",
        yes=(
            ("Man warte noch, sagte Ministerin Ada Brunn der Zeitung „Kolmer Bote“.", "Kolmer Bote"),
            ("Er bestätigte dem „Spiegel“ die Flucht.", "Der Spiegel"),
        ),
        no=("Es brenne, sagte ein Sprecher der BBC.", "Er bestätigte die Schließung des Senders Radio Halm."),
        weak="in marks",
    ),
)


@cache
def compiled(frame: Frame) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of a frame, with the word sets in."""
    words = {
        "{report}": any_of("nouns_of_reports"),
        "{interview}": any_of("nouns_of_interviews"),
        "{reporting}": any_of("verbs_of_reporting"),
        "{reported}": any_of("participles_of_reporting"),
        "{telling}": any_of("verbs_of_telling_media"),
        "{reporter}": any_of("people_who_report"),
        "{adverb}": any_of("adverbs_beside_reporting"),
        "{reliance}": any_of("words_of_reliance"),
        "{people}": any_of("people_of_media"),
    }
    before, behind = frame.before, frame.behind
    for key, value in words.items():
        before, behind = before.replace(key, value), behind.replace(key, value)
    return re.compile(before), re.compile(behind)


def any_of(name: str) -> str:
    """A pattern for the words of a word set."""
    return "(?:" + "|".join(sorted(map(re.escape, word_set(name)), key=len, reverse=True)) + ")"
