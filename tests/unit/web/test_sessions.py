"""Sessions end, and who fails to log in waits: with a clock that is set by hand."""

from __future__ import annotations

from lagebild.web import sessions, slowdown
from lagebild.web.sessions import Sessions
from lagebild.web.slowdown import Slowdown
from lagebild.web.users import User

ANNA = User(name="anna", right="read", hash="x")


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_session_is_found_by_its_cookie_until_it_is_ended() -> None:
    kept = Sessions(clock=Clock())
    cookie, other = kept.begin(ANNA), kept.begin(ANNA)
    found = kept.find(cookie)
    assert found is not None
    assert (found.name, found.hash) == ("anna", "x")
    assert kept.find(None) is kept.find("") is kept.find("x") is None
    assert found.token not in (cookie, getattr(kept.find(other), "token", None))
    kept.end(cookie)
    kept.end(None)
    assert kept.find(cookie) is None
    assert kept.find(other) is not None


def test_a_session_ends_when_nothing_is_asked_and_in_any_case_after_a_week() -> None:
    clock = Clock()
    kept = Sessions(clock=clock)
    idle, used = kept.begin(ANNA), kept.begin(ANNA)
    clock.now += sessions.IDLE - 1
    assert kept.find(used) is not None
    clock.now += 2
    assert kept.find(idle) is None
    while clock.now < 1_000 + sessions.LONGEST - sessions.IDLE:
        clock.now += sessions.IDLE - 10
        assert kept.find(used) is not None
    clock.now = 1_000 + sessions.LONGEST
    assert kept.find(used) is None


def test_a_further_session_ends_the_oldest_of_that_user() -> None:
    clock = Clock()
    kept = Sessions(clock=clock)
    ben = kept.begin(User(name="ben", right="read", hash="y"))
    made = []
    for _ in range(sessions.MOST + 1):
        clock.now += 1
        made.append(kept.begin(ANNA))
    assert [kept.find(one) is not None for one in made] == [False] + [True] * sessions.MOST
    assert kept.find(ben) is not None


def test_who_fails_waits_twice_as_long_each_time() -> None:
    clock = Clock()
    slow = Slowdown(free=2, longest=10, clock=clock)
    waits = []
    for _ in range(8):
        slow.failed("anna")
        waits.append(slow.wait("anna"))
        clock.now += slow.wait("anna")
        assert slow.wait("anna") == 0
    assert waits == [0, 0, 1, 2, 4, 8, 10, 10]
    assert slow.wait("ben") == 0
    slow.failed("anna")
    slow.succeeded("anna")
    assert slow.wait("anna") == 0


def test_failures_are_forgotten_after_an_hour_and_memory_is_bounded() -> None:
    clock = Clock()
    slow = Slowdown(free=0, longest=10, clock=clock)
    for _ in range(5):
        slow.failed("anna")
    clock.now += slowdown.FORGOTTEN + 1
    slow.failed("anna")
    assert slow.wait("anna") == 1
    for number in range(slowdown.MOST_KEPT):
        slow.failed(str(number))
    assert slow.wait("anna") == 0
    assert slow.wait(str(slowdown.MOST_KEPT - 1)) == 1
