"""The files from which a table or gallery exhibit starts, chosen in a dialog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ...editor.document import SceneDocument
from ...editor.exhibits import FROM_FILES, exhibit_of, gallery_of, table_of
from ...editor.own_files import bring_in
from ...exhibits.sheets import GALLERY, TABLE
from ...exhibits.sheets.table_file import NotRead, read_table
from ...i18n import Language, Text, tr, why_unreadable
from ...park.checks.scene_files import KINDS
from .editors import NOT_COPIED, choose_files

CHOOSE_TABLE, CHOOSE_PICTURES = Text("Choose a table"), Text("Choose pictures")
ASKED = {TABLE: ("table", CHOOSE_TABLE), GALLERY: ("picture", CHOOSE_PICTURES)}
"""The files that a kind starts from, and the title of their dialog."""


def exhibit_for(
    parent: QWidget, language: Language, kind: str, before: Mapping[str, Any], document: SceneDocument
) -> tuple[dict[str, Any] | None, str]:
    """An exhibit of another kind, after asking for its files; None if none were chosen, or with the error."""
    try:
        block = _block(parent, language, kind, document)
    except OSError as error:
        return None, tr(NOT_COPIED, language, reason=why_unreadable(error))
    except NotRead as wrong:
        return None, f"{tr(wrong.what, language)}: {tr(wrong.remedy, language)}"
    if block is None and kind in FROM_FILES:
        return None, ""
    return exhibit_of(document.languages, kind, before, block), ""


def _block(parent: QWidget, language: Language, kind: str, document: SceneDocument) -> dict[str, Any] | None:
    if kind not in ASKED:
        return None
    files, words = ASKED[kind]
    part, suffixes = KINDS[files]
    folder, languages = document.folder, document.languages
    chosen = choose_files(parent, language, tr(words, language), folder, suffixes, several=kind == GALLERY)
    if not chosen:
        return None
    if kind == GALLERY:
        return gallery_of(languages, [bring_in(folder, part, path) for path in chosen])
    table = read_table(chosen[0])
    table_of(languages, "", table)  # validate before copying
    return table_of(languages, bring_in(folder, part, chosen[0]), table)
