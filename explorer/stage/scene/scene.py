"""All that stands on the stage: built once, lit and marked for every picture, and asked what a ray meets."""

from __future__ import annotations

from math import dist
from pathlib import Path

from ...core.geometry import Vec3
from ...i18n import Text
from ...park.model import Park
from ...visit.settings import is_dark
from ..camera import Eye
from ..frame_key import Shot
from ..gl.context import Host
from ..highlight.attention import Attention
from ..highlight.beacon import Beacon
from ..highlight.flow_ribbons import Ribbons, arcs_of
from ..highlight.highlight import Outline
from ..picking import Hit, Picker, along
from ..props.cast import Cast
from .detail import Detail
from .environment import Look
from .models import stand


class Scenery:
    """The park and what follows its visitors.

    Parameters
    ----------
    host : in whose context it is drawn.
    park : what there is.
    models : the folder of the baked park, or the one above it.
    mirror : whether there is a mirror in the water.
    lively : whether time alone moves something.

    Attributes
    ----------
    look : the scene and its light.
    detail : what of it is worth drawing.
    attention : what the visitor's attention is on.
    outline : the contours of zones.
    cast : the exhibits.
    unread : models of the scene's own that could not be shown.
    trees : what was baked, and models of one's own.
    """

    def __init__(self, host: Host, park: Park, models: Path, *, mirror: bool, lively: bool) -> None:
        standing = stand(park, models, mirror)
        pieces = [piece for tree in standing.trees for piece in tree.pieces]
        arcs = arcs_of(park, standing.solids)
        accents = {zone.id: zone.accent for zone in park.zones.values()}
        self._park = park
        self._missing = standing.missing
        self.unread = standing.unread
        self.trees = standing.trees
        self.look = Look(host, standing.baked, standing.trees)
        self.detail = Detail(pieces)
        self.attention = Attention(arcs, lively)
        self._beacon = Beacon(self.look.lively)
        self._ribbons = Ribbons(self.look.lively, arcs)
        self.outline = Outline(host, self.look.root, (piece.chunk for piece in pieces), accents)
        self.cast = Cast(park, self.look.lively, self._clear)
        self._picker = Picker(standing.solids)

    @property
    def missing(self) -> tuple[Text, ...]:
        """What could not be shown as it should be, as far as it was tried."""
        return (*self._missing, *self.look.ground_faults)

    def _clear(self, zone: str | None) -> None:
        for tree in self.trees:
            tree.clear(zone)

    def mark(self, shot: Shot) -> None:
        """Show what of a shot follows the visitor's finger: beacon and ribbons."""
        self._beacon.show(self._park.zones[shot.pointed] if shot.pointed else None, shot.beacon_s)
        self._ribbons.show(shot.ribbons, is_dark(shot.light))

    def touched(self, eye: Eye, x: float, y: float, open_zone: str | None) -> Hit | None:
        """The zone under a point of the picture, -1..1 to the right and up, or the part of the open zone's exhibit."""
        start, way = eye.pose.eye, eye.ray(x, y)
        hit, part = self._picker.hit(start, way), self.cast.touched(start, way)
        # an exhibit stands inside its own building, whose boxes do not hide it; other zones' do
        if (
            part is None
            or open_zone is None
            or (hit and hit.zone != open_zone and dist(hit.point, start) < part[1])
        ):
            return hit
        name, distance_m = part
        return Hit(open_zone, along(start, way, distance_m), name)

    def place(self, eye: Eye, x: float, y: float) -> Vec3 | None:
        """The place under a point of the picture, on a building or on the ground; None in the sky."""
        return self._picker.ground_point(eye.pose.eye, eye.ray(x, y))

    def close(self) -> None:
        """Let go what lies on the graphics card; what is missing can still be told."""
        self.look.close()
        del self.outline, self.detail, self._beacon
