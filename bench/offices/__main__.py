"""`python -m bench.offices [--errors]`: how offices begin and end, whose they are, and people of real reports who left one.

`turns.tsv` has wordings that begin and end an office, and wordings that only look so; each is right if the reading has the
status and the reason that stand there and if the record, which knew the person in office a month before, says three
months later that the office has ended, or does not say so. `further.tsv` has as many again, written in one go before
anything was mended on them; `wide.tsv` has eighty more, as widely spread as news tells of offices. `states.tsv` asks
whose an office is: `of` is the share of right answers, `kept to itself` that of the offices for which no state is
invented. All are our own words; a third of the cases, or half, is kept: with `--errors` its faults are counted, and not
shown.

Real reports are those of `../shared/gold` and of the opened batches of `../shared/annotated`, where they are at hand:
`left` is the share of people whom a report lets resign, be dismissed, die or the like and whose office has ended on
record, `still there` that of people whom the annotators have in office and whose office has not. Exits 1 below a floor.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bench import frame
from bench.frame import SHARED, Measured
from bench.readings import readings
from lagebild.document import Document, Span
from lagebild.reading import Office, Reading
from lagebild.record.evidence import Evidence
from lagebild.record.offices import office_key, title_key
from lagebild.record.spellings import plain_name
from lagebild.record.standing import standing
from lagebild.record.stretches import days_after
from lagebild.record.tenures import OfficeSighting, tenures

HERE = Path(__file__).parent
PUBLISHED = "2021-03-10"
BEFORE = "2021-02-10"
MONTHS_LATER = 92
PARTS = ("open", "kept")
BATCHES = ("batch-1", "batch-2", "batch-3")
LEAVING = ("OFFICE", "DIE", "RETREAT", "ASSAULT")
"""Types of events that may end an office of somebody who takes part."""


class Row(NamedTuple):
    """What must be read of one person in one case; fields that the table leaves open are empty."""

    case: str
    part: str
    kind: str
    person: str
    title: str
    of: str
    status: str
    why: str


class Case(NamedTuple):
    """A text and what must be read from it."""

    text: str
    outlet: str | None
    rows: tuple[Row, ...]


def cases(path: Path) -> list[Case]:
    """The cases of a table; rows without a text belong to the one above."""
    with path.open(encoding="utf-8") as lines:
        told = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    found: list[Case] = []
    for row in told:
        wanted = Row(**{name: row.get(name) or "" for name in Row._fields})
        if row["text"]:
            found.append(Case(row["text"], row.get("outlet") or None, (wanted,)))
        else:
            found[-1] = found[-1]._replace(rows=(*found[-1].rows, wanted))
    return found


def read(name: str, found: Sequence[Case]) -> list[Reading]:
    """The readings of cases, in their order."""
    documents = [
        Document(id=f"{name}-{n}", text=case.text, published=PUBLISHED, outlet=case.outlet)
        for n, case in enumerate(found)
    ]
    return readings(documents)


def names(reading: Reading, key: str | None) -> list[str]:
    """Every name that a reading knows somebody by."""
    entity = reading.entity(key)
    return [entity.name, *(span.of(reading.text) for span in entity.name_spans)] if entity is not None else []


def called(reading: Reading, key: str | None, name: str) -> bool:
    """Whether an entity has a name; the last words are enough, but for an *s* of the genitive."""
    words = plain_name(name).split()
    for other in names(reading, key):
        have = plain_name(other).split()
        if have and (have[-1].removesuffix("s") == words[-1].removesuffix("s") or set(words) <= set(have)):
            return True
    return False


def titled(title: str, wanted: str) -> bool:
    """Whether a title is one of those wanted (`A|B`), in either gender."""
    return any(title_key(title) == title_key(one) for one in wanted.split("|"))


def offices(reading: Reading, row: Row) -> list[Office]:
    """The offices that a reading gives to the person of a row, under the title of the row."""
    return [o for o in reading.offices if called(reading, o.person, row.person) and titled(o.title, row.title)]


def sightings(reading: Reading, *, before: Iterable[Office] = ()) -> Iterator[OfficeSighting]:
    """The offices of a reading as the record has them, and those that a report of a month before is to have had."""
    for office, earlier in (*((o, False) for o in reading.offices), *((o, True) for o in before)):
        sentence = next(
            (s for s in reading.sentences if s.start <= office.start < s.end), Span(office.start, office.end)
        )
        published = BEFORE if earlier else reading.published
        yield OfficeSighting(
            person=office.person,
            person_name=office.person,
            title=office.title,
            of=office.of,
            of_name=office.of,
            status="holds" if earlier else office.status,
            valid_from=None if earlier else office.since,
            valid_to=None if earlier else office.until,
            end_cause=None if earlier else office.end_cause,
            evidence=Evidence(
                published=published,
                outlet=None,
                report=f"{reading.id}{'-before' if earlier else ''}",
                sentence=sentence.of(reading.text),
                start=office.start,
                end=office.end,
            ),
        )


def ended(reading: Reading, found: Sequence[Office], *, before: bool) -> bool:
    """Whether the record has it, three months later, that the offices have ended."""
    day = days_after((reading.published or PUBLISHED)[:10], MONTHS_LATER)
    made = tenures(sightings(reading, before=found[:1] if before else ()))
    mine = [
        standing(tenure, day)
        for tenure in made
        if tenure.person == found[0].person and office_key(tenure.title) == office_key(found[0].title)
    ]
    return bool(mine) and all(one.state == "ended" for one in mine)


def turn_right(reading: Reading, row: Row) -> bool:
    """Whether status, reason, body and the record's answer for one person are as they must be."""
    found, wanted = offices(reading, row), row.status.split("|")
    if not found:
        return "none" in wanted
    if any(office.status not in wanted for office in found):
        return False
    if row.why and all(office.end_cause != row.why for office in found):
        return False
    if row.of and not any(body_right(reading, office, row.of) for office in found):
        return False
    return wanted != ["former"] or ended(reading, found, before=True)


