"""Sentences with clauses in them: relative clauses, complements, adverbial clauses, infinitives, coordination."""

from __future__ import annotations

from dataclasses import replace

from training.grammar.clauses import (
    PASSIVES,
    SHAPES,
    Cast,
    active,
    any_frame,
    filled,
    final,
    main,
    passive,
    pronoun_for,
    to_infinitive,
    transitive,
)  # fmt: skip
from training.grammar.draw import Draw, Unfit
from training.grammar.frames import Frame, frames
from training.grammar.inflection import relative
from training.grammar.nominals import Nominal, plain
from training.grammar.people import someone
from training.grammar.phrases import when, where, with_preposition
from training.grammar.sentences import adverbials, by
from training.grammar.trees import Event, Node, Word, capital, sign
from training.grammar.verbs import Verb, verb
from training.grammar.words import part_of, rows

LAST_SHAPES = ("past", "past", "perfect", "pluperfect", "present", "modal")


def governors(draw: Draw, who: str) -> list[Verb]:
    """The verbs of this part that govern an infinitive whose deed is of `subj`, `obj` or `iobj`."""
    known = (verb(row["form"]) for row in rows("governors") if row["governs"] == "inf" and row["who"] == who)
    return [v for v in known if v is not None and part_of(v.root) == draw.part]


def sayers(draw: Draw) -> list[Verb]:
    """The verbs of saying of this part that take a clause."""
    found = (verb(row["form"]) for row in rows("governors") if row["governs"] == "clause")
    return [v for v in found if v is not None and part_of(v.root) == draw.part]


def plain_frame(known: Verb) -> Frame:
    """A frame of a verb that is not in the trigger lexicon, with a subject only."""
    return Frame("", known, ())


def antecedent(draw: Draw) -> Nominal:
    """Somebody of whom a relative clause can speak."""
    for _ in range(20):
        found = someone(draw)
        if not found.closed and (found.gender or found.number == "Plur"):
            return found
        draw.kinds.pop()
    raise Unfit("no antecedent")


def with_clause(who: Nominal, clause: Node, event: Event, role: str) -> Nominal:
    """A participant with a relative clause, which says what it has to do with that clause's event."""

    def build(case: str) -> Node:
        node = who.build(case)
        if role:
            node = node.playing(event, role)
        return node.followed(clause.led(sign(",")), sign(","))

    return replace(who, build=build, closed=True)


def relative_clause(draw: Draw, case: str, who: Nominal) -> Nominal:
    """The participant with a relative clause whose pronoun has a case: Nom, Acc, Dat, Gen, prep or pass."""
    gender, number = who.gender, who.number
    if case == "Dat":
        frame = draw.pick([f for f in frames(draw.part) if f.role("iobj")])
    elif case == "prep":
        frame = draw.pick(
            [
                f
                for f in frames(draw.part)
                if any(s in ("gegen", "mit", "auf", "von", "für") for s, _ in f.oblique) and not f.light
            ]
        )
    else:
        frame = transitive(draw)
    cast = filled(draw, frame, rest=False)
    if case == "pass":
        group = passive(draw, frame, number, draw.pick(PASSIVES))
        pronoun = relative("Nom", number, gender).labelled("nsubj:pass")
        middle = [*adverbials(draw, 0.4), *([by("von", cast)] if draw.chance(0.6) else [])]
        clause = final(group, event=cast.event, opening=[pronoun], middle=middle)
        return with_clause(who, clause, cast.event, frame.role("obj"))
    group = active(draw, frame, number if case == "Nom" else cast.subject.number, draw.pick(LAST_SHAPES))
    if case == "Nom":
        middle = cast.middle(adverbials=adverbials(draw, 0.4))
        clause = final(group, event=cast.event, opening=[relative("Nom", number, gender)], middle=middle)
        return with_clause(who, clause, cast.event, frame.role("subj"))
    things = [cast.patient()] if cast.object is not None and case != "Acc" else []
    rest = [*cast.sich(), *adverbials(draw, 0.4), *things, *cast.light()]
    if case == "Acc":
        pronoun = relative("Acc", number, gender).labelled("obj")
        if (
            pronoun.word.form == relative("Nom", number, gender).word.form
            and cast.subject.number == number
            and not cast.subject.marked
        ):
            raise Unfit("form leaves two readings")
        clause = final(group, event=cast.event, opening=[pronoun], middle=[cast.agent(), *rest])
        return with_clause(who, clause, cast.event, frame.role("obj"))
    if case == "Dat":
        pronoun = relative("Dat", number, gender).labelled("obl:arg")
        clause = final(group, event=cast.event, opening=[pronoun], middle=[cast.agent(), *rest])
        return with_clause(who, clause, cast.event, frame.role("iobj"))
    if case == "prep":
        slot, role = draw.pick([(s, r) for s, r in frame.oblique if s in ("gegen", "mit", "auf", "von", "für")])
        pronoun = with_preposition(slot, relative("Dat" if slot in ("mit", "von") else "Acc", number, gender))
        clause = final(group, event=cast.event, opening=[pronoun], middle=[cast.agent(), *rest])
        return with_clause(who, clause, cast.event, role)
    owned = plain(draw, draw.pick(("office", "thing", "topic")), det="null", described=0)
    of = relative("Gen", number, gender).labelled("nmod")
    if frame.living or draw.chance(0.5):
        cast.subject = owned
        group = active(draw, frame, owned.number, draw.pick(LAST_SHAPES))
        first, middle = cast.agent().led(of), [*adverbials(draw, 0.4), *things]
    else:
        cast.object = owned
        first, middle = cast.patient().led(of), [cast.agent(), *adverbials(draw, 0.4)]
    clause = final(group, event=cast.event, opening=[first], middle=middle)
    return with_clause(who, clause, cast.event, "")


