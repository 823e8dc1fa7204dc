"""Finds the entities that a token in a slot means: names, counted groups, owners, plural pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lagebild.annotate.events.lexicon import entries
from lagebild.annotate.events.who.antecedents import agree, is_plural, of_both, of_relative
from lagebild.annotate.events.who.parts import Meant
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause, antecedent
from lagebild.lexicon.words import closed, word_set

_DEEPEST = 2
"""A token is followed over at most so many others that it stands for: *einer der Anführer dieser Gruppe*."""
_CLAUSES_UP = 4


class Word(NamedTuple):
    """A token whose entities are wanted; `acting`: only those that can act; `depth`: so many tokens led to it."""

    text: Text
    token: int
    acting: bool
    depth: int = 0


class Owned(NamedTuple):
    """A possessive, and a clause whose subject may be the owner."""

    word: Word
    clause: Clause


Answer = tuple[Meant, ...]


def bearers(text: Text, token: int, *, acting: bool) -> Answer:
    """The entities that a token means. `acting`: only those that can act, no mere places."""
    return _once(_meant(Word(text, token, acting)))


def possessors(text: Text, token: int) -> Answer:
    """Whom a thing belongs to: *die Pläne des Ministers*, *ihre Mission*, *iranische Behörden*."""
    return tuple(_possessors(text, token))


def _possessors(text: Text, token: int) -> Iterator[Meant]:
    a = text.analysis
    for child in a.children[token]:
        if a.labels[child] == "det:poss" or (a.labels[child].startswith("nmod") and _of(text, child)):
            found = _meant(Word(text, child, acting=True, depth=1))
            yield from found or (_possessors(text, child) if a.tags[child] == "NOUN" else ())


def _of(text: Text, token: int) -> bool:
    """True if a phrase is a genitive or stands with *von*."""
    a = text.analysis
    prepositions = [a.lemmas[c].casefold() for c in a.dependents(token, "case")]
    return prepositions == ["von"] or (not prepositions and a.feat(token, "Case") in ("Gen", "Nom", "Acc", ""))


def _meant(word: Word) -> Answer:
    found = first(MEANT, word) if word.depth <= _DEEPEST else None
    return _because(found) if found is not None else ()


def _because(found: tuple[Answer, str]) -> Answer:
    answer, rule = found
    return tuple(Meant(entity, (rule, *why)) for entity, why in answer)


def _once(found: Iterable[Meant]) -> Answer:
    return tuple({meant.entity: meant for meant in reversed(tuple(found))}.values())[::-1]


def _inner(word: Word, tokens: Iterable[int]) -> Answer:
    """The entities of other tokens that a word stands for."""
    return tuple(m for t in tokens for m in _meant(word._replace(token=t, depth=word.depth + 1)))


def _is_pronoun(word: Word) -> bool:
    return word.text.analysis.tags[word.token] in ("PRON", "DET")


def _counted(word: Word) -> Answer | None:
    a = word.text.analysis
    if a.lemmas[word.token].casefold() not in word_set("quantities") and a.tags[word.token] != "NUM":
        return None
    return _inner(word, (c for c in a.dependents(word.token, "nmod", "obl") if _of(word.text, c))) or None


def _mention(word: Word) -> Answer | None:
    entity = word.text.agent(word.token) if word.acting else word.text.entity(word.token)
    return (Meant(entity),) if entity is not None else None


def _names_of_several(word: Word) -> Answer | None:
    """*die Präsidenten von Kolm und Tarnau, Otto Zirk und Petra Gehm*: the two that are named."""
    text, token = word.text, word.token
    a = text.analysis
    if a.tags[token] != "NOUN" or a.feat(token, "Number") != "Plur":
        return None
    firsts = [c for c in a.dependents(token, "appos") if c > token and a.tags[c] == "PROPN"]
    named = [t for c in firsts for t in (c, *a.dependents(c, "conj")) if text.kind(t) == "person"]
    people = dict.fromkeys(e for t in named if (e := text.agent(t)) is not None)
    return tuple(Meant(entity) for entity in people) if len(people) > 1 else None


def _apposition(word: Word) -> Answer | None:
    text, token = word.text, word.token
    if _is_pronoun(word):
        return None
    near = (text.agent(c) for c in text.analysis.dependents(token, "appos", "flat") if c <= token + 2)
    return tuple(Meant(entity) for entity in near if entity is not None)[:1] or None


def _is_possessive(word: Word) -> bool:
    a = word.text.analysis
    return a.tags[word.token] == "DET" and a.forms[word.token].casefold().startswith(("sein", "ihr"))


def _owner_in_clause(word: Word) -> Answer | None:
    if not _is_possessive(word):
        return None
    text, token = word.text, word.token
    here = text.clause_around(token)
    for _ in range(_CLAUSES_UP):
        if here is None:
            return None
        found = first(OWNERS, Owned(word, here))
        if found is not None and found[0]:
            return _because(found)
        here = text.clause_of.get(here.governor)
    return None


def _owner_before(word: Word) -> Answer | None:
    return _told_before(word) if _is_possessive(word) else None


def _relative(word: Word) -> Answer | None:
    """The entities of the noun whose relative clause a *dessen* or *deren* opens."""
    a = word.text.analysis
    if a.tags[word.token] not in ("PRON", "DET") or a.forms[word.token].casefold() not in ("dessen", "deren"):
        return None
    clause = word.text.clause_around(word.token)
    if clause is None or not a.labels[clause.predicate].startswith("acl"):
        return None
    head = a.heads[clause.predicate]
    return _inner(word, (head,)) or None if head < word.token else None


def _behind_preposition(word: Word) -> Answer | None:
    """The entities of the noun that a relative pronoun behind a preposition takes up."""
    text, token = word.text, word.token
    clause = text.clause_around(token)
    if clause is None or token not in (t for p, t in clause.obliques if p) or text.entity(token) is not None:
        return None
    noun = antecedent(text.analysis, token, clause.predicate)
    return _inner(word, (noun,)) or None if noun != token else None


def _plural_pronoun(word: Word) -> Answer | None:
    form = word.text.analysis.forms[word.token].casefold()
    if not _is_pronoun(word) or form not in closed("plural_pronouns") or not is_plural(word.text, word.token):
        return None
    return _told_before(word)


def _loose_relative(word: Word) -> Answer | None:
    if word.text.entity(word.token) is not None:
        return None
    noun = of_relative(word.text, word.token)
    return _inner(word, (noun,)) or None if noun is not None else None


def _both(word: Word) -> Answer | None:
    return _inner(word, of_both(word.text, word.token)) or None


MEANT: tuple[Rule[Word, Answer], ...] = (
    Rule(
        name="who/both",
        find=_both,
        why="*Beide Seiten* are the last two that *und* joined.",
        yes=(
            (
                "Die Bauern und die Gewerkschaft stritten. Beide Seiten kritisierten Ada Brunn.",
                "kritisierten: Bauern, Gewerkschaft",
            ),
            ("Frankreich und Spanien stritten. Nun warnten beide Länder die Fischer.", "warnten: Frankreich, Spanien"),
        ),
        no=("Die Bauern stritten. Beide Seiten kritisierten Ada Brunn.",),
    ),
    Rule(
        name="who/counted",
        find=_counted,
        why="A number or a quantity means those who are counted (*Hunderte der Bauern*).",
        yes=(
            ("Die Polizei verhaftete eine Gruppe von Schülern.", "verhaftete: Schüler"),
            ("Viele der Rebellen ergaben sich.", "ergaben: Rebellen"),
        ),
        no=("Die Polizei verhaftete eine Gruppe.",),
    ),
    Rule(
        name="who/names-of-several",
        find=_names_of_several,
        why="A plural with two names behind it means the two.",
        yes=(
            (
                "Die Präsidenten von Kenia und Tansania, Otto Zirk und Petra Gehm, haben sich in Arusha getroffen.",
                "getroffen: Otto Zirk, Petra Gehm",
            ),
        ),
    ),
    Rule(
        name="who/mention",
        find=_mention,
        why="A word that is a mention of an entity means it; one who acts is no mere place.",
        yes=(
            ("Die Gewerkschaft kritisierte die Regierung.", "kritisierte: Gewerkschaft"),
            ("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete: Karl Brunn"),
        ),
        no=("Niemand wurde verhaftet.",),
    ),
    Rule(
        name="who/apposition",
        find=_apposition,
        why="A noun that is no mention itself means the name right behind it.",
        yes=(
            ("Die Polizei nahm den Sonderling Karl Brunn fest.", "nahm: Karl Brunn"),
            ("Karl Brunn beschimpfte den Raufbold Jo Hals.", "beschimpfte: Jo Hals"),
        ),
        no=("Die Polizei nahm den Minister Karl Brunn fest.",),
    ),
    Rule(
        name="who/owner-in-the-sentence",
        find=_owner_in_clause,
        why="*Sein* and *ihr* take up the subject of their clause, or of one that it depends on.",
        yes=(
            ("Die Gewerkschaft versprach ihre Unterstützung.", "Unterstützung: Gewerkschaft"),
            ("Ada Brunn sprach nach ihrer Freilassung mit Reportern.", "Freilassung: Ada Brunn"),
        ),
        no=("Karl Brunn klagte gegen seine Verhaftung.",),
    ),
    Rule(
        name="who/owner-told-before",
        find=_owner_before,
        why="Where no subject of the sentence fits, *sein* and *ihr* take up one told just before.",
        yes=(
            ("Die Bauern kamen am Montag. Ihr Protest dauerte zwei Stunden.", "Protest: Bauern"),
            ("Die Rebellen zogen sich zurück. Ihre Stellung wurde am Montag beschossen.", "beschossen: Rebellen"),
        ),
        no=("Die Gewerkschaft versprach ihre Unterstützung.",),
    ),
    Rule(
        name="who/loose-relative-pronoun",
        find=_loose_relative,
        why="A relative pronoun that the tree leaves hanging means the nearest noun for somebody that agrees with it.",
        yes=(
            ("Dabei sei eine Frau verhaftet worden, die sich der Polizei widersetzt habe.", "widersetzt: Frau"),
            ("Dabei sei ein Bauer gefasst worden, der den König bedroht habe.", "bedroht: Bauer"),
        ),
        no=("Ein Minister, der die Bauern verklagt hat, kam.",),
    ),
    Rule(
        name="who/relative-behind-a-preposition",
        find=_behind_preposition,
        why="A relative pronoun behind a preposition means the noun that its clause hangs on (*die Firma, von der …*).",
        yes=(
            ("Der Minister, an den die Bauern appellierten, schweigt.", "appellierten: Minister"),
            ("Die Ministerin, gegen die die Studenten demonstrierten, schweigt.", "demonstrierten: Ministerin"),
        ),
        no=("Der Plan, gegen den die Studenten demonstrierten, ist alt.",),
    ),
    Rule(
        name="who/relative-owner",
        find=_relative,
        why="*Dessen* and *deren* mean the noun whose relative clause they open.",
        yes=(
            ("Der Minister Jo Hals, dessen Rücktritt die Opposition fordert, schweigt.", "Rücktritt: Jo Hals"),
            ("Frankreich, dessen Angriffe auf Spanien andauern, schweigt.", "Angriffe: Frankreich"),
        ),
        no=("Die Opposition fordert dessen Rücktritt.",),
    ),
    Rule(
        name="who/plural-pronoun",
        find=_plural_pronoun,
        why="A plural *sie* or *diese* takes up the nearest subject in the plural, in its sentence or the one before.",
        yes=(
            ("Die Bauern kamen nach Tarnau. Sie forderten höhere Löhne.", "forderten: Bauern"),
            ("Die Bauern kamen nach Tarnau. Ihnen wird Betrug vorgeworfen.", "vorgeworfen: Bauern"),
        ),
        no=("Die Ministerin Ada Brunn kam nach Tarnau. Sie forderte höhere Löhne.",),
    ),
)


def _own_demand(owned: Owned) -> Answer | None:
    word, clause = owned
    wanted = word.text.analysis.heads[word.token] in clause.undergoers
    return () if wanted and _demands(clause.lemma) else None


def _demands(verb: str) -> bool:
    return any(e.pos == "VERB" and e.type == "REQUEST" for e in entries().get(verb.casefold(), ()))


def _owner(owned: Owned) -> Answer | None:
    word, clause = owned
    a = word.text.analysis
    aside = a.has(a.heads[word.token], "case")
    outside = (t for t in _subjects(clause) if word.token not in a.subtree(t) and (t < word.token or aside))
    return _inner(word, outside) or None


OWNERS: tuple[Rule[Owned, Answer], ...] = (
    Rule(
        name="who/nobody-demands-his-own",
        find=_own_demand,
        why="Nobody demands his own deed or fate, so *ihre* in *verlangt ihre Freilassung* is not the subject's.",
        yes=(("Ada Brunn sitzt in Haft. Die Gewerkschaft verlangt ihre Freilassung.", ""),),
    ),
    Rule(
        name="who/owner",
        find=_owner,
        why="The subject owns what stands behind it, or aside with a preposition (*bei ihrem Besuch sagte Brunn*).",
        yes=(
            ("Die Gewerkschaft begründete ihren Protest mit den Löhnen.", "Protest: Gewerkschaft"),
            ("Nach ihrer Drohung verließ die Gewerkschaft den Saal.", "Drohung: Gewerkschaft"),
        ),
        no=("Ada Brunn sitzt in Haft. Die Gewerkschaft verlangt ihre Freilassung.",),
    ),
)


def _subjects(clause: Clause) -> tuple[int, ...]:
    """The grammatical subject."""
    return clause.doers if clause.voice == "active" else clause.undergoers


def _told_before(word: Word) -> Answer | None:
    found = first(BEFORE, word)
    return _once(_because(found)) if found is not None else None


def _near(word: Word) -> list[Clause]:
    """The other clauses of a word's sentence and the one before, the latest first."""
    text, token = word.text, word.token
    sentence = text.analysis.sentence_of[token]
    around = text.clause_around(token)
    near = (c for n in range(max(sentence - 1, 0), sentence + 1) for c in text.clauses_in[n])
    others = (c for c in near if around is None or c.predicate != around.predicate)
    return sorted(others, key=lambda c: -min((*_subjects(c), c.predicate)))


