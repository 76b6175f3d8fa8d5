"""Tasks of the graphics card check, each run in a separate process, which a driver may crash."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from ...base.memory import anonymous_mb, peak_memory_mb
from ...park import Park
from ...publish.film.film import SETTLED_S
from ...stage import NoGraphics, Stage
from ...stage.gl.config import HEADLESS, displays
from ...stage.gl.context import Context
from ...stage.gl.probe import display_system, video_memory_mb
from ...visit import Change, Visit
from ...visit.settings import DAY_PHASES
from .child import Setup, answer_with, questions
from .compare_pictures import Pixels, difference, write_pictures
from .frames import OVERVIEW, rounds, standing, switched
from .report import Times

if TYPE_CHECKING:
    from ...base.protocols import GlContext

QUALITIES = ("lite", "balanced", "high", "auto")
Answer = dict[str, Any]


def answer_all(setup: Setup) -> int:
    """Answer questions until there are no more; returns the exit code."""
    for asked in questions():
        try:
            answer_with(**TASKS[asked["do"]](setup, asked))
        except NoGraphics as fault:
            answer_with(failed=str(fault))
    return 0


def probe(setup: Setup, asked: Mapping[str, Any]) -> Answer:
    """The driver's description of itself, for each way to open it here."""
    found, failed = [], []
    for module in displays():
        try:
            context = Context((module,))
        except NoGraphics as fault:
            failed.append(f"{display_system(module)}: {fault.reason}")
            continue
        try:
            found.append({"through": display_system(module), **context.driver._asdict()})
        finally:
            context.close()
    if not found:
        raise NoGraphics("; ".join(failed))
    return {"found": found, "refused": failed}


def draw(setup: Setup, asked: Mapping[str, Any]) -> Answer:
    """Write final frames of some views of the park to a file."""
    park = setup.park()
    with_displays = (HEADLESS,) if asked.get("is_reference") and sys.platform == "linux" else None
    stage = setup.stage(park, *setup.size, displays=with_displays)
    try:
        pictures = {name: _final(stage, visit) for name, visit in views(park)}
        write_pictures(Path(asked["file"]), pictures)
        return {"renderer": stage.driver.name, "is_software": stage.driver.is_software, **_memory()}
    finally:
        stage.close()


def speed(setup: Setup, asked: Mapping[str, Any]) -> Answer:
    """Frame times while the camera moves and at rest, drawn to memory or as textures of Qt's context."""
    park = setup.park()
    context = _shared_context() if asked["as_texture"] else None
    stage = setup.stage(park, *setup.size, context)
    try:
        seen = list(rounds(stage, park, OVERVIEW, setup.size, asked["seconds"]))
        moving_ms = [ms for one in seen for ms in one.moving_ms]
        rest_ms = [ms for one in seen for ms in one.rest_ms]
        return {
            "renderer": stage.driver.name,
            "moving": Times.of(moving_ms).model_dump(),
            "rest": Times.of(rest_ms).model_dump(),
            "finished_ms": round(median(one.finished_ms for one in seen), 4),
            "drawn_at": min(drawn for one in seen for _, drawn in one.eyes),
            **_memory(),
        }
    finally:
        stage.close()


def switch(setup: Setup, asked: Mapping[str, Any]) -> Answer:
    """Time of a change of size, language, light and quality, and whether the frame is the same afterwards."""
    park = setup.park()
    stage = setup.stage(park, *setup.size)
    rested = replace(Visit.begin(park), rest_s=SETTLED_S)
    try:
        before = _final(stage, rested)
        switches = switched(stage, park, OVERVIEW, setup.size, asked["seconds"])
        stage.resize(*setup.size)
        stage.show(replace(rested, pose=replace(rested.pose, azimuth_deg=rested.pose.azimuth_deg + 90)))
        stage.draw(finished=True)
        after = difference(before, _final(stage, rested))
    finally:
        stage.close()
    qualities = {}
    for name in QUALITIES:
        began_s = perf_counter()
        stage = replace(setup, quality=name).stage(park, *setup.size)
        try:
            _final(stage, rested)
            qualities[name] = round((perf_counter() - began_s) * 1000, 1)
        finally:
            stage.close()
    return {
        "switches": switches.model_dump(),
        "quality_ms": qualities,
        "off_afterwards": after.mean,
        "is_right": after.is_right,
        **_memory(),
    }


def views(park: Park) -> Iterator[tuple[str, Visit]]:
    """Visits that together show day, dusk and night, and two running exhibits."""
    yield "day", replace(Visit.begin(park), rest_s=SETTLED_S)
    zones = list(park.zones)
    for name, phase, zone in (
        ("dusk", DAY_PHASES["dusk"], zones[0]),
        ("night", DAY_PHASES["night"], zones[-1]),
    ):
        visit = standing(park, zone)
        lit = visit.after(Change(replace(visit.settings, comfort="cut", day_phase=phase)))
        yield name, replace(lit.advance(2.0), rest_s=SETTLED_S)


def _final(stage: Stage, visit: Visit) -> Pixels:
    stage.show(visit)
    frame = stage.draw(finished=True)
    return np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.width, 4)[..., :3].copy()


def _shared_context() -> GlContext:
    """A context of Qt, like the one that the window shares."""
    from PySide6.QtGui import QGuiApplication

    from ...shell.viewport.presenter import share_contexts
    from ...shell.viewport.texture_presenter import NoContext, SharedContext

    share_contexts()
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    assert application is not None
    try:
        return SharedContext()
    except NoContext as fault:
        raise NoGraphics(str(fault)) from None


def _memory() -> Answer:
    """Memory of this process, and of the card if reported."""
    video = video_memory_mb()
    card = {} if video is None else {"video_mb": video[0], "video_free_mb": video[1]}
    return {"memory_mb": round(peak_memory_mb(), 1), "anonymous_mb": round(anonymous_mb(), 1), **card}


TASKS: dict[str, Callable[[Setup, Mapping[str, Any]], Answer]] = {
    "probe": probe,
    "draw": draw,
    "speed": speed,
    "switch": switch,
}
"""Tasks by their name in a question."""
