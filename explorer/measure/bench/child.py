"""Measuring processes, which answer questions in one JSON object per line.

Measurements in a child are not affected by what this process has loaded, and a driver that crashes ends only the child.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Timer
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ...base.bootstrap import ROOT

if TYPE_CHECKING:
    from ...base.protocols import GlContext
    from ...park import Park
    from ...stage import Stage

PATIENCE_S = 180.0
FAREWELL_S = 10.0


@dataclass(frozen=True)
class Setup:
    """Common settings of all processes of a measurement, passed on as JSON."""

    scene: Path
    assets: Path  # the folder of all baked models; `models`: the one to draw
    models: Path
    size: tuple[int, int]
    quality: str = "auto"
    present: str = "auto"  # how frames reach the screen: "auto", "copy" or "blit"
    frames: str | None = None  # the frame policy, if one was asked for

    PROCESS: ClassVar[str] = "explorer.measure.bench"
    """The module that a measuring process runs; it takes a task and a setup."""

    def to_json(self) -> str:
        """The setup as one line."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, line: str) -> Self:
        """The setup that `to_json` wrote."""
        data = json.loads(line)
        for name in ("scene", "assets", "models"):
            data[name] = Path(data[name])
        return cls(**{**data, "size": tuple(data["size"])})

    def park(self) -> Park:
        """The park of the scene. Raises ParkError if the scene has errors."""
        from ...park import load

        return load(self.scene, self.assets)

    def stage(
        self,
        park: Park,
        width: int,
        height: int,
        context: GlContext | None = None,
        displays: tuple[str, ...] | None = None,
    ) -> Stage:
        """A stage like the explorer's. Raises NoGraphics if nothing can be drawn here."""
        from ...stage import Stage

        words: dict[str, Any] = {"quality": self.quality, "frames": self.frames}  # of a command line
        size = (width, height)
        return Stage(park, self.models, size, lively=True, context=context, displays=displays, **words)


class ChildFailed(Exception):
    """A measuring process ended early or could not measure; the text is the last line it wrote."""


class Child:
    """A running measuring process.

    Parameters
    ----------
    task : what it measures: a task of `__main__`.
    environment : variables to set for it.

    Attributes
    ----------
    patience_s : timeout of an answer.
    started_s : start time, by `perf_counter`.
    """

    def __init__(self, task: str, setup: Setup, **environment: str) -> None:
        self.patience_s = PATIENCE_S
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.started_s = perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", setup.PROCESS, task, setup.to_json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(paths),
                "PYTHONIOENCODING": "utf-8",
                **environment,
            },
        )

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # it has ended already
        try:
            self._process.wait(FAREWELL_S if kind is None else 0.1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def ask(self, **question: Any) -> dict[str, Any]:
        """The answer to a question. Raises ChildFailed without an answer."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
        except OSError:
            raise ChildFailed(self._last_line()) from None
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """The next answer.

        Raises ChildFailed if it reports a failure, ends, or does not answer in time.
        """
        assert self._process.stdout is not None
        watchdog = Timer(max(self.patience_s, 0.1), self._process.kill)
        watchdog.start()
        try:
            for line in self._process.stdout:
                if line.startswith("{"):  # drivers and libraries print other lines in between
                    answer: dict[str, Any] = json.loads(line)
                    if "failed" in answer:
                        raise ChildFailed(str(answer["failed"]))
                    return answer
        finally:
            watchdog.cancel()
        raise ChildFailed(self._last_line())

    def _last_line(self) -> str:
        """The last line of its error output, or how it ended."""
        self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {self._process.returncode}"


def answer_with(**answer: Any) -> None:
    """In a child: write one answer."""
    print(json.dumps(answer), flush=True)


def questions() -> Iterator[dict[str, Any]]:
    """In a child: the questions, until the pipe is closed."""
    for line in sys.stdin:
        yield json.loads(line)
