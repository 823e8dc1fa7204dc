"""What is meant, ordered, expected or possible by the verbs of a clause: purposes, modal verbs, the future."""

from __future__ import annotations

from lagebild.annotate.events.status.case import ClauseCase, spoken
from lagebild.annotate.events.status.course import course_of
from lagebild.annotate.rule import Rule, first
from lagebild.clauses import Clause
from lagebild.lexicon.words import word_set
from lagebild.reading import EventStatus


def intended(case: ClauseCase) -> tuple[EventStatus, str] | None:
    """What purposes, modal verbs and the future make of a clause, with the rule's name; None if it has none of them."""
    return first(INTENTS, case)


def _verb_complex(case: ClauseCase) -> tuple[set[str], list[int]]:
    """Modals and verbs of a clause with those that conjoined ones share (*sollen … erstochen und … getötet haben*)."""
    a, clause, clause_of = case.analysis, case.clause, case.text.clause_of
    lead = clause_of.get(case.text.first_conjunct(clause.predicate))
    if lead is None or clause.predicate not in clause_of:
        return set(clause.modals), list(clause.verbs)
    if lead.predicate == clause.predicate:
        partners = [clause_of[c] for c in a.dependents(clause.predicate, "conj") if c in clause_of]
        shared = [v for partner in partners if _shares(case, partner) for v in partner.verbs]
        return set(clause.modals), [*clause.verbs, *shared] if clause.modals else list(clause.verbs)
    if not _shares(case, clause):
        return set(clause.modals), list(clause.verbs)
    return {*clause.modals, *lead.modals}, [*clause.verbs, *lead.verbs]


def _shares(case: ClauseCase, clause: Clause) -> bool:
    """True if a conjoined clause has no finite verb of its own; *haben* behind its participle is an infinitive."""
    a = case.analysis
    finite = [v for v in clause.verbs if a.feat(v, "VerbForm") == "Fin" or a.feat(v, "Mood")]
    return all(v > clause.predicate and a.forms[v] in ("haben", "sein", "worden") for v in finite)


def _modals(case: ClauseCase) -> set[str]:
    return _verb_complex(case)[0]


def _forms(case: ClauseCase) -> list[str]:
    return [case.analysis.forms[v].casefold() for v in _verb_complex(case)[1]]


def _past(case: ClauseCase) -> bool:
    return case.clause.tense in ("past", "pluperfect") and case.clause.mood == "indicative"


def _purpose(case: ClauseCase) -> EventStatus | None:
    return "announced" if case.clause.subordinator in ("um", "damit") else None


def _rumoured(case: ClauseCase) -> EventStatus | None:
    if "sollen" not in _modals(case):
        return None
    state = case.clause.kind == "copula" or case.analysis.lemmas[case.clause.predicate] in word_set("verbs_of_state")
    done = any(form in ("haben", "sein", "worden") for form in _forms(case))
    return "possible" if state or done else None


def _ought(case: ClauseCase) -> EventStatus | None:
    ought = "sollen" in _modals(case) and any(form in ("sollte", "sollten") for form in _forms(case))
    a, clause = case.analysis, case.clause
    beside = clause.subordinator not in ("", "dass") or a.labels[clause.predicate].startswith("acl")
    return "demanded" if ought and spoken(case) and not beside else None


def _to_come(case: ClauseCase) -> EventStatus | None:
    return "announced" if "sollen" in _modals(case) else None


def _claimed(case: ClauseCase) -> EventStatus | None:
    a, verbs = case.analysis, sorted(_verb_complex(case)[1])
    will = next((v for v in verbs if a.forms[v].casefold() in ("will", "wollen", "wolle")), None)
    # *wollen … gesehen haben*, *die … gesehen haben wollen*; not *haben den König stürzen wollen*
    done = will is not None and any(a.forms[v] == "haben" and (v > will or v == will - 1) for v in verbs)
    return "possible" if done else None


def _wanted(case: ClauseCase) -> EventStatus | None:
    would = any(form.startswith("möcht") for form in _forms(case))
    return "announced" if "wollen" in _modals(case) or would else None


