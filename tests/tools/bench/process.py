"""A process that measures for the rig: `python -m tests.tools.bench.process window|first|limit|visitors SETUP`."""

from __future__ import annotations

import sys

from explorer.measure.bench.__main__ import main

from .copies import ManySetup

if __name__ == "__main__":
    task, setup = sys.argv[1], ManySetup.from_json(sys.argv[2])
    if task == "first":
        from .alone import draw_first_frame

        raise SystemExit(draw_first_frame(setup))
    if task == "limit":
        from .triangles import draw_limit

        raise SystemExit(draw_limit(setup))
    if task == "visitors":
        from .visitors import show_visitors

        raise SystemExit(show_visitors(setup))
    raise SystemExit(main(task, setup))
