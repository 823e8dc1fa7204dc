"""Descriptions that take up somebody without a name, or by a part of a word: *ein Bundesrichter … der Richter*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.described import Described, only_or_last
from lagebild.annotate.entities.not_meant import may_mean
from lagebild.annotate.rule import Rule
from lagebild.lexicon.words import closed, word_set

_REACH = 3
"""A shorter word takes up a longer one at most so many sentences back."""


def _apposed(case: Described) -> Cluster | None:
    a, m = case.analysis, case.mention
    head = a.heads[m.first]
    if case.kind != "person" or m.definite or a.labels[m.first] != "appos" or head < 0 or head > m.first:
        return None
    between = a.forms[head + 1 : m.first]
    found = next(case.since(0, ("kind", "person")), None) if "," in between else None
    return found if found is not None and found.last_before(m.first) == head and _gender(case, found) else None


def _who_it_is(case: Described) -> Cluster | None:
    """Who is named in the apposition behind a description (*der Täter, der Kellner Sven Oster, floh*)."""
    a, m = case.analysis, case.mention
    token = m.last - 1
    if not case.about_a_person or case.noun.kind == "office":
        return None
    behind = [c for c in a.dependents(token, "appos") if c > token]
    comma = a.forms[m.last : m.last + 1] == (",",)
    return _named_at(case, behind[0]) if comma and len(behind) == 1 and not a.has(behind[0], "conj") else None


def _identified(case: Described) -> Cluster | None:
    """*Bei dem Opfer handelt es sich um den Reeder X*, *der Täter ist der Student Y*."""
    a, token = case.analysis, case.mention.last - 1
    verb = a.heads[token]
    if not case.about_a_person or verb < 0 or case.noun.kind == "office":
        return None
    cases = {a.forms[c].lower() for c in a.dependents(token, "case")}
    if a.lemmas[verb] == "handeln" and cases & {"bei", "beim"}:
        about = [c for c in a.dependents(verb, "obl", "obl:arg", "obj") if "um" in _cases_of(case, c)]
        itself = any(a.forms[c].lower() == "es" for c in a.children[verb])
        return _named_at(case, about[0]) if itself and len(about) == 1 else None
    if a.labels[token] == "nsubj" and a.has(verb, "cop") and case.noun.lemma in word_set("parts_in_a_case"):
        helpers = [a.lemmas[c] for c in a.dependents(verb, "cop")]
        denied = any(a.forms[c].lower() in closed("negations") for c in a.children[verb])
        return _named_at(case, verb) if helpers == ["sein"] and not denied else None
    return None


def _cases_of(case: Described, token: int) -> set[str]:
    return {case.analysis.forms[c].lower() for c in case.analysis.dependents(token, "case")}


def _named_at(case: Described, token: int) -> Cluster | None:
    """The person whose name a phrase is or has in apposition; None if it is nobody's or of another sex."""
    a = case.analysis
    at = (token, *(c for c in a.dependents(token, "appos", "flat") if c > token))
    found = next((case.by_first[t] for t in at if t in case.by_first), None)
    return found if found is not None and found.kind == "person" and _gender(case, found) else None


def _gender(case: Described, cluster: Cluster) -> bool:
    own, other = case.mention.gender, cluster.gender
    return own not in ("m", "f") or other not in ("m", "f") or own == other


def _shorter_person(case: Described) -> Cluster | None:
    if not (case.about_a_person and case.plain) or case.noun.prefix or case.noun.lemma == "Mann":
        return None
    return only_or_last(_ending_alike(case), last=False)


def _shorter_body(case: Described) -> Cluster | None:
    if case.kind != "organisation" or not case.plain or case.noun.prefix:
        return None
    return only_or_last(_ending_alike(case), last=False)


def _ending_alike(case: Described) -> Iterator[Cluster]:
    """Those near whose description or name ends in the noun."""
    ending = case.noun.base.casefold()
    for cluster in case.since(_REACH, ("kind", case.kind)):
        words = (*cluster.bases, *cluster.name_words)
        alike = any(word.casefold().endswith(ending) for word in words)
        if alike and _gender(case, cluster) and may_mean(case, cluster):
            yield cluster


def _man_without_a_name(case: Described) -> Cluster | None:
    if not (case.about_a_person and case.plain and case.noun.lemma == "Mann"):
        return None
    fits = (c for c in case.since(_REACH, ("kind", "person")) if _gender(case, c) and may_mean(case, c))
    return only_or_last(fits, last=False)


def _named_near(case: Described) -> Cluster | None:
    told = case.noun.lemma == "Jähriger" or case.noun.field == "inhabitant"
    if not (case.about_a_person and case.plain and told) or case.key in case.alike:
        return None
    fits = (c for c in case.since(2 * _REACH, ("named", "person")) if _gender(case, c) and may_mean(case, c))
    return next(fits, None)


