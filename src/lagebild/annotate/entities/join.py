"""Descriptions joined to whom they mean: a name beside them, or somebody spoken of before; in doubt they stay apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lagebild.analysis import Analysis
from lagebild.annotate.entities import again, identified, taken_up
from lagebild.annotate.entities.body_kinds import kinds_of
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.described import Described, Key, only_or_last
from lagebild.annotate.entities.holders import same_office, so_called
from lagebild.annotate.entities.mention import OPENING, Mention, form_at
from lagebild.annotate.entities.not_meant import may_mean
from lagebild.annotate.entities.recent import Recent
from lagebild.annotate.entities.traits import Traits
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.body_kinds import kinds_by_noun
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, closed_map, word_set

_ANYBODY = ("Politiker", "Mann")
_COUNTRY = ("Land", "Staat")
_NEAR = 2
"""So many sentences before, somebody may be named whose office stands with a possessive."""

_GOVERNMENT = ("Regierung", "Bundesregierung")


# A name beside it


def _abbreviation(case: Described) -> Cluster | None:
    m = case.mention
    if case.kind != "organisation" or m.number == "Plur":
        return None
    found = _bracketed(case.analysis, m.last, case.by_first)
    if found is not None and case.analysis.forms[m.last] == "(" and "-" in m.name and " " not in m.name:
        m.sort = "name"
    return found


def _bracketed(analysis: Analysis, place: int, by_first: dict[int, Cluster]) -> Cluster | None:
    """`die Nordmeer-Gemeinschaft (NMG)`, `die Mission im Süden (MIS)`: an abbreviation after a body's noun."""
    forms = analysis.forms
    if form_at(analysis, place) not in ("(", "im", "in") and form_at(analysis, place) not in ("für", "der", "des"):
        return None
    for token in range(place, min(place + 5, len(forms) - 2)):
        if forms[token] == "(":
            found = by_first.get(token + 1)
            short = forms[token + 1].isupper() and forms[token + 2] == ")"
            return found if short and found is not None and found.kind == "organisation" else None
        if not (token == place or forms[token][:1].isupper() or forms[token] in ("der", "des", "für")):
            return None
    return None


def _name_after(case: Described) -> Cluster | None:
    """Who is named right after a description, quotation marks aside."""
    a, place = case.analysis, case.mention.last
    if case.mention.number == "Plur":
        return None
    if form_at(a, place) in OPENING:
        place += 1
    found = case.by_first.get(place)
    return found if found is not None and a.sentence_of[place] == a.sentence_of[case.mention.first] else None


def _place(case: Described) -> Cluster | None:
    found = _name_after(case)
    return found if found is not None and case.kind == found.kind == "place" else None


def _body(case: Described) -> Cluster | None:
    found = _name_after(case)
    if found is None or case.kind not in ("organisation", "group") or found.kind not in ("organisation", "place"):
        return None
    if any(kind == "place" for kind, _ in found.known):
        return None
    if found.kind == "place":
        found.kind, found.kind_rule = "organisation", "described/body-by-name"
    return found


# Somebody spoken of before


def _office(case: Described) -> Cluster | None:
    return only_or_last(_holders(case), last=bool(case.mention.state) or " " not in case.mention.name)


def _holders(case: Described) -> Iterator[Cluster]:
    """Persons who hold the office that a description names, of its state if it names one; the last one named first."""
    state = case.mention.state
    if not case.about_a_person or case.noun.kind != "office":
        return iter(())
    roles = [("role", *role) for role in case.recent.roles if same_office(case.noun.lemma, *role)]
    return (c for c in case.people(roles) if not state or c.state == state or any(s == state for _, s in c.roles))


