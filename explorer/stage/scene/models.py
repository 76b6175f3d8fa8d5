"""The models of a park: baked models, the scene's own model files, and plain blocks where neither exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...base.baked_format import SOLID
from ...i18n import Text
from ...park.checks.models import names_file
from ...park.meshes import Mesh, NotRead
from ...park.model import Park, Solids, Zone
from ...park.own_models import not_shown, own_models, shown_without
from .baked import Baked, NotBaked
from .build import Tree, unpacked
from .clearing import with_room
from .placeholder import block, corners, plain_site
from .unbaked import Part, packed


@dataclass(slots=True)
class Models:
    """All models, as node trees and as boxes."""

    baked: Baked | None  # the baked park, if there is one
    trees: list[Tree]  # node trees: the baked park, and models outside it
    solids: Solids  # boxes for hit tests, each with the id of a zone of this park or ""
    missing: tuple[Text, ...]  # messages about what could not be shown
    unread: Mapping[str, Text]  # the zones whose own model could not be read, and why


@dataclass(frozen=True, slots=True)
class ModelData:
    """The models as read from files, before nodes exist: the slowest part of loading, which uses nothing of the scene."""

    baked: Baked | None
    # for each tree its tables, their owners, and its vertices in the card's format
    sources: tuple[tuple[Baked, Mapping[str, str], npt.NDArray[np.void]], ...]
    solids: Solids
    missing: tuple[Text, ...]
    unread: Mapping[str, Text]

    def stand(self, mirrored: bool) -> Models:
        """Build the node trees.

        Parameters
        ----------
        mirrored : whether the water reflects buildings; only those of the baked park are reflected.
        """
        trees = [
            Tree(source, owners, vertices, mirrored or source is not self.baked)
            for source, owners, vertices in self.sources
        ]
        return Models(self.baked, trees, self.solids, self.missing, self.unread)


def read_models(park: Park, folder: Path) -> ModelData:
    """Read the models of a park; can run in a thread.

    Parameters
    ----------
    folder : the baked park, or the folder above it.
    """
    missing: list[Text] = []
    baked = _baked(park, folder, missing)
    owners = _owners(park, baked)
    unread: dict[str, Text] = {}
    own = {
        zone.id: _own(zone, path, found, missing, unread)
        for zone, path, found in own_models(park, park.zones)
    }
    parts = [] if baked else plain_site(park)
    parts += [
        own.get(zone.id) or _instead(zone, baked, missing)
        for zone in park.zones.values()
        if zone.id not in owners.values()
    ]
    sources: list[tuple[Baked, Mapping[str, str], npt.NDArray[np.void]]] = []
    if baked:
        sources.append((baked, owners, unpacked(baked)))
    if parts:
        others = packed(parts)
        sources.append((others, {id: id for id in park.zones}, unpacked(others)))
    return ModelData(baked, tuple(sources), _solids(park, owners), tuple(missing), unread)


def _baked(park: Park, folder: Path, missing: list[Text]) -> Baked | None:
    try:
        is_itself = (folder / "manifest.json").is_file()
        baked = park.grown or (folder if is_itself else folder / park.models)
        return with_room(Baked.read(baked), park.zones.values())
    except NotBaked as fault:
        if any(
            zone.model and not names_file(zone.model) for zone in park.zones.values()
        ):  # else nothing is missing
            missing.append(
                Text(
                    "There is no baked park ({fault}). Plain blocks stand for its zones without a model of their "
                    "own.",
                    fault=fault.why,
                )
            )
        return None


def _owners(park: Park, baked: Baked | None) -> dict[str, str]:
    """The zone of each baked model; if two zones name the same model, the first gets it."""
    owners: dict[str, str] = {}
    for zone in park.zones.values():
        if baked and zone.model is not None and zone.model in baked.zones:
            owners.setdefault(zone.model, zone.id)
    return owners


def _own(zone: Zone, path: Path, found: Mesh | NotRead, missing: list[Text], unread: dict[str, Text]) -> Part:
    """The scene's own model of a zone, or a plain block if it cannot be read."""
    if isinstance(found, NotRead):
        why = unread[zone.id] = not_shown(zone, path, found)
        # first, since the window shows the first message
        missing.insert(0, Text("{why} A plain block stands in its place.", why=why))
        return block(zone)
    if found.losses:
        missing.append(shown_without(zone, path, found))
    return Part(
        f"{zone.id} {path.name}",
        found.points.astype(np.float32),
        found.normals.astype(np.float32),
        found.colours.astype(np.float32),
        found.indices,
        zone.id,
    )


def _instead(zone: Zone, baked: Baked | None, missing: list[Text]) -> Part:
    """The plain block of a zone without a model; a missing baked park was reported before."""
    if zone.model is not None and (baked is not None or names_file(zone.model)):
        missing.append(
            Text(
                "{title}: there is no model {model!r} for it. A plain block stands in its place.",
                model=zone.model,
                title=zone.title,
            )
        )
    return block(zone)


def _solids(park: Park, owners: dict[str, str]) -> Solids:
    """The park's boxes under the ids of its zones, and one box for each zone without any."""
    given = park.solids
    names = tuple(owners.get(name, "") for name in given.zones)
    rows = []
    for zone in park.zones.values():
        if zone.id not in names:
            foot = np.array(corners(zone.place))
            low, high = foot.min(axis=0), foot.max(axis=0)
            rows.append((zone.id, (*low, 0.0), (*high, zone.place.height_m)))
    more = Solids.of(np.array(rows, SOLID))
    return Solids(
        names + more.zones,
        np.concatenate([given.low, more.low], axis=1),
        np.concatenate([given.high, more.high], axis=1),
    )
