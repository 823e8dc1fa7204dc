"""Which slot of the active clause a count fills (`subj`, `obj`), and what the verb or the deed of that slot counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.how_many.told import LIFE, NOTHING, Case, Told, counting_words
from lagebild.annotate.rule import Rule, first
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventType, FigureKind

_DOERS: tuple[EventType, ...] = ("PROTEST", "CONSULT", "ASSAULT")
"""Types of deeds whose doers take part."""
_GATHERINGS: tuple[EventType, ...] = ("PROTEST", "CONSULT", "MOBILIZE")
Slot = Literal["subj", "obj", ""]
"""Empty for none."""
_CONJOINED = 4
"""At most so many steps up from a count to what it is conjoined with."""


class Filler(NamedTuple):
    """A count whose phrase hangs on its clause by the token `top`, and a clause that it may have a slot of."""

    case: Case
    top: int
    clause: Clause


class Filled(NamedTuple):
    """A slot of a clause, with the trigger that the clause's verb or phrase is, if it is one."""

    case: Case
    clause: Clause
    slot: Slot
    hit: Hit | None


class Noun(NamedTuple):
    """A deed's noun, and the head of a phrase with a count that hangs on it."""

    case: Case
    hit: Hit
    top: int

    @property
    def prepositions(self) -> list[str]:
        """The prepositions of the phrase with the count, without case."""
        a = self.case.text.analysis
        return [a.lemmas[c].casefold() for c in a.dependents(self.top, "case")]


def by_slot(case: Case) -> Told | None:
    """What a count tells by the verb that it fills a slot of, or by the deed's noun that it hangs on."""
    a, triggers = case.text.analysis, case.triggers
    for top in _tops(case):
        around = case.text.clauses_in[a.sentence_of[top]]
        for clause in sorted(around, key=lambda c: (a.tags[c.predicate] == "ADJ", top in c.shared)):
            slot = first(SLOT, Filler(case, top, clause))
            if slot is None or not slot[0]:
                continue
            number = triggers.of_clause.get(clause.predicate)
            hit = triggers.all[number] if number is not None else None
            told = _told(Filled(case, clause, slot[0], hit), number, slot[1])
            if told is not None:
                return told
        number = triggers.at.get(a.heads[top])
        if number is not None and not triggers.all[number].own:
            found = first(OF_NOUN, Noun(case, triggers.all[number], top))
            if found is not None and found[0].kind is not None:
                return Told(found[0].kind, number, because=(found[1],))
    return None


def _told(filled: Filled, event: int | None, rule: str) -> Told | None:
    found = first(COUNTED, filled)
    if found is None or found[0].kind is None:
        return None
    own = found[0].event
    return Told(found[0].kind, own if own is not None else event, because=(rule, found[1]))


def _tops(case: Case) -> Iterator[int]:
    """The token that the count's phrase hangs on its verb by, then those that it is conjoined to."""
    a, count = case.text.analysis, case.count
    inside = range(count.first, count.last + 1)
    tops = [t for t in inside if a.heads[t] not in inside]
    token = next(iter(tops), count.first)
    if count.noun in tops[1:]:
        yield count.noun  # *zwei Dutzend* may hang beside what it counts
    yield token
    for _ in range(_CONJOINED if count.noun is not None else 0):
        bare = a.labels[token] == "nmod" and not a.has(token, "case")
        if not (bare or a.labels[token] in ("conj", "appos", "flat", "nummod")) or a.heads[token] < 0:
            return
        token = a.heads[token]
        yield token


# Slots


def _article(filler: Filler) -> str:
    count = filler.case.count
    return filler.case.text.analysis.forms[count.first].casefold() if count.single else ""


def _does(filler: Filler) -> bool:
    clause = filler.clause
    return filler.top in clause.doers or (filler.top == clause.predicate and clause.kind == "copula")


def _relative(filler: Filler) -> Slot | None:
    """No slot if a predicate stands below what it says something of, and the number is only the article."""
    a, token = filler.case.text.analysis, filler.clause.predicate
    while filler.case.count.single and a.heads[token] >= 0:
        token = a.heads[token]
        if token == filler.top:
            return ""
    return None


def _accusative(filler: Filler) -> Slot | None:
    return "" if _does(filler) and _article(filler) == "einen" else None


def _doer(filler: Filler) -> Slot | None:
    return "subj" if _does(filler) else None


def _only_phrase(filler: Filler) -> Slot | None:
    clause = filler.clause
    if filler.top not in clause.undergoers or clause.voice != "active" or clause.doers or clause.kind != "finite":
        return None
    return "subj" if clause.lemma not in counting_words() else None


def _undergoer(filler: Filler) -> Slot | None:
    return "obj" if filler.top in filler.clause.undergoers else None