def with_relative(case: str, draw: Draw) -> Node:
    """A main clause one of whose participants has a relative clause."""
    who = relative_clause(draw, case, antecedent(draw))
    cast = filled(draw, any_frame(draw), rest=False)
    if cast.object is not None and cast.frame.living and draw.chance(0.5):
        cast.object = who
    else:
        cast.subject = who
    group = active(draw, cast.frame, cast.subject.number, draw.pick(SHAPES))
    return main(group, event=cast.event, front=cast.agent(), middle=cast.middle(adverbials=[]))


def _mark(word: str) -> Node:
    return Node(Word(word, word, "SCONJ"), "mark")


def subordinate(draw: Draw, cast: Cast, opener: str, shape: str = "") -> Node:
    """A clause behind a conjunction."""
    group = active(draw, cast.frame, cast.subject.number, shape or draw.pick(LAST_SHAPES))
    middle = [cast.agent(), *cast.middle(adverbials=adverbials(draw, 0.4))]
    return final(group, event=cast.event, opening=[_mark(opener)], middle=middle)


def _saying(draw: Draw, speaker: Nominal, said: Node, *, first: bool = False) -> Node:
    """A verb of saying with what is said behind it."""
    frame = plain_frame(draw.pick(sayers(draw)))
    group = active(draw, frame, speaker.number, draw.pick(("past", "past", "present")))
    subject = speaker("Nom", "nsubj")
    clause = said.labelled("ccomp").led(sign(","))
    if first:
        return main(group, event=None, front=when(draw), middle=[subject], behind=(clause,))
    return main(group, event=None, front=subject, middle=adverbials(draw, 0.25), behind=(clause,))


def said_dass(draw: Draw) -> Node:
    """*Die Sprecherin sagte, dass die Polizei …*."""
    cast = filled(draw, any_frame(draw))
    return _saying(draw, someone(draw), subordinate(draw, cast, "dass"), first=draw.chance(0.2))


def said_subjunctive(draw: Draw) -> Node:
    """*Die Sprecherin sagte, die Polizei habe …*: no conjunction, subjunctive."""
    cast = filled(draw, any_frame(draw))
    group = active(
        draw, cast.frame, cast.subject.number, draw.pick(("subjunctive", "subjunctive-perfect", "subjunctive-perfect"))
    )
    inner = main(
        group, event=cast.event, front=cast.agent(), middle=cast.middle(adverbials=adverbials(draw, 0.4)), end=""
    )
    return _saying(draw, someone(draw), inner, first=draw.chance(0.2))


