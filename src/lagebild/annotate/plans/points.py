"""What a plan holds: its points in a list, as the objects of *umfassen*, as a clause with *dass*, as deeds."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.plans import lists
from lagebild.annotate.plans.lists import Content
from lagebild.annotate.plans.naming import Called
from lagebild.annotate.plans.words import extent, phrase, without_article
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import word_set
from lagebild.verbforms import is_zu_infinitive

_SENTENCES = 3
"""So many sentences after its name may say what a plan holds."""


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
    """True for a sentence that takes a plan up: *Er sieht vor …*, *Der Plan nennt …*, *Dieser …*, *Drei Punkte …*."""
    a = case.text.analysis
    begin = a.sentences[case.sentence].start
    words = a.forms[begin : begin + 3]
    again = words[:1] in (("Er",), ("Sie",), ("Es",)) or any(w.casefold() == case.called.name.casefold() for w in words)
    pointed = words[:1] in (("Dieser",), ("Diese",), ("Dieses",)) and a.labels[begin] == "nsubj"
    if again or pointed or _called_again(case, begin) or words[:1] == ("Ziel",) or lists.announced(case):
        return True
    if lists.opened(case) is not None:
        return case.called.own or _settled(case)
    return any(w in word_set("points_of_plans") for w in words) or _thereby(case)


def _called_again(case: Content, begin: int) -> bool:
    """True for a sentence that opens with the last part of the plan's noun (*Das Programm* for an *Aktionsprogramm*)."""
    a = case.text.analysis
    if a.tags[begin] != "DET" or begin + 1 >= len(a):
        return False
    noun = a.lemmas[begin + 1].casefold()
    return noun in word_set("bare_plans") and a.lemmas[case.called.head].casefold().endswith(noun)


def _settled(case: Content) -> bool:
    """True if the sentence before is the plan's and tells that somebody makes, concludes or makes known the plan."""
    text, head = case.text, case.called.head
    if text.analysis.sentence_of[head] + 1 != case.sentence:
        return False
    part = text.sentence_tokens(head)
    made = word_set("verbs_of_making_plans") | word_set("verbs_of_presenting") | word_set("verbs_of_agreeing_on")
    for clause in text.clauses_between(part.start, part.stop):
        done = (*clause.undergoers, *(t for preposition, t in clause.obliques if preposition in ("auf", "über")))
        if clause.lemma in made and not clause.negated and head in done:
            return True
    return False


def _thereby(case: Content) -> bool:
    """True for *Demnach …*, *Darin …* right behind a sentence in which somebody makes or concludes the plan."""
    a = case.text.analysis
    begin = a.sentences[case.sentence].start
    return a.forms[begin] in word_set("openers_of_contents") and _settled(case)


def _clauses(case: Content) -> Iterator[Clause]:
    """The clauses that say what the plan holds."""
    a = case.text.analysis
    part = a.sentences[case.sentence]
    for clause in case.text.clauses_between(part.start, part.end):
        if clause.lemma not in word_set("verbs_of_contents") or clause.negated or clause.voice != "active":
            continue
        if _is_doer(case, clause):
            yield clause


def _is_doer(case: Content, clause: Clause) -> bool:
    """True if the plan, or what takes it up in a sentence behind its own, is the clause's doer."""
    a = case.text.analysis
    taken_up = case.later and any(a.tags[t] == "PRON" or _called_again(case, t - 1) for t in clause.doers if t)
    relative = clause.governor == case.called.head and any("Rel" in a.feat(t, "PronType") for t in clause.doers)
    inside = Span(case.called.span.start - 1, case.called.span.end + 1)
    own = any(t == case.called.head or case.text.token_span(t).within(inside) for t in clause.doers)
    return taken_up or relative or own or any(case.called.head in a.dependents(t, "appos") for t in clause.doers)


