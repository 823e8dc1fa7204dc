"""Verb complexes that the network reads as the wrong one."""

from __future__ import annotations

from functools import cache, lru_cache

from lagebild import lexicon
from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import Edit, Edits
from lagebild.lexicon.words import closed


def _future(a: Analysis) -> Edits:
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        verb = a.heads[token]
        if label != "aux:pass" or a.lemmas[token] != "werden" or a.feat(token, "VerbForm") != "Fin" or a.feat(token, "Tense") == "Past" or verb < 0:
            continue
        if not _sure_infinitive(a.forms[verb].lower(), a.lemmas[verb].lower()) or any(a.lemmas[c] == "werden" and c != token for c in a.dependents(verb, "aux", "aux:pass")):
            continue
        edits[token] = Edit(verb, "aux")
        edits |= {c: Edit(verb, "nsubj") for c in a.dependents(verb, "nsubj:pass")}
    return edits


@lru_cache(maxsize=5_000)
def _sure_infinitive(form: str, lemma: str) -> bool:
    """Whether a form is an infinitive and no participle, which strong verbs with a prefix write alike (*erhalten*)."""
    if form != lemma or not form.endswith("n"):
        return False
    return not any(
        form.startswith(prefix) and "ge" + form.removeprefix(prefix) in _participles() for prefix in closed("inseparable_prefixes")
    )


@cache
def _participles() -> frozenset[str]:
    # where the file has none, the participle is another verb's infinitive (*geraten*)
    return frozenset(row["participle"] or "ge" + row["form"] for row in lexicon.load("strong_verbs"))


VERBS: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/future",
        find=_future,
        why="*wird* with an infinitive is the future, never a passive.",
        yes=(("Die Gewerkschaft wird Wiebke Jahn am Freitag verklagen.", ""),),
        no=("Das Gesetz wird von allen Ländern vertreten.",),
    ),
)
"""Mended before phrases are looked at."""
