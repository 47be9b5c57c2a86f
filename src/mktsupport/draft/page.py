"""The pages of `draft`: the message, where to send it, what to mind; and the judgement of `--review`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

from mktsupport.draft.answer import DraftAnswer
from mktsupport.draft.review import ReviewAnswer
from mktsupport.japan.dates import Holidays
from mktsupport.japan.text import Language, Wording
from mktsupport.page.blocks import Block, Gap, Grid, Page, Row, Span, row
from mktsupport.page.desks import desks
from mktsupport.page.line_breaks import wrap
from mktsupport.page.sources import foot

_TWO_COLUMNS = 100  # columns: below, the reading stands under the message
_COLUMN = 46  # cells of each of the two

_TO = {
    "support": Wording("サポートへの文面", "Message to support"),
    "party": Wording("取引の相手への文面", "Message to the other party"),
}
_JAPANESE = Wording("送る文(日本語)", "To send (Japanese)")
_READING = Wording("英語の訳(送りません)", "What it says (do not send)")
_SUBJECT = Wording("件名: ", "Subject: ")
_WHERE = Wording("送り先", "Where to send it")
_STEPS = Wording("開き方", "How to get there")
_OTHERS = Wording("ほかに文を送れるところ", "Other places that take a message")
_MAIL = Wording("メールで開く: ", "Open as a mail: ")
_MIND = Wording("送る前に", "Before you send it")
_CARE = Wording("気をつけること", "Take care")
_SAVED = Wording("保存しました: {file}", "Saved: {file}")
_COPY = Wording("保存は `-o 文面.txt`、直すには `--edit`。", "`-o message.txt` saves it, `--edit` lets you change it.")
_AGAIN = Wording(
    "この文面をもう一度(保存は `-o`、直すには `--edit`)", "This again (`-o` saves it, `--edit` changes it)"
)
_GOOD = Wording("よいところ", "Good")
_MEND = Wording("直すところ", "To correct")
_NOTHING_GOOD = Wording("まだありません", "nothing yet")
_ALL_GOOD = Wording("ありません", "nothing")


def page(
    answer: DraftAnswer, holidays: Holidays, language: Language, columns: int | None, *, asked: bool, why: bool
) -> Page:
    """The whole page, the message first.

    `columns` is the terminal's width, null for a pipe; what was `asked` for at the terminal is told as a command.
    """
    about = [each for each in (answer.platform.name if answer.platform else None, answer.title) if each]
    head = [Span(_TO[answer.to].in_language(language), "strong"), *(Span(f"  {each}", "dim") for each in about)]
    blocks: Page = [row(*head), Gap(), *_message(answer, language, columns)]
    if answer.file:
        blocks.append(row(Span(_SAVED.in_language(language).format(file=answer.file), "open"), indent=2))
    else:
        blocks.append(row(Span((_AGAIN if asked else _COPY).in_language(language), "dim"), indent=2))
        blocks += [Row((Span(answer.command, "command"),), 4, whole=True)] if asked else []
    blocks += [Gap(), *_where(answer, holidays, language)] if answer.channel else []
    for title, texts, marker in (
        (_MIND, answer.notes, Span("- ")),
        (_CARE, answer.cautions, Span("! ", "doubt")),
    ):
        if texts:
            blocks += [Gap(), row(Span(title.in_language(language), "strong"))]
            blocks += [Row((Span(each),), 2, marker) for each in texts]
    return [*blocks, *foot(answer.facts, language, why=why)]


def _message(answer: DraftAnswer, language: Language, columns: int | None) -> Page:
    ja = [*([f"件名: {answer.subject}", ""] if answer.subject else []), *answer.body.splitlines()]
    if answer.reading is None:
        return [*_text(ja), Gap()]
    en = [*([f"Subject: {answer.subject_reading}", ""] if answer.subject_reading else []), *answer.reading.splitlines()]
    titles = (Span(_JAPANESE.in_language(language), "dim"), Span(_READING.in_language(language), "dim"))
    if columns is None or columns < _TWO_COLUMNS:
        return [row(titles[0]), *_text(ja), Gap(), row(titles[1]), *_text(en), Gap()]
    return [Grid((titles, (Span(""), Span("")), *_side_by_side(ja, en))), Gap()]


def _text(lines: Sequence[str]) -> list[Block]:
    return [row(line, indent=2) if line else Gap() for line in lines]


def _side_by_side(ja: Sequence[str], en: Sequence[str]) -> list[tuple[Span, ...]]:
    """The two texts in columns, each paragraph next to its translation."""
    rows: list[tuple[Span, ...]] = []
    none: list[str] = []
    for left, right in zip_longest(_paragraphs(ja), _paragraphs(en), fillvalue=none):
        rows += [(Span(one), Span(other)) for one, other in zip_longest(left, right, fillvalue="")]
        rows.append((Span(""), Span("")))
    return rows[:-1]


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each paragraph, wrapped to a column."""
    wrapped: list[list[str]] = [[]]
    for line in lines:
        if line:
            wrapped[-1] += ["".join(span.text for span in part) for part in wrap((Span(line),), _COLUMN)]
        else:
            wrapped.append([])
    return wrapped


def _where(answer: DraftAnswer, holidays: Holidays, language: Language) -> Page:
    now = datetime.fromisoformat(answer.at)
    blocks: Page = [row(Span(_WHERE.in_language(language), "strong"))]
    blocks += desks([answer.channel] if answer.channel else [], now, holidays, language, title=None)
    blocks += [row(step, indent=4, marker=f"{n}. ") for n, step in enumerate(answer.steps, start=1)]
    if answer.warning:
        blocks.append(row(Span(answer.warning, "doubt"), indent=4, marker=Span("! ", "doubt")))
    if answer.mail and answer.mailto:
        address = Span(answer.mail.value or "", "strong", answer.mailto)
        blocks.append(row(_MAIL.in_language(language), address, f"  {answer.mail.name}", indent=2, marker="- "))
        blocks += [row(Span(each, "doubt"), indent=4, marker=Span("! ", "doubt")) for each in answer.mail_limits]
    others = [each for each in answer.others if answer.mail is None or each.channel != answer.mail.channel]
    if others:
        blocks += [row(Span(_OTHERS.in_language(language), "dim"), indent=2)]
        blocks += desks(others, now, holidays, language, title=None)
    return blocks


def review_page(answer: ReviewAnswer, language: Language) -> Page:
    """What to correct, then what is good."""
    blocks: Page = [row(Span(_MEND.in_language(language), "strong"))]
    for point in answer.mend:
        blocks.append(row(Span(point.title, "strong"), f": {point.says}", indent=2, marker=Span("! ", "doubt")))
        blocks.append(row(point.mend or "", indent=4))
    blocks += [] if answer.mend else [row(Span(_ALL_GOOD.in_language(language), "open"), indent=2)]
    blocks += [Gap(), row(Span(_GOOD.in_language(language), "strong"))]
    blocks += [row(Span(point.title, "open"), indent=2, marker="- ") for point in answer.good]
    blocks += [] if answer.good else [row(_NOTHING_GOOD.in_language(language), indent=2)]
    return [*blocks, Gap(), row(Span(answer.note, "dim"))]
