"""Groups of sightings under one name, and how groups grow into clusters: what joins them, what keeps them apart, why."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lagebild.lexicon.gazetteer import first_name_gender
from lagebild.record.around import NOTHING, Around, seldom
from lagebild.record.meant import Meant
from lagebild.record.offices import gender, office_key, one_person, states
from lagebild.record.sighting import Sighting, fullest
from lagebild.record.spellings import Words, address_gender, is_full, name_words, plain_name

CAREER_DAYS = 3650
"""How far from somebody's reports another report may be if it gives only the surname."""

LIFETIME_DAYS = 60 * 365
"""Nobody is in the news for longer: reports further apart with nothing else in common are about two people."""


class Evidence:
    """What reports say of somebody besides the name: offices, companions, dates of the reports. It can be united.

    `sex` is what the first name tells (m, f, empty).
    """

    def __init__(self, members: Iterable[Sighting], *, sex: str = "") -> None:
        self.sex = sex
        self.reports: set[str] = set()
        self.offices: dict[str, dict[str, str]] = {}
        self.companions: dict[str, str] = {}
        self.feminine = self.masculine = False
        self.first: str | None = None
        self.last: str | None = None
        for member in members:
            self._see(member)

    def _see(self, member: Sighting) -> None:
        self.reports.add(member.report)
        for title, of in member.offices:
            said = self.offices.setdefault(office_key(title), {})
            body = plain_name(of or "")
            said[body] = min(said.get(body, title), title)
            self.feminine |= gender(title) == "f"
            self.masculine |= gender(title) == "m"
        for name in member.companions:
            plain = " ".join(name_words(name))
            self.companions[plain] = min(self.companions.get(plain, name), name)
        if day := (member.published or "")[:10]:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)

    def unite(self, other: Evidence) -> None:
        """Add what another one says."""
        self.reports |= other.reports
        self.sex = self.sex or other.sex
        for office, said in other.offices.items():
            mine = self.offices.setdefault(office, {})
            for body, title in said.items():
                mine[body] = min(mine.get(body, title), title)
        for plain, name in other.companions.items():
            self.companions[plain] = min(self.companions.get(plain, name), name)
        self.feminine |= other.feminine
        self.masculine |= other.masculine
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.last = max(filter(None, (self.last, other.last)), default=None)

    def shared_office(self, other: Evidence) -> str | None:
        """The office that both have, as a report words it; if one of them names no body, the other's is enough."""
        for office in sorted(self.offices.keys() & other.offices.keys()):
            mine, others = self.offices[office], other.offices[office]
            if common := sorted(mine.keys() & others.keys() - {""}):
                return mine[common[0]]
            titles = (*mine.values(), *others.values())
            # two presidents of nobody knows what are not one, but two popes are
            if ("" in mine or "" in others) and (len({*mine, *others}) > 1 or one_person(min(titles), None)):
                return min(titles)
        return None

    def states(self) -> set[str]:
        """The plain names of the states whose offices are held."""
        return {body for said in self.offices.values() for body in said} & states()

    def shared_companions(self, other: Evidence) -> list[str]:
        """The people whom reports name together with both."""
        return sorted(self.companions[plain] for plain in self.companions.keys() & other.companions.keys())

    def days_between(self, other: Evidence) -> int:
        """Days between the reports of both; 0 if they overlap or the dates are unknown."""
        if not (self.first and self.last and other.first and other.last):
            return 0
        gap = max(_ordinal(other.first) - _ordinal(self.last), _ordinal(self.first) - _ordinal(other.last))
        return max(0, gap)

    def genders_differ(self, other: Evidence) -> bool:
        """True if one is a woman and the other a man, by first name or by title: no man has a feminine one."""
        return {self._gender(), other._gender()} == {"f", "m"}

    def _gender(self) -> str:
        return self.sex or ("f" if self.feminine else "m" if self.masculine else "")


class Group:
    """The sightings under one name; `key` is the id of the identity if nothing else is merged into it.

    `namesake`: others on record have the same name. `told` is what the register says of a body's name.
    """

    def __init__(
        self,
        key: str,
        words: Words,
        members: Sequence[Sighting],
        *,
        namesake: bool = False,
        told: Meant | None = None,
    ) -> None:
        self.key = key
        self.told = told
        self.namesake = namesake
        self.family = key.partition(":")[0]
        self.words = words
        self.members = tuple(sorted(members))
        self.name = _best_spelling(Counter(fullest(m) for m in self.members))
        self.full = is_full(self.name)
        self.aliases = frozenset(plain_name(name) for m in self.members for name in m.names)
        self.evidence = self.fresh_evidence()

    def fresh_evidence(self) -> Evidence:
        """The evidence of these sightings alone, to be united with others'."""
        if self.family != "person":
            return Evidence(self.members)
        first = next((part for part in self.name.split() if plain_name(part) == self.words[0]), "")
        known = first_name_gender(first) if len(self.words) > 1 else None
        return Evidence(self.members, sex=known or address_gender(self.name))

    @property
    def weight(self) -> tuple[int, str]:
        """How well reported the name is."""
        return len(self.evidence.reports), self.key


