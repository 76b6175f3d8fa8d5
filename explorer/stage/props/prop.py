"""What one exhibit looks like: nodes that are moved as its state says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...core.geometry import Vec3
from ...park.model import Accent, ExhibitPlace
from ..primitives.instancing import Instances, lively_node
from ..primitives.meshes import box
from ..scene.mesh import rgb
from .parts import Parts

FRAME_M = 0.06
EDGES = np.array([[a, a | bit] for bit in (1, 2, 4) for a in range(8) if not a & bit])


class Box(NamedTuple):
    """The room of a part, in the prop's own metres."""

    low: Vec3
    high: Vec3


class Prop(ABC):
    """A live exhibit as it is seen.

    Its own metres: the origin is the middle of the exhibit's floor, x to the right of one who looks at its front,
    y away from that visitor, z up. Everything is shown from the state alone, so that any state can be shown at once.

    Parameters
    ----------
    place : where it stands, and how much room it has.
    accent : the colour of its zone.

    Attributes
    ----------
    root : the node with all of it.
    """

    kind: ClassVar[str]
    sky: ClassVar[float] = 1.0
    lamps: ClassVar[float] = 0.5
    sun: ClassVar[float] = 1.0
    """How light comes here: see `lively_node`."""

    def __init__(self, place: ExhibitPlace, accent: Accent) -> None:
        self.place, self.accent = place, accent
        self.root = lively_node(self.kind, self.sky, self.lamps, self.sun)
        self.root.set_pos(*place.centre_m)
        self.root.set_h(180 - place.heading_deg)
        self._frame = Instances("frame", box(), 24)
        self._frame.path.reparent_to(self.root)
        self._framed: tuple[object, ...] = ()
        self.build()

    @abstractmethod
    def build(self) -> None:
        """Make the nodes, under `root`."""

    @abstractmethod
    def show(self, exhibit: Any, state: Any, time_s: float) -> None:
        """Show a state of the exhibit; `time_s` is the time of its run, fractions of a step included."""

    def boxes(self) -> Mapping[str, Box]:
        """The parts that can be touched, as they are shown; named as the exhibit names them."""
        return {}

    def mark(self, hovered: str | None, picked: str | None) -> None:
        """Draw a frame round a part or two: a shape, so that it is told without colour."""
        names = [name for name in dict.fromkeys((hovered, picked)) if name is not None]
        boxes = self.boxes() if names else {}
        names = [name for name in names if name in boxes]
        wanted = tuple((boxes[name], name == picked) for name in names)
        if wanted == self._framed:
            return
        self._framed = wanted
        places, scales, colours = [], [], []
        for found, is_picked in wanted:
            width = FRAME_M * (1.8 if is_picked else 1.0)
            rim = np.array(found)
            corners = np.array([[rim[(i >> axis) & 1, axis] for axis in range(3)] for i in range(8)])
            start, end = corners[EDGES[:, 0]], corners[EDGES[:, 1]]
            low = np.minimum(start, end)
            size = np.abs(end - start) + width
            places.append(np.column_stack([(low + size / 2 - width / 2)[:, :2], low[:, 2] - width / 2]))
            scales.append(size)
            colours.append(
                np.tile(self.colour("#FFFFFF") if is_picked else self.colour(self.accent.night), (12, 1))
            )
        if places:
            self._frame.set(
                np.concatenate(places), None, np.concatenate(scales), np.concatenate(colours), 0.9
            )
        else:
            self._frame.set(np.zeros((0, 3)))

    @staticmethod
    def colour(hex_colour: str) -> npt.NDArray[np.float32]:
        """`#RRGGBB` as three numbers, 0..1."""
        return rgb(hex_colour)

    # ---- places in the world

    def anchors(self) -> dict[str, Vec3]:
        """Where the label of each part points: the middle of its top, in metres of the park."""
        return {
            name: self._out(((b.low[0] + b.high[0]) / 2, (b.low[1] + b.high[1]) / 2, b.high[2]))
            for name, b in self.boxes().items()
        }

    def parts(self) -> Parts:
        """The parts as they are shown now, to be held against rays."""
        return Parts(self.boxes(), self.root.get_mat())

    def _out(self, point: Vec3) -> Vec3:
        x, y, z = self.root.get_mat().xform_point(p3d.Point3(*point))
        return (x, y, z)
