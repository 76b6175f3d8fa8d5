"""Growth of the park of a scene with `site:`, and defaults for the places, views and bounds that it omits.

The files are completed before they are checked, so the rest of the program sees nothing missing. Written values are kept.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..build.grown.grown import Grown, grow, kept, plan
from ..build.grown.kinds import EXHIBIT_ROOM_M, KINDS, USUAL_ROOM_M, roof_m, spread_looks
from ..build.grown.layout import FILE as LAYOUT
from ..build.grown.layout import Layout
from ..build.grown.rows import BuildingRow, SiteRow
from ..build.grown.variety import Variety, variety_of
from ..i18n import Language, Text
from . import base
from .base import COLOUR
from .checks.from_map import add_credit, checked_outline
from .checks.own_size import own_size
from .ground import Area, Building, Neighbour, Site
from .schema import in_part
from .yaml_file import Key, YamlFile, dotted

ACCENTS = ("#1C7FB6", "#EE6C4D", "#159E9A", "#7B5CD6", "#F2A33A", "#D0396B", "#35B07A", "#2B6FD0")
"""Colours of zones without one, in turn."""

SITE = "site"
"""The id of the quarter of a scene without any."""

MODELS = "grown"

BAKE = "baked"
"""The folder of a scene's own bake."""
FARTHEST_M, LARGEST_M = 600.0, 300.0
"""Greatest distance of generated ground from the middle, and longest side of a building on it: memory grows with
the square."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Inputs from which a fault-free scene's park is grown; `kept` if it was grown before."""

    rows: tuple[BuildingRow, ...]
    site: SiteRow
    shipped: Path
    baked: Path
    kept: Grown | None

    def grow(self, *, light_later: bool) -> Grown:
        """Grow the park unless cached; `light_later` allows plain light first. Raises OSError if no folder is writable."""
        return grow(self.rows, self.site, self.shipped, baked=self.baked, light_later=light_later)


def grown_park(
    files: Mapping[str, YamlFile],
    languages: Sequence[Language],
    shipped: Path,
    baked: Path,
) -> Growth | None:
    """The growth of a scene with `site:`, after completing its files; None for other scenes.

    Parameters
    ----------
    baked : folder of the scene's bake, if any.
    """
    park = files["park"].data
    if not isinstance(park, dict) or "site" not in park:
        return None
    given = park["site"]
    if isinstance(given, str):
        given = park["site"] = {"kind": given}
    site = in_part(Site, given or {}, tuple(languages)) or Site.model_validate({})
    site = _near(files["park"], site)
    zones = {
        name.removeprefix("zones/"): file
        for name, file in sorted(files.items())
        if name.startswith("zones/") and isinstance(file.data, dict) and not file.faults
    }
    ordered = sorted(zones.items(), key=lambda item: _number(item[1].data))
    if not ordered:
        return None
    for place, (_, file) in enumerate(ordered):
        _fill_colours(file.data, ACCENTS[place % len(ACCENTS)])
    rows = _rows(ordered, tuple(languages), variety_of(site.seed))
    is_whole = not files["park"].broken and all(
        not file.broken and _is_right(file.data, tuple(languages)) for _, file in ordered
    )
    brand = park.get("brand")
    site_row = _site_row(site, _colour(brand.get("colour"), "") or None if isinstance(brand, dict) else None)
    found = kept(rows, site_row, shipped, baked) if is_whole else None
    layout = found.layout if found else plan(rows, site_row)
    for id, file in ordered:
        _fill_zone(file.data, id, layout)
    _fill_park(park, layout, [file.data for _, file in ordered])
    return Growth(tuple(rows), site_row, shipped, baked, found)


def has_old_bake(grown: Path, scene: Path) -> bool:
    """Whether a scene contains an outdated bake, so that its park was grown without it."""
    return grown != scene / BAKE and (scene / BAKE / LAYOUT).is_file()


def _is_right(zone: dict[str, Any], languages: tuple[Language, ...]) -> bool:
    """Whether a zone's building is valid; if not, only places are determined, and the fault is reported."""
    given, place = zone.get("building"), zone.get("place")
    for value in place.values() if isinstance(place, dict) else ():
        for number in value if isinstance(value, list) else (value,):
            if (finite := _finite(number)) is None or abs(finite) > base.FARTHEST_M:
                return False
    try:
        return given is None or Building.model_validate(given, context={"languages": languages}) is not None
    except ValidationError:
        return False


