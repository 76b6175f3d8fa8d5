"""The park is what one sees of an open zone: its card and what else lies on the picture cover little of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect

from explorer.park.model import Language
from explorer.visit import EXPLORE, Close, Mode, Open, Settings
from explorer.visit.kiosk.acts import Presence
from explorer.visit.mode import KIOSK

from ..windows import Windows, draw_frames

MOST = 0.30


@pytest.mark.parametrize(
    ("mode", "language"), [(EXPLORE, "en"), (EXPLORE, "zh"), (KIOSK, "en"), (KIOSK, "zh")]
)
def test_an_open_zone_leaves_the_picture_free(open_window: Windows, mode: Mode, language: Language) -> None:
    settings = Settings(comfort="cut", language=language)
    window = open_window(mode, settings=settings, usual=settings, clock=lambda: 0.0)
    window.do(Presence())
    picture = window.width() * window.height()
    for zone in window.visit.park.zones:
        window.do(Open(zone))
        draw_frames(window, 1)
        page = window.parts.article.page
        assert page is not None and page.exhibit is not None
        lying = [s.inner for s in window.surfaces if s.isVisible() and s is not window.parts.toast]
        counted = lying if mode is EXPLORE else [window.parts.article.inner]
        assert sum(r.width() * r.height() for r in counted) <= MOST * picture, zone
        scrolled = window.parts.article.scroll_area.viewport()
        for way in (page.exhibit.try_button, page.exhibit.show_button):
            at = QRect(way.mapTo(scrolled, QPoint(0, 0)), way.size())
            assert scrolled.rect().contains(at), (zone, "the way to the exhibit is in sight")
        if mode is EXPLORE:
            assert window.parts.article.scroll_area.verticalScrollBar().maximum() == 0, zone
        window.do(Close())
