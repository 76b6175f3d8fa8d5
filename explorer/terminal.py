"""Commands that show no picture: they look, compute, print, and leave with an exit code."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from . import bootstrap
from .bootstrap import ROOT, Progress, say

if TYPE_CHECKING:
    from .park import Language

ASSETS = ROOT / "assets"


def language() -> Language:
    """The language of the person at the terminal."""
    return "zh" if bootstrap.chinese() else "en"


def check(args: argparse.Namespace) -> int:
    from .park import check as editor

    report = editor.check(args.scene, ASSETS)
    if args.json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        for fault in report.faults:
            print(fault.told(language()))
        print(report.line(language()))
    return 2 if report.errors else 1 if report.warnings and args.strict else 0


def doctor(args: argparse.Namespace) -> int:
    from .doctor import examine

    bad = False
    for finding in examine(args.scene, ASSETS):
        print(finding, flush=True)
        bad = bad or finding.state == "bad"
    print(
        say("Something must be mended first.", "请先处理以上问题。")
        if bad
        else say("Ready: python3 -m explorer", "可以启动：python3 -m explorer")
    )
    return 2 if bad else 0


def bake(args: argparse.Namespace) -> int:
    from .kit import bake as oven

    bar = Progress(say("Baking", "烘焙"))
    out = args.output or ASSETS / "park"
    oven.bake(args.scene, out, rays=args.rays, ground_px=args.ground, progress=bar.show)
    bar.done(str(out))
    return 0
