"""Five senses, one ball: a filter tracks a ball with the active channels, and shows its uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from ...i18n import Text
from ..exhibit import STEP_S, Action, Chart, Exhibit, Output, PartWords, parameter
from .fusion import FIRST_BELIEF, ROOM_M, Belief, Numbers, heard, kept_in_room, moved, placed, predicted
from .words import HANDLES, SIGNS, WALKTHROUGH, part_words

CHANNELS = ("camera", "motion", "sound", "touch", "gaze")

SUBSTEPS = 2
SUBSTEP_S = STEP_S / SUBSTEPS
SOUND_EVERY_STEPS = 3
WARM_UP_STEPS = 60
"""Steps without error statistics after a change of channels: two seconds."""

WALLS_M = (0.8, 1.6, 2.4)
"""Widths of the wall that touching it steps through, besides none."""

EDGE_M = 1.4
"""Largest distance of the ball from the centre along x."""

MICROPHONES_M = np.array([[-2.0, -2.0], [2.0, -2.0]])
PADS_M = np.array([[1.1, 0.0], [0.95, 0.6], [0.95, -0.6], [-0.9, 0.0]])
PAD_RADIUS_M = 0.25

# standard deviations at noise 1
CAMERA_M, MOTION_M_S, SOUND_RAD, TOUCH_M = 0.02, 0.1, 0.05, 0.01
GAZE_M, GAZE_GATE = 0.3, 13.8
"""Gaze is a rough pointer; a deviation with a chance below 1 in 1,000 means that the eye looks elsewhere."""

NOISE, DRIFT = 1, 2  # purposes of random numbers


def ball_at(time_s: float) -> tuple[Numbers, Numbers]:
    """Position (m) and velocity (m/s) of the ball, unknown to the filter."""
    place = (math.cos(0.9 * time_s) + 0.4 * math.cos(2.3 * time_s), math.sin(1.3 * time_s))
    rate = (-0.9 * math.sin(0.9 * time_s) - 0.92 * math.sin(2.3 * time_s), 1.3 * math.cos(1.3 * time_s))
    return np.array(place), np.array(rate)


@dataclass(frozen=True, slots=True)
class State:
    """Belief of the filter, and its error so far."""

    ticks: int
    on: tuple[str, ...]  # active channels
    reporting: tuple[str, ...]  # the channels with a reading in the last step
    belief: Belief
    # counted, squares_m2: number and sum of squared errors since the last change of channels, without the warm-up
    counted: int
    squares_m2: float
    switched_tick: int  # time of the last change of channels


class FiveSenses(Exhibit[State]):
    """A ball on a hidden path, and five channels that a visitor mutes and adds."""

    kind = "sense"
    title = Text("Five senses, one ball")
    truth = "simulated physics"
    limit = Text(
        "Ball and sensors are simulated in a plane, with invented noise; the filter is real. It "
        "knows how noisy each sensor is, and estimates the drift of the motion sensor as long as "
        "another sensor reports, too. A sudden change of drift deceives it for some seconds. "
        "The channels are examples."
    )
    try_this = Text(
        "Watch the camera lose the ball behind the wall. Add the motion sensor, then the "
        "microphones: each time the ellipse shrinks."
    )
    actions = (
        Action(
            "camera",
            Text("Camera on or off"),
            Text("Precise, but blind behind the wall."),
        ),
        Action(
            "motion",
            Text("Motion sensor on or off"),
            Text("Quick; feels velocity only, and drifts."),
        ),
        Action(
            "sound",
            Text("Microphones on or off"),
            Text("Two of them; each hears a direction but no distance."),
        ),
        Action(
            "touch",
            Text("Touch pads on or off"),
            Text("Exact, but only when the ball passes over one."),
        ),
        Action(
            "gaze",
            Text("Your gaze on or off"),
            Text("Where you point: rough, and ignored when you look elsewhere."),
        ),
    )
    outputs = (
        Output("error", Text("Error now"), "m", 0, 7.5),
        Output("rms", Text("Error on average (RMS)"), "m", 0, 7.5),
        Output(
            "doubt",
            Text("How unsure it is (two standard deviations)"),
            "m",
            0,
            12,
            plain=Text("how unsure it is"),
        ),
        Output("channels", Text("Channels on"), "", 0, len(CHANNELS)),
        Output("reporting", Text("Channels with a reading now"), "", 0, len(CHANNELS)),
        Output("hidden", Text("Behind the wall (1: yes)"), "", 0, 1),
        Output("ball_x", Text("Ball, x"), "m", -EDGE_M, EDGE_M),
        Output("ball_y", Text("Ball, y"), "m", -1, 1),
        Output("ghost_x", Text("Ghost, x"), "m", -ROOM_M, ROOM_M),
        Output("ghost_y", Text("Ghost, y"), "m", -ROOM_M, ROOM_M),
    )

    figures = ("error", "doubt")
    charts = (
        Chart(Text("Error, and how unsure the filter is"), ("error", "doubt")),
        Chart(Text("Error on average since the last switch"), ("rms",)),
    )
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES

    wall_m: float = parameter(
        0.8,
        unit="m",
        low=0.0,
        high=2.8,
        step=0.1,
        label=Text("Size of the wall"),
        meaning=Text("How much of the room, 2.8 m wide, the wall hides from the camera."),
    )
    noise: float = parameter(
        1.0,
        low=0.5,
        high=3.0,
        step=0.1,
        label=Text("Noise of the sensors"),
        ends=(Text("little"), Text("much")),
        meaning=Text("How many times noisier than usual the sensors are."),
    )
    drift_m_s: float = parameter(
        0.08,
        unit="m/s",
        low=0.0,
        high=0.5,
        step=0.01,
        label=Text("Drift of the motion sensor"),
        meaning=Text(
            "The velocity it reports when nothing moves; its direction changes with the seed. "
            "The filter has to find it out."
        ),
    )
    unrest: float = parameter(
        1.0,
        unit="m²/s³",
        low=0.5,
        high=20.0,
        step=0.5,
        expert=True,
        label=Text("Expected manoeuvres"),
        meaning=Text("How sharply the filter expects the ball to turn."),
    )
    gaze_x_m: float = parameter(
        0.0,
        unit="m",
        low=-ROOM_M,
        high=ROOM_M,
        step=0.01,
        expert=True,
        label=Text("Gaze, x"),
        meaning=Text("Where you look, across the room; the pointer sets it."),
    )
    gaze_y_m: float = parameter(
        0.0,
        unit="m",
        low=-ROOM_M,
        high=ROOM_M,
        step=0.01,
        expert=True,
        label=Text("Gaze, y"),
        meaning=Text("Where you look, along the room; the pointer sets it."),
    )

    def start(self) -> State:
        return State(
            ticks=0,
            on=("camera",),
            reporting=(),
            belief=FIRST_BELIEF,
            counted=0,
            squares_m2=0.0,
            switched_tick=0,
        )

    def step(self, state: State) -> State:
        random = self.random(state.ticks, NOISE)
        drift_m_s = self.drift() if "motion" in state.on else np.zeros(2)
        belief, reporting = state.belief, set[str]()
        for substep in range(SUBSTEPS):
            place_m, rate_m_s = ball_at(state.ticks * STEP_S + (substep + 1) * SUBSTEP_S)
            belief = predicted(belief, SUBSTEP_S, self.unrest)
            if "motion" in state.on:
                felt = rate_m_s + drift_m_s + random.normal(0.0, MOTION_M_S * self.noise, 2)
                belief = moved(belief, felt, MOTION_M_S * self.noise)
                reporting.add("motion")
            if substep == 0:
                belief, others = self._sensed(state, belief, place_m, random)
                reporting |= others
            belief = kept_in_room(belief)
        error_m = math.dist(belief.place_m, place_m)
        counts = state.ticks - state.switched_tick >= WARM_UP_STEPS
        return replace(
            state,
            ticks=state.ticks + 1,
            belief=belief,
            reporting=tuple(c for c in CHANNELS if c in reporting),
            counted=state.counted + counts,
            squares_m2=state.squares_m2 + counts * error_m**2,
        )

    def act(self, state: State, action: str) -> State:
        if action not in CHANNELS:
            return super().act(state, action)
        on = tuple(c for c in CHANNELS if (c in state.on) != (c == action))
        return replace(state, on=on, counted=0, squares_m2=0.0, switched_tick=state.ticks)

    def readings(self, state: State) -> dict[str, float]:
        ball_m, _ = ball_at(state.ticks * STEP_S)
        error_m = math.dist(state.belief.place_m, ball_m)
        long_m, _, _ = state.belief.ellipse()
        return {
            "error": error_m,
            "rms": math.sqrt(state.squares_m2 / state.counted) if state.counted else error_m,
            "doubt": long_m,
            "channels": len(state.on),
            "reporting": len(state.reporting),
            "hidden": float(self.hides(ball_m)),
            "ball_x": float(ball_m[0]),
            "ball_y": float(ball_m[1]),
            "ghost_x": float(state.belief.mean[0]),
            "ghost_y": float(state.belief.mean[1]),
        }

    def parts(self, state: State) -> dict[str, PartWords]:
        """The five channels at their places, the wall, the ball and its ghost."""
        return part_words(self.readings(state), state.on, state.reporting, self.wall_m)

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """Mute or add a channel; widen the wall, or remove it."""
        if part in CHANNELS:
            return self, self.act(state, part)
        if part == "wall":
            return self.having(wall_m=next((wide for wide in WALLS_M if wide > self.wall_m), 0.0)), state
        return super().touched(state, part)

    def drift(self) -> Numbers:
        """Offset of the motion sensor's velocity (m/s): its size is a setting, its direction random."""
        turn_rad = self.random(0, DRIFT).uniform(0.0, 2 * math.pi)
        return self.drift_m_s * np.array([math.cos(turn_rad), math.sin(turn_rad)])

    def hides(self, place_m: Numbers) -> bool:
        """Whether the wall is between the camera and a point."""
        return bool(place_m[0] > EDGE_M - self.wall_m)

    def _sensed(
        self, state: State, belief: Belief, place_m: Numbers, random: np.random.Generator
    ) -> tuple[Belief, set[str]]:
        """The belief after the reports of all channels except motion, and the names of those that reported."""
        reporting = set[str]()
        if "camera" in state.on and not self.hides(place_m):
            seen = place_m + random.normal(0.0, CAMERA_M * self.noise, 2)
            belief = placed(belief, seen, CAMERA_M * self.noise)
            reporting.add("camera")
        if "sound" in state.on and state.ticks % SOUND_EVERY_STEPS == 0:
            for microphone in MICROPHONES_M:
                away = place_m - microphone
                bearing = math.atan2(away[1], away[0]) + random.normal(0.0, SOUND_RAD * self.noise)
                belief = heard(belief, bearing, microphone, SOUND_RAD * self.noise)
            reporting.add("sound")
        if "touch" in state.on and np.linalg.norm(PADS_M - place_m, axis=1).min() < PAD_RADIUS_M:
            touched = place_m + random.normal(0.0, TOUCH_M * self.noise, 2)
            belief = placed(belief, touched, TOUCH_M * self.noise)
            reporting.add("touch")
        if "gaze" in state.on and state.ticks % SOUND_EVERY_STEPS == 1:
            looked = placed(belief, np.array([self.gaze_x_m, self.gaze_y_m]), GAZE_M, GAZE_GATE)
            if looked is not belief:
                reporting.add("gaze")
            belief = looked
        return belief, reporting
