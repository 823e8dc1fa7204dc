"""How a readable line begins: what stands before its first words in the text and must stand before them in the line, too.

A line is taken out of the middle of a sentence. German shows that: a verb without its front field reads as a question, a
relative clause without its pronoun as nonsense, a dative or genitive alone as a torn-off end. Each rule gives the words of
the line anew; nothing is put in that does not stand there in the text.
"""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.gist.view import View
from lagebild.annotate.rule import Rule
from lagebild.lexicon.words import closed_map

_FRONT = 6
"""So many words of a front field come in at most."""
_CLIMB = 3
"""So many genitives above a noun are looked at."""
_MOST = 25
_NOUNS = ("NOUN", "PROPN")
_BEFORE_A_CLAUSE = tuple(':;–—„“»«"')
_BEFORE_NOUN = ("DET", "ADJ", "NUM", "ADV")
Tokens = tuple[int, ...]


class Opening(NamedTuple):
    """The tokens of a line, in the order of the text, and those of its trigger."""

    view: View
    kept: Tokens
    trigger: Tokens


def _relative(case: Opening) -> Tokens | None:
    """With the pronoun of a relative clause, and its preposition, if what it stands for is in the line."""
    view, kept = case.view, case.kept
    a, found = view.analysis, set(kept)
    for verb in kept:
        if a.labels[verb] not in ("acl", "acl:relcl"):
            continue
        for child in a.children[verb]:
            if a.tags[child] not in ("PRON", "DET") or "Rel" not in a.feat(child, "PronType"):
                continue
            opening = sorted((*a.dependents(child, "case"), child))
            behind_comma = opening[0] > 1 and a.forms[opening[0] - 1] == "," and a.forms[opening[0] - 2] != ")"
            within = kept[0] < opening[0] < kept[-1] and opening[-1] - opening[0] == len(opening) - 1
            if behind_comma and within and view.beside(child, verb) and child < verb:
                found.update(opening)
    return tuple(sorted(found)) if len(found) > len(kept) else None


def _front(case: Opening) -> Tokens | None:
    """With what stands before a finite verb that begins the line, if it is short and no clause."""
    view, verb = case.view, case.kept[0]
    a = view.analysis
    if a.feat(verb, "VerbForm") != "Fin":
        return None
    first = view.text.sentence_tokens(verb).start
    run: list[int] = []
    for token in range(verb - 1, first - 1, -1):
        if not view.beside(token, verb) or a.feat(token, "VerbForm") == "Fin":
            return None
        if a.tags[token] == "CCONJ" and token + 1 == verb:
            return None
        if a.tags[token] == "PUNCT" or (a.tags[token] == "CCONJ" and token == first):
            break
        run.append(token)
    opens = bool(run) and a.tags[run[-1]] not in ("SCONJ", "PUNCT") and "Rel" not in a.feat(run[-1], "PronType")
    held = {*run, *case.kept}
    if any(a.heads[token] not in held for token in run):
        return None  # *Elf Beamte wurden verletzt, 64 Leute festgenommen*: it is what the verb shares with another
    before = min(run, default=first) - 1
    whole = before < first or a.forms[before] in _BEFORE_A_CLAUSE or a.tags[before] == "CCONJ"
    return (*reversed(run), *case.kept) if opens and whole and len(run) <= _FRONT else None


def _article(case: Opening) -> Tokens | None:
    """Without the article, or with the preposition or the noun that asks for its case, if no nominative begins the line."""
    view, kept = case.view, case.kept
    for _ in range(_CLIMB):
        again = _unbent(view, kept, case.trigger)
        if again is None:
            break
        kept = again
    return kept if kept != case.kept else None


