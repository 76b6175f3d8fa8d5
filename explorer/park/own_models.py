"""Models in files of a scene, placed in its park."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..i18n import CLAUSE_SEPARATOR, Listed, Text
from .checks.clips import check_clips
from .checks.own_size import check_unit, up_axis
from .meshes.mesh import SMALLER, Mesh, NotRead
from .meshes.skin import MOST_BYTES_IN_ALL, memory_bytes, within
from .model import Park, Zone
from .spots.products import check_products
from .yaml_file import YamlFile

MOST_TRIANGLES = 600_000
"""Most triangles of all models of a scene together; twice those of the baked park in one light."""

SMALLER_TOGETHER: Text = Text(
    "with it, the textures of this scene are larger than {limit} MB, and its own are drawn smaller",
    limit=MOST_BYTES_IN_ALL // 1_000_000,
)


def own_models(
    park: Park, zones: Iterable[str], keeps_textures: bool = False, keeps_clips: bool | None = None
) -> Iterator[tuple[Zone, Path, Mesh | NotRead]]:
    """The models of these zones that are files of the scene, placed in the park, or why they are not shown."""
    triangles, room_bytes = 0, float(MOST_BYTES_IN_ALL)
    for id in zones:
        if (path := park.model_files.get(id)) is None:
            continue
        zone = park.zones[id]
        try:
            mesh = own_model(zone, path, keeps_textures, keeps_clips)
        except NotRead as fault:
            yield zone, path, fault
            continue
        triangles += len(mesh.indices)
        if triangles > MOST_TRIANGLES:
            yield zone, path, _too_many_in_all(triangles)
            triangles -= len(mesh.indices)
        else:
            mesh = _with_room(mesh, room_bytes)
            room_bytes -= memory_bytes(mesh.skins)
            yield zone, path, mesh


def _with_room(mesh: Mesh, room_bytes: float) -> Mesh:
    """A copy whose textures take no more than this."""
    if memory_bytes(mesh.skins) <= room_bytes:
        return mesh
    losses = (*mesh.losses, *(() if SMALLER in mesh.losses else (SMALLER_TOGETHER,)))
    return replace(mesh, skins=within(mesh.skins, room_bytes), losses=losses)


def own_model(zone: Zone, path: Path, keeps_textures: bool = False, keeps_clips: bool | None = None) -> Mesh:
    """The model in a file, placed at its zone. Raises NotRead with the reason and what to do."""
    from .meshes.placing import Placing, fitted  # only needed if a scene has model files
    from .meshes.reading import read_mesh

    place = zone.place
    placing = Placing(
        place.centre_m,
        place.footprint_m,
        place.height_m,
        place.heading_deg,
        up_axis(path, zone.up),
        zone.turn_deg,
        zone.scale,
    )
    return fitted(read_mesh(path, keeps_textures, keeps_clips), placing)


def _too_many_in_all(triangles: int) -> NotRead:
    return NotRead(
        Text(
            "with it, the models of this scene have {triangles:,} triangles; {MOST_TRIANGLES:,} is the "
            "limit for all",
            triangles=triangles,
            MOST_TRIANGLES=MOST_TRIANGLES,
        ),
        Text("reduce the largest of them"),
    )


def not_shown(zone: Zone, path: Path, fault: NotRead) -> Text:
    """Why a model is not shown."""
    return Text(
        "{title}: {name} is not shown: {what} ({remedy}).",
        title=zone.title,
        name=path.name,
        what=fault.what,
        remedy=fault.remedy,
    )


def shown_without(zone: Zone, path: Path, mesh: Mesh) -> Text:
    """The message for visitors about a model that is shown in part."""
    losses = Listed(mesh.losses, CLAUSE_SEPARATOR)
    return Text("{title}: of {name}, {losses}.", title=zone.title, name=path.name, losses=losses)


def check_own_models(files: Mapping[str, YamlFile], park: Park) -> None:
    """Open each model that is a file of the scene, and note what will not be visible of it."""
    clips: dict[str, tuple[str, ...]] = {}
    for zone, path, found in own_models(park, park.zones, keeps_textures=True):
        file = files[f"zones/{zone.id}"]
        if isinstance(found, Mesh):
            clips[zone.id] = tuple(found.rig.clips) if found.rig is not None else ()
        if isinstance(found, NotRead):
            file.fault(
                ("model",),
                Text(
                    "{model!r} is not shown, a plain block stands there: {what}",
                    model=zone.model,
                    what=found.what,
                ),
                found.remedy,
                warning=True,
            )
            continue
        if park.site is not None:
            check_unit(file, zone, path)
        for loss in found.losses:
            file.fault(
                ("model",),
                Text("{model!r}: {loss}", model=zone.model, loss=loss),
                Text("change the file if that matters"),
                warning=True,
            )
    check_clips(files, park, clips)
    check_products(files, park)
    for zone in park.zones.values():
        for key in ("up", "turn_deg", "scale"):
            if key in zone.model_fields_set and zone.id not in park.model_files:
                files[f"zones/{zone.id}"].fault(
                    (key,),
                    Text("{key}: {model!r} is not a file of the scene", key=key, model=zone.model),
                    Text("remove it: baked models stand as they were built"),
                    warning=True,
                )