def _objects(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for clause in _clauses(case):
        nouns = [t for t in clause.undergoers if a.tags[t] in ("NOUN", "PROPN") and t != case.called.head]
        kept = [
            token for token in nouns if not _is_point(a, token) and a.forms[token] not in word_set("units_of_money")
        ]
        if kept:
            found = tuple(phrase(a, token, ("conj", "cc", "punct")) for token in kept)
            return _whole_list(case, kept, found) or found
    return None


def _whole_list(case: Content, heads: list[int], found: tuple[str, ...]) -> tuple[str, ...] | None:
    """The list that begins with the first object and runs on to the end of the sentence, if it has more in it."""
    a = case.text.analysis
    begin = min(extent(a, heads[0], ("conj", "cc", "punct"), None, 0))
    while a.forms[begin - 1].casefold() in word_set("first_then_last"):
        begin -= 1
    told = lists.nominal(case, begin)
    if told is None or len(told) <= len(found) or a.forms[heads[0]] not in told[0]:
        return None
    return tuple(without_article(item) for item in told)


def _is_point(a: Analysis, token: int) -> bool:
    return a.forms[token] in word_set("points_of_plans")


def _content_clause(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for clause in _clauses(case):
        told = [c for c in clause.content if any(a.forms[m] == "dass" for m in a.dependents(c, "mark"))]
        if told:
            return tuple(phrase(a, token, ("mark", "punct")) for token in told)
    return None


def _infinitives(case: Content) -> tuple[str, ...] | None:
    a = case.text.analysis
    for clause in _clauses(case):
        told = [c for c in clause.content if any(a.forms[m] == "zu" for m in a.dependents(c, "mark"))]
        if told:
            heads = sorted({h for c in told for h in (c, *a.dependents(c, "conj"))})
            return tuple(phrase(a, token, ("punct", "conj", "cc")) for token in heads)
    return None


def _obliges(case: Content) -> tuple[str, ...] | None:
    """What a treaty obliges somebody to do (*verpflichtet die Rebellen zur Abgabe der Waffen*)."""
    a = case.text.analysis
    part = a.sentences[case.sentence]
    for clause in case.text.clauses_between(part.start, part.end):
        if clause.lemma != "verpflichten" or clause.negated or clause.voice != "active" or not _is_doer(case, clause):
            continue
        if any(a.feat(t, "Reflex") for t in clause.undergoers):
            continue  # *verpflichten sie sich*: those who conclude it
        told = [token for preposition, token in clause.obliques if preposition == "zu" and a.tags[token] == "NOUN"]
        if told:
            return tuple(phrase(a, token, ("conj", "cc", "punct", "case")) for token in told)
        return _with_zu(a, clause)
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
    return tuple(phrase(a, head, labels, opener) for head in (clause.predicate, *joined))


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
    return tuple(phrase(a, token, ("punct", "conj", "cc")) for token in heads) or None


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
        return tuple(phrase(a, token, ("punct", "conj", "cc"), low=begin) for token in told)
    items = tuple(lists.items(a, part.start + 2, part.end))
    return items or None


PHASES: tuple[Rule[Content, tuple[str, ...]], ...] = (
    Rule(
        name="phases/colon",
        find=lists.colon,
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
        find=lists.behind_points,
        why="The phases of a plan are the items listed behind *Phasen*, *Punkte* or *Schritte*.",
        yes=(
            ("Der Plan sieht für Peru die Phasen Ruhe, Arbeit und Wohlstand vor.", "Plan: Ruhe, Arbeit, Wohlstand"),
            ("Die Agenda nennt die Ziele Frieden, Brot und Land.", "Agenda: Frieden, Brot, Land"),
        ),
        no=("Der Plan nennt die Ziele.",),
    ),
    Rule(
        name="phases/consisting-of",
        find=lists.consisting,
        why="What a plan consists of are its points.",
        yes=(("Der Plan, bestehend aus Ruhe, Arbeit und Wohlstand, scheiterte.", "Plan: Ruhe, Arbeit, Wohlstand"),),
        no=("Der Plan, bestehend aus nichts, scheiterte.",),
    ),
    Rule(
        name="phases/foreseen",
        find=lists.foreseen,
        why="A sentence that opens with *Vorgesehen sind* or *Kernpunkte sind* behind a plan lists its points.",
        yes=(
            (
                "Karl Demm wirbt für den „Stufenplan Blau“. Vorgesehen sind ein Bad und zwei Schulen.",
                "Stufenplan Blau: ein Bad, zwei Schulen",
            ),
        ),
        no=("Karl Demm lobte den Sparplan. Vorgesehen sind ein Bad und zwei Schulen.",),
    ),
    Rule(
        name="phases/obliges",
        find=_obliges,
        why="What a treaty binds its sides to is what it holds.",
        yes=(
            ("Der Pakt von Warschau verpflichtet Polen zur Räumung der Insel.", "Pakt von Warschau: Räumung der Insel"),
            (
                "Der Pakt von Warschau verpflichtet Polen, die Insel zu räumen.",
                "Pakt von Warschau: die Insel zu räumen",
            ),
        ),
        no=("Der Pakt von Warschau verpflichtet Polen nicht zur Räumung der Insel.",),
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
            ("Ghana lobte einen Plan, der eine Waffenruhe vorsieht.", "Plan: Waffenruhe"),
            (
                "Ghana und Togo unterzeichneten ein Abkommen. Es umfasst einen Hafen an der Küste, eine Bahn sowie Kredite.",
                "Abkommen: Hafen an der Küste, Bahn, Kredite",
            ),
            (
                "Der Friedensplan sieht eine Waffenruhe und den Abzug der Truppen vor.",
                "Friedensplan: Waffenruhe, Abzug der Truppen",
            ),
        ),
        no=("Der Friedensplan scheiterte.", "Das Hilfspaket umfasst drei Millionen Euro."),
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
