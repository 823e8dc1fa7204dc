"""Carries names through a text: from a full name to the bare surname, from a body to its short form."""

from __future__ import annotations

from collections import Counter

import msgspec

from lagebild.analysis import Analysis, Name


def carry_names(analysis: Analysis) -> Analysis:
    """The analysis with names that other mentions in the same text vouch for.

    A person's full name turns later bare surnames into persons, whatever the network took them for; a name seen as one
    kind at least twice, and as another only once, keeps the former kind; a capitalised proper noun that stands
    elsewhere as a name of one kind is that name.
    """
    if not analysis.names:
        return analysis
    forms = analysis.forms
    surnames: set[str] = set()
    kinds: dict[tuple[str, ...], Counter[str]] = {}
    for name in analysis.names:
        words = forms[name.first : name.last]
        kinds.setdefault(words, Counter())[name.kind] += 1
        if name.kind == "PER" and len(words) > 1 and words[-1][0].isupper():
            surnames.add(words[-1])
    places = {w[0] for w, c in kinds.items() if len(w) == 1 and c["LOC"] > 1 + c["PER"]}
    surnames -= places
    covered: set[int] = set()
    names: list[Name] = []
    for name in analysis.names:
        words = forms[name.first : name.last]
        names.append(name._replace(kind=_kind(words, name.kind, surnames, kinds)))
        covered.update(range(name.first, name.last))
    single = {w[0]: c.most_common(1)[0][0] for w, c in kinds.items() if len(w) == 1 and len(c) == 1}
    for token, form in enumerate(forms):
        if token in covered or analysis.tags[token] != "PROPN" or not form[0].isupper():
            continue
        if form in surnames or form.removesuffix("s") in surnames:
            names.append(Name(token, token + 1, "PER"))
        elif form in single and len(form) > 2:
            names.append(Name(token, token + 1, single[form]))
    return msgspec.structs.replace(analysis, names=tuple(sorted(names)))


def _kind(words: tuple[str, ...], kind: str, surnames: set[str], kinds: dict[tuple[str, ...], Counter[str]]) -> str:
    """The kind of a name, given what the rest of the text says of it."""
    if len(words) == 1 and kind != "PER" and (words[0] in surnames or words[0].removesuffix("s") in surnames):
        return "PER"
    counts = kinds[words]
    best, often = counts.most_common(1)[0]
    return best if often >= 2 and counts[kind] == 1 and best != kind else kind
