"""When a deadline falls, how it is said, and the calendar file that other programs read."""

from __future__ import annotations

import re
import resource
import shlex
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from mktsupport.japan import deadlines
from mktsupport.japan.dates import JAPAN
from mktsupport.knowledge.library import Library
from tests.conftest import SRC, Run

NOON = "2026-11-22T12:00"  # a Sunday; the 23rd is a holiday

CRATE = """
troubles:
  - id: crate
    title: {ja: 木箱, en: A crate}
    role: buyer
    platforms: [mobaoku, rakuma]
    symptoms: {ja: [木箱がへこんだ], en: [a dented crate]}
    start: seen
    nodes:
      - id: seen
        kind: question
        ask: {ja: 何を見ましたか。, en: What do you see?}
        why: {ja: 道が分かれるからです。, en: The way parts here.}
        options:
          - {id: one, label: {ja: 一つ, en: One}, to: one}
          - {id: several, label: {ja: いくつも, en: Several}, to: several}
          - {id: wait, label: {ja: 待つ, en: Wait}, to: wait}
          - {id: nothing, label: {ja: 何も, en: Nothing}, to: nothing}
          - {id: never, label: {ja: いつまでも, en: Never}, to: never}
          - {id: kinds, label: {ja: それぞれ, en: Each}, to: kinds}
      - id: one
        kind: outcome
        title: {ja: 知らせる, en: Report it}
        facts: []
        steps:
          - {text: {ja: 手順, en: Write to the seller.}, wait: 2 hours}
        deadlines:
          - after: 9 days
            kind: happens
            from: {ja: 発送通知, en: the shipping notice}
            text: {ja: 終わる。, en: The deal closes.}
            if_past: {ja: 窓口に頼む。, en: Ask the desk.}
          - {after: 36 hours, from: {ja: 発送通知, en: the shipping notice}, text: {ja: 返事。, en: They answer.}}
          - {after: 5 days, from: {ja: 発送通知, en: the shipping notice}, text: {ja: 別。, en: X.}, only: [rakuma]}
      - id: several
        kind: outcome
        title: {ja: 二つ, en: Two}
        facts: []
        steps:
          - {text: {ja: 手順, en: Write.}}
        deadlines:
          - {after: 1 month, from: {ja: 支払い, en: payment}, text: {ja: 終わり。, en: The end.}}
          - {after: 2 business days, from: {ja: 到着, en: arrival}, text: {ja: 返事。, en: An answer.}}
      - id: wait
        kind: outcome
        title: {ja: 待つ, en: Wait}
        facts: []
        steps:
          - {text: {ja: 送る, en: Send it again.}, wait: 5 minutes}
          - {text: {ja: 待つ, en: Look again.}, wait: 3 days}
      - id: nothing
        kind: outcome
        title: {ja: 何も, en: Nothing}
        facts: []
        steps:
          - {text: {ja: 手順, en: Do nothing.}}
      - id: never
        kind: outcome
        title: {ja: いつまでも, en: Never}
        facts: []
        steps:
          - {text: {ja: 手順, en: Wait.}}
        deadlines:
          - {after: 999999999999 weeks, from: {ja: 到着, en: arrival}, text: {ja: 終わり。, en: The end.}}
      - id: kinds
        kind: outcome
        title: {ja: それぞれ, en: Each}
        facts: []
        steps:
          - {text: {ja: 手順, en: Write.}}
        deadlines:
          - {kind: from, after: 1 day, from: {ja: 到着, en: arrival}, text: {ja: 頼める。, en: You may ask.}}
          - {kind: from, after: 6 hours, from: {ja: 到着, en: arrival}, text: {ja: 呼べる。, en: You may call.}}
          - after: 2 days
            kind: by
            from: {ja: 到着, en: arrival}
            text: {ja: 返す。, en: Send it back.}
            if_past: {ja: 相談する。, en: Ask for advice.}
          - after: 3 days
            kind: happens
            from: {ja: 到着, en: arrival}
            text: {ja: 閉じる。, en: It closes.}
            if_past: {ja: 閉じたので問い合わせる。, en: It has closed; write.}
"""


@pytest.fixture(scope="session")
def crate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A trouble of one's own, so that an expected date can stand beside its cause."""
    file: Path = tmp_path_factory.mktemp("own") / "crate.yaml"
    file.write_text(CRATE, encoding="utf-8")
    return str(file)


