"""A zone's model that is a file of the scene, read with trimesh. Nothing here is imported until there is one."""

from __future__ import annotations

from math import radians
from pathlib import Path
from typing import Any

import numpy as np

from ..park.model import Zone
from .parts import Part
from .placeholder import GROUND_LEVEL_M, PAPER

MOST_BYTES = 200_000_000
MOST_TRIANGLES = 2_000_000
Y_IS_UP = frozenset({".glb", ".obj"})
"""glTF and nearly all OBJ files stand with y up; STL and PLY with z up."""


class NotRead(Exception):
    """A model file that cannot be shown; the reason in English and Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        self.en, self.zh = en, zh
        super().__init__(en)


def foreign(zone: Zone, path: Path) -> Part:
    """The model in a file, scaled to fill the footprint or the height of its zone, standing on the ground.

    Units and place in the file do not matter: people draw in metres, millimetres and inches.

    Raises
    ------
    NotRead
        With the reason in a sentence.
    """
    mesh = _read(path)
    places = np.asarray(mesh.vertices, float)
    normals = np.asarray(mesh.vertex_normals, float)
    if path.suffix.lower() in Y_IS_UP:
        places, normals = (array[:, [0, 2, 1]] * [1, -1, 1] for array in (places, normals))
    turn = radians(180.0 - zone.place.heading_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])

    low, high = places.min(axis=0), places.max(axis=0)
    room = np.array([*zone.place.footprint_m, zone.place.height_m])
    scale = float((room / np.maximum(high - low, 1e-9)).min())
    foot = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]])
    places = (places - foot) * scale @ rotation.T + [*zone.place.centre_m, GROUND_LEVEL_M]
    return Part(
        f"{zone.id} {path.name}",
        places.astype(np.float32),
        (normals @ rotation.T).astype(np.float32),
        _colours(mesh),
        np.asarray(mesh.faces, np.int64),
        zone.id,
    )


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotRead("the file is larger than 200 MB", "文件超过200 MB")
        import trimesh

        mesh = trimesh.load(path, force="mesh", process=False)
    except ImportError as fault:
        raise NotRead("it takes the package trimesh to read it", "读取它需要trimesh软件包") from fault
    except NotRead:
        raise
    # readers of many formats fail in many ways; the visitor is told of every one of them
    except Exception as fault:
        raise NotRead(f"it cannot be read ({fault})", f"无法读取（{fault}）") from fault
    if not isinstance(mesh, trimesh.Trimesh) or len(mesh.faces) == 0:
        raise NotRead("there are no triangles in it", "其中没有三角形")
    if len(mesh.faces) > MOST_TRIANGLES:
        raise NotRead("it has more than two million triangles", "三角形超过两百万个")
    if not np.isfinite(mesh.vertices).all():
        raise NotRead("it has corners at no place", "存在无效的顶点坐标")
    return mesh


def _colours(mesh: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The colours of the file's corners; paper where it has none."""
    visual = mesh.visual
    if visual.kind == "texture":
        visual = visual.to_color()
    colours = np.asarray(visual.vertex_colors, np.float32) if visual.kind else np.zeros((0, 4))
    if len(colours) != len(mesh.vertices):
        return np.tile(np.array(PAPER, np.float32), (len(mesh.vertices), 1))
    return (colours[:, :3] / 255).astype(np.float32)
