"""Causatives: the infinitive under *lassen* (*ließ zwei Männer verhaften*), which says what somebody had done.

*lassen* has two senses. With a verb that takes an object, its accusative undergoes the deed and its subject had it done.
With a verb that takes none (*ließ Soldaten aufmarschieren*, *ließ ihn gehen*), the accusative does it. With *sich* the
deed is done to the subject, and *von* names who does it (*muss sich von Bauern Untätigkeit vorwerfen lassen*).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lagebild.analysis import ROOT, Analysis
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set
from lagebild.verbforms import has_sein, joined_lemma


class Caused(NamedTuple):
    """Who had a deed done or does it, and to whom it is done: heads of phrases."""

    doers: tuple[int, ...]
    undergoers: tuple[int, ...]


def causer(a: Analysis, token: int) -> int | None:
    """The *lassen* that a bare infinitive hangs on; None if there is none, or if it is reflexive."""
    head = a.heads[token]
    if head == ROOT or a.labels[token] not in ("xcomp", "ccomp") or a.lemmas[head].lower() != "lassen":
        return None
    # the tagger takes some infinitives for participles of the same form (*verhaften*)
    if a.forms[token].lower() != a.lemmas[token].lower() or a.has(token, "mark"):
        return None
    below = (*a.children[head], *a.children[token])
    return None if any(a.forms[c].lower() in closed("reflexive_pronouns") for c in below) else head


def caused(
    a: Analysis,
    token: int,
    *,
    objects: Sequence[int],
    causers: Sequence[int],
    accusatives: Sequence[int],
    bare: Sequence[int],
) -> Caused | None:
    """Who does the deed of an infinitive under *lassen*, and to whom; None if its accusative does it alone.

    `objects` are the infinitive's own, `causers` and `accusatives` the subject and the object of *lassen*, `bare` its
    other phrases without a preposition. Where two phrases are objects (*ließ Soldaten das Dorf stürmen*), who had it done
    and who did it are both doers.
    """
    if objects:
        return Caused((*causers, *accusatives), tuple(objects))
    told = [t for t in bare if accusatives and t < accusatives[0] and _somebody(a, t)]
    if told:
        return Caused((*causers, *told), tuple(accusatives))
    verb = joined_lemma(a, token).lower()
    if has_sein(verb) or verb in word_set("verbs_without_object"):
        return None
    return Caused(tuple(causers), tuple(accusatives))


def undergone(a: Analysis, token: int) -> int | None:
    """The *sich* of a verb under *lassen* (*ließ sich empfangen*, *muss sich vorwerfen lassen*); None if there is none.

    The network hangs either verb on the other.
    """
    head = a.heads[token]
    letting = [
        c
        for c in a.dependents(token, "xcomp", "aux")
        if a.forms[c].lower() == "lassen" and not a.has(c, "obj", "nsubj")
    ]
    if not letting and head != ROOT and a.labels[token] == "xcomp" and a.lemmas[head].lower() == "lassen":
        letting = [head]
    if not letting or a.lemmas[token].lower() == "lassen" or a.has(token, "mark"):
        return None
    near = (*a.children[token], *a.children[letting[0]])
    return next((c for c in near if a.forms[c].lower() == "sich"), None)


def _somebody(a: Analysis, token: int) -> bool:
    """Whether a noun is one for people, by the lexicon."""
    here = noun(a.forms[token])
    return here is not None and here.kind in ("person", "office", "group", "organisation")
