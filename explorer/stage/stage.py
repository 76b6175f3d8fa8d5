"""The stage: a visit in, a picture out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..core.geometry import WHOLE, Pose, Rect, Vec3
from ..park.faults import Said
from ..park.model import Language, Park, Zone
from ..visit import Visit
from .camera import Eye
from .frame import Lent, Picture, picture_of
from .frame_key import Shot
from .frames.painter import Painter
from .frames.quality import QualityName, quality_for
from .gl.config import displays as usual_displays
from .gl.context import Context, Host
from .gl.render_target import Pixels
from .highlight.highlight import Mark
from .highlight.outline_cache import Outlined
from .picking import Hit
from .scene.scene import Scenery
from .software_gl.memory import give_back
from .software_gl.pages import keep_few


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
    context : Context, optional
        An OpenGL context to draw in. What moves is then handed out as a texture, without a copy in memory.
    hurries : bool
        Whether pictures of a moving camera may come one beat late where the processor draws: what shows the one
        before then works while the pixels of the next are filled.

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
        context: Context | None = None,
        hurries: bool = False,
    ) -> None:
        self._park = park
        self._lively = lively
        self._closed = False
        self._time_s = 0.0
        self._alive = False  # whether something moves by itself
        self._comes_to_rest = False  # whether this is the first beat of a rest
        self._is_over = False  # whether what moves was laid over a kept picture
        # what lies under it: kept picture, outlines
        self._under: tuple[Pixels, tuple[Mark, ...]] | None = None
        self._shown: Shot | None = None  # what the kept picture shows
        self._base: Pixels | Lent | None = None  # the kept picture, without outlines
        self._picture: Picture | None = None
        if displays is None:
            displays = usual_displays(joins=context is not None)
        self._host = Host(displays, context)
        try:
            self._quality = quality_for(quality, self._host.on_software)
            self._scenery = scenery = Scenery(
                self._host, park, models, mirror=self._quality.mirror, lively=lively
            )
            self.resize(*size)
            self._wanted: Shot | None = None
            self._painter = Painter(
                self._host, scenery.look, scenery.detail, scenery.mark, self._quality, self._size,
                hurries=hurries and self._host.on_software,
            )  # fmt: skip
            self._outlined = Outlined(scenery.outline, scenery.attention, lambda: self._painter.seen_step)
        except BaseException:
            self._host.close()
            raise
        keep_few()  # opening used many that drawing does not

    # ---- what can be read off

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is missing in the picture, in the language shown last."""
        language: Language = self._wanted.language if self._wanted else "en"
        return tuple(said.in_(language) for said in self._scenery.missing)

    @property
    def unread_models(self) -> Mapping[str, Said]:
        """The zones whose own model could not be read, and why; blocks stand in their places."""
        return self._scenery.unread

    @property
    def renderer(self) -> str:
        """The graphics driver's own name."""
        return self._host.renderer

    @property
    def on_software(self) -> bool:
        """Whether the processor draws, and no graphics card."""
        return self._host.on_software

    @property
    def finished(self) -> bool:
        """Whether the picture handed out last is all of what was shown; if not, the next drawing goes on with it."""
        return (
            self._picture is not None
            and self._wanted == self._shown
            and self._wanted_marks == self._outlined.marks
            and not self._painter.is_late
            and self._scenery.attention.settled
        )

    @property
    def level(self) -> tuple[int, int]:
        """Which step of the ladder is drawn while the camera moves, 1 the richest, and how many there are."""
        return (self._painter.governor.at + 1, len(self._quality.moving))

    @property
    def state(self) -> Said:
        """What is drawn and why, for a status line."""
        step, rest, governor = self._painter.step, self._quality.rest, self._painter.governor
        place = "{}/{}".format(*self.level)
        took = f"{governor.took_ms:.0f} ms" if governor.took_ms else "–"
        return Said(
            f"{self.renderer} · moving: {step.scale:.0%} size, mirror {'on' if step.mirror else 'off'}, "
            f"{took} a picture (step {place}) · at rest: full size, {max(rest.samples, 1)} samples a pixel",
            f"{self.renderer} · 运动时：{step.scale:.0%}尺寸，倒影{'开' if step.mirror else '关'}，"
            f"每帧{took}（第{place}档）· 静止时：全尺寸，每像素{max(rest.samples, 1)}个采样",
        )

    # ---- showing

    def show(self, visit: Visit, free: Rect = WHOLE) -> None:
        """Take over a visit. Showing the same one again changes nothing.

        `free` is the part of the picture that nothing covers: the camera's target sits in the middle of it.
        """
        self._host.work()
        at_rest = visit.rest_s >= self._quality.rest_after_s
        self._scenery.attention.toward(visit)
        before, run = self._wanted, self._scenery.cast.show(visit)
        if visit.time_s < self._time_s:
            give_back()  # another visitor: what the one before needed goes back to the system
        self._time_s = visit.time_s
        self._wanted = Shot(
            eye=Eye(visit.pose, self._size[0] / self._size[1], free),
            size=self._size,
            light=visit.daylight.day_phase,
            language=visit.settings.language,
            zone=visit.zone,
            pointed=visit.pointed,
            at_rest=at_rest,
            time_s=visit.life_s if self._lively else 0.0,
            run=run,
            marked_parts=(visit.part, visit.picked),
            cleared=visit.zone if run else None,
            ribbons=self._scenery.attention.ribbons,
            beacon_s=self._scenery.attention.beacon_s,
        )
        if before is not None:
            now = self._wanted
            moved = (before.time_s, before.run, before.light) != (now.time_s, now.run, now.light)
            if self._lively:  # whoever sees the flows come wants them soon, and the rest as it is
                moved = moved or (before.ribbons, before.beacon_s) != (now.ribbons, now.beacon_s)
                moved = moved or (self._alive and now != self._shown)
            self._alive = moved
        self._time_s = visit.life_s

    @property
    def _wanted_marks(self) -> tuple[Mark, ...]:
        return self._outlined.wanted(self._wanted, self._comes_to_rest)

    def draw(self, finished: bool = False) -> Picture:
        """The picture of what was shown last; the same one if nothing changed.

        Once the camera rests, the fine picture is made bit by bit, a bit with each call. Until it is complete a
        quicker one is handed out; `finished` asks for the fine one at once.

        Raises
        ------
        RuntimeError
            If nothing was shown yet, or the stage is closed.
        """
        if self._closed or self._wanted is None:
            raise RuntimeError("the stage is closed" if self._closed else "show() comes before draw()")
        self._host.work()
        if finished:
            self._scenery.attention.settle()
            self._wanted = replace(
                self._wanted,
                ribbons=self._scenery.attention.ribbons,
                beacon_s=self._scenery.attention.beacon_s,
            )
        self._comes_to_rest = False
        is_new = self._go_on(self._wanted, finished)
        marks = self._wanted_marks
        if self._picture and not is_new and marks == self._outlined.marks:
            self._picture.changed = False
            return self._picture
        self._outlined.marks = marks
        assert self._base is not None and self._shown is not None, "going on leaves a picture"
        was_over, self._is_over = self._is_over, self._base is self._painter.kept(self._shown)
        self._picture = picture_of(self._finish(self._base, self._shown, finished))
        if was_over and self._is_over:
            self._picture.boxes = self._painter.changed
            self._painter.foresee()  # where something always moves, this is all the rest there is
        return self._picture

    def begin(self, visit: Visit) -> None:
        """Begin with what the next picture of a visit needs first if its light is another one, and do not wait for it."""
        if not self._closed and self._wanted is not None and visit.daylight.day_phase != self._wanted.light:
            self._host.work()
            self._painter.begin(visit.daylight.day_phase)

    def _finish(self, base: Pixels | Lent, shot: Shot, at_once: bool) -> Pixels | Lent:
        """What is handed out: what moves and outlines, laid over the kept picture."""
        if isinstance(
            base, Lent
        ):  # of a moving camera, or of one that has just come to rest: no outlines yet
            return base
        return self._enlivened(base, shot, at_once) if self._is_over else self._outlined.laid(base, shot)

    def glance(self, pose: Pose, width: int, height: int) -> Picture | None:
        """A small picture of the park from another place, while the picture on show stays as it is.

        It shows the present moment: the hour, the language and the exhibits that the last drawing showed, but no
        outlines, flows or holograms, which follow the visitor. 320 x 180 pixels cost about as much as one picture
        of a moving camera, 640 x 360 less than two: ask for one in an idle beat.

        Parameters
        ----------
        pose : Pose
            From where; its target is in the middle.
        width, height : int
            Physical pixels; meant for some hundred.

        Returns
        -------
        Picture or None
            The caller's to keep: no later drawing overwrites it. None before the first `draw` and after `close`.
        """
        if self._closed:
            return None
        self._host.work()
        size = (max(width, 1), max(height, 1))
        pixels = self._painter.glance(Eye(pose, size[0] / size[1]), size)
        return Picture(*size, pixels.data.cast("B")) if pixels is not None else None

    def _enlivened(self, kept: Pixels, shot: Shot, at_once: bool) -> Pixels | Lent:
        """The kept picture of what stands still, with outlines, and over it what moves."""
        if self._under is None or self._under[0] is not kept or self._under[1] != self._outlined.marks:
            self._painter.lay_under(self._outlined.laid(kept, shot))
            self._under = (kept, self._outlined.marks)
        return self._painter.over(shot, self._time_s, at_once)

    def _go_on(self, wanted: Shot, finished: bool) -> bool:
        """Bring the kept picture nearer to what is wanted; whether it is another one now."""
        shown, painter = self._shown, self._painter
        stays = wanted == shown and not (self._is_over and (finished or not self._alive))
        base: Pixels | Lent | None
        if painter.is_late and (stays or (wanted.at_rest and not finished)):
            self._base = painter.late()  # where the camera has come to
            if wanted.at_rest:
                self._come_to_rest(wanted)
            return True
        if stays:
            painter.foresee()
            return False
        if wanted.at_rest and (finished or not painter.has_quick):
            base = painter.fine(wanted, self._time_s)
        elif wanted.at_rest and shown and shown.stands_in_for(wanted):
            # once nothing moves any more, the picture is drawn in one piece
            base = painter.kept(wanted) if self._alive or wanted != shown else None
            if base is None:
                base = self._finer(wanted)
        else:
            wanted = replace(wanted, at_rest=False)
            base = painter.quick(wanted, self._time_s)
            if base is None:
                self._shown = wanted  # on its way
        if base is None:
            return False
        self._base, self._shown = base, wanted
        return True

    def _come_to_rest(self, wanted: Shot) -> None:
        """Begin with the fine picture at once; contours come with the next beat, while pixels are filled."""
        painter, shown = self._painter, self._shown
        if shown is None or not shown.stands_in_for(wanted) or painter.kept(wanted) is not None:
            return
        self._comes_to_rest = True
        is_enough = painter.set_up(wanted.still if self._alive else wanted, self._time_s)
        # before there is more to fill
        self._outlined.begin(wanted)
        if not is_enough:
            self._finer(wanted)

    def _finer(self, wanted: Shot) -> Pixels | None:
        """Go on with the fine picture: of what stands still where something moves, else of all."""
        make = self._painter.keep if self._alive else self._painter.finer
        return make(wanted, self._time_s)

    def prepare(self, zone: str) -> Iterator[None]:
        """Make ready what the opening of a zone will show, some milliseconds at each step; nothing is seen of it.

        Raises
        ------
        KeyError
            If there is no such zone.
        """
        return self._working(self._prepared(self._park.zones[zone]))

    def _prepared(self, zone: Zone) -> Iterator[None]:
        yield from self._scenery.cast.prepare(zone)
        if self._scenery.outline.prepare(self._eye(), zone.id):
            yield

    def _working(self, portions: Iterator[None]) -> Iterator[None]:
        """The same work, each portion of it for this stage."""
        self._host.work()
        for _ in portions:
            yield
            self._host.work()

    # ---- asking

    def pick(self, x: float, y: float) -> Hit | None:
        """The zone under a point of the picture, -1..1 to the right and up, or the part of an exhibit on show."""
        open_zone = self._wanted.zone if self._wanted else None
        return self._scenery.touched(self._eye(), x, y, open_zone)

    def parts(self) -> dict[str, Vec3]:
        """Where the labels point of the parts of the exhibit on show, in metres of the park."""
        return self._scenery.cast.anchors()

    def ground(self, x: float, y: float) -> Vec3 | None:
        """The place under a point of the picture, on a building or on the ground; None in the sky."""
        return self._scenery.place(self._eye(), x, y)

    def project(self, points: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Places (n, 3) in the picture: fractions (n, 2) from its top left, nan behind the camera."""
        return self._eye().project(points)

    def _eye(self) -> Eye:
        return self._wanted.eye if self._wanted else Eye(self._park.home, self._size[0] / self._size[1])

    # ---- size and end

    def resize(self, width: int, height: int) -> None:
        """Draw pictures of this size from the next `show` on, physical pixels."""
        self._size = (max(width, 1), max(height, 1))

    def lend(self, is_wanted: bool) -> None:
        """Hand out what moves as textures, where a context was given to draw in, or in memory."""
        lends = is_wanted and self._host.lends
        if lends != self._painter.lends:
            self._painter.lends = lends
            self._shown = None  # what is drawn next is drawn anew

    def close(self) -> None:
        """Give the graphics card back. Closing twice is no harm."""
        if self._closed:
            return
        self._closed = True
        self._host.close()
        self._scenery.close()
        self._base = self._picture = self._shown = None
        del self._painter