def _office_of_somebody(case: Described) -> Cluster | None:
    m = case.mention
    if case.kind != "person" or case.noun.kind != "office" or m.number == "Plur" or " " in m.name:
        return None
    if form_at(case.analysis, m.first - 1).lower() not in closed("third_person_possessives"):
        return None
    roles = [("role", *role) for role in case.recent.roles if so_called(case.noun.lemma, role[0])]
    found = only_or_last(case.people(roles), last=False)
    sentence = case.analysis.sentence_of
    near = found is not None and sentence[case.recent.last(found)] >= sentence[m.first] - _NEAR
    return found if near and found is not None and found.gender == m.gender != "" else None


def _incumbent(case: Described) -> Cluster | None:
    sits = case.analysis.lemmas[case.mention.first - 1] == "amtierend"
    if not case.about_a_person or case.noun.kind != "office" or not sits or next(_holders(case), None) is not None:
        return None
    # An Amtsinhaber holds the office that somebody else wants, whichever it is.
    roles = [("role", *role) for role in case.recent.roles if role[0] == "Amtsinhaber"]
    return only_or_last(case.people(roles), last=bool(case.mention.state) or " " not in case.mention.name)


def _man(case: Described) -> Cluster | None:
    if not (case.about_a_person and case.plain and case.noun.lemma in _ANYBODY):
        return None
    gender = case.mention.gender
    near_by = (c for c in case.since(2, ("named", "person")) if may_mean(case, c))
    fits = (c for c in near_by if gender not in ("m", "f") or c.gender in (gender, ""))
    near = only_or_last(fits, last=False)
    return near if near is not None and near.gender == gender != "" else None


def _person(case: Described) -> Cluster | None:
    if not case.about_a_person or case.noun.kind == "office" or (case.plain and case.noun.lemma in _ANYBODY):
        return None
    return only_or_last(case.people([("named head", "person", case.noun.lemma)]), last=False)


def _government_of(case: Described) -> Cluster | None:
    state = case.mention.state
    if case.kind == "person" or case.noun.lemma != "Regierung" or not state or case.plain:
        return None
    if case.mention.number == "Plur":
        return None
    return next((c for c in _governments(case) if c.state == state), None)


def _governments(case: Described) -> Iterator[Cluster]:
    return case.recent.having([("head", "organisation", head) for head in _GOVERNMENT])


def _country_near(case: Described) -> Cluster | None:
    if not _is_country(case):
        return None
    return only_or_last(case.since(1, ("named", "state")), last=False)


def _country_of_the_text(case: Described) -> Cluster | None:
    if not _is_country(case) or next(case.since(1, ("named", "state")), None) is not None:
        return None
    states = sorted(case.recent.states, key=lambda c: -len(c.mentions))[:2]
    main = len(states) == 1 or (len(states) == 2 and len(states[0].mentions) > 2 * len(states[1].mentions))
    return states[0] if main else None


def _is_country(case: Described) -> bool:
    return case.kind != "person" and case.plain and case.noun.base in _COUNTRY


def _government(case: Described) -> Cluster | None:
    if case.kind != "organisation" or not case.plain or case.noun.base != "Regierung":
        return None
    return only_or_last(_governments(case), last=False)


def _is_body(case: Described) -> bool:
    """True if it points at a body with a simple noun that is neither a country's nor a government's."""
    other = case.noun.base in _COUNTRY or case.noun.base == "Regierung"
    return case.kind == "organisation" and case.plain and not other and case.noun.prefix == ""


def _same_noun(case: Described) -> Iterator[Cluster]:
    lemma = case.noun.lemma
    return case.recent.having(
        [
            ("named head", "organisation", lemma),
            ("word", lemma),
            ("known", closed_map("roles_of_described_bodies").get(lemma, "")),
        ]
    )


def _body_so_called(case: Described) -> Cluster | None:
    if not _is_body(case):
        return None
    found = list(islice(_same_noun(case), 2))
    return found[0] if found and (len(found) == 1 or case.recent.last(found[0]) > 0) else None


