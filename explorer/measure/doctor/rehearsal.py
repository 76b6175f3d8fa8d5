"""The rehearsal of a booth: its attract tour, four times as fast, without a window: does it work, how fast is it drawn?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from ...base.bootstrap import gettext
from ...base.geometry import WHOLE
from ...base.protocols import Renderer
from ...park import Park
from ...visit import Visit
from ...visit.kiosk.acts import StartOver
from ...visit.mode import KIOSK
from ...visit.settings import Settings
from .finding import Finding

PACE = 4.0
SLOW_MS = 150.0
"""Frame time above which stutter is visible."""
LONGEST_STEP_S = 0.1
MOST_SLOW = 0.05
RESET_S = 3.0
MOST_S = 180.0
"""Time after which the rehearsal stops: so slow a machine has shown enough."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Result of a rehearsal."""

    tour: str
    stops: tuple[int, int]  # stops shown, and stops in all
    drawn_ms: tuple[float, ...]  # time of each frame
    reset_s: float = 0.0  # from the last frame of a visit to the first of the next
    error: str = ""  # the error; "" without one

    @property
    def slow(self) -> float:
        """The share of slow frames, without the first one."""
        return sum(ms > SLOW_MS for ms in self.drawn_ms[1:]) / max(len(self.drawn_ms) - 1, 1)


def rehearse(
    park: Park,
    stage: Renderer[Visit, Any],
    progress: Callable[[float, str], None],
    clock: Callable[[], float] = perf_counter,
) -> Rehearsed | None:
    """Play the attract tour once, faster than real time; None if the park has none.

    Parameters
    ----------
    progress : called with the share done and the stop.
    """
    visit = Visit.begin(park, KIOSK, Settings(comfort="fly"))
    if visit.playback is None:
        return None
    tour = visit.playback.tour
    seen: set[int] = set()
    drawn_ms: list[float] = []
    began_s = clock()

    def outcome(reset_s: float = 0.0, error: str = "") -> Rehearsed:
        return Rehearsed(tour.id, (len(seen), len(tour.stops)), tuple(drawn_ms), reset_s, error)

    try:
        while clock() - began_s < MOST_S:
            start_s = clock()
            stage.show(visit, WHOLE)
            stage.draw()
            took_s = clock() - start_s
            drawn_ms.append(took_s * 1000)
            playback = visit.playback
            if playback is None or (len(seen) == len(tour.stops) and playback.index == 0):
                break
            seen.add(playback.index)
            progress(len(seen) / (len(tour.stops) + 1), str(playback.index + 1))
            visit = visit.advance(PACE * min(max(took_s, 1 / 60), LONGEST_STEP_S))
        start_s = clock()
        zone = tour.stops[-1].zone or next(iter(park.zones))
        visit = _visited(visit, zone).after(StartOver())
        stage.show(visit, WHOLE)
        stage.draw()
        return outcome(clock() - start_s)
    except Exception as fault:  # any fault here would have happened before an audience
        return outcome(error=f"{type(fault).__name__}: {fault}")


def _visited(visit: Visit, zone: str) -> Visit:
    """The visit with an exhibit in use, which the next visitor must not find."""
    from ...visit import Open, Operate

    return visit.after(Open(zone)).after(Operate()).advance(1.0)


def rehearsal(done: Rehearsed | None) -> Finding:
    """The finding of a rehearsal."""
    subject = gettext("Rehearsal at 4x")
    if done is None:
        return Finding(
            "bad", subject, gettext("this park has no tour for the booth"),
            gettext("add one, e.g. tours/show.yaml with kind: show"),
        )  # fmt: skip
    if done.error:
        return Finding("bad", subject, done.error, gettext("report this error"))
    shown, expected = done.stops
    times = sorted(done.drawn_ms[1:]) or [0.0]  # the first frame is drawn before anyone looks
    usual_ms, slowest_ms = times[len(times) // 2], times[-1]
    message = gettext(
        "tour {tour}, {shown} of {expected} stops, {count} frames, {usual_ms:.0f} ms each, slowest "
        "{slowest_ms:.0f} ms; a reset takes {reset_s:.1f} s",
        tour=done.tour,
        shown=shown,
        expected=expected,
        count=len(times),
        usual_ms=usual_ms,
        slowest_ms=slowest_ms,
        reset_s=done.reset_s,
    )
    if shown < expected:
        return Finding("bad", subject, message, gettext("this machine is too slow"))
    if done.slow > MOST_SLOW or done.reset_s > RESET_S:
        remedy = gettext("close other programs, or use --quality lite")
        return Finding("note", subject, message, remedy)
    return Finding("good", subject, message)
