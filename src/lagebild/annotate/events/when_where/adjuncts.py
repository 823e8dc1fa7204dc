"""Which trigger an adjunct of time or place belongs to: what it hangs on, seen through the clauses around.

A verb takes the adjuncts of its clause, not those inside a noun's attribute (*nach den Anschlägen vom 11. März*) nor those
of a clause below it; a noun takes its own (*das Treffen am Montag*), and its clause's where it is what the clause tells, or
happens along with it (*bei einem Treffen*), not where it is cause or matter of it (*wegen des Streiks*). A relative clause
that is said to lie in what it hangs on (*die Nacht, in der …*) shares its adjuncts, a clause with *als* or *während* those
of the clause above, a conjoined verb what stands before the first one.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.nouns import noun
from lagebild.verbforms import participle

_DEADLINES = frozenset(["bis", "auf"])
"""Prepositions of the times to which something lasts or is put off."""
_ALONG = frozenset(["bei", "beim", "während", "in", "im", "auf", "zu", "zum", "zur", "mit", "an", "am", "unter"])
"""Prepositions of what goes on as the clause does."""
_AT_THE_TIME = frozenset(["als", "während", "wobei", "indem", "woraufhin"])
_LYING_IN = ("bei", "in", "während", "auf")
_PHASES = frozenset(
    """Anfang Beginn Ende Auftakt Verlauf Lauf Zug Fortsetzung Reihe Serie Welle Tag Stunde Woche Hälfte Morgen Abend
    Nacht Mittag Vormittag Nachmittag""".split()
)
"""Nouns that stand for a part or a number of what follows them."""
_BROUGHT_ABOUT = frozenset(
    "gelingen schaffen beginnen anfangen aufhören versuchen zwingen bringen helfen veranlassen lassen".split()
)
"""Verbs whose infinitive is done when they are."""
_FAR = 9
_ORDINAL = re.compile(r"(?:erst|zweit|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt|letzt)e[nrms]?|\d+\.")
_PARTICLES = frozenset(["ab", "an", "auf", "aus", "ein", "zurück", "zusammen"])
_ATTRIBUTED = frozenset(["vom", "des", "der", "aus"])
_CONTRACTED = frozenset(["am", "im", "zum", "zur", "vom", "beim"])
_BRACKET = 6
"""So many words may stand between an adjunct and the participle that closes its bracket."""


_SPOKEN_OF = frozenset(
    """androhen ankündigen bedauern begrüßen berichten beschreiben bestätigen bezeichnen dementieren einräumen erklären
    erwähnen kritisieren loben melden rechtfertigen schildern vermelden verteidigen würdigen zugeben
    zurückweisen abweisen ablehnen bestreiten""".split()
)
"""Verbs whose object is what they speak of, which was or will be at another time and place."""
_PLANNED_FOR = frozenset(["für", "ab", "zum", "zur"])


class Adjunct(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase of time or place: its span, the token that the others of it hang on, and its preposition.

    `stretch` tells that it is one end of a stretch of time, `year` that it is a bare year, `coarse` that it is a year
    or a month, `local` that it is a place to be at, for who takes part in a deed.
    """

    kind: Literal["time", "place"]
    span: Span
    head: int
    preposition: str
    stretch: bool = False
    year: bool = False
    coarse: bool = False
    local: bool = False


def head_of(text: Text, span: Span) -> int | None:
    """The token of a span that the others of it hang on."""
    a = text.analysis
    if a.token_at(span.start) is None:
        return None
    inside = range(*text.tokens(span))
    return next((t for t in inside if a.heads[t] not in inside), inside.start)


def reach(text: Text, hit: Hit, adjunct: Adjunct) -> int | None:
    """How far an adjunct hangs from a trigger (0: on it); None if it does not speak of it."""
    clause = hit.clause
    if (bracket := _bracket(text, adjunct)) is not None:
        return (
            bracket.index(hit.token) - len(bracket) if hit.token in bracket else None
        )  # its own goes before its clause's
    if adjunct.preposition == "seit" and any(_compares(text, c) for c in text.analysis.children[hit.token]):
        return None  # *der dritte Besuch seit Mai*
    if not hit.own and (own := _below_noun(text, hit.token, adjunct)) is not None:
        return own
    if adjunct.kind == "time" and _in_one_phrase(text, hit, adjunct):
        return 0
    if clause is None or (not hit.own and not _told_by_clause(text, hit, clause, adjunct)):
        return None
    return 0 if hit.own and _before_particle(text, clause, adjunct) else _of_clause(text, clause, adjunct)


