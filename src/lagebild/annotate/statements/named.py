"""What is a name or a title in quotation marks, by the words around it or by its own form: nobody says it."""

from __future__ import annotations

import re
from typing import Literal

from lagebild.annotate.rule import Rule
from lagebild.annotate.statements.marked import LEAST_WORDS, Marked
from lagebild.lexicon.words import word_set

Name = Literal["name"]

_FEW = 8
"""Tokens, marks included, that a name has at most."""
_BESIDE = 5
"""Tokens between a verb of being called and what something is called."""
_ABBREVIATED = re.compile(r" \([A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*\)")
_OPENING = ("DET", "ADP", "PRON", "AUX", "VERB", "PART", "CCONJ", "SCONJ")
"""Tags of words that a sentence begins with sooner than a name."""


def _name(holds: object) -> Name | None:
    return "name" if holds else None


def _no_words(q: Marked) -> Name | None:
    return _name(not q.words or not q.said.strip(" .…()[]"))


def _laut(q: Marked) -> Name | None:
    return _name(q.before.lower() == "laut")


def _abbreviated(q: Marked) -> Name | None:
    return _name(not q.said[:1].islower() and _ABBREVIATED.match(q.text.content, q.span.end))


def _compound(q: Marked) -> Name | None:
    return _name(q.after[:1] == "-" and q.after[1:].strip())


def _so_called(q: Marked) -> Name | None:
    before = q.before.lower()
    called = q.lead[-2:-1] == ["so"] and before.startswith("genannt")
    return _name(called or before.startswith(("sogenannt", "besagt")) or before.endswith(("namens", "alias", "titels")))


def _called_behind(q: Marked) -> Name | None:
    a = q.text.analysis
    following = q.tokens.stop
    sentence = a.sentences[a.sentence_of[q.tokens.start]]
    return _name(following < sentence.end and a.forms[following].lower() in word_set("forms_of_called"))


def _titled(q: Marked) -> Name | None:
    a = q.text.analysis
    if len(q.tokens) > _FEW:
        return None
    near = range(max(0, q.tokens.start - _BESIDE), min(len(a), q.tokens.stop + _BESIDE))
    return _name(
        any(
            clause.lemma in ("heißen", "lauten")
            and not any(a.forms[t].lower() == "es" for t in (*clause.doers, *a.children[clause.predicate]))
            for token in near
            for clause in q.text.clauses_of_verb.get(token, ())
        )
    )


def _calls_itself(q: Marked) -> Name | None:
    a = q.text.analysis
    sentence = a.sentences[a.sentence_of[q.tokens.start]]
    before = range(max(sentence.start, q.tokens.start - 4), q.tokens.start)
    behind = range(q.tokens.stop, min(sentence.end, q.tokens.stop + 2))
    near = {a.forms[t].lower() for t in (*before, *behind)}
    return _name(near & word_set("forms_of_calling") and "sich" in near)


def _by_noun(q: Marked) -> Name | None:
    sentence = q.low and q.text.analysis.tags[q.words[0]] in _OPENING
    return _name(q.named and not q.said.endswith(".") and not sentence)


def _for_example(q: Marked) -> Name | None:
    return _name(q.before in word_set("example_openers") and not q.shouted and not q.low)


def _foreign(q: Marked) -> Name | None:
    a = q.text.analysis
    odd = any(a.tags[t] in ("NOUN", "PROPN", "X") and a.forms[t][:1].islower() for t in q.words)
    few = 1 < len(q.words) <= LEAST_WORDS
    return _name(odd and few and not any(a.tags[t] in ("VERB", "AUX", "DET") for t in q.words))


def _gloss(q: Marked) -> Name | None:
    start = q.span.start
    bracketed = q.text.content[max(0, start - 1) : start] == "(" and q.after[:1] == ")"
    return _name(bracketed and not q.verbal and len(q.words) <= LEAST_WORDS)


NAMES: tuple[Rule[Marked, Name], ...] = (
    Rule(
        name="named/no-words",
        find=_no_words,
        why="Marks around nothing but signs hold no words.",
        yes=(
            ("Ada Brunn rief: „…!“", ""),
            ("Ada Brunn sagte: „– – –.“", ""),
        ),
    ),
    Rule(
        name="named/source-of-laut",
        find=_laut,
        why="What follows *laut* in marks is the paper, not its words.",
        yes=(("Laut „Die Welle rollt weiter“ ist der Vertrag fertig.", ""),),
    ),
    Rule(
        name="named/with-abbreviation",
        find=_abbreviated,
        why="What an abbreviation in brackets follows is the name of a body.",
        yes=(("Der Verein „Wir helfen allen Kindern“ (WHK) sammelt Geld.", ""),),
    ),
    Rule(
        name="named/in-compound",
        find=_compound,
        why="Marked words with a hyphen behind them are part of a compound.",
        yes=(
            ("Ada Brunn sagte, die „wir schaffen das schon“-Haltung sei falsch.", ""),
            ("Die „Wir schaffen das schon“-Haltung ist alt.", ""),
        ),
    ),
    Rule(
        name="named/so-called",
        find=_so_called,
        why="What is *sogenannt*, *namens*, *alias* or *titels* is a name.",
        yes=(("Ada Brunn sprach von sogenannten „schwarzen Kassen der Partei“.", ""),),
    ),
    Rule(
        name="named/genannt",
        find=_called_behind,
        why="What *genannt* follows is what something is called.",
        yes=(("Ada Brunn, auch „die eiserne Wirtin vom See“ genannt, gewann.", ""),),
    ),
    Rule(
        name="named/heißen",
        find=_titled,
        why="A few words beside *heißen* or *lauten* are a name; *es heißt* tells words.",
        yes=(("Das Lokal hieß früher „Komm wir gehen heim“.", ""),),
        no=("In dem Brief heißt es: „Wir gehen alle heim.“",),
    ),
    Rule(
        name="named/calls-itself",
        find=_calls_itself,
        why="What somebody calls himself is a name.",
        yes=(("Die Gruppe nennt sich „Wir sind alle hier“.", ""),),
    ),
    Rule(
        name="named/by-noun",
        find=_by_noun,
        why="Behind *Motto*, *Titel*, *Film* and their like stands what is called so, a whole sentence, too.",
        yes=(
            ("Sie warb mit dem Motto: „Wir bleiben am See“.", ""),
            ("In dem Bereich „leise gebaute Motoren“ liegt die Firma vorn.", ""),
        ),
        no=("Sie warb mit dem Motto „wir bleiben alle am See“.",),
    ),
    Rule(
        name="named/example",
        find=_for_example,
        why="What *wie* or *etwa* gives as an example is a name, if it begins like one.",
        yes=(("Ada Brunn las aus Büchern wie „Der Wind trägt uns fort“.", ""),),
    ),
    Rule(
        name="named/foreign",
        find=_foreign,
        why="A few words with a noun in lower case are no German ones.",
        yes=(("Ada Brunn sagte, die „casa del pueblo“ sei offen.", ""),),
    ),
    Rule(
        name="named/gloss",
        find=_gloss,
        why="A few words in brackets without a verb explain a name.",
        yes=(("Ada Brunn nannte die Gruppe („kleine Laterne“) gefährlich.", ""),),
    ),
)
