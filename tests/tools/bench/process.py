"""A process that measures for the rig: `python -m tests.tools.bench.process first|window|limit|visitors SETUP`."""

from __future__ import annotations

import sys
from time import perf_counter

began_s = perf_counter()

from explorer.bench.__main__ import main  # noqa: E402

from .copies import ManySetup  # noqa: E402

if __name__ == "__main__":
    task, setup = sys.argv[1], ManySetup.from_json(sys.argv[2])
    if task == "limit":
        from .triangles import draw_limit

        raise SystemExit(draw_limit(setup))
    if task == "visitors":
        from .visitors import show_visitors

        raise SystemExit(show_visitors(setup))
    raise SystemExit(main(task, setup, began_s))
