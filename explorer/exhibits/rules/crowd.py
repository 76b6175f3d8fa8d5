"""Five thousand invented visitors: how few attributes of an avatar identify one, and the effect of noise on a count."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

PEOPLE = 5000
CITIES, HEADSETS = 20, 12
BORN = (1950, 2010)
HEIGHT_CM, HEIGHT_SPREAD_CM = 168.0, 9.0
PACE_M_S, PACE_SPREAD_M_S, PACE_STEP_M_S = 1.3, 0.15, 0.05
ATTRIBUTES = ("city", "birth year", "height", "headset", "gait")
"""Attributes in the order in which they are shared."""

Numbers = npt.NDArray[np.int64]


class Crowd(NamedTuple):
    """Anonymity of the visitors once some attributes are shared."""

    group: Numbers  # number of visitors that share each one's attributes, shape (5000,); 1 is an identified person
    unique: float  # share of identified visitors, 0..1
    # smallest, median: the smallest group, and that of the median visitor
    smallest: int
    median: float


def visitors(random: np.random.Generator) -> Numbers:
    """Attributes of all visitors, integers, shape (5000, 5).

    Cities follow Zipf's law; birth years and headsets are uniform; height and gait speed are normal, rounded to the
    centimetre and to 0.05 m/s. All invented, and independent of one another.
    """
    sizes = 1 / np.arange(1, CITIES + 1)
    return np.column_stack(
        [
            random.choice(CITIES, PEOPLE, p=sizes / sizes.sum()),
            random.integers(*BORN, PEOPLE),
            np.round(random.normal(HEIGHT_CM, HEIGHT_SPREAD_CM, PEOPLE)),
            random.integers(0, HEADSETS, PEOPLE),
            np.round(random.normal(PACE_M_S, PACE_SPREAD_M_S, PEOPLE) / PACE_STEP_M_S),
        ]
    ).astype(np.int64)


def crowd_of(people: Numbers, shared: int) -> Crowd:
    """Groups of visitors with equal values of the first `shared` attributes."""
    known = people[:, :shared] - people[:, :shared].min(axis=0)
    key = np.ravel_multi_index(tuple(known.T), tuple(known.max(axis=0) + 1))
    _, of, count = np.unique(key, return_inverse=True, return_counts=True)
    group = count[of]
    return Crowd(group, float((group == 1).mean()), int(count.min()), float(np.median(group)))


def noise_sd(epsilon: float) -> float:
    """Standard deviation of the noise on one count: sqrt(2) / epsilon.

    Laplace noise of scale 1 / epsilon makes a count epsilon-differentially private, since one person changes it by 1
    (Dwork, McSherry, Nissim and Smith, "Calibrating noise to sensitivity in private data analysis", TCC 2006).
    """
    return float(np.sqrt(2) / epsilon)


def noisy_count(count: int, epsilon: float, random: np.random.Generator) -> float:
    """The count as published, with noise."""
    return count + float(random.laplace(0.0, 1 / epsilon))