def _bracket(text: Text, adjunct: Adjunct) -> tuple[int, ...] | None:
    """The participle before a noun whose bracket an adjunct stands in, and that noun; None where it stands in none.

    *der für Juni geplante Gipfel*, *die seit Mai amtierende Ministerin*, *ein Treffen im Ausland lebender Dichter*: such an
    adjunct speaks of nothing else, whatever the parser hangs it on.
    """
    a = text.analysis
    first, last = a.token_at(adjunct.span.start), a.token_at(adjunct.span.end - 1)
    if first is None or last is None:
        return None
    before = first - (1 if a.tags[first - 1] == "ADP" else 0) - 1
    while before >= 0 and a.tags[before] in ("ADV", "ADJ") and a.forms[before].islower():
        before -= 1
    if before < 0 or a.sentence_of[before] != a.sentence_of[first]:
        return None
    opened = a.tags[before] == "DET" or a.forms[before].casefold() in _CONTRACTED
    for token in range(last + 1, min(last + 1 + _BRACKET, len(a) - 1)):
        attribute = a.tags[token] in ("ADJ", "VERB") and participle(a.forms[token]) is not None
        if attribute and a.tags[token + 1] in ("NOUN", "PROPN", "ADJ"):
            genitive = a.tags[before] == "NOUN" and token == last + 1 and a.forms[token].endswith("er")
            noun = next((t for t in range(token + 1, min(token + 4, len(a))) if a.tags[t] in ("NOUN", "PROPN")), token)
            return (token, noun) if opened or genitive else None
        if a.tags[token] in ("PUNCT", "VERB", "AUX", "PRON", "CCONJ", "SCONJ"):
            return None
    return None


def _before_particle(text: Text, clause: Clause, adjunct: Adjunct) -> bool:
    """Whether an adjunct stands right before a verb's particle (*kam mit Gefolge in Tarnau an*): it is that verb's."""
    a = text.analysis
    last = a.token_at(adjunct.span.end - 1)
    if last is None or last + 2 >= len(a):
        return False
    if last + 1 in a.dependents(clause.predicate, "compound:prt"):
        return True
    # a particle that the parser hung elsewhere
    finite = a.feat(clause.predicate, "VerbForm") == "Fin" and clause.predicate < last
    return finite and a.forms[last + 1] in _PARTICLES and a.tags[last + 2] == "PUNCT"


def _lasts(text: Text, adjunct: Adjunct) -> bool:
    """Whether a time is not the beginning (*seit*) of something that is over."""
    around = text.clause_around(adjunct.head)
    return adjunct.preposition != "seit" or (around is not None and around.tense == "present")


def _in_one_phrase(text: Text, hit: Hit, adjunct: Adjunct) -> bool:
    """Whether a time without attachment of its own closes or opens the phrase of a trigger.

    *der Anschläge vom 11. März*, *die Ermordung des Königs 1981*, *im April von beiden unterzeichnete Verträge*: the
    parser hangs such a time on whatever noun stands beside it.
    """
    a = text.analysis
    first, last = a.token_at(adjunct.span.start), a.token_at(adjunct.span.end - 1)
    if first is None or last is None:
        return False
    if hit.clause is not None and hit.own and hit.clause.kind == "participle" and a.tags[hit.token] == "ADJ":
        noun = a.heads[hit.token]
        return noun >= 0 and last < hit.token and first in a.subtree(noun) and a.heads[first] in (noun, last)
    year = adjunct.year and adjunct.preposition not in ("bis", "seit", "für", "ab")
    if hit.own or not (adjunct.preposition in ("vom", "des") or year):
        return False
    if last < hit.token:  # *wie 1999 bei dem Abzug*
        return year and all(a.tags[t] in ("DET", "ADP", "ADJ") for t in range(last + 1, hit.token))
    between = range(hit.token + 1, first)
    return len(between) <= 4 and all(a.tags[t] in ("DET", "ADJ", "NOUN", "PROPN", "ADP") for t in between)


