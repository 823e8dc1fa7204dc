"""What a report tells of somebody's office by verbs and nouns: it begins, it ends, and why: `X trat zurück`, `Xs Tod`.

A clause is looked at by the words of `office_turns.tsv`, an event by its trigger: events know whom a pronoun means. What is
denied, planned, demanded, only believed or supposed neither begins nor ends an office.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from lagebild import lexicon
from lagebild.annotate.offices.acts import link_of
from lagebild.annotate.offices.held import Turn
from lagebild.annotate.offices.several import bearers
from lagebild.annotate.offices.titles import office_noun
from lagebild.annotate.offices.told import came_about, days, done_to, granted, kin, piece_of, refused, thought, undone
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon import Row
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import Event

_BARE = "@bare"
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TOLD = ("happened", "ongoing")


def turns_of(text: Text) -> Mapping[str, tuple[Turn, ...]]:
    """By the id of each person what a report tells of their offices, in the order of the text; clauses before events."""
    found: dict[str, list[Turn]] = defaultdict(list)
    for clause in text.clauses:
        for row in _rows(text, clause):
            whose = (t for token in _whose(text, clause, row) for t in _each_of(text, clause, token))
            persons = sorted({p for t in whose if (p := text.entity(t)) is not None and text.kinds.get(p) == "person"})
            persons = [p for p in persons if p not in _set_apart(text, clause.predicate)]
            if not persons or (row["means"] == "begins" and _another_title(text, clause)):
                continue
            came = granted(text, clause) if row["means"] == "asks" else came_about(text, clause, row)
            if came and not refused(text, clause, row):
                turn = _of_clause(text, clause, row)
                for person in persons:
                    found[person].append(turn)
            break
    for person, turn in _of_partners(text):
        found[person].append(turn)
    for event in text.reading.events:
        for turn, hit in _of_event(text, event):
            for person in hit:
                if person not in _set_apart(text, turn.token) and all(
                    other.token != turn.token for other in found[person]
                ):
                    found[person].append(turn)
    return {person: tuple(told) for person, told in found.items()}


@cache
def turns() -> Mapping[str, tuple[Row, ...]]:
    """By lemma the rows of `office_turns.tsv`."""
    found: dict[str, tuple[Row, ...]] = {}
    for row in lexicon.load("office_turns"):
        found[row["form"]] = (*found.get(row["form"], ()), row)
    return MappingProxyType(found)


def _rows(text: Text, clause: Clause) -> Iterator[Row]:
    """The rows that fit a clause, in their order."""
    form = text.analysis.forms[clause.predicate].lower()
    for row in turns().get(clause.lemma) or turns().get(form, ()):
        if _fits(text, clause, row):
            yield row


def _of_clause(text: Text, clause: Clause, row: Row) -> Turn:
    day = next((value for token, value in days(text, clause) if not _set_off(text, token)), None)
    means = "ends" if row["means"] == "asks" else row["means"]
    titles = _titles(text, piece_of(text, clause)) or _of_a_chair(text, clause, row)
    return Turn(means, clause, row["why"], clause.predicate, day, clause.tense, titles)


def _of_a_chair(text: Text, clause: Clause, row: Row) -> frozenset[str]:
    """The offices that end with a *Vorsitz*: whoever gives up that of a party may well stay minister."""
    given = (text.analysis.forms[token].lower() for token in (*clause.undergoers, *clause.doers))
    chair = "vorsitz" in row["with"].split() and any(form.endswith("vorsitz") for form in given)
    return word_set("offices_of_a_chair") if chair else frozenset()


def _of_event(text: Text, event: Event) -> Iterator[tuple[Turn, tuple[str, ...]]]:
    """What an event does to the offices of those who take part in it."""
    if event.status not in _TOLD or not event.trigger:
        return
    token = text.analysis.token_at(event.trigger[0].start)
    key = event.lemma.split()[-1] if event.lemma else ""
    if token is None or thought(text, token) or _sought(text, token):
        return
    clause = text.clause_of.get(token)
    around = clause or text.clause_around(token)
    rows = turns().get(key if clause is not None else key.lower(), ()) or (
        turns()["sterben"] if event.type == "DIE" else ()
    )
    row = next(
        (r for r in rows if r["who"] in ("doer", "undergoer") and (around is None or _fits(text, around, r))), None
    )
    if row is None or row["means"] == "begins":
        return
    if clause is not None and (not came_about(text, clause, row) or _has_object(text, clause, row)):
        return
    if clause is None and around is not None and around.lemma in word_set("verbs_of_escaping"):
        return
    if clause is None and around is not None and undone(text, around, token):
        return
    if clause is None and _of_somebody_else(text, token):
        return  # *nach dem Tod des Sohnes von X*: it is not X who died
    if around is not None and refused(text, around, {"with": f"{key.lower()} {row['with']}"}):
        return
    if around is not None and row["with"] and row["who"] == "doer" and _of_another(text, around, row):
        return
    whose = event.actors if row["who"] == "doer" or event.type == "DIE" else event.recipients
    persons = tuple(p for p in whose if text.kinds.get(p) == "person")
    if clause is None and not event.actors and not event.recipients:
        below = (text.entity(child) for child in text.analysis.dependents(token, "nmod"))
        persons = tuple(p for p in below if p is not None and text.kinds.get(p) == "person")
    value = (event.time or "").partition("T")[0]
    sentence = text.sentence_tokens(token)
    piece = piece_of(text, around) if around is not None else range(token, sentence.stop)
    tense = around.tense if clause is not None and around is not None else "none"
    day = value if _DAY.fullmatch(value) else None
    yield Turn(row["means"], around, row["why"], token, day, tense, _titles(text, piece)), persons


def _of_partners(text: Text) -> Iterator[tuple[str, Turn]]:
    """What nouns say of whoever stands behind their preposition (*Trauer um Minister X*)."""
    for token, form in enumerate(text.analysis.forms):
        rows = turns().get(form.lower(), ()) if text.analysis.tags[token] == "NOUN" else ()
        row = next((row for row in rows if row["who"] == "partner"), None)
        person = text.entity(token + 2) if row is not None and _before_a_person(text, token, row) else None
        if row is None or person is None or thought(text, token):
            continue
        clause = text.clause_around(token)
        if clause is None or came_about(text, clause, row):
            yield person, Turn(row["means"], clause, row["why"], token)


def _before_a_person(text: Text, token: int, row: Row) -> bool:
    """Whether a noun, its preposition and somebody who bears a title follow each other."""
    a = text.analysis
    if token + 2 >= text.sentence_tokens(token).stop or a.forms[token + 1].lower() not in row["with"].split():
        return False
    return text.kind(token + 2) == "person" and office_noun(a.forms[token + 2]) is not None


def _sought(text: Text, token: int) -> bool:
    """Whether a noun is what somebody moves for, decides about or asks for (*Mehrheit für Rücktritt*)."""
    a, place = text.analysis, token - 1
    while place > 0 and a.tags[place] in ("DET", "ADJ"):
        place -= 1
    if place < 1 or a.tags[place] != "ADP":
        return False
    return a.lemmas[place - 1].casefold().endswith(word_tuple("nouns_for_seeking_an_end"))


def _has_object(text: Text, clause: Clause, row: Row) -> bool:
    """Whether a verb that needs none has a thing as its object (*trat das Grundstück ab*)."""
    alone = row["who"] == "doer" and not row["with"] and clause.voice == "active"
    return alone and any(text.kind(token) != "person" for token in clause.undergoers)


def _titles(text: Text, tokens: range) -> frozenset[str]:
    """The offices that a clause itself names as what begins or ends (`als Minister`, `vom Amt des Ministers`)."""
    nouns = ((t, office_noun(text.analysis.forms[t])) for t in tokens)
    return frozenset(noun.lemma for t, noun in nouns if noun is not None and link_of(text, t) in ("als", "amt"))


def _set_off(text: Text, token: int) -> bool:
    """Whether a day is no more than a beginning, an end or a bound (*seit Montag*)."""
    before: Sequence[str] = text.analysis.forms[max(token - 2, 0) : token]
    return any(form.lower() in closed("prepositions_of_bounds") for form in before)


def _fits(text: Text, clause: Clause, row: Row) -> bool:
    """Whether the nouns of a clause are those that a row asks for, and none that it excludes.

    With a preposition before it (`aus:kabinett`), a noun has to stand behind that.
    """
    with_, without, a = tuple(row["with"].split()), tuple(row["without"].split()), text.analysis
    piece = piece_of(text, clause)
    nouns = [token for token in piece if a.tags[token] in ("NOUN", "PROPN", "ADJ")]
    words = [form.lower() for token in nouns for form in (a.forms[token], a.lemmas[token])]
    if without and any(word.endswith(without) for word in words):
        return False
    if with_ == (_BARE,):
        return _bare(text, clause)
    behind = {f"{preposition}:{a.forms[token].lower()}" for preposition, token in clause.obliques}
    if not behind.isdisjoint(with_):
        return True
    return not with_ or any(word.endswith(with_) for word in words) or any(a.forms[t].lower() in with_ for t in piece)


def _bare(text: Text, clause: Clause) -> bool:
    """Whether a verb stands alone with its subject, or with no more than a time (*Minister X geht am Montag*)."""
    a = text.analysis
    others = [*clause.undergoers, *clause.recipients, *(token for _, token in clause.obliques)]
    timeless = (token for token in others if text.time_at(a.starts[token]) is None)
    adverbs = (
        c for c in a.dependents(clause.predicate, "advmod", "xcomp", "advcl") if text.time_at(a.starts[c]) is None
    )
    return (
        not clause.content
        and not any(timeless)
        and not any(a.forms[c].lower() not in ("jetzt", "nun") for c in adverbs)
    )


def _whose(text: Text, clause: Clause, row: Row) -> tuple[int, ...]:
    """Those whose office it is."""
    if row["who"] == "of":
        return _owners(text, clause, row)
    if row["who"] == "undergoer":
        return done_to(text, clause)
    if row["who"] == "denied":
        return done_to(text, clause) if clause.negated else ()
    if row["who"] == "lost":
        return _lost(text, clause)
    if row["who"] == "partner":
        return _partners(text, clause)
    if clause.voice == "passive":
        return ()
    if row["with"] and row["with"] != _BARE:
        return () if _of_another(text, clause, row) else _giving_up(text, clause, row)
    return _alone(text, clause)


def _partners(text: Text, clause: Clause) -> tuple[int, ...]:
    """Who stands behind *von*, *gegen* or *um*; also where the tree has hung them on *mit Wirkung* before it."""
    a, prepositions = text.analysis, closed("prepositions_of_partners")
    named = tuple(token for preposition, token in clause.obliques if preposition in prepositions)
    if named:
        return named
    things = (t for _, t in clause.obliques if text.kind(t) is None and not _of_somebody_else(text, t))
    below = (c for token in things for c in a.dependents(token, "nmod"))
    return tuple(c for c in below if any(a.forms[mark].lower() in prepositions for mark in a.dependents(c, "case")))


def _of_somebody_else(text: Text, token: int) -> bool:
    """Whether a noun, or one that hangs on it, is somebody's kin (*nach dem Tod des Sohnes von X*)."""
    a = text.analysis
    return any(a.lemmas[t] in kin() for t in (token, *a.dependents(token, "nmod")))