def _best_spelling(forms: Counter[str]) -> str:
    """The spelling with accents if one report in five has it, because careless outlets drop them; else the most frequent."""
    most = max(forms.values())
    return max(forms, key=lambda f: (forms[f] * 5 >= most, not f.isascii(), forms[f], len(f), f))


class Clusters:
    """Which groups are one. Joins are refused where an editor, an outside list or one report keeps the two apart.

    Joins are transitive, so their order matters: callers of :meth:`join` go through the groups in a fixed order.
    """

    def __init__(
        self, groups: Iterable[Group], *, foes: Mapping[str, frozenset[str]], around: Around = NOTHING
    ) -> None:
        self.groups = {group.key: group for group in groups}
        self._parent = {key: key for key in self.groups}
        self._members = {key: [key] for key in self.groups}
        self._foes = {key: set(foes.get(key, ())) for key in self.groups}
        self._reasons: dict[str, set[str]] = {key: set() for key in self.groups}
        self._bodies = {key: _owner(group) for key, group in self.groups.items()}
        self._evidence: dict[str, Evidence] = {}
        self._times = Counter[str]()
        for group in self.groups.values():
            self._times[" ".join(group.words)] += len(group.evidence.reports)
        here = around.reports
        self._seldom = seldom(
            here if here is not None else len({r for group in self.groups.values() for r in group.evidence.reports})
        )
        self._elsewhere = around.times

    def find(self, key: str) -> str:
        """The cluster that a group belongs to, by the key of one of its groups."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def evidence(self, key: str) -> Evidence:
        """All that is said of a group's cluster."""
        root = self.find(key)
        return self._evidence.get(root) or self.groups[root].evidence

    def members(self, key: str) -> list[Group]:
        """The groups of a group's cluster."""
        return [self.groups[k] for k in self._members[self.find(key)]]

    def may_join(self, left: str, right: str, *, in_one_report: bool = False, said: bool = False) -> bool:
        """True if two groups may be one: no editor, no register and no report that names both speaks against it.

        `said`: an editor or a user's list says that they are one, which goes before the register.
        """
        left, right = self.find(left), self.find(right)
        if left == right:
            return True
        few, many = sorted((left, right), key=lambda k: len(self._members[k]))
        if any(key in self._foes[many] for key in self._members[few]):
            return False
        if not said and len(self._bodies[left] | self._bodies[right]) > 1:
            return False
        return in_one_report or self.evidence(left).reports.isdisjoint(self.evidence(right).reports)

    def join(self, left: str, right: str, reason: str, *, in_one_report: bool = False, said: bool = False) -> bool:
        """Make two groups one, for a reason; False if :meth:`may_join` forbids it."""
        if not self.may_join(left, right, in_one_report=in_one_report, said=said):
            return False
        small, large = sorted((self.find(left), self.find(right)), key=lambda k: (len(self._members[k]), k))
        if small == large:
            return True
        if large not in self._evidence:
            self._evidence[large] = self.groups[large].fresh_evidence()
        self._evidence[large].unite(self.evidence(small))
        self._parent[small] = large
        self._members[large] += self._members.pop(small)
        self._foes[large] |= self._foes.pop(small)
        self._bodies[large] |= self._bodies.pop(small)
        self._reasons[large] |= self._reasons.pop(small) | {reason}
        return True

    def shared(self, left: str, right: str, *, companions: int = 1) -> str | None:
        """What reports say of both, as the end of a sentence; None if nothing, or too few companions."""
        mine, others = self.evidence(left), self.evidence(right)
        if office := mine.shared_office(others):
            return f"both are {office}"
        together = [name for name in mine.shared_companions(others) if name]
        return f"both are named with {together[0]}" if len(together) >= companions else None

    def common(self, left: str, right: str) -> int:
        """How much both have in common: an office counts as much as ten companions.

        Somebody whom many reports name is everybody's companion and does not count.
        """
        mine, others = self.evidence(left), self.evidence(right)
        telling = [c for c in mine.companions.keys() & others.companions.keys() if self.times(c) <= self._seldom]
        return 10 * (mine.shared_office(others) is not None) + len(telling)

    def times(self, words: str) -> int:
        """How many reports have a name, by its plain words."""
        return self._times[words] + self._elsewhere(words)

    def same_service(self, left: str, right: str) -> str | None:
        """The state in whose service both are at about one time, as the end of a sentence."""
        mine, others = self.evidence(left), self.evidence(right)
        bodies = sorted(mine.states() & others.states())
        return f"both serve {bodies[0]}" if bodies and mine.days_between(others) <= CAREER_DAYS else None

    def result(self) -> list[tuple[list[Group], tuple[str, ...]]]:
        """The groups of each cluster with the reasons of its joins, in the order of their keys."""
        roots = sorted(self._members, key=lambda root: min(self._members[root]))
        return [
            ([self.groups[key] for key in sorted(self._members[root])], tuple(sorted(self._reasons[root])))
            for root in roots
        ]


def _owner(group: Group) -> set[tuple[str, str]]:
    """What keeps a group apart from others: its body of the register; itself if the register leaves it open."""
    if group.told is None:
        return set()
    return {group.told.body.key} if group.told.body is not None else {("", group.key)}


def _ordinal(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()
