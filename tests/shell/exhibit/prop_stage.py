"""A stage without graphics at whose exhibits the park's own props stand, where the park's own camera sees them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.base.geometry import Vec2, box_corners, hull
from explorer.base.protocols import PartPlace
from explorer.stage.camera import Camera
from explorer.stage.props.prop import Prop
from explorer.stage.props.prop_manager import prop_class

from ..fake_stage import FakeStage
from ..picture import real_park


@cache
def prop_of(zone: str) -> Prop:
    """The prop of an exhibit of the park that ships, at its place: none has a surface."""
    found = real_park().zones[zone]
    assert found.exhibit is not None
    kind = prop_class(found.exhibit.kind)
    assert kind is not None
    return kind(found.exhibit, found.exhibit.accent or found.accent)


class PropStage(FakeStage):
    """Parts are where the prop of the open exhibit has them."""

    def parts(self) -> dict[str, PartPlace]:
        prop = self._shown()
        return prop.anchors() if prop else {}

    def outlines(self) -> dict[str, list[Vec2]]:
        """What each part covers of the picture, in pixels: a convex polygon."""
        prop = self._shown()
        if prop is None:
            return {}
        return {name: self.seen(np.array(box_corners(*box))) for name, box in prop.boxes().items()}

    def seen(self, corners: npt.NDArray[np.floating[Any]]) -> list[Vec2]:
        """What something at the prop's own coordinates covers of the picture, in pixels: a convex polygon."""
        prop = self._shown()
        assert prop is not None
        out = np.array(prop.root.get_mat())
        placed = np.column_stack([corners, np.ones(len(corners))]) @ out[:, :3]
        return hull([(float(x), float(y)) for x, y in self.project(placed) * self.size])

    def project(self, points: npt.ArrayLike) -> npt.NDArray[np.floating[Any]]:
        return Camera(self.visit.pose, self.size[0] / self.size[1], self.free).project(points)

    def _shown(self) -> Prop | None:
        run, zone = self.visit.run, self.visit.zone
        if run is None or zone is None:
            return None
        prop = prop_of(zone)
        prop.show(run.exhibit, run.state, run.time_s + run.remainder_s)
        return prop
