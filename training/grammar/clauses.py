"""Clauses: the verb's parts in the order that German gives them, and who takes part in what the verb reports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from training.grammar.draw import Draw, Unfit
from training.grammar.frames import Frame, frames
from training.grammar.inflection import Agreement, article, reflexive
from training.grammar.nominals import Nominal, common, personal, plain
from training.grammar.people import someone
from training.grammar.phrases import slot_phrase
from training.grammar.trees import Event, Node, Word, feats, sign
from training.grammar.verbs import ADPOSITIONS, Verb
from training.grammar.words import noun, rows

SHAPES = ("past", "past", "past", "present", "perfect", "perfect", "pluperfect", "future", "modal")
"""Tenses and moods of a main clause, by how often news use them."""
PASSIVES = ("past", "past", "present", "perfect", "pluperfect", "modal", "modal-perfect")
MODALS = {
    "sollen": ("soll", "sollen"),
    "wollen": ("will", "wollen"),
    "können": ("kann", "können"),
    "müssen": ("muss", "müssen"),
}
_AUXILIARIES = {
    "haben": {"Pres": ("hat", "haben"), "Past": ("hatte", "hatten"), "Sub": ("habe", "hätten")},
    "sein": {"Pres": ("ist", "sind"), "Past": ("war", "waren"), "Sub": ("sei", "seien")},
    "werden": {"Pres": ("wird", "werden"), "Past": ("wurde", "wurden"), "Sub": ("werde", "würden")},
}


@dataclass(frozen=True, slots=True)
class Group:
    """The parts of a predicate: the word that has the meaning, the finite auxiliary, and what stands between them at the end.

    Where there is no auxiliary the head is finite; `particle` then stands apart in a main clause.
    """

    head: Word
    finite: Node | None = None
    inner: tuple[Node, ...] = ()
    particle: str = ""
    passive: bool = False


def _marks(number: str, tense: str, mood: str = "Ind", *, voice: str = "") -> str:
    return feats(Mood=mood, Number=number, Person="3", Tense=tense, VerbForm="Fin", Voice=voice)


def auxiliary(lemma: str, tense: str, number: str, *, label: str = "aux") -> Node:
    """A finite auxiliary; the tense `Sub` is the subjunctive I, in the plural II where I is no different."""
    form = _AUXILIARIES[lemma][tense][number == "Plur"]
    voice = "Pass" if label == "aux:pass" and lemma == "werden" else ""
    if tense == "Sub":
        past = number == "Plur" and lemma != "sein"
        return Node(Word(form, lemma, "AUX", _marks(number, "Past" if past else "Pres", "Sub", voice=voice)), label)
    return Node(Word(form, lemma, "AUX", _marks(number, tense, voice=voice)), label)


def _modal(draw: Draw, number: str) -> Node:
    lemma = draw.pick(tuple(MODALS))
    return Node(Word(MODALS[lemma][number == "Plur"], lemma, "AUX", _marks(number, "Pres")), "aux")


def infinitive(verb: Verb) -> Word:
    """The bare infinitive."""
    return Word(verb.lemma, verb.lemma, "VERB", feats(VerbForm="Inf"))


def _participle(verb: Verb) -> Word:
    return Word(verb.part, verb.lemma, "VERB", feats(VerbForm="Part"))


def _fixed(form: str, *, passive: bool) -> Node:
    voice, kind = ("Pass", "Part" if form == "worden" else "Inf") if passive else ("", "Inf")
    lemma = "werden" if form in ("worden", "werden") else form
    return Node(Word(form, lemma, "AUX", feats(VerbForm=kind, Voice=voice)), "aux:pass" if passive else "aux")


def active(draw: Draw, frame: Frame, number: str, shape: str) -> Group:
    """The predicate of an active clause.

    Shapes: present, past, perfect, pluperfect, future, modal, modal-perfect, subjunctive, subjunctive-perfect, irrealis.
    """
    verb = frame.verb
    helper = "sein" if frame.perfect_with_sein else "haben"
    if shape in ("present", "past", "subjunctive"):
        plural, past = number == "Plur", shape == "past"
        if shape == "subjunctive":
            if plural:
                return Group(infinitive(verb), auxiliary("werden", "Sub", number))
            form = verb.finite(past=False, plural=False, subjunctive=True)
            marks = _marks(number, "Pres", "Sub")
        else:
            form = verb.finite(past=past, plural=plural)
            marks = _marks(number, "Past" if past else "Pres")
        # the lemma of a verb whose particle stands apart is the bare verb, as in GSD
        return Group(Word(form, verb.base, "VERB", marks), particle=verb.particle)
    if shape in ("perfect", "pluperfect", "subjunctive-perfect"):
        tense = {"perfect": "Pres", "pluperfect": "Past"}.get(shape, "Sub")
        return Group(_participle(verb), auxiliary(helper, tense, number))
    if shape == "future":
        return Group(infinitive(verb), auxiliary("werden", "Pres", number))
    if shape == "irrealis":
        form = "würden" if number == "Plur" else "würde"
        return Group(infinitive(verb), Node(Word(form, "werden", "AUX", _marks(number, "Past", "Sub")), "aux"))
    if shape == "modal-perfect":
        return Group(_participle(verb), _modal(draw, number), (_fixed(helper, passive=False),))
    return Group(infinitive(verb), _modal(draw, number))


def passive(draw: Draw, frame: Frame, number: str, shape: str) -> Group:
    """The predicate of a passive clause.

    Shapes: present, past, perfect, pluperfect, subjunctive, modal, modal-perfect, state.
    """
    head = _participle(frame.verb)
    if shape in ("present", "past", "subjunctive"):
        tense = {"present": "Pres", "past": "Past", "subjunctive": "Sub"}[shape]
        return Group(head, auxiliary("werden", tense, number, label="aux:pass"), passive=True)
    if shape in ("perfect", "pluperfect"):
        tense = "Pres" if shape == "perfect" else "Past"
        return Group(head, auxiliary("sein", tense, number), (_fixed("worden", passive=True),), passive=True)
    if shape == "state":
        return Group(head, auxiliary("sein", "Pres", number, label="aux:pass"), passive=True)
    if shape == "modal-perfect":
        return Group(
            head, _modal(draw, number), (_fixed("worden", passive=True), _fixed("sein", passive=False)), passive=True
        )
    return Group(head, _modal(draw, number), (_fixed("werden", passive=True),), passive=True)


def particle_node(particle: str) -> Node:
    """A particle that stands apart."""
    return Node(Word(particle, particle, "ADP" if particle in ADPOSITIONS else "ADV"), "compound:prt")


def main(
    group: Group,
    *,
    event: Event | None,
    front: Node | None,
    middle: list[Node],
    behind: tuple[Node, ...] = (),
    end: str = ".",
) -> Node:
    """A main clause: what is in front, the finite verb, the middle, the verb's other parts, what is behind, a mark."""
    ahead = [front] if front else []
    closing = [*behind, *([sign(end)] if end else [])]
    if group.finite is None:
        apart = [particle_node(group.particle)] if group.particle else []
        return Node(group.head, "root", tuple(ahead), (*middle, *apart, *closing), event)
    return Node(group.head, "root", (*ahead, group.finite, *middle), (*group.inner, *closing), event)


