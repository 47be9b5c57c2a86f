"""When a desk is open: the days that calendars get wrong, and the seconds around opening and closing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import holidays
import pytest

from mktsupport.japan.dates import JAPAN
from mktsupport.japan.hours import Standing, crosses_midnight, state_at, timetable
from mktsupport.knowledge.library import Library

DESK = "Mo-Fr 10:00-19:00; Sa,Su,PH 10:00-18:00"
OFFICE = "Mo-Fr 09:00-17:00; Sa,Su,PH 10:00-16:00; Dec 29-Jan 03 off"
LUNCH = "Mo-Fr 10:00-12:00,13:00-17:00; PH off"


@pytest.fixture
def japan(library: Library) -> frozenset[date]:
    return frozenset(library.holidays(date(2017, 12, 31), date(2037, 1, 1)))


def told(standing: Standing) -> tuple[str, str | None, str | None]:
    until, opens = (
        moment.isoformat(timespec="minutes") if moment else None for moment in (standing.until, standing.opens)
    )
    return standing.state, until, opens


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("moment", "state", "opens"),
    [
        pytest.param("2026-09-21T18:30", "closed", "2026-09-22T10:00", id="敬老の日"),
        pytest.param("2026-09-22T18:30", "closed", "2026-09-23T10:00", id="国民の休日 between two holidays"),
        pytest.param("2026-09-23T18:30", "closed", "2026-09-24T10:00", id="秋分の日"),
        pytest.param("2026-09-24T18:30", "open", "2026-09-25T10:00", id="the first working day after three holidays"),
        pytest.param("2027-03-21T18:30", "closed", "2027-03-22T10:00", id="春分の日 on a Sunday"),
        pytest.param("2027-03-22T18:30", "closed", "2027-03-23T10:00", id="the substitute for 春分の日 2027"),
        pytest.param("2024-09-22T18:30", "closed", "2024-09-23T10:00", id="秋分の日 on a Sunday"),
        pytest.param("2024-09-23T18:30", "closed", "2024-09-24T10:00", id="the substitute for 秋分の日 2024"),
        pytest.param("2018-09-24T18:30", "closed", "2018-09-25T10:00", id="the substitute for 秋分の日 2018"),
        pytest.param("2025-02-24T18:30", "closed", "2025-02-25T10:00", id="the substitute for 天皇誕生日 2025"),
        pytest.param("2020-05-06T18:30", "closed", "2020-05-07T10:00", id="a substitute three days after its Sunday"),
        pytest.param("2019-04-30T18:30", "closed", "2019-05-01T10:00", id="the bridge day before the new emperor"),
        pytest.param("2019-05-01T18:30", "closed", "2019-05-02T10:00", id="the new emperor's accession"),
        pytest.param("2019-05-02T18:30", "closed", "2019-05-03T10:00", id="the bridge day after the accession"),
        pytest.param("2019-10-22T18:30", "closed", "2019-10-23T10:00", id="the enthronement"),
        pytest.param("2018-12-24T18:30", "closed", "2018-12-25T10:00", id="the old emperor's last birthday, moved"),
        pytest.param("2019-12-23T18:30", "open", "2019-12-24T10:00", id="23 December is no holiday since 2019"),
        pytest.param("2020-02-24T18:30", "closed", "2020-02-25T10:00", id="the new emperor's first birthday, moved"),
        pytest.param("2020-07-20T18:30", "open", "2020-07-21T10:00", id="海の日 moved away in 2020"),
        pytest.param("2020-07-23T18:30", "closed", "2020-07-24T10:00", id="海の日 of the Olympic year 2020"),
        pytest.param("2020-07-24T18:30", "closed", "2020-07-25T10:00", id="スポーツの日 of the Olympic year 2020"),
        pytest.param("2020-08-10T18:30", "closed", "2020-08-11T10:00", id="山の日 of the Olympic year 2020"),
        pytest.param("2020-08-11T18:30", "open", "2020-08-12T10:00", id="山の日 moved away in 2020"),
        pytest.param("2020-10-12T18:30", "open", "2020-10-13T10:00", id="スポーツの日 moved away in 2020"),
        pytest.param("2021-07-19T18:30", "open", "2021-07-20T10:00", id="海の日 moved away in 2021"),
        pytest.param("2021-07-22T18:30", "closed", "2021-07-23T10:00", id="海の日 of the Olympic year 2021"),
        pytest.param("2021-07-23T18:30", "closed", "2021-07-24T10:00", id="スポーツの日 of the Olympic year 2021"),
        pytest.param("2021-08-09T18:30", "closed", "2021-08-10T10:00", id="山の日 2021 moved to a Sunday, substituted"),
        pytest.param("2021-10-11T18:30", "open", "2021-10-12T10:00", id="スポーツの日 moved away in 2021"),
        pytest.param("2026-05-06T18:30", "closed", "2026-05-07T10:00", id="the substitute at the end of Golden Week"),
        pytest.param("2026-09-26T18:30", "closed", "2026-09-27T10:00", id="an ordinary Saturday"),
        pytest.param("2026-09-27T18:30", "closed", "2026-09-28T10:00", id="an ordinary Sunday"),
        pytest.param("2026-12-31T18:30", "open", "2027-01-01T10:00", id="New Year's Eve is no public holiday"),
        pytest.param("2027-01-01T18:30", "closed", "2027-01-02T10:00", id="New Year's Day"),
        pytest.param("2028-02-29T18:30", "open", "2028-03-01T10:00", id="29 February"),
    ],
)
def test_a_desk_keeps_the_holiday_hours_of_japan(japan: frozenset[date], moment: str, state: str, opens: str) -> None:
    standing = state_at(DESK, at(moment), japan)
    until = f"{moment[:10]}T19:00+09:00" if state == "open" else None
    assert told(standing) == (state, until, f"{opens}+09:00")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(
            "2026-09-24T09:59:59.999999",
            ("closed", None, "2026-09-24T10:00+09:00"),
            id="a microsecond before opening",
        ),
        pytest.param(
            "2026-09-24T10:00", ("open", "2026-09-24T19:00+09:00", "2026-09-25T10:00+09:00"), id="opening sharp"
        ),
        pytest.param(
            "2026-09-24T18:59:59.999999",
            ("open", "2026-09-24T19:00+09:00", "2026-09-25T10:00+09:00"),
            id="a microsecond before closing",
        ),
        pytest.param("2026-09-24T19:00", ("closed", None, "2026-09-25T10:00+09:00"), id="closing sharp"),
        pytest.param("2026-09-24T00:00", ("closed", None, "2026-09-24T10:00+09:00"), id="midnight"),
        pytest.param("2026-09-24T23:59:59", ("closed", None, "2026-09-25T10:00+09:00"), id="before midnight"),
        pytest.param("2026-09-22T18:00", ("closed", None, "2026-09-23T10:00+09:00"), id="a holiday's closing sharp"),
        pytest.param(
            "2026-09-22T17:59",
            ("open", "2026-09-22T18:00+09:00", "2026-09-23T10:00+09:00"),
            id="a minute before a holiday's closing",
        ),
    ],
)
def test_a_desk_is_open_from_its_opening_until_just_before_its_closing(
    japan: frozenset[date], moment: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert told(state_at(DESK, at(moment), japan)) == expected


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        pytest.param(
            LUNCH,
            "2026-08-04T11:59",
            ("open", "2026-08-04T12:00+09:00", "2026-08-04T13:00+09:00"),
            id="before lunch it is open until noon",
        ),
        pytest.param(LUNCH, "2026-08-04T12:00", ("closed", None, "2026-08-04T13:00+09:00"), id="lunch"),
        pytest.param(
            LUNCH,
            "2026-08-04T13:00",
            ("open", "2026-08-04T17:00+09:00", "2026-08-05T10:00+09:00"),
            id="after lunch",
        ),
        pytest.param(LUNCH, "2026-08-07T17:00", ("closed", None, "2026-08-10T10:00+09:00"), id="across a weekend"),
        pytest.param(
            LUNCH, "2026-09-18T17:00", ("closed", None, "2026-09-24T10:00+09:00"), id="a weekend and three holidays"
        ),
        pytest.param(LUNCH, "2026-05-01T17:00", ("closed", None, "2026-05-07T10:00+09:00"), id="across Golden Week"),
        pytest.param(
            LUNCH, "2019-04-26T17:00", ("closed", None, "2019-05-07T10:00+09:00"), id="the ten holidays of 2019"
        ),
        pytest.param(LUNCH, "2026-08-11T11:00", ("closed", None, "2026-08-12T10:00+09:00"), id="off on a holiday"),
        pytest.param(
            OFFICE, "2026-12-28T16:59", ("open", "2026-12-28T17:00+09:00", "2027-01-04T09:00+09:00"), id="the last day"
        ),
        pytest.param(OFFICE, "2026-12-29T11:00", ("closed", None, "2027-01-04T09:00+09:00"), id="29 December"),
        pytest.param(
            OFFICE, "2027-01-01T11:00", ("closed", None, "2027-01-04T09:00+09:00"), id="a holiday that is off"
        ),
        pytest.param(OFFICE, "2027-01-03T23:59", ("closed", None, "2027-01-04T09:00+09:00"), id="3 January"),
        pytest.param(
            OFFICE, "2027-01-04T09:00", ("open", "2027-01-04T17:00+09:00", "2027-01-05T09:00+09:00"), id="4 January"
        ),
        pytest.param(
            OFFICE, "2027-01-11T16:30", ("closed", None, "2027-01-12T09:00+09:00"), id="成人の日 closes at 16:00"
        ),
        pytest.param("24/7", "2026-09-22T18:30", ("open", None, None), id="around the clock, no end"),
        pytest.param("Mo-Su 00:00-24:00", "2026-12-31T23:59:59", ("open", None, None), id="every day's 24 hours"),
        pytest.param(
            "Mo-Fr 00:00-24:00",
            "2026-12-28T17:00",
            ("open", "2027-01-02T00:00+09:00", "2027-01-04T00:00+09:00"),
            id="five days and nights in one",
        ),
        pytest.param(None, "2026-09-22T12:00", ("unknown", None, None), id="no stated hours"),
        pytest.param("off", "2026-09-22T12:00", ("closed", None, None), id="never open"),
        pytest.param('unknown "call first"', "2026-09-22T12:00", ("unknown", None, None), id="unknown with a comment"),
        pytest.param("09:00-18:00 unknown", "2026-09-22T12:00", ("unknown", None, None), id="perhaps by day"),
        pytest.param("09:00-18:00 unknown", "2026-09-22T20:00", ("closed", None, None), id="surely not by night"),
        pytest.param(
            'Mo-Fr 10:00-17:00; PH unknown "ask"',
            "2026-09-22T12:00",
            ("unknown", None, "2026-09-24T10:00+09:00"),
            id="unknown on holidays, then open",
        ),
        pytest.param(
            "PH 10:00-12:00", "2026-10-01T00:00", ("closed", None, "2026-10-12T10:00+09:00"), id="holidays alone"
        ),
        pytest.param(
            "Mo-Fr 10:00-17:00; Aug off",
            "2026-08-03T11:00",
            ("closed", None, "2026-09-01T10:00+09:00"),
            id="August off",
        ),
        pytest.param(
            "Mo[1] 10:00-12:00", "2026-08-04T11:00", ("closed", None, "2026-09-07T10:00+09:00"), id="first Mondays"
        ),
    ],
)
def test_the_state_its_end_and_the_next_opening(
    japan: frozenset[date], hours: str | None, moment: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert told(state_at(hours, at(moment), japan)) == expected


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2026, 9, 22, 17, 59, tzinfo=JAPAN), id="Japan"),
        pytest.param(datetime(2026, 9, 22, 8, 59, tzinfo=UTC), id="UTC"),
        pytest.param(datetime(2026, 9, 22, 17, 59, tzinfo=ZoneInfo("Asia/Tokyo")), id="Asia/Tokyo"),
        pytest.param(datetime(2026, 9, 22, 4, 59, tzinfo=ZoneInfo("America/New_York")), id="New York in summer"),
        pytest.param(datetime(2026, 9, 21, 22, 59, tzinfo=ZoneInfo("Pacific/Honolulu")), id="Honolulu, the day before"),
        pytest.param(datetime(2026, 9, 22, 22, 59, tzinfo=ZoneInfo("Pacific/Kiritimati")), id="Kiritimati"),
        pytest.param(
            datetime(2026, 9, 22, 14, 44, tzinfo=timezone(timedelta(hours=5, minutes=45))), id="a zone of odd minutes"
        ),
    ],
)
def test_one_moment_has_one_answer_in_every_zone(japan: frozenset[date], moment: datetime) -> None:
    standing = state_at(DESK, moment, japan)
    assert told(standing) == ("open", "2026-09-22T18:00+09:00", "2026-09-23T10:00+09:00")


def test_every_evening_of_eighteen_years_is_open_on_working_days_alone(japan: frozenset[date]) -> None:
    official = holidays.country_holidays("JP", years=range(2018, 2036))
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(6574)]
    wrong = [
        day.isoformat()
        for day in days
        if (state_at(DESK, datetime(day.year, day.month, day.day, 18, 30, tzinfo=JAPAN), japan).state == "open")
        is not (day.weekday() < 5 and day not in official)
    ]
    assert days[-1] == date(2035, 12, 31)
    assert wrong == []


def test_the_official_holidays_of_2026_are_the_librarys(library: Library) -> None:
    known = library.holidays(date(2026, 1, 1), date(2026, 12, 31))
    assert [day.strftime("%m-%d") for day in sorted(known)] == [
        "01-01",
        "01-12",
        "02-11",
        "02-23",
        "03-20",
        "04-29",
        "05-03",
        "05-04",
        "05-05",
        "05-06",
        "07-20",
        "08-11",
        "09-21",
        "09-22",
        "09-23",
        "10-12",
        "11-03",
        "11-23",
    ]
    assert known[date(2026, 9, 22)].ja == "国民の休日"


@pytest.mark.parametrize(
    ("hours", "crosses"),
    [
        pytest.param("Mo-Fr 10:00-19:00", False, id="a working day"),
        pytest.param("Mo-Fr 10:00-12:00,13:00-17:00", False, id="a lunch break"),
        pytest.param("22:00-24:00", False, id="until midnight"),
        pytest.param("00:00-24:00", False, id="a whole day"),
        pytest.param("24/7", False, id="around the clock"),
        pytest.param("off", False, id="no span at all"),
        pytest.param("22:00-05:00", True, id="into the morning"),
        pytest.param("22:00-26:00", True, id="hours past 24"),
        pytest.param("22:00-24:01", True, id="a minute past 24"),
        pytest.param("20:00-00:00", True, id="until the next day's 00:00"),
        pytest.param("21:00-21:00", True, id="a whole turn of the clock"),
        pytest.param("22:30-22:15", True, id="the same hour, earlier minutes"),
        pytest.param("10:00 - 02:00", True, id="with spaces"),
        pytest.param("Mo-Fr 10:00-19:00; Sa 22:00-03:00", True, id="in the second rule"),
        pytest.param("10:00-12:00,23:00-01:00", True, id="in the second span"),
        pytest.param("Mo-Fr 9:00-17:00", False, id="an opening hour of one digit"),
        pytest.param("9:30-10:00", False, id="one digit to two"),
        pytest.param("22:00-5:00", True, id="a closing hour of one digit"),
        pytest.param("10:00-9:00", True, id="two digits to one"),
    ],
)
def test_hours_that_run_past_midnight_are_told(hours: str, crosses: bool) -> None:  # noqa: FBT001
    assert crosses_midnight(hours) is crosses


@pytest.mark.parametrize(
    "written",
    [
        "Mo-Fr 10:00-19:00; Sa,Su,PH 10:00-18:00",
        "Mo-Fr 09:00-12:00,13:00-17:00; PH off",
        "Mo-Su 10:00-16:00; Dec 29-Jan 03 off",
        "Mo[1] 10:00-12:00; PH off",
        'Mo-Fr 10:00-17:00; PH unknown "not said"; Feb 29 off',
        "24/7",
    ],
)
def test_a_timetable_says_of_every_day_what_the_parser_says(library: Library, written: str) -> None:
    table = timetable(written)
    assert table is not None
    known = library.holidays(date(2023, 12, 1), date(2029, 1, 31))
    for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(0, 1461, 11)):
        at = datetime(day.year, day.month, day.day, 11, 30, tzinfo=JAPAN)
        assert state_at(written, at, known, lambda _: table) == state_at(written, at, known)


def test_hours_of_one_year_have_no_timetable() -> None:
    assert timetable("2026 Dec 29-2027 Jan 03 off") is None