def _town(case: Described) -> Cluster | None:
    if case.kind != "place" or not case.plain or case.noun.base not in ("Stadt", "Ort", "Dorf"):
        return None
    so_called = only_or_last(case.since(2 * _REACH, ("named head", "place", case.noun.lemma)), last=True)
    return so_called or only_or_last(case.since(1, ("named", "place")), last=False)


AGAIN: tuple[Rule[Described, Cluster], ...] = (
    Rule(
        name="described/in-apposition",
        find=_apposed,
        why="A second description between commas is of the same person (*der Täter, ein Deutscher, floh*).",
        yes=(
            ("Am Abend schwieg der Täter, ein Fischer.", "Fischer: Täter, Fischer"),
            ("Gestern kam die Zeugin, eine junge Lehrerin, nach Wolm.", "junge Lehrerin: Zeugin, Lehrerin"),
        ),
        no=("Gestern kam der Täter mit einem Fischer.",),
    ),
    Rule(
        name="described/who-it-is",
        find=_who_it_is,
        why="A name in the apposition behind a description says who that is.",
        yes=(("Der Täter, der Kellner Otto Lohm, floh.", "Otto Lohm: Täter, Kellner, Otto Lohm"),),
        no=("Der Täter, dessen Kellner Otto Lohm war, floh.",),
    ),
    Rule(
        name="described/identified",
        find=_identified,
        why="*Bei … handelt es sich um* and, of a part in a case, *ist* say who somebody is.",
        yes=(
            ("Bei dem Opfer handelt es sich um den Fischer Otto Lohm.", "Otto Lohm: Opfer, Fischer, Otto Lohm"),
            ("Der Täter ist der Fischer Otto Lohm.", "Otto Lohm: Täter, Fischer, Otto Lohm"),
        ),
        no=("Bei dem Opfer saß der Fischer Otto Lohm.", "Der Täter ist nicht der Fischer Otto Lohm."),
    ),
    Rule(
        name="described/shorter-word-for-a-person",
        find=_shorter_person,
        why="With an article the last part of a word takes up the only person that the longer word means.",
        yes=(
            ("Gestern kam ein Bundesrichter. Am Abend schwieg der Richter.", "Bundesrichter: Bundesrichter, Richter"),
            ("Ein Luftwaffenmajor floh. Am Abend schwieg der Major.", "Luftwaffenmajor: Luftwaffenmajor, Major"),
        ),
        no=("Ein Bundesrichter und ein Landrichter kamen. Am Abend schwieg der Richter.",),
    ),
    Rule(
        name="described/shorter-word-for-a-body",
        find=_shorter_body,
        why="With an article the last part of a word takes up the only body whose name or noun ends so.",
        yes=(
            (
                "Eine Hafenkommission tagte. Am Abend schwieg die Kommission.",
                "Hafenkommission: Hafenkommission, Kommission",
            ),
            ("Ein Energiekonzern klagte. Am Abend schwieg der Konzern.", "Energiekonzern: Energiekonzern, Konzern"),
        ),
        no=("Ein Landgericht und ein Amtsgericht tagten. Am Abend schwieg das Gericht.",),
    ),
    Rule(
        name="described/man-without-a-name",
        find=_man_without_a_name,
        why="*der Mann* and *die Frau* mean the only person near of that sex, with or without a name.",
        yes=(
            (
                "Ein Bäcker kam. Es goss. Es blitzte. Alle warteten. Es taute. Ein Fischer kam. Am Abend schwieg der Mann.",
                "Fischer: Fischer, Mann",
            ),
            ("Am Montag kam eine Richterin. Dann schwieg die Frau.", "Richterin: Richterin, Frau"),
        ),
        no=("Ein Fischer und ein Richter kamen. Am Abend schwieg der Mann.",),
    ),
    Rule(
        name="described/age-or-origin",
        find=_named_near,
        why="With an article an age or where somebody is from takes up the person of that sex named last.",
        yes=(
            ("Gestern kam Otto Lohm. Am Abend schwieg der 61-Jährige.", "Otto Lohm: Otto Lohm, 61-Jährige"),
            ("Gestern kam Vera Lohm. Am Abend schwieg die Norwegerin.", "Vera Lohm: Vera Lohm, Norwegerin"),
        ),
        no=("Gestern kam ein 61-Jähriger. Am Abend traf Otto Lohm den 61-Jährigen.",),
    ),
    Rule(
        name="described/town",
        find=_town,
        why="*die Stadt* means the last place that was called so, else the only one near.",
        yes=(
            ("Die Stadt Tarnau brannte. Am Abend fuhr er in die Stadt.", "Tarnau: Stadt, Tarnau, Stadt"),
            ("In Belgrad brannte es. Am Abend fuhr er in die Stadt.", "Belgrad: Belgrad, Stadt"),
        ),
        no=(
            "In Belgrad und in Prag brannte es. Am Abend fuhr er in die Stadt.",
            "In Belgrad brannte es. Am Abend fuhr er in die Hauptstadt.",
        ),
    ),
)
"""Asked after names and offices."""
