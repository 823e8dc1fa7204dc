"""Kinds of participants as named values: bare names, names with offices and appositions, bodies, groups, trades."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from training.grammar.draw import Draw, Unfit
from training.grammar.inflection import Agreement, adjective, article
from training.grammar.nominals import (
    Nominal,
    body,
    both_genders,
    bracketed,
    common,
    demonym,
    enclosed,
    gendered,
    joined,
    name_node,
    named,
    party,
    place_name,
    plain,
)  # fmt: skip
from training.grammar.trees import Node, Word
from training.grammar.words import acronyms, closed_names, feminine, first_names, names, nouns, rows, states, surnames


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of participant: its name, what it is, and how one is made."""

    name: str
    about: str
    make: Callable[[Draw], Nominal]
    share: float = 1.0


def first(draw: Draw, *, foreign: float = 0.25) -> tuple[str, str]:
    """A first name and its gender."""
    return draw.pick(names("first", draw.part) if draw.chance(foreign) else first_names(draw.part))


def full(draw: Draw) -> tuple[list[str], str]:
    """A first name and a surname."""
    given, gender = first(draw)
    return [given, draw.pick(surnames(draw.part))], gender


def bare(draw: Draw) -> Nominal:
    words, gender = full(draw)
    return named(words, kind="bare-full-name", entity="PER", gender=gender)


def surname(draw: Draw) -> Nominal:
    return named([draw.pick(surnames(draw.part))], kind="surname", entity="PER", gender="")


def foreign_name(draw: Draw) -> Nominal:
    given, gender = draw.pick(names("first", draw.part))
    family, _ = draw.pick(names("surname", draw.part))
    words = [given, family]
    if draw.chance(0.4):
        other, _ = draw.pick(names("surname", draw.part))
        words = [given, other, family] if other != family else words
    return named(words, kind="foreign-name", entity="PER", gender=gender)


def four_words(draw: Draw) -> Nominal:
    given, gender = draw.pick(names("first", draw.part))
    second = draw.pick([name for name, g in first_names(draw.part) if g == gender])
    families = [draw.pick(surnames(draw.part)) for _ in range(2)]
    return named([given, second, *families], kind="four-word-name", entity="PER", gender=gender)


def double_surname(draw: Draw) -> Nominal:
    given, gender = first(draw)
    families = "-".join(draw.pick(surnames(draw.part)) for _ in range(2))
    return named([given, families], kind="double-surname", entity="PER", gender=gender)


def with_particle(draw: Draw) -> Nominal:
    given, gender = first(draw)
    family = draw.pick(surnames(draw.part))
    if draw.chance(0.2):
        return named([given, f"al-{family}"], kind="name-with-particle", entity="PER", gender=gender)
    particle, _ = draw.pick(closed_names("particle"))
    return named([given, *particle.split(), family], kind="name-with-particle", entity="PER", gender=gender)


def office_name(draw: Draw) -> Nominal:
    """*Innenminister Radu Ionescu*, *der Sprecher Enno Brandhofer*, *die frühere Landrätin …*."""
    words, gender = full(draw)
    chosen = draw.pick(nouns("office"))
    noun = feminine(chosen) if gender == "Fem" else chosen
    if noun is None:
        raise Unfit(chosen.form)
    det = draw.pick(("bare", "bare", "der", "described"))
    described = [r["form"] for r in rows("adjectives") if "office" in r["kinds"].split(",")]
    lemma = draw.pick(described) if det == "described" else ""
    if draw.chance(0.2):
        words = words[1:]

    def build(case: str) -> Node:
        a = Agreement(case, "Sing", gender)
        name_case = "Nom" if case == "Gen" and det != "bare" else case
        name = name_node(words, Agreement(name_case, "Sing", gender), "PER")
        if name_case != case:
            name = _recased(name, case)
        before: list[Node | None] = [] if det == "bare" else [article("der", a)]
        if lemma:
            before.append(adjective(lemma, "der", a))
        form = noun.form if det == "bare" else noun.inflected(case, "Sing")
        head = Node(Word(form, noun.lemma, "NOUN", a.feats()), "nsubj", tuple(n for n in before if n))
        return head.followed(name.labelled("appos"))

    return Nominal("office-and-name", "Sing", gender, build, genitive=not words[-1].endswith(("s", "ß", "z", "x")))


def _recased(node: Node, case: str) -> Node:
    """A name that keeps its form but stands in another case (*des Sprechers Enno Brandhofer*)."""
    word = replace(node.word, feats=node.word.feats.replace("Case=Nom", f"Case={case}"))
    return replace(node, word=word, after=tuple(_recased(n, case) for n in node.after))


