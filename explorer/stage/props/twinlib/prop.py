"""Which shelf fits: five books slide out as they grow likely, the trace grows beside them, and the oven makes the part."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.twinlib.exhibit import MODELS, SAMPLE_STEPS, TwinLib, TwinLibState
from ....exhibits.twinlib.models import SHELF, WATCH_S, respond
from ....exhibits.twinlib.recipe import BAKE_S
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, Mesh, box, joined
from ..prop import Box, Prop
from .board import BOARD_FLOOR_M, BOARD_HIGH_M, BOARD_LEFT_M, BOARD_WIDE_M, BOARD_Y_M, Board
from .oven import OVEN_HALF_M, OVEN_X_M, OVEN_Y_M, PART_Y_M, TALLY_X_M, TALLY_Y_M, Oven

COLOURS = {"first": "#2F74D0", "two": "#159E9A", "delay": "#F2A33A", "integ": "#B06BD9", "rad": "#E0563D"}
BOOK_LEFT_M, BOOK_STEP_M, BOOK_WIDE_M, BOOK_DEEP_M, BOOK_HIGH_M = -12.2, 1.95, 1.65, 2.6, 3.9
SHELF_M, BOOK_Y_M, SLIDE_M = 0.75, 1.9, 3.4
GAUGE_Y_M = -1.55
TEETH = 12
INK, PAPER, OAK, GOLD = "#3C4149", "#F0EAE1", "#C99A5B", "#F2B632"


class TwinlibProp(Prop):
    """Books on a shelf on the left, a board with the trace in the middle, a machine on the right."""

    kind = "twinlib"
    sky = 0.8
    lamps = 0.7

    def build(self) -> None:
        self._own = np.array([self.colour(COLOURS[model]) for model in MODELS])
        self._books = Instances("books", _book(), len(MODELS))
        self._teeth = Instances("teeth", box(0.075, 0.08, 1.0), len(MODELS) * TEETH)
        self._chances = Instances("chances", box(), 2 * len(MODELS))
        for instances in (self._books, self._teeth, self._chances):
            instances.path.reparent_to(self.root)
        static_node("shelf", _shelf()).reparent_to(self.root)
        self._board = Board(self.root, self._own, self.colour(self.accent.night))
        self._oven = Oven(self.root)
        self._curves = np.array([_curve(model) for model in MODELS])
        self._slid = np.zeros(len(MODELS))
        self._placed: tuple[object, ...] = ()

    def show(self, exhibit: TwinLib, state: TwinLibState, time_s: float) -> None:
        later = float(np.clip(time_s / STEP_S - state.ticks, 0, 1))
        second = (state.phase_ticks + later) / SAMPLE_STEPS
        second = {"watch": min(second, WATCH_S), "bake": min(second, BAKE_S)}.get(state.phase, BAKE_S)
        chosen = state.chosen.model if state.chosen else ""
        placed = (state.likely, chosen)
        if placed != self._placed:
            self._placed = placed
            self._slide(np.array([state.likely[model] for model in MODELS]), chosen)
        self._board.show(exhibit, state, second)
        self._oven.show(state, second)

    def boxes(self) -> Mapping[str, Box]:
        found = {}
        for number, model in enumerate(MODELS):
            x, front = _book_x(number), BOOK_Y_M - BOOK_DEEP_M / 2 - float(self._slid[number])
            found[model] = Box(
                (x - BOOK_WIDE_M / 2, front, SHELF_M),
                (x + BOOK_WIDE_M / 2, BOOK_Y_M + BOOK_DEEP_M / 2, SHELF_M + BOOK_HIGH_M),
            )
        low, right = BOARD_FLOOR_M, BOARD_LEFT_M + BOARD_WIDE_M
        found["trace"] = Box(
            (BOARD_LEFT_M, BOARD_Y_M - 0.5, low), (right, BOARD_Y_M + 0.2, low + BOARD_HIGH_M)
        )
        found["clock"] = Box((BOARD_LEFT_M, BOARD_Y_M - 0.6, 0.05), (right, BOARD_Y_M + 0.2, low - 0.1))
        half = OVEN_HALF_M
        found["machine"] = Box((OVEN_X_M - half, OVEN_Y_M - 1.4, 0.0), (OVEN_X_M + half, OVEN_Y_M + 1.4, 4.7))
        found["part"] = Box((OVEN_X_M - 0.9, PART_Y_M - 0.7, 0.0), (OVEN_X_M + 0.9, PART_Y_M + 0.7, 2.4))
        found["tally"] = Box((TALLY_X_M - 0.6, TALLY_Y_M - 0.5, 0.0), (TALLY_X_M + 0.6, TALLY_Y_M + 0.5, 3.2))
        return found

    def _slide(self, likely: Floats, chosen: str) -> None:
        """A book stands out as far as it is likely; the one decided for is gold and all the way out."""
        taken = np.array([model == chosen for model in MODELS])
        self._slid = np.where(taken, SLIDE_M, SLIDE_M * likely)
        count = len(MODELS)
        x = np.array([_book_x(number) for number in range(count)])
        at = np.column_stack([x, BOOK_Y_M - self._slid, np.full(count, SHELF_M)])
        bright = np.maximum(likely, 1.0 * taken)
        shades = self._own * (0.72 + 0.28 * bright[:, None])
        high = np.where(taken, 1.08, 1.0)
        self._books.set(at, None, np.column_stack([np.ones((count, 2)), high]), shades, 0.16 + 0.34 * bright)
        front = BOOK_Y_M - BOOK_DEEP_M / 2 - self._slid - 0.03
        across = (np.arange(TEETH) - (TEETH - 1) / 2) * (BOOK_WIDE_M * 0.8 / TEETH)
        positions = np.stack(
            [
                x[:, None] + across,
                np.broadcast_to(front[:, None], (count, TEETH)),
                np.full((count, TEETH), SHELF_M + 0.6),
            ],
            -1,
        )
        size = np.ones((count, TEETH, 3))
        size[..., 2] = 0.06 + 2.3 * self._curves
        marks = np.where(taken[:, None], self.colour(GOLD), self.colour("#FFFFFF"))
        self._teeth.set(
            positions.reshape(-1, 3), None, size.reshape(-1, 3), np.repeat(marks, TEETH, axis=0), 0.5
        )
        # lying on the edge of the terrace: a dark groove, and in it how likely the book is
        long = BOOK_WIDE_M
        left = x - long / 2
        groove = np.column_stack([x, np.full(count, GAUGE_Y_M), np.full(count, 0.1)])
        bar = np.column_stack(
            [left + long * likely / 2, np.full(count, GAUGE_Y_M - 0.06), np.full(count, 0.12)]
        )
        self._chances.set(
            np.concatenate([groove, bar]),
            None,
            np.concatenate(
                [
                    np.tile((long, 0.3, 0.42), (count, 1)),
                    np.column_stack([np.maximum(long * likely, 0.01), np.full((count, 2), 0.38)]),
                ]
            ),
            np.concatenate([np.tile(self.colour(INK), (count, 1)), self._own]),
            np.repeat((0.0, 0.75), count),
        )


def _book_x(number: int) -> float:
    return BOOK_LEFT_M + BOOK_STEP_M * number


def _curve(model: str) -> Floats:
    """How a model in the middle of its shelf answers full power, over 90 s: the mark on its back."""
    middle = np.array([[(low + high) / 2 for low, high in SHELF[model]]])
    answer = respond(model, middle, ((0.0, 1.0),), 91, 700.0)[0, :: 90 // (TEETH - 1)][:TEETH]
    return np.asarray(answer / 100, np.float32).clip(0, 1.15)


def _book() -> Mesh:
    """A book that shows its back: covers, pages between them, bands."""
    half = BOOK_WIDE_M / 2
    parts = [box(0.14, BOOK_DEEP_M, BOOK_HIGH_M).moved(side * (half - 0.07)) for side in (-1, 1)]
    parts.append(box(BOOK_WIDE_M, 0.16, BOOK_HIGH_M).moved(0, -BOOK_DEEP_M / 2 + 0.08))
    pages = box(BOOK_WIDE_M - 0.28, BOOK_DEEP_M - 0.3, BOOK_HIGH_M - 0.2).moved(0, 0, 0.1)
    parts.append(pages)
    for z in (0.22, BOOK_HIGH_M - 0.34):
        parts.append(box(BOOK_WIDE_M + 0.04, 0.06, 0.12).moved(0, -BOOK_DEEP_M / 2, z))
    return joined(parts)


def _shelf() -> Mesh:
    """Oak uprights and boards that hold the books, and a bright wall behind."""
    parts: list[Mesh] = [box(11.0, 0.1, 5.3).moved(BOOK_LEFT_M + 2 * BOOK_STEP_M, 4.2).painted(PAPER, 0.32)]
    for z in (0.55, SHELF_M + BOOK_HIGH_M + 0.22):
        wide = 5 * BOOK_STEP_M + 0.2
        parts.append(box(wide, 2.6, 0.18).moved(BOOK_LEFT_M + 2 * BOOK_STEP_M, BOOK_Y_M, z).painted(OAK))
    for number in range(6):
        x = BOOK_LEFT_M + BOOK_STEP_M * (number - 0.5)
        parts.append(box(0.16, 2.6, 5.0).moved(x, BOOK_Y_M).painted(OAK))
    return joined(parts)
