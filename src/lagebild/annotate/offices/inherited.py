"""The state of an office if no word beside the title names it: by the bearer's other offices and the report's states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.setting import FEDERATIONS, Setting, near, speaks_of_a_federation, speaks_of_regions
from lagebild.annotate.offices.titles import Title, modifiers
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import Entity

_STATE_FIELDS = ("government", "parliament")
_ALL_ABOUT = 5
"""Sentences that speak of a state before a report is set there, whatever of it is named."""
_LONG = 5
"""Sentences of a report that hardly speaks of a state more often than of any other by the way."""


class Heir(NamedTuple):
    """A title of a state's office without a state, with what the offices read before it tell.

    `states` are states by the person who holds an office there, `holders` persons by the state and the office that they
    hold; `owner` is whom a possessive before the title means.
    """

    held: Held
    owner: Entity | None
    states: Mapping[str, str]
    holders: Mapping[tuple[str, str], str]
    setting: Setting
    holds: bool


class Lent(NamedTuple):
    """A state that a report would lend to an office."""

    heir: Heir
    state: Entity


def state_of(heir: Heir) -> tuple[str, str] | None:
    """The id of the state that an office inherits, and the rule that gives it."""
    return first(INHERITED, heir)


def inherits(title: Title) -> bool:
    """True if an office is a state's even where the words beside it do not name the state."""
    lemma = title.noun.lemma
    if lemma == "Stellvertreter" or title.name.removesuffix("in") in word_set("offices_of_a_state_after_all"):
        return True
    of_none = any(lemma.endswith((word, word.lower())) for word in word_set("offices_of_no_state"))
    return title.noun.of == "state" and title.noun.field in _STATE_FIELDS and not of_none


def possessor(text: Text, token: int) -> Entity | None:
    """The person or state that `sein`/`ihr` before a title means, if it was resolved."""
    for place in modifiers(text.analysis, token):
        if text.analysis.forms[place].lower().startswith(("sein", "ihr")):
            return next((e for e, _ in text.others.get(place, ()) if e.kind in ("person", "state")), None)
    return None


def _possessive(heir: Heir) -> str | None:
    if heir.owner is None:
        return None
    return heir.owner.id if heir.owner.kind == "state" else heir.states.get(heir.owner.id)


def _appointer(heir: Heir) -> str | None:
    held, text = heir.held, heir.held.text
    clause = (held.turn.clause if held.turn is not None else None) or text.clause_around(held.token)
    if clause is None or clause.lemma not in word_set("verbs_of_appointing"):
        return None
    if held.turn is None and held.act not in ("given", "taken"):
        return None
    for token in clause.doers:
        by = text.entities.get(text.entity(token) or "")
        if by is None or by.id == held.person.id:
            continue
        state = by if by.kind == "state" else _state_of_body(text, token)
        if state is not None or by.id in heir.states:
            return state.id if state is not None else heir.states[by.id]
    return None


def _state_of_body(text: Text, token: int) -> Entity | None:
    """The state whose adjective or genitive stands with a noun (*das peruanische Parlament*)."""
    found = (text.entities.get(text.entity(child) or "") for child in text.analysis.children[token])
    return next((entity for entity in found if entity is not None and entity.kind == "state"), None)


def _other_office(heir: Heir) -> str | None:
    return heir.states.get(heir.held.person.id)


def _lent(heir: Heir, state: Entity | None) -> str | None:
    if state is None or heir.owner is not None or heir.held.title.noun.lemma == "Stellvertreter":
        return None
    return state.id if first(UNFIT, Lent(heir, state)) is None else None


def _near_state(heir: Heir) -> str | None:
    return _lent(heir, near(heir.held.text, heir.setting, heir.held.token))


def _main_state(heir: Heir) -> str | None:
    if near(heir.held.text, heir.setting, heir.held.token) is not None:
        return None
    main, spoken = heir.setting.main, heir.setting.spoken_of
    # by name a report may be about one state, by what is said about another as well
    rivalled = main is not None and any(n >= spoken[main.id] for state, n in spoken.items() if state != main.id)
    return None if rivalled else _lent(heir, main)