def final(
    group: Group, *, event: Event | None, opening: list[Node], middle: list[Node], behind: tuple[Node, ...] = ()
) -> Node:
    """A clause whose verb stands last."""
    head = group.head
    if group.finite is None and group.particle:
        lemma = group.particle + head.lemma
        head = replace(head, form=group.particle + head.form, lemma=lemma)
    closing = (*group.inner, *((group.finite,) if group.finite else ()), *behind)
    return Node(head, "acl", (*opening, *middle), closing, event)


def to_infinitive(verb: Verb, *, event: Event | None, opening: list[Node], middle: list[Node]) -> Node:
    """An infinitive with *zu*."""
    if verb.particle:
        head = Word(verb.zu, verb.lemma, "VERB", feats(VerbForm="Inf"))
        return Node(head, "xcomp", (*opening, *middle), (), event)
    zu = Node(Word("zu", "zu", "PART"), "mark")
    return Node(infinitive(verb), "xcomp", (*opening, *middle, zu), (), event)


@dataclass(slots=True)
class Cast:
    """A frame with who fills its slots."""

    frame: Frame
    event: Event
    subject: Nominal
    object: Nominal | None = None
    dative: Nominal | None = None
    others: list[tuple[str, Nominal, str]] = field(default_factory=list)

    def agent(self) -> Node:
        """The subject of an active clause."""
        return self.subject("Nom", "nsubj").playing(self.event, self.frame.role("subj"))

    def patient(self, case: str = "Acc", label: str = "obj") -> Node:
        """The object, or the subject of a passive. Raises Unfit without one."""
        if self.object is None:
            raise Unfit("no object")
        return self.object(case, label).playing(self.event, self.frame.role("obj"))

    def inner(self) -> list[Node]:
        """The dative."""
        if self.dative is None:
            return []
        return [self.dative("Dat", "obl:arg").playing(self.event, self.frame.role("iobj"))]

    def late(self) -> list[Node]:
        """The frame's phrases with prepositions, which follow the object."""
        return [slot_phrase(slot, filler, event=self.event, role=role) for slot, filler, role in self.others]

    def sich(self) -> list[Node]:
        """*sich* where the verb has it: dative beside an object."""
        if not self.frame.reflexive:
            return []
        return [reflexive("Dat" if self.object is not None else "Acc")]

    def light(self) -> list[Node]:
        """The noun of a light verb."""
        if not self.frame.light:
            return []
        row = next((r for r in rows("lights") if r["form"] == self.frame.light), None)
        if row is None:
            raise Unfit(self.frame.light)
        a = Agreement("Acc", row["number"], row["gender"])
        form = row["plural"] or row["form"]
        det = article(row["det"], a) if row["det"] != "none" else None
        return [Node(Word(form, row["form"], "NOUN", a.feats()), "obj", (det,) if det else ())]

    def middle(self, *, adverbials: list[Node]) -> list[Node]:
        """The middle of an active clause without subject, in the usual order."""
        things = [self.patient()] if self.object is not None else []
        living = self.object is not None and self.frame.living
        ahead, after = (things, adverbials) if living and things and not adverbials else (adverbials, things)
        return [*self.sich(), *self.inner(), *ahead, *after, *self.late(), *self.light()]