def asked(crate: str, answer: str, *more: str, at: str = NOON) -> tuple[str, ...]:
    return ("diagnose", "crate", "--answer", answer, "--data", crate, "--at", at, *more)


def jst(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=JAPAN)  # type: ignore[arg-type, misc] # year, month, day, hour, minute


# Counting


@pytest.mark.parametrize(
    ("after", "since", "due"),
    [
        pytest.param("5 minutes", jst(2026, 11, 22, 23, 58), jst(2026, 11, 23, 0, 3), id="minutes run over midnight"),
        pytest.param("24 hours", jst(2026, 12, 31, 14), jst(2027, 1, 1, 14), id="hours run over the year"),
        pytest.param("48 hours", jst(2028, 2, 28, 9), jst(2028, 3, 1, 9), id="hours run over the leap day"),
        pytest.param("24 hours", jst(2026, 3, 29, 1), jst(2026, 3, 30, 1), id="no clock is ever put forward"),
        pytest.param("24 hours", jst(2026, 10, 25, 1), jst(2026, 10, 26, 1), id="no clock is ever put back"),
        pytest.param("1 day", jst(2026, 11, 22, 0), date(2026, 11, 23), id="a day from midnight is the next day"),
        pytest.param("1 day", jst(2026, 11, 22, 23, 59), date(2026, 11, 23), id="a day from before midnight, too"),
        pytest.param("9 days", jst(2026, 11, 22, 14), date(2026, 12, 1), id="the day itself is not counted"),
        pytest.param("9 days", date(2026, 11, 22), date(2026, 12, 1), id="a day counts like any of its hours"),
        pytest.param("1 week", date(2026, 12, 28), date(2027, 1, 4), id="weeks run over the year"),
        pytest.param("1 month", date(2026, 1, 31), date(2026, 2, 28), id="January 31 and a month"),
        pytest.param("1 month", date(2028, 1, 31), date(2028, 2, 29), id="January 31 and a month in a leap year"),
        pytest.param("1 month", date(2028, 2, 29), date(2028, 3, 29), id="the leap day and a month"),
        pytest.param("12 months", date(2028, 2, 29), date(2029, 2, 28), id="the leap day and a year of months"),
        pytest.param("1 month", date(2026, 12, 31), date(2027, 1, 31), id="December and a month"),
        pytest.param("11 months", date(2026, 1, 15), date(2026, 12, 15), id="months up to December"),
        pytest.param("5 months", date(2026, 9, 30), date(2027, 2, 28), id="September 30 and five months"),
        pytest.param("1 business day", jst(2026, 11, 20, 15), date(2026, 11, 24), id="Friday before a Monday off"),
        pytest.param("1 business day", date(2026, 11, 22), date(2026, 11, 24), id="from a Sunday"),
        pytest.param("3 business days", date(2026, 4, 28), date(2026, 5, 7), id="over Golden Week with its substitute"),
        pytest.param("2 business days", date(2026, 12, 30), date(2027, 1, 4), id="over New Year's Day"),
        pytest.param("5 business days", date(2026, 9, 18), date(2026, 9, 30), id="over a holiday between two"),
        pytest.param("24 hours", date(2026, 11, 22), date(2026, 11, 23), id="a day of hours from a day"),
        pytest.param("1 hour", date(2026, 11, 22), date(2026, 11, 22), id="an hour from a day is the same day at best"),
        pytest.param("36 hours", date(2026, 11, 22), date(2026, 11, 23), id="hours from a day: the earliest"),
    ],
)
def test_due(library: Library, after: str, since: datetime | date, due: datetime | date) -> None:
    found = deadlines.due(after, since, library.holidays(date(2026, 1, 1), date(2030, 1, 1)))
    assert found is not None
    assert (type(found.when), found.when) == (type(due), due)


@pytest.mark.parametrize(
    ("after", "latest"),
    [
        pytest.param("24 hours", date(2026, 11, 23), id="a whole day of hours"),
        pytest.param("36 hours", date(2026, 11, 24), id="a day and a half"),
        pytest.param("1 hour", date(2026, 11, 23), id="an hour, begun before midnight"),
        pytest.param("2 days", date(2026, 11, 24), id="days are certain"),
    ],
)
def test_the_last_day_that_hours_from_an_unknown_hour_can_reach(after: str, latest: date) -> None:
    found = deadlines.due(after, date(2026, 11, 22), ())
    assert found is not None
    assert found.latest == latest


