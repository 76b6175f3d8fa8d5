"""The environment: sky, water, ground, shadow and flows in any day phase, under one root node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import panda3d.core as p3d

from ...base.baked_format import SUNS
from ...base.geometry import Vec3
from ...crowd import Rows, Script
from ...i18n import Text
from ...park.checks.grade import NO_GRADES, Grades
from ...park.model import Language
from ...visit.light import Lamps, Light, angle_deg, frame_rows, lamps_of, light_at, unit
from ..camera import Camera
from ..crowd.crowd import CrowdView
from ..gl.context import Context
from ..gl.programs import Program, ground_program
from ..highlight.light_lines import flow_nodes, glow_node, hologram_node, pool_node
from ..lighting.grade import Grade
from ..lighting.ground_light import GroundLight
from ..lighting.light_input import LightInput
from ..lighting.rich_light import RichLight
from ..lighting.shadow_map import Shadow
from ..lighting.sky import cloud_noise, dome
from ..lighting.water import Water
from ..post.passes import Passes
from .baked import Baked
from .build import SunSorting, Tree
from .clear_view import NOTHING_YIELDS, WayRows
from .detail import Air
from .unbaked import WATER_LEVEL_M

HIGHEST_SHADOW_M = 90.0
PREPARED_AT_A_TIME = 16
GLOW_SHOWS = 0.01
"""Halos fainter than this are not drawn."""

SAME_DEG = 1.0
"""Angle to a baked sun within which its sorting of the triangles is right."""

BAKED_HOLDS_DEG = 6.0
"""Angle to a baked sun from which its light map of the ground is not used."""

BAKED_ALONE = 0.9999
"""Weight of a baked sun from which the shadow map is not read."""

_BAKED = {name: unit(sun) for name, sun in SUNS.items()}


class Environment:
    """Everything visible, and its light.

    Parameters
    ----------
    context : the OpenGL context.
    baked : the baked park, if there is one.
    trees : the node trees: the baked park, placeholders, the scene's own models.
    passes : those of the rich tier; None without it.
    grades : the scene's own tables of colours, by light.

    Attributes
    ----------
    root : the whole scene.
    dynamic : the node of everything that moves: exhibits, people, vehicles. The rest can be cached.
    crowd : the people and vehicles, if any.
    ground : the light maps of the ground.
    rich : inputs of the rich tier, if in use.
    """

    def __init__(
        self,
        context: Context,
        baked: Baked | None,
        trees: Sequence[Tree],
        passes: Passes | None = None,
        grades: Grades = NO_GRADES,
    ) -> None:
        self.root = p3d.NodePath("scene")
        # set explicitly: once a single-sample target was drawn, Panda3D gives the others single samples too
        self.root.set_antialias(p3d.AntialiasAttrib.M_multisample)
        self.dynamic = self.root.attach_new_node("dynamic")
        self._baked = baked
        self._trees = trees
        self.crowd: CrowdView | None = None
        self._light: Light | None = None
        self._day_phase: float | None = None
        self._cast: tuple[Vec3, bool] | None = None
        self._taps = 4
        self._light_input, self._grade = LightInput(), Grade(grades)
        self.ground = GroundLight(baked)
        self._ground_program: p3d.Shader | None = None
        self._to_prepare: list[SunSorting] = ["between", "dusk", "day"]
        # written in place, like light and camera: a new input would be a new state for every node
        self._to_shadow = p3d.PTA_LMatrix4f()
        self._to_shadow.push_back(p3d.LMatrix4f.ident_mat())
        self._frame = p3d.PTA_LVecBase4f()
        for _ in range(4):
            self._frame.push_back(p3d.LVecBase4f(0))
        self._way = p3d.PTA_LVecBase4f()
        for row in NOTHING_YIELDS:
            self._way.push_back(p3d.LVecBase4f(*row))
        for tree in trees:
            tree.root.reparent_to(self.dynamic if tree.moves else self.root)
            tree.mirror.reparent_to(self.root)
        self._water = Water(self.root, trees)
        self.sky = dome()
        self.sky.reparent_to(self.root)
        self._hang_lines()
        for path in (self._core, self._halo):
            path.reparent_to(self.dynamic)  # pulses run along them
        if baked:
            self.show_crowd(baked.script, baked.manifest.water_level_m, baked.timetables)
        self._set_inputs()
        self._shadow = Shadow(
            context, self.root, self._box(), [path for tree in trees for path in tree.small_casters()]
        )
        self.root.set_shader_input("u_shadow", self._shadow.texture)
        level_m = baked.manifest.water_level_m if baked else WATER_LEVEL_M
        self.rich = RichLight(context, self.root, level_m, passes) if passes else None
        self.show_mirror(True)

    @property
    def ground_faults(self) -> tuple[Text, ...]:
        """Messages about light maps of the ground that could not be read so far."""
        return tuple(self.ground.faults)

    def _hang_lines(self) -> None:
        manifest = self._baked.manifest if self._baked else None
        self._core, self._halo = flow_nodes(manifest.flows if manifest else ())
        self._glows = glow_node(manifest.glows if manifest else ())
        level_m = manifest.water_level_m if manifest else 0.0
        self._pools = pool_node(manifest.glows if manifest else (), level_m)
        self._holograms = {h.zone: h for h in (manifest.holograms if manifest else ())}
        self._drawn_holograms: dict[str, p3d.NodePath] = {}
        self._over_zones = self.root.attach_new_node("holograms")
        for path in (self._core, self._halo, self._glows, self._pools):
            path.reparent_to(self.root)

    def _set_inputs(self) -> None:
        """Set all shader inputs; they must exist before the first frame."""
        half = self._baked.manifest.ground_half_extent_m if self._baked else (1e6, 1e6)
        self.root.set_shader_input("u_frame", self._frame)
        self.root.set_shader_input("u_clouds", cloud_noise())
        self.root.set_shader_input("u_way", self._way)
        self.root.set_shader_input("u_light", self._light_input.array)
        self.root.set_shader_input("u_grade", self._grade.texture)
        self.root.set_shader_input("u_half_extent_m", p3d.LVecBase2f(*half))
        self.root.set_shader_input("u_to_shadow", self._to_shadow)

    def _box(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """The bounding box of everything that casts a shadow on the island."""
        chunks = [
            p.chunk
            for t in self._trees
            for p in t.chunk_nodes
            if p.chunk.surface == "solid" and p.chunk.kind not in ("city", "studio")
        ]
        if not chunks:
            return (-50.0, -50.0, 0.0), (50.0, 50.0, 10.0)
        low = np.min([c.low for c in chunks], axis=0)
        high = np.max([c.high for c in chunks], axis=0)
        top = min(float(high[2]), HIGHEST_SHADOW_M)
        return (float(low[0]), float(low[1]), 0.0), (float(high[0]), float(high[1]), top)

    @property
    def shadow_maps(self) -> int:
        """Number of shadow maps drawn so far."""
        return self._shadow.drawings

    def show_light(self, day_phase: float, taps: int) -> None:
        """Show the light of this day phase; shadows follow with `cast_shadows`.

        Parameters
        ----------
        taps : samples of the shadow map for each pixel (PCF), 1 or 4.
        """
        other_taps, self._taps = taps != self._taps, taps
        if day_phase != self._day_phase:
            self._light, self._day_phase = self.set_up(day_phase, taps), day_phase
        elif other_taps and self._light is not None:
            self._show_program(self._light)

    def cast_shadows(self, exact: bool) -> None:
        """Update the shadows for the sun: redraw the shadow map if it is outdated.

        Parameters
        ----------
        exact : whether shadows must be exact; otherwise they may lag some degrees behind the sun.
        """
        assert self._light is not None, "show_light comes first"
        sun = self._light.sun_direction
        if (sun, exact) != self._cast:
            self._cast = (sun, exact)
            to_shadow = self._shadow.follow(sun, exact)
            if to_shadow is not None:
                self._to_shadow.set_element(0, to_shadow)
        if self.rich is not None:
            self.rich.cast(sun, exact)

    def casters_changed(self) -> None:
        """Note that a shadow caster has come or gone: the next exact shadows are redrawn."""
        self._cast = None
        self._shadow.forget()
        if self.rich is not None:
            self.rich.casters_changed()

    def wants_map(self) -> bool:
        """Whether exact shadows of the present light need a new shadow map."""
        assert self._light is not None, "show_light comes first"
        return self._shadow.is_too_old(self._light.sun_direction, exact=True)

    def set_up(self, day_phase: float, taps: int) -> Light:
        """Set up everything of a day phase except the shadows, without showing it."""
        self._taps = taps
        light = light_at(day_phase)
        weights = baked_suns(light)
        self._day_phase = None
        self._light_input.set(light, weights)
        self._grade.show(day_phase)
        self._show_program(light)
        lamps = lamps_of(light)
        self._show_ground(lamps, by_map=sum(weights) < BAKED_ALONE, by_lamps=lamps != "off" or weights[1] > 0)
        for path in (self._halo, self._glows, self._pools):
            path.unstash() if light.glow > GLOW_SHOWS else path.stash()
        return light

    def _show_program(self, light: Light) -> None:
        sorting, program = sorting_for(light), Program(self._taps, lamps_of(light))
        for tree in self._trees:
            tree.show(sorting, program)

    def _show_ground(self, lamps: Lamps, by_map: bool, by_lamps: bool) -> None:
        program = ground_program(lamps, by_map, by_lamps)
        if program == self._ground_program:
            return
        self._ground_program = program
        self.root.set_shader_input("u_ground_sky", self.ground.texture("sky"))
        self.root.set_shader_input("u_far_land", self.ground.texture("far_land"))
        if by_lamps:
            self.root.set_shader_input("u_ground_lamps", self.ground.texture("lamps"))
        for tree in self._trees:
            tree.show_ground(program, ground_program(lamps, by_map, by_lamps, far_land=True))

    def prepare(self) -> bool:
        """Do a few milliseconds of work for the next light; True if there was any left."""
        while self._to_prepare:
            if any(tree.prepare(self._to_prepare[0], PREPARED_AT_A_TIME) for tree in self._trees):
                return True
            self._to_prepare.pop(0)
        return not self.ground.is_read("lamps")

    def show_mirror(self, is_on: bool) -> None:
        """Switch reflections in the water on or off."""
        for tree in self._trees:
            tree.mirror.unstash() if is_on else tree.mirror.stash()
        self._water.show_mirror(is_on)

    def close(self) -> None:
        """Remove the scene."""
        self.ground.close()
        self.root.remove_node()

    def show_crowd(
        self, script: Script, water_level_m: float, timetables: Mapping[str, Rows] | None = None
    ) -> CrowdView:
        """Show the people and vehicles of this script, in place of the old ones."""
        if self.crowd:
            self.crowd.root.remove_node()
        self.crowd = CrowdView(script, water_level_m, self.dynamic, timetables, self.ground.sky_at)
        return self.crowd

    def show_letters(self, language: Language, without: frozenset[str]) -> None:
        """Show the letters of this language, except for those of some zones."""
        for tree in self._trees:
            tree.show_letters(language, without)

    def show_zone(self, zone: str | None) -> None:
        """Show the hologram of the open zone only: from afar they read as clutter."""
        if zone in self._holograms and zone not in self._drawn_holograms:
            self._drawn_holograms[zone] = hologram_node(self._holograms[zone])
            self._drawn_holograms[zone].reparent_to(self._over_zones)
        for name, path in self._drawn_holograms.items():
            path.unstash() if name == zone else path.stash()

    def air(self, camera: Camera) -> Air:
        """The haze in front of this camera."""
        assert self._light is not None, "show_light comes first"
        return Air(self._light.fog_start * camera.pose.distance_m, self._light.fog_density)

    def see(
        self, camera: Camera, size: tuple[int, int], time_s: float, way: WayRows = NOTHING_YIELDS
    ) -> None:
        """Set the camera and its obstacles for the shaders, and update the crowd."""
        assert self._light is not None, "show_light comes first"
        rows = frame_rows(camera.pose, size, time_s, self.air(camera).start_m)
        for index, row in enumerate(rows):
            self._frame.set_element(index, p3d.LVecBase4f(*row))
        for index, row in enumerate(way):
            self._way.set_element(index, p3d.LVecBase4f(*row))
        self.sky.set_pos(*camera.pose.eye)
        if self.rich is not None:
            self.rich.see(camera)
        if self.crowd:
            self.crowd.see(camera, size[1], time_s, lamps=self._light.glow > GLOW_SHOWS)


def sorting_for(light: Light) -> SunSorting:
    """The sorting of triangles for a light: that of a baked sun, if the sun is near it."""
    for name, sun in _BAKED.items():
        if angle_deg(light.sun_direction, sun) < SAME_DEG:
            return name
    return "between"


def baked_suns(light: Light) -> tuple[float, float]:
    """Weights of the two light maps of the sun on the ground: day and dusk."""
    day, dusk = (
        1 - min(angle_deg(light.sun_direction, sun) / BAKED_HOLDS_DEG, 1.0) for sun in _BAKED.values()
    )
    return day, dusk
