"""What a plan holds: the points listed behind a colon or behind *Phasen*, the objects of *umfassen*, a clause with *dass*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.plans.naming import Called
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.verbforms import is_zu_infinitive

_SENTENCES = 2
"""So many sentences after its name may say what a plan holds."""


class Content(NamedTuple):
    """A plan and the sentence in which its points are looked for; `later` if that is one after its name."""

    text: Text
    called: Called
    sentence: int
    later: bool


def points(text: Text, called: Called) -> tuple[tuple[str, ...], str] | None:
    """The points of a plan in their order, and the rule that finds them; None if the report does not say them."""
    number = text.analysis.sentence_of[called.head]
    for sentence in range(number, min(number + _SENTENCES, len(text.analysis.sentences))):
        case = Content(text, called, sentence, sentence > number)
        if case.later and not _goes_on(case):
            return None
        found = first(PHASES, case)
        if found is not None:
            return found if case.later else _and_its_aim(text, called, found)
    return None


def _and_its_aim(text: Text, called: Called, found: tuple[tuple[str, ...], str]) -> tuple[tuple[str, ...], str]:
    """Points with what the next sentence calls the aim (*Ziel ist es, …*)."""
    sentence = text.analysis.sentence_of[called.head] + 1
    case = Content(text, called, sentence, later=True)
    aim = _aim(case) if sentence < len(text.analysis.sentences) else None
    return ((*found[0], *(point for point in aim if point not in found[0])), found[1]) if aim is not None else found


def _goes_on(case: Content) -> bool:
    """True for a sentence that takes a plan up: *Er sieht vor …*, *Der Plan nennt …*, *Drei Punkte …*."""
    a = case.text.analysis
    begin = a.sentences[case.sentence].start
    words = a.forms[begin : begin + 3]
    again = words[:1] in (("Er",), ("Sie",), ("Es",)) or any(w.casefold() == case.called.name.casefold() for w in words)
    return again or any(w in word_set("points_of_plans") for w in words) or words[:1] == ("Ziel",) or _thereby(case)


def _thereby(case: Content) -> bool:
    """True for *Demnach …*, *Darin …* right behind a sentence in which somebody makes or concludes the plan."""
    text, head = case.text, case.called.head
    a = text.analysis
    begin = a.sentences[case.sentence].start
    if a.forms[begin] not in word_set("openers_of_contents") or a.sentence_of[head] + 1 != case.sentence:
        return False
    part = text.sentence_tokens(head)
    made = word_set("verbs_of_making_plans") | word_set("verbs_of_presenting") | word_set("verbs_of_agreeing_on")
    for clause in text.clauses_between(part.start, part.stop):
        done = (*clause.undergoers, *(t for preposition, t in clause.obliques if preposition in ("auf", "über")))
        if clause.lemma in made and not clause.negated and head in done:
            return True
    return False


def _tokens(case: Content) -> range:
    part = case.text.analysis.sentences[case.sentence]
    return range(part.start if case.later else case.called.head, part.end)


def _counted(case: Content) -> bool:
    """True if the sentence says that it lists: *drei Stufen*, *Dreipunkteplan*, *erst … dann*, a plan with a name."""
    a = case.text.analysis
    tokens = _tokens(case)
    listed = any(a.forms[t] in word_set("points_of_plans") for t in tokens)
    sequence = sum(a.forms[t].casefold() in word_set("first_then_last") for t in tokens)
    numbered = case.called.name.casefold().startswith(word_tuple("number_beginnings"))
    return listed or sequence > 1 or numbered or case.called.own


def _colon(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    colon = next((t for t in _tokens(case) if a.forms[t] == ":"), None)
    if colon is None or not _counted(case):
        return None
    items = tuple(_items(a, colon + 1, a.sentences[case.sentence].end))
    return items if len(items) > 1 else None


def _behind_points(case: Content) -> tuple[str, ...] | None:
    """The items of a list `A, B und C` after its noun, without a verb's particle at the very end."""
    a = case.text.analysis
    listed = next((t for t in _tokens(case) if a.forms[t] in word_set("points_of_plans")), None)
    if listed is None:
        return None
    items = tuple(_items(a, listed + 1, a.sentences[case.sentence].end))
    return items if len(items) > 1 else None


