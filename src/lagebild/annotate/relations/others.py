"""The other side of a tie that a noun names: what stands with it in the genitive, behind *von*, as a possessive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.relations.owners import name_before, name_behind, owner, owning_body
from lagebild.annotate.relations.sides import called, coordinated, prepositions
from lagebild.annotate.rule import Rule, fill
from lagebild.annotate.text import Text
from lagebild.reading import Entity

_LINKS = {"ally": ("von", "mit"), "opponent": ("von", "gegen"), "member": ("von", "in", "bei")}
"""The prepositions before the other side, where it is not *von* alone."""
_PHRASES = ("nmod", "obl", "nmod:poss")
Others = tuple[tuple[Entity, int], ...]
"""Entities with the token that each is named or described at."""


class Named(NamedTuple):
    """The token of a noun and the kind of tie that it names."""

    text: Text
    token: int
    kind: str


def others(text: Text, token: int, kind: str) -> Iterator[tuple[Entity, int, str]]:
    """Each other side of the noun at a token, with the token it stands at and the rule that finds it."""
    for found, rule in fill(OTHERS, Named(text, token, kind)):
        yield from ((entity, at, rule) for entity, at in found)


def _compound(case: Named) -> Others | None:
    part = case.text.part_of(case.token)
    return ((part[0], case.token),) if part is not None else None


def _possessive(case: Named) -> Others | None:
    a, found = case.text.analysis, []
    for child in a.children[case.token]:
        label = a.labels[child]
        if label == "det:poss" or (label == "det" and a.forms[child].casefold().startswith(("sein", "ihr"))):
            owner = next((e for e, _ in case.text.others.get(child, ()) if e.name_spans), None)
            found += [(owner, child)] if owner is not None else []
    return tuple(found) or None


def _meant_by_possessive(case: Named) -> Others | None:
    if _possessive(case) is not None:
        return None
    found = owner(case.text, case.token)
    return (found,) if found is not None else None


def _possessive_of_a_body(case: Named) -> Others | None:
    if case.kind not in ("founded", "member", "ally", "part") or _possessive(case) is not None:
        return None
    found = owning_body(case.text, case.token)
    return (found,) if found is not None else None


def _name_before(case: Named) -> Others | None:
    found = name_before(case.text, case.token)
    return (found,) if found is not None else None


def _name_behind(case: Named) -> Others | None:
    found = name_behind(case.text, case.token)
    return (found,) if found is not None else None


def _genitive(case: Named) -> Others | None:
    a = case.text.analysis
    phrases = [c for c in a.dependents(case.token, *_PHRASES) if a.feat(c, "Case") in ("Gen", "")]
    bare = [c for c in phrases if not prepositions(case.text, c)]
    return tuple((entity, c) for c in bare for entity in _bodies(case, c)) or None


def _bodies(case: Named, token: int) -> list[Entity]:
    """The entities that a phrase names; of a membership also a body that only a compound names."""
    found = list(coordinated(case.text, token))
    if not found and case.kind == "member" and (body := called(case.text, token)) is not None:
        found.append(body)
    return found


def _who_has(case: Named) -> Others | None:
    a = case.text.analysis
    clause = case.text.clause_of.get(a.heads[case.token]) if a.heads[case.token] >= 0 else None
    if clause is None or case.kind not in _LINKS:
        return None
    if clause.lemma in ("haben", "verlieren", "finden") and case.token in clause.undergoers:
        owners = clause.doers
    elif clause.lemma == "bleiben":
        owners = tuple(
            t for t in a.dependents(clause.predicate, "obl:arg", "iobj", "obl") if a.feat(t, "Case") == "Dat"
        )
    else:
        return None
    bare = [t for t in owners if t != case.token and not prepositions(case.text, t)]
    return tuple((entity, t) for t in bare for entity in coordinated(case.text, t)) or None


def _linked(case: Named) -> Others | None:
    links = _LINKS.get(case.kind, ("von",))
    phrases = case.text.analysis.dependents(case.token, *_PHRASES)
    linked = [c for c in phrases if (cases := prepositions(case.text, c)) and cases[0] in links]
    return tuple((entity, c) for c in linked for entity in _bodies(case, c)) or None


def _of_the_joined(case: Named) -> Others | None:
    a = case.text.analysis
    behind = case.token + 2
    if a.forms[case.token + 1 : behind] not in (("und",), ("sowie",)) or behind >= len(a):
        return None
    while behind < len(a) and a.tags[behind] == "ADJ":
        behind += 1
    if behind >= len(a) or a.tags[behind] != "NOUN" or behind in case.text.names:
        return None
    joined = case._replace(token=behind)
    return _genitive(joined) or (_linked(joined) if case.kind != "member" else None)


OTHERS: tuple[Rule[Named, Others], ...] = (
    Rule(
        name="to/compound",
        find=_compound,
        why="The first part of a compound names the other side.",
        yes=(
            ("OPEC-Mitglied Peru fehlte.", "Peru – OPEC: OPEC"),
            ("Edo Falk ist Greenpeace-Gründer.", "Edo Falk – Greenpeace: Greenpeace"),
        ),
        no=("Karl Demm ist Mitglied der SPD.",),
    ),
    Rule(
        name="to/possessive",
        find=_possessive,
        why="A possessive stands for the other side.",
        yes=(
            ("Edo Falk und seine Frau Rita Semm winkten.", "Rita Semm – Edo Falk: Edo Falk"),
            ("Edo Falk kam. Sein Bruder Karl Demm schwieg.", "Karl Demm – Edo Falk: Edo Falk"),
        ),
        no=("Karl Demm ist Mitglied der SPD.",),
    ),
    Rule(
        name="to/possessive-of-one-before",
        find=_meant_by_possessive,
        why="A possessive that nothing else resolves stands for the last person before it whose gender fits.",
        yes=(
            ("Karl Demm sprach lange, dessen Bruder Edo Falk schwieg.", "Edo Falk – Karl Demm: Karl Demm"),
            ("Rita Semm und deren Schwester Ada Brunn schwiegen.", "Ada Brunn – Rita Semm: Rita Semm"),
        ),
        no=("Man traf seinen Bruder Edo Falk.",),
    ),
    Rule(
        name="to/possessive-of-a-body",
        find=_possessive_of_a_body,
        why="Whose founder, member or partner somebody is may be the body that the sentence has named last.",
        yes=(
            ("Greenpeace trauert um seinen Gründer Karl Demm.", "Karl Demm – Greenpeace: Greenpeace"),
            ("Die SPD und ihr Koalitionspartner FDP stritten.", "FDP – SPD: SPD"),
        ),
        no=("Karl Demm sprach über Greenpeace, sein Bruder Edo Falk nicht.",),
    ),
    Rule(
        name="to/name-before",
        find=_name_before,
        why="The other side may stand before the noun, as a name with the genitive's *-s*.",
        yes=(
            ("Am Montag schwieg Falks Bruder Karl Demm. Edo Falk kam.", "Karl Demm – Edo Falk: Edo Falk"),
            ("Perus Verbündeter Ghana schwieg.", "Ghana – Peru: Peru"),
        ),
        no=("Edo Falk traf den Bruder von Karl Demm.",),
    ),
    Rule(
        name="to/name-behind",
        find=_name_behind,
        why="A name with the genitive's *-s* may stand right behind a noun in apposition.",
        yes=(("Man lobte Rita Semm, die Tochter Edo Falks.", "Rita Semm – Edo Falks: Edo Falks"),),
        no=("Man lobte die Tochter Rita Semm.",),
    ),
    Rule(
        name="to/genitive",
        find=_genitive,
        why="The other side stands in the genitive.",
        yes=(
            ("Karl Demm ist Mitglied der SPD.", "Karl Demm – SPD: SPD"),
            ("Ghana ist ein Mitgliedstaat der Afrikanischen Union.", "Ghana – Afrikanische Union: Afrikanische Union"),
        ),
        no=("Ghana ist ein Verbündeter von Peru.",),
    ),
    Rule(
        name="to/who-has",
        find=_who_has,
        why="Whoever has allies, or is left with some, is the other side.",
        yes=(
            ("Peru hat noch drei Verbündete: Ghana, Togo und Mali.", "Ghana – Peru: Peru"),
            ("Dem Staat Peru bleiben nur zwei Verbündete: Ghana und Togo.", "Togo – Peru: Peru"),
        ),
        no=("Ghana ist ein Verbündeter von Peru.",),
    ),
    Rule(
        name="to/linked",
        find=_linked,
        why="The other side stands behind *von*; of an ally also behind *mit*, of an opponent *gegen*, of a member *in*.",
        yes=(
            ("Ghana ist ein Verbündeter von Peru.", "Ghana – Peru: Peru"),
            ("Karl Demm ist ein Rivale von Rita Semm.", "Karl Demm – Rita Semm: Rita Semm"),
            ("Ghana ist der Bündnispartner mit Peru.", "Ghana – Peru: Peru"),
            ("Karl Demm ist ein Gegner gegen Rita Semm.", "Karl Demm – Rita Semm: Rita Semm"),
            ("Ghana ist Mitglied in der Afrikanischen Union.", "Ghana – Afrikanische Union: Afrikanische Union"),
        ),
        no=("Karl Demm ist Mitglied der SPD.", "Karl Demm ist Mitglied mit Rita Semm."),
    ),
    Rule(
        name="to/of-the-joined",
        find=_of_the_joined,
        why="Of two nouns joined by *und* the other side stands behind the second.",
        yes=(("Karl Demm, Mitglied und Wähler der SPD, schwieg.", "Karl Demm – SPD: SPD"),),
        no=("Karl Demm, Gründer und Redner, lobte Greenpeace.",),
    ),
)
