"""What stands in quotation marks: a sentence somebody said, words taken out of one, one word, or a name or title."""

from __future__ import annotations

import re
from typing import Literal

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements import named
from lagebild.annotate.statements.marked import LEAST_WORDS, Marked
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.words import closed, word_tuple

Quoted = Literal["sentence", "part", "word", "name"]

_ENDINGS = re.compile(r"(e?s|e)?\b")
_DOTTED = re.compile(r"\w\.\w")


def quoted_as(text: Text, quotation: Span) -> Quoted:
    """What the words of a quotation are, by their own form and by the words around them."""
    return classified(Marked(text, quotation))[0]


def classified(quotation: Marked) -> tuple[Quoted, str]:
    """The same with the name of the rule that says so."""
    name = first(named.NAMES, quotation)
    if name is not None:
        return name
    return first(QUOTED, quotation) or ("name", "marks/no-words-left")


def _closed(q: Marked) -> Quoted | None:
    return "sentence" if q.said[-1:] in ".!?" and q.behind_colon and not q.named else None


def _clause(q: Marked) -> Quoted | None:
    return "sentence" if len(q.words) >= LEAST_WORDS and q.verbal else None


def _spoken(q: Marked) -> Quoted | None:
    return "sentence" if q.verb_behind is not None and not q.named else None


def _signed(q: Marked) -> Quoted | None:
    return "sentence" if q.verbal and (q.bracket_behind is not None or q.pointed_at is not None) else None


def _whole_sentence(q: Marked) -> Quoted | None:
    whole = (q.said[-1:] in ".!?" or q.labelled) and len(q.words) > 1
    return "sentence" if whole and q.opens and q.finite and not q.named and not q.low else None


def _exclaimed(q: Marked) -> Quoted | None:
    return "sentence" if q.said[-1:] in "!?" and (q.shouted or not q.low) else None


def _dotted(q: Marked) -> Quoted | None:
    return "name" if _DOTTED.search(q.said) and len(q.words) == 1 else None


def _titled_full_stop(q: Marked) -> Quoted | None:
    return "name" if not q.low and q.named else None


def _behind_noun(q: Marked) -> Quoted | None:
    token = q.tokens.start
    noun = token > 0 and q.text.analysis.tags[token - 1] in ("NOUN", "PROPN")
    return "name" if noun and not q.low and not q.shouted else None


def _behind_article(q: Marked) -> Quoted | None:
    return "name" if q.behind_definite and not q.low and not q.shouted else None


def _slogan(q: Marked) -> Quoted | None:
    return "sentence" if q.shouted else None


def _outlet(q: Marked) -> Quoted | None:
    a = q.text.analysis
    reports = q.tokens.stop in q.text.clause_of
    as_source = q.tokens.start > 0 and a.forms[q.tokens.start - 1].lower() == "wie"
    return "name" if not q.verbal and reports and as_source else None


def _one_word(q: Marked) -> Quoted | None:
    return "word" if len(q.words) == 1 else None


def _attribute(q: Marked) -> Quoted | None:
    return "word" if q.low and q.behind_definite and len(q.words) == 2 else None


def _low(q: Marked) -> Quoted | None:
    return "part" if q.low else None


def _body(q: Marked) -> Quoted | None:
    said = q.said.casefold()
    stem = next((s for s in word_tuple("bodies_and_treaties") if said.startswith(s)), None)
    return "name" if stem is not None and _ENDINGS.match(said, len(stem)) else None


def _indefinite(q: Marked) -> Quoted | None:
    before = q.before.lower()
    return "part" if before in closed("indefinite_articles") or before in closed("negative_articles") else None


def _several(q: Marked) -> Quoted | None:
    return "part" if len(q.words) >= LEAST_WORDS else None


def _few(q: Marked) -> Quoted | None:
    return "word" if q.words else None


