"""An extended Kalman filter for a ball in the plane: position, velocity, drift of the motion sensor, and their uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ROOM_M = 4.0
"""Bound of the ball's position from the centre, along either axis."""

FASTEST_M_S = 5.0
MOST_DRIFT_M_S = 1.0

DRIFT_M_S = 0.3
"""Prior standard deviation of a motion sensor's drift."""
WANDER_M2_S3 = 1e-4
"""Expected rate of change of the drift: the spectral density of a random walk, 0.01 m/s after a second."""

POSITION = np.eye(2, 6)
FELT = np.hstack([np.zeros((2, 2)), np.eye(2), np.eye(2)])
"""Observation matrix of a motion sensor: velocity plus its drift."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A normal distribution over position, velocity and drift."""

    mean: Numbers  # x, y in metres, their rates and the drift along them in metres a second; shape (6,)
    covariance: Numbers  # shape (6, 6), in the same units

    @property
    def place_m(self) -> Numbers:
        return self.mean[:2]

    def ellipse(self) -> tuple[float, float, float]:
        """Uncertainty ellipse at two standard deviations: long and short semi-axis in metres, rotation in radians."""
        variances, axes = np.linalg.eigh(self.covariance[:2, :2])
        short, long = (2 * math.sqrt(max(0.0, float(v))) for v in variances)
        return long, short, math.atan2(float(axes[1, 1]), float(axes[0, 1]))


FIRST_BELIEF = Belief(np.zeros(6), np.diag([0.1, 0.1, 1.0, 1.0, DRIFT_M_S**2, DRIFT_M_S**2]))


def with_drift(belief: Belief) -> Belief:
    """The belief extended by the drift: snapshots of older versions have position and velocity only."""
    if len(belief.mean) == len(FIRST_BELIEF.mean):
        return belief
    covariance = FIRST_BELIEF.covariance.copy()
    covariance[:4, :4] = belief.covariance
    return Belief(np.concatenate([belief.mean, np.zeros(2)]), covariance)


@lru_cache(maxsize=32)
def passage(seconds: float, unrest: float) -> tuple[Numbers, Numbers]:
    """Transition matrix over a time, and covariance added by the disturbance; both read-only."""
    motion = np.eye(6)
    motion[0, 2] = motion[1, 3] = seconds
    place, both, rate = seconds**3 / 3, seconds**2 / 2, seconds
    ball, drift = unrest * np.array([[place, both], [both, rate]]), WANDER_M2_S3 * seconds
    disturbance: Numbers = np.kron(np.block([[ball, np.zeros((2, 1))], [np.zeros((1, 2)), drift]]), np.eye(2))
    motion.flags.writeable = disturbance.flags.writeable = False
    return motion, disturbance


def predicted(belief: Belief, seconds: float, unrest: float) -> Belief:
    """The belief some time later, without measurements.

    The ball is assumed to keep its velocity, disturbed by white acceleration of spectral density `unrest` (m2/s3);
    Bar-Shalom, Li, Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, section 6.2.2. The
    drift is modelled as a random walk.
    """
    belief = with_drift(belief)
    motion, disturbance = passage(seconds, unrest)
    return Belief(motion @ belief.mean, motion @ belief.covariance @ motion.T + disturbance)


def corrected(
    belief: Belief, surprise: Numbers, sensed: Numbers, spread: float, gate: float = math.inf
) -> Belief:
    """The belief after a measurement (Kalman, "A new approach to linear filtering and prediction problems", 1960).

    Parameters
    ----------
    surprise : innovation, measured less expected, shape (n,).
    sensed : observation matrix, shape (n, 6).
    spread : expected standard deviation of the sensor's noise.
    gate : squared Mahalanobis distance from which a measurement is dropped as an outlier.
    """
    expected = sensed @ belief.covariance @ sensed.T + spread**2 * np.eye(len(surprise))
    if surprise @ np.linalg.solve(expected, surprise) > gate:
        return belief
    gain = np.linalg.solve(expected, sensed @ belief.covariance).T
    covariance = belief.covariance - gain @ sensed @ belief.covariance
    return Belief(belief.mean + gain @ surprise, (covariance + covariance.T) / 2)


def placed(belief: Belief, seen_m: Numbers, spread_m: float, gate: float = math.inf) -> Belief:
    """The belief after a measured position."""
    return corrected(belief, seen_m - belief.mean[:2], POSITION, spread_m, gate)


def moved(belief: Belief, felt_m_s: Numbers, spread_m_s: float) -> Belief:
    """The belief after a velocity measured by a sensor with drift."""
    return corrected(belief, felt_m_s - FELT @ belief.mean, FELT, spread_m_s)


def heard(belief: Belief, bearing_rad: float, microphone_m: Numbers, spread_rad: float) -> Belief:
    """The belief after a measured bearing, linearised at the estimated position."""
    away = belief.mean[:2] - microphone_m
    squared = max(float(away @ away), 0.01)
    turned = bearing_rad - math.atan2(float(away[1]), float(away[0]))
    surprise = (turned + math.pi) % (2 * math.pi) - math.pi
    slope = np.array([[-away[1] / squared, away[0] / squared, 0.0, 0.0, 0.0, 0.0]])
    return corrected(belief, np.array([surprise]), slope, spread_rad)


def kept_in_room(belief: Belief) -> Belief:
    """The belief limited to what holds for any ball and sensor: bounds of position, speed and drift."""
    bounds = np.repeat([ROOM_M, FASTEST_M_S, MOST_DRIFT_M_S], 2)
    widest = 2 * ROOM_M**2
    spread = float(belief.covariance[0, 0] + belief.covariance[1, 1])
    covariance = belief.covariance * (widest / spread) if spread > widest else belief.covariance
    return Belief(np.clip(belief.mean, -bounds, bounds), covariance)
