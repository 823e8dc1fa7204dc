"""What the words of a noun phrase say of its case and number, so far as they say anything."""

from __future__ import annotations

from functools import cache, lru_cache

from lagebild import lexicon
from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.tree.edit import ASIDE
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.nouns import nominative_plural, noun, somebody
from lagebild.lexicon.words import closed, closed_map, word_set

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_OPEN = frozenset("NA")
"""The cases of a phrase that shows none: nominative and accusative."""
_ANY = frozenset("NADG")
_DAYS = ("WEEKDAY", "WDABBR", "MONTH", "MABBR", "UNIT", "UNITS", "SEASON", "CENTURY", "CENTURIES", "PART", "PARTLOW")


def cases(a: Analysis, head: int) -> frozenset[str]:
    """The cases that a phrase can have, of N, A, D and G, by its article, its pronoun or its adjective."""
    if a.has(head, "case"):
        return frozenset()
    word = a.forms[head].lower()
    if a.tags[head] == "PRON":
        fitting = closed_map("pronoun_cases").get(word, "D" if word.endswith("em") else "NA")
        return frozenset("D") if "D" in fitting and a.feat(head, "Case") == "Dat" else frozenset(fitting)
    for child in sorted(a.dependents(head, "det", "det:poss")):
        if child < head and (known := _article(a, child, head)) is not None:
            return known
    if a.tags[head] == "NOUN" and a.feat(head, "Case") in ("Dat", "Gen") and not _same_in_all_cases(a, head):
        return frozenset(a.feat(head, "Case")[0])  # without an article the ending tells (*Kindern*), or the network
    return _OPEN


def _article(a: Analysis, article: int, head: int) -> frozenset[str] | None:
    form = a.forms[article].lower()
    known = closed_map("article_cases").get(form) or closed_map("article_cases").get(_ending(form))
    if known is None and form in closed("possessives"):
        known = "NA"
    if known is None:
        return None
    here = noun(a.forms[head])
    plural = a.feat(head, "Number") == "Plur" or (here is not None and here.number == "Plur")
    gender = (here.gender if here is not None else "") or a.feat(head, "Gender")[:1].lower()
    if form == "der" or form.endswith("er"):
        if plural:
            return frozenset("G")
        if not (here is not None and here.gender) and a.feat(head, "Case") in ("Dat", "Gen"):
            return frozenset("DG")  # *warf der Guerilla vor*: the network's gender and its case rule each other out
        if form == "der" or form.endswith(("ser", "jener", "jeder")):
            return frozenset("DG") if gender == "f" else frozenset("N") if gender == "m" else frozenset("NDG")
        return frozenset("DG")
    if form.endswith("en") and form != "einen" and plural:
        return frozenset("D")
    if "G" in known and a.feat(head, "Case") == "Gen":
        return frozenset("G")
    if (form in ("ein", "kein") or form in closed("possessives")) and gender == "m":
        return frozenset("N")
    return frozenset(known)


def _ending(form: str) -> str:
    """*diesen* as *-en*, for what is declined like an article."""
    return "-" + next((end for end in sorted(closed("adjective_endings")) if form.endswith(end)), "")


def _same_in_all_cases(a: Analysis, head: int) -> bool:
    """Whether a noun for many people ends in *-n* throughout, so that it may be the subject (*schossen Soldaten*)."""
    if a.labels[head] not in ("obl", ASIDE) or a.has(head, "det", "amod", "appos") or not a.forms[head].endswith("n"):
        return False
    here = somebody(a.forms[head])
    people = here is not None and here.kind in ("person", "office")
    return here is not None and people and nominative_plural(a.forms[head], here) == a.forms[head]


def number(a: Analysis, head: int) -> str:
    """`Sing` or `Plur` where the phrase shows it, else empty."""
    joined = [c for c in a.dependents(head, "conj") if a.tags[c] not in ("VERB", "AUX")]
    if joined:
        return _of_several(a, head, joined)
    if "Rel" in a.feat(head, "PronType"):
        return _of_antecedent(a, head)
    if a.forms[head].lower() in closed("pronouns_of_either_number"):
        return ""
    counts = [a.forms[c].lower() for c in a.dependents(head, "nummod")]
    if counts:
        return "Sing" if all(c.startswith("ein") and len(c) <= len("einer") for c in counts) else "Plur"
    if a.tags[head] == "PROPN" and (several := _plural_of_a_noun(a.forms[head])):
        return several
    if a.tags[head] == "PROPN" and named(a, head):
        return a.feat(head, "Number") if a.has(head, "det") else "Sing"
    if a.tags[head] == "NOUN" and (own := _number_of_woman(a.forms[head])):
        return own
    here = noun(a.forms[head]) if a.tags[head] == "NOUN" else None
    if here is not None and here.gender == "f" and here.number:
        return here.number  # *die Sekte*, whatever the network says
    if a.tags[head] == "NOUN" and alone(a, head) and (own := _number_of_what_is_theirs(a, head)):
        return own
    if a.tags[head] == "NOUN" and alone(a, head):
        return "Plur" if _counted(a.forms[head]) else ""
    return a.feat(head, "Number")


