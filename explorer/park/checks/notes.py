"""Notes that a scene adds to the parts of an exhibit: each needs an existing part."""

from __future__ import annotations

from ..model import Park
from ..yaml_file import YamlFile
from .names import Names


def check_notes(files: dict[str, YamlFile], park: Park) -> None:
    """Note each part that an exhibit has neither initially nor after one of its actions."""
    names = Names(files, set(park.zones))
    for zone in park.zones.values():
        exhibit = park.fresh_exhibit(zone)
        if zone.exhibit is None or exhibit is None or not zone.exhibit.notes:
            continue
        first = exhibit.start()
        states = [first, *(exhibit.act(first, action.name) for action in type(exhibit).actions)]
        known = {name for state in states for name in exhibit.parts(state)}
        for name in zone.exhibit.notes:
            names.need(files[f"zones/{zone.id}"], ("exhibit", "notes", name), name, known)
