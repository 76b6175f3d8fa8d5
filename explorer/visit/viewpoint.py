"""A viewpoint in the history of a visit."""

from __future__ import annotations

from dataclasses import dataclass

from ..base.geometry import Pose
from ..park.model import Park
from ..park.tour import Stop


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """An open zone (or none), the pose of the camera, and whether the visitor is at the exhibit."""

    zone: str | None
    pose: Pose
    operating: bool = False

    @classmethod
    def of_stop(cls, park: Park, stop: Stop) -> Viewpoint:
        """The viewpoint of a stop of a tour."""
        if stop.zone is None:
            return cls(None, park.views[stop.view or park.start].pose)
        views, at_exhibit = park.zones[stop.zone].views, stop.at == "exhibit"
        return cls(stop.zone, (views.exhibit if at_exhibit else views.front).pose, at_exhibit)


def thumbnail_pose(park: Park, stop: Stop) -> Pose:
    """The pose of a stop's thumbnail: the front of the building, even if the stop is at the exhibit."""
    return park.zones[stop.zone].views.front.pose if stop.zone else Viewpoint.of_stop(park, stop).pose