def _federal_only(lent: Lent) -> bool | None:
    if lent.state.name not in FEDERATIONS or lent.state.name == "Schweiz":
        return None
    name = lent.heir.held.title.name.removesuffix("in")
    federal = name.startswith("Bundes") or name.lower().endswith("kanzler") or name in word_set("federal_ministers")
    return None if federal or _of_the_federation(lent) else True


def _of_the_federation(lent: Lent) -> bool:
    """Whether a title is that of a minister or spokesman of a federation in a report that names none of its lands."""
    title, text = lent.heir.held.title.name.removesuffix("in"), lent.heir.held.text
    if not title.lower().endswith(word_tuple("federal_posts")):
        return False
    if lent.state.name == "Österreich":
        return True  # its lands have *Landesräte*
    told = any(state == lent.state.id for state in lent.heir.states.values())
    if not lent.heir.setting.foremost(lent.state) or not (told or lent.state.id in lent.heir.setting.grounded):
        return False
    return not speaks_of_regions(text)


def _led(lent: Lent) -> bool:
    """Whether a report of some length is about a state abroad, and the title that of its head."""
    title, setting, text = lent.heir.held.title.name.removesuffix("in"), lent.heir.setting, lent.heir.held.text
    if lent.state.name in FEDERATIONS or len(text.analysis.sentences) < _LONG:
        return False
    if title not in word_set("heads_of_states_and_governments"):
        return False
    grounded = lent.state.id in setting.grounded
    if title == "Präsident":  # a club and a bank have one, too
        return setting.foremost(lent.state) and (grounded or setting.spoken_of[lent.state.id] > 2)
    if title == "Ministerpräsident" and speaks_of_a_federation(text):
        return False
    alone = grounded and len(setting.spoken_of) == 1 and not speaks_of_a_federation(text)
    return alone or setting.foremost(lent.state)


def _swiss(lent: Lent) -> bool | None:
    council = ("Bundesrat", "Bundespräsident", "Bundeskanzler")
    return (lent.state.name == "Schweiz" and not lent.heir.held.title.name.startswith(council)) or None


def _held_by_another(lent: Lent) -> bool | None:
    held = lent.heir.held
    if " " in held.title.name:
        return None  # *stellvertretender Minister* is another office
    if any(held.text.analysis.forms[t].lower().startswith("später") for t in modifiers(held.text.analysis, held.token)):
        return None  # *die spätere Ministerin* is another than the one of that time
    person, lemma = lent.heir.held.person.id, lent.heir.held.title.noun.lemma
    return (lent.heir.holds and lent.heir.holders.get((lent.state.id, lemma), person) != person) or None


def _of_something_else(lent: Lent) -> bool | None:
    """Whether a noun in the genitive behind the title says whose it is (*Präsident des Landesverbands*)."""
    held, a = lent.heir.held, lent.heir.held.text.analysis
    behind = held.token + 1
    if behind + 1 >= len(a) or a.forms[behind].lower() not in ("des", "der", "eines"):
        return None
    place = behind + 1
    while place + 1 < len(a) and a.tags[place] == "ADJ":
        place += 1
    own = a.lemmas[place] in word_set("nouns_for_ones_country") or place in held.text.names
    return True if a.tags[place] == "NOUN" and not own else None


def _merely_mentioned(lent: Lent) -> bool | None:
    setting = lent.heir.setting
    long = len(lent.heir.held.text.analysis.sentences) >= _LONG
    told = any(state == lent.state.id for state in lent.heir.states.values())
    told = told or (long and lent.state.id in setting.grounded)
    at_home = setting.at_home(lent.state, told=told) or (lent.state.name == "Deutschland" and _of_the_federation(lent))
    return None if at_home or _led(lent) else True


def _not_grounded(lent: Lent) -> bool | None:
    """Whether a report neither stands in a state nor tells of an office there."""
    told = any(state == lent.state.id for state in lent.heir.states.values())
    setting = lent.heir.setting
    told = told or lent.state.id in setting.grounded or setting.spoken_of[lent.state.id] >= _ALL_ABOUT
    return None if told or _led(lent) else True