def _any_body(case: Described) -> Cluster | None:
    if not _is_body(case) or case.noun.lemma not in word_set("nouns_for_any_body"):
        return None
    if next(_same_noun(case), None) is not None:
        return None
    near = only_or_last(case.since(1, ("named", "organisation")), last=False)
    if near is None or kinds_of(near):
        return None if near is None or not kinds_of(near) & kinds_by_noun(case.noun) else near
    # A body's own name may say what it is, so that another noun hardly means it.
    return None if near.heads or any(noun(word) is not None for word in near.name_words) else near


def _alike(case: Described) -> Cluster | None:
    found = case.alike.get(case.key)
    return found if found is not None and may_mean(case, found) and not case.new else None


DESCRIBED: tuple[Rule[Described, Cluster], ...] = (
    Rule(
        name="described/abbreviation-behind",
        find=_abbreviation,
        why="An abbreviation in brackets behind the noun of a body is that body's name.",
        yes=(
            (
                "Quist rief die Nordmeer-Gemeinschaft (NMG) an. Die NMG schwieg.",
                "Nordmeer-Gemeinschaft: Nordmeer-Gemeinschaft, NMG, NMG",
            ),
        ),
    ),
    Rule(
        name="described/place-by-name",
        find=_place,
        why="The noun of a place right before a place's name describes it.",
        yes=(("Am Abend fuhr sie in die Hauptstadt Lima.", "Lima: Hauptstadt, Lima"),),
    ),
    Rule(
        name="described/body-by-name",
        find=_body,
        why="The noun of a body right before a name describes its bearer, unless the name is a known place's.",
        yes=(('Das Bündnis "Neue Ufer" trat zusammen.', "Neue Ufer: Bündnis, Neue Ufer"),),
    ),
    Rule(
        name="described/office",
        find=_office,
        why="The noun of an office with an article means the last holder named; with more words, the only one.",
        yes=(
            (
                "Präsident Edo Falk traf Präsident Otto Lohm. Der Präsident schwieg.",
                "Otto Lohm: Präsident, Otto Lohm, Präsident",
            ),
            (
                "Gestern kam Bundeskanzlerin Vera Lohm. Am Abend schwieg die Regierungschefin.",
                "Vera Lohm: Bundeskanzlerin, Vera Lohm, Regierungschefin",
            ),
        ),
        no=("Der peruanische Präsident Edo Falk kam an. Der chilenische Präsident blieb fern.",),
    ),
    Rule(
        name="described/office-of-somebody",
        find=_office_of_somebody,
        why="*seine Chefdiplomatin* means the only holder of that office in the text, if she was named just before.",
        yes=(
            (
                "Außenministerin Vera Lohm kam an. Otto Demm lobte seine Chefdiplomatin.",
                "Vera Lohm: Außenministerin, Vera Lohm, Chefdiplomatin",
            ),
        ),
        no=(
            "Außenminister Karl Lohm kam an. Otto Demm lobte seine Chefdiplomatin.",
            "Bauministerin Vera Lohm kam an. Otto Demm lobte seine Ministerin.",
        ),
    ),
    Rule(
        name="described/incumbent",
        find=_incumbent,
        why="Whoever is in office now is the one called *Amtsinhaber* before.",
        yes=(
            (
                "Gestern verlor Amtsinhaber Otto Lohm die Wahl. Der amtierende Präsident schwieg.",
                "Otto Lohm: Amtsinhaber, Otto Lohm, Präsident",
            ),
        ),
    ),
    Rule(
        name="described/man",
        find=_man,
        why="*der Mann* and *der Politiker* mean the only man that these three sentences name.",
        yes=(("Gestern traf Otto Lohm einen Fischer. Am Abend schwieg der Mann.", "Otto Lohm: Otto Lohm, Mann"),),
        no=("Gestern kamen Otto Lohm und Karl Demm. Am Abend schwieg der Mann.",),
    ),
    Rule(
        name="described/person",
        find=_person,
        why="Another noun for a person with an article means the only one so described.",
        yes=(
            (
                "Gestern kam der Fischer Otto Lohm. Es goss. Es blitzte. Alle warteten. Am Abend schwieg der Fischer.",
                "Otto Lohm: Fischer, Otto Lohm, Fischer",
            ),
        ),
    ),
    Rule(
        name="described/government-of-a-state",
        find=_government_of,
        why="A state's government is the one spoken of before.",
        yes=(
            (
                "Die neue peruanische Regierung tagte. Die peruanische Regierung schwieg.",
                "neue peruanische Regierung: Regierung, Regierung",
            ),
        ),
    ),
    Rule(
        name="described/country-near",
        find=_country_near,
        why="*das Land* means the only state that the sentence so far and the one before name.",
        yes=(("Chile und Peru stritten. Bolivien schwieg. Das Land hat keine Küste.", "Bolivien: Bolivien, Land"),),
        no=("Chile und Peru stritten lange. Das Land hat keine Küste.",),
    ),
    Rule(
        name="described/country-of-the-text",
        find=_country_of_the_text,
        why="Where no state is near, *das Land* means the text's only one or the one that it names more than twice as often.",
        yes=(("Chile streitet. Alle warteten. Am Abend regnete es. Das Land hat eine Küste.", "Chile: Chile, Land"),),
    ),
    Rule(
        name="described/government",
        find=_government,
        why="*die Regierung* means the only government that the text has so far.",
        yes=(
            (
                "Die peruanische Regierung tagte. Es goss. Es blitzte. Alle warteten. Am Abend schwieg die Regierung.",
                "peruanische Regierung: Regierung, Regierung",
            ),
        ),
    ),
    Rule(
        name="described/body",
        find=_body_so_called,
        why="The noun of a body with an article means the last body that was called so or has the noun in its name.",
        yes=(
            (
                'Das Bündnis "Neue Ufer" tagte. Es goss. Es blitzte. Alle warteten. Es taute. Am Abend schwieg das Bündnis.',
                "Neue Ufer: Bündnis, Neue Ufer, Bündnis",
            ),
            ("Gestern tagte die SPD. Es goss. Alle warteten. Am Abend schwieg die Partei.", "SPD: SPD, Partei"),
        ),
    ),
    Rule(
        name="described/any-body",
        find=_any_body,
        why="A noun for any body means the only one that the sentence so far and the one before name.",
        yes=(("Gestern streikte die NHU (Nord). Am Abend schwieg die Gewerkschaft.", ""),),
    ),
)
"""Whom a description means, by names and offices."""

