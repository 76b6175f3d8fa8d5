"""The check of a graphics card: correctness and speed of all ways to draw, with the results in one file.

Each step runs in a separate process, with a time limit for all together. The file names no user and no folder.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, get_args

from ... import __version__
from ...base import software_driver
from ...base.atomic_file import write_text
from ...base.bootstrap import ROOT, can_join_window, gettext, has_screen, language
from ...base.names import PolicyName
from ...base.terminal import Progress
from ...i18n import ENGLISH, Text, tr
from .adapters import adapters
from .child import Child, ChildFailed, Setup
from .command import Options, setup_of
from .compare_pictures import Difference, difference, largest, read_pictures
from .gpu_steps import Done, Outcome, Step, StepFailed, run_steps
from .report import NotMeasured, machine

FORMAT = 1
LIMIT_S = 300.0
FILE = Path("park-gpu-check.json")
SIXTY_MS = 1000 / 60
CARD_SIZES, PROCESSOR_SIZES = ((1920, 1080), (3840, 2160)), ((640, 360), (1280, 720))
PICTURE_SIZE = (640, 360)
CARD_SECONDS, PROCESSOR_SECONDS = 3.0, 1.0
GOOD, BAD = 0, 1

MESA_EGL = Path("/usr/share/glvnd/egl_vendor.d/50_mesa.json")
SOFTWARE_ON_LINUX = {
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "GALLIUM_DRIVER": "llvmpipe",
    "__GLX_VENDOR_LIBRARY_NAME": "mesa",
}


def ask_child(
    setup: Setup,
    left_s: float,
    environment: Mapping[str, str] | None = None,
    task: str = "gpu",
    **question: Any,
) -> dict[str, Any]:
    """The answer of a separate process, within the time left; a window first reports how it opened (`opened`).

    Raises StepFailed without an answer.
    """
    began_s = perf_counter()
    try:
        with Child(task, setup, **(environment or {})) as child:
            child.patience_s = left_s
            opened = {"opened": child.answer()} if task != "gpu" else {}
            child.patience_s = left_s - (perf_counter() - began_s)
            return {**child.ask(**question), **opened}
    except ChildFailed as fault:
        raise StepFailed(str(fault)) from None


@dataclass(slots=True)
class Check:
    """A check: the state that its steps share."""

    setup: Setup
    folder: Path  # for images of its processes
    # returns the answer of a separate process, like `ask_child`
    ask: Callable[..., dict[str, Any]] = ask_child
    driver: dict[str, Any] = field(default_factory=dict)  # result of the first step; empty before
    reference: Path | None = None  # file of the reference images, and what drew them
    reference_renderer: str = ""

    @property
    def is_software(self) -> bool:
        """Whether the CPU draws, as far as is known."""
        return bool(self.driver.get("is_software"))

    @property
    def seconds(self) -> float:
        """Duration of camera motion in a measurement."""
        return PROCESSOR_SECONDS if self.is_software else CARD_SECONDS

    def steps(self) -> Iterator[Step]:
        """All steps, the most important ones first. Sizes depend on the result of the first one."""
        yield Step("driver", Text("graphics driver"), 3, self._probe)
        yield Step("reference", Text("pictures to compare with"), 8, self._draw_reference)
        for name in get_args(PolicyName):
            title = Text("pictures, {frames} frames", frames=name)
            yield Step(f"pictures_{name}", title, 8, partial(self._pictures, name))
        yield Step("presenters", Text("both ways to the screen"), 15, self._presenters)
        for size in PROCESSOR_SIZES if self.is_software else CARD_SIZES:
            for as_texture in (True, False):
                at = f"{size[0]}x{size[1]}"
                kept = Text("{size}, kept on the card", size=at)
                yield Step(
                    f"speed_{at}_{'texture' if as_texture else 'copy'}",
                    kept if as_texture else Text("{size}, copied to memory", size=at),
                    4 + 3 * self.seconds,
                    partial(self._speed, size, as_texture),
                )
        yield Step("switches", Text("switches of size, language, light and quality"), 20, self._switches)

    # ---- the steps

    def _probe(self, left_s: float) -> Outcome:
        got = self.ask(self.setup, left_s, do="probe")
        self.driver = got["found"][0]
        listed = adapters()
        figures = {**got, "adapters": listed}
        lines = [_driver_line(one) for one in got["found"]]
        if len(listed) > 1:
            lines.append(
                Text(
                    "This machine has {count} graphics adapters: {names}.",
                    count=len(listed),
                    names=", ".join(listed),
                )
            )
        if self.is_software:
            lines.append(
                Text("No graphics card draws here, but the processor: sizes and times are small ones.")
            )
        return Outcome("measured", figures, tuple(lines))

    def _draw_reference(self, left_s: float) -> Outcome:
        environment = software_environment()
        if environment is None:
            return Outcome("skipped", why=Text("no software driver can be asked for here"))
        file = self.folder / "reference.npz"
        setup = replace(self.setup, size=PICTURE_SIZE, quality="high", frames="progressive")
        got = self.ask(setup, left_s, environment, do="draw", file=str(file), is_reference=True)
        if not got["is_software"]:
            return Outcome("skipped", why=Text("{name} answers instead of a processor", name=got["renderer"]))
        self.reference, self.reference_renderer = file, got["renderer"]
        return Outcome("measured", got)

    def _pictures(self, name: PolicyName, left_s: float) -> Outcome:
        file = self.folder / f"{name}.npz"
        setup = replace(self.setup, size=PICTURE_SIZE, quality="high", frames=name)
        got = self.ask(setup, left_s, do="draw", file=str(file))
        if self.reference is None:  # the first images are the reference
            self.reference, self.reference_renderer = file, got["renderer"]
            return Outcome("measured", got, (Text("{frames}: the others are compared with it", frames=name),))
        found = compared(self.reference, file)
        worst = largest(list(found.values()))
        views = {view: one._asdict() for view, one in found.items()}
        figures = {**got, "compared_with": self.reference_renderer, "views": views}
        line = Text(
            "{frames}: {mean:.2f} of 255 off on average, {blocks:.1%} of the picture clearly",
            frames=name, mean=worst.mean, blocks=worst.blocks,
        )  # fmt: skip
        if worst.is_right:
            return Outcome("right", figures, (line,))
        return Outcome(
            "wrong", figures, (line,), Text("not the picture of {name}", name=self.reference_renderer)
        )

    def _presenters(self, left_s: float) -> Outcome:
        if not has_window():
            return Outcome("skipped", why=Text("no screen here"))
        size = PROCESSOR_SIZES[-1] if self.is_software else CARD_SIZES[0]
        setup = replace(self.setup, size=size, present="blit")
        got = self.ask(setup, left_s, task="presenters", seconds=self.seconds)
        opened = got.pop("opened")
        figures = {
            "platform": opened["platform"],
            "size": opened["size"],
            "start": opened["presenter"][ENGLISH],
            **got,
        }
        lines = [
            Text(
                "in the window of {width}x{height}, {way}: {ms:.1f} ms a frame while moving ({fps:.0f} a second)",
                width=opened["size"][0], height=opened["size"][1], way=way,
                ms=got[way]["moving"]["median_ms"], fps=1000 / got[way]["moving"]["median_ms"],
            )
            for way in ("copy", "blit") if way in got and "moving" in got[way]
        ]  # fmt: skip
        if "blit" not in got:
            return Outcome("measured", figures, (*lines, Text("blit is not possible in this window")))
        lines.append(Text("both ways: {mean:.2f} of 255 apart on average", mean=got["off"]))
        if got["is_right"]:
            return Outcome("right", figures, tuple(lines))
        return Outcome("wrong", figures, tuple(lines), Text("blit does not show the picture that copy shows"))

    def _speed(self, size: tuple[int, int], as_texture: bool, left_s: float) -> Outcome:
        if as_texture and not has_window():
            return Outcome("skipped", why=Text("no screen here"))
        if as_texture and not can_join_window():
            return Outcome("skipped", why=Text("on Wayland without X every frame is copied"))
        setup = replace(self.setup, size=size)
        got = self.ask(setup, left_s, do="speed", as_texture=as_texture, seconds=self.seconds)
        moving = got["moving"]
        holds = moving["p95_ms"] <= SIXTY_MS
        figures = {**got, "fps": round(1000 / moving["median_ms"], 1), "holds_60": holds}
        line = Text(
            "{ms:.1f} ms a frame while moving ({fps:.0f} a second), 95 of 100 within {p95:.1f} ms, {memory:.0f} MB of memory",
            ms=moving["median_ms"], fps=figures["fps"], p95=moving["p95_ms"], memory=got["anonymous_mb"],
        )  # fmt: skip
        answer = Text("60 frames a second: yes") if holds else Text("60 frames a second: no")
        return Outcome("measured", figures, (answer, line))

    def _switches(self, left_s: float) -> Outcome:
        size = PROCESSOR_SIZES[0] if self.is_software else CARD_SIZES[0]
        got = self.ask(replace(self.setup, size=size), left_s, do="switch", seconds=self.seconds)
        first = {name: one["first_ms"] for name, one in got["switches"].items()}
        line = Text(
            "first: size {resize:.0f} ms, language {language:.0f} ms, light {light:.0f} ms; another quality {quality:.0f} ms",
            **first, quality=max(got["quality_ms"].values()),
        )  # fmt: skip
        if got["is_right"]:
            return Outcome("right", got, (line,))
        return Outcome(
            "wrong", got, (line,), Text("after switching there and back the picture is another one")
        )


def software_environment(platform: str = sys.platform) -> dict[str, str] | None:
    """The environment for software rendering in another process: Mesa on Linux, Qt's driver on Windows; otherwise None."""
    if platform == "linux":
        vendor = {"__EGL_VENDOR_LIBRARY_FILENAMES": str(MESA_EGL)} if MESA_EGL.is_file() else {}
        return {**SOFTWARE_ON_LINUX, **vendor}
    if platform == "win32" and software_driver.file() is not None:
        return {software_driver.SWITCH: software_driver.SOFTWARE}
    return None