def object_of(draw: Draw, frame: Frame) -> Nominal:
    """Something for the frame's object: who can be acted on, or a thing that the lexicon wants there."""
    role = frame.role("obj")
    if frame.living:
        return someone(draw)
    fitting = [known for known in map(noun, frame.objects) if known is not None]
    if fitting and draw.chance(0.8):
        known = draw.pick(fitting)
        number = draw.pick(known.numbers)
        det = draw.pick(("der", "der", "ein") if number == "Sing" else ("der", "none", "mehrere"))
        return common(known, number=number, det=det, kind="thing")
    return plain(draw, "place" if role == "place" else draw.pick(("topic", "topic", "thing")))


def filled(draw: Draw, frame: Frame, *, subject: Nominal | None = None, rest: bool = True) -> Cast:
    """A frame with participants in its slots; with `rest` false no phrases with prepositions."""
    event = Event(frame.type)
    cast = Cast(frame, event, subject or someone(draw))
    if frame.role("obj"):
        cast.object = object_of(draw, frame)
    if frame.role("iobj"):
        cast.dative = someone(draw)
    for slot, role in frame.oblique:
        if not rest or draw.chance(0.5) or (cast.others and draw.chance(0.7)) or slot in ("zwischen", "durch"):
            continue
        filler = plain(draw, "place" if role == "place" else "topic") if role in ("topic", "place") else someone(draw)
        cast.others.append((slot, filler, role))
    return cast


def transitive(draw: Draw) -> Frame:
    """A frame with subject and object, and nothing else that it must have."""
    return draw.pick([f for f in frames(draw.part) if f.transitive and not f.role("iobj")])


def any_frame(draw: Draw) -> Frame:
    """Any frame of this part; half of the draws have a plain object."""
    return transitive(draw) if draw.chance(0.6) else draw.pick([f for f in frames(draw.part) if not f.light])


def clear_object(cast: Cast) -> bool:
    """True if form alone tells the object from the subject: a case that shows, or the verb's number."""
    if cast.object is None:
        return False
    return cast.subject.marked or cast.object.marked or cast.subject.number != cast.object.number


def pronoun_for(nominal: Nominal) -> Nominal:
    """The pronoun that takes up a participant. Raises Unfit where its gender is open."""
    if nominal.number == "Sing" and not nominal.gender:
        raise Unfit("no gender")
    return personal(nominal.number, nominal.gender)
