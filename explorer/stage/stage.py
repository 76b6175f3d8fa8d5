"""The stage: a visit in, a picture out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..geometry import WHOLE, Rect, Vec3
from ..layout import LightName
from ..park.model import Language, Park
from ..visit import Visit
from .build import PICTURE
from .config import displays as usual_displays
from .detail import Detail
from .highlight import Beacon, Outline
from .lens import Eye
from .look import Look
from .models import stand
from .picking import Hit, Picker
from .quality import QualityName, quality_for
from .surface import Host, Surface

Pixels = npt.NDArray[np.uint8]


@dataclass(slots=True, eq=False)
class Picture:
    """What is to be seen.

    Attributes
    ----------
    pixels : memoryview
        Blue, green, red, alpha, a byte each; the top row first, no gaps. The next drawing may overwrite it.
    changed : bool
        Whether it is new: False once it is handed out again.
    """

    width: int
    height: int
    pixels: memoryview
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Shot:
    """All that a picture of the park depends on, but for the outlines laid over it.

    `time_s` moves the water and the flows; it counts only where time alone is reason for a new picture.
    """

    eye: Eye
    size: tuple[int, int]
    light: LightName
    language: Language
    zone: str | None
    pointed: str | None
    at_rest: bool
    time_s: float


class Stage:
    """The park made visible with Panda3D; no window, no clock, no task of its own.

    Parameters
    ----------
    park : Park
        What there is.
    models : Path
        The folder of the baked park, or the one above it, where it lies under the name `park.models`.
        Zones it lacks, or all if there is none, are shown as plain blocks.
    size : (int, int)
        Width and height of the picture, physical pixels.
    quality : "auto", "lite", "balanced" or "high"
        How much is drawn; "auto" looks at the graphics driver.
    displays : sequence of str, optional
        Panda3D's display modules to try, best first.
    lively : bool
        Whether time alone (water, flows) is reason for a new picture.

    Raises
    ------
    NoGraphics
        If nothing can be drawn on this machine.
    """

    def __init__(
        self,
        park: Park,
        models: Path,
        size: tuple[int, int],
        *,
        quality: QualityName = "auto",
        displays: Sequence[str] | None = None,
        lively: bool = False,
    ) -> None:
        self._park = park
        self._lively = lively
        self._closed = False
        self._time_s = 0.0
        self._shown: Shot | None = None  # what the kept picture shows
        self._base: Pixels | None = None  # the kept picture, without outlines
        self._marked: tuple[str, ...] = ()
        self._picture: Picture | None = None
        self._host = Host(usual_displays() if displays is None else displays)
        try:
            self._quality = quality_for(quality, self._host.on_software)
            self._build(models)
            self.resize(*size)
            self._wanted: Shot | None = None
            self._wanted_marks: tuple[str, ...] = ()
            self._make_surfaces()
        except BaseException:
            self._host.close()
            raise

    def _build(self, models: Path) -> None:
        standing = stand(self._park, models, self._quality.mirror)
        pieces = [piece for tree in standing.trees for piece in tree.pieces]
        self._missing = standing.missing
        self._look = Look(self._host, standing.baked, standing.trees)
        self._detail = Detail(pieces)
        self._beacon = Beacon(self._look.root)
        self._outline = Outline(self._host, self._look.root, (piece.chunk for piece in pieces))
        self._picker = Picker(standing.solids)

    def _make_surfaces(self) -> None:
        camera = p3d.Camera("eye", p3d.PerspectiveLens())
        camera.camera_mask = PICTURE
        self._camera = self._look.root.attach_new_node(camera)
        quality = self._quality
        self._moving = self._surface("moving", quality.moving_size(self._size), quality.moving_samples)
        self._rest = self._moving
        if quality.has_two_surfaces:
            self._rest = self._surface("rest", self._size, quality.rest_samples)

    def _surface(self, name: str, size: tuple[int, int], samples: int) -> Surface:
        surface = self._host.surface(name, size, samples)
        surface.look_through(self._camera)
        return surface

    # ---- what can be read off

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is missing in the picture, in the language shown last."""
        language: Language = self._wanted.language if self._wanted else "en"
        return tuple(said.in_(language) for said in self._missing)

    @property
    def renderer(self) -> str:
        """The graphics driver's own name."""
        return self._host.renderer

    # ---- showing

    def show(self, visit: Visit, free: Rect = WHOLE) -> None:
        """Take over a visit. Showing the same one again changes nothing.

        `free` is the part of the picture that nothing covers: the camera's target sits in the middle of it.
        """
        at_rest = visit.rest_s >= self._quality.rest_after_s
        self._wanted = Shot(
            eye=Eye(visit.pose, self._size[0] / self._size[1], free),
            size=self._size,
            light=visit.settings.light,
            language=visit.settings.language,
            zone=visit.zone,
            pointed=visit.pointed,
            at_rest=at_rest,
            time_s=visit.time_s if self._lively else 0.0,
        )
        self._time_s = visit.time_s
        marks = dict.fromkeys(id for id in (visit.pointed, visit.hovered) if id is not None)
        self._wanted_marks = tuple(marks) if at_rest else ()

    def draw(self) -> Picture:
        """The picture of what was shown last; the same one if nothing changed.

        Raises
        ------
        RuntimeError
            If nothing was shown yet, or the stage is closed.
        """
        if self._closed or self._wanted is None:
            raise RuntimeError("the stage is closed" if self._closed else "show() comes before draw()")
        if self._picture and self._wanted == self._shown and self._wanted_marks == self._marked:
            self._picture.changed = False
            return self._picture
        if self._base is None or self._wanted != self._shown:
            self._base = self._render(self._wanted)
            self._shown = self._wanted
        self._marked = self._wanted_marks
        self._picture = self._laid_over(self._base, self._shown)
        return self._picture

    def _render(self, shot: Shot) -> Pixels:
        self._look.show_light(shot.light)
        self._look.show_zone(shot.zone)
        self._look.show_language(shot.language)
        self._beacon.show(self._park.zones[shot.pointed] if shot.pointed else None)
        surface = self._rest if shot.at_rest else self._moving
        size = shot.size if shot.at_rest else self._quality.moving_size(shot.size)
        surface.resize(*size)
        self._look.see(shot.eye, size, self._time_s)
        self._detail.show(shot.eye, self._quality.detail_height(size[1], shot.at_rest))
        shot.eye.aim(self._camera)
        pixels = surface.draw()
        width, height = surface.size
        return np.frombuffer(pixels, np.uint8).reshape(height, width, 4)

    def _laid_over(self, base: Pixels, shot: Shot) -> Picture:
        """The kept picture with the outlines of the marked zones; the kept one itself stays as it is."""
        height, width, _ = base.shape
        picture = base.copy() if self._marked else base
        for id in self._marked:
            accent = self._park.zones[id].accent
            colour = accent.night if shot.light == "dusk" else accent.day
            self._outline.lay(picture, shot.eye, id, colour)
        return Picture(width, height, picture.data.cast("B"))

    # ---- asking

    def pick(self, x: float, y: float) -> Hit | None:
        """The zone under a point of the picture, -1..1 to the right and up."""
        eye = self._eye()
        return self._picker.hit(eye.pose.eye, eye.ray(x, y))

    def ground(self, x: float, y: float) -> Vec3 | None:
        """The place under a point of the picture, on a building or on the ground; None in the sky."""
        eye = self._eye()
        return self._picker.ground_point(eye.pose.eye, eye.ray(x, y))

    def project(self, points: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Places (n, 3) in the picture: fractions (n, 2) from its top left, nan behind the camera."""
        return self._eye().project(points)

    def _eye(self) -> Eye:
        return self._wanted.eye if self._wanted else Eye(self._park.home, self._size[0] / self._size[1])

    # ---- size and end

    def resize(self, width: int, height: int) -> None:
        """Draw pictures of this size from the next `show` on, physical pixels."""
        self._size = (max(width, 1), max(height, 1))

    def close(self) -> None:
        """Give the graphics card back. Closing twice is no harm."""
        if self._closed:
            return
        self._closed = True
        self._host.close()
        self._look.root.remove_node()