ALIKE: tuple[Rule[Described, Cluster], ...] = (
    Rule(
        name="described/alike",
        find=_alike,
        why="Whoever is described in the same words is the same.",
        yes=(("Mehrere Fischer kamen. Die Fischer warteten lange.", "Fischer: Fischer, Fischer"),),
        no=("Ein Fischer kam. Am Abend ging ein Fischer.",),
    ),
)
"""Asked last; if no rule answers, it is somebody new."""


def join_descriptions(text: Text, clusters: list[Cluster], descriptions: list[Mention]) -> None:
    """Descriptions, left to right: to a body in apposition, to whom they take up, else to those described alike."""
    by_first = {m.first: c for c in clusters for m in c.mentions if m.sort == "name"}
    alike: dict[Key, Cluster] = {}
    recent, traits = Recent(clusters), Traits(text)
    for mention in sorted(descriptions, key=lambda m: m.first):
        assert mention.noun is not None
        recent.go_to(mention.first)
        case = Described(text.analysis, mention, mention.noun, by_first, recent, alike, traits)
        rules = (*identified.IDENTIFIED, *DESCRIBED, *taken_up.SOONER, *again.AGAIN, *taken_up.TAKEN_UP, *ALIKE)
        found, rule = first(rules, case) or (None, "")
        if found is None:
            found = Cluster(mention.kind, number=mention.number, state=mention.state)
            recent.enter(found)
        if not found.named:
            alike.setdefault(case.key, found)
        found.heads.add(mention.noun.lemma)
        found.add(mention, rule)
        recent.note(found, mention)