def _path(text: Text, token: int, top: int) -> list[int] | None:
    """The tokens between one and another above it; None if it is not below."""
    a = text.analysis
    path: list[int] = []
    while a.heads[token] >= 0 and len(path) < 50:
        token = a.heads[token]
        if token == top:
            return path
        path.append(token)
    return None


def _below_noun(text: Text, noun: int, adjunct: Adjunct) -> int | None:
    """The reach of what stands in a noun's own phrase: beside it, or in the participle or clause that says of it."""
    path = _path(text, adjunct.head, noun)
    if path is None or not _lasts(text, adjunct):
        return None
    # *Kritik an der damaligen Führung*: what stands before another noun is that one's attribute
    if path and adjunct.head < path[0] and path[0] not in text.clause_of:
        return None
    if adjunct.kind == "place" and not _through_no_agent(text, path, adjunct):
        return None
    for step in path:
        clause = text.clause_of.get(step)
        if clause is None:
            continue
        # *die seit Juni andauernden Proteste*, *der Appell, den er am Freitag sandte*
        about = noun in (*clause.doers, *clause.undergoers) and path[-1] == step
        return len(path) if about and step == path[0] else None
    return len(path)


def _compares(text: Text, token: int) -> bool:
    """Whether a word before a noun counts or compares (*der dritte*, *der schwerste*)."""
    a = text.analysis
    ordinal = a.tags[token] == "ADJ" and _ORDINAL.fullmatch(a.forms[token]) is not None
    return ordinal or a.feat(token, "NumType") == "Ord" or a.feat(token, "Degree") == "Sup"


def _through_no_agent(text: Text, path: list[int], adjunct: Adjunct) -> bool:
    """Whether no noun that can act stands between: *die Regierung in Peking* says where the government is.

    A name has no such attribute, whose deed it is seldom (*der Besuch des Ministers in Tarnau*), and who does or suffers a
    deed somewhere is there (*verhaftete die Polizei in Tarnau*).
    """
    if adjunct.local:
        return True
    a = text.analysis
    return not any(
        text.agent(step)
        and a.tags[step] != "PROPN"
        and a.feat(step, "Case") != "Gen"
        and (a.labels[step] != "nmod" or any(a.dependents(step, "case")))
        for step in path[:1]
        if step not in text.clause_of
    )


def _told_by_clause(text: Text, hit: Hit, clause: Clause, adjunct: Adjunct) -> bool:
    """Whether a noun's event is what its clause tells, or goes on along with it.

    What a clause of saying speaks of was at another time and place (*kritisierte am Montag den Angriff*).
    """
    a = text.analysis
    token = hit.token
    if token == clause.predicate or hit.entry.pos == "PHRASE":
        return True
    if token in clause.undergoers and clause.lemma in _SPOKEN_OF and adjunct.preposition not in _PLANNED_FOR:
        return False
    while a.labels[token] in ("conj", "appos", "flat") and a.heads[token] >= 0:
        token = a.heads[token]
    above = a.heads[token]
    if above in text.clause_of and above != clause.predicate:
        return False
    outer = token if above == clause.predicate else above
    if outer != token and not (above >= 0 and a.lemmas[above] in _PHASES and a.heads[above] == clause.predicate):
        return False
    cases = [a.forms[c].casefold() for c in a.dependents(outer, "case")]
    # what comes *nach einer Sitzung* comes right after it; *nach der Wahl* may be long after
    new = any(a.feat(c, "Definite") == "Ind" for c in a.dependents(outer, "det"))
    return not cases or cases[0] in _ALONG or (cases[0] == "nach" and new)


