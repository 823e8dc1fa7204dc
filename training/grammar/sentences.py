"""Simple sentences: word orders, voices, tenses, light verbs, attributes."""

from __future__ import annotations

from dataclasses import replace

from training.grammar.clauses import (
    PASSIVES,
    SHAPES,
    Cast,
    active,
    any_frame,
    clear_object,
    filled,
    main,
    passive,
    pronoun_for,
    transitive,
)  # fmt: skip
from training.grammar.draw import Draw, Unfit
from training.grammar.frames import frames
from training.grammar.inflection import Agreement, ending
from training.grammar.nominals import Nominal, common, plain
from training.grammar.people import someone
from training.grammar.phrases import deed_phrase, when, where, with_preposition
from training.grammar.trees import Event, Node, Word, feats, sign
from training.grammar.words import Noun, nouns


def adverbials(draw: Draw, share: float = 0.55) -> list[Node]:
    """No, one or two adverbials."""
    found = [make(draw) for make, likely in ((when, share), (where, share * 0.6)) if draw.chance(likely)]
    return found if len({node.word.form for node in found}) == len(found) else found[:1]


def _clause(draw: Draw, cast: Cast, front: Node, middle: list[Node], shape: str = "") -> Node:
    group = active(draw, cast.frame, cast.subject.number, shape or draw.pick(SHAPES))
    return main(group, event=cast.event, front=front, middle=middle)


def subject_first(draw: Draw) -> Node:
    """Subject, verb, object: usual, so where form leaves two readings it decides."""
    cast = filled(draw, any_frame(draw))
    return _clause(draw, cast, cast.agent(), cast.middle(adverbials=adverbials(draw)))


def bare_name_object(draw: Draw) -> Node:
    """A full name without anything as the object of a subject that shows no case either, or does."""
    cast = filled(
        draw, draw.pick([f for f in frames(draw.part) if f.transitive and f.living and not f.role("iobj")]), rest=False
    )
    return _clause(
        draw, cast, cast.agent(), cast.middle(adverbials=adverbials(draw, 0.3)), draw.pick(("past", "past", "perfect"))
    )


def ambiguous(draw: Draw) -> Node:
    """Neither case nor number tells subject from object: the first is the subject."""
    cast = filled(draw, transitive(draw), rest=False)
    if clear_object(cast):
        raise Unfit("form decides")
    return _clause(draw, cast, cast.agent(), cast.middle(adverbials=adverbials(draw, 0.3)))


def object_first(draw: Draw) -> Node:
    """The object in front, where case or number shows it."""
    cast = filled(draw, transitive(draw))
    if not clear_object(cast):
        raise Unfit("form leaves two readings")
    middle = [*cast.sich(), cast.agent(), *adverbials(draw), *cast.late()]
    return _clause(draw, cast, cast.patient(), middle)


def pronoun_object_first(draw: Draw) -> Node:
    """*Ihn nahm die Polizei fest.*."""
    cast = filled(draw, transitive(draw), rest=False)
    if cast.object is None or not cast.frame.living:
        raise Unfit("no person")
    cast.object = pronoun_for(cast.object)
    if not (cast.object.marked or cast.subject.marked):
        raise Unfit("sie and es have one form for both cases, and sie one for both numbers")
    return _clause(draw, cast, cast.patient(), [cast.agent(), *adverbials(draw)])


def adverbial_first(draw: Draw) -> Node:
    """Time or place in front, then verb, subject, object."""
    cast = filled(draw, any_frame(draw))
    front = when(draw) if draw.chance(0.6) else where(draw)
    middle = [cast.agent(), *cast.middle(adverbials=[where(draw)] if draw.chance(0.2) else [])]
    return _clause(draw, cast, front, middle)


