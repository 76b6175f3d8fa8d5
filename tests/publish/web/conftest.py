"""Web editions of the shipped scenes, written once, and a browser that opens them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.park.model import Spot
from explorer.publish.web.publish import Report, Wishes, publish

from .browser import CHROMIUM, Browser

ASSETS = ROOT / "assets"


@pytest.fixture(scope="session")
def parks() -> dict[str, Park]:
    """The shipped scenes, and a hot spot at the door of one zone."""
    found = {name: load(ROOT / "scenes" / name, ASSETS) for name in ("metaverse", "pumps")}
    words = {language: f"door {language}" for language in ("en", "zh", "de")}
    row = {"id": "door", "title": words, "text": words, "at_m": [0, 12, 3]}
    zones = found["metaverse"].zones
    door = Spot.model_validate(row, context={"languages": tuple(words)})
    changed = {**zones, "line": zones["line"].model_copy(update={"spots": (door,)})}
    found["metaverse"] = found["metaverse"].model_copy(update={"zones": changed})
    return found


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