@pytest.mark.parametrize("unit", ["minutes", "hours", "days", "business days", "weeks", "months"])
def test_nothing_is_dated_beyond_the_known_holidays(unit: str) -> None:
    assert deadlines.due(f"999999999999 {unit}", jst(2026, 11, 22), ()) is None
    assert deadlines.due(f"999999999999 {unit}", date(2026, 11, 22), ()) is None


@pytest.mark.parametrize(
    ("after", "since", "at", "standing"),
    [
        pytest.param("1 day", date(2026, 11, 22), jst(2026, 11, 22, 23, 59), "ahead", id="the eve"),
        pytest.param("1 day", date(2026, 11, 22), jst(2026, 11, 23, 0, 0), "today", id="a day begins"),
        pytest.param("1 day", date(2026, 11, 22), jst(2026, 11, 23, 23, 59), "today", id="a day lasts until it ends"),
        pytest.param("1 day", date(2026, 11, 22), jst(2026, 11, 24, 0, 0), "past", id="a day is over"),
        pytest.param("1 hour", jst(2026, 11, 22, 14), jst(2026, 11, 22, 14, 59), "today", id="before the moment"),
        pytest.param("1 hour", jst(2026, 11, 22, 14), jst(2026, 11, 22, 15), "past", id="at the moment"),
        pytest.param("36 hours", date(2026, 11, 22), jst(2026, 11, 24, 1), "today", id="it may not be over yet"),
        pytest.param("36 hours", date(2026, 11, 22), jst(2026, 11, 25, 0), "past", id="over, whenever it began"),
    ],
)
def test_standing(after: str, since: datetime | date, at: datetime, standing: str) -> None:
    found = deadlines.due(after, since, ())
    assert found is not None
    assert deadlines.standing(found, at) == standing


# On the command line


def test_without_since_nothing_is_dated_and_the_hint_says_how(run: Run, crate: str) -> None:
    answer = run(*asked(crate, "one", "--json")).json
    assert (answer["since"], answer["outcome"]["counting"]) == (None, [])
    assert [(each["due"], each["latest"], each["standing"]) for each in answer["outcome"]["deadlines"]] == [
        (None, None, None),
        (None, None, None),
    ]
    page = run(*asked(crate, "one", "--lang", "en")).out
    assert "  - 9 days from the shipping notice: The deal closes." in page
    assert "Add when it began, as in `--since 2026-11-22T14:00`, to see these as dates." in page
    assert "--since" not in run(*asked(crate, "nothing", "--lang", "en")).out


def test_deadlines_become_dates(run: Run, crate: str) -> None:
    answer = run(*asked(crate, "one", "--since", "2026-11-22T10:00", "--json")).json
    assert answer["since"] == "2026-11-22T10:00:00+09:00"
    assert [(each["due"], each["standing"]) for each in answer["outcome"]["deadlines"]] == [
        ("2026-12-01", "ahead"),
        ("2026-11-23T22:00:00+09:00", "ahead"),
    ]
    assert {"after", "from", "text", "facts"} <= answer["outcome"]["deadlines"][0].keys()


def test_the_page_says_what_it_counts_from_and_how(run: Run, crate: str) -> None:
    page = run(*asked(crate, "one", "--since", "2026-11-22T10:00", "--lang", "en")).out
    assert (
        "Counted from Sun 22 November 2026, 10:00, Japan's time, taken as the moment of: the shipping notice." in page
    )
    assert "  - on Tue 1 December 2026  in 9 days\n    9 days from the shipping notice: The deal closes.\n" in page
    assert "  - by Mon 23 November 2026, 22:00 (holiday)  tomorrow\n" in page
    assert "calendar days in Japan; the day itself is not counted, the next is day 1." in page
    assert "Hours and minutes are counted exactly." in page
    assert "(wait 2 hours; until Sun 22 November 2026, 14:00 if done now)" in page


def test_the_page_in_japanese(run: Run, crate: str) -> None:
    page = run(*asked(crate, "one", "--since", "2026-11-22T10:00", "--lang", "ja")).out
    assert "日本時間の2026年11月22日(日) 10:00を「発送通知」の時とみなして数えました。" in page
    assert "  - 2026年12月1日(火)に  あと9日\n    発送通知から9日: 終わる。\n" in page
    assert "  - 2026年11月23日(月・祝) 22:00まで  あすです\n" in page
    assert "起点の日は数えません(翌日が1日目)。" in page


