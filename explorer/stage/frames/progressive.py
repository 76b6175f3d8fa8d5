"""The fine picture of a resting camera, made band by band over several beats."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from ..gl.opengl import Mark, hand_over
from ..gl.render_target import Pixels, Surface
from ..software_gl.raster_threads import apart
from .bands import Band
from .time_slices import Portions

SOON_MS = 10.0
"""After so much drawing in a beat, a complete picture is handed out with the next: laying things over it takes time."""

A_WHILE_MS = 8.0
"""So long a beat that has nothing else to do waits for a band: the next beat is as far away again."""


class InBands:
    """Draws pictures in bands of whole rows.

    Who hurries waits for no band longer than half a beat: it is begun, asked for in each beat, and the next one is begun
    when it is filled. Who is patient waits until each is filled, and is not kept waiting longer than about a beat.

    Parameters
    ----------
    surface : what is drawn on.
    aim : has the camera look at one band.
    hurries : whether bands are filled while others work.

    Attributes
    ----------
    whole_ms : what the last complete picture took.
    """

    def __init__(self, surface: Surface, aim: Callable[[Band], None], hurries: bool) -> None:
        self._surface, self._aim, self._hurries = surface, aim, hurries
        self._portions = Portions()
        self._rests = False  # whether this beat is left to others
        self._filling: Mark | None = None  # behind what is waited for
        self._since_s: float | None = None  # since when, if that is a band
        self._is_whole = False

    @property
    def whole_ms(self) -> float:
        return self._portions.whole_ms

    def begin(self, height: int) -> None:
        """Begin another picture, so many rows high."""
        self._forget()
        self._portions.begin(height, from_below=self._hurries)

    def after_others(self) -> None:
        """Begin only when what was drawn of other things is filled, which the picture shows."""
        if self._hurries:
            self._filling, self._since_s = Mark.here(), None
        self._rests = not self._hurries
        hand_over()

    def go_on(self) -> Pixels | None:
        """Go on for about a beat; the picture once it is complete."""
        if self._rests:
            self._rests = False
            return None
        is_whole = self._fill() if self._hurries else self._draw()
        return self._surface.pixels() if is_whole else None

    def _draw(self) -> bool:
        """Draw as many bands as fit into a beat; whether there is a picture to hand out."""
        portions = self._portions
        began_ms = portions.spent_ms
        while (band := portions.next()) is not None:
            start_s = perf_counter()
            self._aim(band)
            # what several samples were drawn of is put together within the scissors: never in one go at the end
            self._surface.draw_part(is_first=band.first == 0, is_last=portions.count_left == 1)
            hand_over()
            portions.took((perf_counter() - start_s) * 1e3)
            if not portions.has_room(portions.spent_ms - began_ms):
                break
        return portions.next() is None and portions.spent_ms - began_ms <= SOON_MS

    def _fill(self) -> bool:
        """Begin with the next band as soon as the one before is filled; whether there is a picture to hand out."""
        if self._is_whole:
            return True
        if self._filling is not None:
            with apart():
                if not self._filling.passes(A_WHILE_MS):
                    return False
            self._filling = None
            if self._since_s is not None:
                self._portions.took((perf_counter() - self._since_s) * 1e3)
        band = self._portions.next()
        if band is not None:  # one at a time: what is sorted lies in memory until it is filled, 35 MB a band
            self._since_s = perf_counter()
            self._aim(band)
            self._surface.begin_rows((band.low, band.high))
            self._filling = Mark.here()
            hand_over()
        else:
            self._surface.fetch()
            self._is_whole = True  # handed out with the next beat: laying things over it takes time
        return False

    def _forget(self) -> None:
        if self._filling is not None:
            self._filling.forget()
        self._filling, self._rests, self._is_whole = None, False, False