def _set_apart(text: Text, token: int) -> frozenset[str]:
    """Whom a sentence says it was not, but another (*nicht Minister A, sondern Ministerin B trat zurück*)."""
    a, sentence = text.analysis, text.sentence_tokens(token)
    found: set[str] = set()
    for place in sentence:
        if a.forms[place].lower() != "nicht" or (place > sentence.start and a.tags[place - 1] in ("AUX", "VERB")):
            continue
        comma = place > sentence.start and a.forms[place - 1] == ","
        behind = place + 1
        while behind < sentence.stop and a.tags[behind] in ("DET", "ADJ"):
            behind += 1
        person = text.entity(behind) if behind < sentence.stop and text.kind(behind) == "person" else None
        if person is not None and (comma or any(a.forms[t].lower() == "sondern" for t in sentence)):
            found.add(person)
    return frozenset(found)


def _giving_up(text: Text, clause: Clause, row: Row) -> tuple[int, ...]:
    """The doers, or the object where the tree has taken what is given up for the subject (*reichte sein Gesuch ein*)."""
    ends, forms = tuple(row["with"].split()), text.analysis.forms
    swapped = clause.doers and all(forms[token].lower().endswith(ends) for token in clause.doers)
    return clause.undergoers if swapped else clause.doers


def _each_of(text: Text, clause: Clause, token: int) -> Iterator[int]:
    """Somebody who takes part, and the others: of a list behind the verb, or who bear a plural title together."""
    yield token
    yield from _listed(text, clause, token)
    yield from (name for _, (name, _) in bearers(text, token))