def test_what_is_past_says_so_in_words(run: Run, crate: str) -> None:
    since = ("--since", "2026-11-10T10:00")
    page = run(*asked(crate, "one", *since, "--lang", "en")).out
    assert (
        "  - on Thu 19 November 2026  already past, 3 days ago\n    9 days from the shipping notice: Ask the desk.\n"
        in page
    )
    assert "  - by Wed 11 November 2026, 22:00  already past, 11 days ago\n" in page
    assert "The deal closes." not in page
    japanese = run(*asked(crate, "one", *since, "--lang", "ja")).out
    assert "2026年11月19日(木)に  もう過ぎています(3日前)\n    発送通知から9日: 窓口に頼む。\n" in japanese
    today = run(*asked(crate, "one", "--since", "2026-11-13", "--lang", "en")).out
    assert "  - on Sun 22 November 2026  today\n    9 days from the shipping notice: The deal closes.\n" in today


@pytest.mark.parametrize(
    ("since", "language", "told"),
    [
        pytest.param(
            "2026-11-22T10:00",
            "en",
            [
                "from Mon 23 November 2026 (holiday)  tomorrow | 1 day from arrival: You may ask.",
                "from Sun 22 November 2026, 16:00  today | 6 hours from arrival: You may call.",
                "by Tue 24 November 2026  in 2 days | 2 days from arrival: Send it back.",
                "on Wed 25 November 2026  in 3 days | 3 days from arrival: It closes.",
            ],
            id="still to come",
        ),
        pytest.param(
            "2026-11-21T10:00",
            "ja",
            [
                "2026年11月22日(日)から  もうできます | 到着から1日: 頼める。",
                "2026年11月21日(土) 16:00から  もうできます | 到着から6時間: 呼べる。",
                "2026年11月23日(月・祝)まで  あすです | 到着から2日: 返す。",
                "2026年11月24日(火)に  あと2日 | 到着から3日: 閉じる。",
            ],
            id="begun",
        ),
        pytest.param(
            "2026-11-15",
            "en",
            [
                "from Mon 16 November 2026  open already | 1 day from arrival: You may ask.",
                "from Sun 15 November 2026 at the earliest  open already | 6 hours from arrival: You may call.",
                "by Tue 17 November 2026  already past, 5 days ago | 2 days from arrival: Ask for advice.",
                "on Wed 18 November 2026  already past, 4 days ago | 3 days from arrival: It has closed; write.",
            ],
            id="past",
        ),
        pytest.param(
            "2026-11-22",
            "en",
            [
                "from Mon 23 November 2026 (holiday)  tomorrow | 1 day from arrival: You may ask.",
                "from Sun 22 November 2026 at the earliest  today | 6 hours from arrival: You may call.",
                "by Tue 24 November 2026  in 2 days | 2 days from arrival: Send it back.",
                "on Wed 25 November 2026  in 3 days | 3 days from arrival: It closes.",
            ],
            id="at an hour that is not known",
        ),
    ],
)
def test_a_day_from_which_by_which_or_on_which(
    run: Run, crate: str, since: str, language: str, told: list[str]
) -> None:
    page = run(*asked(crate, "kinds", "--since", since, "--lang", language)).out
    assert re.findall(r"  - (.+)\n    (.+)", page) == [tuple(line.split(" | ")) for line in told]


def test_different_beginnings_make_each_date_an_assumption(run: Run, crate: str) -> None:
    page = run(*asked(crate, "several", "--since", "2026-10-31", "--lang", "en")).out
    assert "These begin at different moments, so a date holds only if its own beginning was then" in page
    assert "  - by Mon 30 November 2026  in 8 days\n    1 month from payment, if that was then: The end.\n" in page
    assert (
        "  - by Wed 4 November 2026  already past, 18 days ago\n    2 business days from arrival, if that was then"
        in page
    )
    assert "A day that a month lacks becomes that month's last." in page
    assert "Business days leave out Saturdays, Sundays and public holidays" in page


def test_a_day_without_its_hour_dates_hours_at_the_earliest(run: Run, crate: str) -> None:
    answer = run(*asked(crate, "one", "--since", "2026-11-22", "--json")).json
    hours = answer["outcome"]["deadlines"][1]
    assert (answer["since"], hours["due"], hours["latest"]) == ("2026-11-22", "2026-11-23", "2026-11-24")
    page = run(*asked(crate, "one", "--since", "2026-11-22", "--lang", "en")).out
    assert "  - by Mon 23 November 2026 (holiday) at the earliest  tomorrow\n" in page
    assert "For deadlines in hours the earliest possible day is shown" in page


