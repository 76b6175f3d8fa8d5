"""Small pictures of the catalogue's buildings, drawn from their geometry."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF

SIZE_PX = (84, 56)
TURN_DEG, TILT_DEG = 32.0, 20.0
SUN = np.array([-0.45, -0.7, 0.55])
SHADE = 0.64
"""Share of the light that reaches faces turned away from the sun."""

LEAST_PX2 = 0.3
"""Twice the area of the smallest triangle that is drawn."""

USUAL_ACCENT = "#1C7FB6"


@lru_cache(96)
def building_picture(kind: str, look: int, accent: str, scale: float, ratio: float) -> QPixmap:
    """A building seen from its front and one side, on a transparent ground.

    Parameters
    ----------
    scale : size of the picture, relative to the usual one.
    ratio : device pixels per pixel.
    """
    from ...build.geometry.mesh_builder import MeshBuilder
    from ...build.grown.catalogue import CATALOGUE, Build
    from ...build.grown.kinds import KINDS
    from ...build.grown.rows import BuildingRow

    of = KINDS[kind]
    high = of.height(of.storeys, of.size_m[0])
    row = BuildingRow("", kind, of.size_m, high, of.storeys, accent, accent, variant=look)
    builder = MeshBuilder(row.seed)
    CATALOGUE[kind](builder, Build.of(row))
    arrays = builder.arrays()
    size = tuple(round(side * scale) for side in SIZE_PX)
    picture = QPixmap(*(round(side * ratio) for side in size))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for polygon, colour in _faces(arrays.points, arrays.face_normals, arrays.colour, size):
        painter.setPen(colour)
        painter.setBrush(colour)
        painter.drawPolygon(polygon)
    painter.end()
    return picture


def _faces(
    points: np.ndarray, normals: np.ndarray, colours: np.ndarray, size: tuple[int, ...]
) -> list[tuple[QPolygonF, QColor]]:
    """The visible triangles in a picture of a size, the furthest first, each with its shaded colour."""
    turn, tilt = math.radians(TURN_DEG), math.radians(TILT_DEG)
    back = np.array([math.sin(turn) * math.cos(tilt), -math.cos(turn) * math.cos(tilt), math.sin(tilt)])
    right = np.array([math.cos(turn), math.sin(turn), 0.0])
    up = np.cross(right, -back)
    seen = normals @ back > 0
    points, normals, colours = points[seen], normals[seen], colours[seen]
    x, y = points @ right, points @ up
    low, high = np.array([x.min(), y.min()]), np.array([x.max(), y.max()])
    step = min((side - 4) / max(reach, 1e-6) for side, reach in zip(size, high - low, strict=True))
    middle = (low + high) / 2
    across, down = size[0] / 2 + (x - middle[0]) * step, size[1] / 2 - (y - middle[1]) * step
    light = SHADE + (1 - SHADE) * np.clip(normals @ (SUN / np.linalg.norm(SUN)), 0, 1)
    shaded = np.clip(colours * light[:, None], 0, 1)
    area = np.abs(
        (across[:, 1] - across[:, 0]) * (down[:, 2] - down[:, 0])
        - (across[:, 2] - across[:, 0]) * (down[:, 1] - down[:, 0])
    )
    order = np.argsort((points @ back).mean(axis=1))
    order = order[area[order] > LEAST_PX2]
    return [
        (
            QPolygonF([QPointF(float(a), float(b)) for a, b in zip(across[n], down[n], strict=True)]),
            QColor.fromRgbF(*(float(part) for part in shaded[n])),
        )
        for n in order
    ]