def said_passive(draw: Draw) -> Node:
    """*…, Enno Brandhofer sei von der Polizei …*."""
    cast = filled(draw, transitive(draw), rest=False)
    assert cast.object is not None
    group = passive(draw, cast.frame, cast.object.number, "subjunctive")
    middle = [*adverbials(draw, 0.4), *([by("von", cast)] if draw.chance(0.6) else [])]
    inner = main(group, event=cast.event, front=cast.patient("Nom", "nsubj:pass"), middle=middle, end="")
    return _saying(draw, someone(draw), inner)


def quoted(draw: Draw) -> Node:
    """*„…“, sagte die Sprecherin.*."""
    cast = filled(draw, any_frame(draw), rest=False)
    group = active(draw, cast.frame, cast.subject.number, draw.pick(SHAPES))
    inner = main(
        group, event=cast.event, front=cast.agent(), middle=cast.middle(adverbials=adverbials(draw, 0.3)), end=""
    )
    inner = capital(inner).led(sign("„")).followed(sign("“"), sign(",")).labelled("ccomp")
    speaker = someone(draw)
    frame = plain_frame(draw.pick(sayers(draw)))
    said = active(draw, frame, speaker.number, "past")
    return main(said, event=None, front=inner, middle=[speaker("Nom", "nsubj")])


def so_speaker(draw: Draw) -> Node:
    """*Die Polizei habe …, so die Sprecherin.*."""
    cast = filled(draw, any_frame(draw), rest=False)
    group = active(draw, cast.frame, cast.subject.number, "subjunctive-perfect")
    so = Node(Word("so", "so", "ADV"), "advmod")
    who = someone(draw)("Nom", "parataxis").led(sign(","), so)
    return main(
        group, event=cast.event, front=cast.agent(), middle=cast.middle(adverbials=adverbials(draw, 0.4)), behind=(who,)
    )


def laut(draw: Draw) -> Node:
    """*Laut der Polizei hat ein Schreiner …*."""
    source = with_preposition("laut", someone(draw).build("Dat"))
    cast = filled(draw, any_frame(draw), rest=False)
    group = active(draw, cast.frame, cast.subject.number, draw.pick(SHAPES))
    return main(group, event=cast.event, front=source, middle=[cast.agent(), *cast.middle(adverbials=[])])


def adverbial_clause(draw: Draw, *, first: bool) -> Node:
    """A clause with *weil*, *nachdem*, *obwohl*, *als*, *während*, before or behind the main clause."""
    inner = filled(draw, any_frame(draw), rest=False)
    outer = filled(draw, any_frame(draw), rest=False)
    if draw.chance(0.4):
        inner.subject = pronoun_for(outer.subject) if not first else inner.subject
        if first:
            outer.subject = pronoun_for(inner.subject)
    opener = draw.pick(
        ("weil", "nachdem", "obwohl", "während", "bevor")
        if first
        else ("weil", "nachdem", "obwohl", "während", "bevor", "da")
    )
    clause = subordinate(draw, inner, opener, "pluperfect" if opener == "nachdem" else "").labelled("advcl")
    group = active(draw, outer.frame, outer.subject.number, draw.pick(SHAPES))
    if first:
        front = clause.followed(sign(","))
        return main(group, event=outer.event, front=front, middle=[outer.agent(), *outer.middle(adverbials=[])])
    behind = (clause.led(sign(",")),)
    return main(group, event=outer.event, front=outer.agent(), middle=outer.middle(adverbials=[]), behind=behind)


def _inner_infinitive(draw: Draw, opener: str = "") -> tuple[Node, Cast]:
    """An infinitive with *zu* whose deed somebody of the main clause does."""
    cast = filled(draw, transitive(draw), rest=draw.chance(0.3))
    opening = [Node(Word(opener, opener, "ADP"), "mark")] if opener else []
    middle = cast.middle(adverbials=adverbials(draw, 0.2))
    return to_infinitive(cast.frame.verb, event=cast.event, opening=opening, middle=middle), cast


