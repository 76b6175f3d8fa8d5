"""`python3 -m tests.tools.accessibility_report`: writes the rows of `explorer/ACCESSIBILITY.md` that a test can prove.

Each row names a criterion and is computed from the program. `tests/test_accessibility_report.py` computes all of them
again, so that the file says nothing that is not so any more.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QLineEdit, QScrollBar, QWidget

from explorer.base.bootstrap import ROOT
from explorer.exhibits.kinds import KINDS
from explorer.shell.accessible import install
from explorer.shell.exhibit.parameters import Control, parameters_of
from explorer.shell.input.commands import walk_from
from explorer.shell.input.focus import stops
from explorer.shell.style.colour import contrast
from explorer.shell.style.theme import Theme
from explorer.shell.style.tokens import PALETTES, Look
from explorer.shell.widgets import Slider
from explorer.shell.window.main_window import MainWindow
from explorer.visit import EXPLORE, KIOSK, Open, Operate, Point, Settings, Visit
from explorer.visit.mode import Mode
from tests.shell.picture import real_park
from tests.shell.windows import Windows, draw_frames

FILE = ROOT / "explorer" / "ACCESSIBILITY.md"
BEGIN, END = "<!-- proven: python3 -m tests.tools.accessibility_report -->", "<!-- end of proven -->"
LOOKS: dict[Look, str] = {"light": "light", "dark": "dark", "contrast": "high contrast"}
INKS = ("ink", "ink2", "ink3", "link", "ok", "warn", "err", "info", "markP", "markF", "markV")
GROUNDS = ("surface", "raised", "sunken")
MODES: tuple[Mode, ...] = (EXPLORE, KIOSK)
CONTROLS = (QAbstractButton, QAbstractSlider, QLineEdit)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the report.

    Attributes
    ----------
    criterion : its number in WCAG 2.2, or in EN 301 549.
    found : what was found; "" if it does not hold.
    """

    criterion: str
    title: str
    found: str


def _worst(look: Look, inks: tuple[str, ...]) -> float:
    colours = PALETTES[look]
    return min(contrast(colours[ink], colours[ground]) for ink, ground in product(inks, GROUNDS))


def text_contrast(_: Windows) -> str:
    """Contrast of all text colours on all panels."""
    worst = {look: _worst(look, INKS) for look in LOOKS}
    if min(worst.values()) < 4.5 or worst["contrast"] < 7:
        return ""
    found = ", ".join(f"{name} {int(worst[look] * 10) / 10}" for look, name in LOOKS.items())
    return f"at least 4.5 : 1, in high contrast 7 : 1; the least of each theme is {found}"


def edge_contrast(_: Windows) -> str:
    """Contrast of the edges of controls and of the focus ring."""
    worst = {look: _worst(look, ("control", "focus")) for look in LOOKS}
    if min(worst.values()) < 3:
        return ""
    found = ", ".join(f"{name} {int(worst[look] * 10) / 10}" for look, name in LOOKS.items())
    return f"edges of controls and the focus ring at least 3 : 1; the least of each theme is {found}"


def target_size(_: Windows) -> str:
    """The size of targets at 100 % text, in a window of the least height."""
    laptop = Theme.of(Settings(), EXPLORE.least_px[1], profile="laptop").target_px
    stand = Theme.of(Settings(), KIOSK.least_px[1], profile="stand").target_px
    return f"{laptop} px or more, on a stand {stand} px or more" if min(laptop, stand) >= 44 else ""


def larger_text(_: Windows) -> str:
    """Text at 200 %."""
    usual, large = (Theme.of(Settings(text_percent=percent), 720) for percent in (100, 200))
    shares = [large.text_px(role) / usual.text_px(role) for role in ("fine", "body", "label")]
    return "in the program's own settings, without another tool" if min(shares) >= 1.95 else ""


def less_motion(windows: Windows) -> str:
    """No flights, no fades where the system or the visitor asks for less motion."""
    visit = Visit.begin(real_park(), settings=Settings(comfort="cut")).after(Open("data"))
    window = windows()
    draw_frames(window)
    return "the camera cuts, panels appear at once" if not visit.moving and window.theme.less_motion else ""


def _places(windows: Windows) -> Iterator[MainWindow]:
    """Windows of the modes without staff, each at the park, at an article, at an exhibit, in the settings."""
    for mode in MODES:
        visit = Visit.begin(real_park(), mode, Settings(comfort="cut"))
        window = windows(visit=visit)
        for step in (None, Open("data"), Operate()):
            if step is not None:
                window.do(step)
            draw_frames(window, 4)
            yield window
        window.ask("help")
        draw_frames(window, 4)
        yield window


def _controls(window: QWidget) -> list[QWidget]:
    """What can be pressed, turned or typed into; scroll bars are left out, as keys scroll their areas."""
    found = (w for w in window.findChildren(QWidget) if isinstance(w, CONTROLS) and w.isVisible())
    return [w for w in found if not isinstance(w, QScrollBar)]


def names(windows: Windows) -> str:
    """Every control has a name and a role."""
    install()
    for window in _places(windows):
        for control in _controls(window):
            reported = QAccessible.queryAccessibleInterface(control)
            if not reported.text(QAccessible.Text.Name).strip() or reported.role() == QAccessible.Role.NoRole:
                return ""
    return "every button, slider and field of park, article, exhibit and settings has a name and a role"


