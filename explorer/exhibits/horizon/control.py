"""An unstable machine, a controller designed from a model of it, and a model learned from its run: pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...base.total import total

Numbers = npt.NDArray[np.float64]

DT_S, LAP_STEPS = 0.05, 300
START_M, CRASH_M, CRASH_COST = 1.0, 4.0, 50.0
"""Every lap begins one metre off the line, at rest; four metres off is a crash."""

COST_X, COST_V, COST_U = 1.0, 0.1, 0.05
EXPLORE_N, SENSOR_M_S2 = 0.15, 0.05
"""Spread of the small forces that excite the run for learning, and of the sensor error."""

ROUNDS = 300


class Body(NamedTuple):
    """A machine, or a model of it."""

    stiffness_n_m: float  # negative: it tips away from the line
    # friction_n_s_m, mass_kg: as in ``mass * a = -stiffness * x - friction * v + force``
    friction_n_s_m: float
    mass_kg: float

    def acceleration(self, x: float, v: float, force: float) -> float:
        """In m/s2."""
        return (-self.stiffness_n_m * x - self.friction_n_s_m * v + force) / self.mass_kg

    @property
    def terms(self) -> tuple[float, float, float]:
        """Coefficients of x, v and the force."""
        return (-self.stiffness_n_m / self.mass_kg, -self.friction_n_s_m / self.mass_kg, 1 / self.mass_kg)

    @classmethod
    def of_terms(cls, terms: tuple[float, float, float]) -> Body:
        """Inverse of `terms`; the mass is limited to 20 kg."""
        mass = 1 / max(terms[2], 0.05)
        return cls(-terms[0] * mass, -terms[1] * mass, mass)


TRUE = Body(-6.0, 0.2, 2.5)
GUESS = Body(-0.5, 1.5, 1.0)
"""The machine when new, and the first model of it, far too optimistic."""


class Gains(NamedTuple):
    """Feedback gains: force per metre off the line and per metre a second, against the deviation."""

    x: float
    v: float


def lqr(body: Body) -> Gains:
    """The linear-quadratic regulator of a body: the Riccati equation of the discrete-time machine, iterated from its
    cost (Anderson and Moore, "Optimal Control: Linear Quadratic Methods", 1990).
    """
    px, pv, pu = body.terms
    c, d = px * DT_S, 1 + pv * DT_S  # x' = x + DT v; v' = c x + d v + e u
    e = pu * DT_S
    p, q, r = COST_X, 0.0, COST_V  # the symmetric matrix [[p, q], [q, r]]
    gain_x = gain_v = 0.0
    for _ in range(ROUNDS):
        ap, aq = p + c * q, q + c * r  # the first row of A'P
        bp, bq = DT_S * p + d * q, DT_S * q + d * r
        size = COST_U + e * e * r
        gain_x, gain_v = e * (q + c * r) / size, e * (q * DT_S + d * r) / size
        p, q, r = (
            COST_X + ap + aq * c - aq * e * gain_x,
            ap * DT_S + aq * d - aq * e * gain_v,
            COST_V + bp * DT_S + bq * d - bq * e * gain_v,
        )
    return Gains(gain_x, gain_v)


@dataclass(frozen=True, slots=True)
class Learner:
    """Recursive least squares of acceleration on x, v and force."""

    terms: tuple[float, float, float]  # the present estimate
    # the covariance, shape (3, 3), by rows
    doubt: tuple[float, ...] = (50.0, 0.0, 0.0, 0.0, 50.0, 0.0, 0.0, 0.0, 50.0)

    def updated(self, x: float, v: float, force: float, acceleration: float) -> Learner:
        """Update with one more measurement."""
        p = self.doubt
        h = (x, v, force)
        ph = [p[3 * i] * x + p[3 * i + 1] * v + p[3 * i + 2] * force for i in range(3)]
        size = 1 + total(a * b for a, b in zip(h, ph, strict=True))
        error = acceleration - total(a * b for a, b in zip(h, self.terms, strict=True))
        terms = tuple(t + g * error / size for t, g in zip(self.terms, ph, strict=True))
        doubt = tuple(p[3 * i + j] - ph[i] * ph[j] / size for i in range(3) for j in range(3))
        return Learner((terms[0], terms[1], terms[2]), doubt)

    def next_lap(self) -> Learner:
        """Prepare for a lap in which the machine may have changed: the estimate stays, its covariance grows."""
        return Learner(
            self.terms,
            tuple(3 * p + (0.2 if number % 4 == 0 else 0.0) for number, p in enumerate(self.doubt)),
        )


class Motion(NamedTuple):
    """Motion of a machine during a lap."""

    x: float = START_M
    v: float = 0.0
    force: float = 0.0
    cost: float = 0.0
    crashed: bool = False


def pushed(motion: Motion, body: Body, gains: Gains, limit_n: float, noise: float = 0.0) -> Motion:
    """A machine one time step later, with its controller within a limit of force."""
    wanted = -gains.x * motion.x - gains.v * motion.v + EXPLORE_N * noise
    force = max(-limit_n, min(limit_n, wanted))
    acceleration = body.acceleration(motion.x, motion.v, force)
    x, v = motion.x + DT_S * motion.v, motion.v + DT_S * acceleration
    cost = motion.cost + (COST_X * x * x + COST_V * v * v + COST_U * force * force) * DT_S
    crashed = abs(x) > CRASH_M
    return Motion(x, v, force, cost + CRASH_COST * crashed, crashed)


def lap_cost(body: Body, model: Body, limit_n: float, noise: Numbers) -> float:
    """Cost of a whole lap of a body with a controller designed from `model`; `noise` of shape (300,)."""
    gains, motion = lqr(model), Motion()
    for each in noise.tolist():
        motion = pushed(motion, body, gains, limit_n, each)
        if motion.crashed:
            break
    return motion.cost


def holds(limit_n: float, stiffness_n_m: float) -> bool:
    """Whether the force can hold a machine at the start of its lap; if not, no controller can."""
    return limit_n > -stiffness_n_m * START_M
