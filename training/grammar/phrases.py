"""Phrases beside the participants: with a preposition, of time, place and manner, and nominalised deeds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from training.grammar.draw import Draw, Unfit
from training.grammar.frames import PREPOSITIONS, Deed, deeds
from training.grammar.inflection import Agreement, article
from training.grammar.nominals import Nominal, place_name
from training.grammar.trees import Event, Node, Word, feats
from training.grammar.words import Noun, noun, rows

_JOINED = {
    ("in", "dem"): "im", ("an", "dem"): "am", ("zu", "dem"): "zum", ("zu", "der"): "zur", ("von", "dem"): "vom",
    ("bei", "dem"): "beim",
}  # fmt: skip
_ADJECTIVES = frozenset(("erneut", "überraschend", "offenbar", "öffentlich", "gemeinsam"))


def with_preposition(preposition: str, node: Node, *, label: str = "obl") -> Node:
    """A phrase behind a preposition, contracted with its article where German does so."""
    first = node.before[0] if node.before else None
    joined = _JOINED.get((preposition, first.word.form)) if first and first.word.lemma == "der" else None
    if joined and first and not first.before and not first.after:
        node = replace(node, before=node.before[1:])
    return node.labelled(label).led(Node(Word(joined or preposition, preposition, "ADP"), "case"))


def adverbial(draw: Draw, *kinds: str) -> Node:
    """An adverbial of a kind: time, place or manner."""
    if "place" in kinds and draw.chance(0.4):
        return with_preposition("in", place_name(draw))
    row = draw.pick([r for r in rows("adverbials") if r["kind"] in kinds])
    if not row["prep"]:
        form = row["form"]
        return Node(
            Word(
                form, form, "ADJ" if form in _ADJECTIVES else "ADV", feats(Degree="Pos") if form in _ADJECTIVES else "_"
            ),
            "advmod",
        )
    known = noun(row["noun"])
    proper = known is None
    base = known or Noun(row["noun"], row["noun"] + "s", row["noun"], "Masc")
    a = Agreement(row["case"], "Sing", base.gender)
    word = Word(base.inflected(row["case"], "Sing"), base.form, "PROPN" if proper else "NOUN", a.feats())
    det = article(row["det"], a) if row["det"] else None
    return with_preposition(row["prep"], Node(word, "obl", (det,) if det else ()))


def date(draw: Draw) -> Node:
    """*am 3. Juni*."""
    a = Agreement("Dat", "Sing", "Masc")
    day = f"{draw.random.randrange(1, 29)}."
    number = Node(Word(day, day, "ADJ", a.feats(Degree="Pos", NumType="Ord")), "amod")
    month = draw.pick(("Januar", "Februar", "April", "Mai", "Juli", "August", "September", "November", "Dezember"))
    det = article("der", a)
    assert det is not None
    return with_preposition("an", Node(Word(month, month, "PROPN", a.feats()), "obl", (det, number)))


def when(draw: Draw) -> Node:
    """When it was."""
    return date(draw) if draw.chance(0.15) else adverbial(draw, "time")


def where(draw: Draw) -> Node:
    """Where it was."""
    return adverbial(draw, "place")


def slot_phrase(slot: str, filler: Nominal, *, event: Event, role: str, label: str = "obl") -> Node:
    """A slot of a frame that has a preposition."""
    preposition = slot.split("+", maxsplit=1)[0]
    return with_preposition(preposition, filler.build(PREPOSITIONS[slot]), label=label).playing(event, role)


@cache
def _ends() -> tuple[tuple[str, str, str, str], ...]:
    return tuple((r["form"], r["genitive"], r["plural"], r["gender"]) for r in rows("deeds"))


def declined(deed: Deed) -> Noun | None:
    """The declension of a noun that is an event, by its end; None where no end fits."""
    for end, genitive, plural, gender in sorted(_ends(), key=lambda each: -len(each[0])):
        if deed.noun.casefold().endswith(end):
            start = deed.noun[: -len(end)]
            if plural == "-":
                many = "-"
            elif len(plural) > 2:
                many = start + (plural if start else plural.capitalize())
            else:
                many = deed.noun + plural
            return Noun(deed.noun, deed.noun + genitive, many, gender)
    return None


def deed_phrase(
    draw: Draw, nominal_of: dict[str, Nominal], *, want: tuple[str, ...]
) -> tuple[Noun, Event, tuple[Node, ...]]:
    """A nominalised deed and what hangs on it: of the slots wanted those that its frame has, each filled.

    Raises Unfit where no noun of this part has one of them.
    """
    fitting = [deed for deed in deeds(draw.part) if declined(deed) and any(slot in dict(deed.slots) for slot in want)]
    deed = draw.pick(fitting)
    base = declined(deed)
    assert base is not None
    event = Event(deed.type)
    roles = dict(deed.slots)
    tail: list[Node] = []
    for slot in want:
        filler = nominal_of.get(slot)
        if slot not in roles or filler is None:
            continue
        if slot == "gen":
            if not filler.genitive:
                raise Unfit("no genitive")
            tail.append(filler("Gen", "nmod").playing(event, roles[slot]))
        else:
            tail.append(slot_phrase(slot, filler, event=event, role=roles[slot], label="nmod"))
    if not tail:
        raise Unfit("a deed without participants")
    return base, event, tuple(tail)
