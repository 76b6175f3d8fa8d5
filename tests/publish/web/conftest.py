"""Web editions of the shipped scenes, written once, and a browser that opens them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.park.checks.grade import NEUTRAL
from explorer.park.model import Spot
from explorer.publish.web.publish import Report, Wishes, publish
from tests.park.meshes.test_clips import lift
from tests.park.meshes.zoo import Glb

from .browser import CHROMIUM, Browser

ASSETS = ROOT / "assets"


SWAPPED = [2, 0, 1]
"""The channels that the table of colours of *pumps* shows by day in place of red, green and blue."""


@pytest.fixture(scope="session")
def parks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Park]:
    """The shipped scenes: one with a hot spot at the door of a zone, one with a table of colours by day and a lift."""
    found = {name: load(ROOT / "scenes" / name, ASSETS) for name in ("metaverse", "pumps")}
    words = {language: f"door {language}" for language in ("en", "zh", "de")}
    row = {"id": "door", "title": words, "text": words, "at_m": [0, 12, 3]}
    zones = found["metaverse"].zones
    door = Spot.model_validate(row, context={"languages": tuple(words)})
    changed = {**zones, "line": zones["line"].model_copy(update={"spots": (door,)})}
    found["metaverse"] = found["metaverse"].model_copy(update={"zones": changed})
    table = np.frombuffer(NEUTRAL, np.uint8).reshape(-1, 3)[:, SWAPPED]
    found["pumps"] = with_lift(
        found["pumps"].model_copy(update={"grades": {"day": table.tobytes()}}),
        with_pane(lift()).write(tmp_path_factory.mktemp("models") / "lift.glb"),
    )
    return found


def with_pane(glb: Glb) -> Glb:
    """The model with a red pane before it that lets half of what is behind through."""
    half = {"pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 0.5]}, "alphaMode": "BLEND"}
    pane = glb.box(material=glb.add("materials", half))
    glb.stand(pane, translation=[5, 0, 3], scale=[1, 1, 0.1])
    glb.document["scenes"][0]["nodes"].append(len(glb.document["nodes"]) - 1)
    return glb


def with_lift(park: Park, file: Path) -> Park:
    """A copy whose tower is a model with a clip, which a hot spot and the first stop at the tower ask for."""
    words = dict.fromkeys(park.languages, "Lift")
    row = {"id": "lift", "title": words, "text": words, "at_m": [0, 0, 3], "clip": "pump_on"}
    spot = Spot.model_validate(row, context={"languages": park.languages})
    tower = park.zones["tower"].model_copy(update={"model": "./lift.glb", "spots": (spot,)})
    tours = {
        id: tour.model_copy(
            update={
                "stops": tuple(
                    stop.model_copy(update={"clip": "pump_on"}) if stop.zone == "tower" else stop
                    for stop in tour.stops
                )
            }
        )
        for id, tour in park.tours.items()
    }
    changed = {"zones": {**park.zones, "tower": tower}, "model_files": {"tower": file}, "tours": tours}
    return park.model_copy(update=changed)


@pytest.fixture(scope="session")
def editions(parks: dict[str, Park], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """Both scenes, without the exhibits' tables, which have tests of their own."""
    root = tmp_path_factory.mktemp("web")
    return {name: publish(park, ASSETS, root / name, Wishes(exhibits=False)) for name, park in parks.items()}


@pytest.fixture(scope="session")
def folder(editions: dict[str, Report]) -> Path:
    return editions["metaverse"].folder


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()
