"""A message of one's own as the command line takes it: a file, or stdin."""

from __future__ import annotations

import sys
from pathlib import Path

from mktsupport.draft.message import Addressee
from mktsupport.draft.review import review
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Language, Wording
from mktsupport.views import ReviewAnswer

LONGEST = 20_000  # characters: what is longer is no message


def judged(name: str, to: Addressee, language: Language) -> ReviewAnswer:
    """The judgement on a text in a file, or on stdin where the name is a dash."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise AskedWronglyError(
            Wording(f"{name} を読めません({error.strerror})", f"{name} cannot be read: {error.strerror}"),
            Wording("ファイルの名前を確かめてください。- なら標準入力から読みます", "check its name; - reads stdin"),
        ) from None
    except ValueError:
        try:
            text = data.decode("cp932")
        except ValueError:
            raise AskedWronglyError(
                Wording(f"{name} は文字として読めません", f"{name} is no text"),
                Wording("UTF-8 で保存し直してください", "save it as UTF-8"),
            ) from None
    if not text.strip():
        raise AskedWronglyError(
            Wording(f"{name} は空です", f"{name} is empty"),
            Wording("`mktsupport draft` で文面を作れます", "`mktsupport draft` writes a message"),
        )
    if len(text) > LONGEST:
        raise AskedWronglyError(
            Wording(
                f"{name} は一通の文にしては長すぎます({len(text):,}字)",
                f"{name} is too long for a message: {len(text):,} characters",
            ),
            Wording(
                f"送る文だけにしてください({LONGEST:,}字まで)",
                f"keep only what you send, at most {LONGEST:,} characters",
            ),
        )
    return review(text, to, language)
