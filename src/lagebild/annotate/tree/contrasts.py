"""*Nicht der Bankier, sondern sein Fahrer wurde verhaftet*: whoever is ruled out takes no part, and nothing is denied.

The network hangs the second phrase anywhere, and *nicht* on the verb. Here the second takes the place of the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import ASIDE, Edit, Edits
from lagebild.annotate.tree.phrases import cases
from lagebild.lexicon.words import closed

RULED_OUT = "reparandum"
"""The label of a phrase that another one takes the place of (UD: a word that the speaker replaces)."""

_REACH = 20
"""So many words may stand between *nicht* and the comma."""
_PHRASE = ("DET", "ADJ", "NUM", "ADP", "ADV")
_PLACES = ("nsubj", "nsubj:pass", "obj", "obl", "obl:arg", "iobj", "nmod")


class Contrast(NamedTuple):
    """The negation, the heads of both phrases, and the comma between them; `both`: *nicht nur …, sondern auch …*."""

    negation: int
    out: int
    comma: int
    meant: int
    both: bool


def _contrasts(a: Analysis) -> Iterator[Contrast]:
    """Two noun phrases of one kind with *nicht* or *kein* before the first and *sondern* between them."""
    for tokens in a.sentences:
        for comma in range(tokens.start + 1, tokens.end - 2):
            if a.forms[comma] != "," or a.forms[comma + 1].lower() != "sondern":
                continue
            opens = (t for t in range(comma - 1, max(tokens.start, comma - _REACH) - 1, -1) if _negates(a, t))
            negation = next(opens, None)
            if negation is None:
                continue
            both = a.forms[negation + 1].lower() in closed("no_more_than") or a.forms[comma + 2].lower() == "auch"
            found = Contrast(negation, _head(a, negation + 1, comma), comma, _head(a, comma + 2, tokens.end), both)
            if found.out >= 0 and found.meant >= 0 and _of_one_kind(a, found):
                yield found


def _negates(a: Analysis, token: int) -> bool:
    return a.forms[token].lower() == "nicht" or a.lemmas[token].lower() == "kein"


def _head(a: Analysis, first: int, end: int) -> int:
    """The noun of the phrase that begins at a token; -1 where none does."""
    noun = next(
        (t for t in range(first, end) if a.tags[t] not in _PHRASE and a.forms[t] not in ("dessen", "deren")), -1
    )
    return noun if noun >= 0 and a.tags[noun] in ("NOUN", "PROPN") else -1


def _of_one_kind(a: Analysis, found: Contrast) -> bool:
    """Whether both phrases have a preposition or none, and no verb stands between, unless *nicht* opens the sentence."""
    prepositions = [
        any(a.tags[t] == "ADP" for t in span)
        for span in (range(found.negation + 1, found.out), range(found.comma + 2, found.meant))
    ]
    opens = a.sentences[a.sentence_of[found.negation]].start == found.negation
    verbs = any(a.tags[t] in ("VERB", "AUX") for t in range(found.out, found.comma))
    return prepositions[0] == prepositions[1] and (opens or not verbs)


def _not_he(a: Analysis) -> Edits:
    """*Otto Zirk und nicht sein Bruder*, *die Armee, nicht die Polizei*: the second of the two takes no part."""
    edits: Edits = {}
    for token, form in enumerate(a.forms):
        if form.lower() != "nicht" or not token or a.forms[token - 1].lower() not in (",", "und"):
            continue
        number = a.sentence_of[token]
        other = _head(a, token + 1, a.sentences[number].end)
        held = a.heads[other] if other >= 0 else ROOT
        joined = a.labels[other] == "conj" and a.tags[held] in ("NOUN", "PROPN")
        last = a.labels[other] in ("parataxis", "appos", ASIDE) and not any(
            a.tags[t] in ("VERB", "AUX") for t in range(other, a.sentences[number].end)
        )
        if held != ROOT and held < token and (joined or last):
            edits[other], edits[token] = Edit(held, RULED_OUT), Edit(other, "advmod")
    return edits


def _like_him(a: Analysis) -> Edits:
    """*Wie ihr Vorgänger weigert sich Ada Brunn*: who is compared with stands before the verb, who does it behind it."""
    edits: Edits = {}
    for start, end in a.sentences:
        if start >= end - 1 or a.forms[start].lower() != "wie" or a.heads[start] < 0:
            continue
        verb = a.heads[start]
        other = next(
            (c for c in a.dependents(verb, "nsubj") if start < c < verb and a.tags[c] in ("NOUN", "PROPN")), None
        )
        behind = [
            c
            for c in a.dependents(verb, "obl:arg", "obj", "iobj")
            if c > verb and a.tags[c] in ("NOUN", "PROPN") and "N" in cases(a, c)
        ]
        subjects = any(c > verb for c in a.dependents(verb, "nsubj"))
        if other is not None and len(behind) == 1 and not subjects and a.feat(verb, "VerbForm") == "Fin":
            edits[start], edits[other] = Edit(other, "case"), Edit(verb, "obl")
            edits[behind[0]] = Edit(verb, "nsubj")
    return edits


def _neither(a: Analysis) -> Edits:
    """*Weder die Armee noch die Polizei*: two phrases that share one place in the sentence."""
    edits: Edits = {}
    for tokens in a.sentences:
        neither = next((t for t in range(*tokens) if a.forms[t].lower() == "weder"), None)
        if neither is None:
            continue
        nor = next((t for t in range(neither, tokens.end) if a.forms[t].lower() == "noch"), None)
        if nor is None or nor == tokens.end - 1:
            continue
        first, second = _head(a, neither + 1, nor), _head(a, nor + 1, tokens.end)
        verbs = any(a.tags[t] in ("VERB", "AUX") for t in range(neither, max(second, nor)))
        if first >= 0 and second >= 0 and not verbs and a.heads[first] not in (second, ROOT):
            edits[second], edits[nor] = Edit(first, "conj"), Edit(second, "cc")
    return edits


def _settled(a: Analysis) -> Edits:
    edits: Edits = {}
    for found in _contrasts(a):
        out, meant = found.out, found.meant
        top, verb = a.heads[out], a.heads[meant]
        if verb not in (out, top, ROOT) and a.tags[verb] == "VERB" and (top == ROOT or a.tags[top] == "AUX"):
            edits |= _gathered(a, verb, out if top == ROOT else top)
        elif top not in (meant, ROOT):
            verb = top
        else:
            continue
        label = next((a.labels[t] for t in (out, meant) if a.labels[t] in _PLACES), "nsubj")
        held, other = (out, meant) if found.both else (meant, out)
        edits[held], edits[other] = Edit(verb, label), Edit(held, "conj" if found.both else RULED_OUT)
        edits[found.negation] = Edit(out, a.labels[found.negation] if a.tags[found.negation] == "DET" else "advmod")
        edits[found.comma], edits[found.comma + 1] = Edit(meant, "punct"), Edit(meant, "cc")
    return edits


def _gathered(a: Analysis, verb: int, top: int) -> Edits:
    """The verb in the place of its auxiliary, or of the phrase, that the network made the head of the sentence."""
    edits: Edits = {verb: Edit(a.heads[top], a.labels[top])}
    if a.tags[top] == "AUX":
        edits |= {child: Edit(verb, a.labels[child]) for child in a.children[top] if child != verb}
        edits[top] = Edit(verb, "aux:pass" if a.lemmas[top] == "werden" else "aux")
    return edits


CONTRASTS: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/not-but",
        find=_settled,
        why="Of two with *nicht …, sondern …* only the second takes part, with *nicht nur* both; the verb is not denied.",
        yes=(
            ("Verhaftet wurde nicht der Bankier, sondern sein Fahrer Otto Zirk.", ""),
            ("Gestern hat nicht die Armee, sondern die Küstenwache auf das Boot geschossen.", ""),
            ("Nicht Otto Zirk wurde verhaftet, sondern Karl Demm.", ""),
            ("Nicht nur die Armee, sondern auch die Miliz griff das Dorf an.", ""),
            ("Die Rakete traf keinen Posten, sondern eine Schule.", ""),
        ),
        no=("Der Präsident wurde nicht verhaftet, sondern entlassen.",),
    ),
    Rule(
        name="tree/like-him",
        find=_like_him,
        why="Behind *wie* stands who is compared with; the subject stands behind the verb.",
        yes=(("Wie schon ihr Vorgänger weigert sich Ministerin Ada Brunn, die Geiseln freizulassen.", ""),),
        no=("Wie die Armee mitteilte, floh der König.",),
    ),
    Rule(
        name="tree/not-he",
        find=_not_he,
        why="Whoever is named behind *und nicht* or *, nicht* takes no part.",
        yes=(
            ("Festgenommen wurde Otto Zirk und nicht sein Bruder.", ""),
            ("Zum Streik aufgerufen hatte die Gewerkschaft, nicht etwa der Lehrerverband.", ""),
        ),
        no=("Die Polizei kam und verhaftete ihn nicht.",),
    ),
    Rule(
        name="tree/neither-nor",
        find=_neither,
        why="Two phrases with *weder … noch* have one place in the sentence.",
        yes=(("Weder die Armee noch die Polizei griffen ein.", ""),),
        no=("Er war weder Minister, noch hatte er ein Mandat.",),
    ),
)
"""Asked before the phrases are hung on their verbs."""