def _costs_lives(filler: Filler) -> Slot | None:
    a, clause = filler.case.text.analysis, filler.clause
    costs = LIFE in (a.forms[t] for t in clause.undergoers) and a.heads[filler.top] == clause.predicate
    return "obj" if costs else None


def _adverbial(filler: Filler) -> bool:
    """True if the parser took a bare count for an adverbial of the verb (*kamen über 20 Menschen ums Leben*)."""
    a, top = filler.case.text.analysis, filler.top
    hangs = a.heads[top] == filler.clause.predicate and a.labels[top] in ("obl", "dep", "nmod")
    return hangs and not filler.case.behind_preposition


def _adverbial_doer(filler: Filler) -> Slot | None:
    free = filler.clause.voice == "active" and not filler.clause.doers
    return "subj" if free and _adverbial(filler) else None


def _adverbial_undergoer(filler: Filler) -> Slot | None:
    return "obj" if _adverbial(filler) else None


SLOT: tuple[Rule[Filler, Slot], ...] = (
    Rule(
        name="how_many/article-under-a-relative",
        find=_relative,
        why="A mere article counts nobody for the relative clause that says more of them.",
        yes=(("Die Polizei sucht einen Mann, der verhaftet wurde.", ""),),
    ),
    Rule(
        name="how_many/einen-does-nothing",
        find=_accusative,
        why="*Einen* is no subject.",
        yes=(("Die Rebellen ließen einen Mann sterben.", ""),),
    ),
    Rule(
        name="how_many/doer",
        find=_doer,
        why="A subject of the active voice fills the first slot.",
        yes=(
            ("Bei dem Brand starben elf Menschen.", "starben: killed exact 11"),
            ("Die dreißig Lehrer streikten.", "streikten: participants exact 30"),
        ),
    ),
    Rule(
        name="how_many/only-phrase",
        find=_only_phrase,
        why="The one bare phrase of a finite clause is its subject, unless its verb counts what it is done to.",
        yes=(
            (
                "Rebellen griffen Ulm an. Dabei kamen nach Angaben der Armee zwei Bauern ums Leben, drei wurden verletzt.",
                "Leben: killed exact 2",
            ),
        ),
    ),
    Rule(
        name="how_many/undergoer",
        find=_undergoer,
        why="An object of the active, a subject of the passive fills the second slot.",
        yes=(
            ("Die Rebellen töteten zwölf Bauern.", "töteten: killed exact 12"),
            ("Die Polizei verhaftete vier Mönche.", "verhaftete: arrested exact 4"),
        ),
    ),
    Rule(
        name="how_many/costs-lives",
        find=_costs_lives,
        why="Those whom something costs their life are what it is done to.",
        yes=(("Das Unglück kostete 40 Menschen das Leben.", "Leben: killed exact 40"),),
    ),
    Rule(
        name="how_many/adverbial-doer",
        find=_adverbial_doer,
        why="A bare count that hangs on a verb without a subject is that.",
        yes=(("Mehr als 300 demonstrierten.", "demonstrierten: participants more than 300"),),
    ),
    Rule(
        name="how_many/adverbial-undergoer",
        find=_adverbial_undergoer,
        why="A bare count that hangs on a verb with a subject, or on a passive, is what it is done to.",
        yes=(
            ("Das Beben tötete an die 40 Menschen.", "tötete: killed about 40"),
            ("Der Anschlag verletzte um die 40 Menschen.", "Anschlag: injured about 40"),
        ),
    ),
)


# What a slot counts


def _of_life(filled: Filled) -> Told | None:
    if filled.hit is None or filled.hit.entry.pos != "PHRASE" or filled.hit.entry.word != LIFE:
        return None
    return Told("killed") if dict(filled.hit.entry.frame).get(filled.slot) == "recipient" else NOTHING


def _taken_in(filled: Filled) -> Told | None:
    hit = filled.hit
    arrest = hit is not None and hit.entry.pos == "PHRASE" and hit.entry.mode == "arrest"
    if hit is None or not arrest:
        return None
    return Told("arrested") if dict(hit.entry.frame).get(filled.slot) == "recipient" else NOTHING


def _homeless(filled: Filled) -> Told | None:
    return Told("homeless") if filled.clause.lemma == "obdachlos" and filled.slot == "subj" else None


def _counting_verb(filled: Filled) -> Told | None:
    kinds = counting_words().get(filled.clause.lemma)
    if kinds is None or (filled.hit is not None and filled.hit.entry.pos == "PHRASE"):
        return None
    return Told(kinds.get(filled.slot))


def _sent(filled: Filled) -> Told | None:
    if filled.hit is None or filled.hit.entry.type != "MOBILIZE":
        return None
    return Told("participants" if filled.slot == ("obj" if filled.clause.undergoers else "subj") else None)


