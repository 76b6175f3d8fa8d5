"""The script that every page of an edition reads first: names, places, cameras, lights, shaders, lines of light."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ... import __version__
from ...base.baked_format import FAR_LAND_SPAN_M
from ...base.geometry import Pose
from ...i18n import Language, Text, html_tag, name_of
from ...park.base import SceneText
from ...park.checks.grade import NEUTRAL
from ...park.model import Park, Zone
from ...park.tour import Stop, Tour
from ...stage.gl.programs import SHADOW_SIZE
from ...stage.lighting.shadow_map import BIAS, MARGIN, SUN_AWAY_M
from ...stage.scene.detail import METRES_A_PIXEL
from ...stage.scene.environment import HIGHEST_SHADOW_M
from ...stage.scene.models import ModelData
from ...visit.flows import HALF_WIDTH_M, OVERVIEW, OWN, arcs_of
from ...visit.light import lamps_of, light_at, light_rows
from ...visit.settings import DAY_PHASES, is_dark
from .folder import Folder
from .glsl import shaders
from .words import other_language, page_words, text_language


@dataclass
class Edition:
    """An edition while it is written."""

    park: Park
    models: ModelData
    folder: Folder
    languages: tuple[Language, ...]
    texts: tuple[Language, ...]  # languages of the scene's texts on its pages
    tall: Pose  # camera of the opening in a tall window
    at: str = ""  # address of the edition
    tour: Tour | None = None
    tries: Set[str] = frozenset()  # zones whose exhibit answers
    words: dict[str, Text] = field(default_factory=dict)  # of the exhibits' part of the page
    warnings: list[Text] = field(default_factory=list)
    clips: Mapping[str, Set[str]] = field(default_factory=dict)  # those written, by zone

    def clip(self, zone: str, asked: str | None) -> dict[str, str]:
        """The clip that something asks for, if it was written."""
        return {"clip": asked} if asked is not None and asked in self.clips.get(zone, ()) else {}

    def row(self, text: SceneText | None) -> dict[Language, str] | None:
        """A text in the languages of the edition."""
        return {one: text[one] for one in self.texts} if text is not None else None


def write_core(edition: Edition) -> None:
    """Write `data/core.js`."""
    park, solids = edition.park, edition.models.solids
    opening = park.opening
    core = {
        "version": __version__,
        "at": edition.at,
        "languages": {
            one: {
                "name": name_of(one),
                "html": html_tag(one),
                "text": text_language(park, one),
                "note": other_language(park, one),
            }
            for one in edition.languages
        },
        "words": {one: page_words(edition.words, one) for one in edition.languages},
        "park": {
            "title": edition.row(park.title),
            "what": edition.row(opening.what if opening else park.subtitle),
            "do": edition.row(opening.do if opening else None),
            "source": edition.row(opening.source if opening else park.notice),
            "start": [_pose(park.views[park.start].pose), _pose(edition.tall)],
            "ceiling": park.bounds.ceiling_m,
            "bounds": [park.bounds.low_m, park.bounds.high_m],
            "walk": park.walk or tuple(park.zones),
            "tour": _tour(edition, edition.tour) if edition.tour else None,
            "districts": {
                d.id: {"title": edition.row(d.title), "day": d.accent.day, "night": d.accent.night}
                for d in park.settled_districts
            },
            "zones": {zone.id: _zone(edition, zone) for zone in park.zones.values()},
        },
        "model": _model(edition),
        "lights": {name: _light(phase) for name, phase in DAY_PHASES.items()},
        "grades": _grades(park),
        "shaders": shaders(),
        "solids": [
            [zone, *_rounded((*solids.low[:, i], *solids.high[:, i]))] for i, zone in enumerate(solids.zones)
        ],
    }
    edition.folder.script("core", core)


def _zone(edition: Edition, zone: Zone) -> dict[str, Any]:
    made = zone.exhibit
    return {
        "id": zone.id,
        "n": zone.number,
        "district": zone.district,
        "title": edition.row(zone.title),
        "lead": edition.row(zone.lead),
        "label": _rounded(zone.place.label_m),
        "wide": max(zone.place.footprint_m),
        "day": zone.accent.day,
        "night": zone.accent.night,
        "views": {"front": _pose(zone.views.front.pose), "exhibit": _pose(zone.views.exhibit.pose)},
        "exhibit": {
            "kind": made.kind,
            "centre": made.centre_m,
            "heading": made.heading_deg,
            "corners": [_rounded(corner) for corner in made.corners_m],
            **edition.clip(zone.id, made.clip),
        }
        if made
        else None,
        "tries": zone.id in edition.tries,
        "spots": [
            [spot.id, edition.row(spot.title), _rounded(at)]
            for spot in zone.spots
            if (at := spot.place_m(zone.place.centre_m, zone.place.heading_deg)) is not None
        ],
        "clips": {f"spot-{spot.id}": spot.clip for spot in zone.spots if edition.clip(zone.id, spot.clip)},
    }


def _tour(edition: Edition, tour: Tour) -> dict[str, Any]:
    return {"title": edition.row(tour.title), "stops": [_stop(edition, stop) for stop in tour.stops]}


def _stop(edition: Edition, stop: Stop) -> dict[str, Any]:
    park = edition.park
    row: dict[str, Any] = {"hold": stop.hold_s, "caption": edition.row(stop.caption)}
    if stop.zone is None:
        return row | {"pose": _pose(park.views[stop.view or park.start].pose)}
    acts = [cue.model_dump(exclude_defaults=True) for cue in stop.acts if cue.say is None]
    if later := [(at_s, edition.row(words)) for at_s, words in stop.captions[1:]]:
        row["later"] = later
    row |= edition.clip(stop.zone, stop.clip)
    return row | {"zone": stop.zone, "at": stop.at, "acts": acts, "state": stop.state}


def _pose(pose: Pose) -> dict[str, Any]:
    return {
        "target": _rounded(pose.target),
        "azimuth": round(pose.azimuth_deg, 2),
        "elevation": round(pose.elevation_deg, 2),
        "distance": round(pose.distance_m, 2),
        "fov": pose.fov_deg,
    }


def _rounded(numbers: Any) -> list[float]:
    return [round(float(number), 2) for number in numbers]


def _light(day_phase: float) -> dict[str, Any]:
    light = light_at(day_phase)
    return {
        "rows": [[round(part, 5) for part in row] for row in light_rows(light, (0.0, 0.0))],
        "start": light.fog_start,
        "density": light.fog_density,
        "lamps": lamps_of(light),
        "glow": light.glow,
        "dark": is_dark(day_phase),
    }


def _grades(park: Park) -> dict[str, str] | None:
    """The scene's tables of colours of all lights; None if it has none."""
    if not park.grades:
        return None
    return {name: b64encode(park.grades.get(name, NEUTRAL)).decode() for name in DAY_PHASES}


