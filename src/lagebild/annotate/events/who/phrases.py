"""Who does or undergoes what a noun names, by its phrase: genitives, possessives, adjectives, prepositions."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.events.who import attachment
from lagebild.annotate.events.who.attachment import cases, nominal
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text

Tokens = tuple[int, ...]


class InPhrase(NamedTuple):
    """A noun that names a deed, and the preposition that is wanted, if any."""

    text: Text
    token: int
    preposition: str = ""


def _below(case: InPhrase) -> list[int]:
    a = case.text.analysis
    return [c for c in a.children[case.token] if nominal(a, c)]


def _genitive(case: InPhrase) -> Tokens | None:
    a = case.text.analysis
    behind = [c for c in _below(case) if not {":", "–", ";"} & set(a.forms[case.token : c])]
    bare = [c for c in behind if not cases(a, c) and a.feat(c, "Case") != "Dat"]
    return (*bare, *_names_behind(case)) if bare else None


def _name_behind(case: InPhrase) -> Tokens | None:
    return _names_behind(case) or None


def _names_behind(case: InPhrase) -> Tokens:
    text, token, _ = case
    a = text.analysis
    names = (c for c in a.dependents(token, "appos") if c == token + 1 and a.tags[c] == "PROPN")
    return tuple(c for c in names if text.agent(c) is not None)


def _von(case: InPhrase) -> Tokens | None:
    a, token = case.text.analysis, case.token
    if a.has(token, "det:poss"):
        return None
    return tuple(c for c in _below(case) if cases(a, c) == ["von"] and min(a.subtree(c)) == token + 1) or None


def _on_noun_before(case: InPhrase) -> Tokens | None:
    return None if _below(case) else tuple(attachment.genitives_behind(case.text.analysis, case.token)) or None


def _of_last_conjunct(case: InPhrase) -> Tokens | None:
    a = case.text.analysis
    last = [c for c in a.dependents(case.token, "conj") if a.tags[c] == "NOUN"][-1:]
    below = (c for t in last for c in a.dependents(t, "nmod"))
    return tuple(c for c in below if not cases(a, c) and a.feat(c, "Case") == "Gen") or None


GENITIVE: tuple[Rule[InPhrase, Tokens], ...] = (
    Rule(
        name="who/genitive",
        find=_genitive,
        why="The genitive of a deed names who does it, or suffers it, as the frame has it.",
        yes=(
            ("Die Festnahme des Redakteurs Karl Brunn empörte viele.", "Festnahme: Karl Brunn"),
            ("Ein Putsch der Garde scheiterte am Montag.", "Putsch: Garde"),
        ),
        no=("Die Festnahme empörte den Redakteur Karl Brunn.",),
    ),
    Rule(
        name="who/name-behind",
        find=_name_behind,
        why="A deed has no name: one right behind it is whose deed it is (*die Kritik Belmarks*).",
        yes=(
            ("Die Kritik Frankreichs war hart.", "Kritik: Frankreich"),
            ("Der Ermordung Jo Hals' ging ein Streit voraus.", "Ermordung: Jo Hals"),
        ),
        no=("Die Kritik der Gewerkschaft war hart.",),
    ),
    Rule(
        name="who/von-for-a-genitive",
        find=_von,
        why="*Von* right behind a noun stands for a genitive; a *von* further on names somebody else.",
        yes=(
            ("Die Festnahme von Ada Brunn durch die Polizei empörte viele.", "Festnahme: Ada Brunn"),
            ("Die Opposition fordert die Verhaftung von Karl Brunn.", "Verhaftung: Karl Brunn"),
        ),
        no=("Die Festnahme der Bauern war von Karl Brunn gefordert worden.",),
    ),
    Rule(
        name="who/genitive-on-the-noun-before",
        find=_on_noun_before,
        why="A genitive right behind a noun is that noun's, also where the tree hangs it on the one before.",
        yes=(("Die Verhaftung und Verurteilung des Händlers Karl Brunn empörte viele.", "Verurteilung: Karl Brunn"),),
        no=("Die Tagung der Räte ist geplatzt.",),
    ),
    Rule(
        name="who/genitive-of-the-last-conjunct",
        find=_of_last_conjunct,
        why="A genitive behind the last of joined nouns holds for all (*Proteste und Streiks der Bauern*).",
        yes=(
            ("Die Proteste und Streiks der Bauern dauern an.", "Proteste: Bauern"),
            ("Die Festnahmen und Verhöre der Bauern empörten viele.", "Festnahmen: Bauern"),
        ),
        no=("Die Proteste der Schüler und die Streiks dauern an.",),
    ),
)


def _possessive(case: InPhrase) -> Tokens | None:
    return tuple(case.text.analysis.dependents(case.token, "det:poss")) or None


POSSESSIVE: tuple[Rule[InPhrase, Tokens], ...] = (
    Rule(
        name="who/possessive",
        find=_possessive,
        why="*Sein* and *ihr* name who does a deed, or suffers it, as a genitive does.",
        yes=(
            ("Karl Brunn klagte gegen seine Verhaftung.", "Verhaftung: Karl Brunn"),
            ("Die Gewerkschaft versprach ihre Unterstützung.", "Unterstützung: Gewerkschaft"),
        ),
        no=("Die Gewerkschaft begann einen Streik.",),
    ),
)


def _adjective(case: InPhrase) -> Tokens | None:
    a, text = case.text.analysis, case.text
    amod = a.dependents(case.token, "amod")
    return tuple(c for c in amod if text.entity(c) is not None and a.tags[c] == "ADJ") or None


ADJECTIVE: tuple[Rule[InPhrase, Tokens], ...] = (
    Rule(
        name="who/adjective-of-a-state",
        find=_adjective,
        why="The adjective of a state names it (*iranische Angriffe*).",
        yes=(
            ("Die spanischen Luftangriffe dauern an.", "Luftangriffe: Spanien"),
            ("Die Ministerin wies die französischen Anschuldigungen zurück.", "Anschuldigungen: Frankreich"),
        ),
        no=("Die neuen Angriffe dauern an.",),
    ),
)


def _other_doer(case: InPhrase) -> Tokens | None:
    a, token = case.text.analysis, case.token
    undergone = a.labels[token] == "nmod" and not cases(a, token) and a.feat(token, "Case") == "Gen"
    return () if case.preposition == "durch" and undergone else None


def _phrase(case: InPhrase) -> Tokens | None:
    a = case.text.analysis
    return tuple(c for c in _below(case) if case.preposition in cases(a, c)) or None


def _right_behind(case: InPhrase) -> Tokens | None:
    return tuple(attachment.next_to(case.text.analysis, case.token, case.preposition)) or None


def _on_genitive(case: InPhrase) -> Tokens | None:
    return tuple(attachment.nested(case.text.analysis, case.token, case.preposition)) or None


PREPOSITIONAL: tuple[Rule[InPhrase, Tokens], ...] = (
    Rule(
        name="who/durch-of-another-deed",
        find=_other_doer,
        why="Behind a genitive *durch* belongs to the deed before it (*die Behinderung des Marsches durch die Polizei*).",
        yes=(
            ("Die Behinderung des Marsches durch die Polizei empörte viele.", ""),
            ("Die Auflösung des Protests durch die Polizei empörte viele.", ""),
        ),
    ),
    Rule(
        name="who/phrase-of-a-noun",
        find=_phrase,
        why="A phrase below a noun with the preposition of its frame fills that slot.",
        yes=(
            ("Die Festnahme von Ada Brunn durch die Polizei empörte viele.", "Festnahme: Polizei"),
            ("Der Prozess gegen den Bürgermeister beginnt am Montag.", "Prozess: Bürgermeister"),
        ),
        no=("Die Lektüre des Buches durch die Polizei empörte viele.",),
    ),
    Rule(
        name="who/phrase-right-behind",
        find=_right_behind,
        why="The phrase right behind a noun is the noun's, also where the tree hangs it on the verb.",
        yes=(
            ("Die Verhaftung von Karl Brunn durch Soldaten empörte viele.", "Verhaftung: Soldaten"),
            ("Der Zeuge erzählt von einem Attentat auf den König.", "Attentat: König"),
        ),
        no=("Auf den König gab es gestern ein Attentat.",),
    ),
    Rule(
        name="who/phrase-on-the-genitive",
        find=_on_genitive,
        why="Behind a genitive the tree may hang the phrase on that (*der Vorwurf des Betrugs gegen ihn*).",
        yes=(
            ("Der Vorwurf des Betrugs gegen Karl Brunn wiegt schwer.", "Vorwurf: Karl Brunn"),
            ("Die Anklage des Gerichts gegen Ada Brunn liegt vor.", "Anklage: Ada Brunn"),
        ),
        no=("Der Vorwurf des Gerichts wiegt schwer.",),
    ),
)