def _would_not(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    refused = case.kind == "REJECT" and "wollen" in _modals(case) and _past(case) and not clause.negations
    return "happened" if refused and any(a.forms[c] == "nicht" for c in a.children[clause.predicate]) else None


def _past_ability(case: ClauseCase) -> EventStatus | None:
    return "happened" if _modals(case) & {"können", "dürfen", "mögen"} and _past(case) else None


def _ability(case: ClauseCase) -> EventStatus | None:
    return "possible" if _modals(case) & {"können", "dürfen", "mögen"} else None


def _obliged(case: ClauseCase) -> bool:
    """True if somebody still has to do something, and is not doing it already (*muss sich verantworten*)."""
    return "müssen" in _modals(case) and not _past(case) and course_of(case.clause.lemma, "VERB") != "lasts"


def _told_to(case: ClauseCase) -> EventStatus | None:
    return "demanded" if _obliged(case) and (spoken(case) or _urged(case)) else None


def _urged(case: ClauseCase) -> bool:
    """True if whoever tells it speaks for a *wir*, or says that it is urgent."""
    a, clause = case.analysis, case.clause
    wir = any(a.forms[t].casefold() == "wir" for t in clause.doers)
    below = (c for t in (clause.predicate, *a.children[clause.predicate]) for c in a.children[t])
    return wir or any(a.forms[t].casefold() in word_set("urgency") for t in below)


def _must(case: ClauseCase) -> EventStatus | None:
    return "announced" if _obliged(case) else None


def _future(case: ClauseCase) -> EventStatus | None:
    clause = case.clause
    return "announced" if clause.tense in ("future", "future perfect") and clause.voice == "active" else None


INTENTS: tuple[Rule[ClauseCase, EventStatus], ...] = (
    Rule(
        name="status/purpose",
        find=_purpose,
        why="What is done *um zu* or *damit* something comes about has not come about yet.",
        yes=(
            ("Die Armee rückte vor, um die Stadt zu erobern.", "erobern: announced"),
            ("Der Rat tagte, damit die Minister die Steuer beschließen.", "beschließen: announced"),
        ),
        no=("Die Armee rückte vor und eroberte die Stadt.",),
    ),
    Rule(
        name="status/rumoured",
        find=_rumoured,
        why="*soll* with a perfect infinitive, or with a verb of being, tells a rumour.",
        yes=(
            ("Karl Brunn soll den König erschossen haben.", "erschossen: possible"),
            ("Söldner sollen den Bischof entführt und den König getötet haben.", "entführt: possible"),
            ("Der Redakteur soll verhaftet worden sein.", "verhaftet: possible"),
        ),
        no=("Karl Brunn soll am Freitag zurücktreten.",),
    ),
    Rule(
        name="status/ought",
        find=_ought,
        why="Whoever says that somebody *sollte* do something demands it.",
        yes=(
            ("Der Abgeordnete Jo Hals sagte, der Minister sollte zurücktreten.", "zurücktreten: demanded"),
            ("„Die Polizei sollte den Bürgermeister verhaften“, sagte Ada Brunn.", "verhaften: demanded"),
        ),
        no=("Der Minister sollte am Montag zurücktreten.",),
    ),
    Rule(
        name="status/would-not",
        find=_would_not,
        why="Whoever *wollte nicht* confirm or say something has refused.",
        yes=(("Der Sprecher wollte den Angriff nicht bestätigen.", "bestätigen: happened"),),
        no=("Der Sprecher will den Angriff nicht bestätigen.",),
    ),
    Rule(
        name="status/due",
        find=_to_come,
        why="What *soll* be done is planned.",
        yes=(
            ("Das Gericht soll entscheiden.", "entscheiden: announced"),
            ("Die Truppen sollten die Stadt angreifen.", "angreifen: announced"),
        ),
        no=("Der Minister trat am Freitag zurück.",),
    ),
    Rule(
        name="status/claimed",
        find=_claimed,
        why="Who *will* have done something claims it.",
        yes=(
            ("Die Rebellen wollen zwei Hubschrauber abgeschossen haben.", "abgeschossen: possible"),
            ("Zeugen wollen eine Explosion gehört haben.", "Explosion: possible"),
        ),
        no=("Die Rebellen wollen zwei Hubschrauber abschießen.",),
    ),
    Rule(
        name="status/wanted",
        find=_wanted,
        why="What somebody *will* or *möchte* do is announced.",
        yes=(
            ("Die Armee will die Stadt bombardieren.", "bombardieren: announced"),
            ("Der Präsident möchte zurücktreten.", "zurücktreten: announced"),
        ),
        no=("Die Armee bombardierte die Stadt.",),
    ),
    Rule(
        name="status/past-ability",
        find=_past_ability,
        why="Past *konnte* and *durfte* tell what came about.",
        yes=(
            ("Die Polizei konnte den Dieb am Montag festnehmen.", "festnehmen: happened"),
            ("Der Bischof durfte den Kanzler besuchen.", "besuchen: happened"),
        ),
        no=("Die Polizei könnte den Dieb festnehmen.",),
    ),
    Rule(
        name="status/ability",
        find=_ability,
        why="What *kann*, *darf* or *könnte* be done is possible.",
        yes=(
            ("Söldner können den König getötet haben.", "getötet: possible"),
            ("Die Polizei darf den Redakteur verhaften.", "verhaften: possible"),
        ),
        no=("Die Polizei konnte den Dieb am Montag festnehmen.",),
    ),
    Rule(
        name="status/told-to",
        find=_told_to,
        why="Whoever says that somebody *muss* do something demands it; so does *wir müssen*, and what is urgent.",
        yes=(
            ("Die Abgeordnete Ada Brunn sagte, der Minister müsse zurücktreten.", "zurücktreten: demanded"),
            ("„Der Präsident muss die Geiseln freilassen“, sagte Karl Brunn.", "freilassen: demanded"),
            ("Jetzt müssen wir die Fischer unterstützen.", "unterstützen: demanded"),
            ("Alle Parteien müssen endlich abrüsten.", "abrüsten: demanded"),
        ),
        no=("Das Gericht muss am Ende entscheiden.",),
    ),
    Rule(
        name="status/must",
        find=_must,
        why="What somebody *muss* do is still to come.",
        yes=(
            ("Das Gericht muss am Ende entscheiden.", "entscheiden: announced"),
            ("Der Minister muss zurücktreten.", "zurücktreten: announced"),
        ),
        no=("Der Minister musste zurücktreten.", "Der Bürgermeister muss sich vor Gericht verantworten."),
    ),
    Rule(
        name="status/future",
        find=_future,
        why="The future tense announces.",
        yes=(
            ("Die Armee wird die Stadt bombardieren.", "bombardieren: announced"),
            ("Der Präsident wird bald zurücktreten.", "zurücktreten: announced"),
            ("Danach werden die Parteien über die Steuer beraten.", "beraten: announced"),
        ),
        no=("Der Präsident wird von den Rebellen gestürzt.",),
    ),
)
"""What the verbs of a clause say is meant or possible; the first answer decides."""