def _number(zone: dict[str, Any]) -> int:
    number = zone.get("number")
    return number if isinstance(number, int) else 999


def _site_row(site: Site, colour: str | None) -> SiteRow:
    return SiteRow(
        site.kind,
        site.plaza_m,
        site.ring_road,
        site.horizon,
        site.trees,
        site.seed,
        site.roads,
        site.lawns,
        site.water,
        site.paths,
        tuple((area.kind, area.outline_m) for area in site.areas),
        colour,
        tuple((other.outline_m, other.height_m) for other in site.neighbours),
        (*site.map.from_m, *site.map.to_m) if site.map and site.map.from_m and site.map.to_m else None,
        site.coast,
    )


def _rows(
    zones: Sequence[tuple[str, YamlFile]], languages: tuple[Language, ...], variety: Variety
) -> list[BuildingRow]:
    """A row for each zone; faults in `building:` are noted and skipped."""
    buildings = [_building(file, languages) for _, file in zones]
    kinds = [building.kind if building else "" for building in buildings]
    seeds = [building.seed if building else None for building in buildings]
    looks = spread_looks(kinds, seeds, variety.first_look)
    return [
        _row(id, file, building, look, 11 + number, languages)
        for number, ((id, file), building, look) in enumerate(zip(zones, buildings, looks, strict=True))
    ]


def _building(file: YamlFile, languages: tuple[Language, ...]) -> Building | None:
    given = file.data.get("building")
    if given is None:
        return None
    if not isinstance(given, dict):
        return None  # reported when the zone is checked
    return in_part(Building, given, languages) or in_part(Building, {"kind": "hall"}, languages)


def _row(
    id: str, file: YamlFile, building: Building | None, look: int, seed: int, languages: tuple[Language, ...]
) -> BuildingRow:
    zone = file.data
    place = zone.get("place") if isinstance(zone.get("place"), dict) else {}
    accent = zone["accent"] if isinstance(zone.get("accent"), dict) else {}
    day, night = (_colour(accent.get(name), ACCENTS[0]) for name in ("day", "night"))
    centre = _pair(place.get("centre_m"))
    if centre is not None and not _is_near(file, ("place", "centre_m"), *centre):
        centre = None
    common: dict[str, Any] = {
        "id": id,
        "related": _related(zone.get("related")),
        "centre_m": centre,
        "heading_deg": _finite(place.get("heading_deg")),
        "room_m": _room(zone.get("exhibit")),
    }
    if building is None:
        footprint, height = _pair(place.get("footprint_m")), _finite(place.get("height_m"))
        own = own_size(file, footprint, height)
        wide, deep, high = _limited(file, *(footprint or own[:2]), height or own[2])
        return BuildingRow(
            kind="",
            size_m=(round(wide, 2), round(deep, 2)),
            height_m=round(high, 2),
            storeys=1,
            accent=day,
            glow=night,
            letters=_written(zone.get("letters"), languages),
            **common,
        )
    kind = KINDS[building.kind]
    size = _size(file, building)
    storeys = _storeys(file, building)
    sign = building.sign
    return BuildingRow(
        kind=building.kind,
        size_m=size,
        height_m=round(kind.height(storeys, size[0]) + roof_m(building.kind, building.roof, size), 1),
        storeys=storeys,
        accent=building.colour or day,
        glow=building.glow or (_lighter(building.colour) if building.colour else night),
        letters=_letters(zone, building, languages),
        seed=building.seed if building.seed is not None else seed,
        variant=look,
        glass=building.glass,
        cap_m=sign.cap_m if sign else None,
        roof=building.roof,
        has_sign=sign is not None,
        outline_m=checked_outline(file, building, size),
        **common,
    )


def _room(exhibit: Any) -> tuple[float, float, float] | None:
    """The room that a zone's exhibit needs, unless the scene gives its place."""
    if not isinstance(exhibit, dict) or "centre_m" in exhibit:
        return None
    given = exhibit.get("size_m")
    if (
        isinstance(given, list)
        and len(given) == 3
        and all(isinstance(v, int | float) and 0 < v < 200 for v in given)
    ):
        return (float(given[0]), float(given[1]), float(given[2]))
    return EXHIBIT_ROOM_M.get(str(exhibit.get("kind")), USUAL_ROOM_M)


