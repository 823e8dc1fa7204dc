"""Finds subjects that the tree has in the wrong place by number: a German verb agrees with its subject.

Each function takes the analysis, a predicate and what the tree says of it, and returns heads of phrases. If the forms do
not contradict the tree, it returns what it was given.
"""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analysis import ROOT, Analysis
from lagebild.lexicon.words import closed
from lagebild.verbforms import is_zu_infinitive


def swapped(
    a: Analysis, verbs: Sequence[int], *, subjects: Sequence[int], objects: Sequence[int], bare: Sequence[int]
) -> tuple[int, int] | None:
    """A wrong subject and the phrase that is really the subject; None if the tree may be right.

    *Als Rebellen die Brücke stürmten*: the bridge is singular and the verb plural. `verbs` are the tokens of the verb
    complex, `objects` what the tree takes for objects, `bare` what it takes for adverbials without a preposition.
    """
    number = verb_number(a, verbs)
    if len(subjects) != 1 or not number or not _disagrees(a, subjects[0], number):
        return None
    for other in (*bare, *objects):
        nominal = a.tags[other] in ("NOUN", "PROPN") and a.feat(other, "Case") in ("Nom", "Acc", "")
        if nominal and a.feat(other, "Number") == number:
            return subjects[0], other
    return None


def verb_number(a: Analysis, verbs: Sequence[int]) -> str:
    """`Sing` or `Plur` of the finite verb of a complex; empty if there is none or its form does not say."""
    return next((n for t in verbs if a.feat(t, "VerbForm") == "Fin" and (n := a.feat(t, "Number"))), "")


def _disagrees(a: Analysis, subject: int, number: str) -> bool:
    """True if a subject is certainly singular and its verb plural.

    The opposite says nothing: many nouns have one form for both (*deren Sprecher bestritt*), above all without an
    article. A quantity may agree by its sense (*eine Reihe von Leuten kamen*).
    """
    if number != "Plur" or a.has(subject, "conj", "nummod"):
        return False
    if a.tags[subject] == "PRON":
        return a.forms[subject].casefold() == "er"
    articles = [c for c in a.dependents(subject, "det") if a.feat(c, "Number") == "Sing"]
    quantity = any(a.feat(c, "Number") == "Plur" for c in a.dependents(subject, "nmod", "appos"))
    return a.tags[subject] == "NOUN" and a.feat(subject, "Number") == "Sing" and bool(articles) and not quantity


def verb_first(a: Analysis, token: int, verbs: Sequence[int]) -> bool:
    """True if a conjoined clause begins with its verb and the first clause has its subject before its verb.

    Then both share that subject, and what follows the second verb is not its subject (*die Wache räumte den Platz und
    nahm Nela Orsk fest*).
    """
    first = a.heads[token]
    finite = min((t for t in verbs if a.feat(t, "VerbForm") == "Fin"), default=ROOT)
    opening = [c for c in a.dependents(token, "cc") if c == finite - 1]
    subjects = list(a.dependents(first, "nsubj"))
    if a.labels[token] != "conj" or not opening or len(subjects) != 1:
        return False
    theirs = min((t for t in (first, *a.dependents(first, "aux")) if a.feat(t, "VerbForm") == "Fin"), default=ROOT)
    agrees = verb_number(a, [theirs]) == verb_number(a, [finite]) if theirs != ROOT else False
    return agrees and max(subjects) < theirs


def clause_before(a: Analysis, token: int) -> int | None:
    """The clause that a subordinate clause without its own conjunction is conjoined with, or None.

    The tree may hang both on the same verb (*sie flohen, bevor die Wache kam und zwei Leute festnahm*).
    """
    label, head = a.labels[token], a.heads[token]
    joined = a.has(token, "cc") and not a.has(token, "mark", "nsubj", "nsubj:pass")
    if head == ROOT or not joined or label not in ("advcl", "ccomp", "acl", "acl:relcl"):
        return None
    before = [c for c in a.dependents(head, label) if c < token and a.has(c, "mark", "nsubj")]
    return before[-1] if before else None


def either_case(a: Analysis, token: int) -> bool:
    """True if the forms of a phrase fit both nominative and accusative."""
    words = [token, *a.dependents(token, "det", "det:poss", "amod")]
    for word in words:
        low = a.forms[word].lower()
        if a.tags[word] == "PRON" and low in closed("pronouns_of_one_case"):
            return False
        if a.tags[word] in ("DET", "PRON") and (
            low in ("der", "den") or (low.endswith(("er", "en")) and low != "ihrer")
        ):
            return False
        if a.tags[word] == "DET" and a.feat(token, "Gender") == "Masc" and a.feat(token, "Number") == "Sing":
            return False
    return True


def antecedent(a: Analysis, pronoun: int, noun: int) -> int:
    """The noun that a relative pronoun can mean: one further up if gender rules out the nearest."""
    gender = a.feat(pronoun, "Gender") if a.feat(pronoun, "Number") == "Sing" else ""
    here = noun
    for _ in range(3):
        if not gender or a.tags[here] == "PROPN" or a.feat(here, "Gender") in ("", gender):
            return here
        up = a.heads[here]
        while up != ROOT and a.tags[up] in ("VERB", "AUX", "ADJ") and a.labels[up] in ("acl", "amod", "xcomp"):
            up = a.heads[up]
        if up == ROOT or a.tags[up] not in ("NOUN", "PROPN") or up > pronoun:
            return noun
        here = up
    return noun


def by_case(a: Analysis, token: int, *, subjects: Sequence[int], objects: Sequence[int]) -> tuple[list[int], list[int]]:
    """Subjects and objects by case: a subject that cannot be one becomes an object, and the one object the subject."""
    wrong = [s for s in subjects if _no_subject(a, token, s)]
    right = [s for s in subjects if s not in wrong]
    if wrong and not right and len(objects) == 1 and not _no_subject(a, token, objects[0]):
        return list(objects), wrong
    return right, [*objects, *wrong]


def _no_subject(a: Analysis, token: int, subject: int) -> bool:
    """True if a phrase cannot be the subject: its article is accusative, or its verb is an infinitive with *zu*.

    *verlangte, den Minister freizulassen*: an infinitive has no subject of its own.
    """
    articles = [a.forms[c].lower() for c in a.dependents(subject, "det", "det:poss")]
    if a.feat(subject, "Number") == "Sing" and any(
        form in closed("masculine_accusative_articles") for form in articles
    ):
        return True
    marked = any(a.forms[c].lower() == "zu" for c in a.dependents(token, "mark"))
    finite = any(a.feat(t, "VerbForm") == "Fin" for t in (token, *a.dependents(token, "aux", "cop")))
    return not finite and (marked or is_zu_infinitive(a.forms[token], a.lemmas[token]))