def _listed(text: Text, clause: Clause, token: int) -> Iterator[int]:
    """The further names of a list behind the verb (*Gehen mussten Minister A, Ministerin B und Minister C*)."""
    a, stop = text.analysis, text.sentence_tokens(token).stop
    if token < clause.predicate or clause.predicate != max(clause.verbs, default=clause.predicate):
        return
    while token < stop:
        if token in text.names and text.names[token][0].kind == "person":
            yield token
            token = text.names[token][1]
        elif a.forms[token] in (",", "und", "sowie") or a.tags[token] in ("DET", "ADJ") or office_noun(a.forms[token]):
            token += 1
        else:
            return


def _lost(text: Text, clause: Clause) -> tuple[int, ...]:
    """Who is *nicht mehr im Amt*, or rid of it."""
    forms = [text.analysis.forms[t].lower() for t in piece_of(text, clause)]
    no_more = any(one in closed("negations") and other in ("mehr", "länger") for one, other in pairwise(forms))
    return clause.doers if no_more or clause.lemma == "los" or "los" in forms else ()


def _of_another(text: Text, clause: Clause, row: Row) -> bool:
    """Whether what ends is another's (*erklärte den Rücktritt der Ministerin für überfällig*)."""
    a, ends = text.analysis, tuple(row["with"].split())
    objects = (t for t in clause.undergoers if a.forms[t].lower().endswith(ends))
    below = (c for t in objects for c in a.dependents(t, "nmod") if not _passed_on(text, c))
    return any(text.kind(c) == "person" and text.entity(c) not in {text.entity(t) for t in clause.doers} for c in below)


