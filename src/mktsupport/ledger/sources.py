"""The files of a ledger: their encoding, separator and columns, and a copy in UTF-8 where engines need one."""

from __future__ import annotations

import codecs
import csv
import glob
import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from mktsupport.errors import AskedWronglyError, close_matches, did_you_mean
from mktsupport.japan.text import Wording

ENCODINGS = ("utf-8", "cp932")
SEPARATORS = (",", "\t", ";", "|")
_CHUNK = 1 << 20  # bytes or characters read at once
_HEADER = 1 << 16  # characters: no list of columns is longer
_GZIP, _PARQUET, _ZIP, _UTF16 = b"\x1f\x8b", b"PAR1", b"PK\x03\x04", (b"\xff\xfe", b"\xfe\xff")
_CHECK_NAME = Wording("名前と場所を確かめてください", "check its name and place")
_EXPORT_AGAIN = Wording("もう一度取り出すか、コピーし直してください", "export or copy it again")
_SAVE_AS_UTF8 = Wording(
    "表計算ソフトで「CSV UTF-8」として保存し直してください", "save it as 'CSV UTF-8' in your spreadsheet program"
)


class Source(NamedTuple):
    """A file of a ledger; `original` is the file that this one is a copy of."""

    path: Path
    parquet: bool = False
    gzip: bool = False
    encoding: str = "utf-8"
    separator: str = ","
    columns: tuple[str, ...] = ()
    original: Path | None = None


def ledger_files(names: Sequence[str], needed: Sequence[str]) -> list[Source]:
    """The files that the command line names, a pattern's in order; all of one kind and with the same columns."""
    paths = [path for name in names for path in _matches(name)]
    sources = [_source(path, needed) for path in dict.fromkeys(paths)]
    first = sources[0]
    for each in sources:
        if (each.parquet, each.columns) != (first.parquet, first.columns):
            one, other = each.path, first.path
            raise AskedWronglyError(
                Wording(f"{one} の列が {other} の列と違います", f"{one} has other columns than {other}"),
                Wording("列のそろったファイルごとに実行してください", "run it for each kind of file by itself"),
            )
    return sources


def _matches(name: str) -> list[Path]:
    path = Path(name)
    if path.exists() or not glob.has_magic(name):
        return [path]
    matches = sorted(Path(each) for each in glob.glob(name, recursive=True))
    if not matches:
        raise _refused(name, "に合うファイルがありません", "matches no file", _CHECK_NAME)
    return matches


def _refused(name: object, ja: str, en: str, hint: Wording) -> AskedWronglyError:
    return AskedWronglyError(Wording(f"{name} {ja}", f"{name} {en}"), hint)


def _source(path: Path, needed: Sequence[str]) -> Source:
    """A file with what must be known to read it."""
    if not path.exists():
        raise _refused(path, "がありません", "does not exist", _CHECK_NAME)
    if path.is_dir():
        hint = Wording(f'中のファイルは "{path}/*.csv" のように指定します', f'name the files in it: "{path}/*.csv"')
        raise _refused(path, "はフォルダです", "is a folder", hint)
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        hint = Wording("読み取りの許可を確かめてください", "check that you may read it")
        reason = error.strerror
        raise _refused(path, f"を読めません({reason})", f"cannot be read: {reason}", hint) from None
    if start == _PARQUET:
        return _parquet(path)
    if start == _ZIP:
        raise _refused(path, "は CSV でも Parquet でもありません", "is neither CSV nor Parquet", _SAVE_AS_UTF8)
    packed = start.startswith(_GZIP)
    source = Source(path, gzip=packed, encoding=_encoding(path, packed=packed))
    with open_text(source) as text:
        header = text.read(_HEADER)
    if not header.strip():
        hint = Wording("列名のある CSV か Parquet を指定してください", "give CSV with column names, or Parquet")
        raise _refused(path, "は空です", "is empty", hint)
    separator, columns = _columns(header, needed)
    twice = next((name for n, name in enumerate(columns) if name in columns[:n]), None)
    if twice is not None:
        hint = Wording("片方の名前を変えてください", "rename one of them")
        raise _refused(path, f"に「{twice}」という列が2つあります", f"has two columns called '{twice}'", hint)
    return source._replace(separator=separator, columns=columns)


def _parquet(path: Path) -> Source:
    with path.open("rb") as file:
        file.seek(-len(_PARQUET), 2)
        if file.read() != _PARQUET:
            raise _refused(path, "は途中で切れています", "is torn: its end is missing", _EXPORT_AGAIN)
    return Source(path, parquet=True)