def test_waits_are_counted_from_the_moment_of_asking_whenever_it_began(run: Run, crate: str) -> None:
    for since in ("2026-11-22T11:50", "2026-11-01"):
        steps = run(*asked(crate, "wait", "--since", since, "--json")).json["outcome"]["steps"]
        assert [step["until"] for step in steps] == ["2026-11-22T12:05:00+09:00", "2026-11-25"]
        page = run(*asked(crate, "wait", "--since", since, "--lang", "en")).out
        assert "(wait 5 minutes; until Sun 22 November 2026, 12:05 if done now)" in page
        assert "(wait 3 days; until Wed 25 November 2026 if done now)" in page
        assert "Waits are counted as if the step had been done on Sun 22 November 2026, 12:00, Japan's time." in page


def test_since_where_nothing_is_dated_says_so(run: Run, crate: str) -> None:
    page = run(*asked(crate, "nothing", "--since", "2026-11-22", "--lang", "en")).out
    assert "This result has no deadlines and no waits, so `--since` changes nothing." in page


def test_what_lies_beyond_the_calendar_has_no_date(run: Run, crate: str) -> None:
    answer = run(*asked(crate, "never", "--since", "2026-11-22", "--json")).json
    assert answer["outcome"]["deadlines"][0]["due"] is None
    assert "999999999999 weeks from arrival: The end." in run(*asked(crate, "never", "--since", "2026-11-22")).out


def test_another_zone_is_told_in_japans_time(run: Run, crate: str) -> None:
    answer = run(*asked(crate, "one", "--since", "2026-11-21T20:00-05:00", "--json")).json
    assert answer["since"] == "2026-11-22T10:00:00+09:00"
    assert answer["outcome"]["deadlines"][0]["due"] == "2026-12-01"


@pytest.mark.parametrize("since", ["2026-11-22T10:00", "2026-11-22", "2026-11-22T10:00:05"])
def test_replay_comes_to_the_same_dates(run: Run, crate: str, since: str) -> None:
    answer = run(*asked(crate, "one", "--since", since, "--json")).json
    assert f"--since {since} " in answer["replay"]
    again = run(*shlex.split(answer["replay"])[1:], "--at", NOON, "--json").json
    assert again == answer


@pytest.mark.parametrize(
    "since", ["", "yesterday", "2026-02-30", "2026-11-22T25:00", "1700-01-01", "9999-12-31", "14:00"]
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_no_moment_is_refused_in_two_lines(run: Run, crate: str, since: str, language: str) -> None:
    result = run(*asked(crate, "one", "--since", since, "--lang", language))
    assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 2)


@pytest.mark.parametrize("since", ["2026-11-22T12:01", "2026-11-23", "2027-01-01T00:00"])
def test_what_is_still_to_come_is_refused_and_the_hint_holds(run: Run, crate: str, since: str) -> None:
    result = run(*asked(crate, "one", "--since", since, "--lang", "en"))
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        f"error: '{since}' is still to come",
        f"hint:  to count from a day to come, ask as of that day: add `--at {since}`",
    ]
    assert run(*asked(crate, "one", "--since", since, at=since)).code == 0


def test_every_deadline_of_the_shipped_knowledge_can_be_dated(library: Library) -> None:
    holidays = library.holidays(date(2026, 1, 1), deadlines.LAST_DAY)
    lengths = {
        limit.after
        for row in library.trouble_rows("en")
        for node in library.trouble(row.id).nodes
        for limit in getattr(node, "deadlines", ())
    }
    assert len(lengths) > 10
    for since in (jst(2026, 12, 31, 23, 59), date(2028, 2, 29)):
        assert [each for each in lengths if deadlines.due(each, since, holidays) is None] == []


def test_full_compensation_is_counted_from_delivery_with_the_next_day_as_the_first(run: Run) -> None:
    answers = ("inside", "not-yet", "yes", "yes", "delivered", "right", "done")
    given = [word for answer in answers for word in ("--answer", answer)]
    since = ("--since", "2026-11-10", "--at", NOON, "--json")
    answer = run("diagnose", "not-received", "--platform", "mercari", *given, *since).json
    dues = {each["after"]: each["due"] for each in answer["outcome"]["deadlines"]}
    assert dues["14 days"] == "2026-11-24"


