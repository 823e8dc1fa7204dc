"""Says if an adjunct belongs to a trigger, and how near it is: first brackets and noun phrases, then the clause.

A verb takes the adjuncts of its clause, but not those in a noun's attribute or in a clause below it. A noun takes its own.
It also takes its clause's if it is what the clause tells or happens along with it, but not if it is the cause or matter.
"""

from __future__ import annotations

import re

from lagebild.annotate.events.when_where.adjunct import (
    Adjunct,
    Pair,
    Reach,
    edges,
    is_over,
    path_up,
    through_agent,
)
from lagebild.annotate.events.when_where.matter import told_by_clause
from lagebild.annotate.events.when_where.sharing import Step, in_clause
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, closed_map
from lagebild.verbforms import participle

_BRACKET = 6
"""So many words may stand between an adjunct and the participle that closes its bracket."""
_DECLINED = re.compile(r"(\w+?)e[nrms]?")
_NUMBERED = re.compile(r"\d+\.")
_OUT = Reach(None)
_YEAR = re.compile(r"\b\d{4}\b")


def reach(pair: Pair) -> Reach:
    """How far an adjunct is from a trigger, with the rules that say so."""
    found = first(REACH, pair)
    if found is None:
        return _OUT
    told, name = found
    return Reach(told.far, (name, *told.because))


# Brackets


def _bracket(text: Text, adjunct: Adjunct) -> tuple[int, ...]:
    """The participle before a noun and the noun, if an adjunct stands in their bracket; else empty."""
    a = text.analysis
    ends = edges(text, adjunct)
    if ends is None:
        return ()
    first_token, last = ends
    before = first_token - (1 if a.tags[first_token - 1] == "ADP" else 0) - 1
    while before >= 0 and a.tags[before] in ("ADV", "ADJ") and a.forms[before].islower():
        before -= 1
    if before < 0 or a.sentence_of[before] != a.sentence_of[first_token]:
        return ()
    opened = a.tags[before] == "DET" or a.forms[before].casefold() in closed_map("contractions")
    for token in range(last + 1, min(last + 1 + _BRACKET, len(a) - 1)):
        attribute = a.tags[token] in ("ADJ", "VERB") and participle(a.forms[token]) is not None
        if attribute and a.tags[token + 1] in ("NOUN", "PROPN", "ADJ"):
            genitive = a.tags[before] == "NOUN" and token == last + 1 and a.forms[token].endswith("er")
            noun = next((t for t in range(token + 1, min(token + 4, len(a))) if a.tags[t] in ("NOUN", "PROPN")), token)
            return (token, noun) if opened or genitive else ()
        if a.tags[token] in ("PUNCT", "VERB", "AUX", "PRON", "CCONJ", "SCONJ"):
            return ()
    return ()


def _own_bracket(pair: Pair) -> Reach | None:
    bracket = _bracket(pair.text, pair.adjunct)
    return Reach(bracket.index(pair.hit.token) - len(bracket)) if pair.hit.token in bracket else None


def _others_bracket(pair: Pair) -> Reach | None:
    return _OUT if _bracket(pair.text, pair.adjunct) else None


# Noun phrases


def _compared(pair: Pair) -> Reach | None:
    """Out if a word before the noun counts or compares, and *seit* says since when."""
    a = pair.text.analysis
    compared = pair.adjunct.preposition == "seit" and any(
        (a.tags[c] == "ADJ" and _is_ordinal(a.forms[c]))
        or a.feat(c, "NumType") == "Ord"
        or a.feat(c, "Degree") == "Sup"
        for c in a.children[pair.hit.token]
    )
    return _OUT if compared else None


def _is_ordinal(form: str) -> bool:
    declined = _DECLINED.fullmatch(form)
    return declined[1] in closed("ordinal_stems") if declined is not None else _NUMBERED.fullmatch(form) is not None


def _below(pair: Pair) -> list[int] | None:
    """The tokens between an adjunct and the noun whose phrase it is in; None if it is in none."""
    return None if pair.hit.own else path_up(pair.text, pair.adjunct.head, pair.hit.token)


def _noun_phrase(pair: Pair) -> Reach | None:
    path = _below(pair)
    if path is None or is_over(pair.text, pair.adjunct) or any(rule.find(pair) for rule in NOT_OF_NOUN):
        return None
    return Reach(len(path))


