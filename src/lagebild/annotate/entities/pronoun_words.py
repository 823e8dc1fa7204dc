"""Which words are pronouns that mean somebody in the text, and of which gender."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.analysis import Analysis
from lagebild.annotate.entities import not_antecedents
from lagebild.annotate.entities.mention import OPENING, VERBAL, sentence_start
from lagebild.annotate.rule import Rule
from lagebild.lexicon.words import closed, word_set

_BESIDE_VERB = ("aux", "aux:pass", "cop")


class Word(NamedTuple):
    """A token that may be a pronoun; `form` is it in small letters."""

    analysis: Analysis
    token: int
    form: str


def _polite(word: Word) -> str | None:
    a, token = word.analysis, word.token
    opens = token == sentence_start(a, token) or a.forms[token - 1] in (*OPENING, ":")
    return "" if a.forms[token] in ("Sie", "Ihr") and not opens else None


def _he(word: Word) -> str | None:
    return "m" if word.form in ("er", "ihm", "ihn") else None


def _his(word: Word) -> str | None:
    his = word.form.startswith("sein") and word.form[4:] in (*closed("possessive_endings"), "")
    return "m" if his and word.analysis.tags[word.token] not in VERBAL else None


def _she(word: Word) -> str | None:
    return "f" if word.form == "sie" and _singular_verb(word.analysis, word.token) else None


def _to_her(word: Word) -> str | None:
    return "f" if word.form == "ihr" and word.analysis.tags[word.token] != "DET" else None


def _her(word: Word) -> str | None:
    """*sie* as the object of a verb that has its own subject, where nobody else near is many."""
    a, token = word.analysis, word.token
    verb = a.heads[token]
    if word.form != "sie" or a.labels[token] != "obj" or verb < 0:
        return None
    subjects = [c for c in a.dependents(verb, "nsubj") if c != token and a.forms[c].lower() not in ("sie", "es")]
    number = a.sentence_of[token]
    before = a.sentences[number - 1].start if number else a.sentences[number].start
    own = {t for s in subjects for t in (s, *a.children[s])}
    many = (t for t in range(before, token) if t not in own and a.tags[t] in ("NOUN", "PROPN", "PRON"))
    several = any(a.feat(t, "Number") == "Plur" or a.has(t, "conj") for t in many)
    return "f" if len(subjects) == 1 and not several else None


def _argument_by_itself(word: Word) -> bool:
    """True if a word for *this one* is no article: it hangs on a verb, and opens no relative clause."""
    a, token = word.analysis, word.token
    verb = a.heads[token]
    return (
        verb >= 0
        and (a.tags[token] in ("PRON", "DET") or word.form.startswith("letzter"))
        and a.tags[verb] in VERBAL
        and (a.labels[token] in not_antecedents.ARGUMENTS or a.labels[token] == "obl")
        and not a.children[token]
        and not (a.labels[verb].startswith("acl") or "Rel" in a.feat(token, "PronType").split(","))
    )


def _this_man(word: Word) -> str | None:
    form = word.form
    if form not in closed("this_man") or not _argument_by_itself(word):
        return None
    return "m" if form != "der" or _opens_with_verb_behind(word) else None


def _this_woman(word: Word) -> str | None:
    form, a = word.form, word.analysis
    if (
        form not in closed("this_woman")
        or not _argument_by_itself(word)
        or not a.labels[word.token].startswith("nsubj")
    ):
        return None
    here = _singular_verb(a, word.token) and (form != "die" or _opens_with_verb_behind(word))
    return "f" if here else None


def _opens_with_verb_behind(word: Word) -> bool:
    """*Der warf ihm …*: without its verb right behind it, *der* is an article or a relative pronoun."""
    a, token = word.analysis, word.token
    return token == sentence_start(a, token) and a.tags[min(token + 1, len(a) - 1)] in VERBAL


def _singular_verb(analysis: Analysis, token: int) -> bool:
    """True if the verb of a pronoun is in the singular: by its tag, else by its form."""
    head = analysis.heads[token]
    verbs = [head, *analysis.dependents(head, *_BESIDE_VERB)] if head >= 0 else []
    finite = [t for t in verbs if analysis.tags[t] in VERBAL and analysis.feat(t, "VerbForm") in ("Fin", "")]
    numbers = [n for t in finite if (n := analysis.feat(t, "Number"))]
    if numbers:
        return numbers[-1] == "Sing"
    return any(not analysis.forms[t].endswith("en") and analysis.forms[t] != "sind" for t in finite)


def _it(word: Word) -> str | None:
    """*Es* at the beginning of a sentence, as the subject of a verb that also has an object of its own."""
    a, token = word.analysis, word.token
    verb = a.heads[token]
    if a.forms[token] != "Es" or token != sentence_start(a, token) or verb < 0 or a.labels[token] != "nsubj":
        return None
    below = [verb, *a.dependents(verb, "xcomp")]
    nothing = any(a.lemmas[t] in word_set("verbs_with_an_empty_it") for t in below)
    does = any(a.labels[c] == "obj" for t in below for c in a.children[t]) or a.has(verb, "cop")
    return "n" if does and not nothing and not _looks_ahead(a, verb) else None


def _looks_ahead(a: Analysis, verb: int) -> bool:
    """True if a clause behind the verb is what its *es* stands for (*Es freut ihn, dass …*)."""
    return any(a.labels[c] in ("csubj", "ccomp", "nsubj") and c > verb for c in a.children[verb])


PRONOUNS: tuple[Rule[Word, str], ...] = (
    Rule(
        name="pronoun/polite",
        find=_polite,
        why="*Sie* and *Ihr* in capitals within a sentence speak to somebody.",
        yes=(("Vera Lohm kam. Dann fragte jemand, ob Sie wartet.", ""),),
    ),
    Rule(
        name="pronoun/he",
        find=_he,
        why="*er*, *ihm* and *ihn* mean a man, or what is masculine.",
        yes=(
            ("Präsident Edo Falk kam. Er schwieg.", "Edo Falk: Präsident, Edo Falk, Er"),
            ("Otto Lohm kam. Alle sahen ihn.", "Otto Lohm: Otto Lohm, ihn"),
        ),
    ),
    Rule(
        name="pronoun/his",
        find=_his,
        why="*sein* and its forms mean a man, or what is masculine.",
        yes=(("Otto Lohm kam. Alle sahen seine Narbe.", "Otto Lohm: Otto Lohm, seine"),),
    ),
    Rule(
        name="pronoun/she",
        find=_she,
        why="*sie* with a verb in the singular means a woman, or what is feminine.",
        yes=(("Vera Lohm kam. Später schwieg sie.", "Vera Lohm: Vera Lohm, sie"),),
        no=("Vera Lohm kam. Später schwiegen sie.",),
    ),
    Rule(
        name="pronoun/her",
        find=_her,
        why="*sie* as an object means a woman, or what is feminine, where no plural near can be meant.",
        yes=(("Vera Lohm rief um Hilfe. Nachbarn befreiten sie.", "Vera Lohm: Vera Lohm, sie"),),
        no=("Vera Lohm rief die Fischer. Nachbarn befreiten sie.",),
    ),
    Rule(
        name="pronoun/to-her",
        find=_to_her,
        why="*ihr* that is no possessive means a woman, or what is feminine.",
        yes=(("Vera Lohm kam. Alle halfen ihr.", "Vera Lohm: Vera Lohm, ihr"),),
        no=("Vera Lohm kam. Alle sahen ihr Boot.",),
    ),
    Rule(
        name="pronoun/it",
        find=_it,
        why="*Es* that opens a sentence and does something to somebody, or is something, means the body spoken of before.",
        yes=(("Das Ministerium kam. Es verbot den Streik.", "Ministerium: Ministerium, Es"),),
        no=(
            "Das Ministerium kam. Es gab einen Streik.",
            "Das Ministerium kam. Es regnete.",
            "Das Ministerium kam. Es freute den Wirt, dass es kam.",
        ),
    ),
    Rule(
        name="pronoun/this-man",
        find=_this_man,
        why="*dieser* and *letzterer* without a noun, and *der* right before its verb, mean a man.",
        yes=(("Minister Karl Demm entließ Otto Lohm. Der klagte.", "Otto Lohm: Otto Lohm, Der"),),
        no=("Otto Lohm kam. Dieser Plan scheiterte.",),
    ),
    Rule(
        name="pronoun/this-woman",
        find=_this_woman,
        why="*diese* and *letztere* without a noun, and *die* right before its verb, mean a woman if the verb is singular.",
        yes=(("Kanzlerin Ida Demm entließ Vera Lohm. Diese schwieg.", "Vera Lohm: Vera Lohm, Diese"),),
        no=("Kanzlerin Ida Demm entließ Vera Lohm. Diese schwiegen.",),
    ),
)
"""The gender of whom a pronoun means; empty if it means nobody in the text."""