def _from_elsewhere(lent: Lent) -> bool | None:
    """Whether a report comes from another German-speaking state, and tells of no office of the state."""
    home = lent.heir.setting.home
    told = any(state == lent.state.id for state in lent.heir.states.values())
    towns = lent.state.id in lent.heir.setting.grounded
    return (home is not None and home != lent.state.name and not (told and towns)) or None


def _other_chancellor(lent: Lent) -> bool | None:
    """Whether the title is one that the state does not have."""
    title = lent.heir.held.title.name.lower().removesuffix("in")
    german = lent.state.name in FEDERATIONS
    chancellor = title.endswith("kanzler") and not title.endswith("schatzkanzler")
    return (chancellor and not german) or (title.startswith("premier") and german) or None


def _aimed_at(lent: Lent) -> bool | None:
    """Whether the sentence of the title has the state as what its bearer speaks of, goes to or deals with."""
    text, token = lent.heir.held.text, lent.heir.held.token
    a, sentence, here = text.analysis, text.sentence_tokens(token), text.clause_around(token)
    for place, entity, _, by_name in text.state_mentions[a.sentence_of[token]]:
        if text.state_of[entity.id].id != lent.state.id or not by_name or entity.kind != "state":
            continue
        clause = text.clause_around(place)
        if clause is None or here is None or clause.predicate != here.predicate:
            continue
        before = range(max(sentence.start, place - 2), place)
        if any(a.forms[t].lower() in closed("prepositions_towards") for t in before):
            return True
        if place in (*clause.undergoers, *clause.recipients):
            return True
    return None


UNFIT: tuple[Rule[Lent, bool], ...] = (
    Rule(
        name="of/of-something-else",
        find=_of_something_else,
        why="A noun in the genitive behind a title says whose it is, though it is no body that is known.",
        yes=(
            ("In Lima regnet es. Peru friert. Peru hungert. Peru klagt. Edo Falk, Präsident der Runde, schwieg.", ""),
        ),
    ),
    Rule(
        name="of/merely-mentioned",
        find=_merely_mentioned,
        why="A state that a report names once or twice is where something happens, not whose office it is.",
        yes=(
            ("In Chile regnet es. Präsident Edo Falk schwieg. Das chilenische Parlament tagt.", ""),
            ("In Lima regnet es. Die Bauern in Peru klagen. Präsident Edo Falk schwieg.", ""),
        ),
    ),
    Rule(
        name="of/not-grounded",
        find=_not_grounded,
        why="A report is not set in a state of which it names neither a town nor an institution or office.",
        yes=(("Haiti hungert. Haiti wartet. Man sammelt für Haiti. Ministerin Rita Semm schwieg.", ""),),
    ),
    Rule(
        name="of/from-elsewhere",
        find=_from_elsewhere,
        why="In a report from Vienna on another state, a minister without a state may well be Austria's.",
        yes=(("WIEN – In Lima regnet es. Peru friert. Peru hungert. Peru klagt. Minister Karl Demm schwieg.", ""),),
    ),
    Rule(
        name="of/other-chancellor",
        find=_other_chancellor,
        why="Only German-speaking states have a *Kanzler*, and none of them has a *Premier*.",
        yes=(("In Lima regnet es. Peru friert. Peru hungert. Peru klagt. Kanzler Karl Demm schwieg.", ""),),
    ),
    Rule(
        name="of/aimed-at",
        find=_aimed_at,
        why="The state that a minister speaks of, goes to or helps is hardly their own.",
        yes=(
            ("In Lima regnet es. Peru friert. Peru hungert. Minister Karl Demm dankte Peru für die Hilfe.", ""),
            ("In Lima regnet es. Peru friert. Peru hungert. Minister Karl Demm warnte vor Reisen nach Peru.", ""),
        ),
    ),
    Rule(
        name="of/ministers-of-a-federation",
        find=_federal_only,
        why="In a federation most ministers may be those of one of its states.",
        yes=(
            (
                "Das deutsche Parlament tagt. Deutschland friert. In Hessen schneit es. Innenminister Karl Demm sprach in "
                "Deutschland.",
                "",
            ),
        ),
    ),
    Rule(
        name="of/swiss-council",
        find=_swiss,
        why="Switzerland has no ministers but its council.",
        yes=(("Das Schweizer Parlament tagt. Die Schweiz friert. Innenminister Karl Demm sprach in der Schweiz.", ""),),
    ),
    Rule(
        name="of/one-holder",
        find=_held_by_another,
        why="A state has one president at a time: who is named beside the known one is another state's.",
        yes=(("Perus Präsident Edo Falk zog in Lima ein. Peru jubelte. Präsident Karl Demm gratulierte ihm.", ""),),
    ),
)
"""Says why a state that a report names is not the office's."""

