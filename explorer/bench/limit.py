"""A process that draws the baked park in one call, lit at its vertices: about the least that its triangles can cost.

It draws off screen with moderngl and reads the picture back into memory, as the stage does. It has no shadows, sky,
mirror, water or outlines; that is its point.
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

from ..geometry import Pose, clamp
from ..layout import Chunk, Manifest, dequantise
from .child import questions, setup_given, tell

LIGHT, LANGUAGE = "day", "en"
FAR_M = 5000.0
SUN = np.array((0.45, -0.6, 0.66), np.float32)

CORNER = np.dtype(
    [
        ("place", "<f4", 3),
        ("albedo", "u1", 4),
        ("facing", "i1", 4),
        ("ambient", "u1", 4),
        ("night", "u1", 4),
    ]
)
"""A vertex as the graphics card takes it, 28 bytes: as many as the stage's own."""
CORNER_FORMAT = "3f 4f1 4i1 4f1 4f1"

VERTEX_SHADER = """
#version 330
uniform mat4 u_see;
uniform vec3 u_eye, u_sun;
in vec3 place; in vec4 albedo, facing, ambient, night;
out vec3 v_light;
void main() {
    gl_Position = u_see * vec4(place, 1.0);
    vec3 paint = albedo.rgb * albedo.rgb;
    float lit = clamp((dot(facing.xyz / 127.0, u_sun) + 0.12) / 1.12, 0.0, 1.0);
    vec3 light = paint * (ambient.rgb * ambient.rgb + vec3(1.9, 1.8, 1.6) * lit * ambient.a);
    light += night.rgb * night.rgb * 0.05;
    vec3 way = place - u_eye;
    float away = max(length(way) - 250.0, 0.0) * 0.0012;
    float thin = exp(-max(place.z, 0.0) * 0.010);
    float hidden = min(1.0 - exp(-away * away * (0.5 + 0.5 * thin)), 0.9);
    v_light = mix(light, vec3(0.72, 0.8, 0.9), hidden);
}
"""
FRAGMENT_SHADER = """
#version 330
in vec3 v_light;
out vec4 o_colour;
void main() {
    vec3 c = v_light * (1.0 + 0.10 * v_light) / (1.0 + 0.66 * v_light);
    c = sqrt(max(c, 0.0));
    o_colour = vec4(mix(c, c * c * (3.0 - 2.0 * c), 0.38), 1.0);
}
"""


def chunks_of(manifest: Manifest, fine: bool) -> list[Chunk]:
    """What is drawn: with all near detail, or with the far stand-ins in its place."""
    kinds = ("always", "near") if fine else ("always", "far")
    return [c for c in manifest.chunks if c.detail in kinds and c.language in ("", LANGUAGE)]


def merged(
    vertices: npt.NDArray[np.void], indices: npt.NDArray[np.uint16], chunks: list[Chunk]
) -> tuple[npt.NDArray[np.void], npt.NDArray[np.uint32]]:
    """The triangles of these chunks in one pair of arrays: `CORNER`s, and whole numbers of corners."""
    corners = np.zeros(sum(c.vertices for c in chunks), CORNER)
    runs: list[npt.NDArray[np.uint32]] = []
    first = 0
    for chunk in chunks:
        own = vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices]
        out = corners[first : first + chunk.vertices]
        out["place"] = dequantise(own["position"], chunk.low, chunk.high)
        out["albedo"][:, :3], out["albedo"][:, 3] = own["albedo"], own["gloss"]
        out["facing"][:, :3] = own["normal"]
        out["ambient"][:, :3], out["ambient"][:, 3] = own["ambient"], own["open_sky"]
        out["night"][:, :3] = own["night"]
        runs += [
            indices[span.start : span.start + span.count].astype(np.uint32) + first
            for span in chunk.spans
            if span.light == LIGHT
        ]
        first += chunk.vertices
    return corners, np.concatenate(runs) if runs else np.zeros(0, np.uint32)


