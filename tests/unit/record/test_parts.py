"""What a report has be a part of something is a part on record, in whatever order tellings come."""

from __future__ import annotations

from itertools import permutations

from tests.unit.record.telling_by_hand import BRANDT, FRONT, HOFER, OLMEN, SARN, telling

from lagebild.record.accounts import Told
from lagebild.record.assembling import incidents_of
from lagebild.record.bars import BARS
from lagebild.record.disputed_words import disputed_wording
from lagebild.record.incidents import incident
from lagebild.record.joining import SAID, Link, link
from lagebild.record.pairs import Pair
from lagebild.record.telling import Telling

NIGHT = "2021-03-09TNI"
BOMBED = telling("bombardieren", number=0, time=NIGHT, actors=(FRONT,), recipients=(SARN,), place=SARN)
TAKEN = telling("entführen", number=1, time=NIGHT, actors=(FRONT,), recipients=(HOFER,), within="r1/v0")


def wholes(*tellings: Telling) -> dict[str, str | None]:
    """For each incident's headline word the one that it is a part of."""
    pairs = [(one, other) for n, one in enumerate(tellings) for other in tellings[n + 1 :]]
    links = [found for one, other in pairs if (found := link(one, other)) is not None]
    made = incidents_of(tellings, links)
    word = {one.id: one.tellings[0].trigger for one in made}
    return {word[one.id]: word.get(one.series or "") for one in made}


def test_a_part_that_a_report_names_is_linked_with_its_whole() -> None:
    assert link(BOMBED, TAKEN) == link(TAKEN, BOMBED) == Link("r1/v0", "r1/v1", "part", SAID)
    assert wholes(BOMBED, TAKEN) == {"bombardieren": None, "entführen": "bombardieren"}


def test_one_night_alone_makes_no_part() -> None:
    alone = telling("entführen", number=1, time=NIGHT, actors=(FRONT,), recipients=(HOFER,))
    assert set(wholes(BOMBED, alone).values()) == {None}


def test_another_report_of_the_part_is_in_it_too() -> None:
    other = telling("entführen", "r2", time=NIGHT, actors=(FRONT,), recipients=(HOFER,))
    for tellings in permutations((BOMBED, TAKEN, other)):
        assert wholes(*tellings) == {"bombardieren": None, "entführen": "bombardieren"}


def test_nothing_is_a_part_of_its_own_part() -> None:
    one = telling("bombardieren", number=0, time=NIGHT, recipients=(SARN,), within="r1/v1")
    other = telling("entführen", number=1, time=NIGHT, recipients=(HOFER,), within="r1/v2")
    third = telling("zerstören", number=2, time=NIGHT, recipients=(OLMEN,), within="r1/v0")
    found = wholes(one, other, third)
    assert sum(whole is not None for whole in found.values()) == 2
    assert all(wholes(*order) == found for order in permutations((one, other, third)))


def test_what_came_next_is_another() -> None:
    received = telling("empfangen", kind="CONSULT", number=3, actors=(HOFER, BRANDT), sentence=3)
    met = telling("Treffen", kind="CONSULT", number=4, actors=(HOFER, BRANDT), sentence=4, next=True)
    again = telling("Treffen", kind="CONSULT", number=9, actors=(HOFER, BRANDT), sentence=9, next=True)
    bar = next(b for b in BARS if b.name == "came-next")
    assert bar.holds(Pair(received, met))
    assert not bar.holds(Pair(received, again))  # the sentence before it tells something else
    assert link(received, met) is None


def test_whom_somebody_accuses_did_not_do_what_is_told_as_a_fact() -> None:
    told = telling("Aufstand", number=0, time="2021-03-09", place=SARN)
    accused = telling("Terroranschlag", number=1, status="possible", source="Ute Hofer", actors=(FRONT,))
    assert incident([told, accused], {}).actors == ()
    assert incident([accused], {}).actors == (FRONT,)


def test_a_version_that_is_only_passed_on_is_in_dispute() -> None:
    told = telling("Aufstand", number=0, time="2021-03-09")
    version = telling("Terroranschlag", number=1, status="possible", source="Ute Hofer")
    hearsay = telling("Terroranschlag", number=2, status="possible", source=None)

    def words(*tellings: Telling) -> list[str]:
        return [claim.value for point in disputed_wording([Told(t, "v") for t in tellings]) for claim in point.accounts]

    assert sorted(words(told, version)) == ["Aufstand", "Terroranschlag"]
    assert words(told, hearsay) == []