def pronoun_middle(draw: Draw) -> Node:
    """*Am Montag griff ihn ein Schreiner an.*."""
    cast = filled(draw, transitive(draw), rest=False)
    if cast.object is None or not cast.frame.living or cast.frame.reflexive:
        raise Unfit("no person")
    cast.object = pronoun_for(cast.object)
    if not (cast.object.marked or cast.subject.marked):
        raise Unfit("sie and es have one form for both cases, and sie one for both numbers")
    return _clause(draw, cast, when(draw), [cast.patient(), cast.agent(), *([where(draw)] if draw.chance(0.3) else [])])


def dative(draw: Draw) -> Node:
    """A verb with a dative, in front or in the middle."""
    frame = draw.pick([f for f in frames(draw.part) if f.role("iobj")])
    cast = filled(draw, frame, rest=False)
    assert cast.dative is not None
    if draw.chance(0.5):
        return _clause(draw, cast, cast.agent(), cast.middle(adverbials=adverbials(draw)))
    ahead = cast.inner()[0]
    things = [cast.patient()] if cast.object is not None else []
    return _clause(draw, cast, ahead, [*cast.sich(), cast.agent(), *adverbials(draw), *things, *cast.light()])


def prepositional(draw: Draw) -> Node:
    """A verb whose recipient or topic stands behind a preposition."""
    frame = draw.pick(
        [f for f in frames(draw.part) if f.oblique and not f.role("obj") and not f.role("iobj") and not f.light]
    )
    cast = filled(draw, frame)
    if not cast.others:
        raise Unfit("no phrase")
    return _clause(draw, cast, cast.agent(), cast.middle(adverbials=adverbials(draw)))


def light_verb(draw: Draw) -> Node:
    """A noun that has the meaning beside a verb that has little (*Kritik üben*)."""
    frame = draw.pick([f for f in frames(draw.part) if f.light])
    cast = filled(draw, frame)
    if draw.chance(0.3):
        return _clause(draw, cast, when(draw), [cast.agent(), *cast.middle(adverbials=[])])
    return _clause(draw, cast, cast.agent(), cast.middle(adverbials=adverbials(draw, 0.4)))


def separable(draw: Draw) -> Node:
    """A particle at the end of the clause."""
    cast = filled(draw, draw.pick([f for f in frames(draw.part) if f.verb.particle and not f.light]))
    return _clause(draw, cast, cast.agent(), cast.middle(adverbials=adverbials(draw)), draw.pick(("past", "present")))


def tense(shape: str, draw: Draw) -> Node:
    """A tense or mood of which the finite word is an auxiliary."""
    cast = filled(draw, any_frame(draw))
    if draw.chance(0.3):
        return _clause(draw, cast, when(draw), [cast.agent(), *cast.middle(adverbials=[])], shape)
    return _clause(draw, cast, cast.agent(), cast.middle(adverbials=adverbials(draw)), shape)


def negated(draw: Draw) -> Node:
    """*nicht* before the verb's last part."""
    cast = filled(draw, transitive(draw), rest=False)
    no = Node(Word("nicht", "nicht", "PART", feats(Polarity="Neg")), "advmod")
    return _clause(draw, cast, cast.agent(), [*cast.middle(adverbials=adverbials(draw, 0.3)), no])


def by(preposition: str, cast: Cast) -> Node:
    """Who did it, in a passive."""
    case = "Dat" if preposition == "von" else "Acc"
    node = cast.subject.build(case).playing(cast.event, cast.frame.role("subj"))
    return with_preposition(preposition, node, label="obl:agent")


