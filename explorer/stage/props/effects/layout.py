"""Where things stand at the two hundred shifts: the podium with its board, and the scale of gains on it. Metres of the prop."""

from __future__ import annotations

from ...primitives.meshes import Mesh, box, joined

FIRST_X_M, PITCH_M, WIDE_M = -19.35, 3.0, 2.7
"""The left end of the histograms, the width of a bar with its gap, and without."""

HALF_M, TOP_M = 20.2, 6.0
SOLID_Y_M, SOLID_DEEP_M = 1.9, 3.4
GLASS_Y_M, GLASS_DEEP_M = -4.1, 3.0
HIGHEST_M, THICKEST_M = 16.0, 1.0
BEAM_Y_M, BEAM_Z_M = -1.2, 23.2

BOARD_Y_M = -6.75
ROW_Z_M, ROW_M = 4.95, 0.8
ZERO_X_M, REACH_M, ICON_X_M = -7.0, 26.2, -18.0
SPANS_PCT = (5.0, 20.0, 100.0, 400.0)
"""How many per cent the right end of the board can stand for."""

MACHINE_Y_M = -8.0

PAPER, PAPER_2, INK, STEEL = "#F0EAE1", "#DDD5C9", "#262B31", "#8D949B"
RED, GREEN, AMBER, GOLD, WHITE = "#D8412F", "#3DA35D", "#F2A33A", "#F2B632", "#FFFFFF"
SEA, SEA_2, SEA_TOP = "#3FA7B5", "#2F8FA3", "#9CE3EC"


def podium(accent: str) -> Mesh:
    """The block that carries both histograms, with the dark board on its front."""
    return joined(
        [
            box(2 * HALF_M, 10.4, TOP_M).moved(y=-1.4).painted(PAPER),
            box(2 * HALF_M + 0.3, 10.7, 0.3).moved(y=-1.4, z=TOP_M - 0.42).painted(accent, 0.1),
            box(2 * HALF_M - 0.7, 0.1, 4.5).moved(y=-6.62, z=1.2).painted(INK),
            box(2 * HALF_M, 0.7, 0.3).moved(y=MACHINE_Y_M).painted(PAPER_2),
        ]
    )


def bin_x(place: float) -> float:
    """Where a place on the scale of parts lies, counted in bars from the left end."""
    return FIRST_X_M + PITCH_M * place


def row_z(row: int) -> float:
    """The middle of a row of the board."""
    return ROW_Z_M - ROW_M * row


def span_of(gains_pct: list[float]) -> float:
    """What the right end of the board stands for: the smallest span with room for all gains."""
    most = max((1.15 * max(gain, -3 * gain) for gain in gains_pct), default=0.0)
    return next((span for span in SPANS_PCT if most <= span), SPANS_PCT[-1])


def gain_x(gain_pct: float, span_pct: float) -> float:
    """Where a gain lies on the board, held at its ends."""
    return ZERO_X_M + REACH_M * min(max(gain_pct / span_pct, -1 / 3), 1.0)


ICONS: tuple[tuple[tuple[float, float, float, float], ...], ...] = (
    ((0.0, 0.0, 0.9, 0.12),),
    ((-0.15, 0.06, 0.34, 0.34), (0.2, -0.12, 0.34, 0.34)),
    tuple((-0.5 + 0.25 * number, -0.26 + 0.04 * slots, 0.16, 0.08 * slots) for number, slots in enumerate((3, 7, 4, 4, 2))),
    ((-0.4, -0.1, 0.3, 0.1), (-0.2, 0.06, 0.1, 0.42), (0.0, 0.0, 0.1, 0.6), (0.2, -0.06, 0.1, 0.42), (0.4, -0.1, 0.3, 0.1)),
    ((-0.42, 0.0, 0.26, 0.4), (0.0, 0.0, 0.26, 0.4), (0.42, 0.0, 0.26, 0.4)),
)  # fmt: skip
"""A sign for each lever, in boxes of x, z, width and height: nothing, a copy, slots, a pulse, all three."""

SIGNS: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "few": tuple((x, 0.5, 0.5, 0.5) for x in (-1.0, 0.0, 1.0)),
    "gain": (
        (0.0, 0.0, 0.8, 1.3),
        *((0.0, 1.3 + 0.35 * step, 2.6 - 0.7 * step, 0.35) for step in range(4)),
    ),
    "loss": (
        (0.0, 1.4, 0.8, 1.3),
        *((0.0, 0.35 * step, 0.5 + 0.7 * step, 0.35) for step in range(4)),
    ),
    "open": ((0.0, 0.0, 2.4, 0.4), (0.0, 2.0, 2.4, 0.4), (-1.0, 0.4, 0.4, 1.6), (1.0, 0.4, 0.4, 1.6)),
    "nothing": ((0.0, 0.4, 2.4, 0.5), (0.0, 1.4, 2.4, 0.5)),
}
"""The verdicts in boxes of x, z of the foot, width and height: dots, arrow up, arrow down, an empty frame, an equals sign."""

VERDICT_COLOURS = {"few": STEEL, "gain": GREEN, "loss": RED, "open": AMBER, "nothing": WHITE}