def has_window() -> bool:
    """Whether a window with OpenGL can be shown."""
    from ...shell.viewport.presenter import SCREENLESS

    return has_screen() and os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] not in SCREENLESS


def compared(reference: Path, file: Path) -> dict[str, Difference]:
    """The difference of each image in a file from the reference."""
    wanted, found = read_pictures(reference), read_pictures(file)
    return {view: difference(pixels, found[view]) for view, pixels in wanted.items()}


def _driver_line(one: Mapping[str, Any]) -> Text:
    return Text(
        "{name}, OpenGL {major}.{minor} ({profile}) through {through}, {samples} samples a pixel, frames up to {side} pixels",
        name=one["name"], major=one["version"][0], minor=one["version"][1],
        profile="core" if one["is_core"] else "compatibility",
        through=one["through"], samples=max(one["samples"], 1), side=one["largest_px"],
    )  # fmt: skip


# ---- the file


STATES = {
    "right": Text("right"),
    "wrong": Text("WRONG"),
    "measured": Text("measured"),
    "failed": Text("FAILED"),
    "skipped": Text("skipped"),
}


def lines_of(done: Sequence[Done], shown_in: str) -> Iterator[str]:
    """The results in words, in a language."""
    for one in done:
        outcome = one.outcome
        reason = tr(outcome.why, shown_in)
        why = f" ({reason})" if reason else ""
        yield f"{tr(STATES[outcome.state], shown_in)} · {tr(one.step.title, shown_in)}{why}"
        yield from (f"    {tr(line, shown_in)}" for line in outcome.lines)


