"""Pictures of the park: a quick one while the camera moves, a fine one, drawn band by band, once it rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import panda3d.core as p3d

from ...core.geometry import WHOLE
from ..camera import Eye
from ..frame import Lent
from ..frame_key import Shot
from ..gl.context import Host
from ..gl.draw_order import LIVELY, PICTURE
from ..gl.opengl import hand_over
from ..gl.render_target import Pixels, Surface
from ..scene.detail import Detail
from ..scene.environment import Look
from ..software_gl.memory import give_back
from ..software_gl.pages import keep_few
from ..software_gl.pipelined import InTurn
from .bands import Band
from .dynamic_resolution import Governor
from .overlay import Box, Overlay
from .progressive import InBands
from .quality import Quality, Step
from .thumbnail import Glance, step_for
from .warm_up import Rehearsal

KEEP_EVERY = 30
"""One idle beat in so many looks after memory."""


class Painter:
    """Draws shots of one scene.

    Parameters
    ----------
    host : the surfaces' owner.
    look, detail : the scene.
    mark : shows what of a shot follows the visitor's finger: beacon and ribbons.
    quality : how much is drawn.
    size : the first size of the fine picture.
    hurries : whether a picture of a moving camera may be handed out while the next one is drawn already.

    Attributes
    ----------
    lends : whether what moves is handed out as a texture.
    """

    def __init__(
        self,
        host: Host,
        look: Look,
        detail: Detail,
        mark: Callable[[Shot], None],
        quality: Quality,
        size: tuple[int, int],
        hurries: bool = False,
    ) -> None:
        self._look, self._detail, self._mark = look, detail, mark
        self._quality = quality
        self.lends = host.lends
        self.governor = Governor(len(quality.moving), quality.start)
        self._camera = look.root.attach_new_node(p3d.Camera("eye", p3d.PerspectiveLens()))
        self._camera.node().camera_mask = PICTURE
        for path in (*look.root.children, *look.root.stashed_children):
            if path != look.lively:
                path.hide(LIVELY)
        self._fine = self._surface(host, "rest", size, quality.rest, host.lends)
        self._quick = self._fine
        if quality.has_two_surfaces:
            self._quick = self._moving(host, quality.moving[0].size(size), hurries)
        self._turns: InTurn | None = None
        if hurries:
            relay = look.relay if self.has_quick else None  # twice the finest picture is too much memory
            self._turns = InTurn(host, relay, self._quick, lambda size: self._moving(host, size, True))
        steps = (*reversed(quality.moving), quality.rest)  # what a slow machine draws comes first
        self._rehearsal = Rehearsal(host, look, self._camera, steps, self._aim_again)
        self._overlay = Overlay(host, look.root, size)
        self._glance = Glance(host, look.root)
        self._seen: tuple[Shot, float, Step] | None = None  # what the scene is set up for
        self._last: Shot | None = None
        self._making: Shot | None = None  # the fine picture that the scene is set up for
        self._is_begun = False  # whether anything of it is drawn
        self._kept: tuple[Shot, Pixels] | None = None
        self._bands = InBands(self._fine, self._aim_again, hurries)
        self._has_fine = False
        self._idle_beats = 0

    def _moving(self, host: Host, size: tuple[int, int], is_read: bool) -> Surface:
        """A surface for a moving camera; `is_read`: as a texture, by whoever it is lent to or in a thread."""
        return self._surface(host, "moving", size, self._quality.moving[0], lends=is_read or host.lends)

    def _surface(self, host: Host, name: str, size: tuple[int, int], step: Step, lends: bool) -> Surface:
        is_fine = name == "rest"
        surface = host.surface(name, size, step.samples, keeps_depth=is_fine, lends=lends, in_bands=is_fine)
        surface.look_through(self._camera)
        return surface

    @property
    def step(self) -> Step:
        """What is drawn while the camera moves."""
        return self._quality.moving[self.governor.at]

    @property
    def has_quick(self) -> bool:
        """Whether there is a quicker picture than the fine one."""
        return self._quick is not self._fine

    def quick(self, shot: Shot, time_s: float) -> Pixels | Lent | None:
        """A picture of a moving camera; as a texture, where one can be lent and nothing will be laid over it.

        Of a painter that hurries it is the one before: while its pixels are shown, those of this one are filled. None
        if there is none yet, or if the sun has gone on so far that its map is drawn instead. The first picture of a
        movement does not wait.
        """
        self._making = None
        start = perf_counter()
        last, self._last = self._last, shot
        turns = self._turns
        if not (last and not (last.at_rest or shot.at_rest) and last.size == shot.size):
            turns = None  # the first of a movement
        before, maps = None, self._look.shadow_maps
        if self._turns and turns is None:
            self._turns.forget()
        elif turns and last and last.light != shot.light:
            before = turns.late()  # read before a map of the sun, which may be drawn now
        self._see(shot, time_s, self.step)
        if turns and self._look.shadow_maps != maps:
            hand_over()
            return before  # the map is enough for a beat: the next one does without another
        size = self.step.size(shot.size)
        self._aim(shot.eye)
        drawn: Pixels | Lent | None
        if turns and not self.lends:
            begun = turns.next(size)
            drawn = before if begun is None else begun
        else:
            self._quick.resize(*size)
            drawn = Lent(self._quick.lend(), size) if self.lends and not shot.at_rest else self._quick.draw()
        # pictures with something new in them (a switch, a first one) take longer for other reasons
        if last and not last.at_rest and replace(last, eye=shot.eye, time_s=shot.time_s) == shot:
            self.governor.took((perf_counter() - start) * 1e3)
        return drawn

    def begin(self, light: float) -> None:
        """Begin with the map of the sun that a picture in another light needs: it is filled while others work."""
        maps = self._look.shadow_maps
        self._look.show_light(light, self.step.taps)
        self._look.cast_shadows(exact=False)
        if self._look.shadow_maps != maps:
            hand_over()

    @property
    def is_late(self) -> bool:
        """Whether a picture was begun and not handed out."""
        return self._turns is not None and self._turns.has_begun

    def late(self) -> Pixels | None:
        """The picture that was begun and not handed out, if there is one."""
        return self._turns.late() if self._turns else None

    def fine(self, shot: Shot, time_s: float) -> Pixels:
        """The picture of a resting camera, in one piece."""
        self._begin(shot)
        self._see(shot, time_s, self._quality.rest)
        self._making = None
        self._aim(shot.eye)
        return self._fine.draw()

    def keep(self, shot: Shot, time_s: float) -> Pixels | None:
        """Go on with the fine picture of what stands still, as `finer` does; once complete it is kept."""
        look, still = self._look, shot.still
        look.lively.hide()
        pixels = self.finer(still, time_s)
        look.lively.show()
        if pixels is not None:
            self._kept = (still, pixels)
        return pixels

    def kept(self, shot: Shot) -> Pixels | None:
        """The kept picture of what stands still in this shot."""
        return self._kept[1] if self._kept and self._kept[0] == shot.still else None

    def lay_under(self, kept: Pixels) -> None:
        """Let `over` lay what moves over this picture: the kept one, or what was made of it."""
        assert self._fine.depth is not None, "the fine picture has depths"
        self._overlay.keep(kept, self._fine.depth)

    @property
    def changed(self) -> tuple[Box, ...] | None:
        """Where what `over` drew last differs from what it drew before; None if it may be anywhere."""
        return self._overlay.changed

    def over(self, shot: Shot, time_s: float, at_once: bool) -> Pixels | Lent:
        """What moves, over what was laid under it; of a painter that hurries the one before, unless it is wanted at once."""
        self._mark(shot)
        self._look.see(shot.eye, shot.size, time_s)
        shot.eye.aim(self._overlay.camera)
        if self.lends:
            return Lent(self._overlay.lend(), self._overlay.size)
        return self._overlay.draw() if at_once or self._turns is None else self._overlay.next()

    @property
    def seen_step(self) -> Step:
        """How fine the scene is as it stands now."""
        return self._seen[2] if self._seen else self._quality.rest

    def set_up(self, shot: Shot, time_s: float) -> bool:
        """Have the scene stand as the fine picture of a shot will show it; whether that is enough for this beat.

        It is if the sun has gone on: sorting what casts shadows takes a beat of its own, and whatever is drawn later
        waits until its map is filled.
        """
        self._begin(shot)
        self._set_up(shot, time_s, self._quality.rest)
        return self._look.wants_map()

    def finer(self, shot: Shot, time_s: float) -> Pixels | None:
        """Go on with the fine picture for about a beat; None until it is complete.

        Begun for another shot, it begins again.
        """
        if self._making != shot and self.set_up(shot, time_s):
            return None
        if not self._is_begun:
            self._is_begun = True
            self._bands.begin(shot.size[1])
            if self._look.wants_map():
                self._look.cast_shadows(exact=True)
                self._bands.after_others()
                return None
        pixels = self._bands.go_on()
        if pixels is None:
            return None
        self._making = None
        if self._has_fine:  # the first one had its programs to compile
            self.governor.expect(self._bands.whole_ms)
        self._has_fine = True
        give_back()  # a moment that nobody notices
        keep_few()
        return pixels

    def glance(self, eye: Eye, size: tuple[int, int]) -> Pixels | None:
        """The scene from elsewhere, in the light in which it was drawn last; None before it was drawn at all.

        Afterwards it stands as before, also in the middle of a fine picture.
        """
        if self._seen is None:
            return None
        before = self._seen
        shot, time_s, _ = before
        aside = replace(shot, eye=eye, size=size, zone=None, pointed=None, ribbons=())
        self._see(aside, time_s, step_for(size[1]))
        pixels = self._glance.draw(eye, size)
        self._see(*before)
        return pixels

    def foresee(self) -> None:
        """Make ready, bit by bit while there is nothing else to do, what the next movement and switch of light need."""
        self._idle_beats += 1
        if self._idle_beats % KEEP_EVERY == 0:
            keep_few()
        if self._turns and self._turns.prepare():
            return
        if self._rehearsal.go_on() and self._seen is not None:
            self._see(*self._seen)

    def _begin(self, shot: Shot) -> None:
        if self._last and not self._last.at_rest:
            self.governor.rested()
        self._last = self._making = shot
        self._is_begun = False
        self._kept = None
        if self._turns:
            self._turns.forget()
        self._fine.resize(*shot.size)

    def _see(self, shot: Shot, time_s: float, step: Step) -> None:
        """Have the scene stand as a shot shows it."""
        self._set_up(shot, time_s, step)
        self._look.cast_shadows(exact=shot.at_rest)

    def _set_up(self, shot: Shot, time_s: float, step: Step) -> None:
        """The same but for shadows."""
        self._seen = (shot, time_s, step)
        look, size = self._look, step.size(shot.size)
        look.show_light(shot.light, step.taps)
        look.show_zone(shot.zone)
        look.show_language(shot.language)
        look.show_mirror(step.mirror)
        look.see(shot.eye, size, time_s)
        self._mark(shot)
        self._detail.show(shot.eye, step.detail_height(size[1]), look.air(shot.eye))

    def _aim(self, eye: Eye, band: Band | None = None) -> None:
        """Look at the whole picture; draw all of it, or one band and what may show there."""
        camera, state = self._camera.node(), p3d.RenderState.make_empty()
        seen = WHOLE
        if band:
            # memory is upside down for OpenGL, so the top of the picture is its own bottom
            state = p3d.RenderState.make(p3d.ScissorAttrib.make(0, 1, band.low, band.high))
            seen = band.seen
        camera.initial_state = state
        eye.aim(self._camera, seen)
        camera.cull_bounds = camera.get_lens().make_bounds()
        eye.aim(self._camera)

    def _aim_again(self, band: Band) -> None:
        """Look at one band of what was drawn last."""
        if self._seen is not None:
            self._aim(self._seen[0].eye, band)
