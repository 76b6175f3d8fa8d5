"""The texts of a scene as files for translators and marketing: a workbook, CSV, or gettext PO for one language."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ..base.atomic_file import write_bytes
from ..i18n import Language, Text
from .texts import TextRow

HEADS = ("file", "place")
SUFFIXES = (".xlsx", ".csv", ".po")
MOST_ROWS, MOST_COLUMNS, LARGEST_BYTES = 50_000, 64, 50_000_000
CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
WIDTHS = (26, 34, 60)


class Refused(ValueError):
    """A file that cannot be read or written; says why and what to do."""

    def __init__(self, what: Text, remedy: Text) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(str(what))


def write_rows(path: Path, rows: Sequence[TextRow], source: Language, target: Language | None = None) -> None:
    """Write texts into a file whose suffix tells the format.

    Parameters
    ----------
    source, target : languages of a PO file.

    Raises
    ------
    Refused
        If a package is missing.
    OSError
        If the file cannot be written.
    """
    languages = list(rows[0].words) if rows else []
    table = [[*HEADS, *languages], *([row.file, row.place, *row.words.values()] for row in rows)]
    if path.suffix.lower() == ".po":
        data = _po(rows, source, target or source).encode()
    elif path.suffix.lower() == ".xlsx":
        data = _workbook(table)
    else:
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows(table)
        data = written.getvalue().encode("utf-8-sig")
    write_bytes(path, data)


def read_rows(path: Path) -> list[TextRow]:
    """The texts in a file written by `write_rows`.

    Raises
    ------
    Refused
        If the file has another format.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise Refused(Text("is too large"), Text("leave out rows"))
        if path.suffix.lower() == ".po":
            return _from_po(path.read_bytes().decode("utf-8-sig"))
        table = _cells(path)
    except UnicodeDecodeError:  # Excel's default CSV encoding
        raise Refused(
            Text("cannot be read ({reason})", reason=Text("not UTF-8 text")),
            Text("save it again as XLSX, or as CSV, UTF-8"),
        ) from None
    except OSError as error:
        raise Refused(
            Text("cannot be read ({reason})", reason=error.strerror or str(error)),
            Text("put a readable file in its place"),
        ) from None
    heads = [cell.strip() for cell in table[0]] if table else []
    while heads and not heads[-1]:  # a note or an empty bold cell to the right of the table
        heads.pop()
    languages = heads[2:]
    if tuple(heads[:2]) != HEADS or not languages or not all(CODE.fullmatch(code) for code in languages):
        raise Refused(
            Text("its first row is not file, place and languages"),
            Text("take a file that was written by `texts --export`"),
        )
    found = []
    for row in table[1:]:
        cells = [*row, *[""] * len(heads)]
        if cells[0].strip():
            words = dict(zip(languages, (cell.replace("\r\n", "\n") for cell in cells[2:]), strict=False))
            found.append(TextRow(cells[0].strip(), cells[1].strip(), words))
    return found


def _cells(path: Path) -> list[list[str]]:
    if path.suffix.lower() == ".xlsx":
        try:
            book = _openpyxl().load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                sheet = book.worksheets[0]
                rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
                return [["" if cell is None else str(cell) for cell in row] for row in rows]
            finally:
                book.close()
        except Refused:
            raise
        except Exception:  # openpyxl raises many exceptions for a broken file, none of them for authors
            raise Refused(
                Text("is no workbook that can be read"), Text("save it again as XLSX, or as CSV, UTF-8")
            ) from None
    text = path.read_bytes().decode("utf-8-sig")
    first = text.partition("\n")[0]
    try:
        return list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count)))
    except csv.Error:  # an unclosed quotation mark swallows everything after it
        raise Refused(
            Text("is no table of text: a quotation mark is not closed"), Text("save it again as CSV, UTF-8")
        ) from None


def _openpyxl() -> Any:
    try:
        return import_module("openpyxl")
    except ImportError:
        raise Refused(
            Text("XLSX needs the package openpyxl"), Text("install openpyxl, or name a .csv file")
        ) from None


def _workbook(table: list[list[str]]) -> bytes:
    openpyxl = _openpyxl()
    styles = import_module("openpyxl.styles")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "texts"
    for row in table:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = styles.Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s"  # a value beginning with = is text here, not a formula
    for cell in sheet[1]:
        cell.font = styles.Font(bold=True)
    for n, column in enumerate(sheet.columns):
        sheet.column_dimensions[column[0].column_letter].width = WIDTHS[min(n, len(WIDTHS) - 1)]
    sheet.freeze_panes = "C2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


# ---- gettext


def _po(rows: Sequence[TextRow], source: Language, target: Language) -> str:
    head = f'"Language: {target}\\n"\n"X-Source-Language: {source}\\n"\n'
    blocks = [
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n' + head
    ]
    for row in rows:
        given = row.words.get(target, "") if target != source else ""
        blocks.append(
            f"msgctxt {_quoted(f'{row.file}:{row.place}')}\nmsgid {_quoted(row.words[source])}\nmsgstr {_quoted(given)}\n"
        )
    return "\n".join(blocks)


ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPE = re.compile(r"\\(.)")


def _quoted(text: str) -> str:
    return '"' + "".join(ESCAPES.get(sign, sign) for sign in text) + '"'


def _unquoted(text: str) -> str:
    signs = {"n": "\n", "t": "\t", "r": "\r"}
    return _ESCAPE.sub(lambda found: signs.get(found[1], found[1]), text)


def _from_po(text: str) -> list[TextRow]:
    entries: list[dict[str, str]] = [{}]
    key = ""
    for line in map(str.strip, text.splitlines()):
        found = re.fullmatch(r'(msgctxt|msgid|msgstr)?\s*"(.*)"', line)
        if found is None:
            if not line:
                entries.append({})
            continue
        if found[1]:
            if found[1] in entries[-1]:
                entries.append({})
            key = found[1]
            entries[-1][key] = ""
        entries[-1][key] = entries[-1].get(key, "") + _unquoted(found[2])
    head = next((entry["msgstr"] for entry in entries if entry.get("msgid") == "" and "msgstr" in entry), "")
    language = re.search(r"^Language: *(\S+)", head, re.MULTILINE)
    if language is None or not CODE.fullmatch(language[1]):
        raise Refused(
            Text("does not say its language"), Text("take a file that was written by `texts --export`")
        )
    rows = []
    for entry in entries:
        file, _, place = entry.get("msgctxt", "").partition(":")
        if place and entry.get("msgstr"):
            rows.append(TextRow(file, place, {language[1]: entry["msgstr"]}))
    return rows