def passive_clause(draw: Draw, agent: str = "", *, shape: str = "", lead: str = "") -> Node:
    """A passive with or without who did it; `lead` is what stands in front: subject, agent or adverbial."""
    cast = filled(draw, transitive(draw), rest=draw.chance(0.3))
    assert cast.object is not None
    group = passive(draw, cast.frame, cast.object.number, shape or draw.pick(PASSIVES))
    subject = cast.patient("Nom", "nsubj:pass")
    lead = lead or draw.pick(("subject", "subject", "adverbial", *(("agent",) if agent else ())))
    doer = [by(agent, cast)] if agent else []
    if not agent:
        draw.kinds = draw.kinds[1:] if len(draw.kinds) > 1 else draw.kinds
    if lead == "agent" and doer:
        return main(group, event=cast.event, front=doer[0], middle=[subject, *adverbials(draw, 0.4), *cast.late()])
    if lead == "adverbial":
        return main(group, event=cast.event, front=when(draw), middle=[subject, *doer, *cast.late()])
    times = adverbials(draw, 0.5)
    inside = [*times, *doer] if draw.chance(0.6) else [*doer, *times]
    return main(group, event=cast.event, front=subject, middle=[*inside, *cast.late()])


def passive_dative(draw: Draw) -> Node:
    """*Ihr wurde von der Behörde der Zutritt verweigert*: the dative stays, the object is the subject."""
    frame = draw.pick([f for f in frames(draw.part) if f.role("iobj") and f.role("obj") and not f.reflexive])
    cast = filled(draw, frame, rest=False)
    assert cast.object is not None
    group = passive(draw, frame, cast.object.number, draw.pick(("past", "present", "perfect")))
    doer = [by("von", cast)] if draw.chance(0.5) else []
    return main(group, event=cast.event, front=cast.inner()[0], middle=[*doer, cast.patient("Nom", "nsubj:pass")])


def attribute(kind: str, draw: Draw) -> Node:
    """A participle before its noun: `past`, with what a passive would have, or `present`, with its object."""
    inner = filled(draw, transitive(draw), rest=False)
    assert inner.object is not None
    noun = draw.pick(nouns(draw.pick(("person", "trade", "group"))))
    number = draw.pick(noun.numbers)
    base = common(noun, number=number, det="der", kind="participle")
    lemma = inner.frame.verb.part if kind == "past" else inner.frame.verb.lemma + "d"
    if kind == "past":
        if not inner.frame.living:
            raise Unfit("no person")
        extra = [*([when(draw)] if draw.chance(0.4) else []), *([by("von", inner)] if draw.chance(0.6) else [])]
    else:
        extra = [inner.patient()] if draw.chance(0.6) else []
    role = inner.frame.role("obj" if kind == "past" else "subj")

    def build(case: str) -> Node:
        node = base.build(case)
        a = Agreement(case, base.number, base.gender)
        word = Word(lemma + ending("der", a), lemma, "ADJ", a.feats(Degree="Pos"))
        part = Node(word, "amod", tuple(extra), (), inner.event)
        return replace(node, before=(node.before[0], part)).playing(inner.event, role)

    who = Nominal("participle", base.number, base.gender, build)
    outer = filled(draw, transitive(draw), rest=False)
    if draw.chance(0.5) or not outer.frame.living:
        outer.subject = who
        return _clause(draw, outer, outer.agent(), outer.middle(adverbials=adverbials(draw, 0.3)))
    outer.object = who
    return _clause(draw, outer, outer.agent(), outer.middle(adverbials=adverbials(draw, 0.3)))


def _deed(draw: Draw, want: tuple[str, ...]) -> tuple[Noun, Event, tuple[Node, ...]]:
    fillers = {slot: someone(draw) for slot in want}
    return deed_phrase(draw, fillers, want=want)


SLOTS_OF_DEEDS = (("auf",), ("gegen",), ("gen",), ("gen", "durch"), ("gen", "auf"), ("gen", "gegen"), ("an",), ("mit",))
"""Which slots of a nominalised deed are filled together."""


def deed_adverbial(draw: Draw) -> Node:
    """*Nach dem Angriff auf Enno Brandhofer …*."""
    noun, event, tail = _deed(draw, draw.pick(SLOTS_OF_DEEDS))
    base = common(noun, number="Sing", det="der", kind="deed", tail=tail)
    node = replace(base.build("Dat"), event=event)
    preposition = draw.pick(("nach", "nach", "vor", "bei"))
    cast = filled(draw, any_frame(draw), rest=False)
    return _clause(draw, cast, with_preposition(preposition, node), [cast.agent(), *cast.middle(adverbials=[])])


