"""*wird* with an infinitive, which the network reads as a passive."""

from __future__ import annotations

from functools import lru_cache

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import Edit, Edits
from lagebild.annotate.tree.phrases import bare, cases
from lagebild.verbforms import like_infinitive

_CORE = ("nsubj", "nsubj:pass", "obj", "obl:arg", "obl", "advmod", "parataxis")


def _future(a: Analysis) -> Edits:
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        verb = a.heads[token]
        if (
            label != "aux:pass"
            or a.lemmas[token] != "werden"
            or a.feat(token, "VerbForm") != "Fin"
            or a.feat(token, "Tense") == "Past"
            or verb < 0
        ):
            continue
        if not _sure_infinitive(a.forms[verb].lower(), a.lemmas[verb].lower()) or any(
            a.lemmas[c] == "werden" and c != token for c in a.dependents(verb, "aux", "aux:pass")
        ):
            continue
        edits[token] = Edit(verb, "aux")
        edits |= {c: Edit(verb, "nsubj") for c in a.dependents(verb, "nsubj:pass")}
    return edits


@lru_cache(maxsize=5_000)
def _sure_infinitive(form: str, lemma: str) -> bool:
    """Whether a form is an infinitive and no participle, which strong verbs with a prefix write alike (*erhalten*)."""
    if form != lemma or not form.endswith("n"):
        return False
    return not like_infinitive(form)


def _future_by_object(a: Analysis) -> Edits:
    """*wird … entlassen* with two phrases that can only be subject and object."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        verb = a.heads[token]
        if label != "aux:pass" or a.lemmas[token] != "werden" or a.feat(token, "VerbForm") != "Fin" or verb < 0:
            continue
        if a.feat(token, "Tense") == "Past" or a.forms[verb].lower() != a.lemmas[verb].lower():
            continue
        core = [c for c in a.children[verb] if a.labels[c] in _CORE and bare(a, c) and "N" in cases(a, c)]
        if len(core) == len(("subject", "object")) and "A" in cases(a, core[1]):
            edits[token] = Edit(verb, "aux")
            edits |= {c: Edit(verb, "nsubj") for c in core if a.labels[c] == "nsubj:pass"}
    return edits


FUTURES: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/future",
        find=_future,
        why="*wird* with an infinitive is the future, never a passive.",
        yes=(("Der Rat wird den Händler Karl Brunn verklagen.", ""),),
        no=("Das Gesetz wird von allen Ländern vertreten.",),
    ),
    Rule(
        name="tree/future-by-object",
        find=_future_by_object,
        why="A passive has one phrase in the nominative: with a second one *wird* is the future.",
        yes=(("Der König wird Minister Otto Zirk am Freitag entlassen.", ""),),
        no=("Der Minister wird am Freitag entlassen.",),
    ),
)
