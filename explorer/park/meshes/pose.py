"""Skinned and morphed parts of a GLB in the pose of the file; nothing of them moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...i18n import Text
from .clips import Rig, parents_of
from .glb_tables import Json, Tables
from .mesh import Floats, Primitive

SKELETON_STILL: Text = Text("its skeleton stands still, in the pose of the file")
SHAPES_STILL: Text = Text("its shapes do not change (morph targets)")


def morphed(tables: Tables, primitive: Json, weights: list[float], part: Primitive) -> Primitive:
    """A copy whose corners are where the weights of its morph targets put them."""
    points, normals = part.points, part.normals
    for weight, target in zip(weights, primitive.get("targets", ()), strict=False):
        if weight and "POSITION" in target:
            points = points + float(weight) * tables.floats(target["POSITION"], 3)
        if weight and normals is not None and "NORMAL" in target:
            normals = normals + float(weight) * tables.floats(target["NORMAL"], 3)
    return part if points is part.points else replace(part, points=points, normals=normals)


def posed(tables: Tables, primitive: Json, joints: Floats, part: Primitive) -> Primitive:
    """A copy of a skinned part where its joints hold it.

    Parameters
    ----------
    joints : matrices of its skin's joints, from where a corner was bound to where it stands; shape (n, 4, 4).
    """
    attributes = primitive["attributes"]
    whole, total = np.zeros((len(part.points), 4, 4)), np.zeros(len(part.points))
    number = 0
    while (name := f"JOINTS_{number}") in attributes:
        chosen = tables.numbers(attributes[name]).astype(np.int64)
        shares = tables.floats(attributes[f"WEIGHTS_{number}"], 4)
        for column in range(4):
            whole += shares[:, column, None, None] * joints[chosen[:, column]]
        total += shares.sum(axis=1)
        number += 1
    held = total > 1e-6
    whole[held] /= total[held, None, None]
    whole[~held] = joints[0]
    normals = part.normals
    if normals is not None:
        normals = np.einsum("nij,nj->ni", whole[:, :3, :3], normals)
    return replace(
        part,
        points=np.einsum("nij,nj->ni", whole[:, :3, :3], part.points) + whole[:, :3, 3],
        normals=normals,
    )


def joint_matrices(tables: Tables, number: int) -> Floats:
    """The matrices of a skin's joints, from where a corner was bound to where it stands; shape (n, 4, 4)."""
    skin, nodes = tables.all("skins")[number], tables.all("nodes")
    rig = Rig({}, tuple(nodes), parents_of(nodes))
    found = np.array([rig.at_rest(joint) for joint in skin["joints"]])
    if "inverseBindMatrices" not in skin:
        return found
    bound = tables.floats(skin["inverseBindMatrices"], 16).reshape(-1, 4, 4).transpose(0, 2, 1)
    return np.asarray(found @ bound[: len(found)])