def _unbent(view: View, kept: Tokens, trigger: Tokens) -> Tokens | None:
    a, first = view.analysis, kept[0]
    noun = a.heads[first]
    if a.tags[first] not in ("DET", "ADJ") or noun <= first or noun not in kept or a.heads[noun] in kept:
        return None
    preposition = first - 1
    governed = preposition >= 0 and a.tags[preposition] == "ADP" and a.heads[preposition] == noun
    governed = governed and view.beside(preposition, noun)
    if a.tags[first] == "ADJ":  # the article is in the preposition (*im*, *zur*)
        joined = governed and a.forms[preposition].casefold() in closed_map("contractions")
        return (preposition, *kept) if joined else None
    of = a.feat(first, "Case")
    looks_nominative = of == "Acc" and not a.forms[first].casefold().endswith("en")
    if of in ("", "Nom") or looks_nominative:
        return None
    plain = noun == first + 1 and a.feat(noun, "Number") == "Sing" and a.feat(first, "PronType") == "Art"
    plain = plain and a.forms[noun] == a.lemmas[noun] and not a.has(noun, "conj")  # no ending says which case it is
    if plain and of != "Gen" and first not in trigger:
        return kept[1:]
    if governed:
        return (preposition, *kept)
    return _under(view, kept) if of == "Gen" else None


def _under(view: View, kept: Tokens) -> Tokens | None:
    """With the noun before a genitive, its article and what stands between them."""
    a, above = view.analysis, kept[0] - 1
    if above < 0 or a.tags[above] not in _NOUNS or not view.beside(above, kept[0]):
        return None
    start = above
    while (
        start > 0 and a.tags[start - 1] in _BEFORE_NOUN and above in (a.heads[start - 1], a.heads[a.heads[start - 1]])
    ):
        start -= 1
        if a.tags[start] == "DET":
            break
    return (*range(start, above + 1), *kept)


OPENINGS: tuple[Rule[Opening, Tokens], ...] = (
    Rule(
        name="gist/relative-pronoun",
        find=_relative,
        why="A relative clause reads with its pronoun, behind what the pronoun stands for.",
        yes=(
            (
                "Der Händler Karl Brunn, den Soldaten am Montag verhafteten, schwieg.",
                "verhafteten: Der Händler Karl Brunn, den Soldaten am Montag verhafteten",
            ),
        ),
        no=("Soldaten verhafteten am Montag den Händler Karl Brunn.",),
    ),
    Rule(
        name="gist/front-field",
        find=_front,
        why="A main clause that begins with its verb reads as a question: what stands before the verb comes in if short.",
        yes=(
            (
                "Daraufhin verhafteten Soldaten den Händler Karl Brunn.",
                "verhafteten: Daraufhin verhafteten Soldaten den Händler Karl Brunn",
            ),
            (
                "Nach Angaben der Polizei verhafteten Soldaten den Händler Karl Brunn.",
                "verhafteten: Nach Angaben der Polizei verhafteten Soldaten den Händler Karl Brunn",
            ),
        ),
        no=("Die Soldaten kamen und verhafteten den Händler Karl Brunn.",),
    ),
    Rule(
        name="gist/article",
        find=_article,
        why="A dative or genitive alone reads as torn off: its article goes, or what asks for its case comes in.",
        yes=(
            (
                "Er schwieg nach der Ermordung des Händlers Karl Brunn.",
                "Ermordung: Ermordung des Händlers Karl Brunn",
            ),
            (
                "Er schwieg bei den blutigen Kämpfen der Bauern gegen die Armee.",
                "Kämpfen: bei den blutigen Kämpfen der Bauern gegen die Armee",
            ),
        ),
        no=("Die Ermordung des Händlers Karl Brunn empörte viele.",),
    ),
)
"""Each is asked in turn, of what the one before made of the line."""


def opened(case: Opening) -> tuple[Tokens, tuple[str, ...]]:
    """The tokens of a line that can begin as it does, and the rules that changed it."""
    because = []
    for rule in OPENINGS:
        found = rule.find(case)
        if found is not None and _holds(case, found):
            case = case._replace(kept=found)
            because.append(rule.name)
    return case.kept, tuple(because)


def _holds(case: Opening, found: Tokens) -> bool:
    """Whether a line is still of one sentence, no longer than a line may be, and more than one word."""
    a, sentence = case.view.analysis, case.view.text.sentence_tokens(case.trigger[0])
    words = sum(a.tags[token] != "PUNCT" for token in found)
    return 1 < words <= _MOST and all(sentence.start <= token < sentence.stop for token in found)
