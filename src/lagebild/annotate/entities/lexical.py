"""Names that lexicons know (`Chile`, `Vereinte Nationen`), in any case, unless their surroundings say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import Analysis, Name
from lagebild.annotate.entities.announced import is_apart
from lagebild.annotate.entities.mention import Mention, form_at, over_known
from lagebild.annotate.entities.persons import part_of_a_state
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import Known, known_names, longest_from
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_tuple


class Single(NamedTuple):
    """A known name of one word."""

    analysis: Analysis
    token: int
    known: Known


def _in_a_person(case: Single) -> bool | None:
    a, token = case.analysis, case.token
    return (
        False
        if any(
            name.kind == "PER"
            and name.last - name.first > 1
            and a.forms[name.first][:1].isupper()
            and not (name.first == token and a.forms[token].endswith("s"))
            for name in a.names_over.get(token, ())
        )
        else None
    )


def _infinitive(case: Single) -> bool | None:
    form, before = case.analysis.forms[case.token], form_at(case.analysis, case.token - 1).lower()
    after_article = before in closed("before_infinitives")
    found = case.known.kind == "place" and form.endswith("en") and after_article and is_known(form.lower())
    return False if found else None


def _title(case: Single) -> bool | None:
    a, token = case.analysis, case.token
    here = noun(a.forms[token]) if case.known.kind == "organisation" else None
    if here is None or here.kind != "office" or form_at(a, token + 1)[:1].islower():
        return None
    if a.tags[token - 1] in ("DET", "ADP") and token:
        return None
    person = any(
        n.kind == "PER" and n.first == token + 1 and n.last - n.first > 1 for n in a.names_over.get(token + 1, ())
    )
    return False if person else None


SINGLE: tuple[Rule[Single, bool], ...] = (
    Rule(
        name="known/title",
        find=_title,
        why="A body that is called like its members is one of them right before a person's full name.",
        yes=(("Am Abend schwieg Bundesrat Karl Demm.", ""),),
        no=("Am Abend schwieg der Bundesrat.",),
    ),
    Rule(
        name="known/in-a-person",
        find=_in_a_person,
        why="A known name within what the analyser sees as a person's longer name is part of that.",
        yes=(("Am Abend sprach Ragnur Chile lange.", ""),),
    ),
    Rule(
        name="known/infinitive",
        find=_infinitive,
        why="A town's name that is a verb after *zum*, *beim* or *das* is the verb.",
        yes=(("Am Abend lud sie alle zum Essen ein.", ""),),
    ),
)
"""Says if a known name of one word is that name; if no rule answers, it is."""


def known_mentions(analysis: Analysis) -> Iterator[Mention]:
    """The longest known names, left to right."""
    forms, table, longest = analysis.forms, known_names(), longest_from()
    token = 0
    while token < len(forms):
        for length in range(min(longest.get(forms[token], 0), len(forms) - token), 0, -1):
            here = table.get(forms[token : token + length])
            if here is None or (length == 1 and not _is_name(Single(analysis, token, here))):
                continue
            mention = over_known(analysis, token, token + length, here)
            mention.number = "Plur" if here.gender == "pl" else "Sing"
            yield mention
            token += length - 1
            break
        else:
            behind = token > 0 and analysis.tags[token - 1] in ("DET", "ADP")
            noun_like = analysis.tags[token] == "NOUN" or (analysis.tags[token] == "PROPN" and behind)
            part = part_of_a_state(forms[token]) if noun_like else None
            if part is not None:  # *im Nordirak* passes for a noun
                yield over_known(analysis, token, token + 1, part)
        token += 1


def _is_name(case: Single) -> bool:
    found = first(SINGLE, case)
    return found is None or found[0]


class Wrapped(NamedTuple):
    """A known name and a longer one around it that the analyser sees."""

    analysis: Analysis
    around: Name
    mention: Mention


def _name_of_its_own(case: Wrapped) -> bool | None:
    here = noun(case.analysis.forms[case.around.first])
    return True if here is None or (here.kind == "organisation" and not is_apart(here)) else None


def _goes_on(case: Wrapped) -> bool | None:
    a, mention = case.analysis, case.mention
    start = case.around.first
    # *von der SPD zur CDU*: the analyser takes two abbreviations and what stands between them for one name
    if mention.kind == "organisation" and a.forms[start].isupper() and a.tags[start + 1] == "ADP":
        return False if is_known(a.forms[start + 1]) else None
    begins = mention.kind == "organisation" and mention.first == case.around.first and mention.last - mention.first > 1
    if not begins or mention.last >= case.around.last:
        return None
    following = a.forms[mention.last]
    return False if a.tags[mention.last] in ("NOUN", "ADP") and is_known(following) else None


def _part_of_it(case: Wrapped) -> bool | None:
    a, mention = case.analysis, case.mention
    ends = mention.kind == "organisation" and mention.last == case.around.last
    led = form_at(a, mention.first - 1) in ("der", "des", "von")
    before = form_at(a, mention.first - (2 if led else 1)).lower()
    return False if ends and before.endswith(word_tuple("bodies_of_a_body")) else None


WRAPPED: tuple[Rule[Wrapped, bool], ...] = (
    Rule(
        name="wrapped/part-of-it",
        find=_part_of_it,
        why="A known body behind *Fraktion der*, *Landesverband der* or *Gewerkschaft* is named by itself.",
        yes=(("Die Bundestagsfraktion der Grünen klagte.", ""),),
    ),
    Rule(
        name="wrapped/goes-on",
        find=_goes_on,
        why="The known name of a body is whole where a common noun or a preposition follows it.",
        yes=(
            ("Vor dem Wechsel begannen mit dem FC Bayern München Verhandlungen über Geld.", ""),
            ("Am Abend wechselte sie von der SPD zur CDU.", ""),
        ),
    ),
    Rule(
        name="wrapped/body",
        find=_name_of_its_own,
        why="A longer name that begins with a body's noun or with no known noun is a name of its own.",
        yes=(
            ("Am Abend kam die Quolm Energie Brandenburg AG.", ""),
            ("Die Bewegung Tehrik-i-Quolm Pakistan schwieg.", ""),
        ),
        no=("Am Abend tagte die Regierung Chiles.",),
    ),
)
"""Says if a longer name wins over a known one inside it; if no rule answers, it does not."""


def is_wrapped(analysis: Analysis, mention: Mention) -> bool:
    """True if the analyser sees a longer name of a body or a place around a known one that wins over it."""
    return any(
        found[0]
        for name in analysis.names_over.get(mention.first, ())
        if name.kind in ("ORG", "LOC")
        and mention.last <= name.last
        and name.last - name.first > mention.last - mention.first
        and (found := first(WRAPPED, Wrapped(analysis, name, mention))) is not None
    )
