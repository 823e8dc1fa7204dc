"""The status of a tie: it holds, is over, is intended, or is suspended."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from lagebild.analysis import ROOT
from lagebild.annotate.relations.dates import dates_of
from lagebild.annotate.relations.ties import Tie
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import RelationStatus

_PAST = ("past", "perfect", "pluperfect")
_FOR_GOOD = ("founded", "kin")
"""Ties that do not end."""


class Told(NamedTuple):
    """A tie and the report that tells it."""

    text: Text
    tie: Tie


def status_of(text: Text, tie: Tie) -> tuple[RelationStatus, str] | None:
    """The status of a tie and the rule that gives it."""
    return first(STATUS, Told(text, tie))


def is_over(text: Text, token: int) -> bool:
    """True if the noun at a token has a prefix that says that it is over (`Ex-Mitglied`)."""
    here = noun(text.analysis.forms[token])
    return here is not None and here.prefix.startswith(word_tuple("prefixes_of_former"))


def _former_prefix(told: Told) -> RelationStatus | None:
    token = told.tie.noun
    over = token is not None and told.tie.kind not in _FOR_GOOD and is_over(told.text, token)
    return "former" if over else None


def _former_adjective(told: Told) -> RelationStatus | None:
    if told.tie.qualified is None or told.tie.kind in _FOR_GOOD:
        return None
    analysis = told.text.analysis
    words = (analysis.forms[c].casefold() for c in analysis.dependents(told.tie.qualified, "amod", "advmod"))
    return "former" if any(word.startswith(word_tuple("beginnings_of_former")) for word in words) else None


def _in_mind(told: Told) -> RelationStatus | None:
    return "intended" if told.tie.aimed else None


def _past_tense(told: Told) -> RelationStatus | None:
    clause = told.tie.clause if not told.tie.begun else None
    land = told.tie.kind == "part" and told.tie.source.kind in ("place", "state")
    over = clause is not None and clause.tense in _PAST and (land or told.tie.kind in ("member", "party"))
    return "former" if over else None


def _aimed_at(told: Told) -> RelationStatus | None:
    if told.tie.kind != "ally" or told.tie.noun is not None:
        return None
    first_token = told.text.tokens(told.tie.span)[0]
    return "intended" if "Ziel" in told.text.analysis.forms[max(first_token - 2, 0) : first_token] else None


def _broken_off(told: Told) -> RelationStatus | None:
    if told.tie.kind != "diplomatic":
        return None
    analysis = told.text.analysis
    token = told.text.tokens(told.tie.span)[0]
    clause = told.text.clause_around(token)
    breaks = clause is not None and clause.lemma in word_set("verbs_of_breaking_off")
    if breaks and clause is not None and not clause.modals and not clause.negated and clause.tense != "future":
        return "interrupted" if clause.kind != "infinitive" else None
    if any(analysis.forms[t].lower() in ("keine", "keinerlei") for t in range(max(token - 2, 0), token + 1)):
        return "interrupted"
    behind = analysis.forms[token : told.text.sentence_tokens(token).stop]
    if ("auf", "Eis") in pairwise(behind) and not (clause and (clause.modals or clause.negated)):
        return "interrupted"
    return "interrupted" if any(form.startswith(word_tuple("broken_off")) for form in behind) else None


def _for_years(told: Told) -> RelationStatus | None:
    token = told.tie.qualified
    if token is None or told.tie.kind in _FOR_GOOD:
        return None
    before = " ".join(told.text.analysis.forms[max(token - 5, 0) : token])
    now = any(word.replace("_", " ") in before for word in word_set("since_then"))
    return "former" if not now and any(word.replace("_", " ") in before for word in word_set("for_years")) else None


def _bounded(told: Told) -> bool:
    """True if *bis* stands before a tie's noun with no verb between: else the day may be that of another tie."""
    a, token = told.text.analysis, told.tie.noun
    while token is not None and token > 0 and a.tags[token] not in ("VERB", "AUX", "PUNCT"):
        if a.forms[token].casefold() == "bis":
            return True
        token -= 1
    return False


def _until_then(told: Told) -> RelationStatus | None:
    if told.tie.kind in _FOR_GOOD or not _bounded(told):
        return None
    until = dates_of(told.text, told.tie, "former")[1]
    published = told.text.reading.published
    over = until is not None and published is not None and until[0] < published[: len(until[0])]
    return "former" if over else None


def _past_predicate(told: Told) -> RelationStatus | None:
    token = told.tie.qualified
    head = told.text.analysis.heads[token] if token is not None else ROOT
    clause = told.text.clause_of.get(token) if token is not None else None
    if clause is None and head != ROOT and told.text.analysis.lemmas[head] == "sein":
        clause = told.text.clause_of.get(head)
    over = clause is not None and clause.lemma != "werden" and clause.tense in _PAST
    return "former" if over and told.tie.kind in ("member", "party") else None


