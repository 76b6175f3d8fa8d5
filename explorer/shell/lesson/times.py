"""How time that runs out is shown."""

from __future__ import annotations

from math import ceil

from ...i18n.messages import say
from ...visit.lesson.state import Timer
from ..style.theme import Theme
from ..style.times import clock_words
from .gauges import Ring

HURRY_S = 10.0
"""From here on the ring is in the colour of haste."""


def show_time(ring: Ring, timer: Timer, theme: Theme) -> None:
    """Show what is left of a timer in a ring: seconds, or minutes and seconds if it is longer than a minute."""
    left_s = ceil(timer.left_s)
    words = clock_words(left_s) if timer.of_s > 60 else str(left_s)
    colour = "err" if timer.over else "warn" if timer.left_s <= HURRY_S else "primary"
    name = (
        say("lesson.time.over", theme.language)
        if timer.over
        else say("lesson.time.left", theme.language, seconds=left_s)
    )
    ring.tell(timer.share, words, colour, name)
