"""Draws the pictures of exhibits at work that articles show: `python3 -m tests.tools.exhibit_pictures [--scene NAME] [ZONE ...]`.

Each is the park's own frame by golden hour, with words in each language of the scene, after the first step of the exhibit's
walkthrough was done and watched (after more of them where `STEPS` says so). They are drawn again after an exhibit or a building
was changed; `at_work/README.md` of the scene says what each one shows.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from explorer.base.bootstrap import ROOT
from explorer.i18n import tr
from explorer.park import Language, Park, Zone, load
from explorer.park.at_work import FOLDER
from explorer.publish.film.film import film
from explorer.stage import Stage
from explorer.visit import Open, Operate, Press, Settings, Turn, Visit
from explorer.visit.settings import DAY_PHASES

DRAWN_PX, SHOWN_PX = (1408, 792), (704, 236)
LARGEST_BYTES = 21_000
STEPS = {"compute": 3}
"""So many steps of the walkthrough are done where the first one does not show it all."""
FRAME_S = 1 / 30
USUAL_SEED = 1


def at_work(park: Park, zone: Zone, language: Language) -> Visit:
    """A visit before the exhibit of a zone, after the first step or steps of its walkthrough were watched."""
    assert zone.exhibit is not None
    visit = Visit.begin(
        park, settings=Settings(language=language, comfort="cut", day_phase=DAY_PHASES["golden"])
    )
    visit = visit.after(Open(zone.id)).after(Operate())
    for step in zone.exhibit.exhibit_class.walkthrough[: STEPS.get(zone.exhibit.kind, 1)]:
        for name, value in step.values:
            visit = visit.after(Turn(name, value))
        if step.action:
            visit = visit.after(Press(step.action))
        for _ in range(round(step.watch_s / FRAME_S)):
            visit = visit.advance(FRAME_S)
    return visit


def encoded(image: Image.Image) -> bytes:
    """A WebP file, as good as the allowed size lets it be."""
    for quality in range(90, 30, -4):
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= LARGEST_BYTES:
            break
    return file.getvalue()


def draw(scene: str, park: Park, zones: Sequence[Zone]) -> None:
    """Write the pictures of these zones' exhibits into the folder of their scene."""
    stage = Stage(park, ROOT / "assets", DRAWN_PX, quality="high")
    wide, tall = DRAWN_PX[0], round(DRAWN_PX[0] * SHOWN_PX[1] / SHOWN_PX[0])
    top = (DRAWN_PX[1] - tall) // 2
    try:
        for language in park.languages:
            folder = ROOT / "scenes" / scene / FOLDER / language
            folder.mkdir(parents=True, exist_ok=True)
            for zone in zones:
                pixels = np.asarray(next(film(at_work(park, zone, language), (), stage, 1.0, 0.0)))
                image = Image.fromarray(pixels[..., :3]).crop((0, top, wide, top + tall))
                path = folder / f"{zone.id}.webp"
                path.write_bytes(encoded(image.resize(SHOWN_PX, Image.Resampling.LANCZOS)))
                print(f"{language}/{path.name}", path.stat().st_size)
    finally:
        stage.close()


def key(zones: Sequence[Zone]) -> str:
    """The table of what each picture shows."""
    rows = ["# What the pictures show", "",
            f"Drawn by `python3 -m tests.tools.exhibit_pictures`: golden hour, seed {USUAL_SEED} where nothing else is said.", "",
            "| picture | exhibit | after |", "|---|---|---|"]  # fmt: skip
    for zone in zones:
        assert zone.exhibit is not None
        exhibit = zone.exhibit.exhibit_class
        seed = exhibit.model_fields["seed"].default
        steps = exhibit.walkthrough[: STEPS.get(zone.exhibit.kind, 1)]
        after = (
            f"{tr(steps[-1].words, 'en')} ({steps[-1].watch_s:g} s)"
            if steps
            else "it stands there as it opens"
        )
        of = "" if seed == USUAL_SEED else f", seed {seed}"
        rows.append(f"| {zone.id}.webp | {tr(exhibit.title, 'en')} | {after}{of} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scene", default="metaverse")
    parser.add_argument("zones", nargs="*", metavar="ZONE")
    asked = parser.parse_args()
    park = load(ROOT / "scenes" / asked.scene, ROOT / "assets")
    # the screen of a gallery is filled by the window
    all_zones = [
        zone for zone in park.zones.values() if zone.exhibit is not None and not zone.exhibit.gallery
    ]
    draw(asked.scene, park, [zone for zone in all_zones if not asked.zones or zone.id in asked.zones])
    (ROOT / "scenes" / asked.scene / FOLDER / "README.md").write_text(key(all_zones), "utf-8")


if __name__ == "__main__":
    main()
