"""The buttons that save the sheets of a lesson, and the level of its worksheet."""

from __future__ import annotations

from functools import partial

from ...i18n import Text, tr
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Prose, Segmented
from ..widgets.save_dialog import Kind
from ..widgets.segmented import Option
from .files import Files
from .task_table import LEVELS

SHEETS: dict[Kind, tuple[Text, Text, str]] = {
    "pupils": (Text("Page for pupils"), Text("without answers"), "file-text"),
    "teacher": (Text("Page for the teacher"), Text("with answers and counts"), "file-check"),
    "plan": (Text("Lesson plan"), Text("aims, materials, time, answers"), "list-checks"),
    "table": (Text("Table of answers"), Text("for a spreadsheet"), "table"),
    "school": (Text("Questions for the school"), Text("for Moodle, Canvas and others"), "graduation-cap"),
}
"""Of each kind of file: what it is, more about it, and its icon."""
BEFORE: tuple[Kind, ...] = ("pupils", "teacher", "plan")
AFTER: tuple[Kind, ...] = ("pupils", "teacher", "plan", "table", "school")


def sheets(
    theme: Theme, files: Files, kinds: tuple[Kind, ...], *more: Button
) -> tuple[Column, dict[Kind, Button]]:
    """The level of the worksheet above a button for each kind of file, and the buttons."""
    language = theme.language
    options = [Option(level, tr(words, language)) for level, words in LEVELS.items()]
    name = tr(Text("Level of the worksheet"), language)
    levels = Segmented(theme, options, files.level, name=name, on_choose=files.choose_level)
    buttons = {}
    for kind in kinds:
        words, sub, icon = SHEETS[kind]
        buttons[kind] = Button(
            theme, tr(words, language), icon, kind="primary" if kinds == AFTER and kind == "pupils" else "secondary",
            sub=tr(sub, language), left=True, on_press=partial(files.ask, kind),
        )  # fmt: skip
    title = Prose(theme, tr(Text("Save the worksheet"), language), "label", "ink2")
    return Column(theme, title, levels, Flow(theme, *buttons.values(), *more, gap=8), gap=8), buttons