QUOTED: tuple[Rule[Marked, Quoted], ...] = (
    Rule(
        name="marks/closed-behind-colon",
        find=_closed,
        why="Behind a colon, words that end like a sentence are one, however few.",
        yes=(("Ada Brunn antwortete: „Niemals.“", "Niemals: direct"),),
    ),
    Rule(
        name="marks/clause",
        find=_clause,
        why="Four words with a verb among them are a sentence.",
        yes=(
            ("Ada Brunn blieb ruhig. „Wir geben nicht auf“", "Wir geben nicht auf: direct"),
            ("Die Halle brannte. „Wir haben alles verloren“", "Wir haben alles verloren: direct"),
        ),
    ),
    Rule(
        name="marks/verb-right-behind",
        find=_spoken,
        why="Words that a comma and a verb with somebody as its subject follow at once are what he says, however few.",
        yes=(
            ("„Niemals“, lachte Karl Feld.", "Niemals: direct"),
            ("„Schon gut“, nickte Ada Brunn.", "Schon gut: direct"),
        ),
        no=("Das Lokal „Zum See“, sagte Ada Brunn, sei zu.",),
    ),
    Rule(
        name="marks/signed",
        find=_signed,
        why="A few words with a verb are somebody's, if his name in brackets or *mit diesen Worten* stands behind them.",
        yes=(
            ("„Wir warten noch“ (Ada Brunn).", "Wir warten noch: direct"),
            ("„Wir warten noch“ – mit diesen Worten ging Karl Feld hinaus.", "Wir warten noch: direct"),
        ),
        no=("Das Lied „Wir warten noch“ (1987) war alt.",),
    ),
    Rule(
        name="marks/whole-sentence",
        find=_whole_sentence,
        why="Words that open a sentence, or follow a label and a colon, and have a finite verb are a sentence, however few.",
        yes=(
            ("Ada Brunn seufzte. „Es reicht.“ Dann ging sie.", "Es reicht: direct"),
            ("Ada Brunn: „Wir gehen nicht“", "Wir gehen nicht: direct"),
        ),
        no=("Sie sang das Lied: „Wir gehen nicht“.",),
    ),
    Rule(
        name="marks/exclaimed",
        find=_exclaimed,
        why="Words that end in an exclamation or question mark are a sentence.",
        yes=(
            ("Auf einmal ertönte „Freiheit!“ im Saal.", "Freiheit: direct"),
            ("Ada Brunn blieb stehen. „Was nun?“", "Was nun: direct"),
        ),
    ),
    Rule(
        name="marks/dotted",
        find=_dotted,
        why="One word with a dot in it is an abbreviation or an address.",
        yes=(
            ("Ada Brunn nannte als Quelle „www.seeblick.de“.", ""),
            ("Ada Brunn sprach von „u.a.“.", ""),
        ),
    ),
    Rule(
        name="marks/title-with-full-stop",
        find=_titled_full_stop,
        why="Behind *Motto* and its like, words with a capital are a title, with a full stop, too.",
        yes=(("Sie warb mit dem Motto: „Gut und günstig für alle.“", ""),),
    ),
    Rule(
        name="marks/behind-noun",
        find=_behind_noun,
        why="Words with a capital right behind a noun are the name of what it names.",
        yes=(("Ada Brunn nannte als Grund die Gruppe „Blaue Front am See“.", ""),),
    ),
    Rule(
        name="marks/behind-article",
        find=_behind_article,
        why="Words with a capital behind a definite article are a name.",
        yes=(("Ada Brunn sprach von der „Blauen Front am See“.", ""),),
    ),
    Rule(
        name="marks/slogan",
        find=_slogan,
        why="What a noun announces as a slogan or a chant is what somebody shouts.",
        yes=(("Sie zogen mit der Parole „Freie Fahrt“ durch die Stadt.", "Freie Fahrt: direct"),),
    ),
    Rule(
        name="marks/outlet",
        find=_outlet,
        why="Marked words between *wie* and a verb are the paper that reports.",
        yes=(("Wie „Neue Rundschau am Abend“ berichtet, ist der Vertrag fertig.", ""),),
    ),
    Rule(
        name="marks/one-word",
        find=_one_word,
        why="One word alone is a word, whoever uses it.",
        yes=(
            ("Der „alte“ Bote kam.", ""),
            ("Ada Brunn sagte, der „nutzlose“ Plan sei fertig.", ""),
        ),
    ),
    Rule(
        name="marks/attribute",
        find=_attribute,
        why="An adjective and a noun behind a definite article are what something is called, not words out of a sentence.",
        yes=(
            ("Die Bauern kamen zu der „großen Lösung“, die Ada Brunn lobt.", ""),
            ("Die Zeit der „grünen Welle“ kam. Ada Brunn sagte, der Damm halte.", ""),
        ),
    ),
    Rule(
        name="marks/lower-case",
        find=_low,
        why="Words that begin with a small letter are taken out of a sentence.",
        yes=(("Die Halle brannte „wie trockener Zunder“ nieder.", ""),),
    ),
    Rule(
        name="marks/body",
        find=_body,
        why="Words that begin with *Rat*, *Vertrag*, *Verein* and their like are the name of a body or a treaty.",
        yes=(("Ada Brunn gründete einen „Verein der guten Nachbarn“.", ""),),
    ),
    Rule(
        name="marks/indefinite",
        find=_indefinite,
        why="A few words with a capital behind *ein* or *kein* are what somebody calls it.",
        yes=(("Ada Brunn sagte, das sei ein „Schlag ins Wasser“.", "Schlag ins Wasser: direct"),),
    ),
    Rule(
        name="marks/several",
        find=_several,
        why="Four words are taken out of a sentence, though no verb is among them.",
        yes=(("Ada Brunn forderte „Freie Fahrt für alle Boote“.", "Freie Fahrt für alle Boote: direct"),),
    ),
    Rule(
        name="marks/few-words",
        find=_few,
        why="Fewer words with a capital are a term that somebody uses.",
        yes=(("Ada Brunn nannte ihn „Meister aller Klassen“.", "Meister aller Klassen: direct"),),
    ),
)
