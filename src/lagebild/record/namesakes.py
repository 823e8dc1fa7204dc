"""Two people of one name: told apart only if what the reports say cannot be true of one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from lagebild.record.clusters import LIFETIME_DAYS, Evidence
from lagebild.record.offices import states, title_key, world
from lagebild.record.sighting import Sighting
from lagebild.record.spellings import plain_name

AT_ONCE_DAYS = 365
"""Nobody changes from one walk of life, or the service of one state, to another within so many days."""

_REPORTED = 2
"""So many reports of each must say which state two namesakes serve, if nothing else tells them apart."""

_APART = frozenset(
    {("church", "politics"), ("politics", "sport"), ("business", "church"), ("church", "sport"), ("arts", "politics")}
)
"""Walks of life that nobody follows at once (politics and business are often combined)."""


def split(members: Sequence[Sighting]) -> list[tuple[str, list[Sighting]]]:
    """The sightings of one full name by the people who bear it, each with a mark for its id (empty if it is one).

    Sightings are linked by a title, a body or a companion in common. Two linked sets are two people if every office of
    one excludes every office of the other, or if their reports are a lifetime apart. A set that could be
    either person stays by itself, under an empty mark.
    """
    if len(members) < 2:
        return [("", list(members))]
    linked = _linked(members)
    if len(linked) < 2:
        return [("", list(members))]
    seen = [Evidence(part) for part in linked]
    apart = {
        (a, b)
        for a in range(len(linked))
        for b in range(len(linked))
        if a != b and (_exclude(linked[a], linked[b]) or seen[a].days_between(seen[b]) > LIFETIME_DAYS)
    }
    if not apart:
        return [("", list(members))]
    # those with most to tell them from others come first; what could be either is kept by itself, under the bare name
    people: list[list[int]] = []
    unclear: list[int] = []
    for part in sorted(range(len(linked)), key=lambda p: (-sum((p, q) in apart for q in range(len(linked))), p)):
        fitting = [person for person in people if all((part, other) not in apart for other in person)]
        if not fitting:
            people.append([part])
        elif len(fitting) == 1 and len(people) > 1 and any((part, q) in apart for q in range(len(linked))):
            fitting[0].append(part)
        else:
            unclear.append(part)
    found = [(_mark(part), part) for part in ([m for n in person for m in linked[n]] for person in people)]
    if unclear:
        found.append(("", [m for n in unclear for m in linked[n]]))
    return sorted(found)


def _linked(members: Sequence[Sighting]) -> list[list[Sighting]]:
    """Sets of linked sightings, each sorted, in the order of their first sighting."""
    parent = list(range(len(members)))

    def find(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    ordered = sorted(members)
    first: dict[tuple[str, str], int] = {}
    for n, member in enumerate(ordered):
        links = [("companion", plain_name(name)) for name in member.companions]
        links += [("title", title_key(title)) for title, _ in member.offices]
        links += [("body", plain_name(of)) for _, of in member.offices if of]
        for link in links:
            parent[find(n)] = find(first.setdefault(link, n))
    parts: dict[int, list[Sighting]] = defaultdict(list)
    for n, member in enumerate(ordered):
        parts[find(n)].append(member)
    return sorted(parts.values())


def _exclude(left: Sequence[Sighting], right: Sequence[Sighting]) -> bool:
    """True if both have offices at about one time, and every office of one excludes every office of the other.

    A report may leave open whose office it is, and a reader may mistake it. So two states count only with two reports each.
    """
    mine = {office for member in left for office in member.offices}
    others = {office for member in right for office in member.offices}
    if not mine or not others or Evidence(left).days_between(Evidence(right)) > AT_ONCE_DAYS:
        return False
    sure = min(len({m.report for m in part if m.offices}) for part in (left, right)) >= _REPORTED
    return all(_apart(a[0], b[0]) or (sure and _foreign(a, b)) for a in mine for b in others)


def _apart(title: str, other: str) -> bool:
    """True if two titles belong to walks of life that nobody follows at once."""
    one, two = world(title), world(other)
    return one is not None and two is not None and tuple(sorted((one, two))) in _APART


def _foreign(office: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    """True if two political offices are those of two states."""
    bodies = {plain_name(of or "") for _, of in (office, other)}
    return {world(title) for title, _ in (office, other)} == {"politics"} and len(bodies) == 2 and bodies <= states()


def _mark(members: Sequence[Sighting]) -> str:
    """The part of an id that tells a person from namesakes: the office reported most, else the first report."""
    offices = Counter(plain_name(f"{title_key(title)} {of or ''}") for m in members for title, of in m.offices)
    if offices:
        return max(sorted(offices), key=lambda o: offices[o]).replace(" ", "-")
    return min(m.report for m in members)
