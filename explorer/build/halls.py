"""Numbers of halls that the bake builds, exhibits compute with and moving parts fit into; lengths in metres of the plot.

Showing a baked park needs these numbers, but nothing of :mod:`~explorer.build.buildings`.
"""

from __future__ import annotations

WHEEL_AT, WHEEL_TURN_DEG = (1.0, 12.4), 14.0
"""Foot of the arcade's wheel, and the turn of its axle."""

CAGE_HALF_M = 9.2
PAD_X_M, PAD_Y_M, PAD_FIRST_M, PAD_STEP_M = 12.0, -6.0, 4.2, 7.9
"""Half the width of the cage in the content hall; places of the pads on both sides of it, the first and the step."""

HALF_SIDES_M = (10.0, 9.5, 9.1, 8.6, 8.2, 7.7, 7.0)
"""Half the width of each block of the data tower, from below."""

DELEGATIONS = 12
"""Seats on the ring of the forum, one for each delegation."""
