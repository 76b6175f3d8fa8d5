"""Common inputs of all buildings in the catalogue: size, colours, variant and the places of letters."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from explorer.build.geometry.material import PAPER, PAPER_2, PAPER_3, WARM, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import wall
from explorer.build.pieces.parts import Ring, edges

from ..rows import BuildingRow, Region, Roof

LETTERS_LIGHT = 0.07
"""Maximum lightness of letters, as a share of white: the background is paper in the shade or a roof."""


@dataclass(frozen=True, slots=True)
class Sign:
    """The place of letters: the middle of their baseline, the cap height, an optional plinth below, and whether they
    have a board behind them, where a roof would be.
    """

    at: tuple[float, float, float]
    cap_m: float
    plinth_m: float = 0.0
    has_board: bool = False


@dataclass(slots=True)
class Build:
    """A building under construction. Local coordinates: its front faces -y, x runs across, z = 0 is the ground."""

    width: float
    depth: float
    storeys: int
    accent: Material
    glow: str
    look: int
    roof: Roof
    longest_word: int
    glass_colour: str | None = None
    cap_m: float | None = None
    outline: Region = ()  # of a traced building
    signs: list[Sign] = field(default_factory=list)

    @classmethod
    def of(cls, row: BuildingRow) -> Build:
        """A building as described by its row."""
        words = [text for _, text in row.letters]
        wide = max((sum(1.75 if ord(c) > 0x2E80 else 1.0 for c in word) for word in words), default=1)
        return cls(
            *row.size_m, row.storeys, Material(row.accent), row.glow, row.variant, row.roof,
            round(wide), row.glass, row.cap_m, row.outline_m,
        )  # fmt: skip

    @property
    def is_flat(self) -> bool:
        """Whether it has neither gables nor shells."""
        return self.roof == "flat"

    @property
    def lit(self) -> Material:
        """The accent, glowing at night."""
        return self.accent.lit(self.glow, 1.8)

    @property
    def lettering(self) -> Material:
        """The accent, dark enough to be read on paper and against pale roofs, glowing at night."""
        light = sum(
            part * part * share for part, share in zip(self.accent.rgb, (0.21, 0.72, 0.07), strict=True)
        )
        return self.accent.tinted(min(1.0, (LETTERS_LIGHT / max(light, 1e-6)) ** 0.5)).lit(self.glow, 1.2)

    def glass(self, base: str = "#8AA3AE", share: float = 0.38) -> Material:
        """Glass tinted with the accent."""
        if self.glass_colour:
            return Material(self.glass_colour, 0.93)
        mixed = np.array(Material(base).rgb) * (1 - share) + np.array(self.accent.rgb) * share
        return Material((float(mixed[0]), float(mixed[1]), float(mixed[2])), 0.93)

    def pale(self, share: float = 0.12) -> Material:
        """Paper with a touch of the accent."""
        mixed = np.array(PAPER.rgb) * (1 - share) + np.array(self.accent.rgb) * share
        return Material((float(mixed[0]), float(mixed[1]), float(mixed[2])))

    def sign(
        self,
        y: float,
        z: float,
        room_m: float,
        cap_m: float,
        x: float = 0.0,
        plinth_m: float = 0.0,
        has_board: bool = False,
    ) -> None:
        """Add letters at a place, at most `cap_m` high and `room_m` long."""
        fitting = max(0.9, min(cap_m, room_m / (0.86 * max(self.longest_word, 1))))
        self.signs.append(Sign((x, y, z), self.cap_m or fitting, plinth_m, has_board))


def ribbed_walls(builder: MeshBuilder, build: Build, ring: Ring, top: float, glass: Material) -> None:
    """Walls of ribbed sheet metal with a plinth and a ribbon of windows."""
    for start, end in edges(ring):
        with wall(builder, start, end) as length:
            face = np.array([[0, 0, 0], [length, 0, 0], [length, 0, top], [0, 0, top]], float)
            builder.quads([face], PAPER)
            for x in np.arange(0.5, length, 0.95):
                builder.box(x, x + 0.16, -0.16, 0, 0.9, top - 0.3, PAPER_2, skip="-z+y")
            builder.box(0, length, -0.22, 0, 0, 0.9, PAPER_3, skip="-z+y")
            for x in np.arange(3, length - 5, 7.2):
                pane = glass.tinted(builder.random.uniform(0.85, 1.15)).lit(
                    WARM, 0.6 * builder.random.random()
                )
                low, high = top * 0.6, top * 0.6 + 1.5
                builder.box(x, x + 4.6, -0.24, -0.02, low, high, pane, skip="+y")
                builder.box(x - 0.15, x + 4.75, -0.42, -0.02, high, high + 0.18, build.accent, skip="+y")


def panels_on_slope(
    builder: MeshBuilder, x0: float, x1: float, y0: float, y1: float, z0: float, z1: float, solar: Material
) -> None:
    """Solar panels on a roof that falls from z0 at x0 to z1 at x1."""
    for y in np.arange(y0, y1 - 4.0, 4.5):
        for column in range(3):
            near, far = 0.10 + column * 0.28, 0.35 + column * 0.28
            a, b = x0 + (x1 - x0) * near, x0 + (x1 - x0) * far
            low, high = z0 + (z1 - z0) * near + 0.16, z0 + (z1 - z0) * far + 0.16
            panel = solar.tinted(builder.random.uniform(0.88, 1.12))
            builder.quads([[[a, y, low], [b, y, high], [b, y + 3.9, high], [a, y + 3.9, low]]], panel)
