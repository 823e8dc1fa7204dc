"""Who is behind a deed, where the sentence says so beside its noun: *trägt die Verantwortung für*, *geht auf ihr Konto*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import Analysis
from lagebild.annotate.events.who import slots
from lagebild.annotate.events.who.frame_slots import parts_of
from lagebild.annotate.events.who.parts import Deed, Held, Parts
from lagebild.annotate.rule import Rule
from lagebild.clauses import Clause
from lagebild.lexicon.words import word_set

_CHAIN = 3
"""A deed's noun hangs at most so many nouns below the one that its clause is about."""


def _acting(deed: Deed, tokens: tuple[int, ...]) -> Parts | None:
    return parts_of("actor", Held(slots.spread(deed.text.analysis, tokens)), deed.text, acting=True) or None


def _noun_of_force(deed: Deed) -> Clause | None:
    """The clause of a deed's noun, for deeds that somebody can be guilty of."""
    guilt = deed.hit.entry.type in ("ASSAULT", "COERCE")
    return deed.hit.clause if guilt and not deed.hit.own and deed.hit.entry.pos == "NOUN" else None


def _above(a: Analysis, token: int) -> Iterator[int]:
    """A noun and those that it hangs on (*die Toten bei Angriffen*)."""
    for _ in range(_CHAIN):
        yield token
        if a.heads[token] < 0 or not a.labels[token].startswith(("nmod", "conj")):
            return
        token = a.heads[token]


def _bears(deed: Deed) -> Parts | None:
    clause, a = _noun_of_force(deed), deed.text.analysis
    if clause is None or clause.voice != "active" or clause.lemma not in word_set("bearing_responsibility"):
        return None
    # *Schuld an dem Überfall trägt die Garde*: the tree may have taken one for the other
    blame = {t for t in a.children[clause.predicate] if a.lemmas[t] in word_set("parts_in_a_deed")}
    bearing = tuple(t for t in (*clause.doers, *clause.undergoers) if t not in blame)
    below = bool(blame & set(_above(a, deed.hit.token)))
    beside = blame and any(p in ("für", "an") and t == deed.hit.token for p, t in clause.obliques)
    return _acting(deed, bearing) if below or beside else None


def _on_account(deed: Deed) -> Parts | None:
    clause, a = _noun_of_force(deed), deed.text.analysis
    if clause is None or clause.lemma not in ("gehen", "kommen") or deed.hit.token not in clause.doers:
        return None
    accounts = [t for p, t in clause.obliques if p == "auf" and a.lemmas[t] in ("Konto", "Kappe", "Rechnung")]
    owners = tuple(c for t in accounts for c in a.dependents(t, "nmod") if _of(a, c))
    return _acting(deed, owners)


def _of(a: Analysis, token: int) -> bool:
    """True if a phrase is a genitive, or stands with *von*."""
    return [a.lemmas[c].casefold() for c in a.dependents(token, "case")] in ([], ["von"])


def _answers_for(deed: Deed) -> Parts | None:
    clause, text = _noun_of_force(deed), deed.text
    if clause is None:
        return None
    below = (text.clause_of.get(t) for t in clause.content)
    answering = [c for c in (clause, *below) if c is not None and c.lemma == "verantworten" and c.voice == "active"]
    things = {t for c in (clause, *answering) for t in c.undergoers} | {t for p, t in clause.obliques if p == "bei"}
    if not answering or (answering[0] is clause and deed.hit.token in things):
        return None  # that is said by the verb above
    doers = clause.doers or answering[0].doers
    return _acting(deed, doers) if things & set(_above(text.analysis, deed.hit.token)) else None


def _committed_by(deed: Deed) -> Parts | None:
    clause = _noun_of_force(deed)
    if clause is None or clause.voice != "active" or clause.lemma not in word_set("committing_deeds"):
        return None
    text = deed.text
    nouns = set(_above(text.analysis, deed.hit.token)) & set(clause.doers)
    return _acting(deed, tuple(t for t in clause.undergoers if text.agent(t) is not None)) if nouns else None


RESPONSIBLE: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/bears-responsibility",
        find=_bears,
        why="Who bears the responsibility for a deed, or the guilt of it, does it.",
        yes=(
            ("Oberst Karl Brunn trägt die Verantwortung für das Massaker an Bauern.", "Massaker: Karl Brunn"),
            ("Die Miliz trägt die Schuld an dem Überfall.", "Überfall: Miliz"),
            ("Schuld an dem Überfall trägt die Garde.", "Überfall: Garde"),
        ),
        no=("Oberst Karl Brunn trägt die Kosten für die Festnahme der Bauern.",),
    ),
    Rule(
        name="who/on-their-account",
        find=_on_account,
        why="On whose account a deed goes, does it.",
        yes=(
            ("Der Anschlag auf die Kaserne geht auf das Konto der Separatisten.", "Anschlag: Separatisten"),
            ("Der Überfall geht auf das Konto von Rebellen.", "Überfall: Rebellen"),
        ),
        no=("Der Anschlag geht auf das Konto.",),
    ),
    Rule(
        name="who/answers-for",
        find=_answers_for,
        why="Who has to answer for a deed, or for the dead of it, does it (*hat die Toten bei Angriffen zu verantworten*).",
        yes=(
            (
                "Die Miliz hat die etwa 90 Toten bei Attacken gegen Boote im See und im Fluss zwischen Mai und Juni "
                "zu verantworten, de facto Morde.",
                "Attacken: Miliz",
            ),
        ),
        no=("Die Miliz hat nach den Angriffen die Lage zu verantworten.",),
    ),
    Rule(
        name="who/committed-by-the-object",
        find=_committed_by,
        why="A deed commits nobody: where it stands first, the tree has taken it for the subject.",
        yes=(("Das Massaker an den Bauern hat Oberst Karl Brunn zu verantworten.", "Massaker: Karl Brunn"),),
        no=("Das Attentat verletzte Karl Brunn.",),
    ),
)