def _to_become(told: Told) -> RelationStatus | None:
    token = told.tie.qualified
    if token is None or told.tie.kind in _FOR_GOOD:
        return None
    a = told.text.analysis
    part = told.text.sentence_tokens(token)
    clause = told.text.clause_around(token)
    if clause is not None and clause.voice == "passive":
        return None  # *werden* is its auxiliary
    becomes = any(
        a.lemmas[t] == "werden" and a.tags[t] in ("AUX", "VERB") for t in range(token, min(token + 6, part.stop))
    )
    infinitive = any(a.forms[t] in ("werden", "würde", "würden") for t in range(token, min(token + 6, part.stop)))
    return "intended" if becomes and infinitive else None


def _to_come(told: Told) -> RelationStatus | None:
    token = told.tie.qualified
    if token is None or told.tie.kind in _FOR_GOOD:
        return None
    a = told.text.analysis
    words = [a.forms[c].casefold() for c in a.dependents(token, "amod", "advmod")]
    words += [a.forms[t].casefold() for t in range(max(token - 1, 0), token)]
    return "intended" if any(word.startswith(word_tuple("beginnings_of_to_come")) for word in words) else None


def _broken(told: Told) -> RelationStatus | None:
    return "former" if told.tie.broken else None


def _broken_for_now(told: Told) -> RelationStatus | None:
    if not told.tie.broken or told.tie.kind != "member":
        return None
    if told.tie.paused:
        return "suspended"
    sentence = told.text.sentence(told.text.tokens(told.tie.span)[0]).of(told.text.content)
    for_now = "bis auf weiteres" in sentence.casefold() or any(word in sentence for word in word_set("provisional"))
    return "suspended" if for_now else None


def _for_now(told: Told) -> RelationStatus | None:
    if told.tie.event is None:
        return None
    sentence = told.tie.event.sentence.of(told.text.content)
    for_now = "bis auf weiteres" in sentence or any(word in sentence for word in word_set("provisional"))
    return "suspended" if for_now else None


def _for_good(told: Told) -> RelationStatus | None:
    return "former" if told.tie.event is not None else None


