"""Pictures to judge the park by: all zones on one sheet, or all of them as small as they are from afar.

    python3 -m tests.tools.look --assets FOLDER --time dusk --zones data,net -o sheet.png
    python3 -m tests.tools.look --small -o small.png

``--assets`` names a folder that holds a bake in ``park/`` (``python3 -m explorer bake --quick -o FOLDER/park``), so that a
change can be looked at before the models in ``assets/`` are baked anew. ``--from x,y,z,azimuth,elevation,distance,fov``
draws one picture from any pose.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from explorer.base.geometry import Pose
from explorer.park import load
from explorer.publish.film.film import Pixels, arrived, final_frame, write_png
from explorer.stage import Stage
from explorer.visit import Open, Settings, Visit
from explorer.visit.settings import day_phase_named

ROOT = Path(__file__).resolve().parents[2]
SMALL_PX = 60
"""A zone must be known by its silhouette at this size."""


def main() -> None:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--assets", type=Path, default=ROOT / "assets", metavar="FOLDER")
    parser.add_argument("--time", default="day")
    parser.add_argument("--zones", default="", help="ids with commas between; all without")
    parser.add_argument("--columns", type=int, default=4)
    parser.add_argument("--size", default="640x360")
    parser.add_argument("--small", action="store_true", help=f"each zone {SMALL_PX} px high")
    parser.add_argument("--from", dest="pose", default="", help="x,y,z,azimuth,elevation,distance,fov")
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    park = load(ROOT / "scenes" / "metaverse", asked.assets)
    width, height = (int(side) for side in asked.size.split("x"))
    visit = Visit.begin(park, settings=Settings(comfort="cut", day_phase=day_phase_named(asked.time)))
    zones = [zone for zone in asked.zones.split(",") if zone] or list(park.zones)
    stage = Stage(park, asked.assets, (width, height))
    try:
        if asked.pose:
            x, y, z, azimuth, elevation, distance, fov = (float(number) for number in asked.pose.split(","))
            pose = Pose((x, y, z), azimuth, elevation, distance, fov)
            write_png(asked.output, final_frame(replace(visit, pose=pose), stage))
            return
        pictures = [final_frame(arrived(visit, Open(zone)), stage) for zone in zones]
    finally:
        stage.close()
    if asked.small:
        pictures = [_shrunk(picture, SMALL_PX) for picture in pictures]
    write_png(asked.output, _sheet(pictures, asked.columns))


def _shrunk(picture: Pixels, height: int) -> Pixels:
    from PIL import Image

    width = picture.shape[1] * height // picture.shape[0]
    return np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.LANCZOS))


def _sheet(pictures: list[Pixels], columns: int) -> Pixels:
    """The pictures in rows; the last row is filled up with black."""
    empty = np.zeros_like(pictures[0])
    filled = pictures + [empty] * (-len(pictures) % columns)
    rows = [np.concatenate(filled[i : i + columns], axis=1) for i in range(0, len(filled), columns)]
    return np.concatenate(rows)


if __name__ == "__main__":
    main()
