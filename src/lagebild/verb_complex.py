"""The verb complex of a predicate: which auxiliaries belong to it, and its voice, tense and mood."""

from __future__ import annotations

from typing import Literal, cast

from lagebild.analysis import Analysis
from lagebild.lexicon.words import closed
from lagebild.verbforms import Finite, finite, has_moved, has_sein, is_participle, participle, talks_about

Voice = Literal["active", "passive", "statal"]
Tense = Literal["present", "past", "perfect", "pluperfect", "future", "future perfect", "none"]
Mood = Literal["indicative", "subjunctive I", "subjunctive II", "subjunctive I or indicative",
               "subjunctive II or indicative", "imperative", "none"]  # fmt: skip


def is_copula(a: Analysis, token: int, auxiliaries: list[int]) -> bool:
    """Whether a predicate is what its subject *ist*: no perfect (*ist gelandet*), no state after a deed (*ist verhaftet*)."""
    if lacks_copula(a, token):
        return True
    if a.tags[token] == "ADJ" and any(a.labels[x] == "aux:pass" for x in auxiliaries):
        return True
    return any(a.labels[x] == "cop" for x in auxiliaries) and not has_moved(a, token) and not _is_state(a, token)


def lacks_copula(a: Analysis, token: int) -> bool:
    """Whether an adjective is said of a subject without a verb, as headlines do (*Sänger Karl Demm tot*)."""
    if a.tags[token] != "ADJ" or a.labels[token] != "root" or not a.has(token, "nsubj"):
        return False
    sentence = a.sentences[a.sentence_of[token]]
    verbs = any(a.tags[t] in ("VERB", "AUX") for t in range(sentence.start, sentence.end))
    return not verbs and participle(a.forms[token]) is None


def _is_state(a: Analysis, token: int) -> bool:
    """Whether a predicate is the participle of a verb that has an object, so that *ist* makes a passive with it."""
    past = a.feat(token, "VerbForm") == "Part" and a.forms[token].lower() != a.lemmas[token].lower()
    return a.tags[token] == "VERB" and past and not has_sein(a.lemmas[token])


def shared_auxiliaries(a: Analysis, token: int) -> list[int]:
    """Auxiliaries of the first of conjoined predicates that hold for this one too (*wurde gewählt und vereidigt*)."""
    first = a.heads[token]
    if a.feat(token, "VerbForm") == "Fin" or a.feat(token, "Mood") or a.tags[token] not in ("VERB", "AUX"):
        return []
    mine, theirs = a.feat(token, "VerbForm"), a.feat(first, "VerbForm")
    if mine and theirs and mine != theirs:
        return []
    while a.labels[first] == "conj" and a.tags[a.heads[first]] == "VERB" and not a.has(first, "aux", "aux:pass"):
        first = a.heads[first]  # *wurde gefasst, verhört und verhaftet*: each hangs on the one before
    return [x for x in a.dependents(first, "aux", "aux:pass") if x < token]


def shared_worden(a: Analysis, token: int, auxiliaries: list[int]) -> list[int]:
    """*worden* of the last of conjoined participles: it holds for the first, too (*sei abgesetzt und verhaftet worden*)."""
    if len(auxiliaries) != 1 or a.lemmas[auxiliaries[0]] != "sein":
        return []
    others = (c for c in a.dependents(token, "conj") if a.tags[c] == "VERB" and not _finite_auxiliary(a, c))
    return next(([x] for c in others for x in a.dependents(c, "aux:pass", "aux") if a.forms[x] == "worden"), [])


def _finite_auxiliary(a: Analysis, token: int) -> bool:
    return any(
        a.feat(x, "VerbForm") == "Fin" or a.feat(x, "Mood") for x in a.dependents(token, "aux", "aux:pass", "cop")
    )


def voice_of(a: Analysis, token: int, auxiliaries: list[int], attribute: tuple[str, str] | None, copula: bool) -> Voice:
    """Whether a predicate is active, a passive, or the state that a deed has left.

    `attribute` is the lemma and the tense of a participle before its noun, `copula` says that it has no verb of its own.
    """
    if attribute:
        return "passive" if attribute[1] == "past" else "active"
    if copula or a.tags[token] not in ("VERB", "AUX"):
        return "active"
    if not auxiliaries and _lacks_worden(a, token):
        return "passive"
    passive = [] if talks_about(a, token) else [x for x in auxiliaries if a.labels[x] in ("aux:pass", "cop")]
    past = is_participle(a, token)
    if any(a.lemmas[x] == "werden" for x in passive) and past:
        return "passive"
    # *werden beraten* is a future where the parser sees no passive, since participle and infinitive are the same word
    future = a.forms[token].lower() == a.lemmas[token].lower() and all(
        a.feat(x, "Tense") != "Past" for x in auxiliaries
    )
    if past and any(a.lemmas[x] == "werden" for x in auxiliaries) and not (future and not passive):
        return "passive"
    if any(a.lemmas[x] == "sein" for x in passive) and past:
        return "active" if has_sein(a.lemmas[token]) else "statal"
    return "passive" if passive and past else "active"


def _lacks_worden(a: Analysis, token: int) -> bool:
    """Whether a participle is all that a headline has of a passive (*Minister gestürzt*)."""
    if a.labels[token] != "root" or a.feat(token, "VerbForm") != "Part" or a.has(token, "obj", "obl:arg", "ccomp"):
        return False
    subject = next(a.dependents(token, "nsubj", "nsubj:pass"), None)
    if subject is None or subject > token or has_sein(a.lemmas[token]):
        return a.has(token, "nsubj:pass")
    return True


def tense_and_mood(
    a: Analysis, token: int, auxiliaries: list[int], attribute: tuple[str, str] | None, voice: Voice
) -> tuple[Tense, Mood]:
    """The tense and mood of a verb complex, as its finite verb has them; `none` for both without one."""
    if attribute:
        return ("perfect" if attribute[1] == "past" else "present"), "none"
    bearer = next((x for x in [*auxiliaries, token] if finite(a, x) is not None), None)
    if bearer is None:
        return "none", "none"
    form = finite(a, bearer)
    assert form is not None
    return _tense(a, token, auxiliaries, bearer, form, voice), form.mood


def _tense(a: Analysis, token: int, auxiliaries: list[int], bearer: int, form: Finite, voice: Voice) -> Tense:
    simple = cast("Tense", form.tense)
    if bearer == token or (voice == "statal" and len(auxiliaries) == 1):
        return simple
    lemma = a.lemmas[bearer]
    perfect = lemma == "haben" or (lemma == "sein" and is_participle(a, token) and voice != "statal")
    if len(auxiliaries) == 1 and is_copula(a, token, auxiliaries):
        return simple
    if lemma == "sein" and voice == "passive":
        perfect = any(a.forms[x].lower() == "worden" for x in auxiliaries)
    if perfect:
        return "perfect" if form.tense == "present" or form.mood.startswith("subjunctive") else "pluperfect"
    if lemma == "werden" and voice != "passive":
        inner = any(a.lemmas[x] in ("haben", "sein") for x in auxiliaries if x != bearer)
        return "future perfect" if inner and is_participle(a, token) else "future"
    if lemma == "werden" and a.feat(bearer, "Tense") != "Past" and len(auxiliaries) > 1:
        return "future"
    if lemma in closed("modals") and any(a.lemmas[x] in ("haben", "sein") and x != bearer for x in auxiliaries):
        return "perfect"
    return simple