def _come_to_it(filled: Filled) -> Told | None:
    """Those who come to a gathering that the clause names (*Zu der Kundgebung kamen 800 Bauern*)."""
    if filled.slot != "subj" or filled.clause.lemma not in word_set("ways_to_a_gathering"):
        return None
    triggers = filled.case.triggers
    reached = (triggers.at.get(t) for p, t in filled.clause.obliques if p in closed("prepositions_to_a_gathering"))
    gathering = (n for n in reached if n is not None and triggers.all[n].entry.type in _GATHERINGS)
    return next((Told("participants", n) for n in gathering), None)


def _doers_take_part(filled: Filled) -> Told | None:
    took_part = filled.hit is not None and filled.hit.entry.type in _DOERS and filled.slot == "subj"
    return Told("participants") if took_part else None


COUNTED: tuple[Rule[Filled, Told], ...] = (
    Rule(
        name="how_many/life-lost",
        find=_of_life,
        why="Phrases with *Leben* count those who lose it.",
        yes=(("Das Unglück kostete 40 Menschen das Leben.", "Leben: killed exact 40"),),
    ),
    Rule(
        name="how_many/taken-into-custody",
        find=_taken_in,
        why="Phrases of arrest count those arrested.",
        yes=(
            ("Die Polizei nahm 16 Bauern in Haft.", "Haft: arrested exact 16"),
            ("Die Beamten nahmen 24 Randalierer in Gewahrsam.", "Gewahrsam: arrested exact 24"),
        ),
        no=("16 Polizisten nahmen den Bauern in Haft.",),
    ),
    Rule(
        name="how_many/made-homeless",
        find=_homeless,
        why="Those who become *obdachlos* have lost their homes.",
        yes=(("Nach dem Sturm wurden 300 Bauern obdachlos.", "obdachlos: homeless exact 300"),),
    ),
    Rule(
        name="how_many/counting-verb",
        find=_counting_verb,
        why="Verbs of harm, arrest and gathering count one of their slots (`counting_verbs.tsv`).",
        yes=(
            ("Die Rebellen töteten zwölf Bauern.", "töteten: killed exact 12"),
            ("Im Fluss ertranken sieben Menschen.", "ertranken: killed exact 7"),
        ),
    ),
    Rule(
        name="how_many/those-sent",
        find=_sent,
        why="Of those sent the ones sent are counted, where any are.",
        yes=(("Belmark mobilisierte 40 Soldaten.", "mobilisierte: participants exact 40"),),
    ),
    Rule(
        name="how_many/come-to-it",
        find=_come_to_it,
        why="Those who come to a gathering take part in it.",
        yes=(
            ("Zu der Kundgebung waren 800 Bauern gekommen.", "Kundgebung: participants exact 800"),
            ("Zur Demonstration erschienen rund 50 Lehrer.", "Demonstration: participants about 50"),
        ),
        no=("In die Stadt waren 800 Bauern gekommen.",),
    ),
    Rule(
        name="how_many/doers-take-part",
        find=_doers_take_part,
        why="Those who attack, meet or protest take part in it.",
        yes=(("40 Rebellen griffen das Dorf an.", "griffen: participants exact 40"),),
    ),
)


# What a deed's noun counts


def _other_phrase(of: Noun) -> Told | None:
    a, cases = of.case.text.analysis, of.prepositions
    close = cases in ([], ["von"], ["mit"]) and (bool(cases) or a.feat(of.top, "Case") in ("Gen", ""))
    return None if close else NOTHING


def _counting_noun(of: Noun) -> Told | None:
    kinds = counting_words().get(of.hit.entry.word)
    if kinds is None:
        return None
    kind: FigureKind | None = kinds.get("gen") if of.prepositions != ["mit"] else None
    return Told(kind)


def _gathered(of: Noun) -> Told | None:
    return Told("participants") if of.hit.entry.type in _GATHERINGS else None


OF_NOUN: tuple[Rule[Noun, Told], ...] = (
    Rule(
        name="how_many/other-phrase-of-a-noun",
        find=_other_phrase,
        why="Only a genitive, and *von* and *mit*, tell how many a deed's noun counts.",
        yes=(("Bei einer Kundgebung gegen 300 Polizisten war es ruhig.", ""),),
    ),
    Rule(
        name="how_many/counting-noun",
        find=_counting_noun,
        why="Nouns of harm and arrest count those in their genitive.",
        yes=(
            ("Die Armee trägt Schuld am Tod von neun Bauern.", "Tod: killed exact 9"),
            ("Die Festnahme von vier Mönchen empörte viele.", "Festnahme: arrested exact 4"),
        ),
    ),
    Rule(
        name="how_many/gathered",
        find=_gathered,
        why="A gathering counts those who take part.",
        yes=(("Die Kundgebung von 300 Bauern blieb ruhig.", "Kundgebung: participants exact 300"),),
    ),
)
