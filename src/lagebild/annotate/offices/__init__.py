"""Who holds which office: each place where a report ties a named person to an office, a rank or a function.

Three ways to say it are read: a title beside a name (`Außenministerin X`, `X, Sprecher der Werft`), a sentence that
gives somebody an office (`X ist …`, `X wurde zum … gewählt`), and one that ends it (`X trat als … zurück`). A title
that merely takes up somebody named before (`der Präsident`) is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from lagebild.annotate.offices.acts import in_acts
from lagebild.annotate.offices.around import body_around
from lagebild.annotate.offices.beside import beside_names
from lagebild.annotate.offices.bodies import body_of
from lagebild.annotate.offices.dates import begin_of, end_of
from lagebild.annotate.offices.elsewhere import Again, told_elsewhere
from lagebild.annotate.offices.ends import end_cause_of, turned
from lagebild.annotate.offices.held import Held, Turn
from lagebild.annotate.offices.inherited import Heir, inherits, possessor, state_of
from lagebild.annotate.offices.nouns import by_nouns
from lagebild.annotate.offices.sentences import in_sentences
from lagebild.annotate.offices.setting import setting
from lagebild.annotate.offices.several import of_several
from lagebild.annotate.offices.status import ELSEWHERE, TOLD, status_of
from lagebild.annotate.offices.titles import office_noun
from lagebild.annotate.offices.turns import turns_of
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import feminine_of
from lagebild.reading import Office


class Read(NamedTuple):
    """An office and the title that tells it."""

    office: Office
    held: Held


class Taken(NamedTuple):
    """A title, and the office that was read before it."""

    held: Held
    before: Office


def annotate(text: Text) -> tuple[Office, ...]:
    """The offices of a report, in the order of the text; needs its entities, and its times for from and to."""
    told = turns_of(text)
    found = [read for held in of_several(text) if (read := _read(held, told)) is not None]
    taken = {read.held.token for read in found}
    beside = (held for held in beside_names(text) if held.token not in taken)
    found += [read for held in beside if (read := _read(held, told)) is not None]
    taken.update(read.held.token for read in found)
    acts = [read for held in in_acts(text) if held.token not in taken and (read := _read(held, told)) is not None]
    found += acts
    taken.update(read.held.token for read in acts)
    nouns = [read for held in by_nouns(text) if held.token not in taken and (read := _read(held, told)) is not None]
    found += nouns
    taken.update(read.held.token for read in nouns)
    for held in in_sentences(text):
        read = _read(held, told) if held.token not in taken else None
        if read is not None:
            taken.add(held.token)
            found.append(read)
    found.sort(key=lambda read: (read.office.start, read.office.end))
    return tuple(_inherit(text, found))


def _read(held: Held, told: Mapping[str, tuple[Turn, ...]]) -> Read | None:
    held = turned(held, told)
    status, body = status_of(held), body_of(held) or body_around(held)
    if status is None:
        return None
    attribute = held.turn is not None and held.turn.clause is not None and held.turn.clause.kind == "participle"
    if status[1] not in TOLD and not attribute:
        held = held._replace(turn=None)
    if status[1] != ELSEWHERE:
        held = held._replace(elsewhere=None)
    begin, end = begin_of(held), end_of(held)
    cause = end_cause_of(held) if status[0] == "former" else None
    because = {"title": held.rule, "status": status[1]}
    filled = (("of", body), ("from", begin), ("to", end), ("end_cause", cause))
    because |= {field: found[1] for field, found in filled if found is not None}
    analysis = held.text.analysis
    office = Office(
        person=held.person.id,
        title=held.title.name,
        of=body[0].id if body is not None else None,
        status=status[0],
        since=begin[0] if begin is not None else None,
        until=end[0] if end is not None else None,
        end_cause=cause[0] if cause is not None else None,
        start=analysis.starts[min(held.token, held.name[0])],
        end=analysis.ends[max(held.token, held.name[1] - 1)],
        because=because,
    )
    return Read(office, held)


def _inherit(text: Text, found: list[Read]) -> list[Office]:
    """The offices, with the state of a state's office filled in where the words beside the title do not name it."""
    offices: list[Office] = []
    states = {
        office.person: office.of
        for office, held in reversed(found)
        if office.of is not None and inherits(held.title) and text.entities[office.of].kind in ("state", "place")
    }
    holders = {
        (o.of, h.title.noun.lemma): o.person
        for o, h in found
        if o.of is not None and o.status == "holds" and " " not in h.title.name
    }
    told = _told(found)
    lacking = any(read.office.of is None and inherits(read.held.title) for read in found)
    named = setting(text) if lacking else None
    for read in found:
        office = _taken_up(read, offices[-1]) if offices else read.office
        title = read.held.title
        if named is not None and office.of is None and inherits(title):
            owner = possessor(text, read.held.token)
            body = state_of(Heir(read.held, owner, states, holders, named, office.status == "holds"))
            if body is not None:
                states.setdefault(office.person, body[0])
                if office.status == "holds" and " " not in title.name:
                    holders.setdefault((body[0], title.noun.lemma), office.person)
                office = msgspec.structs.replace(office, of=body[0], because={**office.because, "of": body[1]})
        again = told_elsewhere(Again(read.held, told)) if office.of is None else None
        if again is not None:
            office = msgspec.structs.replace(office, of=again[0], because={**office.because, "of": again[1]})
        offices.append(office)
    return offices


def _told(found: list[Read]) -> dict[tuple[str, str], frozenset[str]]:
    """By person and title the bodies that the report names for it."""
    bodies: dict[tuple[str, str], set[str]] = {}
    for office, held in found:
        if office.of is not None:
            bodies.setdefault((office.person, held.title.noun.lemma), set()).add(office.of)
    return {key: frozenset(named) for key, named in bodies.items()}


def _taken_up(read: Read, before: Office) -> Office:
    """An office under the title that it takes up, if it does."""
    found = first(TAKEN_UP, Taken(read.held, before))
    if found is None:
        return read.office
    return msgspec.structs.replace(read.office, title=found[0], because={**read.office.because, "title": found[1]})


def _colleague(taken: Taken) -> str | None:
    if taken.held.title.noun.lemma != "Amtskollege":
        return None
    here = office_noun(taken.before.title.split()[-1])
    if here is None:
        return None
    return feminine_of(here.lemma, "") if taken.held.title.noun.gender == "f" else here.lemma


TAKEN_UP: tuple[Rule[Taken, str], ...] = (
    Rule(
        name="title/colleague",
        find=_colleague,
        why="*Amtskollege* stands for the office that was named just before, in the bearer's gender.",
        yes=(
            ("Außenminister Karl Demm traf seinen Amtskollegen Edo Falk.", "Außenminister: Außenminister"),
            ("Minister Karl Demm traf seine Amtskollegin Rita Semm.", "Ministerin: Ministerin"),
        ),
        no=("Außenminister Karl Demm traf Minister Edo Falk.",),
    ),
)
