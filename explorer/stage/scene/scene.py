"""The scene: built once, updated for every frame, with hit tests; new light is blended in over a few steps."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from math import dist
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...base.geometry import Corners, Vec3, turned_box
from ...base.protocols import Displaced
from ...i18n import Text
from ...park.model import Language, Park, Zone
from ...visit.camera.lettering import Picture
from ...visit.flows import arcs_of
from ...visit.settings import is_dark
from ..camera import Camera
from ..frame import FrameKey
from ..gl.context import Context
from ..highlight.attention import Attention
from ..highlight.beacon import Beacon
from ..highlight.flow_ribbons import Ribbons
from ..highlight.guide import Drone, Guide
from ..highlight.highlight import Outline
from ..highlight.reactions import Answers, Moved
from ..lighting.ground_light import LIT_SHEETS, GroundLight, Pixels, Sheet, sheet_of
from ..picking import Hit, Picker, along
from ..post.passes import Passes
from ..props.prop_manager import PropManager
from .baked import Baked, NotBaked
from .build import Tree, unpacked
from .clear_view import NOTHING_YIELDS, WayRows, way_rows
from .clearing import with_room
from .clip_player import ClipPlayer
from .detail import Detail
from .environment import Environment
from .models import ModelData

STEPS = 4
LIT = ("ambient", "night")
"""The columns of a vertex that hold light."""


@dataclass(frozen=True, slots=True)
class _Light:
    """Light of all vertices and ground images at one step."""

    vertices: npt.NDArray[np.void]
    sheets: dict[Sheet, Pixels]


class Relight:
    """Blends the light of a folder into the same park; a thread reads it.

    Attributes
    ----------
    step : the present step; a frame depends on it.
    """

    def __init__(
        self, baked: Baked | None, trees: Iterable[Tree], ground: GroundLight, zones: Iterable[Zone]
    ) -> None:
        self._baked, self._trees, self._ground, self._zones = baked, list(trees), ground, list(zones)
        self._thread: ThreadPoolExecutor | None = None
        self._job: Future[list[_Light] | None] | None = None
        self._shown = self.step = 0

    @property
    def settled(self) -> bool:
        """Whether no blend is in progress."""
        return self._job is None and self._shown == self.step

    def begin(self, folder: Path) -> None:
        """Read the light of a folder; light that does not fit this park is ignored."""
        if self._baked is None or self._thread is not None:
            return
        self._thread = ThreadPoolExecutor(1, "relight")
        self._job = self._thread.submit(_read, self._baked, folder, self._zones)

    def advance(self, is_drawn: bool, at_once: bool) -> None:
        """Advance one step if the last one was drawn; `at_once`, for reduced motion, goes to the end."""
        if self._job is None or not self._job.done() or not (is_drawn or at_once):
            return
        if self._job.result() is None:
            self._job = None
        else:
            self.step = STEPS if at_once else min(self.step + 1, STEPS)

    def show(self, step: int) -> None:
        """Set the light of a step."""
        if step <= self._shown or self._job is None or (lights := self._job.result()) is None:
            return
        self._shown = step
        light = lights[step - 1]
        for tree in self._trees:
            tree.relight(light.vertices)
        for name, sheet in light.sheets.items():
            self._ground.replace(name, sheet)
        if step == STEPS:
            self._job = None

    def close(self) -> None:
        """Stop reading."""
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)


def _read(baked: Baked, folder: Path, zones: list[Zone]) -> list[_Light] | None:
    """The light of each step from the present one to that of a folder; None if it belongs to another park."""
    try:
        lit = with_room(Baked.read(folder), zones)
        if [chunk.name for chunk in lit.manifest.chunks] != [chunk.name for chunk in baked.manifest.chunks]:
            return None
        before, after = unpacked(baked), unpacked(lit)
        if len(before) != len(after) or (before["position"] != after["position"]).any():
            return None
        sheets = {name: (sheet_of(baked, name), sheet_of(lit, name)) for name in LIT_SHEETS}
    except NotBaked:
        return None
    wide = {name: (_as_large(old, new), new) for name, (old, new) in sheets.items()}
    return [_mixed(before, after, wide, step / STEPS) for step in range(1, STEPS + 1)]


def _mixed(
    before: npt.NDArray[np.void],
    after: npt.NDArray[np.void],
    sheets: dict[Sheet, tuple[Pixels, Pixels]],
    share: float,
) -> _Light:
    mixed = before.copy()
    for column in LIT:
        mixed[column] = _between(before[column], after[column], share)
    return _Light(mixed, {name: _between(*pair, share) for name, pair in sheets.items()})


def _as_large(plain: Pixels, other: Pixels) -> Pixels:
    """A uniform image in the size of another one."""
    return plain if plain.shape == other.shape else np.broadcast_to(plain[:1, :1], other.shape)


def _between(before: Pixels, after: Pixels, share: float) -> Pixels:
    """Interpolate bytes between two tables."""
    if share >= 1:
        return after
    weight = np.int16(round(share * 64))
    change = after.astype(np.int16) - before
    return np.asarray((before + (change * weight >> 6)).astype(np.uint8))


class Scene:
    """The park and its highlights.

    Attributes
    ----------
    environment : everything visible, and its light.
    relight : blends in light that is loaded later.
    detail : the level of detail.
    attention : the highlights and their levels.
    answers : the reactions to the pointer.
    guide : the drone that flies to its target.
    outline : the contours of zones.
    props : the exhibits.
    is_lively : whether the park moves at all.
    unread : the scene's own models that could not be shown.
    trees : the baked park, and the scene's own models.

    Parameters
    ----------
    context : the OpenGL context.
    park : the description of the park.
    models : its models, as read.
    mirror : whether the water reflects. lively : whether the park moves at all.
    passes : those of the rich tier; None without it.
    """

    def __init__(
        self,
        context: Context,
        park: Park,
        models: ModelData,
        *,
        mirror: bool,
        lively: bool,
        passes: Passes | None = None,
    ) -> None:
        standing = models.stand(mirror)
        chunk_nodes = [chunk_node for tree in standing.trees for chunk_node in tree.chunk_nodes]
        arcs = arcs_of(park, standing.solids)
        self._park = park
        self.is_lively = lively
        self._missing = standing.missing
        self.unread = standing.unread
        self.trees = standing.trees
        self.environment = Environment(context, standing.baked, standing.trees, passes, park.grades)
        baked_trees = standing.trees[: standing.baked is not None]
        self.relight = Relight(standing.baked, baked_trees, self.environment.ground, park.zones.values())
        self.detail = Detail(chunk_nodes)
        self.attention = Attention(arcs, lively)
        self._moved = Moved(self.environment.dynamic, chunk_nodes, park)
        self.answers = Answers(self._moved.wheel_zone, self._moved.dome_zone, lively)
        self.guide, self._drone = Guide(), Drone(self.environment.dynamic)
        self._beacon = Beacon(self.environment.dynamic)
        self._ribbons = Ribbons(self.environment.dynamic, arcs)
        self.outline = Outline(
            context, self.environment.root, (chunk_node.chunk for chunk_node in chunk_nodes), park.zones
        )
        self.props = PropManager(park, self.environment.dynamic, self._clear)
        self._picker = Picker(standing.solids)
        self._clips = ClipPlayer(standing.trees, standing.rigs)
        self._displaced: tuple[Displaced, ...] = ()

    @property
    def missing(self) -> tuple[Text, ...]:
        """Messages about what could not be shown so far."""
        return (*self._missing, *self.environment.ground_faults)

    def _clear(self, zone: str | None) -> None:
        if any([tree.clear(zone) for tree in self.trees]):  # noqa: C419 (each of them is cleared)
            self.environment.casters_changed()

    def displace(self, displaced: tuple[Displaced, ...]) -> None:
        """Draw the buildings of these zones elsewhere; ground, shadows and hit boxes stay."""
        if displaced != self._displaced:
            self._displaced = displaced
            for tree in self.trees:
                tree.displace(displaced)

    def mark(self, key: FrameKey) -> None:
        """Show beacon, flow ribbons and reactions of a frame key; boats greet with the next camera update."""
        self._beacon.show(self._park.zones[key.pointed] if key.pointed else None, key.beacon_s)
        self._ribbons.show(key.ribbons, is_dark(key.light))
        self._moved.show(key.reaction, key.time_s, key.cleared)
        self._drone.show(key.guide, key.camera.pose, key.time_s)
        self.props.press(key.reaction.pressed)
        self._clips.show(key.clip)
        if self.environment.crowd:
            self.environment.crowd.greeting = key.reaction.greeting

    def way(self, key: FrameKey) -> WayRows:
        """The shader inputs that keep the view to a frame key's zone clear."""
        zone, level = key.clear_view
        place = self._park.zones[zone].exhibit if zone else None
        if zone is None or place is None:
            return NOTHING_YIELDS
        letters = self.letters(zone, key.language)
        return way_rows(key.camera.pose, place.corners_m, letters, level)

    def hit_test(self, camera: Camera, x: float, y: float, open_zone: str | None) -> Hit | None:
        """Hit test at a point of the frame (-1..1 to the right and up): a zone, a part of the open zone's exhibit, a boat."""
        start, way = camera.pose.eye, camera.ray(x, y)
        hit, part = self._picker.hit(start, way), self.props.hit_test(start, way)
        # an exhibit is inside its own building, whose boxes do not hide it; those of other zones do
        if (
            part is None
            or open_zone is None
            or (hit and hit.zone != open_zone and dist(hit.point, start) < part[1])
        ):
            return hit or self._boat(camera, start, way)
        name, distance_m = part
        return Hit(open_zone, along(start, way, distance_m), name)

    def _boat(self, camera: Camera, start: Vec3, way: Vec3) -> Hit | None:
        crowd = self.environment.crowd
        boat = crowd.boat_at(start, way, camera.pose.fov_deg) if crowd and self.is_lively else None
        built = self._picker.touched(start, way) if boat else None
        if boat is None or (built is not None and built[1] < boat[1]):
            return None
        return Hit(None, along(start, way, boat[1]), boat=boat[0])

    def place(self, camera: Camera, x: float, y: float) -> Vec3 | None:
        """The point of a building or the ground under a point of the frame; None in the sky."""
        return self._picker.ground_point(camera.pose.eye, camera.ray(x, y))

    def letters(self, zone: str, language: Language) -> Corners | None:
        """The box of a building's letters in this language, or in any that it has."""
        found = [
            (chunk_node.chunk.language, chunk_node.letters)
            for tree in self.trees
            for chunk_node in tree.chunk_nodes
            if chunk_node.letters is not None and chunk_node.chunk.zone == zone
        ]
        shown = [box for built, box in found if built == language] or [box for _, box in found]
        return turned_box(np.concatenate(shown)) if shown else None

    def cut_letters(self, camera: Camera, language: Language) -> frozenset[str]:
        """The zones whose letters a picture would show only in part."""
        letters = {zone: self.letters(zone, language) for zone in self._park.zones}
        return Picture(camera.pose, camera.aspect, camera.free.centre).cut(letters)

    def close(self) -> None:
        """Release the graphics card; `missing` still works."""
        self.relight.close()
        self.environment.close()
        del self.outline, self.detail, self._beacon