def keyboard(windows: Windows) -> str:
    """Every control can be reached by keys, and every zone."""
    for window in _places(windows):
        reached = {id(widget) for widget in stops(window)}
        for control in _controls(window):
            by_arrows = isinstance(control.parentWidget(), Slider) or _is_choice(control)
            if control.isEnabled() and id(control) not in reached and not by_arrows:
                return ""
    visit, zones = Visit.begin(real_park(), settings=Settings(comfort="cut")), set[str]()
    while (zone := walk_from(visit, 1)) is not None:
        zones.add(zone)
        visit = visit.after(Point(zone))
    if zones != set(visit.park.zones):
        return ""
    return (
        "Tab reaches every control (arrows: the steps of a slider, the choices of a row) and, on the picture, every zone "
        "in the order of the walk"
    )


def _is_choice(control: QWidget) -> bool:
    return isinstance(control, QAbstractButton) and control.isCheckable() and control.autoExclusive()


def values(_: Windows) -> str:
    """Sliders tell their real values."""
    install()
    for exhibit in KINDS.values():
        for parameter in parameters_of(exhibit):
            if not parameter.slides:
                continue
            accent = next(iter(real_park().zones.values())).accent
            control = Control(Theme(), accent, parameter, lambda act: None)
            scale = QAccessible.queryAccessibleInterface(control.slider.track).valueInterface()
            ends = (parameter.low, float(parameter.at(parameter.steps)))
            found = (scale.minimumValue(), scale.maximumValue())
            control.deleteLater()
            if any(abs(a - b) > 1e-6 for a, b in zip(ends, found, strict=True)):
                return ""
    return "every slider of every exhibit tells its value in its unit, and takes one"


def structure(windows: Windows) -> str:
    """Window, picture, document and headings have their roles."""
    install()
    window = windows(visit=Visit.begin(real_park(), settings=Settings(comfort="cut")).after(Open("data")))
    draw_frames(window)
    query, role = QAccessible.queryAccessibleInterface, QAccessible.Role
    picture, heading = query(window.viewport), window.article.heading
    holds = (
        query(window).role() == role.Window
        and (picture.role(), picture.childCount()) == (role.List, len(window.visit.park.zones))
        and query(window.article).role() == role.Document
        and heading is not None
        and query(heading).role() == role.Heading
    )
    return (
        "a window; the picture as the list of its zones; an article as a document with headings"
        if holds
        else ""
    )


def time_to_answer(_: Windows) -> str:
    """How long a kiosk waits for an answer."""
    seconds = KIOSK.countdown_s
    return f"*Still there?* waits {seconds:g} s for one press of any key or place" if seconds >= 20 else ""


def focus_ring(_: Windows) -> str:
    """The focus ring is wide enough to be seen."""
    widths = [Theme(look).focus_px for look in LOOKS]
    return f"a ring of {min(widths)} px or more" if min(widths) >= 2 else ""


ROWS: tuple[tuple[str, str, Callable[[Windows], str]], ...] = (
    ("1.3.1, 11.1.3.1", "Info and relationships", structure),
    ("1.4.3", "Contrast (minimum)", text_contrast),
    ("1.4.4", "Resize text, 200 %", larger_text),
    ("1.4.11", "Non-text contrast", edge_contrast),
    ("2.1.1", "Keyboard", keyboard),
    ("2.2.1", "Timing adjustable", time_to_answer),
    ("2.3.3 (AAA)", "Animation from interactions", less_motion),
    ("2.4.7", "Focus visible", focus_ring),
    ("2.5.8", "Target size (minimum 24 px)", target_size),
    ("4.1.2, 11.5.2.5", "Name and role", names),
    ("4.1.2, 11.5.2.7", "Values", values),
)  # fmt: skip


def rows() -> list[Row]:
    """All rows, computed now."""
    windows = Windows()
    try:
        return [Row(criterion, title, check(windows)) for criterion, title, check in ROWS]
    finally:
        windows.close()


def table(found: list[Row]) -> str:
    """The rows as they stand in the file."""
    lines = ["| criterion | | result | what was found |", "|---|---|---|---|"]
    for row in found:
        verdict = "supports" if row.found else "**does not support**"
        lines.append(f"| {row.criterion} | {row.title} | {verdict} | {row.found or 'it does not hold now'} |")
    return "\n".join(lines)


def with_table(text: str, found: list[Row]) -> str:
    """The text of the file with the rows as they are now."""
    inside = f"{BEGIN}\n{table(found)}\n{END}"
    return re.sub(re.escape(BEGIN) + ".*" + re.escape(END), lambda _: inside, text, flags=re.DOTALL)


def main() -> int:
    """Write the rows; 1 if one does not hold."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    found = rows()
    application.processEvents()
    FILE.write_text(with_table(FILE.read_text("utf-8"), found), "utf-8")
    for row in found:
        print(f"{row.criterion:18} {row.title}: {row.found or 'DOES NOT HOLD'}")
    return 0 if all(row.found for row in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
