"""A place of the visit that one can go back to."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.geometry import Pose
from ..park.model import Park
from ..park.tour import Stop


@dataclass(frozen=True, slots=True)
class Spot:
    """A zone that is open (or none), where the camera stands, and whether the visitor is at the exhibit."""

    zone: str | None
    pose: Pose
    operating: bool = False

    @classmethod
    def of_stop(cls, park: Park, stop: Stop) -> Spot:
        """Where one stands at a stop of a tour."""
        if stop.zone is None:
            return cls(None, park.views[stop.view or park.start].pose)
        views, at_exhibit = park.zones[stop.zone].views, stop.at == "exhibit"
        return cls(stop.zone, (views.exhibit if at_exhibit else views.front).pose, at_exhibit)


def picture_pose(park: Park, stop: Stop) -> Pose:
    """From where a stop is recognised: a building from before it, also where the stop is at its exhibit."""
    return park.zones[stop.zone].views.front.pose if stop.zone else Spot.of_stop(park, stop).pose
