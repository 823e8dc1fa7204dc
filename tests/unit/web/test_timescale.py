"""The timeline as a drawing: columns, what fades, bars over several columns, lanes."""

from __future__ import annotations

import pytest

from lagebild.record.tallies import DayCount
from lagebild.web.overlay import KINDS
from lagebild.web.timescale import (
    HIGH,
    MOST,
    NARROW,
    ROWS,
    WIDTH,
    Column,
    Stretch,
    Timescale,
    days,
    draw,
    only_year,
    scale_of,
    timescale,
)

ORDER = ("vcoop", "mcoop", "vconf", "mconf", "inst", "grey")


def counted(
    begin: str | None,
    end: str | None = None,
    *,
    by: str | None = None,
    count: int = 1,
    kind: str = "AID",
    settled: bool = True,
) -> DayCount:
    return DayCount(type=kind, begin=begin, end=end or begin, by=by, settled=settled, count=count)


def made(*found: DayCount, at: str = "", first: str | None = None, last: str | None = None) -> Timescale:
    return timescale(found, KINDS, at, first=first, last=last)


def column(scale: Timescale, at: str) -> Column:
    return next(one for one in scale.columns if one.at == at)


def test_all_years_from_the_first_to_the_last_are_columns() -> None:
    found = made(counted("2019"), counted("2021", count=3), counted("2021", kind="ASSAULT", count=2))
    assert [one.at for one in found.columns] == ["2019", "2020", "2021"]
    assert column(found, "2021").sharp == {"mcoop": 3, "mconf": 2}
    assert (column(found, "2021").count, column(found, "2020").count) == (5, 0)
    assert (column(found, "2021").begin, column(found, "2021").end) == ("2021-01-01", "2021-12-31")


def test_a_year_has_twelve_months_and_a_month_its_days() -> None:
    assert [one.at for one in made(counted("2021-03"), at="2021").columns][::11] == ["2021-01", "2021-12"]
    assert len(made(counted("2020-02-03"), at="2020-02").columns) == 29
    assert [one.at for one in made(counted("2021"), at="202").columns] == [f"202{n}" for n in range(10)]
    assert [scale_of(at) for at in ("", "202", "2021", "2021-03")] == ["years", "years", "months", "days"]


def test_what_is_known_to_be_over_by_a_day_is_no_sharp_column() -> None:
    found = made(counted(None, by="2021-03-04"), counted("2021-03-04", count=2), at="2021-03")
    assert (column(found, "2021-03-04").sharp, column(found, "2021-03-04").by) == ({"mcoop": 2}, {"mcoop": 1})


def test_what_may_lie_in_several_columns_is_a_bar_over_them() -> None:
    found = made(counted("2021-02", "2021-04"), counted("2021-03"), at="2021")
    assert found.stretches == (
        Stretch(kind="mcoop", begin="2021-02", end="2021-04", before=False, after=False, settled=True, count=1),
    )
    assert sum(one.count for one in found.columns) == 1


def test_a_bar_is_cut_where_the_drawing_ends() -> None:
    (bar,) = made(counted("2020-11", "2022-01", count=2), at="2021").stretches
    assert (bar.begin, bar.end, bar.before, bar.after, bar.count) == ("2021-01", "2021-12", True, True, 2)
    (bar,) = made(counted("2020-11", "2021-02"), at="2021").stretches
    assert (bar.begin, bar.end, bar.before, bar.after) == ("2021-01", "2021-02", True, False)
    (bar,) = made(counted("2020", "2022"), counted("2021"), first="2021-01-01").stretches
    assert (bar.begin, bar.end, bar.before, bar.after) == ("2021", "2021", True, True)


def test_without_a_day_or_outside_is_only_counted() -> None:
    found = made(counted(None, count=4), counted("2021-03"), counted("2019-03", count=2), at="2021")
    assert (found.undated, found.earlier) == (4, 2)
    assert made(counted(None)).columns == ()


def test_many_years_become_decades() -> None:
    found = made(counted("1899", count=2), counted("2021"))
    assert found.scale == "decades"
    assert [one.at for one in found.columns] == [f"{number}" for number in range(189, 203)]
    assert (column(found, "189").begin, column(found, "189").end) == ("1890-01-01", "1899-12-31")
    assert column(found, "189").sharp == {"mcoop": 2}
    long_ago = made(counted("0044"), counted("2021"))
    assert len(long_ago.columns) == MOST
    assert long_ago.earlier == 1


