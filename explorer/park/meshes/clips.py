"""Animation clips of a GLB: nodes that move, turn or grow over time. Nothing here draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from ...i18n import Text
from .glb_tables import Json, Tables
from .mesh import Floats, NotRead

MOST_MOVING = 40
"""Most nodes of a model with tracks: each is a separate draw call."""
MOST_MOVING_TRIANGLES = 20_000
"""Most triangles that move: they are drawn again in every frame, while all others are kept as a picture."""
MOST_KEYS = 20_000
SHORTEST_S = 0.05

TOO_MUCH_MOVES: Text = Text(
    "its animation is not played: more than {nodes} nodes or {triangles:,} triangles move",
    nodes=MOST_MOVING,
    triangles=MOST_MOVING_TRIANGLES,
)

Path = Literal["translation", "rotation", "scale"]
USUAL: Mapping[Path, tuple[float, ...]] = {
    "translation": (0.0, 0.0, 0.0), "rotation": (0.0, 0.0, 0.0, 1.0), "scale": (1.0, 1.0, 1.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One property of a node over time."""

    path: Path
    times_s: Floats  # shape (n,), rising
    values: Floats  # shape (n, 3), or (n, 4) for a rotation
    is_stepped: bool = False

    def at(self, time_s: float) -> Floats:
        """The value at a time."""
        after = int(np.searchsorted(self.times_s, time_s, side="right"))
        if after in (0, len(self.times_s)):
            return np.asarray(self.values[min(after, len(self.times_s) - 1)])
        low, high = self.values[after - 1], self.values[after]
        if self.is_stepped:
            return np.asarray(low)
        share = (time_s - self.times_s[after - 1]) / (self.times_s[after] - self.times_s[after - 1])
        if self.path == "rotation" and float(low @ high) < 0:
            high = -high
        return np.asarray(low + share * (high - low))


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """An animation: its length, and the tracks of each node."""

    length_s: float
    tracks: Mapping[int, tuple[Track, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Rig:
    """The nodes that clips move.

    Attributes
    ----------
    nodes : the rows of the file.
    parents : the parent of each node that has one.
    placing : matrix from the axes of the file to the park.
    """

    clips: Mapping[str, Clip]
    nodes: tuple[Json, ...]
    parents: Mapping[int, int]
    placing: Floats = field(default_factory=lambda: np.eye(4))

    @property
    def moving(self) -> frozenset[int]:
        """All nodes with a track."""
        return frozenset(node for clip in self.clips.values() for node in clip.tracks)

    def mover_of(self, node: int) -> int:
        """The nearest node at or above one that has a track; -1 without any."""
        return next((at for at in self.above(node) if at in self.moving), -1)

    def placed(self, matrix: Floats) -> Rig:
        """A copy after another transform of the whole model."""
        return replace(self, placing=matrix @ self.placing)

    def motion(self, clip: str, time_s: float) -> dict[int, Floats]:
        """How each moving node has moved from where it rests, as matrices in the park. Clips repeat."""
        played = self.clips[clip]
        at_s = time_s % played.length_s
        return {
            node: self.placing @ self._world(node, played, at_s) @ back for node, back in self.movable.items()
        }

    @property
    def movable(self) -> dict[int, Floats]:
        """Of each moving node the matrix from where it rests in the park to its own axes."""
        back, found = np.linalg.inv(self.placing), {}
        for node in self.moving:
            rest = self.at_rest(node)
            if abs(np.linalg.det(rest[:3, :3])) >= 1e-12:  # a node without size at rest is not seen
                found[node] = np.linalg.inv(rest) @ back
        return found

    def at_rest(self, node: int) -> Floats:
        """The matrix of a node without any clip, in the axes of the file."""
        return self._world(node, None, 0.0)

    def above(self, node: int) -> list[int]:
        """A node, its parent, and so on."""
        found = [node]
        while found[-1] in self.parents and len(found) <= len(self.nodes):  # a cyclic tree ends too
            found.append(self.parents[found[-1]])
        return found

    def _world(self, node: int, clip: Clip | None, at_s: float) -> Floats:
        matrix = np.eye(4)
        for at in self.above(node):
            matrix = self._local(at, clip, at_s) @ matrix
        return matrix

    def _local(self, node: int, clip: Clip | None, at_s: float) -> Floats:
        tracks = clip.tracks.get(node, ()) if clip is not None else ()
        row = self.nodes[node]
        if not tracks:
            return local_matrix(row)
        moved: Json = {path: row.get(path, usual) for path, usual in USUAL.items()}
        moved.update({track.path: track.at(at_s) for track in tracks})
        return local_matrix(moved)


def local_matrix(node: Json) -> Floats:
    """The transform of a node relative to its parent."""
    if "matrix" in node:
        return np.asarray(node["matrix"], float).reshape(4, 4).T
    matrix = np.eye(4)
    x, y, z, w = node.get("rotation", USUAL["rotation"])
    length = max((x * x + y * y + z * z + w * w) ** 0.5, 1e-9)
    x, y, z, w = x / length, y / length, z / length, w / length
    turned = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix[:3, :3] = turned * np.asarray(node.get("scale", (1, 1, 1)), float)
    matrix[:3, 3] = node.get("translation", (0, 0, 0))
    return matrix


def rig_of(tables: Tables) -> Rig | None:
    """The clips of a file that move nodes; None without one. Skeletons and morphing are no such clips."""
    joints = joints_of(tables)
    clips: dict[str, Clip] = {}
    for number, row in enumerate(tables.all("animations")):
        tracks: dict[int, tuple[Track, ...]] = {}
        for channel in row.get("channels", ()):
            target = channel.get("target", {})
            if target.get("path") in USUAL and target.get("node", -1) in range(len(tables.all("nodes"))):
                if target["node"] in joints:
                    continue
                track = _track(tables, target["path"], row["samplers"][channel["sampler"]])
                tracks[target["node"]] = (*tracks.get(target["node"], ()), track)
        length_s = max((float(t.times_s[-1]) for some in tracks.values() for t in some), default=0.0)
        if length_s >= SHORTEST_S:
            clips[str(row.get("name") or f"clip {number + 1}")[:60]] = Clip(length_s, tracks)
    if not clips:
        return None
    return Rig(clips, tuple(tables.all("nodes")), parents_of(tables.all("nodes")))


def joints_of(tables: Tables) -> frozenset[int]:
    """The nodes that hold skinned parts."""
    return frozenset(joint for skin in tables.all("skins") for joint in skin.get("joints", ()))


def parents_of(nodes: list[Json]) -> dict[int, int]:
    """The parent of each node that has one."""
    return {child: at for at, node in enumerate(nodes) for child in node.get("children", ())}


def _track(tables: Tables, path: Path, sampler: Json) -> Track:
    kind = sampler.get("interpolation", "LINEAR")
    times_s = tables.floats(sampler["input"], 1)[:, 0]
    values = tables.floats(sampler["output"], len(USUAL[path]))
    if kind == "CUBICSPLINE":
        values = values[1::3]  # the values between the tangents
    is_whole = 0 < len(times_s) == len(values) <= MOST_KEYS
    if not is_whole or not np.isfinite(times_s).all() or not np.isfinite(values).all():
        raise NotRead(
            Text("one of its animations is damaged"), Text("export it again, or without animations")
        )
    return Track(path, times_s, values, kind == "STEP")
