"""The headset bench: the cost of sharpness in bits, and the savings from knowing the gaze."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from ...base.total import total
from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Exhibit,
    Output,
    PartWords,
    Profile,
    parameter,
)
from .chart import (
    HIGH_DEG,
    LETTERS,
    WIDE_DEG,
    Floats,
    picture,
    recognised,
    row_middle_deg,
    stripes_middle_deg,
    turns_of,
)
from .sight import LANES, Fovea, lanes_wide_enough, raw_gbit_s, saving_in_theory, share_kept, sharpness_ppd
from .words import ACTIONS, CHARTS, HANDLES, SIGNS, WALKTHROUGH, part_words

Point = tuple[float, float]

GAZE_MOST_DEG = 30.0
ASIDE_DEG = (20.0, 0.0)
SMALLEST = row_middle_deg(4)
AIM_MIDDLE, AIM_HALF = (0.0, 0.068), (0.240, 0.212)
"""Centre and half size of the chart in a 16:9 view as the visitor arrives, in -1 to 1 each way."""

FRAMES_SLOWED = 100.0
"""Factor by which the frames on their way are slowed down."""

PROFILE_POINTS = 121


@dataclass(frozen=True, slots=True)
class State:
    """The visitor's gaze, and the chart."""

    ticks: int
    foveated: bool = False  # whether pixels away from the gaze are merged into blocks
    # to the right of and above the centre of the chart, which is the centre of the view
    gaze_deg: Point = SMALLEST
    chart: int = 0  # number of the chart, from 0
    frames: float = 0.0  # frames sent since the start, at the slowed rate