def _of_other_noun(pair: Pair) -> bool:
    path = _below(pair) or []
    return bool(path) and pair.adjunct.head < path[0] and path[0] not in pair.text.clause_of


def _of_agent(pair: Pair) -> bool:
    path = _below(pair)
    return path is not None and pair.adjunct.kind == "place" and through_agent(pair.text, pair.adjunct, path)


def _of_clause_on_noun(pair: Pair) -> bool:
    """True if there is a clause in between that says nothing of the noun itself."""
    path = _below(pair) or []
    clause = next((pair.text.clause_of[step] for step in path if step in pair.text.clause_of), None)
    if clause is None:
        return False
    about = pair.hit.token in (*clause.doers, *clause.undergoers) and path[-1] == clause.predicate
    return not (about and path[0] == clause.predicate)


def _is_year(adjunct: Adjunct) -> bool:
    return adjunct.year and adjunct.preposition not in closed("limits_of_time")


def _year_before(pair: Pair) -> Reach | None:
    a, ends = pair.text.analysis, edges(pair.text, pair.adjunct)
    if pair.hit.own or ends is None or not _is_year(pair.adjunct) or ends[1] >= pair.hit.token:
        return None
    between = range(ends[1] + 1, pair.hit.token)
    return Reach(0) if all(a.tags[t] in ("DET", "ADP", "ADJ") for t in between) else None


def _date_behind(pair: Pair) -> Reach | None:
    a, ends = pair.text.analysis, edges(pair.text, pair.adjunct)
    if pair.hit.own or pair.adjunct.kind != "time" or ends is None or ends[1] < pair.hit.token:
        return None
    if not (pair.adjunct.preposition in ("vom", "des") or _is_year(pair.adjunct)):
        return None
    between = range(pair.hit.token + 1, ends[0])
    near = len(between) <= 4 and all(a.tags[t] in ("DET", "ADJ", "NOUN", "PROPN", "ADP") for t in between)
    return Reach(0) if near else None


def _behind_noun(pair: Pair) -> Reach | None:
    return Reach(0) if pair.adjunct.of == pair.hit.token else None


def _of_dated_noun(pair: Pair) -> Reach | None:
    exact = _YEAR.search(pair.adjunct.span.of(pair.text.content)) is not None
    return _OUT if exact and pair.adjunct.of is not None else None


# The clause


def _matter(pair: Pair) -> Reach | None:
    clause = pair.hit.clause
    return _OUT if clause is None or not (pair.hit.own or told_by_clause(pair)) else None


def _before_particle(pair: Pair) -> Reach | None:
    a, clause = pair.text.analysis, pair.hit.clause
    last = a.token_at(pair.adjunct.span.end - 1)
    if not pair.hit.own or clause is None or last is None or last + 2 >= len(a):
        return None
    # a particle that the parser hung elsewhere closes the clause
    finite = a.feat(clause.predicate, "VerbForm") == "Fin" and clause.predicate < last
    closes = finite and a.forms[last + 1] in closed("separable_particles") and a.tags[last + 2] == "PUNCT"
    return Reach(0) if closes or last + 1 in a.dependents(clause.predicate, "compound:prt") else None


def _clause(pair: Pair) -> Reach | None:
    return in_clause(Step(pair.text, pair.hit.clause, pair.adjunct)) if pair.hit.clause is not None else None


NOT_OF_NOUN: tuple[Rule[Pair, bool], ...] = (
    Rule(
        name="when_where/of-another-noun",
        find=_of_other_noun,
        why="What stands before another noun of the phrase is that one's attribute.",
        yes=(("Die Festnahme der damaligen Ministerin empörte viele.", ""),),
    ),
    Rule(
        name="when_where/of-who-acts",
        find=_of_agent,
        why="A place behind somebody who can act says where they are from.",
        yes=(
            ("Das Gespräch mit der Regierung in Hamburg dauerte zwei Stunden.", ""),
            ("Nach dem Treffen mit der Polizei in Hamburg schwieg der Minister.", ""),
        ),
    ),
    Rule(
        name="when_where/of-clause-on-noun",
        find=_of_clause_on_noun,
        why="A clause below a noun keeps its adjuncts, unless it tells what the noun did or suffered.",
        yes=(("Die Proteste der Bauern, die im Januar in Tarnau lebten, dauern an.", ""),),
    ),
)