def _size(file: YamlFile, building: Building) -> tuple[float, float]:
    kind = KINDS[building.kind]
    if building.size_m is None and building.width_m is None:
        return kind.size_m
    low, high = kind.least_m, kind.most_m
    if building.size_m is None:
        assert building.width_m is not None
        width = min(max(building.width_m, low[0]), high[0])
        if width != building.width_m:
            file.fault(
                ("building", "width_m"),
                Text(
                    "building.width_m: {width:g} m is out of range for a {kind}",
                    width=building.width_m, kind=building.kind,
                ),
                Text("write a width from {a:g} to {b:g} m", a=low[0], b=high[0]),
            )  # fmt: skip
        return (width, kind.size_m[1])
    given = building.size_m
    if building.width_m is not None:
        file.fault(
            ("building", "width_m"),
            Text("building: size_m and width_m both say how wide it is"),
            Text("leave one of them out"),
        )
    fitting = tuple(min(max(v, a), b) for v, a, b in zip(given, low, high, strict=True))
    if fitting != given:
        file.fault(
            ("building", "size_m"),
            Text(
                "building.size_m: {width:g} by {depth:g} m is out of range for a {kind}",
                width=given[0], depth=given[1], kind=building.kind,
            ),
            Text(
                "write a width from {a:g} to {b:g} m and a depth from {c:g} to {d:g} m",
                a=low[0], b=high[0], c=low[1], d=high[1],
            ),
        )  # fmt: skip
    return (fitting[0], fitting[1])


def _storeys(file: YamlFile, building: Building) -> int:
    kind = KINDS[building.kind]
    given = building.storeys or kind.storeys
    if given > kind.most_storeys:
        file.fault(
            ("building", "storeys"),
            Text("building.storeys: {given} are too many for a {kind}", given=given, kind=building.kind),
            Text("it must be {sign} {limit}", sign="≤", limit=kind.most_storeys),
        )
    return min(given, kind.most_storeys)


def _letters(
    zone: dict[str, Any], building: Building, languages: tuple[Language, ...]
) -> tuple[tuple[str, str], ...]:
    """The letters on a building: the words of its sign, else the zone's letters, else its title in capitals."""
    if building.sign and building.sign.text:
        return tuple((language, building.sign.text[language]) for language in languages)
    if isinstance(words := zone.get("letters"), dict):
        return _written(words, languages)
    return tuple((code, text.upper()) for code, text in _written(zone.get("title"), languages))


def _written(words: Any, languages: tuple[Language, ...]) -> tuple[tuple[str, str], ...]:
    """A text in each language that it has."""
    given = words if isinstance(words, dict) else {}
    return tuple((code, text) for code in languages if isinstance(text := given.get(code), str))


def _related(given: Any) -> tuple[str, ...]:
    rows = given if isinstance(given, list) else []
    return tuple(row["zone"] for row in rows if isinstance(row, dict) and isinstance(row.get("zone"), str))


def _near(file: YamlFile, site: Site) -> Site:
    """The site without areas that reach beyond the generated ground; these are noted."""
    kept: dict[str, Any] = {
        name: tuple(
            area
            for n, area in enumerate(areas)
            if _is_near(file, ("site", name, n), *(v for at in area for v in at))
        )
        for name, areas in (
            ("roads", site.roads), ("lawns", site.lawns), ("water", site.water), ("paths", site.paths),
        )
    }  # fmt: skip
    outlined: tuple[tuple[str, Sequence[Area | Neighbour]], ...] = (
        ("areas", site.areas), ("neighbours", site.neighbours),
    )  # fmt: skip
    for name, rows in outlined:
        kept[name] = tuple(
            row
            for n, row in enumerate(rows)
            if _is_near(file, ("site", name, n, "outline_m"), *(v for at in row.outline_m for v in at))
        )
    return site.model_copy(update=kept)


def _is_near(file: YamlFile, place: tuple[Key, ...], *values: float) -> bool:
    """Whether ground can be made there; notes it if not, unless the place exceeds the limits of any scene."""
    farthest = max(map(abs, values))
    if FARTHEST_M < farthest <= base.FARTHEST_M:
        file.fault(
            place,
            Text("{place}: {far:g} m from the middle of the park", place=dotted(place), far=farthest),
            Text("ground is made up to {most:g} m; these are metres from the middle", most=FARTHEST_M),
        )
    return farthest <= FARTHEST_M


