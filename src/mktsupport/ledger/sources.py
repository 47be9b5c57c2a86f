"""The files of a ledger: which there are, how they are written, and how to read them as UTF-8."""

from __future__ import annotations

import codecs
import csv
import glob
import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Wording
from mktsupport.ledger.frames import missing

ENCODINGS = ("utf-8", "cp932")
SEPARATORS = (",", "\t", ";", "|")
_CHUNK = 1 << 20  # bytes or characters read at once
_HEADER = 1 << 16  # characters: no list of columns is longer
_GZIP, _PARQUET, _ZIP, _UTF16 = b"\x1f\x8b", b"PAR1", b"PK\x03\x04", (b"\xff\xfe", b"\xfe\xff")


class Source(NamedTuple):
    """A file of a ledger; `kept` is the file that a copy is of."""

    path: Path
    parquet: bool = False
    packed: bool = False
    encoding: str = "utf-8"
    separator: str = ","
    columns: tuple[str, ...] = ()
    kept: Path | None = None


def found(names: Sequence[str], needed: Sequence[str]) -> list[Source]:
    """The files that the command line names, a pattern's in order; all of one kind and with the same columns."""
    paths = [path for name in names for path in _matching(name)]
    sources = [_examined(path, needed) for path in dict.fromkeys(paths)]
    first = sources[0]
    for each in sources[1:]:
        if (each.parquet, each.columns) != (first.parquet, first.columns):
            raise AskedWronglyError(
                Wording(
                    f"{each.path} の列が {first.path} の列と違います",
                    f"{each.path} has other columns than {first.path}",
                ),
                Wording("列のそろったファイルごとに実行してください", "run it for each kind of file by itself"),
            )
    return sources


def _matching(name: str) -> list[Path]:
    path = Path(name)
    if path.exists() or not glob.has_magic(name):
        return [path]
    matched = sorted(Path(each) for each in glob.glob(name, recursive=True))
    if not matched:
        raise _refused(name, "に合うファイルがありません", "matches no file", *_CHECK_NAME)
    return matched


_CHECK_NAME = ("名前と場所を確かめてください", "check its name and place")
_AGAIN = ("もう一度取り出すか、コピーし直してください", "export or copy it again")
_SAVE_AS = (
    "表計算ソフトで「CSV UTF-8」として保存し直してください",
    "save it as 'CSV UTF-8' in your spreadsheet program",
)


def _refused(name: object, ja: str, en: str, hint_ja: str, hint_en: str) -> AskedWronglyError:
    return AskedWronglyError(Wording(f"{name} {ja}", f"{name} {en}"), Wording(hint_ja, hint_en))


def _examined(path: Path, needed: Sequence[str]) -> Source:
    """A file with what must be known to read it."""
    if not path.exists():
        raise _refused(path, "がありません", "does not exist", *_CHECK_NAME)
    if path.is_dir():
        raise _refused(
            path,
            "はフォルダです",
            "is a folder",
            f'中のファイルは "{path}/*.csv" のように指定します',
            f'name the files in it: "{path}/*.csv"',
        )
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise _refused(
            path,
            f"を読めません({error.strerror})",
            f"cannot be read: {error.strerror}",
            "読み取りの許可を確かめてください",
            "check that you may read it",
        ) from None
    if start == _PARQUET:
        return _parquet(path)
    if start == _ZIP:
        raise _refused(path, "は CSV でも Parquet でもありません", "is neither CSV nor Parquet", *_SAVE_AS)
    packed = start.startswith(_GZIP)
    encoding = _encoding(path, packed=packed)
    source = Source(path, packed=packed, encoding=encoding)
    with text_of(source) as file:
        header = file.read(_HEADER)
    if not header.strip():
        raise _refused(
            path,
            "は空です",
            "is empty",
            "見出しの行のある CSV か Parquet を指定してください",
            "give a CSV file with a line of column names, or Parquet",
        )
    separator, columns = _columns(header, needed)
    twice = next((name for n, name in enumerate(columns) if name in columns[:n]), None)
    if twice is not None:
        raise _refused(
            path,
            f"に「{twice}」という列が2つあります",
            f"has two columns called '{twice}'",
            "片方の名前を変えてください",
            "rename one of them",
        )
    return source._replace(separator=separator, columns=columns)


