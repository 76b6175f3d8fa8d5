"""How the park looks: sky, water, ground, shadow, flows, at any hour; all of it under one root."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import panda3d.core as p3d

from ...core.baked_format import SUNS
from ...core.geometry import Vec3
from ...i18n import Text
from ...park.model import Language
from ..camera import Camera
from ..crowd.crowd import Life
from ..gl.context import Context
from ..gl.programs import Lamps, Program, ground_program
from ..highlight.light_lines import flow_nodes, glow_node, hologram_node, pool_node
from ..lighting.ground_light import GroundLight
from ..lighting.light import Light, LightInput, angle_deg, frame_rows, unit
from ..lighting.presets import light_of
from ..lighting.shadow_map import Shadow
from ..lighting.sky import dome
from ..lighting.water import Water
from .baked import Baked
from .build import Tree, Way
from .detail import Air

HIGHEST_SHADOW_M = 90.0
PREPARED_AT_A_TIME = 16
GLOW_SHOWS = 0.01
"""Halos fainter than this are not drawn at all."""

SAME_DEG = 1.0
"""So near to a baked sun, its sorting of the triangles holds."""

BAKED_HOLDS_DEG = 6.0
"""So far from a baked sun, its picture on the ground no longer counts at all."""

BAKED_ALONE = 0.9999
"""From this weight of a baked sun on, the shadow map does not count."""

_BAKED = {name: unit(sun) for name, sun in SUNS.items()}


class Environment:
    """Everything that is seen, and the light it is seen in.

    Parameters
    ----------
    context : what the shadow map is drawn in.
    baked : the baked park, if there is one.
    trees : what is built: the baked park, placeholders, models of one's own.

    Attributes
    ----------
    root : the whole scene.
    lively : under it hangs all that moves by itself: exhibits, people, vehicles. The rest can be cached.
    """

    def __init__(self, context: Context, baked: Baked | None, trees: Sequence[Tree]) -> None:
        self.root = p3d.NodePath("scene")
        # set explicitly: once a target of one sample was drawn, Panda3D gives the others no more samples either
        self.root.set_antialias(p3d.AntialiasAttrib.M_multisample)
        self.lively = self.root.attach_new_node("lively")
        self._baked = baked
        self._trees = trees
        self._life: Life | None = None
        self._light: Light | None = None
        self._hour: float | None = None
        self._cast: tuple[Vec3, bool] | None = None
        self._taps = 4
        self._light_input = LightInput()
        self._ground = GroundLight(baked)
        self._ground_program: p3d.Shader | None = None
        self._to_prepare: list[Way] = ["between", "dusk", "day"]
        # written in place, as the light and the camera are: a new input would be a new state for every node
        self._to_shadow = p3d.PTA_LMatrix4f()
        self._to_shadow.push_back(p3d.LMatrix4f.ident_mat())
        self._frame = p3d.PTA_LVecBase4f()
        for _ in range(4):
            self._frame.push_back(p3d.LVecBase4f(0))
        for tree in trees:
            tree.root.reparent_to(self.root)
            tree.mirror.reparent_to(self.root)
        self._water = Water(self.root, trees)
        self.sky = dome()
        self.sky.reparent_to(self.root)
        self._hang_lines()
        for path in (self._core, self._halo):
            path.reparent_to(self.lively)  # pulses run along them
        if baked:
            self._life = Life(baked.script, baked.manifest.water_level_m, self.lively, baked.timetables)
        self._set_inputs()
        self._shadow = Shadow(
            context, self.root, self._box(), [path for tree in trees for path in tree.small_casters()]
        )
        self.root.set_shader_input("u_shadow", self._shadow.texture)
        self.show_mirror(True)

    @property
    def ground_faults(self) -> tuple[Text, ...]:
        """What of the light on the ground could not be read so far."""
        return tuple(self._ground.faults)

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
        """Every input of every shader must be there before the first frame."""
        half = self._baked.manifest.ground_half_extent_m if self._baked else (1e6, 1e6)
        self.root.set_shader_input("u_frame", self._frame)
        self.root.set_shader_input("u_light", self._light_input.array)
        self.root.set_shader_input("u_half_extent_m", p3d.LVecBase2f(*half))
        self.root.set_shader_input("u_to_shadow", self._to_shadow)

    def _box(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """The box that holds all that casts a shadow on the island."""
        chunks = [
            p.chunk
            for t in self._trees
            for p in t.pieces
            if p.chunk.surface == "solid" and p.chunk.kind != "city"
        ]
        if not chunks:
            return (-50.0, -50.0, 0.0), (50.0, 50.0, 10.0)
        low = np.min([c.low for c in chunks], axis=0)
        high = np.max([c.high for c in chunks], axis=0)
        top = min(float(high[2]), HIGHEST_SHADOW_M)
        return (float(low[0]), float(low[1]), 0.0), (float(high[0]), float(high[1]), top)

    @property
    def shadow_maps(self) -> int:
        """How many maps of the sun were drawn so far."""
        return self._shadow.drawings

    def show_light(self, hour: float, taps: int) -> None:
        """Let it be this hour; shadows follow when they are asked to.

        Parameters
        ----------
        taps : looks into the shadow map a pixel, 1 or 4.
        """
        other_taps, self._taps = taps != self._taps, taps
        if hour != self._hour:
            self._light, self._hour = self.set_up(hour, taps), hour
        elif other_taps and self._light is not None:
            self._show_program(self._light)

    def cast_shadows(self, exact: bool) -> None:
        """Have shadows follow the sun of the light on show: the map of it is drawn, if the one that is there is too old.

        Parameters
        ----------
        exact : whether shadows must be right to the last; otherwise they may lag some degrees behind the sun.
        """
        assert self._light is not None, "show_light comes first"
        sun = self._light.sun_direction
        if (sun, exact) == self._cast:
            return
        self._cast = (sun, exact)
        to_shadow = self._shadow.follow(sun, exact)
        if to_shadow is not None:
            self._to_shadow.set_element(0, to_shadow)

    def wants_map(self) -> bool:
        """Whether exact shadows of the light on show need another map of the sun."""
        assert self._light is not None, "show_light comes first"
        return self._shadow.is_too_old(self._light.sun_direction, exact=True)

    def set_up(self, hour: float, taps: int) -> Light:
        """Put up all that this hour needs but for the shadows, and not as what is on show."""
        self._taps = taps
        light = light_of(hour)
        weights = baked_suns(light)
        self._hour = None
        self._light_input.set(light, weights)
        self._show_program(light)
        lamps = lamps_of(light)
        self._show_ground(lamps, by_map=sum(weights) < BAKED_ALONE, by_lamps=lamps != "off" or weights[1] > 0)
        for path in (self._halo, self._glows, self._pools):
            path.unstash() if light.glow > GLOW_SHOWS else path.stash()
        return light

    def _show_program(self, light: Light) -> None:
        way, program = way_of(light), Program(self._taps, lamps_of(light))
        for tree in self._trees:
            tree.show(way, program)

    def _show_ground(self, lamps: Lamps, by_map: bool, by_lamps: bool) -> None:
        program = ground_program(lamps, by_map, by_lamps)
        if program == self._ground_program:
            return
        self._ground_program = program
        self.root.set_shader_input("u_ground_sky", self._ground.texture("sky"))
        if by_lamps:
            self.root.set_shader_input("u_ground_lamps", self._ground.texture("lamps"))
        for tree in self._trees:
            tree.show_ground(program)

    def prepare(self) -> bool:
        """Do a little, some milliseconds at most, of what the next light needs; whether anything was left to do."""
        while self._to_prepare:
            if any(tree.prepare(self._to_prepare[0], PREPARED_AT_A_TIME) for tree in self._trees):
                return True
            self._to_prepare.pop(0)
        return not self._ground.is_read("lamps")

    def show_mirror(self, is_on: bool) -> None:
        """Let buildings be seen in the water, or not."""
        for tree in self._trees:
            tree.mirror.unstash() if is_on else tree.mirror.stash()
        self._water.show_mirror(is_on)

    def close(self) -> None:
        """Let the scene go."""
        self._ground.close()
        self.root.remove_node()

    def show_language(self, language: Language) -> None:
        """Put up the letters of this language."""
        for tree in self._trees:
            tree.show_language(language)

    def show_zone(self, zone: str | None) -> None:
        """Show the hologram of the open zone only: from afar they read as clutter."""
        if zone in self._holograms and zone not in self._drawn_holograms:
            self._drawn_holograms[zone] = hologram_node(self._holograms[zone])
            self._drawn_holograms[zone].reparent_to(self._over_zones)
        for name, path in self._drawn_holograms.items():
            path.unstash() if name == zone else path.stash()

    def air(self, camera: Camera) -> Air:
        """What hides things that are far from the camera."""
        assert self._light is not None, "show_light comes first"
        return Air(self._light.fog_start * camera.pose.distance_m, self._light.fog_density)

    def see(self, camera: Camera, size: tuple[int, int], time_s: float) -> None:
        """Set what the shaders know of the camera."""
        assert self._light is not None, "show_light comes first"
        rows = frame_rows(camera.pose, size, time_s, self.air(camera).start_m)
        for index, row in enumerate(rows):
            self._frame.set_element(index, p3d.LVecBase4f(*row))
        self.sky.set_pos(*camera.pose.eye)
        if self._life:
            self._life.see(camera, size[1], time_s, lamps=self._light.glow > GLOW_SHOWS)


def way_of(light: Light) -> Way:
    """How triangles are sorted in a light: as a baked sun does, where one stands."""
    for name, sun in _BAKED.items():
        if angle_deg(light.sun_direction, sun) < SAME_DEG:
            return name
    return "between"


def lamps_of(light: Light) -> Lamps:
    """Which lamps are on: none, some, or all of them; the last goes on before the light is at its fullest."""
    if light.night <= 0 or light.lit <= 0:
        return "off"
    return "on" if light.lit >= 1 else "switching"


def baked_suns(light: Light) -> tuple[float, float]:
    """How much the pictures of the baked suns on the ground count, that of the day and that of the dusk."""
    day, dusk = (
        1 - min(angle_deg(light.sun_direction, sun) / BAKED_HOLDS_DEG, 1.0) for sun in _BAKED.values()
    )
    return day, dusk
