"""What only news have: datelines and headlines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from training.grammar.clauses import Cast, active, filled, main, passive, transitive
from training.grammar.draw import Draw, Unfit
from training.grammar.inflection import Agreement
from training.grammar.nominals import Nominal, common, name_node, plain
from training.grammar.people import bare, gender_form, office_name, state
from training.grammar.phrases import deed_phrase, with_preposition
from training.grammar.sentences import passive_clause, subject_first
from training.grammar.trees import Node, Word, capital, feats, sign
from training.grammar.words import names, nouns, states

LEADS: tuple[Callable[[Draw], Node], ...] = (subject_first, passive_clause)


def _town(draw: Draw) -> Node:
    """A town's name in the nominative."""
    words = (
        draw.pick(names("town", draw.part))[0].split() if draw.chance(0.5) else [draw.pick(states(draw.part)).capital]
    )
    return name_node(words, Agreement("Nom", "Sing", "Neut"), "LOC")


def dateline(draw: Draw, *, agency: bool) -> Node:
    """*Quern (dpa) – Die Polizei …*; the place hangs on the sentence."""
    sentence = draw.pick(LEADS)(draw)
    place = _town(draw).labelled("dep")
    if agency:
        short, _ = draw.pick(names("agency", draw.part))
        word = Word(short, short, "PROPN", feats(Case="Nom", Gender="Fem", Number="Sing"), "B-ORG")
        place = place.followed(Node(word, "appos", (sign("("),), (sign(")"),)))
    return capital(sentence).led(
        place.followed(sign(draw.pick(("–", "-", "–")) if agency else draw.pick((":", "–", "."))))
    )


def _short(draw: Draw) -> Nominal:
    """A participant without an article, as headlines have it."""
    made = draw.pick((bare, office_name, state, gender_form, _plain_short, _plain_short, _plain_short))(draw)
    draw.kinds.append("headline")
    return made


def _plain_short(draw: Draw) -> Nominal:
    noun = draw.pick(nouns(draw.pick(("person", "trade", "group", "office"))))
    number = draw.pick(noun.numbers)
    return replace(common(noun, number=number, det="null", kind="headline"), genitive=False)


def _cast(draw: Draw) -> Cast:
    frame = transitive(draw)
    cast = filled(draw, frame, subject=_short(draw), rest=False)
    if frame.living:
        cast.object = _short(draw)
    else:
        cast.object = plain(draw, "topic", number="Plur", det="null", described=0.2)
    return cast


def headline(draw: Draw) -> Node:
    """*Rebellen erobern Flughafen*."""
    cast = _cast(draw)
    group = active(draw, cast.frame, cast.subject.number, "present")
    place = [with_preposition("in", _town(draw))] if draw.chance(0.4) else []
    return main(group, event=cast.event, front=cast.agent(), middle=cast.middle(adverbials=place), end="")


def colon(draw: Draw, *, source: bool) -> Node:
    """*Quern: Polizei nimmt Enno Brandhofer fest*; with `source`, who says it stands before the colon."""
    cast = _cast(draw)
    group = active(draw, cast.frame, cast.subject.number, "present")
    inner = main(group, event=cast.event, front=cast.agent(), middle=cast.middle(adverbials=[]), end="")
    ahead = _short(draw).build("Nom") if source else _town(draw)
    return capital(inner).led(ahead.labelled("parataxis").followed(sign(":")))


def participle(draw: Draw) -> Node:
    """*Sprecher in Quern festgenommen*: a passive without its auxiliary."""
    frame = transitive(draw)
    if not frame.living:
        raise Unfit("no person")
    cast = filled(draw, frame, rest=False)
    cast.object = _short(draw)
    group = passive(draw, frame, "Sing", "past")
    place = [with_preposition("in", _town(draw))] if draw.chance(0.6) else []
    return Node(group.head, "root", (cast.patient("Nom", "nsubj:pass"), *place), (), cast.event)


def nominal(draw: Draw) -> Node:
    """*Angriff auf Kaserne in Quern*: no verb; the noun is the root."""
    want = draw.pick((("auf",), ("gegen",), ("an",), ("mit",)))
    noun, event, tail = deed_phrase(draw, {slot: _short(draw) for slot in want}, want=want)
    base = common(
        noun, number="Plur" if draw.chance(0.3) and "Plur" in noun.numbers else "Sing", det="null", kind="deed"
    )
    place = [with_preposition("in", _town(draw), label="nmod")] if draw.chance(0.6) else []
    node = base.build("Nom").labelled("root").followed(*tail, *place)
    return replace(node, event=event)
