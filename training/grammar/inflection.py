"""Determiners, adjectives and pronouns: forms and features that agree with a noun."""

from __future__ import annotations

from dataclasses import dataclass

from training.grammar.trees import Node, Word, feats

_COLUMNS = ("Masc", "Fem", "Neut", "Plur")
_DER = {
    "Nom": ("der", "die", "das", "die"), "Acc": ("den", "die", "das", "die"),
    "Dat": ("dem", "der", "dem", "den"), "Gen": ("des", "der", "des", "der"),
}  # fmt: skip
_EIN = {
    "Nom": ("", "e", "", "e"),
    "Acc": ("en", "e", "", "e"),
    "Dat": ("em", "er", "em", "en"),
    "Gen": ("es", "er", "es", "er"),
}
_DIESER = {
    "Nom": ("er", "e", "es", "e"), "Acc": ("en", "e", "es", "e"),
    "Dat": ("em", "er", "em", "en"), "Gen": ("es", "er", "es", "er"),
}  # fmt: skip
_WEAK = {"Nom": ("e", "e", "e", "en"), "Acc": ("en", "e", "e", "en"), "Dat": ("en",) * 4, "Gen": ("en",) * 4}
_MIXED = {**_WEAK, "Nom": ("er", "e", "es", "en"), "Acc": ("en", "e", "es", "en")}
_STRONG = {
    "Nom": ("er", "e", "es", "e"),
    "Acc": ("en", "e", "es", "e"),
    "Dat": ("em", "er", "em", "en"),
    "Gen": ("en", "er", "en", "er"),
}
_RELATIVE = {**_DER, "Dat": ("dem", "der", "dem", "denen"), "Gen": ("dessen", "deren", "dessen", "deren")}
_PERSONAL = {
    "Nom": ("er", "sie", "es", "sie"), "Acc": ("ihn", "sie", "es", "sie"), "Dat": ("ihm", "ihr", "ihm", "ihnen"),
}  # fmt: skip
NUMERALS = ("zwei", "drei", "vier", "fünf", "sechs", "acht", "zehn", "zwölf")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a noun gives its determiner, its adjectives and the pronouns for it."""

    case: str
    number: str
    gender: str

    @property
    def column(self) -> int:
        """The column of the tables: the gender, or the plural."""
        return _COLUMNS.index("Plur" if self.number == "Plur" else self.gender or "Masc")

    def feats(self, **others: str) -> str:
        """Case, gender and number, and others."""
        return feats(Case=self.case, Gender=self.gender, Number=self.number, **others)


def article(kind: str, a: Agreement) -> Node | None:
    """A determiner: der, ein, kein, dieser, sein, ihr, mehrere, or a numeral; None for `none` and a plural *ein*."""
    at = a.column
    plural = a.number == "Plur"
    if kind == "der":
        marks = feats(Case=a.case, Definite="Def", Gender="" if plural else a.gender, Number=a.number, PronType="Art")
        return Node(Word(_DER[a.case][at], "der", "DET", marks), "det")
    if kind == "dieser":
        marks = feats(Case=a.case, Gender=a.gender, Number=a.number, PronType="Dem")
        return Node(Word("dies" + _DIESER[a.case][at], "dieser", "DET", marks), "det")
    if kind == "kein":
        return Node(Word("kein" + _EIN[a.case][at], "kein", "DET", a.feats(PronType="Neg")), "det")
    if kind == "sein":
        marks = a.feats(Gender_psor="Masc,Neut", Number_psor="Sing", Person="3", Poss="Yes", PronType="Prs")
        return Node(Word("sein" + _EIN[a.case][at], "sein", "DET", marks), "det:poss")
    if kind == "ihr":
        marks = a.feats(Person="3", Poss="Yes", PronType="Prs")
        return Node(Word("ihr" + _EIN[a.case][at], "ihr", "DET", marks), "det:poss")
    if kind == "mehrere" and plural:
        return Node(Word("mehrer" + _DIESER[a.case][at], "mehrere", "DET", a.feats(PronType="Ind")), "det")
    if kind in NUMERALS:
        return Node(Word(kind, kind, "NUM", feats(NumType="Card")), "nummod")
    if kind == "ein" and not plural:
        marks = a.feats(Definite="Ind", NumType="Card", PronType="Art")
        return Node(Word("ein" + _EIN[a.case][at], "ein", "DET", marks), "det")
    return None


def ending(det: str, a: Agreement) -> str:
    """The ending of an adjective behind a determiner."""
    if det in ("der", "dieser"):
        table = _WEAK
    elif det in ("kein", "sein", "ihr") or (det == "ein" and a.number == "Sing"):
        table = _MIXED
    else:
        table = _STRONG
    return table[a.case][a.column]


def adjective(lemma: str, det: str, a: Agreement, *, node: Node | None = None) -> Node:
    """An attributive adjective or participle; `node` has what hangs on it."""
    word = Word(lemma + ending(det, a), lemma, "ADJ", a.feats(Degree="Pos"))
    base = node or Node(word, "amod")
    return Node(word, "amod", base.before, base.after, base.event, base.roles)


def relative(case: str, number: str, gender: str) -> Node:
    """A relative pronoun."""
    a = Agreement(case, number, gender)
    marks = feats(Case=case, Gender="" if number == "Plur" else gender, Number=number, PronType="Dem,Rel")
    return Node(Word(_RELATIVE[case][a.column], "der", "PRON", marks), "nsubj")


def personal(case: str, number: str, gender: str) -> Node:
    """A personal pronoun of the third person."""
    a = Agreement(case, number, gender)
    form = _PERSONAL[case][a.column]
    marks = feats(Case=case, Gender="" if number == "Plur" else gender, Number=number, Person="3", PronType="Prs")
    return Node(Word(form, _PERSONAL["Nom"][a.column], "PRON", marks), "nsubj")


def reflexive(case: str) -> Node:
    """*sich*: the object, or the dative beside one."""
    marks = feats(Case=case, Person="3", PronType="Prs", Reflex="Yes")
    return Node(Word("sich", "sich", "PRON", marks), "obj" if case == "Acc" else "obl:arg")