def titled(draw: Draw) -> Nominal:
    """*Dr. Ilka Brandhorst*, *Herr Keller*, *Frau Professor* is left out."""
    words, gender = full(draw)
    polite = draw.chance(0.4)
    titles = (
        [{"Masc": "Herr", "Fem": "Frau"}[gender]]
        if polite
        else list(draw.pick((("Dr.",), ("Prof.",), ("Prof.", "Dr."))))
    )
    if polite:
        words = words[1:]

    def build(case: str) -> Node:
        a = Agreement(case, "Sing", gender)
        before = tuple(
            Node(Word("Herrn" if t == "Herr" and case != "Nom" else t, t, "NOUN", a.feats()), "compound")
            for t in titles
        )
        return name_node(words, a, "PER").led(*before)

    return Nominal("title-and-name", "Sing", gender, build, genitive=not words[-1].endswith(("s", "ß", "z", "x")))


def apposition_after(draw: Draw) -> Nominal:
    """*Enno Brandhofer, Sprecher der Gewerkschaft,*."""
    words, gender = full(draw)
    chosen = draw.pick(nouns("office"))
    noun = feminine(chosen) if gender == "Fem" else chosen
    if noun is None:
        raise Unfit(chosen.form)
    owner = plain(draw, "group", number="Sing", described=0)
    det = draw.pick(("bare", "bare", "ein", "der"))

    def build(case: str) -> Node:
        a = Agreement(case, "Sing", gender)
        shown = Agreement("Nom" if det == "bare" else case, "Sing", gender)
        before = article(det, shown) if det != "bare" else None
        form = noun.inflected(shown.case, "Sing") if det != "bare" else noun.form
        inner = Node(Word(form, noun.lemma, "NOUN", a.feats()), "appos", (before,) if before else ())
        return enclosed(name_node(words, a, "PER"), inner.followed(owner("Gen", "nmod")), label="appos")

    return Nominal("apposition-after", "Sing", gender, build, genitive=False, closed=True)


def apposition_before(draw: Draw) -> Nominal:
    """*der Sprecher der Gewerkschaft, Enno Brandhofer,*."""
    words, gender = full(draw)
    chosen = draw.pick(nouns("office"))
    noun = feminine(chosen) if gender == "Fem" else chosen
    if noun is None:
        raise Unfit(chosen.form)
    owner = plain(draw, "group", number="Sing", described=0)
    commas = draw.chance(0.7)
    base = common(noun, number="Sing", det="der", kind="apposition-before")

    def build(case: str) -> Node:
        head = base.build(case).followed(owner("Gen", "nmod"))
        name = _recased(name_node(words, Agreement("Nom", "Sing", gender), "PER"), case)
        return enclosed(head, name, label="appos") if commas else head.followed(name.labelled("appos"))

    return Nominal("apposition-before", "Sing", gender, build, genitive=False, closed=commas)


def party_in_brackets(draw: Draw) -> Nominal:
    """*Enno Brandhofer (DVP)*."""
    words, gender = full(draw)
    inner = party(draw)

    def build(case: str) -> Node:
        return bracketed(name_node(words, Agreement(case, "Sing", gender), "PER"), inner)

    return Nominal("party-in-brackets", "Sing", gender, build, genitive=False)


def party_compound(draw: Draw) -> Nominal:
    """*der DVP-Politiker Enno Brandhofer*, *die SVP-Abgeordnete …* is left out."""
    words, gender = full(draw)
    short = party(draw).word.form
    form = f"{short}-{draw.pick(('Politiker', 'Sprecher', 'Minister', 'Kandidat'))}"
    masculine = draw.pick([n for n in nouns("person") if form.endswith("-" + n.form)])
    noun = (feminine(masculine) if gender == "Fem" else masculine) or masculine
    whole = replace(noun, form=f"{short}-{noun.form}", genitive=f"{short}-{noun.genitive}")
    base = common(whole, number="Sing", det="der", kind="party-compound")

    def build(case: str) -> Node:
        name = _recased(name_node(words, Agreement("Nom", "Sing", gender), "PER"), case)
        return base.build(case).followed(name.labelled("appos"))

    return Nominal("party-compound", "Sing", gender, build)


def aged(draw: Draw) -> Nominal:
    """*der 43-jährige Enno Brandhofer*, *eine 43-jährige Apothekerin*."""
    lemma = f"{draw.random.randrange(18, 90)}-jährig"
    if draw.chance(0.5):
        chosen = draw.pick(nouns("trade"))
        noun = (feminine(chosen) if draw.chance(0.5) else chosen) or chosen
        return common(noun, number="Sing", det=draw.pick(("der", "ein")), kind="with-age", adjectives=(lemma,))
    words, gender = full(draw)

    def build(case: str) -> Node:
        a = Agreement(case, "Sing", gender)
        det = article("der", a)
        assert det is not None
        name = name_node(words, replace(a, case="Nom"), "PER")
        return _recased(name, case).led(det, adjective(lemma, "der", a))

    return Nominal("with-age", "Sing", gender, build)