# The calendar file


def written(run: Run, crate: str, file: Path, *more: str, at: str = NOON, answer: str = "one") -> str:
    result = run(*asked(crate, answer, "--ics", str(file), *more, at=at))
    assert (result.code, result.err.replace("\n", "")) == (0, "")
    return file.read_bytes().decode()


def read_elsewhere(text: str) -> list[Any]:
    """The events as another library reads them."""
    whole = vobject.readOne(text, validate=True)
    assert whole.version.value == "2.0"
    return list(whole.vevent_list)


def test_another_library_reads_the_file(run: Run, crate: str, tmp_path: Path) -> None:
    since = ("--since", "2026-11-22T10:00", "--lang", "en")
    day, moment = read_elsewhere(written(run, crate, tmp_path / "x.ics", *since))
    assert (day.dtstart.value, day.dtend.value) == (date(2026, 12, 1), date(2026, 12, 2))
    assert day.summary.value == "9 days from the shipping notice: A crate"
    assert moment.dtstart.value == datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    assert day.dtstamp.value == moment.dtstamp.value == datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    lines = moment.description.value.splitlines()
    assert "36 hours from the shipping notice: They answer." in lines
    assert "by Mon 23 November 2026, 22:00 (holiday), Japan's time" in lines
    assert "on Tue 1 December 2026, Japan's time" in day.description.value.splitlines()
    assert (
        "Counted from Sun 22 November 2026, 10:00, Japan's time, taken as the moment of: the shipping notice." in lines
    )
    assert f"mktsupport diagnose crate --answer one --since 2026-11-22T10:00 --data {crate}" in lines


def test_alarms_ring_by_day_and_twice(run: Run, crate: str, tmp_path: Path) -> None:
    day, moment = read_elsewhere(written(run, crate, tmp_path / "x.ics", "--since", "2026-11-22T10:00"))
    assert [each.trigger.value for each in day.valarm_list] == [timedelta(hours=-15), timedelta(hours=9)]
    assert [each.trigger.value for each in moment.valarm_list] == [timedelta(hours=-2), timedelta(minutes=-15)]
    assert all(each.action.value == "DISPLAY" and each.description.value for each in day.valarm_list)


def test_what_is_past_is_written_without_alarms(run: Run, crate: str, tmp_path: Path) -> None:
    text = written(run, crate, tmp_path / "x.ics", "--since", "2026-11-10", "--lang", "en")
    assert (text.count("BEGIN:VEVENT"), text.count("BEGIN:VALARM")) == (2, 0)
    told = read_elsewhere(text)[0].description.value
    assert "on Thu 19 November 2026, Japan's time already past, 3 days ago" in told
    assert "9 days from the shipping notice: Ask the desk." in told
    assert "The deal closes." not in told


def test_japanese_is_folded_within_75_bytes_and_read_whole(run: Run, crate: str, tmp_path: Path) -> None:
    text = written(run, crate, tmp_path / "x.ics", "--since", "2026-11-22T10:00", "--lang", "ja")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    day = read_elsewhere(text)[0]
    assert day.summary.value == "発送通知から9日: 木箱"
    assert "日本時間の2026年11月22日(日) 10:00を「発送通知」の時とみなして数えました。" in day.description.value


