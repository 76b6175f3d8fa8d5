"""Letters traced from drawn glyphs."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.build.geometry.arrays import DETAIL_CODES, Arrays
from explorer.build.geometry.material import PAPER
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.grown.letters import can_write, outlines, set_up


def face(text: str, language: str, cap_m: float = 1.0) -> tuple[Arrays, float]:
    builder = MeshBuilder(1)
    length = set_up(builder, text, language, cap_m, 0.2, PAPER)
    arrays = builder.arrays()
    return arrays.take(arrays.detail == DETAIL_CODES["always"]), length


def area_of(arrays: Arrays) -> float:
    across = np.cross(arrays.points[:, 1] - arrays.points[:, 0], arrays.points[:, 2] - arrays.points[:, 0])
    return float(np.linalg.norm(across, axis=1).sum() / 2)


def test_an_outline_goes_round_a_disc_at_half_its_edge() -> None:
    y, x = np.mgrid[0:40, 0:40]
    disc = np.clip((12 - np.hypot(x - 19.5, y - 19.5)) + 0.5, 0, 1) * 255
    (ring,) = outlines(disc)
    reach = np.hypot(ring[:, 0] - 20, ring[:, 1] - 20)  # the middle of pixel k lies at k + 0.5
    assert np.abs(reach - 12).max() < 0.15


def test_a_ring_has_two_outlines() -> None:
    y, x = np.mgrid[0:40, 0:40]
    distance = np.hypot(x - 19.5, y - 19.5)
    ring = np.where((distance > 6) & (distance < 14), 255.0, 0.0)
    assert len(list(outlines(ring))) == 2


def test_letters_stand_on_the_line_as_high_as_asked_and_face_the_front() -> None:
    arrays, length = face("HIT", "en", 2.0)
    points = arrays.points.reshape(-1, 3)
    assert points[:, 2].min() == pytest.approx(0, abs=0.05) and points[:, 2].max() == pytest.approx(
        2, abs=0.06
    )
    assert np.ptp(points[:, 0]) == pytest.approx(length, rel=0.1)
    assert (arrays.face_normals[:, 1] < -0.99).all()


def test_a_letter_with_a_hole_has_less_in_it() -> None:
    assert area_of(face("O", "en")[0]) < 0.75 * np.pi / 4 * 1.1


@pytest.mark.parametrize(
    ("text", "language"), [("泵厂", "zh"), ("ÄÖÜ ß", "de"), ("Ελλάς", "el"), ("НАСОС", "ru")]
)
def test_other_scripts_can_be_written(text: str, language: str) -> None:
    if not can_write(text, language):
        pytest.skip("no font of this system has these letters")
    arrays, length = face(text, language)
    assert area_of(arrays) > 0.3 and length > 1.0
