"""The hint points at what can be worked, not at what is to be read."""

from __future__ import annotations

from explorer.base.geometry import WHOLE
from explorer.base.protocols import PartPlace
from explorer.shell.kiosk.hint import STAYS_S, Hint
from explorer.visit import Change, Open, Operate, Settings

from ..fake_stage import FakeStage
from ..windows import Windows, draw_frames


class StageWithParts(FakeStage):
    """All parts of the exhibit on show stand in a row before the camera, six metres high."""

    def parts(self) -> dict[str, PartPlace]:
        run = self.visit.run
        names = run.exhibit.parts(run.state) if run is not None else ()
        x, y, z = self.visit.pose.target
        return {
            name: PartPlace(*[(x + 4.0 * (number - 5), y, z + high) for high in (3.0, -3.0, 0.0, 0.0)])
            for number, name in enumerate(names)
        }


def test_the_hint_goes_from_one_thing_that_can_be_dragged_to_the_next(open_window: Windows) -> None:
    window = open_window(stage=StageWithParts, size=(1280, 720))
    for act in (Change(Settings(comfort="cut")), Open("line"), Operate()):
        window.do(act)
    draw_frames(window, 12, 0.05)
    run = window.visit.run
    assert run is not None and "counter" in window.stage.parts()
    hint, seen = Hint(window.theme, window.stage, window.viewport), set()
    for _ in range(20):
        hint.update_from(window.visit, WHOLE, STAYS_S)
        seen.add(hint.target)
    assert len(seen) > 1 and seen <= set(run.exhibit.handles)
