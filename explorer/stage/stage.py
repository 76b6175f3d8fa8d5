"""The stage: a visit in, a picture out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..geometry import WHOLE, Pose, Rect, Vec3
from ..layout import SOLID, LightName
from ..park.faults import Said
from ..park.model import Language, Park, Solids, Zone
from ..visit import Visit
from .baked import Baked, NotBaked
from .build import PICTURE, Tree
from .config import displays as usual_displays
from .detail import Detail
from .foreign import NotRead, foreign
from .highlight import Beacon, Outline
from .lens import Eye
from .look import Look
from .parts import Part, packed
from .picking import Hit, Picker
from .placeholder import block, corners, plain_site
from .quality import Quality, quality_for
from .surface import Host, Surface


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
class _Shot:
    """All that a picture of the park depends on, but for what is laid over it."""

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
        The folder of the baked park. Zones it lacks, or all if there is none, are shown as plain blocks.
    size : (int, int)
        Width and height of the picture, physical pixels.
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
        displays: Sequence[str] | None = None,
        lively: bool = False,
    ) -> None:
        self._park = park
        self._lively = lively
        self._size = (max(size[0], 1), max(size[1], 1))
        self._said: list[Said] = []
        self._host = Host(usual_displays() if displays is None else displays)
        try:
            self._build(models)
        except BaseException:
            self._host.close()
            raise
        self._shown: _Shot | None = None
        self._marked: tuple[str, ...] = ()
        self._picture: Picture | None = None
        self._base: npt.NDArray[np.uint8] | None = None
        self._closed = False

    def _build(self, models: Path) -> None:
        baked = self._baked(models)
        standing = baked.zones if baked else frozenset()
        parts = [] if baked else plain_site(self._park)
        parts += [self._own_part(zone) for zone in self._park.zones.values() if zone.model not in standing]
        trees = [Tree(baked)] if baked else []
        trees += [Tree(packed(parts))] if parts else []
        pieces = [piece for tree in trees for piece in tree.pieces]
        self._trees = trees
        self._look = Look(self._host, baked, trees)
        self._detail = Detail(pieces)
        self._beacon = Beacon(self._look.root)
        self._outline = Outline(self._host, self._look.root, (piece.chunk for piece in pieces))
        self._picker = Picker(self._solids())
        camera = p3d.Camera("eye", p3d.PerspectiveLens())
        camera.camera_mask = PICTURE
        self._camera = self._look.root.attach_new_node(camera)
        self._quality = quality_for(self._host.on_software)
        self._moving = self._surface(
            "moving", self._quality.moving_size(self._size), self._quality.moving_samples
        )
        self._rest = (
            self._surface("rest", self._size, self._quality.rest_samples)
            if self._quality.has_two_surfaces
            else self._moving
        )

    def _surface(self, name: str, size: tuple[int, int], samples: int) -> Surface:
        surface = self._host.surface(name, size, samples)
        surface.look_through(self._camera)
        return surface

    def _baked(self, models: Path) -> Baked | None:
        try:
            return Baked.read(models)
        except NotBaked as fault:
            self._said.append(
                Said(
                    f"There is no baked park ({fault}); plain blocks stand in its place.",
                    f"没有可用的烘焙模型（{fault}），暂以素体块代替。",
                )
            )
            return None

    def _own_part(self, zone: Zone) -> Part:
        """The model of a zone that the baked park lacks: a file of the scene, or a plain block."""
        path = self._park.model_files.get(zone.id)
        if path is not None:
            try:
                return foreign(zone, path)
            except NotRead as fault:
                self._said.append(
                    Said(
                        f"{zone.title.en}: the model {path.name} is not shown: {fault.en}. A plain block stands in its place.",
                        f"“{zone.title.zh}”的模型{path.name}未能显示：{fault.zh}。暂以素体块代替。",
                    )
                )
        else:
            self._said.append(
                Said(
                    f"{zone.title.en}: there is no model {zone.model!r}. A plain block stands in its place.",
                    f"“{zone.title.zh}”缺少模型“{zone.model}”，暂以素体块代替。",
                )
            )
        return block(zone)

    def _solids(self) -> Solids:
        """The park's boxes, and one for each zone that has none."""
        known = set(self._park.solids.zones)
        rows = []
        for zone in self._park.zones.values():
            if zone.id not in known:
                foot = np.array(corners(zone.place))
                low, high = foot.min(axis=0), foot.max(axis=0)
                rows.append((zone.id, (*low, 0.0), (*high, zone.place.height_m)))
        more, given = Solids.of(np.array(rows, SOLID)), self._park.solids
        return Solids(
            given.zones + more.zones,
            np.concatenate([given.low, more.low], axis=1),
            np.concatenate([given.high, more.high], axis=1),
        )

    # ---- what can be read off

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is missing in the picture, in the language shown last."""
        language: Language = self._wanted.language if self._wanted else "en"
        return tuple(said.in_(language) for said in self._said)

    @property
    def renderer(self) -> str:
        """The graphics driver's own name."""
        return self._host.renderer

    # ---- showing

    _wanted: _Shot | None = None
    _wanted_marks: tuple[str, ...] = ()

    def show(self, visit: Visit, free: Rect = WHOLE) -> None:
        """Take over a visit. Showing the same one again changes nothing.

        `free` is the part of the picture that nothing covers: the camera's target sits in the middle of it.
        """
        at_rest = visit.rest_s >= self._quality.rest_after_s
        self._wanted = _Shot(
            eye=Eye(visit.pose, self._size[0] / self._size[1], free),
            size=self._size,
            light=visit.settings.light,
            language=visit.settings.language,
            zone=visit.zone,
            pointed=visit.pointed,
            at_rest=at_rest,
            time_s=visit.time_s if self._lively else 0.0,
        )
        marks = dict.fromkeys(z for z in (visit.pointed, visit.hovered) if z is not None)
        self._wanted_marks = tuple(marks) if at_rest else ()
        self._time_s = visit.time_s

    _time_s: float = 0.0

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
        if self._wanted != self._shown:
            self._base = self._render(self._wanted)
            self._shown = self._wanted
        assert self._base is not None
        self._marked = self._wanted_marks
        self._picture = self._laid_over(self._base, self._shown, self._marked)
        return self._picture

    def _render(self, shot: _Shot) -> npt.NDArray[np.uint8]:
        surface = self._rest if shot.at_rest else self._moving
        self._look.show_light(shot.light)
        self._look.show_zone(shot.zone)
        for tree in self._trees:
            tree.show_language(shot.language)
        self._beacon.show(self._park.zones[shot.pointed] if shot.pointed else None)
        wanted = shot.size if shot.at_rest else self._quality.moving_size(shot.size)
        surface.resize(*wanted)
        self._look.see(shot.eye, wanted, self._time_s)
        self._detail.show(shot.eye, self._quality.detail_height(wanted[1], shot.at_rest))
        shot.eye.aim(self._camera)
        pixels = surface.draw()
        width, height = surface.size
        return np.frombuffer(pixels, np.uint8).reshape(height, width, 4)

    def _laid_over(self, base: npt.NDArray[np.uint8], shot: _Shot, marks: tuple[str, ...]) -> Picture:
        height, width, _ = base.shape
        if marks:
            base = base.copy()
            for id in marks:
                accent = self._park.zones[id].accent
                self._outline.lay(base, shot.eye, id, accent.night if shot.light == "dusk" else accent.day)
        return Picture(width, height, memoryview(base).cast("B"))

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
        pose: Pose = self._park.home
        return self._wanted.eye if self._wanted else Eye(pose, self._size[0] / self._size[1])

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