def control(who: str, draw: Draw) -> Node:
    """An infinitive whose deed is the subject's, the object's or the dative's."""
    inner, cast = _inner_infinitive(draw)
    role = cast.frame.role("subj")
    governor = draw.pick(governors(draw, who))
    subject, other = cast.subject, someone(draw)
    group = active(draw, plain_frame(governor), subject.number, draw.pick(SHAPES))
    front = subject("Nom", "nsubj")
    middle = [when(draw)] if draw.chance(0.25) else []
    if who == "subj":
        front = front.playing(cast.event, role)
    else:
        if who == "obj" and not (subject.marked or other.marked or subject.number != other.number) and draw.chance(0.5):
            raise Unfit("form leaves two readings")
        label, case = ("obj", "Acc") if who == "obj" else ("obl:arg", "Dat")
        middle = [other(case, label).playing(cast.event, role), *middle]
    return main(group, event=None, front=front, middle=middle, behind=(inner.led(sign(",")),))


def purpose(opener: str, draw: Draw) -> Node:
    """*…, um die Grenze zu sperren*; *…, ohne …*."""
    inner, cast = _inner_infinitive(draw, opener)
    outer = filled(draw, any_frame(draw), subject=cast.subject, rest=False)
    group = active(draw, outer.frame, outer.subject.number, draw.pick(SHAPES))
    subject = outer.agent().playing(cast.event, cast.frame.role("subj"))
    clause = inner.labelled("advcl")
    if opener == "um" and draw.chance(0.3):
        return main(
            group, event=outer.event, front=clause.followed(sign(",")), middle=[subject, *outer.middle(adverbials=[])]
        )
    behind = (clause.led(sign(",")),)
    return main(group, event=outer.event, front=subject, middle=outer.middle(adverbials=[]), behind=behind)


def two_verbs(draw: Draw) -> Node:
    """One subject, two verbs: the second has its own object."""
    first, second = filled(draw, any_frame(draw), rest=False), filled(draw, any_frame(draw), rest=False)
    shape = draw.pick(("past", "past", "present"))
    other = active(draw, second.frame, first.subject.number, shape)
    link = Node(Word("und", "und", "CCONJ"), "cc")
    conjunct = main(
        other, event=second.event, front=None, middle=second.middle(adverbials=adverbials(draw, 0.3)), end=""
    )
    conjunct = conjunct.labelled("conj").led(link)
    group = active(draw, first.frame, first.subject.number, shape)
    subject = first.agent().playing(second.event, second.frame.role("subj"))
    return main(
        group,
        event=first.event,
        front=subject,
        middle=first.middle(adverbials=adverbials(draw, 0.3)),
        behind=(conjunct,),
    )


def two_participles(draw: Draw) -> Node:
    """*Enno Brandhofer wurde festgenommen und verhört.*."""
    first = filled(draw, transitive(draw), rest=False)
    second = filled(draw, transitive(draw), rest=False)
    if not (first.frame.living and second.frame.living) or first.object is None:
        raise Unfit("no person")
    group = passive(draw, first.frame, first.object.number, draw.pick(("past", "present")))
    again = Node(passive(draw, second.frame, first.object.number, "past").head, "conj", (), (), second.event)
    again = again.led(Node(Word("und", "und", "CCONJ"), "cc"), *([where(draw)] if draw.chance(0.4) else []))
    subject = first.patient("Nom", "nsubj:pass").playing(second.event, second.frame.role("obj"))
    middle = [*adverbials(draw, 0.4), *([by("von", first)] if draw.chance(0.4) else [])]
    return main(group, event=first.event, front=subject, middle=middle, behind=(again,))


def two_clauses(draw: Draw) -> Node:
    """Two main clauses with *und*, *aber* or a semicolon."""
    first, second = filled(draw, any_frame(draw), rest=False), filled(draw, any_frame(draw), rest=False)
    other = active(draw, second.frame, second.subject.number, draw.pick(SHAPES))
    conjunct = main(
        other, event=second.event, front=second.agent(), middle=second.middle(adverbials=[]), end=""
    ).labelled("conj")
    word = draw.pick(("und", "aber", "doch", ";"))
    if word == ";":
        conjunct = conjunct.led(sign(";")).labelled("parataxis")
    else:
        link = Node(Word(word, word, "CCONJ"), "cc")
        conjunct = conjunct.led(sign(","), link) if word != "und" else conjunct.led(link)
    group = active(draw, first.frame, first.subject.number, draw.pick(SHAPES))
    return main(group, event=first.event, front=first.agent(), middle=first.middle(adverbials=[]), behind=(conjunct,))
