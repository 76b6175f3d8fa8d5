"""The base of all props: nodes that show the state of one exhibit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from math import radians
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...base.geometry import Vec3, box_corners
from ...base.pictures import PictureSource
from ...base.protocols import PartPlace
from ...i18n import ENGLISH, Language
from ...park.model import Accent, ExhibitPlace
from ..picking import nearest, ray
from ..primitives.instancing import Instances, dynamic_node
from ..primitives.meshes import box
from ..primitives.palette import WHITE
from ..scene.mesh import rgb

FRAME_M = 0.06
RIM_M = 0.12
"""Distance from the box of a pressed part within which everything gives way with it, such as its frame."""
EDGES = np.array([[a, a | bit] for bit in (1, 2, 4) for a in range(8) if not a & bit])


class HasPath(Protocol):
    """Something with a node: instances, letters, a screen."""

    @property
    def path(self) -> p3d.NodePath[Any]:
        """Its node."""


Drawn = TypeVar("Drawn", bound="p3d.NodePath[Any] | HasPath")


class Changes:
    """Remembers by name what each part was drawn from, so that only changed parts are drawn again."""

    def __init__(self) -> None:
        self._drawn: dict[str, object] = {}

    def __call__(self, name: str, value: object) -> bool:
        """Whether the value differs from the last one of this name; the first value always does."""
        same = name in self._drawn and self._drawn[name] == value
        self._drawn[name] = value
        return not same


class Box(NamedTuple):
    """The bounding box of a part, in the prop's own coordinates."""

    low: Vec3
    high: Vec3


class FigureAt(NamedTuple):
    """A place for a board of large letters.

    Attributes
    ----------
    foot : the middle of its lower edge, in the prop's own metres.
    cap_m : height of a capital.
    posts_m : height of its posts.
    """

    foot: Vec3
    cap_m: float
    posts_m: float = 0.0


class Parts:
    """The boxes of a prop's parts at one moment, for hit tests.

    Parameters
    ----------
    boxes : names of parts with their boxes, in the prop's own coordinates; a part may have several.
    place : the matrix from there to park coordinates.
    """

    def __init__(self, boxes: Iterable[tuple[str, tuple[Vec3, Vec3]]], place: p3d.LMatrix4f) -> None:
        named = list(boxes)
        self._names = tuple(name for name, _ in named)
        rims = np.array([rim for _, rim in named], np.float32).reshape(-1, 2, 3)
        self._rims = np.ascontiguousarray(rims.transpose(1, 2, 0))
        self._into = p3d.LMatrix4f(place)
        self._into.invert_in_place()

    def hit_test(self, eye: Vec3, direction: Vec3) -> tuple[str, float] | None:
        """The first part that a ray hits, and its distance."""
        if not self._names:
            return None
        start, scale = ray(
            self._into.xform_point(p3d.Point3(*eye)), self._into.xform_vec(p3d.Vec3(*direction))
        )
        first, distance = nearest(self._rims, start, scale)
        return None if distance == np.inf else (self._names[first], distance)