def test_a_single_year_is_found() -> None:
    assert only_year([counted("2021"), counted(None, by="2021"), counted(None)]) == "2021"
    assert only_year([counted("2021"), counted("2020")]) == ""
    assert only_year([]) == ""


@pytest.mark.parametrize(
    ("at", "first", "last"),
    [
        ("198", "1980-01-01", "1989-12-31"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-02-03", "2020-02-03", "2020-02-03"),
    ],
)
def test_the_days_of_a_stretch(at: str, first: str, last: str) -> None:
    assert days(at) == (first, last)


def test_lanes_come_in_the_order_of_kinds_and_only_where_there_is_anything() -> None:
    drawn = draw(made(counted("2020", kind="DIE"), counted("2021", count=4), counted("2020", "2021", count=2)), ORDER)
    assert [(lane.kind, lane.count) for lane in drawn.lanes] == [("mcoop", 6), ("grey", 1)]
    assert drawn.lanes[0].base < drawn.lanes[1].y
    assert drawn.height > drawn.lanes[1].base


def test_no_column_reaches_up_to_the_name_of_its_lane() -> None:
    drawn = draw(made(counted("2020", count=30), counted("2021", kind="DIE")), ORDER, width=NARROW)
    (_, _, _, (highest,)) = drawn.columns[0]
    digits, below = 11, 13  # the number stands above the column, the name below the lane's edge
    assert highest.y - 3 - digits > drawn.lanes[0].y + below


def test_a_columns_height_is_its_number_and_what_fades_stands_on_top() -> None:
    drawn = draw(made(counted("2020", count=3), counted(None, by="2020"), counted("2021", count=2)), ORDER)
    (_, x, width, (sharp, soft)), (_, _, _, (half,)) = drawn.columns
    base = drawn.lanes[0].base
    assert (sharp.look, soft.look) == ("sharp", "by")
    assert sharp.y + sharp.height == pytest.approx(base, abs=0.2)
    assert soft.y + soft.height == pytest.approx(sharp.y, abs=0.2)
    assert sharp.height + soft.height == pytest.approx(HIGH, abs=0.2)
    assert half.height == pytest.approx(HIGH / 2, abs=0.2)
    assert (sharp.number, soft.number, half.number) == (0, 4, 2)
    assert x <= sharp.x
    assert sharp.x + sharp.width <= x + width


def test_a_bar_is_as_long_as_its_time_and_fades_where_it_goes_on() -> None:
    drawn = draw(made(counted("2021-01", "2021-06"), counted("2020-01", "2021-03"), at="2021"), ORDER)
    inside = next(bar for bar in drawn.bars if not bar.of.before)
    cut = next(bar for bar in drawn.bars if bar.of.before)
    assert inside.width == pytest.approx(WIDTH / 2, abs=3)
    assert (inside.fade_in, inside.fade_out) == (0, 0)
    assert cut.fade_in > 0
    assert cut.fade_out == 0
    assert cut.fade_in + cut.width == pytest.approx(WIDTH / 4, abs=3)
    assert inside.y != cut.y  # none lies over another


def test_bars_without_room_are_counted() -> None:
    drawn = draw(made(*(counted(f"2021-{n:02}", f"2021-{n + 1:02}", count=n) for n in range(1, 12)), at="2021"), ORDER)
    assert drawn.lanes[0].left == 0  # one after the other they find room in two rows
    over = draw(made(*(counted("2021-01", f"2021-{n:02}") for n in range(2, 12)), at="2021"), ORDER)
    assert over.lanes[0].left == 10 - ROWS
    assert len(over.bars) == ROWS


def test_what_did_not_happen_is_an_outline() -> None:
    found = made(
        counted("2021-03", count=3), counted("2021-03", settled=False, count=2), counted(None, by="2021-03", settled=False),
        counted("2021-04", "2021-05", settled=False), at="2021",
    )  # fmt: skip
    march = column(found, "2021-03")
    assert (march.sharp, march.by, march.open, march.count, march.of("mcoop")) == ({"mcoop": 3}, {}, {"mcoop": 3}, 6, 6)
    assert [one.settled for one in found.stretches] == [False]
    (_, _, _, blocks) = draw(found, ORDER).columns[2]
    assert [(block.look, block.number) for block in blocks] == [("sharp", 0), ("open", 6)]
    assert blocks[1].height == pytest.approx(HIGH / 2, abs=0.2)
