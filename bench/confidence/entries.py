"""Judges offices, ties, plans and statements of readings by what annotators have: was the rule that filled a field right?

Each function yields for every field of every finding a :class:`Judged`. A field that says what the entry is (`title` of an
office, `kind` of a tie, `name` of a plan, `quote_spans` of a statement) is right if the annotation has such an entry there;
the others are judged only where it has. What a report leaves empty is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

Found = Mapping[str, Any]
SYMMETRIC = ("ally", "opponent", "diplomatic", "kin")
INTERRUPTED = {"interrupted": "suspended"}
"""The annotation has one word for both."""
HALF = 0.5
MEDIA: Mapping[str, Sequence[str]] = {
    "SW": ("Speech", "Writing"),
    "ST": ("Speech", "Thought"),
    "TW": ("Thought", "Writing"),
}
"""What the quotation corpus leaves open."""


class Judged(NamedTuple):
    """A field of an entry: its layer, its name, the rule that filled it, how sure it says it is, and whether it is right."""

    layer: str
    field: str
    rule: str
    sure: float | None
    right: bool


def entries(reading: Found, gold: Found, score: ModuleType) -> Iterator[Judged]:
    """The fields of the offices, ties and plans of a reading, judged by the annotation of its report."""
    yield from _offices(reading, gold.get("offices") or [], score)
    if "relations" in gold:
        yield from _relations(reading, gold["relations"] or [], score)
    if "plans" in gold:
        yield from _plans(reading, gold["plans"] or [], score)


def _judged(layer: str, finding: Found, verdicts: Mapping[str, bool]) -> Iterator[Judged]:
    for field, right in verdicts.items():
        if (rule := finding["because"].get(field)) is not None:
            yield Judged(layer, field, rule, finding["sure"].get(field), right)


def _offices(reading: Found, gold: Sequence[Found], score: ModuleType) -> Iterator[Judged]:
    left = list(gold)
    for office in reading["offices"]:
        want = next((w for w in left if _is_office(reading, office, w, score)), None)
        verdicts = {"title": want is not None}
        if want is not None:
            left.remove(want)
            verdicts["status"] = office["status"] == want["status"]
            if office["of"] is not None:
                verdicts["of"] = score.matches_entity(reading, office["of"], want.get("of"))
            verdicts |= {f: office[f] == _date(want, f) for f in ("from", "to") if office[f] is not None}
        yield from _judged("office", office, verdicts)


def _is_office(reading: Found, office: Found, want: Found, score: ModuleType) -> bool:
    place = score.spans_of(reading["text"], want["at"], want.get("nth"))
    return bool(
        place
        and score.overlap(place, (office["start"], office["end"]))
        and score.matches_entity(reading, office["person"], want["person"])
        and score.same_name(office["title"], want["title"])
    )


def _relations(reading: Found, gold: Sequence[Found], score: ModuleType) -> Iterator[Judged]:
    left = list(gold)
    for tie in reading["relations"]:
        want = next((w for w in left if _is_tie(reading, tie, w, score)), None)
        verdicts = {"kind": want is not None}
        if want is not None:
            left.remove(want)
            one, other = (INTERRUPTED.get(side["status"], side["status"]) for side in (tie, want))
            verdicts["status"] = one == other
            verdicts |= {f: tie[f] == _date(want, f) for f in ("since", "until") if tie[f] is not None}
        yield from _judged("relation", tie, verdicts)


def _is_tie(reading: Found, tie: Found, want: Found, score: ModuleType) -> bool:
    ends = [(tie["from"], tie["to"])]
    if want["kind"] in SYMMETRIC:
        ends.append((tie["to"], tie["from"]))
    return tie["kind"] in (want["kind"], *want.get("also", [])) and any(
        score.matches_entity(reading, one, want["from"]) and score.matches_entity(reading, other, want["to"])
        for one, other in ends
    )


def _plans(reading: Found, gold: Sequence[Found], score: ModuleType) -> Iterator[Judged]:
    for plan in reading["plans"]:
        want = next((w for w in gold if score.same_name(plan["name"], w["name"])), None)
        verdicts = {"name": want is not None}
        if want is not None:
            verdicts |= {
                field: score.matches_entity(reading, plan[field], want.get(field))
                for field in ("of", "announced_by", "about")
                if plan[field] is not None
            }
        yield from _judged("plan", plan, verdicts)


def _date(want: Found, field: str) -> str | None:
    return str(want[field]) if want.get(field) is not None else None


def statements(reading: Found, document: Found, score: ModuleType) -> Iterator[Judged]:
    """The fields of the statements of a reading, judged by the quotation corpus's annotation of the report.

    Statements are paired as its scorer does. One is right if half of its words are the annotated one's (token F1), and so is
    its speaker.
    """
    offsets = score.token_offsets(document["text"], document["sentences"])
    found, gold = score.from_reading(reading, offsets), score.from_gold(document)
    for one, other in score.pairs_of(found, gold):
        if one is None:
            continue
        there = other is not None and score.f1(found[one]["quote"], gold[other]["quote"]) >= HALF
        verdicts = {"quote_spans": there}
        if there:
            said, want = found[one], gold[other]
            verdicts["type"] = said["type"] == want["type"]
            verdicts["medium"] = said["medium"] in MEDIA.get(want["medium"], (want["medium"],))
            verdicts["speaker"] = score.f1(said["speaker"], want["speaker"]) >= HALF or not (
                said["speaker"] or want["speaker"]
            )
        yield from _judged("statement", reading["statements"][one], verdicts)