def seen_from(pose: Pose, aspect: float) -> npt.NDArray[np.float32]:
    """The matrix from metres to the picture of a camera, columns last, as the stage's lens has it."""
    right, up, ahead = np.array(pose.axes)
    eye = np.array(pose.eye)
    near = clamp(pose.distance_m * 0.012, 0.8, 5.0)
    focal = 1 / tan(radians(pose.fov_deg / 2))
    depth = (FAR_M + near) / (FAR_M - near)
    rows = (right * focal / aspect, up * focal, ahead * depth, ahead)
    shifts = [-row @ eye for row in rows]
    shifts[2] -= 2 * FAR_M * near / (FAR_M - near)
    return np.column_stack([np.array(rows), shifts]).astype(np.float32)


class OneCall:
    """An OpenGL context of its own that draws a set of triangles in one call."""

    def __init__(self) -> None:
        moderngl: Any = import_module("moderngl")  # an extra: it may not be there when types are checked
        backend = {"backend": "egl"} if sys.platform.startswith("linux") else {}
        self._context = moderngl.create_context(standalone=True, require=330, **backend)
        self._context.enable(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        self._program = self._context.program(VERTEX_SHADER, FRAGMENT_SHADER)
        self._program["u_sun"].write((SUN / np.linalg.norm(SUN)).astype("f4").tobytes())
        self.renderer = str(self._context.info["GL_RENDERER"])
        self._frame = cache(self._made_frame)

    def loaded(self, corners: npt.NDArray[np.void], numbers: npt.NDArray[np.uint32]) -> Any:
        """Triangles on the graphics card."""
        return self._context.vertex_array(
            self._program,
            [(self._context.buffer(corners.tobytes()), CORNER_FORMAT, *(CORNER.names or ()))],
            self._context.buffer(numbers.tobytes()),
        )

    def draw(self, triangles: Any, pose: Pose, size: tuple[int, int]) -> tuple[float, bytearray]:
        """How long one picture took, in ms, and its bytes (red, green, blue, alpha; the lowest row first)."""
        frame, pixels = self._frame(size)
        began_s = perf_counter()
        frame.use()
        frame.clear(0.72, 0.8, 0.9, 1.0)
        self._program["u_see"].write(seen_from(pose, size[0] / size[1]).T.tobytes())
        self._program["u_eye"].value = pose.eye
        triangles.render()
        frame.read_into(pixels, components=4)
        return (perf_counter() - began_s) * 1000, pixels

    def _made_frame(self, size: tuple[int, int]) -> tuple[Any, bytearray]:
        frame = self._context.framebuffer(
            self._context.texture(size, 4), self._context.depth_renderbuffer(size)
        )
        return frame, bytearray(size[0] * size[1] * 4)


def main() -> int:
    """Say what will be drawn, then answer each list of cameras with the times of their pictures."""
    from ..stage.baked import Baked, NotBaked

    setup = setup_given()
    try:
        baked = Baked.read(setup.models)
        one_call = OneCall()
    except NotBaked as fault:
        tell(failed=str(fault))
        return 2
    except Exception as fault:  # whatever a graphics driver may say
        tell(failed=f"OpenGL: {fault}")
        return 2
    loaded, counts = {}, {}
    for name in ("fine", "coarse"):
        corners, numbers = merged(baked.vertices, baked.indices, chunks_of(baked.manifest, name == "fine"))
        loaded[name], counts[name] = one_call.loaded(corners, numbers), len(numbers) // 3
    tell(renderer=one_call.renderer, triangles=counts)
    for asked in questions():
        answer: dict[str, list[float]] = {}
        for name, triangles in loaded.items():
            shots = [(Pose(tuple(target), *rest), tuple(size)) for (target, *rest), size in asked["eyes"]]
            one_call.draw(triangles, *shots[0])  # the first one after a pause is slower
            answer[name] = [one_call.draw(triangles, pose, size)[0] for pose, size in shots]
        tell(**answer)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
