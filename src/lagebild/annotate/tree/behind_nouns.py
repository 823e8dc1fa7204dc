"""What stands behind a noun and is no part of it: a verb's genitive, and the names of several."""

from __future__ import annotations

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import Edit, Edits
from lagebild.annotate.tree.phrases import kind_of_name
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set

_UP = 3
"""Nouns between a title and the name that was hung on the last of them, at most."""


def _of_the_verb(a: Analysis) -> Edits:
    """*hat die Frau des Mordes beschuldigt*: a genitive that the verb asks for."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        above = a.heads[token]
        if label != "nmod" or above < 0 or above > token or a.tags[token] != "NOUN" or a.feat(token, "Case") != "Gen":
            continue
        if a.has(token, "case") or not a.has(token, "det") or _of_somebody(a.forms[token]):
            continue
        verb, last = a.heads[above], max(a.subtree(above))
        if verb == ROOT or a.tags[verb] != "VERB" or a.labels[above] not in ("obj", "nsubj:pass", "nsubj"):
            continue
        if a.lemmas[verb] in word_set("genitive_verbs") and max(a.subtree(token)) == last:
            edits[token] = Edit(verb, "obl", feats="Case=Gen")
    return edits


def _of_somebody(form: str) -> bool:
    here = noun(form)
    return here is not None and here.kind in ("person", "office", "group")


def _names_of_several(a: Analysis) -> Edits:
    """*die Präsidenten von Kolm und Tarnau, Otto Zirk und Petra Gehm, …*: the names are theirs, not the towns'."""
    edits: Edits = {}
    for name in a.names:
        first = name.first
        head = a.heads[first]
        if name.kind != "PER" or head < 0 or head > first or first == 0 or a.forms[first - 1] != ",":
            continue
        title = head
        for _ in range(_UP):
            if a.heads[title] == ROOT or (a.tags[title] == "NOUN" and _of_somebody(a.forms[title])):
                break
            title = a.heads[title]
        several = a.feat(title, "Number") == "Plur" and _of_somebody(a.forms[title])
        if title == head or not several or kind_of_name(a, head) == "PER":
            continue
        second = next(
            (n for n in a.names if n.kind == "PER" and n.first > name.last and a.heads[n.first] == head), None
        )
        if second is not None and a.has(second.first, "cc"):
            edits[first], edits[second.first] = Edit(title, "appos"), Edit(first, "conj")
    return edits


BEHIND_NOUNS: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/genitive-of-the-verb",
        find=_of_the_verb,
        why="Verbs such as *beschuldigen* and *entheben* have a genitive of their own, which is no part of the object.",
        yes=(("Der Händler hat die Frau des Mordes beschuldigt.", ""),),
        no=("Der Händler hat die Frau des Pfarrers beschuldigt.",),
    ),
    Rule(
        name="tree/names-of-several",
        find=_names_of_several,
        why="Two names between commas behind a title in the plural are those of its bearers.",
        yes=(("Die Minister von Peru und Chile, Otto Zirk und Petra Gehm, unterzeichneten das Abkommen.", ""),),
    ),
)
"""Mended before phrases are brought back to their verbs."""
