"""How the park looks: sky, water, ground, shadow, flows, at one of two hours; all of it under one root."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import panda3d.core as p3d

from ..layout import LightName
from ..park.model import Language
from .baked import Baked
from .build import MASK, SHADOW, SKY_SORT, WATER_BODY_SORT, Tree
from .ground_light import Pixels, ground_light, plain_ground_light, texture_of
from .lens import Eye
from .lights import LIGHTS, LightInput
from .lines import flow_nodes, glow_node, hologram_node
from .mesh import PLAIN, node
from .shaders import shader
from .shadow import Shadow
from .surface import Host

SKY_RADIUS_M = 3000.0
RIPPLE_TEXELS = 256
HIGHEST_SHADOW_M = 90.0
PREPARED_AT_A_TIME = 16
GLOW_SHOWS = 0.2
"""Halos fainter than this are not drawn at all."""


class Look:
    """Everything that is seen, and the light it is seen in.

    Parameters
    ----------
    host : the surfaces' owner.
    baked : the baked park, if there is one.
    trees : what is built: the baked park, placeholders, models of one's own.

    Attributes
    ----------
    root : the whole scene.
    lively : under it hangs all that moves by itself: exhibits, people, vehicles. The rest can be kept as a still.
    """

    def __init__(self, host: Host, baked: Baked | None, trees: Sequence[Tree]) -> None:
        self.root = p3d.NodePath("scene")
        # said out loud: once a surface of one sample was drawn, Panda3D gives the other one no more either
        self.root.set_antialias(p3d.AntialiasAttrib.M_multisample)
        self.lively = self.root.attach_new_node("lively")
        self._baked = baked
        self._trees = trees
        self._light_name: LightName | None = None
        self._light_input = LightInput()
        self._thread = ThreadPoolExecutor(1, "ground light")
        self._reckoned: dict[LightName, Future[Pixels]] = {}
        self._ground_lights: dict[LightName, p3d.Texture] = {}
        self.foresee("day")
        self._frame = p3d.PTA_LVecBase4f()
        for _ in range(4):
            self._frame.push_back(p3d.LVecBase4f(0))
        for tree in trees:
            tree.root.reparent_to(self.root)
            tree.mirror.reparent_to(self.root)
        self._lay_water()
        self.sky = _dome()
        self.sky.reparent_to(self.root)
        self._hang_lines()
        self._set_inputs()
        self._shadow = Shadow(host, self.root, self._box())
        self.show_mirror(True)

    def _lay_water(self) -> None:
        """The same triangles twice more: the upper layer of the water, and both layers in one without a mirror."""
        self._water = [p.path for t in self._trees for p in t.pieces if p.chunk.surface == "water"]
        self._water_body = self.root.attach_new_node("water body")
        self._water_whole = self.root.attach_new_node("water whole")
        self.root.set_shader_input("u_ripples", _ripples())
        for over, program in ((self._water_body, "water_body.frag"), (self._water_whole, "water_whole.frag")):
            for path in self._water:
                path.instance_to(over)
            over.set_shader(shader("water.vert", program), 10)
            over.set_bin("fixed", WATER_BODY_SORT, 10)
            over.hide(SHADOW | MASK)
        self._water_body.set_transparency(p3d.TransparencyAttrib.M_alpha)

    def _hang_lines(self) -> None:
        manifest = self._baked.manifest if self._baked else None
        self._core, self._halo = flow_nodes(manifest.flows if manifest else ())
        self._glows = glow_node(manifest.glows if manifest else ())
        self._holograms = {h.zone: hologram_node(h) for h in (manifest.holograms if manifest else ())}
        for path in (self._core, self._halo, self._glows, *self._holograms.values()):
            path.reparent_to(self.root)
        for path in self._holograms.values():
            path.stash()

    def _set_inputs(self) -> None:
        """Every input of every shader must be there before the first frame."""
        half = self._baked.manifest.ground_half_extent_m if self._baked else (1e6, 1e6)
        self.root.set_shader_input("u_frame", self._frame)
        self.root.set_shader_input("u_light", self._light_input.array)
        self.root.set_shader_input("u_half_extent_m", p3d.LVecBase2f(*half))
        self.root.set_shader_input("u_to_shadow", p3d.LMatrix4f.ident_mat())

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

    def show_light(self, name: LightName) -> None:
        """Let it be this hour."""
        if name == self._light_name:
            return
        light = LIGHTS[name]
        self._light_input.set(light)
        for tree in self._trees:
            tree.show_light(name)
        if name not in self._ground_lights:
            self.foresee(name)
            self._ground_lights[name] = texture_of(f"ground {name}", self._reckoned.pop(name).result())
        self.root.set_shader_input("u_ground_light", self._ground_lights[name])
        self.root.set_shader_input("u_shadow", self._shadow.texture)
        self.root.set_shader_input("u_to_shadow", self._shadow.draw(light.sun_direction))
        for path in (self._halo, self._glows):
            path.unstash() if light.glow > GLOW_SHOWS else path.stash()
        self._light_name = name

    def foresee(self, name: LightName) -> None:
        """Begin to reckon the light on the ground at this hour, in a thread, if that was not done yet."""
        if name in self._ground_lights or name in self._reckoned:
            return
        if self._baked:
            job = self._thread.submit(ground_light, self._baked, name, LIGHTS[name])
        else:
            job = self._thread.submit(plain_ground_light, LIGHTS[name])
        self._reckoned[name] = job

    def prepare(self, name: LightName) -> None:
        """Do a little, some milliseconds at most, of what this hour needs when it first comes."""
        self.foresee(name)
        for tree in self._trees:
            tree.prepare_light(name, PREPARED_AT_A_TIME)

    def show_mirror(self, is_on: bool) -> None:
        """Let buildings be seen in the water, or not."""
        for path in (*(tree.mirror for tree in self._trees), *self._water, self._water_body):
            path.unstash() if is_on else path.stash()
        self._water_whole.stash() if is_on else self._water_whole.unstash()

    def show_taps(self, taps: int) -> None:
        """Look into the shadow map so many times a pixel, 1 or 4."""
        for tree in self._trees:
            tree.show_taps(taps)

    def close(self) -> None:
        """Let the scene go."""
        self._thread.shutdown(cancel_futures=True)
        self.root.remove_node()

    def show_language(self, language: Language) -> None:
        """Put up the letters of this language."""
        for tree in self._trees:
            tree.show_language(language)

    def show_zone(self, zone: str | None) -> None:
        """Show the hologram of the open zone only: from afar they read as clutter."""
        for name, path in self._holograms.items():
            path.unstash() if name == zone else path.stash()

    def see(self, eye: Eye, size: tuple[int, int], time_s: float) -> None:
        """Set what the shaders know of the camera."""
        assert self._light_name is not None, "show_light comes first"
        right, up, _ = eye.pose.axes
        fog_start_m = LIGHTS[self._light_name].fog_start * eye.pose.distance_m
        rows = (
            (*eye.pose.eye, time_s),
            (*right, fog_start_m),
            (*up, 0.0),
            (float(size[0]), float(size[1]), 0.0, 0.0),
        )
        for index, row in enumerate(rows):
            self._frame.set_element(index, p3d.LVecBase4f(*row))
        self.sky.set_pos(*eye.pose.eye)


def _dome() -> p3d.NodePath:
    """The sky: a sphere that goes where the eye goes, behind everything."""
    sides, rings = 24, 13
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rise = np.linspace(-np.pi / 2, np.pi / 2, rings)
    vertices = np.zeros((rings, sides), PLAIN)
    vertices["place"][..., 0] = np.cos(rise)[:, None] * np.cos(turn)
    vertices["place"][..., 1] = np.cos(rise)[:, None] * np.sin(turn)
    vertices["place"][..., 2] = np.sin(rise)[:, None]
    vertices["place"] *= SKY_RADIUS_M
    here = np.arange((rings - 1) * sides).reshape(rings - 1, sides)
    after = np.roll(here, -1, axis=1)
    corners = np.stack([here, here + sides, after, after, here + sides, after + sides], axis=-1)
    path = node("sky", vertices.ravel(), corners)
    path.set_shader(shader("sky.vert", "sky.frag"))
    path.set_two_sided(True)
    path.set_bin("fixed", SKY_SORT)
    path.set_depth_write(False)
    path.hide(SHADOW | MASK)
    path.node().set_bounds(p3d.OmniBoundingVolume())
    path.node().final = True
    return path


def _ripples() -> p3d.Texture:
    """Slopes of a calm sea: noise of one band of wavelengths, repeating without a seam."""
    count = RIPPLE_TEXELS
    random = np.random.default_rng(5)
    frequency = np.hypot(np.fft.fftfreq(count)[:, None], np.fft.fftfreq(count)[None, :])
    band = np.where(frequency > 0, np.exp(-(((frequency - 0.05) / 0.035) ** 2)), 0)
    height = np.fft.ifft2(np.fft.fft2(random.normal(size=(count, count))) * band).real
    along_x, along_y = np.gradient(height)
    slopes = np.zeros((count, count, 3))
    slopes[..., 1] = along_y / along_y.std() * 0.16 + 0.5
    slopes[..., 2] = along_x / along_x.std() * 0.16 + 0.5
    texture = p3d.Texture("ripples")
    texture.setup_2d_texture(count, count, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgb8)
    texture.set_ram_image(np.rint(np.clip(slopes, 0, 1) * 255).astype(np.uint8).tobytes())
    texture.wrap_u = texture.wrap_v = p3d.SamplerState.WM_repeat
    texture.minfilter = p3d.SamplerState.FT_linear_mipmap_linear
    return texture