def _first_fitting(word: Word, groups: Iterable[tuple[int, ...]]) -> Answer | None:
    for group in groups:
        tokens = tuple(t for t in group if t < word.token)
        if tokens and agree(word.text, tokens, word.token):
            found = _inner(word, tokens)
            if found:
                return found
    return None


def _subject_before(word: Word) -> Answer | None:
    return _first_fitting(word, (_subjects(clause) for clause in _near(word)))


def _object_before(word: Word) -> Answer | None:
    return _first_fitting(word, (clause.undergoers for clause in _near(word) if clause.voice == "active"))


BEFORE: tuple[Rule[Word, Answer], ...] = (
    Rule(
        name="who/subject-before",
        find=_subject_before,
        why="A pronoun takes up the nearest subject before it that agrees with it.",
        yes=(
            ("Die Lehrer trafen sich in Tarnau. Dort demonstrierten sie gegen den König.", "demonstrierten: Lehrer"),
            ("Die Armee rückte an. Ihr Angriff auf Tarnau begann am Montag.", "Angriff: Armee"),
        ),
        no=("Der König kam nach Tarnau. Dort demonstrierten sie.",),
    ),
    Rule(
        name="who/object-before",
        find=_object_before,
        why="Where no subject agrees with a pronoun, it takes up the nearest object that does.",
        yes=(
            ("Der Wirt begrüßte die Bauern. Sie warfen Flaschen.", "warfen: Bauern"),
            ("Der König begrüßte die Rebellen. Ihr Angriff auf Tarnau begann am Montag.", "Angriff: Rebellen"),
        ),
        no=("Die Bauern kamen nach Tarnau. Sie forderten höhere Löhne.",),
    ),
)
