"""Who and what takes part: noun phrases and names of every kind, each in all cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from training.grammar.draw import Draw, Unfit
from training.grammar.inflection import NUMERALS, Agreement, adjective, article, ending
from training.grammar.inflection import personal as pronoun
from training.grammar.trees import Node, Word, feats, sign
from training.grammar.words import Noun, closed_names, feminine, names, nouns, rows, states


@dataclass(frozen=True, slots=True)
class Nominal:
    """A phrase that can be subject or object; `build` gives its tree in a case.

    `genitive` is false for what news do not put in the genitive, `closed` for what takes no relative clause.
    """

    kind: str
    number: str
    gender: str
    build: Callable[[str], Node]
    genitive: bool = True
    closed: bool = False

    @property
    def marked(self) -> bool:
        """True if the nominative differs from the accusative."""
        return self.build("Nom").forms() != self.build("Acc").forms()

    def __call__(self, case: str, label: str) -> Node:
        """The tree in a case under a label."""
        return self.build(case).labelled(label)


def common(
    noun: Noun,
    *,
    number: str,
    det: str,
    kind: str,
    adjectives: tuple[str, ...] = (),
    entity: str = "",
    tail: tuple[Node, ...] = (),
) -> Nominal:
    """A noun with its determiner and adjectives; `entity` is its name tag, if it has one."""
    if number not in noun.numbers:
        number = noun.numbers[0]
    if det == "none" and number == "Sing":
        det = "ein"
    if number == "Plur" and det == "ein":
        det = "none"
    if number == "Sing" and det in (*NUMERALS, "mehrere"):
        det = "ein"

    def build(case: str) -> Node:
        a = Agreement(case, number, noun.gender)
        form, lemma = noun.inflected(case, number), noun.lemma
        if noun.adjectival:
            stem = noun.form.removesuffix("r").removesuffix("e")
            form, lemma = stem + ending(det, a), stem + "e"
        before = [node for node in (article(det, a),) if node is not None]
        before += [adjective(each, det, a) for each in adjectives]
        return Node(Word(form, lemma, "NOUN", a.feats(), entity), "nsubj", tuple(before), tail)

    bare = det in ("none", *NUMERALS) and not adjectives and number == "Plur"
    return Nominal(kind, number, noun.gender, build, genitive=not bare)


def plain(draw: Draw, kind: str, *, det: str = "", number: str = "", described: float = 0.25) -> Nominal:
    """A common noun of a kind of nouns.tsv, as news use it."""
    chosen = draw.pick(nouns(kind))
    if kind in ("person", "trade", "office") and draw.chance(0.35):
        chosen = feminine(chosen) or chosen
    number = number or ("Plur" if draw.chance(0.4) else "Sing")
    many = ("none", "none", "der", "der", "mehrere", draw.pick(NUMERALS), "kein")
    det = det or draw.pick(
        many if number == "Plur" and kind != "group" else ("der", "der", "ein") if kind != "group" else ("der",)
    )
    wanted = {
        "trade": "person",
        "topic": "thing",
        "place": "thing",
        "weapon": "thing",
        "force": "group",
        "topics": "thing",
    }.get(kind, kind)
    fitting = [r["form"] for r in rows("adjectives") if wanted in r["kinds"].split(",")]
    described_by = (draw.pick(fitting),) if fitting and draw.chance(described) else ()
    if chosen.form == "Leute":
        number = "Plur"
    return common(chosen, number=number, det=det, kind=kind, adjectives=described_by)


def name_node(words: list[str], a: Agreement, entity: str, *, tags: list[str] | None = None) -> Node:
    """A name whose first word is the head and all others `flat`; in the genitive the last has an -s."""
    forms = list(words)
    if a.case == "Gen":
        forms[-1] += "s"
    given = Agreement(a.case, a.number, a.gender)
    made = [
        Word(form, word, tag, given.feats(), f"{'I' if n else 'B'}-{entity}")
        for n, (form, word, tag) in enumerate(zip(forms, words, tags or ["PROPN"] * len(words), strict=True))
    ]
    return Node(made[0], "nsubj", (), tuple(Node(word, "flat") for word in made[1:]))


def named(words: list[str], *, kind: str, entity: str, gender: str, number: str = "Sing") -> Nominal:
    """A bare name."""

    def build(case: str) -> Node:
        return name_node(words, Agreement(case, number, gender), entity)

    return Nominal(kind, number, gender, build, genitive=not words[-1].endswith(("s", "ß", "z", "x")), closed=False)


def enclosed(node: Node, inner: Node, *, label: str) -> Node:
    """A node with another behind it between commas."""
    return node.followed(inner.labelled(label).led(sign(",")), sign(","))


def bracketed(node: Node, inner: Node) -> Node:
    """A node with another behind it in brackets."""
    return node.followed(
        replace(inner.labelled("appos"), before=(sign("("), *inner.before), after=(*inner.after, sign(")")))
    )


def party(draw: Draw) -> Node:
    """A party's short name, as it stands in brackets and compounds."""
    name, _ = draw.pick(names("party", draw.part))
    return Node(Word(name, name, "PROPN", feats(Case="Nom", Gender="Fem", Number="Sing"), "B-ORG"), "appos")


