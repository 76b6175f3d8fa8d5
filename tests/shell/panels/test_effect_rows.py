"""What a rich picture has can be switched off on the page of settings; where the picture is plain, there is nothing of it."""

from __future__ import annotations

from explorer.base.protocols import EFFECTS
from explorer.visit import Change, Settings

from ..fake_stage import FakeStage
from ..windows import Windows, draw_frames


class RichStage(FakeStage):
    """A stage that draws all but one of them."""

    effects = EFFECTS[:2]


def test_a_switch_for_each_that_is_drawn_here(open_window: Windows) -> None:
    window = open_window(stage=RichStage)
    window.ask("comfort page")
    draw_frames(window, 2)
    rows = window.sheet.page.settings.effects
    assert rows.isVisible() and tuple(rows.switches) == RichStage.effects
    rows.switches["bloom"].click()
    draw_frames(window, 1)
    assert not window.visit.settings.bloom and window.visit.settings.grading
    window.do(Change(Settings(comfort="cut")))
    draw_frames(window, 1)
    assert rows.switches["bloom"].isChecked(), "as the visit has it"


def test_there_is_none_where_the_picture_is_plain(open_window: Windows) -> None:
    window = open_window()
    window.ask("comfort page")
    draw_frames(window, 2)
    assert not window.sheet.page.settings.effects.isVisible()
