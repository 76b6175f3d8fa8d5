"""Draws the picture of each exhibit at work that its article shows: `python3 -m tests.exhibit_pictures [KIND ...]`.

Each is the park's own frame by golden hour, after the first step of the exhibit's walkthrough was done and watched (after more
of them where `STEPS` says so). They are drawn again after an exhibit or a building was changed; `assets/exhibits/README.md`
says what each one shows.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import numpy as np
from PIL import Image

from explorer.bootstrap import ROOT
from explorer.exhibits.kinds import KINDS
from explorer.film.film import film
from explorer.park import Park, load
from explorer.park.model import Zone
from explorer.stage import Stage
from explorer.visit import Open, Operate, Press, Settings, Turn, Visit
from explorer.visit.settings import DAY_PHASES

FOLDER = ROOT / "assets" / "exhibits"
DRAWN_PX, SHOWN_PX = (1408, 792), (704, 236)
LARGEST_BYTES = 40_000
STEPS = {"compute": 3}
"""So many steps of the walkthrough are done where the first one does not show it all."""
FRAME_S = 1 / 30
USUAL_SEED = 1


def at_work(park: Park, zone: Zone) -> Visit:
    """A visit before the exhibit of a zone, after the first step or steps of its walkthrough were watched."""
    assert zone.exhibit is not None
    visit = Visit.begin(park, settings=Settings(comfort="cut", day_phase=DAY_PHASES["golden"]))
    visit = visit.after(Open(zone.id)).after(Operate())
    for step in KINDS[zone.exhibit.kind].walkthrough[: STEPS.get(zone.exhibit.kind, 1)]:
        for name, value in step.values:
            visit = visit.after(Turn(name, value))
        if step.action:
            visit = visit.after(Press(step.action))
        for _ in range(round(step.watch_s / FRAME_S)):
            visit = visit.advance(FRAME_S)
    return visit


def encoded(image: Image.Image) -> bytes:
    """A JPEG file, as good as the allowed size lets it be."""
    for quality in range(88, 30, -4):
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= LARGEST_BYTES:
            break
    return file.getvalue()


def draw(park: Park, zones: Sequence[Zone]) -> None:
    """Write the pictures of these zones' exhibits."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stage = Stage(park, ROOT / "assets", DRAWN_PX, quality="high")
    wide, tall = DRAWN_PX[0], round(DRAWN_PX[0] * SHOWN_PX[1] / SHOWN_PX[0])
    top = (DRAWN_PX[1] - tall) // 2
    try:
        for zone in zones:
            assert zone.exhibit is not None
            pixels = np.asarray(next(film(at_work(park, zone), (), stage, 1.0, 0.0)))
            image = Image.fromarray(pixels[..., :3]).crop((0, top, wide, top + tall))
            path = FOLDER / f"{zone.exhibit.kind}.jpg"
            path.write_bytes(encoded(image.resize(SHOWN_PX, Image.Resampling.LANCZOS)))
            print(path.name, path.stat().st_size)
    finally:
        stage.close()


def key(park: Park) -> str:
    """The table of what each picture shows."""
    seeds = {kind: exhibit.model_fields["seed"].default for kind, exhibit in KINDS.items()}
    others = ", ".join(f"{seed} of {kind}" for kind, seed in seeds.items() if seed != USUAL_SEED)
    drawn = f"golden hour, seed {USUAL_SEED} ({others})"
    rows = ["# What the pictures show", "", f"Drawn by `python3 -m tests.exhibit_pictures`, {drawn}.", "",
            "| picture | exhibit | after |", "|---|---|---|"]  # fmt: skip
    for zone in park.zones.values():
        if zone.exhibit is not None:
            exhibit = KINDS[zone.exhibit.kind]
            step = exhibit.walkthrough[STEPS.get(zone.exhibit.kind, 1) - 1]
            rows.append(f"| {zone.exhibit.kind}.jpg | {exhibit.title} | {step.words} ({step.watch_s:g} s) |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    shipped = load(ROOT / "scenes" / "metaverse", ROOT / "assets")
    wanted = sys.argv[1:]
    draw(
        shipped, [z for z in shipped.zones.values() if z.exhibit and (not wanted or z.exhibit.kind in wanted)]
    )
    (FOLDER / "README.md").write_text(key(shipped), "utf-8")