def _limited(file: YamlFile, *sides: float) -> Iterator[float]:
    """The sides of a building that is not in the catalogue, limited to what ground can be made for; excess is noted."""
    if LARGEST_M < max(sides) <= base.LARGEST_M:
        what = Text("place: {size:g} m is too large for ground that is made", size=max(sides))
        file.fault(("place",), what, Text("it must be {sign} {limit}", sign="≤", limit=round(LARGEST_M)))
    return (min(max(side, base.SMALLEST_M), LARGEST_M) for side in sides)


def _finite(given: Any) -> float | None:
    """A finite number; None for anything else, which is noted when the zone is checked."""
    if not isinstance(given, int | float) or isinstance(given, bool) or not abs(given) <= 1e6:
        return None
    return float(given)


def _pair(given: Any) -> tuple[float, float] | None:
    if not isinstance(given, list) or len(given) != 2:
        return None
    one, other = map(_finite, given)
    return None if one is None or other is None else (one, other)


def _colour(given: Any, otherwise: str) -> str:
    return given if isinstance(given, str) and re.fullmatch(COLOUR, given) else otherwise


def _lighter(colour: str) -> str:
    """A colour as light at night: as saturated, but brighter."""
    red, green, blue = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    shine = colorsys.hls_to_rgb(hue, max(light, 0.64), max(strength, 0.6) if strength > 0.1 else strength)
    return "#" + "".join(f"{round(v * 255):02X}" for v in shine)


def _fill_colours(zone: dict[str, Any], otherwise: str) -> None:
    given = zone.get("accent", {})
    if isinstance(given, str):
        given = {"day": given}
    if isinstance(given, dict):
        day = given.get("day", otherwise)
        night = _lighter(_colour(day, otherwise))  # a fault in the day colour is reported only once
        zone["accent"] = {"day": day, "night": night, **given}


def _fill_zone(zone: dict[str, Any], id: str, layout: Layout) -> None:
    """Fill in place, views, model and the exhibit's room where they are not written."""
    found = layout.zones[id]
    place = zone.get("place", "auto")
    if place == "auto" or isinstance(place, dict):
        of = {
            "centre_m": list(found.centre_m), "footprint_m": list(found.footprint_m), "height_m": found.height_m,
            "heading_deg": found.heading_deg, "label_m": list(found.label_m),
        }  # fmt: skip
        zone["place"] = {**of, **(place if isinstance(place, dict) else {})}
    views = zone.get("views", "auto")
    if views == "auto" or isinstance(views, dict):
        ours = {"front": _plain(found.front), "exhibit": _plain(found.exhibit)}
        zone["views"] = {**ours, **(views if isinstance(views, dict) else {})}
    if "building" in zone:
        zone.setdefault("model", id)
        zone.setdefault("letters", zone.get("title"))
    exhibit = zone.get("exhibit")
    if isinstance(exhibit, dict):
        zone["exhibit"] = {**_plain(found.room), **exhibit}
    zone.setdefault("district", SITE)


def _fill_park(park: dict[str, Any], layout: Layout, zones: Sequence[dict[str, Any]]) -> None:
    bounds = {"low_m": list(layout.low_m), "high_m": list(layout.high_m), "ceiling_m": layout.ceiling_m}
    if park.get("bounds", "auto") == "auto":
        park["bounds"] = bounds
    views = park.get("views", "auto")
    if views == "auto" or isinstance(views, dict):
        park["views"] = {"overview": _plain(layout.overview), **(views if isinstance(views, dict) else {})}
    park.setdefault("start", "overview")
    park.setdefault("models", MODELS)
    add_credit(park)
    outline = [list(corner) for corner in layout.outline_m]
    districts = park.get("districts")
    if districts is None:
        whole = {
            "id": SITE,
            "title": park.get("title"),
            "lead": park.get("subtitle"),
            "accent": zones[0].get("accent"),
        }
        park["districts"] = [{**whole, "polygon_m": outline}]
    elif isinstance(districts, list):
        for district in districts:
            if isinstance(district, dict) and district.get("polygon_m", "auto") == "auto":
                district["polygon_m"] = outline


def _plain(found: Any) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(found).items()}
