"""An extended Kalman filter for a ball in the plane: where it is believed to be, how it moves, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ROOM_M = 4.0
"""The ball is known to be no farther than this from the middle, along either axis."""

FASTEST_M_S = 5.0

POSITION = np.eye(2, 4)
VELOCITY = np.eye(4)[2:]


@dataclass(frozen=True, slots=True)
class Belief:
    """A normal distribution over place and velocity."""

    mean: Numbers  # x, y in metres, then their rates in metres a second; shape (4,)
    covariance: Numbers  # shape (4, 4), in the same units

    @property
    def place_m(self) -> Numbers:
        return self.mean[:2]

    def ellipse(self) -> tuple[float, float, float]:
        """The ellipse of doubt at two standard deviations: long and short half axis in metres, turn in radians."""
        variances, axes = np.linalg.eigh(self.covariance[:2, :2])
        short, long = (2 * math.sqrt(max(0.0, float(v))) for v in variances)
        return long, short, math.atan2(float(axes[1, 1]), float(axes[0, 1]))


FIRST_BELIEF = Belief(np.zeros(4), 0.1 * np.eye(4))


@lru_cache(maxsize=32)
def passage(seconds: float, unrest: float) -> tuple[Numbers, Numbers]:
    """How a state moves on in some time, and the covariance that the disturbance adds; both read-only."""
    motion = np.eye(4)
    motion[0, 2] = motion[1, 3] = seconds
    place, both, rate = seconds**3 / 3, seconds**2 / 2, seconds
    disturbance: Numbers = unrest * np.kron(np.array([[place, both], [both, rate]]), np.eye(2))
    motion.flags.writeable = disturbance.flags.writeable = False
    return motion, disturbance


def predicted(belief: Belief, seconds: float, unrest: float) -> Belief:
    """The belief some time later, when nothing was sensed.

    The ball is taken to keep its velocity, disturbed by white acceleration of spectral density `unrest` (m2/s3);
    Bar-Shalom, Li, Kirubarajan, "Estimation with Applications to Tracking and Navigation", 2001, section 6.2.2.
    """
    motion, disturbance = passage(seconds, unrest)
    return Belief(motion @ belief.mean, motion @ belief.covariance @ motion.T + disturbance)


def corrected(
    belief: Belief, surprise: Numbers, sensed: Numbers, spread: float, gate: float = math.inf
) -> Belief:
    """The belief after a measurement (Kalman, "A new approach to linear filtering and prediction problems", 1960).

    Parameters
    ----------
    surprise : measured less expected, shape (n,).
    sensed : how the measurement follows the state, shape (n, 4).
    spread : standard deviation of the noise that is expected of the sensor.
    gate : squared Mahalanobis distance from which a measurement is taken for a stray and dropped.
    """
    expected = sensed @ belief.covariance @ sensed.T + spread**2 * np.eye(len(surprise))
    if surprise @ np.linalg.solve(expected, surprise) > gate:
        return belief
    gain = np.linalg.solve(expected, sensed @ belief.covariance).T
    covariance = belief.covariance - gain @ sensed @ belief.covariance
    return Belief(belief.mean + gain @ surprise, (covariance + covariance.T) / 2)


def placed(belief: Belief, seen_m: Numbers, spread_m: float, gate: float = math.inf) -> Belief:
    """The belief after a place was measured."""
    return corrected(belief, seen_m - belief.mean[:2], POSITION, spread_m, gate)


def moved(belief: Belief, felt_m_s: Numbers, spread_m_s: float) -> Belief:
    """The belief after a velocity was measured."""
    return corrected(belief, felt_m_s - belief.mean[2:], VELOCITY, spread_m_s)


def heard(belief: Belief, bearing_rad: float, microphone_m: Numbers, spread_rad: float) -> Belief:
    """The belief after a direction was measured, made linear at the place believed in."""
    away = belief.mean[:2] - microphone_m
    squared = max(float(away @ away), 0.01)
    turned = bearing_rad - math.atan2(float(away[1]), float(away[0]))
    surprise = (turned + math.pi) % (2 * math.pi) - math.pi
    slope = np.array([[-away[1] / squared, away[0] / squared, 0.0, 0.0]])
    return corrected(belief, np.array([surprise]), slope, spread_rad)


def kept_in_room(belief: Belief) -> Belief:
    """The belief with what is known of any ball: it is in the room, and no faster than a ball can be."""
    bounds = np.array([ROOM_M, ROOM_M, FASTEST_M_S, FASTEST_M_S])
    widest = 2 * ROOM_M**2
    spread = float(belief.covariance[0, 0] + belief.covariance[1, 1])
    covariance = belief.covariance * (widest / spread) if spread > widest else belief.covariance
    return Belief(np.clip(belief.mean, -bounds, bounds), covariance)