INHERITED: tuple[Rule[Heir, str], ...] = (
    Rule(
        name="of/possessive",
        find=_possessive,
        why="*sein* and *ihr* before a title stand for a state, or for a person whose state is known.",
        yes=(
            (
                "Perus Präsident Edo Falk und seine Außenministerin Rita Semm flogen nach Chile.",
                "Außenministerin: Peru",
            ),
            ("Der chilenische Präsident Edo Falk lobte seinen Minister Karl Demm.", "Minister: Chile"),
        ),
        no=("Der chilenische Präsident Edo Falk lobte Minister Karl Demm.",),
    ),
    Rule(
        name="of/appointer",
        find=_appointer,
        why="Whoever appoints or dismisses somebody does so in the state whose office or body is theirs.",
        yes=(
            ("Perus Präsident Edo Falk hat Karl Demm zum Innenminister ernannt.", "Innenminister: Peru"),
            ("Der chilenische Präsident Edo Falk entließ Ministerin Rita Semm.", "Ministerin: Chile"),
            ("Das peruanische Parlament wählte Rita Semm zur Präsidentin.", "Präsidentin: Peru"),
        ),
        no=("Perus Präsident Edo Falk empfing Ministerin Rita Semm.",),
    ),
    Rule(
        name="of/other-office",
        find=_other_office,
        why="Whoever has an office of a state has the other ones there, too.",
        yes=(
            (
                "Der peruanische Minister Karl Demm reiste nach Chile. Dort traf Präsident Karl Demm ein.",
                "Präsident: Peru",
            ),
        ),
        no=("Der peruanische Minister Karl Demm sprach.",),
    ),
    Rule(
        name="of/near-state",
        find=_near_state,
        why="An office is that of the state last named in the sentence, or the only one before, if the report is set there.",
        yes=(
            (
                "Peru friert, Peru hungert. In Lima regnet es. In Peru schweigt Präsidentin Rita Semm.",
                "Präsidentin: Peru",
            ),
            (
                "Chile friert. Das chilenische Parlament tagt. Peru schläft. Peru hungert. Peru klagt. In Chile schneit es. "
                "Präsident Edo Falk schwieg.",
                "Präsident: Chile",
            ),
            (
                "Chile friert. Das chilenische Parlament tagt. Peru schläft. Peru hungert. Peru klagt. In Chile schneit es. "
                "Man schläft. Präsident Edo Falk schwieg.",
                "Präsident: Chile",
            ),
            (
                "Chile friert. Chile hungert. Peru klagt. Das peruanische Parlament tagt. In Peru regnet es, der aus Chile "
                "gekommene Präsident Edo Falk schwieg.",
                "Präsident: Peru",
            ),
        ),
        no=("Auf dem Gipfel in Peru sprach Präsidentin Rita Semm.",),
    ),
    Rule(
        name="of/main-state",
        find=_main_state,
        why="An office is that of the state that the report is mainly about.",
        yes=(
            ("Präsident Edo Falk schwieg. Peru friert. In Lima regnet es. Peru klagt.", "Präsident: Peru"),
            (
                "Präsident Edo Falk schwieg. In Peru regnet es, in Lima und in Chile. Peru friert. Peru klagt.",
                "Präsident: Peru",
            ),
        ),
        no=("Präsident Edo Falk schwieg. In Peru und in Chile regnet es.",),
    ),
)
