"""A process of its own that measures: it is asked, and answers, one JSON object a line.

What is measured there is free of what this process has loaded, and a driver that crashes takes only the child with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from threading import Timer
from time import perf_counter
from types import TracebackType
from typing import Any

from ..bootstrap import ROOT
from .setup import Setup

PATIENCE_S = 180.0
FAREWELL_S = 10.0


class ChildFailed(Exception):
    """A measuring process ended early or said that it cannot measure; the text is its own last word."""


class Child:
    """A running module of this package.

    Parameters
    ----------
    module : its name within the package.
    environment : variables to set for it.

    Attributes
    ----------
    more_s : how much longer than usual the next answer may take.
    started_s : when it was started, on the clock `perf_counter`.
    """

    def __init__(self, module: str, setup: Setup, **environment: str) -> None:
        self.more_s = 0.0
        self._said = tempfile.TemporaryFile()  # noqa: SIM115
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.started_s = perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.{module}", setup.to_json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
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
                    continue  # it has ended already, which is what closing asks for
        try:
            self._process.wait(FAREWELL_S if kind is None else 0.1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()

    def ask(self, **question: Any) -> dict[str, Any]:
        """The answer to a question.

        Raises
        ------
        ChildFailed
            If there is none.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
        except OSError:
            raise ChildFailed(self._last_word()) from None
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """The next thing it says.

        Raises
        ------
        ChildFailed
            If it says that it cannot, nothing, or nothing in time.
        """
        assert self._process.stdout is not None
        watchdog = Timer(PATIENCE_S + self.more_s, self._process.kill)
        watchdog.start()
        try:
            for line in self._process.stdout:
                if line.startswith("{"):  # drivers and libraries print what they like in between
                    told: dict[str, Any] = json.loads(line)
                    if "failed" in told:
                        raise ChildFailed(str(told["failed"]))
                    return told
        finally:
            watchdog.cancel()
        raise ChildFailed(self._last_word())

    def _last_word(self) -> str:
        """The end of what it wrote to the terminal, or how it ended."""
        self._process.wait()
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {self._process.returncode}"


def setup_given() -> Setup:
    """Within a child: what it is to measure."""
    return Setup.from_json(sys.argv[1])


def tell(**answer: Any) -> None:
    """Within a child: one answer."""
    print(json.dumps(answer), flush=True)


def questions() -> Iterator[dict[str, Any]]:
    """Within a child: what it is asked, until nothing more will be."""
    for line in sys.stdin:
        yield json.loads(line)