def _of_clause(text: Text, clause: Clause, adjunct: Adjunct, *, steps: int = 0) -> int | None:
    """The reach from a clause's predicate: in the clause itself, else in one whose adjuncts it shares."""
    a = text.analysis
    around = _antecedent_of(text, clause, adjunct)
    if around is True or _right_before(text, clause, adjunct):
        return steps + 1
    path = _path(text, adjunct.head, clause.predicate)
    if path is not None:
        if adjunct.kind == "time":  # *vor einem Jahr, am 3. Mai*: one time beside another
            path = [step for step in path if not _in_time(text, step)]
        return steps + len(path) if _open(text, adjunct, path) else None
    if steps > _FAR:
        return None
    above = a.heads[clause.predicate]
    beside = a.labels[clause.predicate]
    if above in text.clause_of and (beside == "conj" or (beside == "parataxis" and adjunct.kind == "place")):
        first = text.clause_of[above]
        shared = _of_clause(text, first, adjunct, steps=steps + 3)
        # a time before the first of conjoined verbs holds for all of them, a place anywhere
        before = adjunct.head < max(above, *first.verbs)
        return shared if shared is not None and (before or adjunct.kind == "place") else None
    if around:
        return _of_clause(text, around, adjunct, steps=steps + 3)
    governor = text.clause_of.get(clause.governor)
    # *im Juni …, nachdem …*: both in that month
    after = clause.subordinator == "nachdem" and adjunct.coarse
    along = (
        clause.subordinator in _AT_THE_TIME
        or after
        or (clause.kind == "infinitive" and governor is not None and governor.lemma in _BROUGHT_ABOUT)
    )
    return _of_clause(text, governor, adjunct, steps=steps + 4) if governor is not None and along else None


def _right_before(text: Text, clause: Clause, adjunct: Adjunct) -> bool:
    """Whether a clause with *als* says what was at the time that stands before its comma (*2009, als …*)."""
    a = text.analysis
    first = next((m for m in a.dependents(clause.predicate, "mark", "advmod") if a.forms[m] == "als"), None)
    return first is not None and text.content[adjunct.span.end : a.starts[first]].strip() == ","


def _open(text: Text, adjunct: Adjunct, path: list[int]) -> bool:
    """Whether what is below a predicate speaks of it: no clause and no closed noun phrase stands between them."""
    a = text.analysis
    if adjunct.kind == "time" and (adjunct.preposition in _DEADLINES or not _lasts(text, adjunct)):
        return False
    if not path:
        return adjunct.preposition != "vom" or adjunct.stretch
    if any(step in text.clause_of for step in path):
        return False
    if adjunct.kind == "time" and not all(_goes_along(text, step) for step in path[:-1]):
        return False  # *wies Vorwürfe wegen des Unfalls im Mai zurück*
    outer = path[-1]
    if a.lemmas[outer] in _PHASES:
        return True
    cases = [a.forms[c].casefold() for c in a.dependents(outer, "case")]
    if adjunct.kind == "place":
        at_site = (known := noun(a.forms[outer])) is not None and known.kind == "place"  # *aus einem Haus in X*
        return _through_no_agent(text, path, adjunct) and (not cases or cases[0] in _ALONG or at_site)
    if (
        a.labels[adjunct.head] in ("amod", "det")
        or adjunct.preposition in _ATTRIBUTED
        or (adjunct.preposition == "von" and not adjunct.stretch)
    ):
        # the attribute of a noun speaks of that noun alone, save of the deed's own means (*mit Erlass vom 3. Mai*)
        return adjunct.preposition == "vom" and cases == ["mit"]
    return not cases or cases[0] in _ALONG


def _in_time(text: Text, token: int) -> bool:
    return text.time_at(text.analysis.starts[token]) is not None


def _goes_along(text: Text, token: int) -> bool:
    """Whether a noun has no preposition, or one of those that what is told goes along with."""
    cases = [text.analysis.forms[c].casefold() for c in text.analysis.dependents(token, "case")]
    return not cases or cases[0] in _ALONG


def _antecedent_of(text: Text, clause: Clause, adjunct: Adjunct) -> Clause | Literal[True] | None:
    """For a relative clause that is said to lie in its antecedent (*bei dem*, *in der*): the clause of that one.

    True where the adjunct itself is the antecedent. What stands before the comma counts, whatever the parser hangs it on.
    """
    a = text.analysis
    for pronoun in range(a.sentences[a.sentence_of[clause.predicate]].start + 2, clause.predicate):
        if "Rel" not in a.feat(pronoun, "PronType") or a.heads[pronoun] != clause.predicate:
            continue
        if a.forms[pronoun - 1].casefold() not in _LYING_IN or a.forms[pronoun - 2] != ",":
            continue
        before = pronoun - 3
        if before >= 0 and adjunct.span.start <= a.starts[before] < adjunct.span.end:
            return True
        return text.clause_around(before) if before >= 0 else None
    return None
