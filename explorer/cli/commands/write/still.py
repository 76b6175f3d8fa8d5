"""The command `still`: an image of the park as a PNG file."""

from __future__ import annotations

import argparse
import gc

from ....base.bootstrap import gettext, waiting
from ....i18n import Text
from ... import options
from ...argument_types import file_named, size
from ...command import Command
from ...drawing import draw_into, needs_drawing, open_stage, settings_of
from ...files import can_write
from ...parser import Option
from ...scene import knows, load_park, opens_state

OPTIONS = (
    options.SCENE_FOLDER,
    options.SCENE_LANGUAGE,
    options.DRAWN_QUALITY,
    options.WITHOUT,
    Option("--zone", Text("show this zone instead of the whole park"), "ID"),
    options.STATE,
    Option("--size", Text("image size"), "1920x1080", size, default=(1920, 1080)),
    options.LIGHT._replace(names="--light, --time"),
    Option("-o, --output", Text("output file"), Text("FILE.png"), file_named(".png"), required=True),
)


def run(args: argparse.Namespace) -> int:
    """Draw one image."""
    gc.disable()  # no garbage collection until the image is drawn; `main` turns it on again
    from ....publish.film import film
    from ....visit import OpenState, Visit

    park = load_park(args.scene)
    known = park is not None and knows(park, args.zone) and opens_state(park, args.state)
    if park is None or not known or not can_write(args.output):
        return 2
    visit = Visit.begin(park, settings=settings_of(args, park))
    if args.state is not None:
        visit = film.arrived(visit, OpenState(args.state))
    stage = open_stage(
        park, args.size, args.quality, args.without, frames="direct"
    )  # one frame, nothing cached
    if stage is None:
        return 2

    def draw() -> None:
        with waiting(gettext("Drawing")):
            film.still(stage, visit, args.zone, args.output)

    return draw_into(stage, args.output, draw)


COMMAND = Command(
    2, Text("save an image of the park as a PNG file; no screen needed"), OPTIONS, run, needs_drawing
)
