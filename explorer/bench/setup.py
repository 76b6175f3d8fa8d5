"""What is measured: a park, its models, a size, a quality; handed from process to process as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..core.protocols import GlContext
    from ..park import Park
    from ..stage import Stage


@dataclass(frozen=True, slots=True)
class Setup:
    """What every process of a measurement must agree on.

    Attributes
    ----------
    assets : the folder of all baked models; `models`: the one to draw (that of the copies, if there are several).
    present : how the picture is to come to the screen, "auto", "copy" or "blit".
    frames : the frame policy, if one was asked for.
    pitch_m : from one copy of the park to the next, east and north.
    """

    scene: Path
    assets: Path
    models: Path
    size: tuple[int, int]
    quality: str = "auto"
    copies: int = 1
    pitch_m: tuple[float, float] = (0.0, 0.0)
    present: str = "auto"
    frames: str | None = None

    def to_json(self) -> str:
        """This as one line."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, line: str) -> Setup:
        """What `to_json` wrote."""
        data = json.loads(line)
        for name in ("scene", "assets", "models"):
            data[name] = Path(data[name])
        for name in ("size", "pitch_m"):
            data[name] = tuple(data[name])
        return cls(**data)

    def park(self) -> Park:
        """The park, as many times over as asked for.

        Raises
        ------
        ParkError
            If the scene has errors.
        """
        from ..park import load

        park = load(self.scene, self.assets)
        if self.copies > 1:
            from .copies import multiplied

            park = multiplied(park, self.copies, self.pitch_m)
        return park

    def stage(self, park: Park, width: int, height: int, context: GlContext | None = None) -> Stage:
        """A stage as the explorer itself makes it.

        Raises
        ------
        NoGraphics
            If nothing can be drawn here.
        """
        from ..stage import Stage

        size = (width, height)
        quality: Any = self.quality  # the words of a command line
        frames: Any = self.frames
        return Stage(park, self.models, size, quality=quality, lively=True, context=context, frames=frames)
