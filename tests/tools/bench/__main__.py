"""The measuring rig: `python3 -m tests.tools.bench` measures what `explorer bench` does, and more of it.

Many copies of the park, the same triangles in one draw call, visitors that act at random for minutes.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from explorer.base import bootstrap
from explorer.base.bootstrap import ROOT
from explorer.cli.argument_types import seconds, size, whole
from explorer.cli.options import SCENE


def parsed(words: Sequence[str] | None = None) -> Namespace:
    """The command line as values."""
    p = ArgumentParser(prog="python3 -m tests.tools.bench", description=__doc__)
    p.add_argument("--scene", type=Path, default=SCENE)
    p.add_argument("--quality", choices=("auto", "lite", "balanced", "high"), default="auto")
    p.add_argument("--frames", choices=("direct", "progressive", "pipelined"))
    p.add_argument("--present", choices=("auto", "copy", "blit"), default="auto")
    p.add_argument("--size", type=size, default=(1280, 720), metavar="1280x720")
    p.add_argument("--view", default="overview", help="overview, a zone, or all")
    p.add_argument("--seconds", type=seconds, default=3.0, help="seconds of camera movement in each view (3)")
    p.add_argument("--copies", type=whole(1, 49), default=1, help="number of copies of the park (1)")
    p.add_argument(
        "--limit", action="store_true", help="also draw the same triangles in one call, and show the ratio"
    )
    p.add_argument(
        "--walk", type=seconds, default=0.0, help="act at random in the window for this many seconds"
    )
    p.add_argument(
        "--exhibits", type=seconds, default=0.0, help="use every exhibit in turn for this many seconds"
    )
    p.add_argument(
        "--lan",
        nargs="?",
        const=100,
        type=whole(1, 500),
        metavar="PHONES",
        help="only measure what so many phones that turn a dial cost the show (100)",
    )
    p.add_argument("--json", action="store_true")
    p.add_argument("--compare", type=Path, nargs="+", default=[], metavar="REPORT.json")
    return p.parse_args(words)


if __name__ == "__main__":
    args = parsed()
    bootstrap.ensure(*(("test",) if args.limit else ()), module="tests.tools.bench")
    from .rig import run

    raise SystemExit(run(args, ROOT / "assets"))