def _parquet(path: Path) -> Source:
    with path.open("rb") as file:
        file.seek(-len(_PARQUET), 2)
        if file.read() != _PARQUET:
            raise _refused(path, "は途中で切れています", "is torn: its end is missing", *_AGAIN)
    return Source(path, parquet=True)


def _encoding(path: Path, *, packed: bool) -> str:
    """The first of our encodings that the whole file is written in."""
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ENCODINGS}
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            for number, chunk in enumerate(_chunks(file)):
                if number == 0 and chunk.startswith(_UTF16):
                    raise _refused(path, "は UTF-16 で書かれています", "is written in UTF-16", *_SAVE_AS)
                # A decoder that is not in the middle of a character has nothing to learn from ASCII.
                plain = chunk.isascii()
                for name, decoder in list(decoders.items()):
                    if plain and not decoder.getstate()[0]:
                        continue
                    try:
                        decoder.decode(chunk)
                    except UnicodeDecodeError:
                        del decoders[name]
            for name, decoder in list(decoders.items()):
                if decoder.getstate()[0]:
                    del decoders[name]
    except (EOFError, gzip.BadGzipFile, OSError) as error:
        raise _refused(
            path,
            f"を最後まで読めません({error})",
            f"cannot be read to its end: {error}",
            *_AGAIN,
        ) from None
    if not decoders:
        raise _refused(
            path, "は UTF-8 でもシフトJIS(cp932)でもありません", "is neither UTF-8 nor cp932 (Shift JIS)", *_SAVE_AS
        )
    return next(iter(decoders))


def unfit(where: str, detail: str) -> AskedWronglyError:
    """A CSV file with a row that is none: too many or too few fields, or a quote that never ends."""
    place, more = (f"{where}: " if where else ""), (f" ({detail})" if detail else "")
    return AskedWronglyError(
        Wording(
            f"{place}列の数や引用符が見出しと合わない行があります{more}",
            f"{place}a row's fields or quotes do not fit the line of column names{more}",
        ),
        Wording("その行を直すか、CSV を書き出し直してください", "mend that row, or export the CSV again"),
    )


def _chunks(file: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def text_of(source: Source) -> IO[str]:
    """The file as text, line ends as they are, without its byte order mark."""
    encoding = "utf-8-sig" if source.encoding == "utf-8" else source.encoding
    if source.packed:
        return gzip.open(source.path, "rt", encoding=encoding, newline="")
    return source.path.open(encoding=encoding, newline="")


def _columns(header: str, needed: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The separator and the columns: of the separators the one that shows the needed columns, else the most."""
    read = {mark: tuple(next(csv.reader(header.splitlines(keepends=True), delimiter=mark))) for mark in SEPARATORS}
    best = max(SEPARATORS, key=lambda mark: (sum(name in read[mark] for name in needed), len(read[mark])))
    for name in needed:
        if name not in read[best]:
            raise missing(name, read[best])
    return best, read[best]


def readable(source: Source, folder: Path) -> Source:
    """The source itself, or where the engines cannot read its encoding a copy in UTF-8 in `folder`."""
    if source.parquet or source.encoding == "utf-8":
        return source
    copy = folder / f"{len(list(folder.iterdir()))}.csv"
    with text_of(source) as file, copy.open("w", encoding="utf-8", newline="") as out:
        while text := file.read(_CHUNK):
            out.write(text)
    return source._replace(path=copy, encoding="utf-8", packed=False, kept=source.path)


def even(source: Source) -> bool:
    """Whether each record of a CSV file has a line of its own: no quotes, no blank lines."""
    end = ""
    with text_of(source) as file:
        while text := file.read(_CHUNK):
            text = end + text
            if '"' in text or "\n\n" in text or "\n\r\n" in text:
                return False
            end = text[-2:]
    return True


def lines_at(source: Source, records: Sequence[int]) -> list[int]:
    """The line on which each of these records begins, from 1, the header's; a Parquet file's rows are its lines."""
    if source.parquet:
        return list(records)
    if not records:
        return []
    if even(source):
        return [record + 1 for record in records]
    wanted, places = set(records), {}
    with text_of(source) as file:
        reader = csv.reader(file, delimiter=source.separator)
        next(reader)
        for record, fields in enumerate((fields for fields in reader if fields), start=1):
            if record in wanted:
                places[record] = reader.line_num - sum(field.count("\n") for field in fields)
            if record == records[-1]:
                break
    return [places.get(record, record + 1) for record in records]