def body_right(reading: Reading, office: Office, wanted: str) -> bool:
    """Whether an office is of one of the bodies wanted (`A|B`, `-` for none)."""
    return any(
        office.of is None if one == "-" else office.of is not None and called(reading, office.of, one)
        for one in wanted.split("|")
    )


def turns(*, errors: bool) -> dict[str, dict[str, float]]:
    """Shares of right wordings by part and kind, in percent."""
    return _wordings("wordings", HERE / "turns.tsv", errors=errors)


def further(*, errors: bool) -> dict[str, dict[str, float]]:
    """The same of those written later in one go, half of which was set aside."""
    return _wordings("further wordings", HERE / "further.tsv", errors=errors)


def wide(*, errors: bool) -> dict[str, dict[str, float]]:
    """The same of those written later still, as widely spread as news tells of offices; half of them was set aside."""
    return _wordings("wide wordings", HERE / "wide.tsv", errors=errors)


def _wordings(title_of_table: str, table: Path, *, errors: bool) -> dict[str, dict[str, float]]:
    found, right, total = cases(table), Counter[str](), Counter[str]()
    parts: dict[str, list[bool]] = defaultdict(list)
    for case, reading in zip(found, read(table.stem, found), strict=True):
        good = all(turn_right(reading, row) for row in case.rows)
        kind = case.rows[0].kind
        right[kind] += good
        total[kind] += 1
        parts[case.rows[0].part].append(good)
        if errors and not good and case.rows[0].part == "open":
            show(reading, case)
    kinds = {kind: 100 * right[kind] / total[kind] for kind in total}
    shares = {part: 100 * sum(parts[part]) / len(parts[part]) for part in PARTS}
    whole = 100 * sum(right.values()) / sum(total.values())
    print(f"{title_of_table} ({sum(total.values())}), right in percent")
    for name, value in {**kinds, **shares, "all": whole}.items():
        print(f"  {name:16}{value:6.1f}")
    return {title_of_table: kinds | shares | {"all": whole}}


def show(reading: Reading, case: Case) -> None:
    """Print a case with what was read instead."""
    print(f"  {case.rows[0].case} {case.rows[0].kind}: {case.text}")
    for office in reading.offices:
        person, body = (next(iter(names(reading, key)), "–") for key in (office.person, office.of))
        print(f"      {person}: {office.title} of {body} {office.status} {office.end_cause or ''} {office.because}")