def _encoding(path: Path, *, packed: bool) -> str:
    """The first of the known encodings that the whole file is written in."""
    for name in ENCODINGS:
        decoder = codecs.getincrementaldecoder(name)()
        try:
            with gzip.open(path) if packed else path.open("rb") as file:
                chunk = file.read(_CHUNK)
                if chunk.startswith(_UTF16):
                    raise _refused(path, "は UTF-16 で書かれています", "is written in UTF-16", _SAVE_AS_UTF8)
                while chunk:
                    decoder.decode(chunk)
                    chunk = file.read(_CHUNK)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        except (EOFError, OSError) as error:
            ja, en = f"を最後まで読めません({error})", f"cannot be read to its end: {error}"
            raise _refused(path, ja, en, _EXPORT_AGAIN) from None
        return name
    ja, en = "は UTF-8 でもシフトJIS(cp932)でもありません", "is neither UTF-8 nor cp932 (Shift JIS)"
    raise _refused(path, ja, en, _SAVE_AS_UTF8)


def _columns(header: str, needed: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The separator and the columns: the separator that shows most of the needed columns, then most columns."""
    read = {mark: tuple(next(csv.reader(header.splitlines(keepends=True), delimiter=mark))) for mark in SEPARATORS}
    best = max(SEPARATORS, key=lambda mark: (sum(name in read[mark] for name in needed), len(read[mark])))
    for name in needed:
        if name not in read[best]:
            raise no_column(name, read[best])
    return best, read[best]


def no_column(column: str, names: Sequence[str]) -> AskedWronglyError:
    """A column that the ledger lacks, with those of its columns that may be meant."""
    known = ", ".join(names[:20])
    return AskedWronglyError(
        Wording(f"「{column}」という列がありません", f"there is no column '{column}'"),
        did_you_mean(close_matches(column, names, 3), Wording(f"あるのは次の列です: {known}", f"there are: {known}")),
    )


def bad_row(where: str, detail: str) -> AskedWronglyError:
    """A CSV file with too many or too few fields in a row, or with a quote that never ends."""
    place, more = (f"{where}: " if where else ""), (f" ({detail})" if detail else "")
    return AskedWronglyError(
        Wording(
            f"{place}列の数や引用符が列名の行と合わない行があります{more}",
            f"{place}a row's fields or quotes do not fit the line of column names{more}",
        ),
        Wording("その行を直すか、CSV を書き出し直してください", "correct that row, or export the CSV again"),
    )


def open_text(source: Source) -> IO[str]:
    """The file as text, with its line ends as they are and without its byte order mark."""
    encoding = "utf-8-sig" if source.encoding == "utf-8" else source.encoding
    if source.gzip:
        return gzip.open(source.path, "rt", encoding=encoding, newline="")
    return source.path.open(encoding=encoding, newline="")


def _chunks(file: IO[str]) -> Iterator[str]:
    return iter(lambda: file.read(_CHUNK), "")


def utf8_source(source: Source, folder: Path) -> Source:
    """The source itself, or where the engines cannot read its encoding a copy in UTF-8 in `folder`."""
    if source.parquet or source.encoding == "utf-8":
        return source
    copy = folder / f"{len(list(folder.iterdir()))}.csv"
    with open_text(source) as file, copy.open("w", encoding="utf-8", newline="") as out:
        out.writelines(_chunks(file))
    return source._replace(path=copy, encoding="utf-8", gzip=False, original=source.path)


def one_record_per_line(source: Source) -> bool:
    """Whether a CSV file has no quotes and no blank lines."""
    end = ""
    with open_text(source) as file:
        for chunk in _chunks(file):
            text = end + chunk
            if '"' in text or "\n\n" in text or "\n\r\n" in text:
                return False
            end = text[-2:]
    return True


def line_numbers(source: Source, records: Sequence[int]) -> list[int]:
    """The line on which each of these records begins, from 1, the header's; a Parquet file's rows are its lines."""
    if source.parquet or not records:
        return list(records)
    if one_record_per_line(source):
        return [record + 1 for record in records]
    wanted, lines = set(records), {}
    with open_text(source) as file:
        reader = csv.reader(file, delimiter=source.separator)
        next(reader)
        for record, fields in enumerate((fields for fields in reader if fields), start=1):
            if record in wanted:
                lines[record] = reader.line_num - sum(field.count("\n") for field in fields)
            if record == records[-1]:
                break
    return [lines.get(record, record + 1) for record in records]
