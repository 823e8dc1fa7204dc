"""The tree, mended where the forms of the words speak against it, before anything is read off it.

The network errs most where German marks least. Bare names show no case, so *Rebellen erschossen am Freitag Hanno Perl* hangs
the victim on the Friday. Here case, number and the order of phrases are asked, once, for all annotators.
"""

from __future__ import annotations

from typing import Any

import msgspec

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.tree import (
    behind_nouns,
    contrasts,
    core,
    frames,
    futures,
    headings,
    names,
    prepositions,
    quoted,
    strays,
    verbs,
)
from lagebild.annotate.tree.edit import Edits


def mended(analysis: Analysis) -> Analysis:
    """The analysis with names, heads and labels mended; the same one where there is nothing to mend."""
    analysis = names.with_names(analysis)
    for rules in (
        strays.WHOLES,
        headings.HEADINGS,
        contrasts.CONTRASTS,
        futures.FUTURES,
        verbs.VERBS,
        quoted.QUOTED,
        prepositions.PREPOSITIONS,
        behind_nouns.BEHIND_NOUNS,
        strays.STRAYS,
    ):
        for rule in rules:
            analysis = _with(analysis, rule.find(analysis))
    tree = frames.Framed(analysis)
    for framed in core.CORE:
        analysis = _with(analysis, framed.find(tree))
        if analysis is not tree.analysis:
            tree = frames.Framed(analysis)
    return analysis


def _with(analysis: Analysis, edits: Edits | None) -> Analysis:
    if not edits:
        return analysis
    changed: dict[str, list[Any]] = {
        "heads": list(analysis.heads),
        "labels": list(analysis.labels),
        "tags": list(analysis.tags),
        "lemmas": list(analysis.lemmas),
        "feats": list(analysis.feats),
    }
    if _circular(analysis, edits):
        return analysis
    for token, edit in edits.items():
        changed["heads"][token], changed["labels"][token] = edit.head, edit.label
        for array, value in (("tags", edit.tag), ("lemmas", edit.lemma), ("feats", edit.feats)):
            changed[array][token] = value or changed[array][token]
    # a new analysis: nothing that was worked out for the other one is taken over
    return msgspec.structs.replace(analysis, **{array: tuple(values) for array, values in changed.items()})


def _circular(analysis: Analysis, edits: Edits) -> bool:
    """True if a token would hang on one below it: then nothing holds the sentence together, and the tree stays as it was."""
    heads = list(analysis.heads)
    for token, edit in edits.items():
        heads[token] = edit.head
    for token in edits:
        seen, above = {token}, heads[token]
        while above != ROOT:
            if above in seen:
                return True
            seen.add(above)
            above = heads[above]
    return False
