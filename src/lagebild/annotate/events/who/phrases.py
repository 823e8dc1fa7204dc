"""Who a noun phrase names as doing or undergoing what its noun says: genitives, possessives, adjectives, prepositions."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.events.who import attachment
from lagebild.annotate.events.who.attachment import cases, nominal
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text

Tokens = tuple[int, ...]


class InPhrase(NamedTuple):
    """A noun that names a deed, and the preposition asked for, if one is."""

    text: Text
    token: int
    preposition: str = ""


def _below(case: InPhrase) -> list[int]:
    a = case.text.analysis
    return [c for c in a.children[case.token] if nominal(a, c)]


def _genitive(case: InPhrase) -> Tokens | None:
    a = case.text.analysis
    bare = [c for c in _below(case) if not cases(a, c) and a.feat(c, "Case") != "Dat"]
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
    if any(a.dependents(token, "det:poss")):
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
        yes=(("Die Festnahme des Redakteurs Karl Brunn empörte viele.", "Festnahme: Karl Brunn"),),
    ),
    Rule(
        name="who/name-behind",
        find=_name_behind,
        why="A deed has no name: one right behind it is whose deed it is (*die Kritik Belmarks*).",
        yes=(("Die Kritik Brunns war hart.", "Kritik: Brunn"),),
    ),
    Rule(
        name="who/von-for-a-genitive",
        find=_von,
        why="*Von* right behind a noun stands for a genitive; a *von* further on names somebody else.",
        yes=(("Die Festnahme von Karl Brunn empörte viele.", "Festnahme: Karl Brunn"),),
    ),
    Rule(
        name="who/genitive-on-the-noun-before",
        find=_on_noun_before,
        why="A genitive right behind a noun is that noun's, also where the tree hangs it on the one before.",
        yes=(("Sie sprach bei einem Auftritt bei einem Treffen der Räte.", "Treffen: Räte"),),
    ),
    Rule(
        name="who/genitive-of-the-last-conjunct",
        find=_of_last_conjunct,
        why="A genitive behind the last of joined nouns holds for all (*Proteste und Streiks der Bauern*).",
        yes=(("Die Proteste und Streiks der Bauern dauern an.", "Proteste: Bauern"),),
    ),
)


def _possessive(case: InPhrase) -> Tokens | None:
    return tuple(case.text.analysis.dependents(case.token, "det:poss")) or None


def _relative(case: InPhrase) -> Tokens | None:
    a = case.text.analysis
    return tuple(c for c in a.children[case.token] if a.forms[c] in ("dessen", "deren")) or None


POSSESSIVE: tuple[Rule[InPhrase, Tokens], ...] = (
    Rule(
        name="who/possessive",
        find=_possessive,
        why="*Sein* and *ihr* name who does a deed, or suffers it, as a genitive does.",
        yes=(("Der Minister Jo Hals kündigte seinen Rücktritt an.", "Rücktritt: Jo Hals"),),
    ),
    Rule(
        name="who/relative-possessive",
        find=_relative,
        why="*Dessen* and *deren* stand for a genitive.",
        yes=(("Der Minister, dessen Rücktritt die Opposition fordert, schweigt.", "Rücktritt: Minister"),),
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
        yes=(("Die iranischen Angriffe dauern an.", "Angriffe: Iran"),),
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
        yes=(("Die Behinderung des Marsches durch die Polizei empörte viele.", ""),),
    ),
    Rule(
        name="who/phrase-of-a-noun",
        find=_phrase,
        why="A phrase below a noun with the preposition of its frame fills that slot.",
        yes=(("Die Festnahme von Karl Brunn durch die Polizei empörte viele.", "Festnahme: Polizei"),),
    ),
    Rule(
        name="who/phrase-right-behind",
        find=_right_behind,
        why="The phrase right behind a noun is the noun's, also where the tree hangs it on the verb.",
        yes=(("Die Union verhängte Sanktionen gegen Belmark.", "Sanktionen: Belmark"),),
    ),
    Rule(
        name="who/phrase-on-the-genitive",
        find=_on_genitive,
        why="Behind a genitive the tree may hang the phrase on that (*der Vorwurf des Betrugs gegen ihn*).",
        yes=(("Der Vorwurf des Betrugs gegen Karl Brunn wiegt schwer.", "Vorwurf: Karl Brunn"),),
    ),
)