REACH: tuple[Rule[Pair, Reach], ...] = (
    Rule(
        name="when_where/own-bracket",
        find=_own_bracket,
        why="What stands between an article and the participle before a noun speaks of these two.",
        yes=(
            ("Am Montag wurde der für Juni 2021 geplante Gipfel abgesagt.", "Gipfel: 2021-06"),
            ("Der im Januar verhaftete Händler schweigt.", "verhaftete: 2021-01"),
        ),
        no=("Der Gipfel wurde im Januar abgesagt.",),
    ),
    Rule(
        name="when_where/bracket-of-another",
        find=_others_bracket,
        why="What stands in the bracket of another noun speaks of nothing outside.",
        yes=(("Der am Montag bekannt gewordene Beschluss ist der Rücktritt des Ministers.", ""),),
    ),
    Rule(
        name="when_where/compared-since",
        find=_compared,
        why="*Der dritte seit* says since when one counts, not when it was.",
        yes=(
            ("Die Lehrer beginnen den dritten Streik seit Januar.", ""),
            ("Es gibt den dritten Protest seit Montag.", ""),
        ),
    ),
    Rule(
        name="when_where/in-noun-phrase",
        find=_noun_phrase,
        why="A noun takes what stands in its own phrase.",
        yes=(
            ("Nach dem Treffen am Montag schwieg die Polizei.", "Treffen: 2021-03-08"),
            ("Nach der Sitzung des Rates in Hamburg reiste der Minister ab.", "Sitzung: Hamburg"),
        ),
        no=("Am Montag verhaftete die Polizei den Redakteur.",),
    ),
    Rule(
        name="when_where/year-before-noun",
        find=_year_before,
        why="A bare year right before a noun's phrase is the noun's.",
        yes=(
            ("Er schwieg 1999 nach dem Angriff der Rebellen.", "Angriff: 1999"),
            ("Er blieb im Jahr 1999 nach dem Rücktritt des Ministers in Tarnau.", "Rücktritt: 1999"),
        ),
    ),
    Rule(
        name="when_where/date-behind-noun",
        find=_date_behind,
        why="A bare year, and a day with *vom* or *des*, is that of the noun just before.",
        yes=(
            ("Er sprach von der Ermordung des Königs durch Rebellen 1981.", "Ermordung: 1981"),
            ("Er erinnerte an die Opfer der Anschläge vom 11. März 2004.", "Anschläge: 2004-03-11"),
        ),
    ),
    Rule(
        name="when_where/day-behind-noun",
        find=_behind_noun,
        why="A date right behind a noun that is another's matter is that noun's.",
        yes=(
            ("Der Bischof gedachte der Opfer der Anschläge am 3. Mai 2019.", "Anschläge: 2019-05-03"),
            ("Die Partei stellte Ada Brunn für die Wahl im Oktober 2021 auf.", "Wahl: 2021-10"),
        ),
        no=("Die Polizei verhaftete den Redakteur am 3. Mai 2019.",),
    ),
    Rule(
        name="when_where/day-of-dated-noun",
        find=_of_dated_noun,
        why="A day with its year, right behind a noun that is another's matter, says nothing of the deed.",
        yes=(("Der Bischof traf die Opfer der Anschläge am 3. Mai 2019.", ""),),
        no=("Der Bischof traf die Opfer der Anschläge am Montag.",),
    ),
    Rule(
        name="when_where/cause-or-matter",
        find=_matter,
        why="A noun that is only the cause or the matter of its clause was at another time and place.",
        yes=(
            ("Wegen des Streiks fuhren am Montag keine Züge.", ""),
            ("Die Polizei verhaftete in Hamburg nach Protesten zwei Männer.", ""),
        ),
    ),
    Rule(
        name="when_where/before-particle",
        find=_before_particle,
        why="What stands right before a verb's particle is the verb's.",
        yes=(("Die Polizei ging am Montag gegen Demonstranten in Hamburg vor.", "ging: Hamburg"),),
    ),
    Rule(
        name="when_where/in-clause",
        find=_clause,
        why="A verb takes the adjuncts of its clause, and a noun does if it is what the clause tells.",
        yes=(
            ("Am Montag verhaftete die Polizei den Redakteur.", "verhaftete: 2021-03-08"),
            ("In Hamburg demonstrierten tausend Bauern.", "demonstrierten: Hamburg"),
            ("Bei einem Angriff starben am Montag zwei Bauern.", "Angriff: 2021-03-08"),
        ),
        no=("Das Treffen am Montag verlief ruhig.",),
    ),
)
