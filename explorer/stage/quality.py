"""How much is drawn: fewer pixels while the camera moves, everything once it rests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    """What a machine can afford.

    Attributes
    ----------
    moving_scale : size of the picture while the camera moves, as a share.
    moving_samples, rest_samples : samples a pixel.
    moving_detail : how fine the detail is while the camera moves, as a share.
    rest_after_s : how long the camera must stand before the full picture is drawn.
    """

    moving_scale: float
    moving_samples: int
    moving_detail: float
    rest_samples: int
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


ON_SOFTWARE = Quality(moving_scale=0.75, moving_samples=0, moving_detail=1.0, rest_samples=4)
ON_A_CARD = Quality(moving_scale=1.0, moving_samples=4, moving_detail=1.0, rest_samples=4)


def quality_for(on_software: bool) -> Quality:
    """What to begin with."""
    return ON_SOFTWARE if on_software else ON_A_CARD