def coordination(draw: Draw) -> Nominal:
    """Two or three names, persons or groups."""
    makers = draw.pick(
        (
            (bare, bare),
            (office_name, office_name),
            (bare, office_name),
            (state, state),
            (group, group),
            (person, person),
        )
    )
    parts = [make(draw) for make in makers]
    if makers[0] is makers[1] and draw.chance(0.25):
        parts.append(makers[0](draw))
    return joined(parts, word="und" if draw.chance(0.8) else "sowie")


def acronym(draw: Draw) -> Nominal:
    """*die ABF*."""
    name = draw.pick(acronyms(draw.part)) if draw.chance(0.7) else party(draw).word.form

    def build(case: str) -> Node:
        a = Agreement(case, "Sing", "Fem")
        det = article("der", a)
        return Node(Word(name, name, "PROPN", a.feats(), "B-ORG"), "nsubj", (det,) if det else ())

    return Nominal("acronym", "Sing", "Fem", build)


def state(draw: Draw) -> Nominal:
    chosen = draw.pick(states(draw.part))
    return named([chosen.form], kind="state", entity="LOC:state", gender="Neut")


def government(draw: Draw) -> Nominal:
    """*die Regierung Nepals*, *die nepalesische Armee*, *die Regierung von Nepal*."""
    chosen = draw.pick(states(draw.part))
    noun = draw.pick([n for n in nouns("group") if n.gender == "Fem" and "Sing" in n.numbers])
    way = draw.pick(("adjective", "genitive", "von"))
    if way == "adjective" and chosen.adjective:
        return common(noun, number="Sing", det="der", kind="body-of-state", adjectives=(chosen.adjective,))
    base = common(noun, number="Sing", det="der", kind="body-of-state")
    owner = named([chosen.form], kind="state", entity="LOC:state", gender="Neut")
    if way == "genitive" and owner.genitive:
        return replace(base, build=lambda case: base.build(case).followed(owner("Gen", "nmod")))
    of = Node(Word("von", "von", "ADP"), "case")
    return replace(base, build=lambda case: base.build(case).followed(owner("Dat", "nmod").led(of)))


def from_place(draw: Draw) -> Nominal:
    """*ein Apotheker aus Quern*."""
    base = plain(draw, "trade", number="Sing", det=draw.pick(("ein", "der")), described=0.1)
    where = place_name(draw)
    of = Node(Word("aus", "aus", "ADP"), "case")
    return replace(
        base, kind="from-place", build=lambda case: base.build(case).followed(where.labelled("nmod").led(of))
    )


def trade(draw: Draw) -> Nominal:
    return plain(draw, "trade", det=draw.pick(("ein", "der", "")))


def group(draw: Draw) -> Nominal:
    return plain(draw, "group", number="Plur" if draw.chance(0.15) else "Sing")


def person(draw: Draw) -> Nominal:
    return plain(draw, "person")


def gender_form(draw: Draw) -> Nominal:
    return gendered(draw) if draw.chance(0.75) else both_genders(draw)


def people_of(draw: Draw) -> Nominal:
    return demonym(draw)


KINDS: tuple[Kind, ...] = (
    Kind("bare-full-name", "a first name and a surname with nothing beside them", bare, 3),
    Kind("surname", "a surname alone", surname, 1),
    Kind("foreign-name", "names from other languages, of two or three words", foreign_name, 1.5),
    Kind("four-word-name", "two first names and two surnames", four_words),
    Kind("double-surname", "two surnames with a hyphen", double_surname),
    Kind("name-with-particle", "van, von, de la, al-", with_particle),
    Kind("office-and-name", "an office before the name", office_name, 2),
    Kind("title-and-name", "Herr, Frau, Dr., Prof.", titled),
    Kind("apposition-after", "the name, then the office between commas", apposition_after),
    Kind("apposition-before", "the office with its body, then the name", apposition_before),
    Kind("party-in-brackets", "the party behind the name", party_in_brackets),
    Kind("party-compound", "an office with the party before it", party_compound),
    Kind("with-age", "der 43-jährige", aged),
    Kind("coordination", "two or three of a kind", coordination, 1.5),
    Kind("organisation", "bodies of one word, or a class word with a proper one", body, 1.5),
    Kind("acronym", "bodies and parties in capitals", acronym, 1.5),
    Kind("state", "states that act", state),
    Kind("body-of-state", "a government, army or parliament with its state", government),
    Kind("demonym", "inhabitants of a state, one or the people", people_of),
    Kind("trade", "a trade", trade, 1.5),
    Kind("from-place", "a trade with where it comes from", from_place),
    Kind("gender-form", "one word for men and women, or both words", gender_form, 1.5),
    Kind("group", "bodies by a common noun", group, 1.5),
    Kind("person", "persons by a common noun", person, 2.5),
)


def someone(draw: Draw) -> Nominal:
    """A participant of any kind, by the kinds' shares."""
    chosen = draw.random.choices(KINDS, [kind.share for kind in KINDS])[0]
    made = chosen.make(draw)
    draw.kinds.append(chosen.name)
    return made