def _passed_on(text: Text, token: int) -> bool:
    """Whether somebody is the one to whom an office is given (*übergab das Amt an X*), and not the one who has it."""
    return any(text.analysis.forms[mark].lower() == "an" for mark in text.analysis.dependents(token, "case"))


def _owners(text: Text, clause: Clause, row: Row) -> tuple[int, ...]:
    """Whose it is that ends (*die Amtszeit des Ministers X*), or else the only person who is named beside it."""
    ends, a = tuple(row["with"].split()), text.analysis
    subjects = (*clause.doers, *clause.undergoers)
    over = [token for token in subjects if a.forms[token].lower().endswith(ends)]
    if not over:
        return ()
    below = tuple(c for token in over for c in a.dependents(token, "nmod") if text.kind(c) == "person")
    if below:
        return below
    named = [t for t in piece_of(text, clause) if t in text.names and text.names[t][0].kind == "person"]
    return tuple(named) if len(named) == 1 else ()


def _alone(text: Text, clause: Clause) -> tuple[int, ...]:
    """Who takes part in a verb without object, which the tree often takes for one."""
    if any(text.kind(token) != "person" for token in clause.undergoers):
        return ()
    persons = [token for token in (*clause.doers, *clause.undergoers) if text.kind(token) == "person"]
    return tuple(persons) if len({text.entity(token) for token in persons}) == 1 else clause.doers


def _another_title(text: Text, clause: Clause) -> bool:
    """Whether a clause names a title of its own (*als Präsident vereidigt*): it is that office that begins."""
    return any(preposition in ("als", "zu") and text.kind(token) == "person" for preposition, token in clause.obliques)
