"""The stage: a visit in, a frame out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..base import software_driver
from ..base.geometry import WHOLE, Corners, Pose, Rect, Vec3
from ..base.names import PolicyName, QualityName
from ..base.pictures import PictureSource
from ..base.protocols import Displaced, Driver, Effect, GlContext, PartPlace
from ..i18n import Text, tr
from ..park.model import Language, Park, Zone
from ..visit import Visit, clip_of
from .camera import Camera
from .frame import Frame, FrameKey
from .frames.policy import policy_maker
from .frames.quality import fitting, quality_for
from .frames.scene_view import SceneView
from .frames.thumbnail import Thumbnails
from .gl.config import displays as usual_displays
from .gl.context import Context
from .picking import Hit
from .post.chain import SIZE, is_blank
from .post.passes import defines_of
from .scene.models import ModelData, read_models
from .scene.scene import Scene

TRIM_AGAIN_S = 6.0
"""Time after the start of a visit at which its light is loaded and the panels of the last visit are gone."""


class Stage:
    """The park drawn with Panda3D; without a window, a clock or a task manager.

    Raises NoGraphics if nothing can be drawn on this machine.

    Attributes
    ----------
    context : the OpenGL context.
    scene : everything on the stage.
    frames : the frame policy.

    Parameters
    ----------
    park : Park The scene to show.
    models : Path
        The folder of the baked park, or the one above it, where it has the name `park.models`. Zones without
        a model there are shown as plain blocks.
    size : (int, int)
        Width and height of the frame, physical pixels.
    quality : "auto", "lite", "balanced", "high", "standard" or "rich"
        Amount of detail; "auto" is "rich" with a graphics card and otherwise "standard", which adapts to
        frame times.
    displays : sequence of str, optional
        Panda3D's display modules to try, best first.
    lively : bool
        Whether time alone (water, flows) calls for a new frame.
    context : GlContext, optional
        The window's OpenGL context to draw in. Frames are then presented as textures, without a copy in
        memory.
    frames : "direct", "progressive" or "pipelined", optional
        The frame policy; by default the one for the graphics driver.
    without : sequence of str
        Passes of the rich tier to leave out, by their names in `post.passes.Passes`.
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
        context: GlContext | None = None,
        frames: PolicyName | None = None,
        without: Sequence[str] = (),
    ) -> None:
        self._folder, self._lively = models, lively
        self._read: tuple[Park, ModelData] | None = None  # read ahead, for the next park
        self._presents_textures: bool | None = None
        self._closed = False
        self._visit_s = self._time_s = 0.0
        self._goal = park.home
        self._frame: Frame | None = None
        self._wanted: FrameKey | None = None
        self._displaced: tuple[Displaced, ...] = ()
        self._asked: FrameKey | None = None  # the key the policy was last asked for
        if displays is None:
            displays = usual_displays(joins=context is not None)
        self.context = Context(displays, context)
        self.resize(*size)
        try:
            self._quality = quality_for(quality, self.driver, without)
            self._make = policy_maker(frames, self.driver, is_rich=self.is_rich)
            self._set_up(park, read_models(park, models))
        except BaseException:
            self.context.close()
            raise

    def _set_up(self, park: Park, data: ModelData) -> None:
        """Set up a park and its frame policy."""
        passes = self._quality.passes
        self.context.define(defines_of(passes, is_graded=bool(park.grades)))
        scene = Scene(
            self.context, park, data, mirror=self._quality.has_mirror, lively=self._lively, passes=passes
        )
        view = SceneView(scene, passes)
        frames = self._make(self.context, view, self._quality, self._size)
        self._park, self.scene, self._view, self.frames = park, scene, view, frames
        self._thumbnails = Thumbnails(self.context, view)

    # ---- status

    @property
    def warnings(self) -> tuple[str, ...]:
        """Messages about what is missing in the frame, in the language shown last."""
        language: Language = self._wanted.language if self._wanted else "en"
        return tuple(tr(text, language) for text in self.scene.missing)

    @property
    def unread_models(self) -> Mapping[str, Text]:
        """The zones whose own model could not be read, and why; plain blocks replace them."""
        return self.scene.unread

    @property
    def driver(self) -> Driver:
        """The graphics driver."""
        return self.context.driver

    @property
    def is_rich(self) -> bool:
        """Whether the rich tier is drawn."""
        return self._quality.passes is not None

    @property
    def effects(self) -> tuple[Effect, ...]:
        """Effects that a visitor may switch off."""
        if self._quality.passes is None:
            return ("focus",) if self.frames.focuses_at_rest else ()
        return self._quality.passes.switched

    @property
    def finished(self) -> bool:
        """Whether the last frame shows everything; if not, the next `draw` continues it."""
        return (
            self._frame is not None
            and self._wanted == self._asked
            and self.frames.settled
            and self.scene.attention.settled
            and self.scene.answers.settled
            and self.scene.guide.settled
            and self.scene.relight.settled
        )

    @property
    def level(self) -> tuple[int, int]:
        """Step of dynamic resolution while the camera moves, 1 the richest, and the number of steps."""
        status = self.frames.status
        return (status.level, status.levels)

    @property
    def state(self) -> Text:
        """Driver, quality and reasons, for a status line."""
        step, rest, level, levels, took_ms = self.frames.status
        place = f"{level}/{levels}"
        took = f"{took_ms:.0f} ms" if took_ms else "–"
        return Text(
            "{renderer} · moving: {scale:.0%} size, mirror {on}, {took} a picture (step {place}) · at "
            "rest: full size, {samples} samples a pixel",
            renderer=self._renderer,
            scale=step.scale,
            took=took,
            place=place,
            samples=max(rest.samples, 1),
            on=Text("on", context="switch") if step.mirror else Text("off"),
        )

    @property
    def _renderer(self) -> Text | str:
        if not software_driver.is_chosen():
            return self.driver.name
        return Text(
            "software driver of Qt ({name}), as this computer’s own lacks OpenGL 3.2", name=self.driver.name
        )

    # ---- showing

    def show(
        self,
        visit: Visit,
        free: Rect = WHOLE,
        meant: str | None = None,
        unlettered: frozenset[str] = frozenset(),
    ) -> None:
        """Show a visit. Showing the same one again changes nothing.

        `free` is the part of the frame that nothing covers: the camera's target is in its middle. `meant` is
        the part of the shown exhibit that the guide flies to, `unlettered` zones drawn without their
        letters.
        """
        self.context.activate()
        attention = self.scene.attention
        attention.toward(visit)
        self.scene.answers.toward(visit)
        run = self.scene.props.show(visit)
        place = self.scene.props.anchors().get(meant) if meant is not None and run is not None else None
        self.scene.guide.toward(visit, place.above if place is not None else None)
        is_drawn = self._frame is not None and self._wanted == self._asked and self.frames.settled
        self.scene.relight.advance(is_drawn, at_once=visit.settings.comfort == "cut")
        if visit.time_s < self._visit_s or self._visit_s < TRIM_AGAIN_S <= visit.time_s:
            self.context.trim()  # another visitor: memory of the last visit goes back to the system
        self._visit_s, self._time_s, settings = visit.time_s, visit.life_s, visit.settings
        self._goal = visit.goal
        is_moved = self._wanted is not None and self._wanted.displaced != self._displaced
        self._wanted = FrameKey(
            camera=Camera(
                visit.pose,
                self._size[0] / self._size[1],
                free,
                is_sharp=settings.theme == "contrast" or not settings.focus,
                glows=settings.bloom,
                is_graded=settings.grading,
            ),
            size=self._size,
            light=visit.daylight.day_phase,
            language=visit.settings.language,
            zone=visit.zone,
            pointed=visit.pointed,
            at_rest=visit.rest_s >= self._quality.rest_after_s and not is_moved,
            time_s=visit.life_s if self.scene.is_lively else 0.0,
            run=run,
            marked_parts=(visit.part, visit.picked),
            cleared=visit.zone if run else None,
            ribbons=attention.ribbons,
            beacon_s=attention.beacon_s,
            reaction=self.scene.answers.reaction,
            clear_view=attention.clear_view,
            guide=self.scene.guide.hover,
            unlettered=unlettered | self.scene.props.covered,
            relit=self.scene.relight.step,
            picture=self.scene.props.drawn,
            displaced=self._displaced,
            clip=clip_of(visit) if self.scene.is_lively else None,
        )

    def draw(self, finished: bool = False, *, is_outlined: bool = True) -> Frame:
        """Draw the frame of the visit shown last; returns the same frame if nothing changed.

        Once the camera rests, the final frame may take several calls. Until it is complete an interactive
        frame is returned; `finished` draws the final one at once. Without `is_outlined`, for a picture to be
        saved, no zone has a contour, and no letters are cut. Raises RuntimeError if nothing was shown yet, or
        the stage is closed.
        """
        if self._closed or self._wanted is None:
            raise RuntimeError("the stage is closed" if self._closed else "show() comes before draw()")
        self.context.activate()
        if finished:
            attention = self.scene.attention
            attention.settle(is_outlined=is_outlined)
            self.scene.guide.settle()
            goal = replace(self._wanted.camera, pose=self._goal)
            cut = frozenset() if is_outlined else self.scene.cut_letters(goal, self._wanted.language)
            self._wanted = replace(
                self._wanted,
                unlettered=self._wanted.unlettered | cut,
                ribbons=attention.ribbons,
                beacon_s=attention.beacon_s,
                clear_view=attention.clear_view,
                guide=self.scene.guide.hover,
            )
        self._asked = self._wanted
        frame = self.frames.frame(self._wanted, self._time_s, finished)
        if frame is not None:
            self._frame = frame
        else:
            assert self._frame is not None, "the first frame is always new"
            self._frame.changed = False
        return self._frame

    def shows_park(self, visit: Visit) -> bool:
        """Whether a small test frame of a visit, drawn in memory, shows anything at all."""
        self.show(visit)
        self.draw()
        self.context.activate()
        pixels = self._thumbnails.draw(Camera(visit.pose, SIZE[0] / SIZE[1]), SIZE)
        return pixels is not None and not is_blank(pixels)

    def prefetch_light(self, visit: Visit) -> None:
        """Begin the shadow map of a visit's next frame if its light differs, without waiting for it."""
        if not self._closed and self._wanted is not None and visit.daylight.day_phase != self._wanted.light:
            self.context.activate()
            self._view.prefetch_light(visit.daylight.day_phase, self.frames.status.moving)

    def thumbnail(self, pose: Pose, width: int, height: int, *, is_focused: bool = False) -> Frame | None:
        """Draw a thumbnail of the park from another place, without changing the shown frame.

        It shows the present moment: the hour, the language and the exhibits of the last frame, but no
        outlines, flows or holograms, which follow the visitor. 320 x 180 pixels cost about as much as one
        frame of a moving camera: ask for one in an idle tick. `is_focused` blurs what is far before or
        behind the target, as in a photograph; the rich tier always does.

        The caller owns it: no later drawing overwrites it. None before the first `draw` and after `close`.
        """
        if self._closed:
            return None
        self.context.activate()
        size = (max(width, 1), max(height, 1))
        pixels = self._thumbnails.draw(Camera(pose, size[0] / size[1]), size, is_focused)
        return Frame(*size, pixels.data.cast("B")) if pixels is not None else None

    def relight(self, folder: Path) -> None:
        """Blend in the light of a folder with the same park."""
        self.scene.relight.begin(folder)

    def displace(self, displaced: tuple[Displaced, ...]) -> None:
        """Draw these zones elsewhere from the next `show` on, and all others in place."""
        self._displaced = displaced

    def read_ahead(self, visit: Visit) -> Iterator[None]:
        """Read the park of a visit in a thread while this one is shown; ends when :meth:`turn_to` need not wait.

        Errors of reading are raised here.
        """
        thread = ThreadPoolExecutor(1, "next park")
        job = thread.submit(read_models, visit.park, self._folder)
        thread.shutdown(wait=False)
        while not job.done():
            yield
        self._read = visit.park, job.result()

    def turn_to(self, visit: Visit) -> None:
        """Switch to the park of this visit. All programs are kept; if it cannot be built, nothing changes."""
        read, self._read = self._read, None
        data = read[1] if read is not None and read[0] is visit.park else None
        self.context.activate()
        before, view, frames, outputs = self.scene, self._view, self.frames, self.context.outputs
        defines = self.context.defines
        try:
            self._set_up(visit.park, data or read_models(visit.park, self._folder))
        except BaseException:
            self.context.define(defines)
            self.context.release([new for new in self.context.outputs if new not in outputs])
            raise
        frames.close()
        self.context.release(outputs)
        before.close()
        for gone in (
            frames,
            view,
            before,
        ):  # they refer to each other, and frozen objects are never collected
            vars(gone).clear()
        self._frame = self._wanted = self._asked = None
        self._displaced = ()
        if self._presents_textures is not None:
            self.present_textures(self._presents_textures)

    def prepare(self, zone: str) -> Iterator[None]:
        """Prepare the opening of a zone, some milliseconds at each step, invisibly.

        Raises KeyError if there is no such zone.
        """
        return self._working(self._prepared(self._park.zones[zone]))

    def _prepared(self, zone: Zone) -> Iterator[None]:
        yield from self.scene.props.prepare(zone)
        if self.scene.outline.prepare(self._camera(), zone.id):
            yield

    def _working(self, slices: Iterator[None]) -> Iterator[None]:
        """The same steps, each with this stage's context active."""
        self.context.activate()
        for _ in slices:
            yield
            self.context.activate()

    # ---- queries

    def pick(self, x: float, y: float) -> Hit | None:
        """The zone under a point of the frame, -1..1 to the right and up, or the part of the shown exhibit."""
        open_zone = self._wanted.zone if self._wanted else None
        return self.scene.hit_test(self._camera(), x, y, open_zone)

    def greet(self, boat: int, *, restart: bool = False) -> None:
        """Let a boat (by number, from `pick`) greet; one that does goes on, unless `restart` is set."""
        self.scene.answers.greeting.begin(boat, restart=restart)

    def press(self, part: str) -> None:
        """Let a part of the shown exhibit give way for a moment."""
        self.scene.answers.press(part)

    def parts(self) -> dict[str, PartPlace]:
        """Anchors for labels of the shown exhibit's parts, in metres of the park."""
        return self.scene.props.anchors()

    def letters(self, zone: str, language: Language | None = None) -> Corners | None:
        """Corners of the box of a building's letters, (8, 3), one narrow end first; None if it shows none."""
        if zone in self.scene.props.covered:
            return None
        return self.scene.letters(zone, language or (self._wanted.language if self._wanted else "en"))

    def ground(self, x: float, y: float) -> Vec3 | None:
        """The point of a building or the ground under a point of the frame; None in the sky."""
        return self.scene.place(self._camera(), x, y)

    def project(self, points: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Positions (n, 3) projected into the frame: fractions (n, 2) from its top left, nan behind the camera."""
        return self._camera().project(points)

    def _camera(self) -> Camera:
        return self._wanted.camera if self._wanted else Camera(self._park.home, self._size[0] / self._size[1])

    # ---- size and end

    def resize(self, width: int, height: int) -> None:
        """Set the size of frames from the next `show` on, in physical pixels; smaller where the driver's limit is lower."""
        self._size = fitting((width, height), self.driver)

    def take_pictures(self, source: PictureSource) -> None:
        """Set the source of the galleries' pictures."""
        self.scene.props.pictures = source

    def present_textures(self, is_wanted: bool) -> None:
        """Present frames as textures, if the window's context was given, or in memory."""
        self._presents_textures = is_wanted
        self.frames.present_textures(is_wanted and self.context.can_share)

    def close(self) -> None:
        """Release the graphics card. Closing twice is harmless."""
        if self._closed:
            return
        self._closed = True
        self.frames.close()
        self.context.close()
        self.scene.close()
        self._frame = None
        del self.frames, self._view, self._thumbnails
