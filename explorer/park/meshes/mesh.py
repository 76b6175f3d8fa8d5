"""Triangles with normals and colours; joins the parts of a file into one mesh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...i18n import Text
from .skin import MOST_BYTES, Skin, within
from .texture import Texture, linear, painted, srgb

Floats = npt.NDArray[np.floating[Any]]
Indices = npt.NDArray[np.int64]

MOST_TRIANGLES = 300_000
"""Maximum number of triangles, as many as the whole baked park has in one light; an author must decimate a larger model."""
MOST_VERTICES = 3 * MOST_TRIANGLES
FARTHEST = 1e60
"""Maximum coordinate, in any unit; products of such numbers stay finite."""

TRIANGLES: Text = Text("triangles")
ONE_SIDED: Text = Text("its open sheets are seen from one side only")
COARSE: Text = Text("its textures are drawn more coarsely than they are")
MOST_COARSE = 0.1
SMALLER: Text = Text(
    "its textures are larger than {limit} MB and are drawn smaller", limit=MOST_BYTES // 1_000_000
)
ONE_GLOW: Text = Text("its lit picture glows in one colour")

OPAQUE, CUT_OUT, BLENDED = 0, 1, 2
"""How a triangle hides what is behind it: wholly, wholly but for places that are left out, or partly."""

NEARLY_SOLID = 0.99
"""Opacity from which a material counts as solid: many programs call every material see-through."""

PAPER = (0.941, 0.918, 0.882)
"""Default colour; sRGB."""


class NotRead(Exception):
    """A model file that cannot be shown.

    Attributes
    ----------
    what, remedy : what is wrong with it, and what its author can do.
    """

    def __init__(self, what: Text, remedy: Text) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}: {remedy}")


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """A whole model.

    Attributes
    ----------
    points, normals, colours
        Shape (n, 3); in the units and axes of the file, unit vectors, sRGB 0..1.
    indices
        Shape (m, 3): vertex numbers, counter-clockwise from outside.
    glow
        Shape (n, 3): emitted light, linear; None if nothing in it glows.
    losses : what the file has and the mesh lacks, in an author's terms.
    skins : the textures that are drawn.
    skin : shape (m,): the texture of each triangle; -1 for none.
    uv : shape (n, 2): texture coordinates, the first row of an image at 0.
    opacity : shape (n,): how much of what is behind a vertex is hidden; None if all is solid.
    clear : shape (m,): OPAQUE, CUT_OUT or BLENDED, for each triangle; None if all is solid.
    mover : shape (m,): the node with which each triangle moves in clips; -1 for none. None if nothing moves.
    rig : the clips; None without one.
    """

    points: Floats
    normals: Floats
    colours: Floats
    indices: Indices
    losses: tuple[Text, ...] = ()
    glow: Floats | None = None
    skins: tuple[Skin, ...] = ()
    skin: Indices | None = None
    uv: Floats | None = None
    mover: Indices | None = None
    opacity: Floats | None = None
    clear: Indices | None = None
    rig: Any = None  # a `clips.Rig`, whose module needs this one


@dataclass(frozen=True, slots=True, eq=False)
class Primitive:
    """A part of a file that has one material."""

    points: Floats
    indices: Indices
    colours: Floats  # shape (n, 3) or (3,), linear light; multiplied with the texture, if any
    normals: Floats | None = None  # shape (n, 3); None if the file has none
    texture: Texture | None = None
    uv: Floats | None = None  # shape (n, 2), the first row of the image at 0
    is_sheet: bool = True  # whether its triangles are also visible from behind where it is open
    glow: Floats | None = None  # shape (3,), emitted light, linear
    lit: Texture | None = None  # which places of the image give off that light; `glow` is their mean
    mover: int = -1  # the node with which it moves in clips
    opacity: Floats | None = None  # shape (n,), multiplied with that of the texture; None: solid
    cutoff: float | None = None  # opacity below which a place is left out, while all others are solid

    @property
    def clear(self) -> int:
        """OPAQUE, CUT_OUT or BLENDED."""
        return OPAQUE if self.opacity is None else BLENDED if self.cutoff is None else CUT_OUT


def refuse_many(triangles: int, vertices: int = 0) -> None:
    """NotRead if a model has too many triangles or vertices."""
    for count, most, what in (
        (triangles, MOST_TRIANGLES, TRIANGLES),
        (vertices, MOST_VERTICES, Text("corners")),
    ):
        if count > most:
            raise too_many(count, most, what)


def too_many(count: int, most: int, what: Text = TRIANGLES) -> NotRead:
    """The fault of a model with more triangles than its use allows."""
    return NotRead(
        Text("it has {count:,} {what}, and {most:,} is the limit", count=count, what=what, most=most),
        Text("reduce it, e.g. with Blender's Decimate modifier or `gltf-transform simplify in.glb out.glb`"),
    )


def joined(primitives: Sequence[Primitive], losses: Sequence[Text], keeps_textures: bool = False) -> Mesh:
    """All parts as one mesh, with flat normals where a part has none.

    Parameters
    ----------
    keeps_textures : whether textures stay images; else they become colours of small triangles.

    Raises NotRead if nothing in it is visible, or it is too large.
    """
    count = sum(len(p.indices) for p in primitives)
    refuse_many(count)
    solid = [part for part in map(_without_slivers, primitives) if len(part.indices)]
    if not solid:
        raise NotRead(
            Text("all its triangles are lines or points") if count else Text("there are no triangles in it"),
            Text("export the surfaces of the model, not its edges"),
        )
    has_back = [part.is_sheet and is_open for part, is_open in zip(solid, _open(solid), strict=True)]
    spare = (
        MOST_TRIANGLES
        - count
        - sum(len(part.indices) for part, back in zip(solid, has_back, strict=True) if back)
    )
    if spare < 0:
        has_back, spare = [False] * len(solid), MOST_TRIANGLES - count
        losses = [*losses, ONE_SIDED]
    ready = []
    skins: dict[Any, Skin] = {}
    skin: list[int] = []
    for part in solid:
        if keeps_textures and part.uv is not None:
            kind = id(part.texture), id(part.lit), part.clear, part.cutoff
            image = Skin.of(part.texture, part.lit)
            if part.clear != OPAQUE:
                image = image.seen_through(part.texture, _cutoff(part))
            skins.setdefault(kind, image)
            skin.append(list(skins).index(kind))
            ready.append(_shaded(_lit_by_place(part)))
            continue
        skin.append(-1)
        whole, is_coarse = _painted(part, part.texture, spare) if part.texture is not None else (part, False)
        losses = [*losses, COARSE] if is_coarse else losses
        losses = [*losses, ONE_GLOW] if part.lit is not None else losses
        spare -= len(whole.indices) - len(part.indices)
        ready.append(_shaded(whole))
    drawn = within(tuple(skins.values()), MOST_BYTES)
    if any(one is not other for one, other in zip(drawn, skins.values(), strict=True)):
        losses = [*losses, SMALLER]
    starts = np.cumsum([0, *(len(part.points) for part in ready)])
    mesh = Mesh(
        np.concatenate([part.points for part in ready]),
        np.concatenate([part.normals for part in ready if part.normals is not None]),
        np.concatenate([np.broadcast_to(srgb(part.colours), part.points.shape) for part in ready]),
        np.concatenate([part.indices + start for part, start in zip(ready, starts, strict=False)]),
        tuple(dict.fromkeys(losses)),
        _glow(ready),
        drawn,
        np.concatenate([np.full(len(part.indices), skin) for part, skin in zip(ready, skin, strict=True)])
        if drawn
        else None,
        np.concatenate([np.zeros((len(part.points), 2)) if part.uv is None else part.uv for part in ready])
        if drawn
        else None,
        np.concatenate([np.full(len(part.indices), part.mover) for part in ready])
        if any(part.mover >= 0 for part in ready)
        else None,
        np.concatenate(
            [np.ones(len(part.points)) if part.opacity is None else part.opacity for part in ready]
        )
        if any(part.clear for part in ready)
        else None,
        np.concatenate([np.full(len(part.indices), part.clear) for part in ready])
        if any(part.clear for part in ready)
        else None,
    )
    is_backed = np.concatenate(
        [np.full(len(part.indices), back) for part, back in zip(ready, has_back, strict=True)]
    )
    return _with_backs(_outside_out(mesh), is_backed)


def _cutoff(part: Primitive) -> float | None:
    """The opacity of its image below which a place is left out; None if it is blended."""
    if part.cutoff is None or part.opacity is None:
        return None
    return part.cutoff / max(float(part.opacity.mean()), 1 / 255)


def _glow(parts: Sequence[Primitive]) -> Floats | None:
    """The light of all vertices; None if no part glows."""
    if all(part.glow is None for part in parts):
        return None
    dark = np.zeros(3)
    return np.concatenate(
        [np.broadcast_to(dark if part.glow is None else part.glow, part.points.shape) for part in parts]
    )


def _lit_by_place(part: Primitive) -> Primitive:
    """A copy whose light is that of the brightest place of its image, which says how much of it others give off."""
    if part.lit is None or part.glow is None:
        return part
    mean = linear(part.lit.pixels.reshape(-1, 3) / 255).mean(axis=0)
    return replace(part, glow=part.glow / max(float(mean.max()), 1 / 255))


def paper() -> Floats:
    """The default colour in linear light."""
    return linear(np.array(PAPER))


def apart(part: Primitive) -> Primitive:
    """A copy in which triangles share no vertices."""
    order = part.indices.ravel()
    return replace(
        part,
        points=part.points[order],
        indices=np.arange(len(order), dtype=np.int64).reshape(-1, 3),
        colours=part.colours[order] if part.colours.ndim > 1 else part.colours,
        normals=part.normals[order] if part.normals is not None else None,
        uv=part.uv[order] if part.uv is not None else None,
        opacity=part.opacity[order] if part.opacity is not None else None,
    )


def compact(part: Primitive) -> Primitive:
    """A copy without unused vertices.

    Raises NotRead if a triangle refers to a missing vertex.
    """
    if len(part.indices) and (part.indices.min() < 0 or part.indices.max() >= len(part.points)):
        raise NotRead(
            Text(
                "a triangle refers to corner {value}, but there are only {count}",
                value=int(part.indices.max()),
                count=len(part.points),
            ),
            Text("the file is damaged: export it again"),
        )
    used, indices = np.unique(part.indices, return_inverse=True)
    if len(used) == len(part.points):
        return part
    return replace(
        part,
        points=part.points[used],
        indices=indices.reshape(-1, 3),
        colours=part.colours[used] if part.colours.ndim > 1 else part.colours,
        normals=part.normals[used] if part.normals is not None else None,
        uv=part.uv[used] if part.uv is not None else None,
        opacity=part.opacity[used] if part.opacity is not None else None,
    )


def _without_slivers(part: Primitive) -> Primitive:
    """A copy without triangles of zero area and without unused vertices."""
    part = compact(part)
    used = part.points[part.indices]
    if not (np.abs(used) < FARTHEST).all():
        raise NotRead(
            Text("some of its corners have no valid position (not a number)"),
            Text("repair the model, and export it again"),
        )
    edges = (used[:, 1:] - used[:, :1]) / max(float(np.ptp(part.points, axis=0).max(initial=0)), 1e-300)
    area = np.linalg.norm(np.cross(edges[:, 0], edges[:, 1]), axis=1)
    return compact(replace(part, indices=part.indices[area > 1e-14]))


def _open(parts: Sequence[Primitive]) -> list[bool]:
    """Whether each part has an edge that no other triangle of the model shares."""
    points = np.concatenate([part.points[part.indices].reshape(-1, 3) for part in parts])
    low, size = points.min(axis=0), max(float(np.ptp(points, axis=0).max()), 1e-300)
    steps = np.rint((points - low) / size * 0xFFFFF).astype(np.int64)
    places = np.unique(steps @ [1 << 40, 1 << 20, 1], return_inverse=True)[1].reshape(-1, 3)
    ends = np.sort(np.stack([places, np.roll(places, 1, axis=1)], axis=2), axis=2)
    _, which, counts = np.unique(ends @ [len(points), 1], return_inverse=True, return_counts=True)
    at_edge = (counts[which.reshape(-1, 3)] == 1).any(axis=1)
    stops = np.cumsum([len(part.indices) for part in parts])
    return [bool(some.any()) for some in np.split(at_edge, stops[:-1])]


def _with_backs(mesh: Mesh, is_backed: npt.NDArray[np.bool_]) -> Mesh:
    """A copy with back faces behind some triangles, since the graphics card draws front faces only."""
    if not is_backed.any():
        return mesh
    used, indices = np.unique(mesh.indices[is_backed][:, ::-1], return_inverse=True)
    return replace(
        mesh,
        points=np.concatenate([mesh.points, mesh.points[used]]),
        normals=np.concatenate([mesh.normals, -mesh.normals[used]]),
        colours=np.concatenate([mesh.colours, mesh.colours[used]]),
        glow=None if mesh.glow is None else np.concatenate([mesh.glow, mesh.glow[used]]),
        mover=None if mesh.mover is None else np.concatenate([mesh.mover, mesh.mover[is_backed]]),
        opacity=None if mesh.opacity is None else np.concatenate([mesh.opacity, mesh.opacity[used]]),
        clear=None if mesh.clear is None else np.concatenate([mesh.clear, mesh.clear[is_backed]]),
        skin=None if mesh.skin is None else np.concatenate([mesh.skin, mesh.skin[is_backed]]),
        uv=None if mesh.uv is None else np.concatenate([mesh.uv, mesh.uv[used]]),
        indices=np.concatenate([mesh.indices, indices.reshape(-1, 3) + len(mesh.points)]),
    )


def _painted(part: Primitive, texture: Texture, spare: int) -> tuple[Primitive, bool]:
    """A copy in the colours of its texture, without what is cut out of it, and whether much detail is lost."""
    if part.uv is None:
        return part, False
    uv = part.uv[part.indices.ravel(), :2]
    part = apart(part)
    colours = np.broadcast_to(part.colours, part.points.shape)
    normals = part.normals if part.normals is not None else _flat(part)
    opacity = np.ones(len(part.points)) if part.opacity is None else part.opacity
    vertices = np.concatenate([part.points, normals, uv, colours, opacity[:, None]], axis=1)
    has_alpha = part.clear != OPAQUE and texture.alpha is not None
    vertices, paint, coarse = painted(
        vertices.reshape(-1, 3, vertices.shape[1]), texture, spare, with_alpha=has_alpha
    )
    if has_alpha:
        vertices[..., 11] *= paint[:, None, 3]
    if part.cutoff is not None:
        is_there = vertices[..., 11].mean(axis=1) >= part.cutoff
        vertices, paint = vertices[is_there], paint[is_there]
    flat = vertices.reshape(-1, vertices.shape[2])
    whole = Primitive(
        flat[:, :3],
        np.arange(len(flat), dtype=np.int64).reshape(-1, 3),
        flat[:, 8:11] * np.repeat(paint[:, :3], 3, axis=0),
        flat[:, 3:6],
        glow=part.glow,
        mover=part.mover,
        opacity=flat[:, 11] if part.clear == BLENDED else None,
    )
    return whole, coarse > MOST_COARSE


def _shaded(part: Primitive) -> Primitive:
    """A copy with normals: those of the file if usable, otherwise flat ones, as glTF requires."""
    if part.normals is not None and part.normals.shape == part.points.shape:
        length = np.linalg.norm(part.normals, axis=1, keepdims=True)
        if np.isfinite(length).all() and (length > 1e-6).all():
            return replace(part, normals=part.normals / length)
    part = apart(part)
    return replace(part, normals=_flat(part))


def _flat(part: Primitive) -> Floats:
    """Flat normals of triangles that share no vertices."""
    normals = np.repeat(_facing(part.points, part.indices), 3, axis=0)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-300))


def _facing(points: Floats, indices: Indices) -> Floats:
    """The normal of each triangle, its length proportional to the area; scaled against under- and overflow."""
    a, b, c = (points[indices[:, i]] for i in range(3))
    scale = max(float(np.ptp(points, axis=0).max(initial=0)), 1e-300)
    return np.asarray(np.cross((b - a) / scale, (c - a) / scale))


def _outside_out(mesh: Mesh) -> Mesh:
    """A copy with its faces outwards: some programs write closed meshes inside out, which would look hollow.

    An inside-out closed mesh has a negative volume. For an open one the sign says little, so only a clear result
    counts.
    """
    low, high = mesh.points.min(axis=0), mesh.points.max(axis=0)
    size = max(float((high - low).max()), 1e-300)
    points = (mesh.points - (low + high) / 2) / size
    a, b, c = (points[mesh.indices[:, i]] for i in range(3))
    volume = float(np.einsum("ij,ij->", a, np.cross(b, c))) / 6
    indices = mesh.indices
    if volume < -0.02 * float(np.prod(np.maximum((high - low) / size, 1e-3))):
        indices = indices[:, ::-1]
    agree = np.einsum("ij,ij->i", _facing(mesh.points, indices), mesh.normals[indices].sum(axis=1)) >= 0
    normals = -mesh.normals if agree.mean() < 0.5 else mesh.normals
    return replace(mesh, indices=indices, normals=normals)
