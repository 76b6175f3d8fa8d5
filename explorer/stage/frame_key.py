"""What a picture of the park depends on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..park.model import Language
from ..visit import Running
from .camera import Eye

HARDLY_H = 0.05
"""So little a change of the hour can wait for its fine picture."""


@dataclass(frozen=True, slots=True)
class Shot:
    """All that a picture of the park depends on, but for the outlines laid over it.

    `light` is the hour of the light. `time_s` moves the water and the flows; it counts only where time alone is reason
    for a new picture. `run` and `marked_parts` are what the open zone's exhibit does, and which of its parts are framed;
    `cleared` is the zone whose stand-ins make room for it. `ribbons` is how strong each flow between zones is;
    `beacon_s` is how long the beacon over the zone that is pointed at has been there, as far as that shows.
    """

    eye: Eye
    size: tuple[int, int]
    light: float
    language: Language
    zone: str | None
    pointed: str | None
    at_rest: bool
    time_s: float
    run: Running | None = None
    marked_parts: tuple[str | None, str | None] = (None, None)
    cleared: str | None = None
    ribbons: tuple[float, ...] = ()
    beacon_s: float = 0.0

    def stands_in_for(self, other: Shot) -> bool:
        """Whether a picture of this one may stay while one of the other is in the making."""
        light = self.light if abs(self.light - other.light) < HARDLY_H else other.light
        changed = replace(
            other.still, zone=self.zone, cleared=self.cleared, light=round(light / HARDLY_H) * HARDLY_H
        )
        return self.still == changed

    @property
    def still(self) -> Shot:
        """What of it stands still: the same for all shots that differ only in what is drawn over it."""
        return replace(
            self,
            light=round(self.light / HARDLY_H) * HARDLY_H,
            pointed=None,
            at_rest=True,
            time_s=0.0,
            run=None,
            marked_parts=(None, None),
            ribbons=(),
            beacon_s=0.0,
        )
