from __future__ import annotations

import pytest

from mktsupport.japan.hours import timetable
from mktsupport.japan.hours_text import hours_text


@pytest.mark.parametrize(
    ("hours", "ja", "en"),
    [
        pytest.param("24/7", "いつでも", "around the clock", id="always"),
        pytest.param("Mo-Su 00:00-24:00", "いつでも", "around the clock", id="every day's 24 hours"),
        pytest.param("10:00-11:00", "10:00〜11:00", "10:00–11:00", id="every day alike"),
        pytest.param("Mo-Fr 10:00-17:00", "月〜金 10:00〜17:00", "Mon–Fri 10:00–17:00", id="holidays like weekdays"),
        pytest.param(
            "Mo-Fr 10:00-12:00,13:00-17:00; PH off",
            "月〜金 10:00〜12:00、13:00〜17:00 / 祝は休み",
            "Mon–Fri 10:00–12:00, 13:00–17:00 / closed on holidays",
            id="closed on holidays",
        ),
        pytest.param(
            "Mo-Fr 10:00-19:00; Sa,Su,PH 10:00-18:00",
            "月〜金 10:00〜19:00 / 土・日・祝 10:00〜18:00",
            "Mon–Fri 10:00–19:00 / Sat, Sun, holidays 10:00–18:00",
            id="holidays like a weekend",
        ),
        pytest.param("PH 10:00-12:00", "祝 10:00〜12:00", "holidays 10:00–12:00", id="holidays alone"),
        pytest.param(
            "Mo,We-Fr 9:00-12:00", "月・水〜金 09:00〜12:00", "Mon, Wed–Fri 09:00–12:00", id="a gap in the week"
        ),
        pytest.param(
            "Mo-Fr 09:00-17:00; Dec 31-Jan 03 off",
            "月〜金 09:00〜17:00(12/31〜1/3 休み)",
            "Mon–Fri 09:00–17:00 (31 December–3 January: closed)",
            id="closed over New Year",
        ),
        pytest.param(
            "10:00-17:00; Aug 13 off; Dec 28 10:00-12:00",
            "10:00〜17:00(8/13 休み、12/28 10:00〜12:00)",
            "10:00–17:00 (13 August: closed; 28 December: 10:00–12:00)",
            id="two days of their own",
        ),
        pytest.param(
            "09:00-18:00 unknown",
            "09:00〜18:00(開いているかは不明)",
            "09:00–18:00 (not confirmed)",
            id="perhaps open",
        ),
        pytest.param("off", "休み", "closed", id="never open"),
        pytest.param("Mo[1] 10:00-12:00", "Mo[1] 10:00-12:00", "Mo[1] 10:00-12:00", id="too irregular: as written"),
        pytest.param(
            "PH 10:00-12:00; Su off",
            "PH 10:00-12:00; Su off",
            "PH 10:00-12:00; Su off",
            id="a holiday's weekday counts",
        ),
        pytest.param(
            "10:00-17:00; 2026 Dec 29-2027 Jan 03 off",
            "10:00-17:00; 2026 Dec 29-2027 Jan 03 off",
            "10:00-17:00; 2026 Dec 29-2027 Jan 03 off",
            id="of one year: as written",
        ),
    ],
)
def test_hours_are_told_in_words_from_their_timetable(hours: str, ja: str, en: str) -> None:
    table = timetable(hours)
    assert (hours_text(hours, table, "ja"), hours_text(hours, table, "en")) == (ja, en)