def _consisting(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for token in _tokens(case):
        if a.forms[token] == "bestehend" and a.forms[token + 1 : token + 2] == ("aus",):
            items = tuple(_items(a, token + 2, a.sentences[case.sentence].end))
            return items if len(items) > 1 else None
    return None


def _items(a: Analysis, begin: int, end: int) -> Iterator[str]:
    """The items of a list between two tokens: apart by commas and *und*, up to a semicolon, a verb or the end."""
    last = end
    while last > begin and (a.tags[last - 1] in ("PUNCT", "AUX") or a.forms[last - 1] in ("vor", "an", "auf")):
        last -= 1
    item: list[int] = []
    for token in range(begin, last):
        finite = "Fin" in a.feat(token, "VerbForm")
        if a.forms[token] in (";", "–") or (finite and not (item and _ordinal(a, item[0]))):
            break
        if a.forms[token] in (",", "und", "sowie", ":") or (a.forms[token] == "nämlich" and not item):
            yield from _item(a, item)
            item = []
        else:
            item.append(token)
    yield from _item(a, item)


def _ordinal(a: Analysis, token: int) -> bool:
    return a.forms[token].casefold() in word_set("ordinal_adverbs")


def _item(a: Analysis, item: list[int]) -> Iterator[str]:
    while len(item) > 1 and a.forms[item[0]].casefold() in word_set("first_then_last"):
        item = item[1:]
    if len(item) > 2 and a.forms[item[0]].casefold() == "am" and a.forms[item[1]] == "Ende":
        item = item[2:]
    if any(a.tags[t] != "PUNCT" for t in item):
        yield a.span(item[0], item[-1] + 1).of(a.text)


def _clauses(case: Content) -> Iterator[Clause]:
    """The clauses that say what the plan holds."""
    a = case.text.analysis
    part = a.sentences[case.sentence]
    for clause in case.text.clauses_between(part.start, part.end):
        if clause.lemma not in word_set("verbs_of_contents") or clause.negated or clause.voice != "active":
            continue
        taken_up = case.later and any(a.tags[t] == "PRON" for t in clause.doers)
        inside = Span(case.called.span.start - 1, case.called.span.end + 1)
        own = any(t == case.called.head or case.text.token_span(t).within(inside) for t in clause.doers)
        apposed = any(case.called.head in a.dependents(t, "appos") for t in clause.doers)
        if taken_up or own or apposed:
            yield clause


def _objects(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for clause in _clauses(case):
        nouns = [t for t in clause.undergoers if a.tags[t] in ("NOUN", "PROPN") and t != case.called.head]
        found = tuple(_phrase(a, token, ("conj", "cc", "punct")) for token in nouns if not _is_point(a, token))
        if found:
            return found
    return None


def _is_point(a: Analysis, token: int) -> bool:
    return a.forms[token] in word_set("points_of_plans")


def _content_clause(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for clause in _clauses(case):
        told = [c for c in clause.content if any(a.forms[m] == "dass" for m in a.dependents(c, "mark"))]
        if told:
            return tuple(_phrase(a, token, ("mark", "punct")) for token in told)
    return None


def _infinitives(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for clause in _clauses(case):
        told = [c for c in clause.content if any(a.forms[m] == "zu" for m in a.dependents(c, "mark"))]
        if told:
            heads = sorted({h for c in told for h in (c, *a.dependents(c, "conj"))})
            return tuple(_phrase(a, token, ("punct", "conj", "cc")) for token in heads)
    return None


def _deeds(case: Content, clause: Clause | None, opener: int) -> tuple[str, ...] | None:
    """What is to be done by a plan: the clauses joined to one another, without the phrase that names the plan."""
    if clause is None or clause.negated or clause.tense not in ("present", "future") or clause.kind == "infinitive":
        return None
    if not clause.modals and clause.voice != "passive" and clause.tense != "future":
        return None
    a = case.text.analysis
    if a.tags[clause.predicate] not in ("VERB", "ADJ"):
        return None
    joined = [c for c in a.dependents(clause.predicate, "conj") if a.tags[c] == "VERB"]
    if opener > min(clause.verbs):
        return None  # *sollen laut dem Plan abziehen*: the plan stands amid what it holds
    labels = ("conj", "cc", "punct", "aux", "aux:pass", "advcl", "parataxis")
    return tuple(_phrase(a, head, labels, opener) for head in (clause.predicate, *joined))


def _by_the_plan(case: Content) -> tuple[str, ...] | None:
    a, head = case.text.analysis, case.called.head
    said = {a.forms[c].casefold() for c in a.dependents(head, "case")}
    if case.later or not said & word_set("according_to_a_plan"):
        return None
    clause = case.text.clause_of.get(a.heads[head]) if a.heads[head] >= 0 else None
    return _deeds(case, clause, head)


def _thereby_done(case: Content) -> tuple[str, ...] | None:
    return _deeds(case, _main(case), case.text.analysis.sentences[case.sentence].start)


def _main(case: Content) -> Clause | None:
    """The main clause of a sentence on what the plan that has just been made holds."""
    a = case.text.analysis
    part = a.sentences[case.sentence]
    clauses = case.text.clauses_between(part.start, part.end) if case.later and _thereby(case) else ()
    return next((c for c in clauses if a.heads[c.predicate] == ROOT), None)


def _bound_to(case: Content) -> tuple[str, ...] | None:
    """What those who conclude an agreement bind themselves to in it (*Darin verpflichten sie sich, …*)."""
    main = _main(case)
    if main is None or main.negated or main.lemma not in word_set("verbs_of_binding"):
        return None
    return _with_zu(case.text.analysis, main)


def _with_zu(a: Analysis, clause: Clause) -> tuple[str, ...] | None:
    """The infinitives with *zu* under a clause."""
    under = [c for c in a.children[clause.predicate] if c > clause.predicate or c in clause.content]
    told = [c for c in under if _is_with_zu(a, c)]
    heads = sorted({h for c in told for h in (c, *(j for j in a.dependents(c, "conj") if _is_with_zu(a, j)))})
    return tuple(_phrase(a, token, ("punct", "conj", "cc")) for token in heads) or None


def _is_with_zu(a: Analysis, token: int) -> bool:
    apart = any(a.forms[m] == "zu" for m in a.dependents(token, "mark"))
    return apart or is_zu_infinitive(a.forms[token], a.lemmas[token])


def _aim(case: Content) -> tuple[str, ...] | None:
    """What a sentence behind the plan's calls its aim or aims."""
    a = case.text.analysis
    part = a.sentences[case.sentence]
    words = a.forms[part.start : part.start + 2]
    if not case.later or words[:1] not in (("Ziel",), ("Ziele",)) or words[1:] not in (("ist",), ("sind",), ("seien",)):
        return None
    told = [t for t in range(part.start, part.end) if a.tags[t] == "VERB" and _is_with_zu(a, t)]
    if told:
        begin = part.start + 2
        begin += next((n for n in (2, 1) if a.forms[begin : begin + n] in (("es",), (",",), ("es", ","))), 0)
        return tuple(_phrase(a, token, ("punct", "conj", "cc"), low=begin) for token in told)
    items = tuple(_items(a, part.start + 2, part.end))
    return items or None


def _phrase(a: Analysis, head: int, without: tuple[str, ...], opener: int | None = None, low: int = 0) -> str:
    """The text under a word from token `low` on, without the outer branches of some labels and that of `opener`."""
    inside = {head}
    open_ = [c for c in a.children[head] if a.labels[c] not in (*without, "det", "det:poss") and c != opener]
    while open_:
        token = open_.pop()
        inside.add(token)
        open_ += a.children[token]
    begin, end = min(token for token in inside if token >= low), max(inside) + 1
    while end > begin + 1 and a.forms[end - 1] in (",", ".", ";", ":"):
        end -= 1
    return a.span(begin, end).of(a.text)


PHASES: tuple[Rule[Content, tuple[str, ...]], ...] = (
    Rule(
        name="phases/colon",
        find=_colon,
        why="Points stand behind a colon, if the plan has a name or the sentence says that it lists.",
        yes=(
            (
                "Der „Stufenplan Blau“ bringt Neues: Ruhe, Arbeit und Wohlstand.",
                "Stufenplan Blau: Ruhe, Arbeit, Wohlstand",
            ),
            ("Karl Demm hat den „Stufenplan Blau“. Er sieht vor: Ruhe, Arbeit.", "Stufenplan Blau: Ruhe, Arbeit"),
        ),
        no=("Der Plan scheiterte: Man stritt, schrie und ging.",),
    ),
    Rule(
        name="phases/list",
        find=_behind_points,
        why="The phases of a plan are the items listed behind *Phasen*, *Punkte* or *Schritte*.",
        yes=(
            ("Der Plan sieht für Peru die Phasen Ruhe, Arbeit und Wohlstand vor.", "Plan: Ruhe, Arbeit, Wohlstand"),
            ("Die Agenda nennt die Ziele Frieden, Brot und Land.", "Agenda: Frieden, Brot, Land"),
        ),
        no=("Der Plan nennt die Ziele.",),
    ),
    Rule(
        name="phases/consisting-of",
        find=_consisting,
        why="What a plan consists of are its points.",
        yes=(("Der Plan, bestehend aus Ruhe, Arbeit und Wohlstand, scheiterte.", "Plan: Ruhe, Arbeit, Wohlstand"),),
        no=("Der Plan, bestehend aus nichts, scheiterte.",),
    ),
    Rule(
        name="phases/infinitives",
        find=_infinitives,
        why="What a plan holds may be told in infinitives with *zu*.",
        yes=(("Der „Stufenplan Blau“ sieht vor, ein Bad zu bauen.", "Stufenplan Blau: ein Bad zu bauen"),),
        no=("Karl Demm sieht vor, ein Bad zu bauen.",),
    ),
    Rule(
        name="phases/objects",
        find=_objects,
        why="What a plan holds are the objects of the verb that says so.",
        yes=(
            ("Das Abkommen umfasst die Wahl eines Parlaments.", "Abkommen: Wahl eines Parlaments"),
            (
                "Der Friedensplan sieht eine Waffenruhe und den Abzug der Truppen vor.",
                "Friedensplan: Waffenruhe, Abzug der Truppen",
            ),
        ),
        no=("Der Friedensplan scheiterte.",),
    ),
    Rule(
        name="phases/content-clause",
        find=_content_clause,
        why="What a plan holds may be told in a clause with *dass*.",
        yes=(
            (
                "Die Wahlrechtsvorlage sieht vor, dass ein Rat die Kandidaten bestimmt.",
                "Wahlrechtsvorlage: ein Rat die Kandidaten bestimmt",
            ),
        ),
        no=("Der Minister sagt, dass der Plan gut ist.",),
    ),
    Rule(
        name="phases/by-the-plan",
        find=_by_the_plan,
        why="What is to be done *nach* or *laut* a plan is what it holds.",
        yes=(
            (
                "Nach dem Friedensplan sollen die Truppen abziehen und die Gefangenen freikommen.",
                "Friedensplan: die Truppen abziehen, die Gefangenen freikommen",
            ),
        ),
        no=(
            "Nach dem Friedensplan kam die Ernüchterung.",
            "Die Rente soll laut dem Friedensplan auf Eis gelegt werden.",
        ),
    ),
    Rule(
        name="phases/thereby",
        find=_thereby_done,
        why="A sentence with *demnach* or *darin* behind that in which a plan is made says what is to be done by it.",
        yes=(
            (
                "Der Senat beschloss einen Sparplan. Demnach werden die Bäder geschlossen.",
                "Sparplan: die Bäder geschlossen",
            ),
        ),
        no=("Der Senat lobte den Sparplan. Demnach werden die Bäder geschlossen.",),
    ),
    Rule(
        name="phases/bound-to",
        find=_bound_to,
        why="What those who conclude an agreement bind themselves to in it is what it holds.",
        yes=(
            (
                "Ghana und Togo unterzeichneten ein Abkommen. Darin verpflichten sie sich, die Küste zu schützen.",
                "Abkommen: die Küste zu schützen",
            ),
        ),
        no=("Ghana und Togo unterzeichneten ein Abkommen. Darin irrten sie sich.",),
    ),
    Rule(
        name="phases/aim",
        find=_aim,
        why="A sentence that opens with *Ziel ist* or *Ziele sind* behind a plan says what it is for.",
        yes=(
            (
                "Karl Demm wirbt für das Programm „Sicheres Dorf“. Ziele sind Ruhe und Vertrauen.",
                "Sicheres Dorf: Ruhe, Vertrauen",
            ),
        ),
        no=("Karl Demm wirbt für das Programm „Sicheres Dorf“. Ziele fehlen.",),
    ),
)