def demonym(draw: Draw, *, number: str = "", det: str = "") -> Nominal:
    """An inhabitant of a state (*die Nepalesen*); a people is a name, one person is not."""
    state = draw.pick(states(draw.part))
    form = state.inhabitant
    weak = form.endswith("e")
    known = Noun(form, form + ("n" if weak else "s"), form + ("n" if weak else ""), "Masc")
    chosen = known
    if draw.chance(0.3):
        chosen = feminine(known) or known
    number = number or ("Plur" if draw.chance(0.6) else "Sing")
    det = det or draw.pick(("der", "der", "none", draw.pick(NUMERALS)) if number == "Plur" else ("der", "ein"))
    people = number == "Plur" and det == "der"
    return common(chosen, number=number, det=det, kind="demonym", entity="B-ORG:group" if people else "")


def gendered(draw: Draw) -> Nominal:
    """A form for men and women in one word (*Journalist:innen*)."""
    chosen = draw.pick([n for n in (*nouns("person"), *nouns("trade")) if n.gender == "Masc" and not n.adjectival])
    other = feminine(chosen)
    if other is None or not other.form.startswith(chosen.form.removesuffix("e")):
        raise Unfit(chosen.form)
    stem = chosen.form.removesuffix("e")
    form = stem + draw.pick((":innen", ":innen", "*innen", "_innen", "Innen"))
    det = draw.pick(("der", "none", draw.pick(NUMERALS), "mehrere"))

    def build(case: str) -> Node:
        a = Agreement(case, "Plur", "Fem")
        before = tuple(node for node in (article(det, a),) if node is not None)
        return Node(Word(form, stem + form[len(stem) :].removesuffix("nen"), "NOUN", a.feats()), "nsubj", before)

    return Nominal("gender-form", "Plur", "Fem", build, genitive=det in ("der", "mehrere"))


def both_genders(draw: Draw) -> Nominal:
    """*Lehrerinnen und Lehrer*."""
    chosen = draw.pick([n for n in nouns("trade") if feminine(n) is not None])
    other = feminine(chosen)
    assert other is not None
    first = common(other, number="Plur", det=draw.pick(("der", "none")), kind="gender-form")
    second = common(chosen, number="Plur", det="none", kind="gender-form")
    return joined([first, second], kind="gender-form")


def joined(parts: list[Nominal], *, kind: str = "coordination", word: str = "und") -> Nominal:
    """A coordination: the first is the head, the others hang on it with their commas and the conjunction."""

    def build(case: str) -> Node:
        head, *others = (part.build(case) for part in parts)
        linked = []
        for n, other in enumerate(others):
            last = n == len(others) - 1
            link = Node(Word(word, word, "CCONJ"), "cc") if last else sign(",")
            linked.append(other.labelled("conj").led(link))
        return head.followed(*linked)

    return Nominal(kind, "Plur", "", build, genitive=all(p.genitive for p in parts), closed=True)


def personal(number: str, gender: str) -> Nominal:
    """A personal pronoun of the third person."""
    return Nominal("pronoun", number, gender, lambda case: pronoun(case, number, gender), genitive=False, closed=True)


def place_name(draw: Draw) -> Node:
    """A town or state, as it stands behind *in* or *aus*."""
    if draw.chance(0.5):
        form, _ = draw.pick(names("town", draw.part))
        words = form.split()
    else:
        state = draw.pick(states(draw.part))
        words = [state.form if draw.chance(0.5) else state.capital]
    return name_node(words, Agreement("Dat", "Sing", "Neut"), "LOC")


def body(draw: Draw) -> Nominal:
    """A body's name: a word of its own (*Solvanta*), or a class word with a proper one (*die Stiftung Nordlicht*)."""
    if draw.chance(0.4):
        form, _ = draw.pick(names("body", draw.part))
        return named([form], kind="organisation", entity="ORG", gender="Neut")
    head, gender = draw.pick(closed_names("class"))
    proper, _ = draw.pick(names("proper", draw.part))
    quoted = draw.chance(0.4)

    def build(case: str) -> Node:
        a = Agreement(case, "Sing", gender)
        det = article("der", a)
        assert det is not None
        form = head + "s" if case == "Gen" and gender != "Fem" else head
        inner = Node(
            Word(proper, proper, "PROPN", feats(Case="Nom", Number="Sing"), "B-ORG" if quoted else "I-ORG"), "appos"
        )
        if quoted:
            inner = replace(inner, before=(sign("„"),), after=(sign("“"),))
        return Node(Word(form, head, "NOUN", a.feats(), "" if quoted else "B-ORG"), "nsubj", (det,), (inner,))

    return Nominal("organisation", "Sing", gender, build)
