"""Everything on the stage: built once, lit and marked for every frame, and asked what a ray meets."""

from __future__ import annotations

from math import dist
from pathlib import Path

from ...core.geometry import Vec3
from ...i18n import Text
from ...park.model import Park
from ...visit.settings import is_dark
from ..camera import Camera
from ..frame_key import FrameKey
from ..gl.context import Context
from ..highlight.attention import Attention
from ..highlight.beacon import Beacon
from ..highlight.flow_ribbons import Ribbons, arcs_of
from ..highlight.highlight import Outline
from ..picking import Hit, Picker, along
from ..props.prop_manager import PropManager
from .detail import Detail
from .environment import Environment
from .models import stand


class Scene:
    """The park and what follows its visitors.

    Parameters
    ----------
    context : what it is drawn in.
    park : what there is.
    models : the folder of the baked park, or the one above it.
    mirror : whether there is a mirror in the water.
    lively : whether time alone moves something.

    Attributes
    ----------
    environment : everything seen, and its light.
    detail : what of it is worth drawing.
    attention : what the visitor's attention is on.
    outline : the contours of zones.
    props : the exhibits.
    is_lively : whether time alone moves something.
    unread : models of the scene's own that could not be shown.
    trees : what was baked, and models of one's own.
    """

    def __init__(self, context: Context, park: Park, models: Path, *, mirror: bool, lively: bool) -> None:
        standing = stand(park, models, mirror)
        pieces = [piece for tree in standing.trees for piece in tree.pieces]
        arcs = arcs_of(park, standing.solids)
        accents = {zone.id: zone.accent for zone in park.zones.values()}
        self._park = park
        self.is_lively = lively
        self._missing = standing.missing
        self.unread = standing.unread
        self.trees = standing.trees
        self.environment = Environment(context, standing.baked, standing.trees)
        self.detail = Detail(pieces)
        self.attention = Attention(arcs, lively)
        self._beacon = Beacon(self.environment.lively)
        self._ribbons = Ribbons(self.environment.lively, arcs)
        self.outline = Outline(context, self.environment.root, (piece.chunk for piece in pieces), accents)
        self.props = PropManager(park, self.environment.lively, self._clear)
        self._picker = Picker(standing.solids)

    @property
    def missing(self) -> tuple[Text, ...]:
        """What could not be shown as it should be, as far as it was tried."""
        return (*self._missing, *self.environment.ground_faults)

    def _clear(self, zone: str | None) -> None:
        for tree in self.trees:
            tree.clear(zone)

    def mark(self, key: FrameKey) -> None:
        """Show what of a key follows the visitor's finger: beacon and ribbons."""
        self._beacon.show(self._park.zones[key.pointed] if key.pointed else None, key.beacon_s)
        self._ribbons.show(key.ribbons, is_dark(key.light))

    def touched(self, camera: Camera, x: float, y: float, open_zone: str | None) -> Hit | None:
        """The zone under a point of the frame, -1..1 to the right and up, or the part of the open zone's exhibit."""
        start, way = camera.pose.eye, camera.ray(x, y)
        hit, part = self._picker.hit(start, way), self.props.touched(start, way)
        # an exhibit stands inside its own building, whose boxes do not hide it; other zones' do
        if (
            part is None
            or open_zone is None
            or (hit and hit.zone != open_zone and dist(hit.point, start) < part[1])
        ):
            return hit
        name, distance_m = part
        return Hit(open_zone, along(start, way, distance_m), name)

    def place(self, camera: Camera, x: float, y: float) -> Vec3 | None:
        """The place under a point of the frame, on a building or on the ground; None in the sky."""
        return self._picker.ground_point(camera.pose.eye, camera.ray(x, y))

    def close(self) -> None:
        """Let go what lies on the graphics card; what is missing can still be told."""
        self.environment.close()
        del self.outline, self.detail, self._beacon