def states(*, errors: bool) -> dict[str, dict[str, float]]:
    """Shares of offices with the right body, and of those to which no body is invented, in percent."""
    found, tallies = cases(HERE / "states.tsv"), defaultdict[str, list[tuple[bool, bool]]](list)
    for case, reading in zip(found, read("state", found), strict=True):
        for row in case.rows:
            mine = offices(reading, row)
            good = bool(mine) and all(body_right(reading, office, row.of) for office in mine)
            invented = any(office.of is not None and not body_right(reading, office, row.of) for office in mine)
            for tally in (row.kind, row.part, "all"):
                tallies[tally].append((good, not invented))
            if errors and not good and row.part == "open":
                show(reading, case)
    figures: dict[str, float] = {}
    print(f"states ({len(tallies['all'])}), in percent: of is right, kept to itself where no body is invented")
    for name, told in tallies.items():
        of, kept = (100 * sum(one[n] for one in told) / len(told) for n in (0, 1))
        figures |= {f"{name}: of": of, f"{name}: kept to itself": kept}
        print(f"  {name:16}{of:6.1f} {kept:6.1f}")
    return {"states": figures}


def annotated() -> Iterator[tuple[Document, dict[str, Any]]]:
    """The annotated reports at hand, with their annotation."""
    for folder in (SHARED / "gold", *(SHARED / "annotated" / name for name in BATCHES)):
        for path in sorted(folder.glob("*.yaml")):
            gold = yaml.safe_load(path.read_text(encoding="utf-8"))
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            yield Document(id=path.stem, text=text, published=str(gold["published"]), outlet=gold.get("outlet")), gold


def real(*, errors: bool) -> dict[str, dict[str, float]]:
    """Of people whom real reports let leave an office, and of those whom they have in one, the share that is so on record."""
    reports = list(annotated())
    if not reports:
        print("real reports: not at hand")
        return {}
    by_id = {r.id: r for r in readings(document for document, _ in reports)}
    left, still = [], []
    for document, gold in reports:
        reading = by_id[document.id]
        leaving = {
            name
            for event in gold.get("events") or []
            if event["type"] in LEAVING and event["status"] in ("happened", "ongoing")
            for name in (*(event.get("actors") or []), *(event.get("recipients") or []))
        }
        told: dict[tuple[str, str], set[str]] = defaultdict(set)
        for office in gold.get("offices") or []:
            told[office["person"], office["title"]].add(office["status"])
        for (person, title), statuses in told.items():
            row = Row(document.id, "", "", person, title, "", "", "")
            mine = offices(reading, row)
            if not mine:
                continue
            over = ended(reading, mine, before=False) or ended(reading, mine, before=True)
            if statuses == {"former"} and person in leaving:
                left.append(over)
            elif "former" not in statuses and statuses & {"holds", "interim"}:
                still.append(not over)
            else:
                continue
            if errors and over != (statuses == {"former"}):
                print(
                    f"  {document.id}: {title} {person} {statuses} {[(o.status, o.end_cause, o.because) for o in mine]}"
                )
    figures = {"left": 100 * sum(left) / len(left), "still there": 100 * sum(still) / len(still)}
    print(f"real reports ({len(reports)}), in percent")
    print(f"  left            {figures['left']:6.1f}   of {len(left)}")
    print(f"  still there     {figures['still there']:6.1f}   of {len(still)}")
    return {"real": figures}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="list what is wrong, but for the cases that are kept")
    parser.add_argument("--only", choices=("wordings", "further", "wide", "states", "real"), help="measure only these")


def measure(args: argparse.Namespace) -> Measured:
    """Score wordings, states and real reports."""
    parts = {"wordings": turns, "further": further, "wide": wide, "states": states, "real": real}
    figures: dict[str, dict[str, float]] = {}
    for name, part in parts.items():
        if args.only in (None, name):
            figures |= part(errors=args.errors)
    return Measured(figures)


if __name__ == "__main__":
    sys.exit(frame.main("offices", __doc__, measure, floors=HERE / "floors.toml", options=options))
