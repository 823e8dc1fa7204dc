"""The tree, mended where the forms of the words speak against it, before anything is read off it.

A network that reads dependencies errs most where German marks least: bare names have no case, so that *Rebellen erschossen am
Freitag Hanno Perl* hangs the victim on the Friday. What case, number and the order of phrases say is asked here, once, for all
annotators.
"""

from __future__ import annotations

import msgspec

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree import core, strays, verbs
from lagebild.annotate.tree.edit import Edits


def mended(analysis: Analysis) -> Analysis:
    """The analysis with heads and labels mended; the same one where there is nothing to mend."""
    for rules in (verbs.VERBS, strays.STRAYS, core.CORE):
        for rule in rules:
            analysis = _with(analysis, rule)
    return analysis


def _with(analysis: Analysis, rule: Rule[Analysis, Edits]) -> Analysis:
    edits = rule.find(analysis)
    if not edits:
        return analysis
    heads, labels, tags = list(analysis.heads), list(analysis.labels), list(analysis.tags)
    for token, edit in edits.items():
        heads[token], labels[token] = edit.head, edit.label
        tags[token] = edit.tag or tags[token]
    return msgspec.structs.replace(analysis, heads=tuple(heads), labels=tuple(labels), tags=tuple(tags))
"""The mended analysis is a copy, so that what was worked out for the other one is not taken over."""
