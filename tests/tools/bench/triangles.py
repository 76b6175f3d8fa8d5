"""The baked park in one draw call: what its triangles cost where nothing is sorted, culled or added.

Three sets: `fine`, with all near detail; `coarse`, the far forms, which are what an overview draws; `plain`, these
again with the sun everywhere: about the least that they can cost, though the picture is no longer the same. There are no
sky, mirror, water, people or outlines; that is its point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.base.baked_format import Chunk, Detail, LightName
from explorer.base.geometry import Pose
from explorer.measure.bench.child import Setup, answer_with, questions
from explorer.stage.scene.baked import Baked, NotBaked
from explorer.stage.scene.build import casts_shadow, spans_of, unpacked
from explorer.visit.light import LIGHTS

from .one_call import OneCall

LIGHT: LightName = "day"
LANGUAGE = "en"
FORMS: dict[str, tuple[Detail, Detail]] = {"fine": ("always", "near"), "coarse": ("always", "far")}


@dataclass(frozen=True, slots=True, eq=False)
class Triangles:
    """Triangles for one draw call.

    Attributes
    ----------
    corners : array of `mesh.SOLID`
    numbers : of corners, three a triangle; array of uint32
    """

    corners: npt.NDArray[np.void]
    numbers: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, baked: Baked, chunks: Iterable[Chunk]) -> Triangles:
        """Those of some chunks of a park."""
        vertices = unpacked(baked)
        corners, runs, first = [vertices[:0]], [np.zeros(0, np.uint32)], 0
        for chunk in chunks:
            corners.append(vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices])
            for span in spans_of(chunk, LIGHT):
                run = baked.indices[span.start : span.start + span.count]
                runs.append(run.astype(np.uint32) + np.uint32(first))
            first += chunk.vertices
        return cls(np.concatenate(corners), np.concatenate(runs))

    def __len__(self) -> int:
        return len(self.numbers) // 3


def form_of(baked: Baked, form: str) -> Triangles:
    """The whole park "fine", with all near detail, or "coarse", with the far stand-ins in its place."""
    return Triangles.of(
        baked,
        (c for c in baked.manifest.chunks if c.detail in FORMS[form] and c.language in ("", LANGUAGE)),
    )


def shade_of(baked: Baked) -> Triangles:
    """What stands in the sun's way."""
    return Triangles.of(
        baked,
        (
            c
            for c in baked.manifest.chunks
            if c.surface == "solid" and c.detail in FORMS["coarse"] and casts_shadow(c)
        ),
    )


def draw_limit(setup: Setup) -> int:
    """Say what will be drawn, then answer each list of cameras with the times of their pictures."""
    try:
        baked = Baked.read(setup.models)
        one_call = OneCall(LIGHTS[LIGHT])
    except NotBaked as fault:
        answer_with(failed=str(fault))
        return 2
    except Exception as fault:  # whatever a graphics driver may say
        answer_with(failed=f"OpenGL: {fault}")
        return 2
    fine, coarse, shade = form_of(baked, "fine"), form_of(baked, "coarse"), shade_of(baked)
    one_call.fill_map(shade.corners, shade.numbers)
    loaded = {
        "fine": one_call.loaded(fine.corners, fine.numbers, shaded=True),
        "coarse": one_call.loaded(coarse.corners, coarse.numbers, shaded=True),
        "plain": one_call.loaded(coarse.corners, coarse.numbers, shaded=False),
    }
    answer_with(renderer=one_call.renderer, triangles={"fine": len(fine), "coarse": len(coarse)})
    for asked in questions():
        answer: dict[str, list[float]] = {}
        for name, triangles in loaded.items():
            shots = [(Pose(tuple(target), *rest), tuple(size)) for (target, *rest), size in asked["eyes"]]
            one_call.draw(triangles, *shots[0])  # the first one after a pause is slower
            answer[name] = [one_call.draw(triangles, pose, size)[0] for pose, size in shots]
        answer_with(**answer)
    return 0