def report_of(done: Sequence[Done], limit_s: float, scene: str) -> dict[str, Any]:
    """The results for JSON, first in words, then in figures."""
    return {
        "kind": "park gpu check",
        "format": FORMAT,
        "summary": list(lines_of(done, ENGLISH)),
        "version": __version__,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "limit_s": limit_s,
        "took_s": round(sum(one.took_s for one in done), 1),
        "scene": scene,
        "machine": machine().model_dump(),
        "steps": [
            {
                "name": one.step.name,
                "state": one.outcome.state,
                "why": tr(one.outcome.why, ENGLISH),
                "took_s": one.took_s,
                "figures": one.outcome.figures,
            }
            for one in done
        ],
    }


def without_paths(text: str, *folders: Path) -> str:
    """A text without these folders and the user's home, which messages of a driver may contain."""
    for folder in sorted({*folders, ROOT, Path.home(), Path.cwd()}, key=lambda one: -len(str(one))):
        if folder != Path(folder.anchor):
            for written in {str(folder), folder.as_posix(), json.dumps(str(folder))[1:-1]}:
                text = text.replace(written, "…")
    return re.sub(r"(?i)(/home/|/users/|\\\\users\\\\)[^/\\\s\"']+", r"\1…", text)


def check(options: Options, file: Path, limit_s: float = LIMIT_S) -> int:
    """Run the check and write its file. Exit code: 0, 1 if a step was wrong or failed, 2 if nothing could be written."""
    try:
        setup = setup_of(options)
    except NotMeasured as fault:
        print(fault, file=sys.stderr)
        return 2
    bar = Progress(gettext("Checking the graphics card"))
    began_s = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        one = Check(setup, Path(folder))
        done = run_steps(
            one.steps(), limit_s,
            lambda step: bar.show(min((perf_counter() - began_s) / limit_s, 1.0), gettext(step.title)),
        )  # fmt: skip
        report = json.dumps(report_of(done, limit_s, setup.park().id), indent=2, ensure_ascii=False)
        report = without_paths(report, Path(folder), setup.scene, setup.assets, setup.models)
    bar.done(gettext("done"))
    return _show_outcome(done, report, file)


def _show_outcome(done: Sequence[Done], report: str, file: Path) -> int:
    """Write the file and print its content."""
    try:
        write_text(file, report + "\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        print(gettext("{path} could not be written: {reason}", path=file, reason=reason), file=sys.stderr)
        return 2
    print(*lines_of(done, language()), sep="\n")
    print(gettext("Everything is in {file}: please send this one file back.", file=file))
    return BAD if any(one.outcome.state in ("wrong", "failed") for one in done) else GOOD
