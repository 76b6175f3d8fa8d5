"""How much is drawn: fewer pixels while the camera moves, everything once it rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QualityName = Literal["auto", "lite", "balanced", "high"]


@dataclass(frozen=True, slots=True)
class Quality:
    """What a machine can afford.

    Attributes
    ----------
    moving_scale : size of the picture while the camera moves, as a share.
    moving_samples, rest_samples : samples a pixel (0: one).
    moving_detail : how fine the detail is while the camera moves, as a share.
    mirror : whether buildings are seen upside down in the water.
    rest_after_s : how long the camera must stand before the full picture is drawn.
    """

    moving_scale: float
    moving_samples: int
    moving_detail: float
    rest_samples: int
    mirror: bool = True
    rest_after_s: float = 0.25

    @property
    def has_two_surfaces(self) -> bool:
        """Whether moving and resting pictures differ."""
        return self.moving_scale != 1.0 or self.moving_samples != self.rest_samples

    def moving_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """The size of the picture while the camera moves."""
        return (max(1, round(size[0] * self.moving_scale)), max(1, round(size[1] * self.moving_scale)))

    def detail_height(self, height_px: int, at_rest: bool) -> int:
        """The height of the picture for whose pixels detail is chosen."""
        return height_px if at_rest else max(1, round(height_px * self.moving_detail))


QUALITIES: dict[QualityName, Quality] = {
    "lite": Quality(moving_scale=0.6, moving_samples=0, moving_detail=0.7, rest_samples=0, mirror=False),
    "balanced": Quality(moving_scale=0.75, moving_samples=0, moving_detail=0.8, rest_samples=4),
    "high": Quality(moving_scale=1.0, moving_samples=4, moving_detail=1.0, rest_samples=4),
}


def quality_for(name: QualityName, on_software: bool) -> Quality:
    """The quality of this name; "auto" looks at what draws."""
    if name == "auto":
        name = "balanced" if on_software else "high"
    return QUALITIES[name]
