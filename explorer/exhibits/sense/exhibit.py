"""Five senses, one ball: a filter follows a ball by whatever channels are on, and shows how unsure it is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from ..exhibit import STEP_S, Action, Chart, Exhibit, Label, Output, PartWords, Trial, Truth, parameter
from .fusion import FIRST_BELIEF, ROOM_M, Belief, Numbers, foreseen, heard, kept_in_room, moved, placed
from .words import EXPERIMENT, part_words

CHANNELS = ("camera", "motion", "sound", "touch", "gaze")

BEATS_PER_STEP = 2
BEAT_S = STEP_S / BEATS_PER_STEP
SOUND_EVERY_STEPS = 3
WARM_UP_STEPS = 60
"""Errors are not counted in the first two seconds after a channel was switched."""

WALLS_M = (0.8, 1.6, 2.4)
"""What a touch of the wall goes through, beside none."""

EDGE_M = 1.4
"""How far out the ball comes along x."""

MICROPHONES_M = np.array([[-2.0, -2.0], [2.0, -2.0]])
PADS_M = np.array([[1.1, 0.0], [0.95, 0.6], [0.95, -0.6], [-0.9, 0.0]])
PAD_RADIUS_M = 0.25

# standard deviations at noise 1; the filter takes the motion sensor for three times worse than its noise, because it drifts:
# at the usual drift the ellipse then holds the ball about as often as two standard deviations should (86.5 %)
CAMERA_M, MOTION_M_S, MOTION_TRUST_M_S, SOUND_RAD, TOUCH_M = 0.02, 0.1, 0.3, 0.05, 0.01
GAZE_M, GAZE_GATE = 0.3, 13.8
"""A gaze is a rough pointer; one that is off by a chance of less than 1 in 1,000 is looking elsewhere."""

NOISE, DRIFT = 1, 2  # purposes of random numbers


def ball_at(time_s: float) -> tuple[Numbers, Numbers]:
    """Where the ball is (m) and its velocity (m/s); the filter is never told."""
    place = (math.cos(0.9 * time_s) + 0.4 * math.cos(2.3 * time_s), math.sin(1.3 * time_s))
    rate = (-0.9 * math.sin(0.9 * time_s) - 0.92 * math.sin(2.3 * time_s), 1.3 * math.cos(1.3 * time_s))
    return np.array(place), np.array(rate)


@dataclass(frozen=True, slots=True)
class State:
    """What the filter believes, and how far off it has been.

    Attributes
    ----------
    on : the channels that are switched on.
    told : the channels that said something in the last step.
    counted, squares_m2 : number and sum of squared errors since a channel was switched, without the warm-up.
    switched_tick : when a channel was switched last.
    """

    ticks: int
    on: tuple[str, ...]
    told: tuple[str, ...]
    belief: Belief
    counted: int
    squares_m2: float
    switched_tick: int


class FiveSenses(Exhibit[State]):
    """A ball on a hidden path, and five channels that a visitor mutes and adds."""

    kind: ClassVar[str] = "sense"
    title: ClassVar[Label] = Label("Five senses, one ball", "五感合一")
    truth: ClassVar[Truth] = "simulated physics"
    limit: ClassVar[Label] = Label(
        "Ball and sensors are simulated in a plane, with invented noise; the filter is real. It knows how noisy each sensor is; "
        "of the motion sensor, which drifts, it assumes three times the noise, but it does not work out the drift itself. "
        "With much drift it is too sure of itself, and one more sensor can do harm. "
        "The channels are examples, not the technologies that the plan names.",
        "球和传感器是在平面上模拟的，噪声为虚构；滤波算法是真的。它知道各传感器的噪声有多大，并把运动传感器的误差按噪声的三倍估计，"
        "但不会推算漂移本身。漂移大时，它会过于自信，多一个传感器反而添乱。这些通道只是例子，并非行动计划点名的技术。",
    )
    try_this: ClassVar[Label] = Label(
        "Watch the camera lose the ball behind the wall. Add the motion sensor, then the microphones: "
        "each time the ellipse shrinks.",
        "先只开摄像头，看球到墙后怎样跟丢；再加运动传感器，然后加麦克风，看表示不确定度的椭圆一步步缩小。",
    )
    actions: ClassVar[tuple[Action, ...]] = (
        Action(
            "camera",
            Label("Camera on or off", "开关摄像头"),
            Label("Precise, but blind behind the wall.", "看得准，墙后却看不见。"),
        ),
        Action(
            "motion",
            Label("Motion sensor on or off", "开关运动传感器"),
            Label("Quick; feels velocity only, and drifts.", "反应快，只感知速度，而且会漂移。"),
        ),
        Action(
            "sound",
            Label("Microphones on or off", "开关麦克风"),
            Label(
                "Two of them; each hears a direction but no distance.",
                "共两只，各自只听得出方向，听不出远近。",
            ),
        ),
        Action(
            "touch",
            Label("Touch pads on or off", "开关触垫"),
            Label("Exact, but only when the ball passes over one.", "很精确，但球经过触垫时才有读数。"),
        ),
        Action(
            "gaze",
            Label("Your gaze on or off", "开关注视点"),
            Label(
                "Where you point: rough, and ignored when you look elsewhere.",
                "您所指之处；较粗略，看向别处时不予采用。",
            ),
        ),
    )
    outputs: ClassVar[tuple[Output, ...]] = (
        Output("error", Label("Error now", "当前误差"), "m", 0, 7.5),
        Output("rms", Label("Error on average (RMS)", "平均误差（均方根）"), "m", 0, 7.5),
        Output("doubt", Label("Uncertainty (two standard deviations)", "不确定度（两倍标准差）"), "m", 0, 12),
        Output("channels", Label("Channels on", "开启的通道"), "", 0, len(CHANNELS)),
        Output("told", Label("Channels with a reading now", "此刻有读数的通道"), "", 0, len(CHANNELS)),
        Output("hidden", Label("Behind the wall (1: yes)", "在墙后（1为是）"), "", 0, 1),
        Output("ball_x", Label("Ball, x", "球的横坐标"), "m", -EDGE_M, EDGE_M),
        Output("ball_y", Label("Ball, y", "球的纵坐标"), "m", -1, 1),
        Output("ghost_x", Label("Ghost, x", "虚影的横坐标"), "m", -ROOM_M, ROOM_M),
        Output("ghost_y", Label("Ghost, y", "虚影的纵坐标"), "m", -ROOM_M, ROOM_M),
    )

    figures: ClassVar[tuple[str, ...]] = ("error", "doubt")
    charts: ClassVar[tuple[Chart, ...]] = (
        Chart(
            Label("Error, and how unsure the filter is", "误差，以及算法自知的不确定度"), ("error", "doubt")
        ),
        Chart(Label("Error on average since the last switch", "上次开关以来的平均误差"), ("rms",)),
    )
    experiment: ClassVar[tuple[Trial, ...]] = EXPERIMENT

    wall_m: float = parameter(
        0.8,
        unit="m",
        low=0.0,
        high=2.8,
        step=0.1,
        label=Label("Size of the wall", "墙的大小"),
        meaning=Label(
            "How much of the room, 2.8 m wide, the wall hides from the camera.",
            "房间宽2.8米，其中摄像头看不到的一段。",
        ),
    )
    noise: float = parameter(
        1.0,
        low=0.5,
        high=3.0,
        step=0.1,
        label=Label("Noise of the sensors", "传感器噪声"),
        ends=(Label("little", "小"), Label("much", "大")),
        meaning=Label("How many times noisier than usual the sensors are.", "噪声是平常的几倍。"),
    )
    # errors with motion are nearly in proportion to the drift; from about 0.2 m/s motion does more harm
    # than good beside camera and sound
    drift_m_s: float = parameter(
        0.08,
        unit="m/s",
        low=0.0,
        high=0.5,
        step=0.01,
        label=Label("Drift of the motion sensor", "运动传感器的漂移"),
        meaning=Label(
            "The velocity it reports when nothing moves; its direction changes with the seed.",
            "没有任何运动时它仍报出的速度；方向随种子而变。",
        ),
    )
    unrest: float = parameter(
        1.0,
        unit="m²/s³",
        low=0.5,
        high=20.0,
        step=0.5,
        expert=True,
        label=Label("Expected manoeuvres", "预期的机动强度"),
        meaning=Label("How sharply the filter expects the ball to turn.", "滤波算法预计球转弯有多急。"),
    )
    gaze_x_m: float = parameter(
        0.0,
        unit="m",
        low=-ROOM_M,
        high=ROOM_M,
        step=0.01,
        expert=True,
        label=Label("Gaze, x", "注视点横坐标"),
        meaning=Label(
            "Where you look, across the room; the pointer sets it.", "您注视之处的横向位置，由指针设定。"
        ),
    )
    gaze_y_m: float = parameter(
        0.0,
        unit="m",
        low=-ROOM_M,
        high=ROOM_M,
        step=0.01,
        expert=True,
        label=Label("Gaze, y", "注视点纵坐标"),
        meaning=Label(
            "Where you look, along the room; the pointer sets it.", "您注视之处的纵向位置，由指针设定。"
        ),
    )

    def start(self) -> State:
        return State(
            ticks=0,
            on=("camera",),
            told=(),
            belief=FIRST_BELIEF,
            counted=0,
            squares_m2=0.0,
            switched_tick=0,
        )

    def step(self, state: State) -> State:
        random = self.random(state.ticks, NOISE)
        drift_m_s = self.drift() if "motion" in state.on else np.zeros(2)
        belief, told = state.belief, set[str]()
        for beat in range(BEATS_PER_STEP):
            place_m, rate_m_s = ball_at(state.ticks * STEP_S + (beat + 1) * BEAT_S)
            belief = foreseen(belief, BEAT_S, self.unrest)
            if "motion" in state.on:
                felt = rate_m_s + drift_m_s + random.normal(0.0, MOTION_M_S * self.noise, 2)
                belief = moved(belief, felt, MOTION_TRUST_M_S * self.noise)
                told.add("motion")
            if beat == 0:
                belief, others = self._sensed(state, belief, place_m, random)
                told |= others
            belief = kept_in_room(belief)
        error_m = math.dist(belief.place_m, place_m)
        counts = state.ticks - state.switched_tick >= WARM_UP_STEPS
        return replace(
            state,
            ticks=state.ticks + 1,
            belief=belief,
            told=tuple(c for c in CHANNELS if c in told),
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
            "told": len(state.told),
            "hidden": float(self.hides(ball_m)),
            "ball_x": float(ball_m[0]),
            "ball_y": float(ball_m[1]),
            "ghost_x": float(state.belief.mean[0]),
            "ghost_y": float(state.belief.mean[1]),
        }

    def parts(self, state: State) -> dict[str, PartWords]:
        """The five channels where they stand, the wall, the ball and its ghost."""
        return part_words(self.readings(state), state.on, state.told, self.wall_m)

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """A channel is muted or added; the wall hides more of the room, or goes."""
        if part in CHANNELS:
            return self, self.act(state, part)
        if part == "wall":
            return self.having(wall_m=next((wide for wide in WALLS_M if wide > self.wall_m), 0.0)), state
        return super().touched(state, part)

    def drift(self) -> Numbers:
        """What the motion sensor adds to every velocity (m/s): its size is a setting, its direction chance."""
        turn_rad = self.random(0, DRIFT).uniform(0.0, 2 * math.pi)
        return self.drift_m_s * np.array([math.cos(turn_rad), math.sin(turn_rad)])

    def hides(self, place_m: Numbers) -> bool:
        """Whether the wall stands between the camera and a place."""
        return bool(place_m[0] > EDGE_M - self.wall_m)

    def _sensed(
        self, state: State, belief: Belief, place_m: Numbers, random: np.random.Generator
    ) -> tuple[Belief, set[str]]:
        """The belief after every channel but motion has told what it can, and which of them did."""
        told = set[str]()
        if "camera" in state.on and not self.hides(place_m):
            seen = place_m + random.normal(0.0, CAMERA_M * self.noise, 2)
            belief = placed(belief, seen, CAMERA_M * self.noise)
            told.add("camera")
        if "sound" in state.on and state.ticks % SOUND_EVERY_STEPS == 0:
            for microphone in MICROPHONES_M:
                away = place_m - microphone
                bearing = math.atan2(away[1], away[0]) + random.normal(0.0, SOUND_RAD * self.noise)
                belief = heard(belief, bearing, microphone, SOUND_RAD * self.noise)
            told.add("sound")
        if "touch" in state.on and np.linalg.norm(PADS_M - place_m, axis=1).min() < PAD_RADIUS_M:
            touched = place_m + random.normal(0.0, TOUCH_M * self.noise, 2)
            belief = placed(belief, touched, TOUCH_M * self.noise)
            told.add("touch")
        if "gaze" in state.on and state.ticks % SOUND_EVERY_STEPS == 1:
            looked = placed(belief, np.array([self.gaze_x_m, self.gaze_y_m]), GAZE_M, GAZE_GATE)
            if looked is not belief:
                told.add("gaze")
            belief = looked
        return belief, told
