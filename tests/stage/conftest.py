from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from explorer.base.bootstrap import ROOT
from explorer.base.geometry import WHOLE, Rect
from explorer.park import Park, load
from explorer.stage import Stage
from explorer.stage.frames.progressive import ProgressiveFrames
from explorer.visit import Daylight, Visit
from explorer.visit.settings import DAY_PHASES
from tests.scene import write_scene

ASSETS = ROOT / "assets"
WIDTH, HEIGHT = 320, 180
HEADLESS = ("p3headlessgl",)

LONGEST_S = 60.0
"""So long something may take that is mostly there after a few frames: others may keep this machine busy."""

Pixels = npt.NDArray[np.int16]
Draw = Callable[..., Pixels]


@pytest.fixture(scope="session")
def park() -> Park:
    """The shipped park."""
    return load(ROOT / "scenes" / "metaverse", ASSETS)


@pytest.fixture(scope="session")
def shipped(park: Park) -> Iterator[Stage]:
    """A stage of the shipped park, shared: what it shows depends on the visit alone."""
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="progressive")
    yield stage
    stage.close()


@pytest.fixture
def stage(shipped: Stage) -> Stage:
    shipped.resize(WIDTH, HEIGHT)
    return shipped


@pytest.fixture
def toy(tmp_path: Path) -> Park:
    """A scene of two houses without baked models."""
    return load(write_scene(tmp_path / "toy"), tmp_path / "no assets")


def frames_of(stage: Stage) -> ProgressiveFrames:
    """The policy of a stage that refines progressively."""
    assert isinstance(stage.frames, ProgressiveFrames)
    return stage.frames


def turns(pause_s: float = 0.0) -> Iterator[int]:
    """Numbers of turns, with a pause after each, until a minute is over; who sees what is waited for breaks off."""
    end_s = time.monotonic() + LONGEST_S
    number = 0
    while time.monotonic() < end_s:
        yield number
        number += 1
        time.sleep(pause_s)


def resting(park: Park, view: str = "", **changes: Any) -> Visit:
    """A visit whose camera rests before a zone or in a view of the park."""
    visit = Visit.begin(park)
    pose = park.zones[view].views.front.pose if view in park.zones else visit.pose
    if "light" in changes:
        changes["day_phase"] = DAY_PHASES[changes.pop("light")]
    settings = {key: changes.pop(key) for key in ("day_phase", "language") if key in changes}
    chosen = replace(visit.settings, **settings)
    lit = Daylight.at(chosen)
    return replace(visit, pose=pose, rest_s=9.0, settings=chosen, daylight=lit, **changes)


def seen(stage: Stage, visit: Visit, free: Rect = WHOLE) -> Pixels:
    """A copy of the complete picture, (height, width, 3), red first."""
    stage.show(visit, free)
    picture = stage.draw(finished=True)
    assert len(picture.pixels) == picture.width * picture.height * 4
    shape = (picture.height, picture.width, 4)
    return np.frombuffer(picture.pixels, np.uint8).reshape(shape)[..., 2::-1].astype(np.int16)


def difference(a: Pixels, b: Pixels) -> npt.NDArray[np.bool_]:
    """Where two pictures differ to the eye."""
    return np.asarray(np.abs(a - b).max(axis=2) > 6)
