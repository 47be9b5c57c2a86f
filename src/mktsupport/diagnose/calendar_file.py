"""Writing the calendar that `--ics` asks for: all of it, or nothing."""

from __future__ import annotations

from pathlib import Path

from mktsupport.diagnose.case import Case
from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.files import refuse_unwritable, write_whole
from mktsupport.japan.text import Wording
from mktsupport.page.blocks import Gap, Page, Span, row
from mktsupport.page.labels import label


def ready(file: str, since: str | None, *, asks: bool) -> None:
    """Refuse what could never be written, before anybody is asked a question."""
    if since is None:
        raise AskedWronglyError(
            Wording("`--ics` には起点の日時が要ります", "`--ics` needs the moment to count from"),
            Wording(
                "`--since 2026-11-22T14:00` のように加えてください(日本時間)",
                "add it, as in `--since 2026-11-22T14:00` (Japan's time)",
            ),
        )
    if file in ("-", "") or "\0" in file:
        raise AskedWronglyError(
            Wording("`--ics` にはファイルの名前が要ります", "`--ics` needs the name of a file"),
            Wording(
                "標準出力には答えが出ます。`--ics deadlines.ics` のように書いてください",
                "the answer itself goes to stdout; write `--ics deadlines.ics`",
            ),
        )
    if not asks:
        raise _too_early()
    refuse_unwritable(Path(file))


def save(file: str, case: Case) -> Page:
    """Write the deadlines of the outcome; a line that says so."""
    answer = case.answer()
    if answer.outcome is None:
        raise _too_early()
    dated = sum(each.due is not None for each in answer.outcome.deadlines)
    if not dated:
        raise SupportError(
            Wording("この結果には日付の出る期限がありません", "this result has no deadline to date"),
            Wording("`--ics` を外すと答えが出ます", "leave out `--ics` to see the answer"),
        )
    from mktsupport.diagnose.calendar import calendar

    content = calendar(answer, answer.outcome, case.name, case.calendar.holidays, case.language)
    write_whole(Path(file), content)
    return [Gap(), row(Span(label(case.language, "ics-written", n=dated, file=file), "strong"))]


def _too_early() -> AskedWronglyError:
    return AskedWronglyError(
        Wording(
            "まだ結果に着いていないので、期限を書き出せません", "no result has been reached, so there are no deadlines"
        ),
        Wording(
            "残りの質問に `--answer` で答えてください。`--ics` を外すと次の質問が出ます",
            "answer the open questions with `--answer`; without `--ics` the next one is shown",
        ),
    )
