"""Ties told by a phrase around one word: *aus X stammend*, *mit X verbündet*, *von X gegründet*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.relations.sides import coordinated, meant
from lagebild.annotate.relations.ties import Tie, Word, by_word, worded
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set, word_tuple

_LAND = ("state", "place")


def by_phrase(text: Text) -> Iterator[Tie]:
    """The ties of a report that stand in such phrases."""
    return by_word(AT_WORDS, text)


def _stemming(word: Word) -> Tie | None:
    text, token = word
    forms = text.analysis.forms
    if not forms[token].startswith("stammende"):
        return None
    part = text.sentence_tokens(token)
    if token - 1 <= part.start:
        return None
    home = text.names.get(token - 1)
    if home is None or home[0].kind not in _LAND or forms[token - 2] not in ("aus", "der", "dem"):
        return None
    who = next((text.names[t] for t in range(token, min(token + 5, part.stop)) if t in text.names), None)
    if who is None or who[0].kind != "person":
        return None
    return worded(text, "origin", (who[0], home[0]), (token - 2, who[1]))


def _founded_by(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    form = a.forms[token]
    if not form.startswith(word_tuple("founded_participles")):
        return None
    stem = next(w for w in word_tuple("founded_participles") if form.startswith(w))
    if form.removeprefix(stem) not in closed("adjective_endings"):
        return None
    low = max(token - 12, text.sentence_tokens(token).start)
    whose = [
        t for t in range(low, token) if (t in text.names and a.forms[t - 1] in ("von", "vom")) or _titled(text, t, low)
    ]
    named = [text.names[t][0] for t in whose if t in text.names and text.names[t][0].kind in ("person", "organisation")]
    stop = min(token + 5, text.sentence_tokens(token).stop)
    found = next((text.names[t] for t in range(token + 1, stop) if t in text.names), None)
    if not named or found is None or found[0].kind != "organisation":
        return None
    return worded(text, "founded", (named[-1], found[0]), (whose[-1], found[1]))


def _brought_to_life(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    clause = text.clause_around(token)
    idiom = " ".join(a.forms[max(token - 2, 0) : token + 1])
    if clause is None or clause.negated or clause.modals or clause.tense == "future":
        return None
    if not idiom.endswith("ins Leben") and not idiom.endswith("aus der Taufe"):
        return None
    if clause.lemma not in ("rufen", "heben"):
        return None
    by = [t for preposition, t in clause.obliques if preposition == "von"]
    doers = [e for t in (*clause.doers, *by) for e in coordinated(text, t) if e.kind in ("person", "organisation")]
    done = [e for t in clause.undergoers for e in coordinated(text, t) if e.kind == "organisation"]
    if clause.kind == "participle" and not done:
        behind = range(clause.predicate + 1, min(clause.predicate + 5, text.sentence_tokens(token).stop))
        done = [text.names[t][0] for t in behind if t in text.names and text.names[t][0].kind == "organisation"][:1]
    if not doers or len(done) != 1 or doers[0] is done[0]:
        return None
    return worded(text, "founded", (doers[0], done[0]), (token - 1, token + 1))


def _titled(text: Text, token: int, low: int) -> bool:
    """True for a name with a title before it that stands behind *von*."""
    forms = text.analysis.forms
    titled = token in text.names and token - 2 >= low and noun(forms[token - 1]) is not None
    return titled and forms[token - 2] in ("von", "vom")


def _shut_out(word: Word) -> Tie | None:
    text, token = word
    a = text.analysis
    if a.forms[token] not in word_set("shut_out"):
        return None
    if any(event.type == "SANCTION" for event in text.events_at.get(token, ())):
        return None
    clause = text.clause_of.get(token)
    first_verb = a.heads[token] if a.labels[token] == "conj" and a.heads[token] >= 0 else token
    main = text.clause_of.get(first_verb)
    if clause is None or main is None or "haben" not in {a.lemmas[t] for t in (*clause.verbs, *main.verbs)}:
        return None
    bodies = [e for t in main.doers if (e := meant(text, t)) is not None and e.kind == "organisation"]
    low = first_verb + 1 if first_verb < token else text.sentence_tokens(token).start
    inside = [t for t in range(low, token) if t in text.names and text.names[t][0].kind in ("state", "person")]
    if not bodies or not inside:
        return None
    return worded(text, "member", (text.names[inside[0]][0], bodies[0]), (inside[0], token + 1))._replace(broken=True)


def _diplomatic(word: Word) -> Tie | None:
    text, token = word
    forms = text.analysis.forms
    if not token or forms[token] != "Beziehungen" or not forms[token - 1].startswith("diplomatische"):
        return None
    number = text.analysis.sentence_of[token]
    named = list(text.states_in[number])
    if len(named) == 1 and number:
        named += [state for state in text.states_in[number - 1] if state not in named]
    return worded(text, "diplomatic", (named[0], named[1]), (token - 1, token + 1)) if len(named) == 2 else None


AT_WORDS: tuple[Rule[Word, Tie], ...] = (
    Rule(
        name="kind/stemming-from",
        find=_stemming,
        why="Whoever is called *aus X stammend* comes from there.",
        yes=(
            ("Der aus Peru stammende Karl Demm siegte.", "Karl Demm – Peru: origin"),
            ("Die aus der Schweiz stammende Rita Semm siegte.", "Rita Semm – Schweiz: origin"),
        ),
        no=("Der aus Peru kommende Karl Demm siegte.",),
    ),
    Rule(
        name="kind/founded-by",
        find=_founded_by,
        why="What is called *von X gegründet* was founded by X.",
        yes=(
            ("Die von Karl Demm gegründete Organisation Greenpeace klagt.", "Karl Demm – Greenpeace: founded"),
            ("Die 1999 von Präsident Karl Demm gegründete Greenpeace klagt.", "Karl Demm – Greenpeace: founded"),
        ),
        no=("Die von Karl Demm gelobte Organisation Greenpeace klagt.",),
    ),
    Rule(
        name="kind/brought-to-life",
        find=_brought_to_life,
        why="Who calls a body *ins Leben*, or lifts it *aus der Taufe*, founds it.",
        yes=(
            ("Karl Demm rief 1999 Greenpeace ins Leben.", "Karl Demm – Greenpeace: founded"),
            ("Die von Karl Demm ins Leben gerufene Organisation Greenpeace klagt.", "Karl Demm – Greenpeace: founded"),
            ("Greenpeace wurde 1999 von Karl Demm aus der Taufe gehoben.", "Karl Demm – Greenpeace: founded"),
        ),
        no=("Karl Demm will Greenpeace ins Leben rufen.", "Karl Demm kehrte mit Greenpeace ins Leben zurück."),
    ),
    Rule(
        name="kind/shut-out-in-words",
        find=_shut_out,
        why="Whoever has been shut out by a body was a member of it, whatever the event is read as.",
        yes=(
            (
                "Die OPEC hat getagt und Ecuador vorläufig ausgestoßen.",
                "Ecuador – OPEC: member",
            ),
        ),
        no=("Am Montag hat die OPEC einen Fehler ausgeschlossen.",),
    ),
    Rule(
        name="kind/diplomatic-relations",
        find=_diplomatic,
        why="Diplomatic relations are between the two states that the sentence, or it and the one before, name.",
        yes=(
            ("Die diplomatischen Beziehungen zwischen Ghana und Togo ruhen.", "Ghana – Togo: diplomatic"),
            ("Chile protestierte. Peru pflegt diplomatische Beziehungen.", "Peru – Chile: diplomatic"),
        ),
        no=("Die Beziehungen zwischen Ghana und Togo sind gut.",),
    ),
)
