"""Checks that each clip that an exhibit, a hot spot or a stop asks for is in the model of its zone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ...i18n import LIST_SEPARATOR, Listed, Text
from ..model import Park, Zone
from ..yaml_file import Key, YamlFile

Where = tuple[Key, ...]


def check_clips(files: Mapping[str, YamlFile], park: Park, clips: Mapping[str, Collection[str]]) -> None:
    """Note clips that do not play.

    Parameters
    ----------
    clips : the names of those that can be played, for each zone whose model is a file of the scene.
    """
    for zone in park.zones.values():
        for where, name in _asked(zone):
            _check(files[f"zones/{zone.id}"], where, name, zone, clips)
    for tour in park.tours.values():
        file = files.get(f"tours/{tour.id}")
        for number, stop in enumerate(tour.stops):
            if stop.clip is not None and stop.zone is not None and file is not None:
                _check(file, ("stops", number, "clip"), stop.clip, park.zones[stop.zone], clips)


def _asked(zone: Zone) -> Iterator[tuple[Where, str]]:
    if zone.exhibit is not None and zone.exhibit.clip is not None:
        yield ("exhibit", "clip"), zone.exhibit.clip
    for number, spot in enumerate(zone.spots):
        if spot.clip is not None:
            yield ("spots", number, "clip"), spot.clip


def _check(file: YamlFile, where: Where, name: str, zone: Zone, clips: Mapping[str, Collection[str]]) -> None:
    known = clips.get(zone.id)
    if known is None:
        what = Text("the zone {title} has no model of its own that could move", title=zone.title)
        file.fault(where, what, Text("give it a .glb with animations, or delete this"), warning=True)
    elif not known:
        what = Text("{model!r} has no clip that is played", model=zone.model or "")
        remedy = Text("export it with animations of whole objects, not of skeletons")
        file.fault(where, what, remedy, warning=True)
    elif name not in known:
        what = Text("{model!r} has no clip {name!r}", model=zone.model or "", name=name)
        names = Listed(tuple(map(repr, sorted(known)[:12])), LIST_SEPARATOR)
        file.fault(where, what, Text("write one of {names}", names=names), warning=True)
