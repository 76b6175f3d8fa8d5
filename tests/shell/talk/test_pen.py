"""The pen: what is drawn on the audience's picture stays with its stop."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from explorer.shell.talk.pen import INKS, places, tangents
from explorer.visit import Backward, Onward, SetPenColour, UsePen
from explorer.visit.talk.reducer import stop_of

from .conftest import Desk
from .test_two_windows import move, pixels


def drawn(desk: Desk, widget: QWidget, *share: tuple[float, float]) -> None:
    """Draw a line with the pointer, through places given as shares of the widget."""
    points = [QPoint(round(x * widget.width()), round(y * widget.height())) for x, y in share]
    joins = partial(QCoreApplication.testAttribute, Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents)
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        move(widget, point)
    assert not joins()  # every position of the pointer: else circles have corners where frames are slow
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=points[-1])
    assert joins()
    desk.pass_time(0.3)


def inked(desk: Desk, colour: str) -> int:
    """How many pixels of the audience's window have exactly a colour of the pen."""
    ink = QColor(INKS[colour])  # type: ignore[index]
    return int((pixels(desk.audience()) == (ink.blue(), ink.green(), ink.red())).all(axis=2).sum())


@pytest.fixture
def begun(desk: Desk) -> Desk:
    desk.do(Onward())
    desk.pass_time(10)
    return desk


def test_a_key_and_the_pointer_draw_and_the_mark_stays_with_its_stop(begun: Desk) -> None:
    viewport = begun.layer._context.viewport
    pose = begun.visit.pose
    begun.press(Qt.Key.Key_D)
    assert begun.talk.pen and not begun.console.controls.pen.isHidden()
    drawn(begun, viewport, (0.4, 0.4), (0.5, 0.4), (0.6, 0.5))
    assert begun.visit.pose == pose  # a drag draws and does not turn the camera
    (stroke,) = begun.talk.strokes
    assert len(stroke.points) == 3 and inked(begun, "red") > 300
    begun.do(Onward())
    begun.pass_time(20)
    assert stop_of(begun.visit) == 1 and inked(begun, "red") < 50  # the tip of the pen alone
    begun.do(Backward())
    begun.pass_time(20)
    assert inked(begun, "red") > 300


def test_the_presenter_draws_in_the_small_view_at_the_same_place(begun: Desk) -> None:
    begun.do(UsePen(True), SetPenColour("blue"))
    live = begun.console.live
    rect = live.picture
    for share in ((0.25, 0.25), (0.75, 0.75)):
        at = QPoint(round(rect.x() + share[0] * rect.width()), round(rect.y() + share[1] * rect.height()))
        QTest.mouseClick(live, Qt.MouseButton.LeftButton, pos=at)
    begun.pass_time(0.3)
    found = pixels(begun.audience())
    ink = QColor(INKS["blue"])
    rows, columns = np.nonzero((found == (ink.blue(), ink.green(), ink.red())).all(axis=2))
    height, width = found.shape[:2]
    assert len(begun.talk.strokes) == 2
    assert rows.min() / height == pytest.approx(0.25, abs=0.02) and rows.max() / height == pytest.approx(
        0.75, abs=0.02
    )
    assert columns.min() / width == pytest.approx(0.25, abs=0.02) and columns.max() / width == pytest.approx(
        0.75, abs=0.02
    )


def test_colour_undo_and_clear_from_buttons_and_keys(begun: Desk) -> None:
    begun.press(Qt.Key.Key_D)
    row, viewport = begun.console.controls.pen, begun.layer._context.viewport
    assert not row.undo.isEnabled() and not row.clear.isEnabled()
    row.swatches["green"].click()
    drawn(begun, viewport, (0.4, 0.4), (0.5, 0.5))
    drawn(begun, viewport, (0.4, 0.5), (0.5, 0.6))
    assert [stroke.colour for stroke in begun.talk.strokes] == ["green", "green"]
    QTest.keyClick(begun.console, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    begun.pass_time(0.1)
    assert len(begun.talk.strokes) == 1
    begun.press(Qt.Key.Key_E)
    assert begun.talk.strokes == () and inked(begun, "green") < 50
    begun.press(Qt.Key.Key_Escape)
    assert not begun.talk.pen and row.isHidden()


def test_a_mark_lies_on_the_same_spot_of_a_picture_of_any_size(begun: Desk) -> None:
    from PySide6.QtCore import QRectF

    pose = begun.visit.pose
    at = tangents((0.5, -0.25), pose, 16 / 9)
    for width, height in ((1600, 900), (320, 180)):
        (place,) = places(QRectF(0, 0, width, height), [at], pose)
        assert (place.x() / width, place.y() / height) == pytest.approx((0.75, 0.625))