class Prop(ABC):
    """The visible form of a live exhibit.

    Its own coordinates, in metres: the origin is the middle of the exhibit's floor, x points to the right as
    a visitor sees its front, y away from the visitor, z up. `show` depends on the state alone, so that any
    state can be shown at any time.

    Parameters
    ----------
    place : its position and size limit.
    accent : the colour of its zone.

    Attributes
    ----------
    root : the parent node of everything in it.
    pictures, language : for a prop that shows pictures of the scene: their source, and the language of
    captions.
    drawn : number of pictures that came without a change of the exhibit's state.
    """

    kind: ClassVar[str]
    sky: ClassVar[float] = 1.0
    lamps: ClassVar[float] = 0.5
    sun: ClassVar[float] = 1.0
    """Light of each kind that reaches it: see `dynamic_node`."""
    figure_at: FigureAt | None = None
    """Place of the board with the exhibit's main figure; None where another part of the prop shows that."""
    figure_box: ClassVar[Box | None] = None
    """Box of that other part, if it must stay in view and free of signs as such a board does."""
    covers_letters: ClassVar[bool] = False
    """Whether it covers the letters of its building, which are hidden while it is in use."""

    def __init__(self, place: ExhibitPlace, accent: Accent) -> None:
        self.place, self.accent = place, accent
        self.pictures: PictureSource | None = None
        self.language: Language = ENGLISH
        self.drawn = 0
        self.root = dynamic_node(self.kind, self.sky, self.lamps, self.sun)
        self.root.set_pos(*place.centre_m)
        self.root.set_h(180 - place.heading_deg)
        self._frame = self.add(Instances("frame", box(), 24))
        self._framed: tuple[object, ...] = ()
        self._is_pressed = False
        self.build()

    @abstractmethod
    def build(self) -> None:
        """Build the nodes, under `root`."""

    def add(self, thing: Drawn) -> Drawn:
        """Attach something under `root`."""
        path = thing if isinstance(thing, p3d.NodePath) else thing.path
        path.reparent_to(self.root)
        return thing

    @abstractmethod
    def show(self, exhibit: Any, state: Any, time_s: float) -> None:
        """Show a state of the exhibit; `time_s` is the time of its run, including fractions of a step."""

    @property
    def is_live(self) -> bool:
        """Whether it may change while the state of its exhibit stays the same: a picture has come, a video plays."""
        return False

    def boxes(self) -> Mapping[str, Box]:
        """The boxes of the parts that can be picked, by the exhibit's names for them."""
        return {}

    def mark(self, hovered: str | None, picked: str | None) -> None:
        """Draw a frame round the hovered and the picked part: a shape, so that it does not depend on colour."""
        names = [name for name in dict.fromkeys((hovered, picked)) if name is not None]
        boxes = self.boxes() if names else {}
        names = [name for name in names if name in boxes]
        wanted = tuple((boxes[name], name == picked) for name in names)
        if wanted == self._framed:
            return
        self._framed = wanted
        positions, scales, colours = [], [], []
        for found, is_picked in wanted:
            width = FRAME_M * (1.8 if is_picked else 1.0)
            rim = np.array(found)
            corners = np.array([[rim[(i >> axis) & 1, axis] for axis in range(3)] for i in range(8)])
            start, end = corners[EDGES[:, 0]], corners[EDGES[:, 1]]
            low = np.minimum(start, end)
            size = np.abs(end - start) + width
            positions.append(np.column_stack([(low + size / 2 - width / 2)[:, :2], low[:, 2] - width / 2]))
            scales.append(size)
            colours.append(
                np.tile(self.colour(WHITE) if is_picked else self.colour(self.accent.night), (12, 1))
            )
        if positions:
            self._frame.set(
                np.concatenate(positions), None, np.concatenate(scales), np.concatenate(colours), 0.9
            )
        else:
            self._frame.set(np.zeros((0, 3)))

    def press(self, part: str | None, amount: float = 0.0) -> None:
        """Draw a part lower by a share of its height, and a little wider; None: all as they are."""
        found = self.boxes().get(part) if part is not None and amount > 0 else None
        if found is None and not self._is_pressed:
            return
        self._is_pressed = found is not None
        if found is None:
            self.root.set_shader_input("u_pressed", p3d.LVecBase4f(0))
            return
        (west, near, low), (east, far, top) = found
        foot = self.root.get_mat().xform_point(p3d.Point3((west + east) / 2, (near + far) / 2, low))
        wide, deep, high = (east - west) / 2 + RIM_M, (far - near) / 2 + RIM_M, top - low + RIM_M
        self.root.set_shader_input("u_pressed", p3d.LVecBase4f(foot.x, foot.y, foot.z, amount))
        self.root.set_shader_input(
            "u_pressed_rim", p3d.LVecBase4f(wide, deep, high, radians(self.root.get_h()))
        )

    @staticmethod
    def colour(hex_colour: str) -> npt.NDArray[np.float32]:
        """`#RRGGBB` as three numbers, 0..1."""
        return rgb(hex_colour)

    def named_boxes(self) -> Mapping[str, Box]:
        """The box of each part for its label: all of it, unless another thing in the exhibit hides some of it."""
        return self.boxes()

    # ---- park coordinates

    def anchors(self) -> dict[str, PartPlace]:
        """Anchors of each part's label: the middle of its top, of the foot of its front, and of its sides; its corners."""
        boxes, named = self.boxes(), self.named_boxes()
        return self._placed({name: (named[name], box) for name, box in boxes.items()})

    def figure_place(self) -> PartPlace | None:
        """Where `figure_box` is; None without one."""
        return self._placed({"": (self.figure_box, self.figure_box)})[""] if self.figure_box else None

    def _placed(self, boxes: Mapping[str, tuple[Box, Box]]) -> dict[str, PartPlace]:
        """Places of parts, each given by the box for its label and by its whole box."""
        if not boxes:
            return {}
        points = np.array([(*_middles(named), *box_corners(*box)) for named, box in boxes.values()])
        placed = np.concatenate([points, np.ones((*points.shape[:2], 1))], axis=2) @ np.array(
            self.root.get_mat()
        )
        found: dict[str, PartPlace] = {}
        for name, around in zip(boxes, placed[..., :3].tolist(), strict=True):
            above, below, left, right, *corners = map(tuple, around)
            found[name] = PartPlace(above, below, left, right, tuple(corners))
        return found

    def parts(self) -> Parts:
        """The parts as shown now, for hit tests."""
        return Parts(self.boxes().items(), self.root.get_mat())


def _middles(box: Box) -> tuple[Vec3, Vec3, Vec3, Vec3]:
    """Middles of the top, of the foot of the front, of the left and the right side."""
    (west, near, foot), (east, far, top) = box
    x, y, z = (west + east) / 2, (near + far) / 2, (foot + top) / 2
    return (x, y, top), (x, near, foot), (west, y, z), (east, y, z)