STATUS: tuple[Rule[Told, RelationStatus], ...] = (
    Rule(
        name="tie-status/former-prefix",
        find=_former_prefix,
        why="Ex- and Alt- say that it is over; who founded something or is kin stays so.",
        yes=(
            ("Karl Demm ist Ex-Mitglied der SPD.", "Karl Demm – SPD: former"),
            ("Ghana ist ein Ex-Verbündeter von Peru.", "Ghana – Peru: former"),
        ),
        no=("Karl Demm ist Mitglied der SPD.",),
    ),
    Rule(
        name="tie-status/former-adjective",
        find=_former_adjective,
        why="An adjective or adverb such as *früher* or *einst* at the noun says that it is over.",
        yes=(
            ("Karl Demm ist ein früherer Verbündeter von Rita Semm.", "Karl Demm – Rita Semm: former"),
            ("Edo Falk, ein ehemaliges Mitglied der SPD, schwieg.", "Edo Falk – SPD: former"),
        ),
        no=("Karl Demm ist ein enger Verbündeter von Rita Semm.", "Rita Semm traf ihre frühere Frau Ada Brunn."),
    ),
    Rule(
        name="tie-status/had-in-mind",
        find=_in_mind,
        why="Who wants to join is not in yet.",
        yes=(("Peru will der Welthandelsorganisation beitreten.", "Peru – Welthandelsorganisation: intended"),),
        no=("Peru ist der Welthandelsorganisation beigetreten.",),
    ),
    Rule(
        name="tie-status/past-tense",
        find=_past_tense,
        why="A membership that a verb tells in the past is over, and so is what a place was a part of.",
        yes=(
            ("Island gehörte zu Dänemark.", "Island – Dänemark: former"),
            ("Karl Demm gehörte der Arabischen Liga an.", "Karl Demm – Arabische Liga: former"),
            ("Rita Semm hat die SPD geleitet.", "Rita Semm – SPD: former"),
            ("Karl Demm hatte die SPD geleitet.", "Karl Demm – SPD: former"),
        ),
        no=("Karl Demm gehört der Arabischen Liga an.", "Karl Demm gründete Greenpeace."),
    ),
    Rule(
        name="tie-status/ended-for-now",
        find=_broken_for_now,
        why="Whoever is shut out until further notice is suspended.",
        yes=(
            (
                "Die OPEC hat getagt und Ecuador vorläufig ausgestoßen.",
                "Ecuador – OPEC: suspended",
            ),
        ),
        no=("Die OPEC hat getagt und Ecuador ausgestoßen.",),
    ),
    Rule(
        name="tie-status/said-to-end",
        find=_broken,
        why="Whoever turns away from somebody is their ally no longer.",
        yes=(("Ghana geht auf Distanz zu Peru.", "Ghana – Peru: former"),),
        no=("Ghana ist ein Verbündeter von Peru.",),
    ),
    Rule(
        name="tie-status/for-years",
        find=_for_years,
        why="What somebody was *lange Jahre* or *jahrelang* is over, unless it goes on *seit* then.",
        yes=(("Ghana, lange Jahre ein treuer Verbündeter von Peru, schwieg.", "Ghana – Peru: former"),),
        no=("Ghana ist seit langen Jahren ein Verbündeter von Peru.",),
    ),
    Rule(
        name="tie-status/until-then",
        find=_until_then,
        why="What somebody was *bis* a day that lies behind is over.",
        yes=(("Ghana, bis 2019 ein enger Verbündeter von Peru, schwieg.", "Ghana – Peru: former"),),
        no=(
            "Ghana, seit 2019 ein enger Verbündeter von Peru, schwieg.",
            "SPD-Mitglied Karl Demm lebte bis 2019 in Peru.",
        ),
    ),
    Rule(
        name="tie-status/past-predicate",
        find=_past_predicate,
        why="Whoever *war* a member is one no longer.",
        yes=(("Karl Demm war Mitglied der SPD.", "Karl Demm – SPD: former"),),
        no=("Karl Demm ist Mitglied der SPD.",),
    ),
    Rule(
        name="tie-status/to-become",
        find=_to_become,
        why="Whoever wants to become a member is not yet one.",
        yes=(("Peru will Mitglied der Welthandelsorganisation werden.", "Peru – Welthandelsorganisation: intended"),),
        no=(
            "Peru ist Mitglied der Welthandelsorganisation.",
            "Die Hilfen für das OPEC-Mitgliedsland Peru werden gekürzt.",
        ),
    ),
    Rule(
        name="tie-status/to-come",
        find=_to_come,
        why="*Künftige* or *mögliche* partners are none yet.",
        yes=(("Die künftigen Koalitionspartner CDU und SPD einigten sich.", "CDU – SPD: intended"),),
        no=("Die Koalitionspartner CDU und SPD einigten sich.",),
    ),
    Rule(
        name="tie-status/aimed-at",
        find=_aimed_at,
        why="Where the alliance is called an aim, it is intended.",
        yes=(("Der Rat nannte als Ziel eine mit den USA verbündete Türkei.", "Türkei – USA: intended"),),
        no=("Der Rat sah eine mit den USA verbündete Türkei.",),
    ),
    Rule(
        name="tie-status/broken-off",
        find=_broken_off,
        why="Relations of which the sentence goes on to say that they were broken off are interrupted.",
        yes=(
            ("Peru hat die diplomatischen Beziehungen zu Chile abgebrochen.", "Peru – Chile: interrupted"),
            ("Die diplomatischen Beziehungen zwischen Ghana und Togo sind unterbrochen.", "Ghana – Togo: interrupted"),
            ("Peru brach die diplomatischen Beziehungen zu Chile ab.", "Peru – Chile: interrupted"),
            ("Ghana unterhält keine diplomatischen Beziehungen zu Togo.", "Ghana – Togo: interrupted"),
            ("Peru hat die diplomatischen Beziehungen zu Chile auf Eis gelegt.", "Peru – Chile: interrupted"),
        ),
        no=(
            "Peru pflegt diplomatische Beziehungen zu Chile.",
            "Peru will die diplomatischen Beziehungen zu Chile abbrechen.",
        ),
    ),
    Rule(
        name="tie-status/shut-out-for-now",
        find=_for_now,
        why="Whoever is shut out for the time being is suspended.",
        yes=(
            ("Die OPEC hat Ecuador bis auf weiteres ausgeschlossen.", "Ecuador – OPEC: suspended"),
            ("Die Afrikanische Union hat Mali vorläufig ausgeschlossen.", "Mali – Afrikanische Union: suspended"),
        ),
        no=("Die OPEC hat Ecuador ausgeschlossen.",),
    ),
    Rule(
        name="tie-status/shut-out",
        find=_for_good,
        why="Whoever is shut out is no longer a member.",
        yes=(("Die OPEC hat Ecuador ausgeschlossen.", "Ecuador – OPEC: former"),),
        no=("Die OPEC hat Ecuador gelobt.",),
    ),
    Rule(
        name="tie-status/plain",
        find=lambda _: "holds",
        why="A tie that is told without more holds.",
        yes=(
            ("Karl Demm ist Mitglied der SPD.", "Karl Demm – SPD: holds"),
            ("Rita Semm stammt aus Peru.", "Rita Semm – Peru: holds"),
        ),
        no=("Karl Demm gehörte der Arabischen Liga an.",),
    ),
)