def deed_object(draw: Draw) -> Node:
    """*Die Opposition kritisierte den Angriff auf Enno Brandhofer.*."""
    noun, event, tail = _deed(draw, draw.pick(SLOTS_OF_DEEDS))
    base = common(
        noun,
        number="Plur" if draw.chance(0.2) else "Sing",
        det=draw.pick(("der", "der", "ein")),
        kind="deed",
        tail=tail,
    )
    what = replace(base, build=lambda case: replace(base.build(case), event=event))
    frame = draw.pick(
        [
            f
            for f in frames(draw.part)
            if f.transitive and f.role("obj") == "topic" and not f.role("iobj") and not f.objects
        ]
    )
    cast = filled(draw, frame, rest=False)
    cast.object = what
    if draw.chance(0.25) and clear_object(cast):
        return _clause(draw, cast, cast.patient(), [cast.agent(), *adverbials(draw, 0.3)])
    return _clause(draw, cast, cast.agent(), cast.middle(adverbials=adverbials(draw, 0.3)))


def deed_subject(draw: Draw) -> Node:
    """*Die Festnahme der Journalistin durch die Polizei wurde kritisiert.*."""
    noun, event, tail = _deed(draw, draw.pick(SLOTS_OF_DEEDS))
    base = common(noun, number="Sing", det="der", kind="deed", tail=tail)
    frame = draw.pick(
        [
            f
            for f in frames(draw.part)
            if f.transitive and f.role("obj") == "topic" and not f.role("iobj") and not f.objects
        ]
    )
    cast = filled(draw, frame, rest=False)
    cast.object = replace(base, build=lambda case: replace(base.build(case), event=event))
    group = passive(draw, frame, "Sing", draw.pick(("past", "perfect", "present")))
    doer = [by("von", cast)] if draw.chance(0.5) else []
    return main(
        group, event=cast.event, front=cast.patient("Nom", "nsubj:pass"), middle=[*adverbials(draw, 0.3), *doer]
    )


def exists(draw: Draw) -> Node:
    """*Es kam zu einem Angriff auf …*; *In Quern kam es zu …*."""
    noun, event, tail = _deed(draw, draw.pick((("auf",), ("gegen",), ("durch",), ("mit",))))
    base = common(
        noun, number="Plur" if draw.chance(0.4) else "Sing", det=draw.pick(("ein", "none")), kind="deed", tail=tail
    )
    node = with_preposition("zu", replace(base.build("Dat"), event=event))
    es = Node(
        Word("es", "es", "PRON", feats(Case="Nom", Gender="Neut", Number="Sing", Person="3", PronType="Prs")), "expl"
    )
    marks = feats(Mood="Ind", Number="Sing", Person="3", Tense="Past", VerbForm="Fin")
    verb = Word("kam", "kommen", "VERB", marks)
    place = where(draw)
    if draw.chance(0.5):
        return Node(verb, "root", (es,), (place, node, sign(".")))
    return Node(verb, "root", (place,), (es, node, sign(".")))


def thing_passive(draw: Draw) -> Node:
    """A passive of a topic: *Das Gesetz wurde vom Parlament verabschiedet.*."""
    frame = draw.pick([f for f in frames(draw.part) if f.transitive and not f.living and not f.role("iobj")])
    cast = filled(draw, frame, rest=False)
    assert cast.object is not None
    if draw.chance(0.5):
        cast.subject = plain(draw, "group", number="Sing")
    group = passive(draw, frame, cast.object.number, draw.pick(PASSIVES))
    return main(
        group, event=cast.event, front=cast.patient("Nom", "nsubj:pass"), middle=[*adverbials(draw), by("von", cast)]
    )
