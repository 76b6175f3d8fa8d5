"""Rate limits of a phone, an address and a room."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Hashable


class Bucket:
    """Token bucket: burst size and sustained rate.

    Attributes
    ----------
    refused : how many requests were over the limit.
    """

    def __init__(self, a_second: float, at_once: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_second, self._most, self._clock = a_second, at_once, clock
        self._left, self._at_s = at_once, clock()
        self.refused = 0

    def take(self) -> bool:
        """Whether one more is allowed now; counts it."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at_s) * self._a_second)
        self._at_s = now
        if self._left < 1.0:
            self.refused += 1
            return False
        self._left -= 1.0
        return True


class Guesses:
    """Limits wrong guesses by address: a burst, then one per interval, which is also the longest wait."""

    MOST_KEYS = 10_000

    def __init__(self, at_once: int, each_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._ahead_s, self._each_s, self._clock = at_once * each_s, each_s, clock
        self._until_s: dict[Hashable, float] = {}

    def wait_s(self, key: Hashable) -> float:
        """Time until an address may guess again; 0: now."""
        ahead_s = self._until_s.get(key, 0.0) - self._clock()
        return max(ahead_s - self._ahead_s + self._each_s, 0.0) if ahead_s > 0.0 else 0.0

    def note(self, key: Hashable) -> None:
        """Count a wrong guess."""
        if key not in self._until_s and len(self._until_s) >= self.MOST_KEYS:
            del self._until_s[next(iter(self._until_s))]
        self._until_s[key] = max(self._until_s.get(key, 0.0), self._clock()) + self._each_s


class Window:
    """Sliding-window limit for each key, such as an address."""

    MOST_KEYS = 10_000

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._times: dict[Hashable, deque[float]] = {}

    def is_full(self, key: Hashable) -> bool:
        """Whether one more would exceed the limit."""
        times = self._times.get(key)
        if times is None:
            return False
        while times and self._clock() - times[0] > self._seconds:
            times.popleft()
        if not times:
            del self._times[key]
            return False
        return len(times) >= self._most

    def note(self, key: Hashable) -> None:
        """Count one more."""
        if key not in self._times and len(self._times) >= self.MOST_KEYS:
            del self._times[next(iter(self._times))]
        self._times.setdefault(key, deque()).append(self._clock())

    def take(self, key: Hashable) -> bool:
        """Whether one more is allowed now; if so, counts it."""
        if self.is_full(key):
            return False
        self.note(key)
        return True
