"""The catalogues of `explorer/i18n/locale`: texts are taken from the code, merged and compiled, and what is missing is told.

    python -m tests.catalogues          merge what is new in the code into every catalogue, and compile them
    python -m tests.catalogues fr       the same, with a new language

A translator edits the PO file (Poedit, Weblate or an editor) and runs the command again. A line for translators is written in
the code as a comment `# i18n: ...` on the line before the text.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from explorer.base.bootstrap import ROOT
from explorer.editor.forms import all_fields
from explorer.editor.new_scene import comments
from explorer.i18n import Text
from explorer.i18n.catalogue import DOMAIN, LOCALE

PACKAGE = ROOT / "explorer"
CALLS = ("Text", "gettext")
"""What takes an English text: `Text(english, plural, context=...)` and, on the command line, `gettext(...)` likewise."""
COMPLETE = ("zh", "de")
"""The languages that are shipped as complete: nothing may be missing in them."""
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\w+)(![rsa])?(:[^{}]*(?:\{\w+\}[^{}]*)?)?\}")
_NOTE = re.compile(r"\s*# i18n: (.*)")
_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Found:
    """A text in the code: where it is used, and the names of values that its translations may use."""

    english: str
    plural: str
    context: str
    files: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def id(self) -> str | tuple[str, str]:
        """The text as gettext names it."""
        return (self.english, self.plural) if self.plural else self.english


class NotLiteral(ValueError):
    """A text in the code that a catalogue cannot hold, because it is put together when the program runs."""


def _string(node: ast.expr, path: Path) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotLiteral(
        f"{path.relative_to(ROOT)}:{node.lineno}: a text for translators must be one literal string"
    )


def texts_in(path: Path) -> Iterator[Found]:
    """The texts of one source file, in their order."""
    source = path.read_text("utf-8")
    lines = source.splitlines()
    calls = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)]
    for call in sorted(calls, key=lambda n: (n.lineno, n.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in CALLS or not call.args:
            continue
        if isinstance(call.args[0], ast.Name | ast.Attribute | ast.Call | ast.Subscript):
            continue  # a text that was made elsewhere
        english = _string(call.args[0], path)
        plural = _string(call.args[1], path) if len(call.args) > 1 else ""
        given = {k.arg: k.value for k in call.keywords if k.arg}
        context = _string(given.pop("context"), path) if "context" in given else ""
        note = _NOTE.match(lines[call.lineno - 2]) if call.lineno > 1 else None
        if english:
            name = path.relative_to(ROOT).as_posix()
            yield Found(english, plural, context, [name], set(given), [note[1]] if note else [])


@cache
def texts() -> dict[tuple[str, str], Found]:
    """Every text of the program, by its context and English."""
    found: dict[tuple[str, str], Found] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in texts_in(path):
            first = found.setdefault((text.context, text.english), text)
            if first is not text:
                first.plural = first.plural or text.plural
                first.names |= text.names
                first.files += [f for f in text.files if f not in first.files]
                first.notes += [n for n in text.notes if n not in first.notes]
    for kind, form in all_fields():  # they stand with the keys that they are about
        for text in (form.label, *form.values, form.about):
            if isinstance(text, Text) and text.english:
                file = f"{kind.__module__.replace('.', '/')}.py"
                found.setdefault((text.context, text.english), Found(text.english, "", text.context, [file]))
    for words in comments():
        found.setdefault(("", words), Found(words, "", "", ["explorer/editor/new_scene.py"]))
    return found


def template() -> Catalog:
    """A catalogue without a language: every text of the program."""
    made = Catalog(project="park-explorer", charset="utf-8", creation_date=_FIRST_DAY)
    for text in texts().values():
        made.add(
            text.id,
            locations=[(file, 1) for file in text.files],
            auto_comments=text.notes,
            context=text.context or None,
            flags={"python-brace-format"} if placeholders(text.plural or text.english) else (),
        )
    return made


def po_file(language: str) -> Path:
    """Where the catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands in its PO file."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str) -> Catalog:
    """The catalogue of a language with the texts of the code: new ones empty or guessed (fuzzy), old ones gone."""
    there = po_file(language).exists()
    made = read(language) if there else Catalog(locale=language, charset="utf-8", creation_date=_FIRST_DAY)
    made.update(template(), no_fuzzy_matching=len(made) == 0, keep_user_comments=True)
    made.obsolete.clear()
    made.creation_date = made.revision_date = _FIRST_DAY
    made.project, made.version, made.fuzzy = "park-explorer", "", False
    made.header_comment = f"# The words of the park explorer in {language}."
    return made


def written(catalogue: Catalog) -> bytes:
    """A PO file: without line numbers, so that it changes only where texts do."""
    out = BytesIO()
    write_po(out, catalogue, width=110, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A MO file."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def placeholders(template: str) -> set[str]:
    """The {placeholders} of a text, as they are written."""
    return {m[0] for m in _PLACEHOLDER.finditer(template) if m[1]}


def faults(language: str) -> list[str]:
    """What is wrong with the catalogue of a language that is said to be complete, a sentence each."""
    catalogue = read(language)
    reported = []
    for text in texts().values():
        name = repr(text.english if not text.context else f"{text.context}: {text.english}")
        message = catalogue.get(text.id, text.context or None)
        if message is None:
            reported.append(f"{name}: not in the catalogue; run python -m tests.catalogues")
        elif message.fuzzy:
            reported.append(f"{name}: fuzzy, so somebody must look at it")
        else:
            reported += [f"{name}: {fault}" for fault in _faults_of(text, message, catalogue.num_plurals)]
    return reported


def _faults_of(text: Found, message: Message, forms: int) -> Iterator[str]:
    shown: Sequence[str] = [message.string] if isinstance(message.string, str) else message.string
    if len(shown) != (forms if text.plural else 1):
        yield f"{len(shown)} forms, but the language has {forms}"
    wanted = placeholders(text.plural or text.english)
    for form in shown:
        if not form:
            yield "missing"
            continue
        have = placeholders(form)
        further = {p for p in have - wanted if _PLACEHOLDER.fullmatch(p)[1] in text.names}  # type: ignore[index]
        lost = set() if text.plural or further else wanted - have
        if have - wanted - further or lost:
            yield f"placeholders differ: {sorted(wanted)} and {sorted(have)}"


def main(words: Sequence[str]) -> int:
    """Merge and compile every catalogue, and the new ones named."""
    languages = {f.parents[1].name for f in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")} | set(words)
    for language in sorted(languages):
        catalogue = merged(language)
        po = po_file(language)
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(written(catalogue))
        po.with_suffix(".mo").write_bytes(compiled(read(language)))
        missing = faults(language)
        print(f"{language}: {len(catalogue)} texts, {len(missing)} to do")
        for fault in missing[:20]:
            print(f"  {fault}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
