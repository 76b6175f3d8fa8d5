"""The stage against the limit: the same cameras, round by round, so that both are measured under the same load."""

from __future__ import annotations

from importlib.util import find_spec
from statistics import median
from types import TracebackType

from explorer.measure.bench.child import Child
from explorer.measure.bench.frames import Eye
from explorer.measure.bench.report import NotMeasured, Times

from .copies import ManySetup
from .values import LIMITS, Limit


def ensure_moderngl() -> None:
    """Come back only if the limit can be drawn at all.

    Raises
    ------
    NotMeasured
        With what to type.
    """
    if find_spec("moderngl") is None:
        line = 'python -m pip install "moderngl>=5.10"'
        raise NotMeasured(f"--limit needs the package moderngl. Type in this environment: {line}")


class AgainstLimit:
    """The process that draws the limit, and what it took in the present view.

    Raises
    ------
    ChildFailed
        If it cannot draw.
    """

    def __init__(self, setup: ManySetup) -> None:
        self._child = Child("limit", setup)
        try:
            said = self._child.answer()
        except BaseException as fault:
            self._child.__exit__(type(fault), fault, fault.__traceback__)
            raise
        self._renderer = str(said["renderer"])
        self._triangles: dict[str, int] = said["triangles"]
        self.begin()

    def begin(self) -> None:
        """From now on it is another view."""
        self._stage_ms: list[float] = []
        self._limit_ms: dict[str, list[float]] = {name: [] for name in LIMITS}

    def measure(self, eyes: list[Eye], times_ms: list[float]) -> None:
        """Draw what these cameras saw; `times_ms` is what the stage took for it."""
        shots = [
            ((p.target, p.azimuth_deg, p.elevation_deg, p.distance_m, p.fov_deg), size) for p, size in eyes
        ]
        answer = self._child.ask(eyes=shots)
        self._stage_ms += times_ms
        for name in self._limit_ms:
            self._limit_ms[name] += answer[name]

    def figures(self) -> Limit | None:
        """The limit of the present view; None if nothing moved there."""
        if not self._stage_ms:
            return None
        stage_ms = median(self._stage_ms)
        times = {name: Times.of(taken_ms) for name, taken_ms in self._limit_ms.items()}
        ratios = {f"ratio_{name}": round(stage_ms / taken.median_ms, 3) for name, taken in times.items()}
        counts = {f"{form}_triangles": count for form, count in self._triangles.items()}
        return Limit.model_validate({"renderer": self._renderer, **times, **ratios, **counts})

    def __enter__(self) -> AgainstLimit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.__exit__(kind, fault, trace)
