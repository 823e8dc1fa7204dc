"""Somebody without a name whom the next sentence names: *nahm einen Mann fest. Bei ihm handelt es sich um Otto Lohm*."""

from __future__ import annotations

from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.described import Described
from lagebild.annotate.rule import Rule
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set

_SUFFERS = ("obj", "nsubj:pass", "obl:arg")
_LEAST = 4
"""A sentence that says who somebody is has so many words and signs."""
_SAYS = (("es", "ist"), ("es", "war"), ("es", "sei"), ("betroffen", "ist"), ("betroffen", "war"))


def _named_next(case: Described) -> Cluster | None:
    """Whom the next sentence names, if it says that the name is of somebody in this part of the case."""
    a, m = case.analysis, case.mention
    here = a.sentence_of[m.first]
    single = case.kind == "person" and m.number != "Plur" and (case.noun.kind != "office" or case.new)
    if not single or here + 1 >= len(a.sentences):
        return None
    token, clause = m.last - 1, _saying(case, range(*a.sentences[here + 1]))
    part = _identifies(case, clause)
    suffers = a.labels[token] in _SUFFERS
    if part is None or (part and suffers != (part in word_set("parts_that_suffer"))) or (not part and not suffers):
        return None
    named = {id(c): c for t in clause if (c := case.by_first.get(t)) is not None and c.kind == "person"}
    if len(named) != 1 or _others_too(case, token, suffers=suffers):
        return None
    (found,) = named.values()
    either = case.noun.lemma in word_set("feminine_persons")  # *die Geisel* may be a man
    return found if either or {m.gender, found.gender} != {"m", "f"} else None


def _saying(case: Described, tokens: range) -> range:
    """The words up to the first comma, or to the second if an apposition stands between (*der Täter, der Fischer X,*)."""
    forms = case.analysis.forms
    commas = [t for t in tokens if forms[t] == ","]
    apposed = (
        len(commas) > 1 and commas[0] == tokens[0] + 2 and case.analysis.tags[commas[0] + 1] in ("DET", "NOUN", "PROPN")
    )
    return range(tokens[0], commas[1 if apposed else 0]) if commas else tokens


def _identifies(case: Described, tokens: range) -> str | None:
    """The part in a case of whoever a clause names (*Bei dem Opfer handelt es sich um …*); empty if it says *dabei*."""
    a = case.analysis
    forms = [a.forms[t].lower() for t in tokens]
    lemmas = [a.lemmas[t] for t in tokens]
    if len(tokens) < _LEAST or not closed("negations").isdisjoint(forms):
        return None
    known = [one for t in tokens[:3] if (one := noun(a.forms[t])) is not None]
    words = [*(a.forms[t] for t in tokens[:3]), *lemmas[:3], *(word for one in known for word in (one.base, one.lemma))]
    part = next((word for word in words if word in word_set("parts_in_a_case")), "")
    pointing = forms[0] in ("dabei", "es") or tuple(forms[:2]) in (("bei", "ihm"), ("bei", "ihr"))
    if "handeln" in lemmas and "um" in forms and (pointing or part):
        return part
    found_out = forms[0] == "als" and {"ermitteln", "identifizieren"} & set(lemmas)
    is_he = forms[0] in ("der", "die", "das") and (forms[2] == "," or lemmas[2] == "sein")
    if part and (found_out or "heißen" in lemmas[:4] or is_he):
        return part
    return "" if tuple(forms[:2]) in _SAYS and a.tags[tokens[2]] != "ADJ" else None


def _others_too(case: Described, token: int, *, suffers: bool) -> bool:
    """Whether somebody else in the sentence has the same part, so that nobody knows who is meant."""
    a = case.analysis
    tokens = range(*a.sentences[a.sentence_of[token]])
    labels = _SUFFERS if suffers else ("nsubj",)
    if a.labels[token] == "conj" or a.has(token, "conj"):
        return True
    nouns = (noun(a.forms[t]) for t in tokens if t != token and a.labels[t] in labels)
    return any(one is not None and one.kind in ("person", "group", "office") for one in nouns)


IDENTIFIED: tuple[Rule[Described, Cluster], ...] = (
    Rule(
        name="described/named-next",
        find=_named_next,
        why="*Bei dem Festgenommenen handelt es sich um*, *dabei …*, *es ist* name whoever suffered or did it right before.",
        yes=(
            (
                "Die Polizei nahm einen Mann fest. Bei dem Festgenommenen handelt es sich um den Fischer Otto Lohm.",
                "Otto Lohm: Mann, Festgenommenen, Fischer, Otto Lohm",
            ),
            (
                "Vor dem Rathaus wurde ein Händler erstochen. Es ist der Fischer Otto Lohm.",
                "Otto Lohm: Händler, Fischer, Otto Lohm",
            ),
            (
                "Ein Tourist wurde entführt. Der Entführte ist der Fischer Otto Lohm.",
                "Otto Lohm: Tourist, Fischer, Otto Lohm",
            ),
        ),
        no=(
            "Die Polizei nahm einen Mann fest. Bei dem Täter handelt es sich um den Fischer Otto Lohm.",
            "Die Polizei nahm einen Mann fest. Es ist der dritte Verdächtige, sagte der Fischer Otto Lohm.",
            "Die Polizei nahm einen Händler und einen Fischer fest. Bei dem Festgenommenen handelt es sich um Otto Lohm.",
        ),
    ),
)
"""Asked for each description of one person."""
