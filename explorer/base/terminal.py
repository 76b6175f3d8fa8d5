"""Tables and progress of commands: drawn by rich on a terminal, plain text in files and pipes."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import bootstrap

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.table import Table as RichTable

GAP = "  "


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells: the first is the head, a row of one cell is the title of a group."""

    lines: Sequence[Sequence[str]]
    title: str = ""  # above all rows, with a rule; "": none

    def __str__(self) -> str:
        """The table as plain text: the first column aligned left, the others right."""
        from rich.cells import cell_len

        most = max(map(len, self.lines))
        widths = [
            max((cell_len(line[i]) for line in self.lines if len(line) > max(i, 1)), default=0)
            for i in range(most)
        ]
        text = []
        for line in self.lines:
            if len(line) == 1:
                text.append(line[0])
                continue
            first = line[0] + " " * (widths[0] - cell_len(line[0]))
            others = (" " * (widths[i] - cell_len(line[i])) + line[i] for i in range(1, len(line)))
            text.append(GAP.join([first, *others]).rstrip())
        if self.title:
            rule = "-" * (sum(widths) + len(GAP) * (most + 1))
            text = [self.title, rule, *(GAP + line for line in text)]
        return "\n".join(text)

    def drawn(self) -> RichTable:
        """The table as a terminal shows it."""
        from rich.box import SIMPLE_HEAD
        from rich.table import Table as RichTable
        from rich.text import Text

        head, *lines = self.lines
        table = RichTable(title=self.title or None, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
        for number, cell in enumerate(head):
            table.add_column(Text(cell), justify="right" if number else "left", no_wrap=number > 0)
        for line in lines:
            is_group = len(line) == 1
            table.add_row(*map(Text, line), style="bold" if is_group else "")
        return table


def show(blocks: Iterable[str | Table]) -> None:
    """Print texts and tables on standard output, with an empty line between two."""
    blocks = list(blocks)
    if not sys.stdout.isatty():
        print("\n\n".join(map(str, blocks)))
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    for number, block in enumerate(blocks):
        if number:
            console.print()
        console.print(block.drawn() if isinstance(block, Table) else block)


class Progress(bootstrap.Progress):
    """Progress of a command: a bar on a terminal, plain lines elsewhere."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._bar: Bar | None = None

    def show(self, share: float, what: str) -> None:
        """Show progress: `share` from 0 to 1, and the current step."""
        if not self.live:
            super().show(share, what)
            return
        bar = self._bar = self._bar or _bar(self.title)
        bar.update(bar.task_ids[0], completed=share, what=what, refresh=True)

    def clear(self) -> None:
        """Remove the bar, so that other output can follow."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def done(self, what: str) -> None:
        """Leave the bar, filled."""
        self.show(1.0, what)
        if self._bar is not None:
            self._bar.live.transient = False
            self.clear()


def _bar(title: str) -> Bar:
    """A bar redrawn on request, not by a thread, which would disturb measurements."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.table import Column

    column = Column(overflow="ellipsis", no_wrap=True, ratio=1)
    what = TextColumn("{task.fields[what]}", markup=False, table_column=column)
    bar = Bar(
        TextColumn("{task.description}", markup=False), BarColumn(24), TaskProgressColumn(), TimeRemainingColumn(), what,
        console=Console(stderr=True), auto_refresh=False, transient=True,
    )  # fmt: skip
    bar.add_task(title, total=1.0, what="")
    bar.start()
    atexit.register(bar.stop)  # shows the cursor again, however the program ends
    return bar
