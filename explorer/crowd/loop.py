"""Closed lines, by the distance along them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Loop:
    """A closed line through points, cut into equal steps.

    Parameters
    ----------
    points : shape (n, d), metres; the last one leads back to the first.
    step_m : about how far the steps are from each other.

    Attributes
    ----------
    length_m : float
    """

    def __init__(self, points: npt.ArrayLike, step_m: float = 0.5) -> None:
        given = np.asarray(points, float)
        ring = np.concatenate([given, given[:1]])
        along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
        self.length_m = float(along[-1])
        steps = max(round(self.length_m / step_m), 3)
        at = np.linspace(0, self.length_m, steps, endpoint=False)
        self._step_m = self.length_m / steps
        self._points = np.stack([np.interp(at, along, column) for column in ring.T], axis=1)

    def at(self, way_m: npt.ArrayLike) -> Floats:
        """Points (..., d) so far along the line; it goes round."""
        way = np.asarray(way_m, float) / self._step_m
        whole = np.floor(way)
        before = whole.astype(np.int64) % len(self._points)
        share = (way - whole)[..., None]
        return self._points[before] * (1 - share) + self._points[(before + 1) % len(self._points)] * share

    def directions(self, way_m: npt.ArrayLike, reach_m: float = 1.0) -> Floats:
        """Unit vectors (..., d) the line runs in, taken between `reach_m` before and behind."""
        way = np.asarray(way_m, float)
        across = self.at(way + reach_m) - self.at(way - reach_m)
        return np.asarray(across / np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-9))

    def steady(self, fastest_mps: float, sideways_mps2: float = 1.6, gently_m: float = 14.0) -> Floats:
        """How far one is at even shares of a round: slower where the line bends.

        Parameters
        ----------
        fastest_mps : speed on the straight.
        sideways_mps2 : most acceleration across the line.
        gently_m : over what length the speed changes.

        Returns
        -------
        shape (1025,), metres from 0 to `length_m`; entry k belongs to the share k / 1024 of a round.
        """
        at = np.arange(len(self._points)) * self._step_m
        bend = np.linalg.norm(self.directions(at + 1, 1.5) - self.directions(at - 1, 1.5), axis=1) / 2
        speed = np.minimum(fastest_mps, np.sqrt(sideways_mps2 / np.maximum(bend, 1e-6)))
        speed = smoothed(_lowest(speed, int(gently_m / self._step_m)), int(gently_m / self._step_m))
        spent = np.concatenate([[0.0], np.cumsum(self._step_m / speed)])
        shares = np.linspace(0, spent[-1], 1025)
        return np.asarray(np.interp(shares, spent, np.append(at, self.length_m)))


def smoothed(values: npt.ArrayLike, width: int) -> Floats:
    """Running means over `width` entries round a ring, along the first axis."""
    ring = np.asarray(values, float)
    if width < 2:
        return ring
    before = width // 2
    count = len(ring)
    padded = ring[np.arange(-before - 1, count + width - before) % count]
    total = np.cumsum(padded, axis=0)
    return np.asarray((total[width : width + count] - total[:count]) / width)


def _lowest(values: Floats, width: int) -> Floats:
    """Running minima over `width` entries round a ring."""
    return np.asarray(
        np.min([np.roll(values, shift) for shift in range(-width // 2, width // 2 + 1)], axis=0)
    )