def _model(edition: Edition) -> dict[str, Any]:
    """What the viewer draws besides chunks, and its constants."""
    models = edition.models
    manifest = models.sources[0][0].manifest
    chunks = [chunk for source, _, _ in models.sources for chunk in source.manifest.chunks]
    boxes = [c for c in chunks if c.surface == "solid" and c.kind != "city"]
    low = np.min([c.low for c in boxes], axis=0)
    high = np.max([c.high for c in boxes], axis=0)
    names = [path.removeprefix("data/").removesuffix(".js") for path in edition.folder.packed_bytes]
    return {
        "half": manifest.ground_half_extent_m if models.baked else (1e6, 1e6),
        "level": manifest.water_level_m,
        "span": FAR_LAND_SPAN_M,
        "pixel": METRES_A_PIXEL,
        "letters": [name.removeprefix("letters/") for name in names if name.startswith("letters/")],
        "fine": [name.removeprefix("fine/") for name in names if name.startswith("fine/")],
        "shadow": {
            "size": SHADOW_SIZE,
            "bias": BIAS,
            "margin": MARGIN,
            "away": SUN_AWAY_M,
            "low": _rounded((*low[:2], 0)),
            "high": _rounded((*high[:2], min(high[2], HIGHEST_SHADOW_M))),
        },
        "crowd": "crowd" in names,
        "glows": [[*_rounded(g.at), g.colour, g.radius_m] for g in manifest.glows],
        "flows": [
            [f.colour, f.half_width_m, int(f.on_ground), [_rounded(p) for p in f.points]]
            for f in manifest.flows
        ],
        "arcs": [
            [arc.source, arc.target, arc.accent.day, arc.accent.night, int(arc.is_main), *_bow(arc.line)]
            for arc in arcs_of(edition.park, models.solids)
        ],
        "arc": [HALF_WIDTH_M, OVERVIEW, OWN],
    }


def _bow(line: npt.NDArray[np.float32]) -> list[list[float]]:
    """Start, end and height of a parabola: every arc is one."""
    u = np.linspace(0, 1, len(line))
    k = len(line) // 2
    bow = (line[k] - line[0] * (1 - u[k]) - line[-1] * u[k]) / (4 * u[k] * (1 - u[k]))
    return [_rounded(part) for part in (line[0], line[-1], bow)]
