"""Contours: reckoned once for a camera, and the same in a quick picture as in the fine one after it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.highlight import Area, Mark, Outline, Seen
from explorer.stage.lens import Eye
from explorer.stage.quality import Step

from .conftest import resting, seen

SIZE, QUICK = (320, 180), (212, 119)
MARK = Mark("goals25", "open", 1.0)


@pytest.fixture
def view(park: Park, stage: Stage) -> Seen:
    seen(stage, resting(park, "goals25"))
    return Seen(Eye(park.zones["goals25"].views.front.pose, SIZE[0] / SIZE[1]), SIZE, Step())


def laid(stage: Stage, view: Seen, size: tuple[int, int]) -> np.ndarray:
    """The contour over black."""
    picture = np.zeros((size[1], size[0], 4), np.uint8)
    stage._scenery.outline.lay(picture, view, [MARK])
    return picture[..., :3].astype(float)


def test_it_is_reckoned_once_for_the_quick_picture_and_the_fine_one(
    stage: Stage, view: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    masks: list[Area] = []
    drawn = Outline._mask

    def mask(self: Outline, eye: Eye, zone: str, area: Area, size: Any) -> Any:
        masks.append(area)
        return drawn(self, eye, zone, area, size)

    monkeypatch.setattr(Outline, "_mask", mask)
    stage._scenery.outline._kept.clear()
    quick, fine = laid(stage, view, QUICK), laid(stage, view, SIZE)
    assert len(masks) == 1 and quick.any() and fine.any()
    assert np.array_equal(quick, laid(stage, view, QUICK)) and np.array_equal(fine, laid(stage, view, SIZE))
    assert len(masks) == 1


def test_it_runs_where_it_runs_in_the_fine_picture(stage: Stage, view: Seen) -> None:
    quick, fine = laid(stage, view, QUICK), laid(stage, view, SIZE)
    light, on_it = fine.max(axis=-1) > 60, quick.max(axis=-1) > 60
    y, x = (np.argwhere(on_it) + 0.5).T * (SIZE[1] / QUICK[1])
    near = [
        light[np.clip(y + down, 0, SIZE[1] - 1).astype(int), np.clip(x + across, 0, SIZE[0] - 1).astype(int)]
        for down in (-2, 0, 2)
        for across in (-2, 0, 2)
    ]
    assert len(y) > 100
    assert np.any(near, axis=0).mean() > 0.95
    assert on_it.mean() == pytest.approx(light.mean(), rel=0.25)
