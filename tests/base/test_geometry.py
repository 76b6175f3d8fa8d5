"""Poses and blends."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.base.baked_format import dequantise, quantise
from explorer.base.geometry import Pose, turn_deg

poses = st.builds(
    Pose,
    st.tuples(*[st.floats(-1e3, 1e3)] * 3),
    st.floats(0, 359.9),
    st.floats(-89, 89),
    st.floats(0.1, 1e3),
    st.floats(10, 75),
)


@given(poses, poses, st.floats(0, 1))
def test_a_blend_never_turns_more_than_half_a_circle(a: Pose, b: Pose, u: float) -> None:
    assert abs(turn_deg(a.azimuth_deg, a.blend(b, u).azimuth_deg)) <= 180 + 1e-9
    assert a.blend(b, 0) == a and a.blend(b, 1) == b


@given(poses)
def test_the_axes_are_square_and_never_roll(p: Pose) -> None:
    axes = np.array(p.axes)
    assert np.allclose(axes @ axes.T, np.eye(3), atol=1e-9)
    assert axes[0, 2] == 0
    assert np.allclose(np.cross(axes[0], axes[2]), axes[1], atol=1e-9)
    ahead = np.subtract(p.target, p.eye) / p.distance_m
    assert np.allclose(ahead, axes[2], atol=1e-6)


@given(st.lists(st.tuples(*[st.floats(-300, 300, width=32)] * 3), min_size=1, max_size=50))
def test_quantised_points_come_back_within_half_a_step(points: list[tuple[float, float, float]]) -> None:
    p = np.array(points, np.float32)
    low, high = p.min(0), p.max(0)
    assert (
        np.abs(dequantise(quantise(p, low, high), low, high) - p).max() <= np.max(high - low) / 65535 + 1e-4
    )
