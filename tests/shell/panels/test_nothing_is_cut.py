"""A message lies below the open map, and an article that scrolls ends below a whole row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from explorer.park.model import Language
from explorer.visit import EXPLORE, Mode, Open
from explorer.visit.kiosk.acts import Presence
from explorer.visit.mode import KIOSK

from ..windows import Windows, draw_frames


@pytest.mark.parametrize("mode", [EXPLORE, KIOSK], ids=["explore", "kiosk"])
def test_a_message_lies_below_the_open_map(open_window: Windows, mode: Mode) -> None:
    window = open_window(mode)
    window.do(Presence())
    window.parts.map_panel.open()
    window.notify("You have seen all 20 halls.")
    draw_frames(window, 2)
    shown = [part.inner.translated(part.pos()) for part in (window.parts.toast, window.parts.map_panel)]
    assert not shown[0].intersects(shown[1]) and all(map(window.rect().contains, shown))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_row_of_an_article_in_a_booth_is_cut(open_window: Windows, language: Language) -> None:
    window, scrolled = open_window(KIOSK, language=language), 0
    for zone in ("plaza", "data", "trends", "content"):
        window.do(Presence())
        window.do(Open(zone))
        draw_frames(window, 3)
        page, area = window.parts.article.page, window.parts.article.scroll_area
        assert page is not None
        if not area.verticalScrollBar().maximum():
            continue
        scrolled += 1
        foot = area.viewport().height()
        for row in page.rows.values():
            top = row.mapTo(page, QPoint(0, 0)).y()
            assert not top + 4 < foot < top + row.height() - 4, (zone, row.key)
    assert scrolled