class HeadsetBench(Exhibit[State]):
    """A headset on the bench: pixels, field of view, refresh rate, and a gaze."""

    kind = "trends"
    title = Text("The headset bench")
    truth = "real arithmetic"
    limit = Text(
        "The lens is left out: pixels are spread evenly, the view is square, 24 bits a pixel. The "
        "gaze is known exactly and at once; a headset must estimate it, late and with errors, so "
        "real savings are smaller. Compression is a factor you set. No product is described."
    )
    try_this = Text(
        "Go to 6,000 pixels at 120 Hz and see the raw bit rate exceed every lane. Switch foveation "
        "on, then look aside."
    )
    actions = ACTIONS
    outputs = (
        Output("ppd", Text("Sharpness"), "px/°", 0, 140),
        Output("here", Text("Sharpness in the middle of the chart"), "px/°", 0, 140),
        Output("detail", Text("Width of a pixel"), "′", 0, 10),
        Output("read", Text("Letters a program recognises"), f"of {LETTERS}", 0, LETTERS),
        Output("kept", Text("Pixels still drawn"), "%", 0, 100),
        Output("drawn", Text("Pixels a picture, one eye"), "Mpx", 0, 64),
        Output("full", Text("Raw bits, all pixels"), "Gbit/s", 0, 450),
        Output("raw", Text("Raw bits"), "Gbit/s", 0, 450, plain=Text("data before compression")),
        Output("sent", Text("Bits after compression"), "Gbit/s", 0, 450),
        Output("lanes", Text("Lanes wide enough"), f"of {len(LANES)}", 0, len(LANES)),
        Output("theory", Text("Saving in theory, eye alone"), "×", 1, 400),
    )
    figures = ("ppd", "raw")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES

    pixels: int = parameter(
        2000,
        low=1000,
        high=8000,
        step=100,
        unit="px",
        label=Text("Pixels across"),
        meaning=Text("Pixels from left to right for each eye; as many from top to bottom."),
    )
    fov_deg: float = parameter(
        100.0,
        low=60.0,
        high=140.0,
        step=5.0,
        unit="°",
        label=Text("Field of view"),
        meaning=Text(
            "How wide the picture is to the eye. The wider, the thinner the same pixels are spread."
        ),
    )
    rate_hz: float = parameter(
        90.0,
        low=30.0,
        high=144.0,
        step=6.0,
        unit="Hz",
        label=Text("Refresh rate"),
        meaning=Text("Pictures a second, for both eyes."),
    )
    compression: float = parameter(
        150.0,
        low=1.0,
        high=300.0,
        step=1.0,
        unit=":1",
        expert=True,
        label=Text("Compression"),
        meaning=Text("How many times fewer bits are sent than raw."),
    )
    clear_deg: float = parameter(
        5.0,
        low=0.0,
        high=20.0,
        step=0.5,
        unit="°",
        expert=True,
        label=Text("Margin round the gaze"),
        meaning=Text(
            "Closer to the gaze than this, no pixels are saved: trackers make errors, and eyes are quick."
        ),
    )
    coarsest: int = parameter(
        4,
        low=1,
        high=16,
        step=1,
        expert=True,
        label=Text("Coarsest block"),
        meaning=Text("At most how many pixels along each side are merged into one."),
    )

    @property
    def ppd(self) -> float:
        """Pixels per degree at full resolution."""
        return sharpness_ppd(self.pixels, self.fov_deg)

    def fovea(self, state: State) -> Fovea | None:
        """The present reduction of pixels; None without one."""
        return Fovea(self.clear_deg, self.coarsest) if state.foveated else None

    def shown(self, state: State) -> Floats:
        """The chart as shown by the headset: linear light, shape (rows, columns), row 0 at the top."""
        return picture(turns_of(self.seed, state.chart), self.ppd, self._gaze(state), self.fovea(state))

    def letters_read(self, state: State) -> tuple[bool, ...]:
        """Which letters a simple program recognises."""
        return recognised(turns_of(self.seed, state.chart), self.shown(state), self.ppd)

    def across(self, state: State, x_deg: Floats) -> Floats:
        """Pixels per degree along the horizontal line through the gaze."""
        fovea = self.fovea(state)
        if fovea is None:
            return np.full(len(x_deg), self.ppd)
        return np.asarray(self.ppd / fovea.block(np.abs(x_deg - state.gaze_deg[0])))

    def start(self) -> State:
        return State(0)

    def step(self, state: State) -> State:
        sent = state.frames + self.rate_hz / FRAMES_SLOWED * STEP_S
        return replace(state, ticks=state.ticks + 1, frames=sent)

    def readings(self, state: State) -> dict[str, float]:
        fovea = self.fovea(state)
        kept, block = 1.0, 1
        if fovea is not None:
            kept = share_kept(self.fov_deg, self._gaze(state), fovea)
            block = fovea.block_at(math.hypot(*state.gaze_deg))
        full = raw_gbit_s(self.pixels, self.rate_hz)
        sent = full * kept / self.compression
        return {
            "ppd": self.ppd,
            "here": self.ppd / block,
            "detail": 60 / self.ppd,
            "read": total(self.letters_read(state)),
            "kept": 100 * kept,
            "drawn": self.pixels**2 * kept / 1e6,
            "full": full,
            "raw": full * kept,
            "sent": sent,
            "lanes": lanes_wide_enough(sent),
            "theory": saving_in_theory(self.fov_deg),
        }

    def act(self, state: State, action: str) -> State:
        match action:
            case "foveate":
                return replace(state, foveated=not state.foveated)
            case "look_aside":
                return replace(state, gaze_deg=ASIDE_DEG)
            case "look_back":
                return replace(state, gaze_deg=SMALLEST)
            case "new_chart":
                return replace(state, chart=state.chart + 1)
        return super().act(state, action)

    def pointed(self, state: State, x: float, y: float) -> State:
        """Move the gaze to the pointer."""
        gaze = tuple(
            float(np.clip((at - middle) / half * size / 2, -GAZE_MOST_DEG, GAZE_MOST_DEG))
            for at, middle, half, size in zip((x, y), AIM_MIDDLE, AIM_HALF, (WIDE_DEG, HIGH_DEG), strict=True)
        )
        return replace(state, gaze_deg=(gaze[0], gaze[1]))

    def parts(self, state: State) -> dict[str, PartWords]:
        """The rows of the chart, the stripes, the gaze, the view, both bars and the frames on their way."""
        return part_words(self.readings(state), self.letters_read(state), state.foveated, state.gaze_deg)

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """Move the gaze to a row or the stripes; toggle foveation at the view."""
        if part.startswith("row_"):
            return self, replace(state, gaze_deg=row_middle_deg(int(part[4:]) - 1))
        match part:
            case "stripes":
                return self, replace(state, gaze_deg=stripes_middle_deg())
            case "gaze":
                return self, self.act(state, "look_back" if state.gaze_deg == ASIDE_DEG else "look_aside")
            case "view":
                return self, self.act(state, "foveate")
        return super().touched(state, part)

    def profile(self, state: State, output: str) -> Profile:
        if output != "here":
            return super().profile(state, output)
        x = np.linspace(-self.fov_deg / 2, self.fov_deg / 2, PROFILE_POINTS)
        return Profile(
            tuple(x.tolist()),
            tuple(self.across(state, x).tolist()),
            ((state.gaze_deg[0], Text("gaze")),),
        )

    def _gaze(self, state: State) -> Point:
        """The gaze rounded to a tenth of a degree: smaller differences look the same."""
        return (round(state.gaze_deg[0], 1), round(state.gaze_deg[1], 1))
