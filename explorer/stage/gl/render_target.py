"""The off-screen pictures that Panda3D draws into. Each is drawn only when asked.

They are upside down for OpenGL, so that their copies in memory have the top row first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..software_gl.raster_threads import apart
from ..software_gl.readback_thread import Reader
from .regions import ALL_ROWS, NO_ROWS, Clearing, Gathering, Rows

if TYPE_CHECKING:
    from .context import Host

Pixels = npt.NDArray[np.uint8]


@dataclass(slots=True)
class Surface:
    """A colour picture in memory, shape (height, width, 4): blue, green, red, alpha; top row first."""

    host: Host
    output: p3d.GraphicsBuffer
    texture: p3d.Texture
    depth: p3d.Texture | None = None
    lent: p3d.Texture | None = None
    clearing: Clearing | None = None
    gathering: Gathering | None = None

    @property
    def size(self) -> tuple[int, int]:
        return (self.texture.x_size, self.texture.y_size)

    def look_through(self, camera: p3d.NodePath, sort: int = 0) -> None:
        """Draw what this camera sees, over the whole picture; of several, the lowest `sort` first."""
        region = self.output.make_display_region()
        region.sort = sort
        region.camera = camera

    def resize(self, width: int, height: int) -> None:
        if (width, height) != (self.output.get_x_size(), self.output.get_y_size()):
            self.output.set_size(width, height)

    def draw(self) -> Pixels:
        """Draw it and return it. The next drawing overwrites it."""
        self.draw_part(is_first=True, is_last=True)
        return self.pixels()

    def draw_part(self, is_first: bool, is_last: bool) -> None:
        """Draw what the camera sees over what is there; the first part clears it, the last one copies it to memory."""
        self.output.set_clear_color_active(is_first)
        self.output.set_clear_depth_active(is_first)
        # nobody uses stencils, but they lie in one word with the depths: Mesa clears both together, or bit by bit
        self.output.set_clear_stencil_active(is_first)
        if is_last:
            self.output.trigger_copy()
        self.host.draw(self.output)

    def draw_over(self) -> Pixels:
        """Draw over what is there already, and return all of it."""
        self.draw_part(is_first=False, is_last=True)
        return self.pixels()

    def begin(self, over: bool = False) -> None:
        """Draw it, perhaps over what is there, and neither hand it over nor wait until all pixels are filled."""
        self.draw_part(is_first=not over, is_last=False)

    def begin_rows(self, rows: Rows) -> None:
        """Clear some rows and draw there, and wait for nothing: samples stay as they are until all of it is fetched.

        The camera has to be aimed at these rows, as told to scissors. Where they are drawn of several samples a pixel,
        Mesa draws one row more at the lower end: draw the highest rows first, so that the others are cleared afterwards.
        """
        assert self.clearing is not None, "only what was made to be drawn in bands can be"
        self.clearing.before(rows)
        if self.gathering:
            self.gathering.after(NO_ROWS)
        self.draw_part(is_first=False, is_last=False)
        self.clearing.before(None)
        if self.gathering:
            self.gathering.after(None)

    def fetch(self) -> Pixels:
        """What was begun."""
        regions = [region for region in self.output.active_display_regions if not region.camera.is_empty()]
        for region in regions:
            region.active = False
        if self.gathering:
            self.gathering.after(ALL_ROWS)
        with apart():  # nothing is sorted, there is only what was begun to be waited for
            self.draw_part(is_first=False, is_last=True)
        if self.gathering:
            self.gathering.after(None)
        for region in regions:
            region.active = True
        return self.pixels()

    def read(self, reader: Reader, into: Pixels) -> bool:
        """Have what was begun and handed over copied from its texture, shape (height, width, 4); whether it went well."""
        assert self.lent is not None, "only what was made to be lent can be"
        return reader.read(self.host.name_of(self.lent), into)

    def lend(self, over: bool = False) -> int:
        """Draw it, perhaps over what is there already, and return its name as a texture of the shared context.

        Nothing is copied to memory.
        """
        assert self.lent is not None, "only what was made to be lent can be"
        self.draw_part(is_first=not over, is_last=False)
        return self.host.lend(self.lent)

    def pixels(self) -> Pixels:
        """The last complete drawing."""
        ram: Any = self.texture.get_ram_image()  # a buffer, though its type does not say so
        width, height = self.size
        return np.frombuffer(memoryview(ram).cast("B"), np.uint8).reshape(height, width, 4)


@dataclass(slots=True)
class DepthMap:
    """Depths seen by one camera, drawn once."""

    host: Host
    output: p3d.GraphicsOutput
    texture: p3d.Texture

    def look_through(self, camera: p3d.NodePath) -> None:
        """Draw what this camera sees."""
        self.output.make_display_region().camera = camera

    def draw(self) -> None:
        self.host.draw(self.output)
