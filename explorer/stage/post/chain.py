"""The passes that follow a frame of light, each a small frame buffer, all drawn in one go; and a check that they draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..gl.context import Context, colour_properties, light_properties
from ..gl.render_target import light_texture
from ..gl.shaders import shader
from ..scene.mesh import PLAIN, node
from .passes import Passes

BLOOM_LEVELS = 6
FOCUS_TAPS = 28
_FLAGS = p3d.GraphicsPipe.BF_refuse_window | p3d.GraphicsPipe.BF_resizeable

Size = tuple[int, int]


class Chain:
    """Turns light and depths into the picture.

    Parameters
    ----------
    context : the OpenGL context.
    name : of the target whose light it reads.
    size : of the frame.
    light, depth : textures, the top row first.
    samples : of the light, per pixel (0: one).
    inputs : further inputs of the shaders: camera, light of the hour, lens, ripples.
    passes : the passes in use; None where the light is tone-mapped already, and only blurred where it is out of focus.
    taps : of that blur, per pixel of half the size.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        size: Size,
        light: p3d.Texture,
        depth: p3d.Texture,
        samples: int,
        *,
        inputs: Sequence[p3d.ShaderInput],
        passes: Passes | None,
        taps: int = FOCUS_TAPS,
    ) -> None:
        self._context, self._name, self._size, self._inputs = context, name, size, inputs
        self._outputs: list[tuple[p3d.GraphicsBuffer, int]] = []  # with its size as a divisor of the frame's
        depth.wrap_u = depth.wrap_v = p3d.SamplerState.WM_clamp
        lit: dict[str, p3d.Texture] = {"u_light_drawn": light, "u_depth": depth}
        if passes is None:
            halved = self._picture("halved", 2, {"u_picture": light, "u_depth": depth})
            blurred = self._picture("focus", 2, {"u_lit": halved}, HALVED=1, TAPS=taps)
            self._pass("focused", 1, colour_properties(), None, {"u_picture": light, "u_blurred": blurred})
            return
        defines = {}
        if passes.occlusion:
            raw = self._light("occlusion", 2, {"u_depth": depth})
            lit["u_occlusion"] = self._light("occlusion_blur", 2, {"u_occlusion": raw})
            defines["OCCLUSION_PASS"] = 1
        if passes.bloom:
            lit["u_bloom"] = self._bloom(light)
            defines["BLOOM_PASS"] = 1
        if passes.reflections:
            drawn = {"u_light_drawn": light, "u_depth": depth}
            lit["u_mirrored"] = self._light("reflections", 2, drawn)
            defines["REFLECTIONS_PASS"] = 1
        seen = self._light("light", 1, lit, **defines)
        finished, defines = {"u_lit": seen}, {}
        if passes.focus:
            finished["u_blurred"] = self._light("focus", 2, {"u_lit": seen}, TAPS=taps)
            defines["FOCUS_PASS"] = 1
        if passes.grading:
            defines["GRADING_PASS"] = 1
        if passes.smooth:
            picture = self._picture("finish", 1, finished, **defines)
            self._pass("smooth", 1, colour_properties(), None, {"u_picture": picture}, SAMPLED=samples)
        else:
            self._pass("finish", 1, colour_properties(), None, finished, **defines)

    @property
    def outputs(self) -> Sequence[p3d.GraphicsOutput]:
        return [output for output, _ in self._outputs]

    def resize(self, width: int, height: int) -> None:
        self._size = (width, height)
        for output, part in self._outputs:
            output.set_size(*_part(self._size, part))

    def _bloom(self, light: p3d.Texture) -> p3d.Texture:
        """Bloom: halve and blur the bright parts step by step, and enlarge them again."""
        levels = [light]
        for level in range(BLOOM_LEVELS):
            first = {"FIRST": 1} if level == 0 else {}
            levels.append(self._light("bloom_down", 2 ** (level + 1), {"u_from": levels[-1]}, **first))
        found = levels.pop()
        for level in range(BLOOM_LEVELS - 1, 0, -1):
            found = self._light("bloom_up", 2**level, {"u_from": found, "u_finer": levels.pop()})
        return found

    def _light(
        self, fragment: str, part: int, textures: dict[str, p3d.Texture], **defines: int
    ) -> p3d.Texture:
        """Add a pass that writes light at a fraction of the frame's size; returns its texture."""
        made = light_texture(f"{self._name} {fragment}", _part(self._size, part))
        self._pass(fragment, part, light_properties(has_depth=False), made, textures, **defines)
        return made

    def _picture(
        self, fragment: str, part: int, textures: dict[str, p3d.Texture], **defines: int
    ) -> p3d.Texture:
        """The same for a pass that writes finished colours."""
        made = p3d.Texture(f"{self._name} {fragment}")
        made.setup_2d_texture(*_part(self._size, part), p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgba8)
        made.wrap_u = made.wrap_v = p3d.SamplerState.WM_clamp
        made.minfilter = made.magfilter = p3d.SamplerState.FT_linear
        self._pass(fragment, part, colour_properties(), made, textures, **defines)
        return made

    def _pass(
        self,
        fragment: str,
        part: int,
        properties: p3d.FrameBufferProperties,
        made: p3d.Texture | None,
        textures: dict[str, p3d.Texture],
        **defines: int,
    ) -> None:
        """Add a pass; the last one gets no texture here: its target adds one, or copies it to memory."""
        name = f"{self._name} {fragment}"
        if made is None:
            properties.depth_bits = 0
        output = self._context.make_buffer(name, _part(self._size, part), properties, _FLAGS)
        self._context.open_buffers()
        if made is not None:
            how: Any = p3d.GraphicsOutput.RTM_bind_or_copy
            output.add_render_texture(made, how, p3d.GraphicsOutput.RTP_color)
        output.set_clear_color_active(False)
        output.set_clear_depth_active(False)
        output.set_clear_stencil_active(False)
        vertices = np.zeros(3, PLAIN)
        vertices["position"][:, :2] = [(-1, -1), (3, -1), (-1, 3)]
        path = node(name, vertices, np.array([[0, 1, 2]]))
        path.node().set_bounds(p3d.OmniBoundingVolume())
        path.node().final = True
        path.set_shader(shader("post/pass.vert", f"post/{fragment}.frag", **defines))
        path.set_two_sided(True)
        path.set_depth_test(False)
        path.set_depth_write(False)
        for given in self._inputs:
            path.set_shader_input(given)
        for key, texture in textures.items():
            path.set_shader_input(key, texture)
        root = p3d.NodePath(f"{name} pass")
        path.reparent_to(root)
        output.make_display_region().camera = root.attach_new_node(p3d.Camera(name, p3d.OrthographicLens()))
        self._outputs.append((output, part))


def _part(size: Size, part: int) -> Size:
    return (max(-(-size[0] // part), 1), max(-(-size[1] // part), 1))


SIZE = (96, 54)
LEAST_SPREAD = 3.0
"""Least variation of brightness, of 255, in a frame with a park in it. At night it is about 20."""


def is_blank(pixels: npt.NDArray[np.uint8]) -> bool:
    """Whether a frame, an array (height, width, channels), is uniform."""
    return float(pixels[..., :3].mean(axis=2).std()) < LEAST_SPREAD