def test_the_chosen_platform_and_the_facts_stand_in_the_event(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.ics"
    given = ("--platform", "mercari", "--answer", "seller", "--answer", "not-arrived", "--lang", "en")
    assert run("diagnose", "no-response", *given, "--since", "2026-11-22", "--at", NOON, "--ics", str(file)).code == 0
    (event,) = read_elsewhere(file.read_bytes().decode())
    assert event.summary.value == "9 days from the shipping notice: The other side does not answer (Mercari)"
    assert "Sources: ME-19" in event.description.value


def test_the_same_case_has_the_same_uids_and_another_has_others(run: Run, crate: str, tmp_path: Path) -> None:
    def uids(name: str, since: str, language: str, at: str) -> list[str]:
        text = written(run, crate, tmp_path / name, "--since", since, "--lang", language, at=at)
        return [event.uid.value for event in read_elsewhere(text)]

    first = uids("1.ics", "2026-11-22T10:00", "ja", NOON)
    assert uids("2.ics", "2026-11-22T10:00", "en", "2026-11-25T09:00") == first
    assert len({*first, *uids("3.ics", "2026-11-22T10:01", "ja", NOON)}) == 4


def test_the_answer_names_the_file_and_json_stays_alone(run: Run, crate: str, tmp_path: Path) -> None:
    page = run(*asked(crate, "one", "--since", "2026-11-22", "--ics", str(tmp_path / "1.ics"), "--lang", "en")).out
    assert page.endswith(f"Deadlines written to a calendar file (2): {tmp_path / '1.ics'}\n")
    json = run(*asked(crate, "one", "--since", "2026-11-22", "--ics", str(tmp_path / "2.ics"), "--json"))
    assert json.json["state"] == "outcome"
    assert sorted(each.name for each in tmp_path.glob("*.ics")) == ["1.ics", "2.ics"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("--answer", "one"), 2, id="without --since"),
        pytest.param(("--since", "2026-11-22"), 2, id="before the outcome"),
        pytest.param(("--answer", "one", "--since", "2026-11-22", "--tree"), 2, id="with a picture"),
        pytest.param(("--answer", "one", "--since", "soon"), 2, id="from no moment"),
        pytest.param(("--answer", "nothing", "--since", "2026-11-22"), 1, id="without deadlines"),
        pytest.param(("--answer", "wait", "--since", "2026-11-22"), 1, id="with waits alone"),
        pytest.param(("--answer", "never", "--since", "2026-11-22"), 1, id="with nothing that can be dated"),
    ],
)
def test_no_file_where_there_is_nothing_to_write(
    run: Run, crate: str, tmp_path: Path, arguments: tuple[str, ...], code: int, language: str
) -> None:
    file = tmp_path / "x.ics"
    more = ("--data", crate, "--at", NOON, "--ics", str(file), "--lang", language)
    result = run("diagnose", "crate", *arguments, *more)
    assert (result.code, result.out, len(result.err.splitlines())) == (code, "", 2)
    assert not file.exists()


@pytest.mark.parametrize("name", ["-", "", "no/such/folder.ics", "a\0b"])
def test_a_name_that_cannot_be_written_is_refused(run: Run, crate: str, name: str) -> None:
    result = run(*asked(crate, "one", "--since", "2026-11-22", "--ics", name))
    assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 2)


@pytest.mark.parametrize("kind", ["file", "folder", "dangling link", "device"])
def test_what_is_there_stays_as_it_is(run: Run, crate: str, tmp_path: Path, kind: str) -> None:
    file = Path("/dev/full") if kind == "device" else tmp_path / "x.ics"
    if kind == "file":
        file.write_text("mine", encoding="utf-8")
    elif kind == "folder":
        file.mkdir()
    elif kind == "dangling link":
        file.symlink_to(tmp_path / "nowhere")
    before = sorted(tmp_path.iterdir())
    result = run(*asked(crate, "one", "--since", "2026-11-22", "--ics", str(file), "--lang", "en"))
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"error: {file} is already there"
    assert sorted(tmp_path.iterdir()) == before
    assert kind != "file" or file.read_text(encoding="utf-8") == "mine"


def limited(crate: str, file: Path, script: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, after `script` has taken something away from it."""
    arguments = asked(crate, "one", "--since", "2026-11-22", "--ics", str(file), "--lang", "en")
    code = f"import sys\nfrom mktsupport.cli import main\n{script}\nsys.exit(main({arguments!r}))"
    return subprocess.run(
        [sys.executable, "-B", "-c", code],  # Python would leave half of what it compiles where the disk is full
        cwd=SRC,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_a_full_disk_leaves_nothing_behind(run: Run, crate: str, tmp_path: Path) -> None:
    assert run(*asked(crate, "one")).code == 0  # the library is compiled
    folder = tmp_path / "full"
    folder.mkdir()
    small = f"import resource; resource.setrlimit({resource.RLIMIT_FSIZE}, (100, 100))"
    done = limited(crate, folder / "x.ics", small)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 2)
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(crate: str) -> None:
    done = limited(crate, Path("/proc/x.ics"), "")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 2)
    assert done.stderr.startswith("error: /proc/x.ics cannot be written: ")


def test_only_the_file_costs_the_calendar_library(crate: str) -> None:
    arguments = asked(crate, "one", "--since", "2026-11-22", "--json")
    script = f"""
import sys
from mktsupport.cli import main
main({arguments!r})
print("icalendar" in sys.modules, file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=SRC, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.stderr == "False\n"
