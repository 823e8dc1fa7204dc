"""*„Lasst die Geiseln frei!“*: a verb right behind a quotation mark that commands; what stands behind it is no subject."""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import Edit, Edits
from lagebild.lexicon.dictionary import lemma_of
from lagebild.lexicon.nouns import noun

_OPENING = ("„", "“", "»", "«", '"', "‚", "›")
_ASKED = ("Sie", "ihr", "Ihr")


def _imperative(a: Analysis) -> Edits:
    edits: Edits = {}
    for token, tag in enumerate(a.tags):
        if not token or not _opened(a, token - 1) or not _is_verb(a, token) or not _commands(a, token):
            continue
        feats = [f for f in a.feats[token].split("|") if f and not f.startswith(("Mood=", "VerbForm="))]
        mood = "|".join(sorted((*feats, "Mood=Imp", "VerbForm=Fin")))
        edits[token] = Edit(a.heads[token], a.labels[token], "VERB", "" if tag == "VERB" else _lemma(a, token), mood)
        objects = [c for c in a.dependents(token, "nsubj") if a.forms[c] not in _ASKED]
        edits |= {c: Edit(token, "obj") for c in objects if not a.has(token, "obj")}
    return edits


def _is_verb(a: Analysis, token: int) -> bool:
    """Whether a word is a verb, or one that the network takes for a noun in a line that cries out (*„Streikt mit uns!“*)."""
    if a.tags[token] == "VERB":
        return True
    end = a.sentences[a.sentence_of[token]].end
    cries = next((a.forms[t] for t in range(token, end) if a.forms[t] in ("!", *_OPENING)), "") == "!"
    return a.tags[token] == "NOUN" and cries and noun(a.forms[token]) is None and _lemma(a, token).endswith("en")


def _lemma(a: Analysis, token: int) -> str:
    return lemma_of(a.forms[token].lower())


def _opened(a: Analysis, mark: int) -> bool:
    """Whether a mark opens a quotation: no blank parts it from the word behind it."""
    return a.forms[mark] in _OPENING and a.ends[mark] == a.starts[mark + 1]


def _commands(a: Analysis, token: int) -> bool:
    """Whether a verb that opens a quotation has the form of a command, and nothing behind it asks or follows from it."""
    end = a.sentences[a.sentence_of[token]].end
    behind = a.forms[token + 1] if token + 1 < end else ""
    plural = a.forms[token].endswith("t") and a.tags[token + 1 : token + 2] != ("PRON",)
    if not plural and not (a.forms[token].endswith("n") and behind == "Sie"):
        return False
    closing = next((t for t in range(token + 1, end) if a.forms[t] in _OPENING), end)
    within = range(token + 1, closing)
    others = any(a.feat(t, "VerbForm") == "Fin" and a.tags[t] in ("VERB", "AUX") for t in within)
    return not a.has(token, "aux", "aux:pass") and not others and "?" not in a.forms[token:closing]


QUOTED: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/imperative",
        find=_imperative,
        why="A verb that opens a quotation before its object, or before *Sie*, commands.",
        yes=(
            ("„Lasst die Geiseln frei!“, rief die Bischöfin Maren Sodtke.", ""),
            ("„Ziehen Sie Ihre Truppen ab“, schrieb die Dichterin.", ""),
        ),
        no=(
            "Die Zeitung „Der Kurier“ bezichtigt den Senator.",
            "„Kommt er nicht frei, streiken wir“, sagte der Bischof.",
            "„Ziehen Sie Ihre Truppen ab?“, fragte sie.",
        ),
    ),
)
"""Asked before subjects and objects are told apart."""