def _of_several(a: Analysis, head: int, joined: list[int]) -> str:
    """*X und Y* are several; *X oder Y*, and *jeder X und jeder Y*, may be spoken of as one."""
    links = {a.forms[c].lower() for j in joined for c in a.dependents(j, "cc")}
    each = any(a.forms[c].lower().startswith(("jed", "kein")) for c in a.dependents(head, "det"))
    return "" if each or not links & {"und", "sowie"} else "Plur"


def _of_antecedent(a: Analysis, pronoun: int) -> str:
    verb = a.heads[pronoun]
    while verb != ROOT and a.labels[verb] not in ("acl", "acl:relcl"):
        verb = a.heads[verb]
    if verb == ROOT or a.heads[verb] == ROOT:
        return ""
    return number(a, a.heads[verb])


def alone(a: Analysis, head: int) -> bool:
    """Whether a noun has no article, no number, no adjective, no genitive and no name with it."""
    beside = ("det", "det:poss", "nummod", "amod", "flat", "appos", "compound")
    return not a.has(head, *beside) and not any(a.tags[c] == "PROPN" and c == head + 1 for c in a.children[head])


@lru_cache(maxsize=20_000)
def _plural_of_a_noun(form: str) -> str:
    """`Plur` for several bodies that the network takes for a name (*Dorfmilizen*); empty for others."""
    here = noun(form)
    bodies = here is not None and here.kind in ("organisation", "group")
    return "Plur" if here is not None and bodies and here.number == "Plur" and here.base != form else ""


@lru_cache(maxsize=20_000)
def _number_of_woman(form: str) -> str:
    """The number of a noun in -in or -innen, which the ending tells for certain; empty for others."""
    here = somebody(form) if form.endswith(("in", "innen")) else None
    return here.number if here is not None and here.gender == "f" else ""


def _number_of_what_is_theirs(a: Analysis, head: int) -> str:
    """The number of a noun behind *dessen* or *deren*, where its form tells (*dessen Laden Vermummte plünderten*)."""
    here = noun(a.forms[head])
    theirs = any(a.forms[c].lower() in ("dessen", "deren") for c in a.children[head] if c < head)
    return here.number if theirs and here is not None else ""


@lru_cache(maxsize=20_000)
def _counted(form: str) -> bool:
    """Whether a noun is one for people, which has an article in the singular and none in the plural."""
    here = somebody(form)
    return here is not None and here.kind in ("person", "office") and here.number != "Sing"


def collective(a: Analysis, head: int) -> bool:
    """Whether a noun cannot be the title of one person: many people, or a body."""
    if a.tags[head] != "NOUN":
        return False
    here = noun(a.forms[head])
    if here is not None and here.kind in ("group", "organisation"):
        return True
    if a.has(head, "nummod"):
        return number(a, head) == "Plur"
    plural_article = any(a.feat(c, "Number") == "Plur" for c in a.dependents(head, "det", "amod"))
    return a.feat(head, "Number") == "Plur" and (
        plural_article or not a.has(head, "det") or (here is not None and here.number == "Plur")
    )


def named(a: Analysis, head: int) -> bool:
    """Whether a token begins or closes a name that the analyser found."""
    return head in a.names_over


def kind_of_name(a: Analysis, token: int) -> str:
    """`PER`, `LOC`, `ORG` or `OTH` of the name that a token is part of; empty for none."""
    return next((name.kind for name in a.names_over.get(token, ())), "")


def temporal(a: Analysis, token: int) -> bool:
    """Whether a word is one that times are made of: a weekday, a month, a unit."""
    word = a.forms[token].lower()
    return word in _temporal() or word.rstrip("s") in _temporal() or word in word_set("adverbial_nouns")


@cache
def _temporal() -> frozenset[str]:
    rows = lexicon.load("time_words")
    return frozenset(row["form"].lower().rstrip("~") for row in rows if row["class"] in _DAYS)


def bare(a: Analysis, token: int) -> bool:
    """Whether a phrase can be a subject or an object: a noun, a name, a pronoun or a number without a preposition."""
    if not any(map(str.isalnum, a.forms[token])):
        return False  # a sign, whatever the network takes it for
    if a.tags[token] not in NOMINAL or a.has(token, "case") or temporal(a, token):
        return False
    if a.tags[token] == "NUM" and a.forms[token][:1].isdigit():
        return False
    return not (a.tags[token] == "PRON" and a.forms[token].lower() in ("sich", "es"))


def in_genitive(form: str) -> bool:
    """Whether a word is a name of the gazetteer with the -s of the genitive (*Norlands*, but not *Paris*)."""
    return form.endswith("s") and known(form[:-1]) is not None
