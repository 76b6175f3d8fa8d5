"""Triangles in one draw call, by the stage's own program of solids and in the sun's shadow, and nothing else.

It draws off screen with moderngl and reads the picture back into memory, as the stage does.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from math import radians, tan
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from explorer.base.geometry import Pose
from explorer.stage.camera import FAR_M, Camera
from explorer.stage.gl.programs import SHADOW_SIZE
from explorer.stage.gl.shaders import source
from explorer.stage.lighting.shadow_map import BIAS, corners_of, look_from_sun, to_texels
from explorer.stage.scene.mesh import SOLID
from explorer.visit.light import Light, frame_rows, light_rows

COLUMNS = (
    ("p3d_Vertex", "3f", 12),
    ("p3d_Color", "4f1", 4),
    ("facing", "4i1", 4),
    ("ambient", "4u1", 4),
    ("night", "4u1", 4),
)
"""The columns of a `mesh.SOLID` as the program names them, as moderngl reads them, and their bytes."""

Matrix = npt.NDArray[np.float32]


class OneCall:
    """An OpenGL context of its own that draws sets of triangles, each in one call.

    Parameters
    ----------
    light : in which they stand; no lamp is on.
    """

    def __init__(self, light: Light) -> None:
        moderngl: Any = import_module("moderngl")  # an extra: it may not be there when types are checked
        backend = {"backend": "egl"} if sys.platform.startswith("linux") else {}
        self._context = moderngl.create_context(standalone=True, require=330, **backend)
        self._context.enable(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        self._light = light
        self._map = self._context.depth_texture((SHADOW_SIZE, SHADOW_SIZE))
        self._map.compare_func = "<="
        self._map.repeat_x = self._map.repeat_y = False
        self._to_map = p3d.LMatrix4f.ident_mat()
        self.renderer = str(self._context.info["GL_RENDERER"])
        self._program = cache(self._made_program)
        self._frame = cache(self._made_frame)

    def loaded(self, corners: npt.NDArray[np.void], numbers: npt.NDArray[np.uint32], shaded: bool) -> Any:
        """Triangles on the graphics card, drawn as solids are while the camera moves.

        Parameters
        ----------
        corners : array of `mesh.SOLID`
        numbers : of corners, three a triangle.
        shaded : whether the shadow map is asked; without, the sun comes everywhere.
        """
        program = self._program("solid", SUN_CLASS=2 if shaded else 1, ONE_TAP=1, LAMPS_OFF=1)
        return self._array(program, corners, numbers)

    def fill_map(self, corners: npt.NDArray[np.void], numbers: npt.NDArray[np.uint32]) -> None:
        """Draw the shadow map of these triangles."""
        program = self._program("flat")
        low, high = (
            place.tolist() for place in (corners["position"].min(axis=0), corners["position"].max(axis=0))
        )
        root = p3d.NodePath("park")
        camera = root.attach_new_node(p3d.Camera("sun", p3d.OrthographicLens()))
        seen = look_from_sun(root, camera, self._light.sun_direction, corners_of(low, high))
        frame = self._context.framebuffer(depth_attachment=self._map)
        frame.use()
        frame.clear(depth=1.0)
        _write(program, "p3d_ModelViewProjectionMatrix", seen)
        self._array(program, corners, numbers).render()
        self._to_map = seen * to_texels(BIAS)

    def draw(self, triangles: Any, pose: Pose, size: tuple[int, int]) -> tuple[float, bytearray]:
        """How long one picture took, in ms, and its bytes (red, green, blue, alpha; the lowest row first)."""
        frame, pixels = self._frame(size)
        light, program = self._light, triangles.program
        began_s = perf_counter()
        frame.use()
        frame.clear(*light.fog, 1.0)
        self._map.use(0)
        _write(program, "p3d_ModelViewProjectionMatrix", seen_from(pose, size[0] / size[1]).T)
        _write(program, "u_to_shadow", self._to_map)
        _write(program, "u_frame", frame_rows(pose, size, 0.0, light.fog_start * pose.distance_m))
        triangles.render()
        frame.read_into(pixels, components=4)
        return (perf_counter() - began_s) * 1000, pixels

    def _made_program(self, name: str, **defines: int) -> Any:
        words = [source(f"{name}.{end}", {**defines, "SHADOW_SIZE": SHADOW_SIZE}) for end in ("vert", "frag")]
        program = self._context.program(*words)
        _write(program, "u_light", light_rows(self._light, (1.0, 0.0)))
        _write(program, "u_flat", np.ones(4))
        return program

    def _array(self, program: Any, corners: npt.NDArray[np.void], numbers: npt.NDArray[np.uint32]) -> Any:
        assert corners.dtype == SOLID, corners.dtype
        read = " ".join(kind if name in program else f"{count}x1" for name, kind, count in COLUMNS)
        names = [name for name, _, _ in COLUMNS if name in program]
        return self._context.vertex_array(
            program,
            [(self._context.buffer(corners.tobytes()), read, *names)],
            self._context.buffer(numbers.tobytes()),
        )

    def _made_frame(self, size: tuple[int, int]) -> tuple[Any, bytearray]:
        frame = self._context.framebuffer(
            self._context.texture(size, 4), self._context.depth_renderbuffer(size)
        )
        return frame, bytearray(size[0] * size[1] * 4)


def _write(program: Any, name: str, values: Any) -> None:
    """Set a uniform to rows of numbers, if the program has it; those that it does not read were cut off by the compiler."""
    if name in program:
        uniform = program[name]
        rows = np.asarray(values, np.float32)
        uniform.write(rows[: uniform.array_length].tobytes() if uniform.array_length > 1 else rows.tobytes())


def seen_from(pose: Pose, aspect: float) -> Matrix:
    """The matrix from metres to the picture of a camera, columns last, as the stage's lens has it."""
    right, up, ahead = np.array(pose.axes)
    eye = np.array(pose.eye)
    near = Camera(pose, aspect).near_m
    focal = 1 / tan(radians(pose.fov_deg / 2))
    depth = (FAR_M + near) / (FAR_M - near)
    rows = (right * focal / aspect, up * focal, ahead * depth, ahead)
    shifts = [-row @ eye for row in rows]
    shifts[2] -= 2 * FAR_M * near / (FAR_M - near)
    return np.column_stack([np.array(rows), shifts]).astype(np.float32)
