"""Sounds are computed from seeds; loops have no seam, answers end in silence, and the files are what the code makes."""

from __future__ import annotations

import wave
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.build.sound.files import ANSWERS, LOOPS, sounds, to_wav, write_sounds
from explorer.build.sound.synthesis import RATE_HZ, Samples, add_round, count
from explorer.park.frame import Ambience

FOLDER = ROOT / "assets" / "sound"
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def made() -> Mapping[str, Samples]:
    """Every sound, computed."""
    return sounds()


def samples_of(file: Path) -> np.ndarray:
    """The samples of a WAV file, as whole numbers."""
    with wave.open(str(file)) as opened:
        assert (opened.getnchannels(), opened.getsampwidth(), opened.getframerate()) == (1, 2, RATE_HZ)
        return np.frombuffer(opened.readframes(opened.getnframes()), "<i2").astype(int)


def test_the_files_are_what_the_code_makes(made: Mapping[str, Samples]) -> None:
    assert {file.stem for file in FOLDER.glob("*.wav")} == set(made)
    for name, samples in made.items():
        written = samples_of(FOLDER / f"{name}.wav")
        assert np.abs(written - np.round(samples * 32_767)).max() <= 1, (
            name
        )  # another machine may round otherwise
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= MOST_BYTES


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_has_no_seam(made: Mapping[str, Samples], name: str) -> None:
    loop = made[name]
    inside = np.abs(np.diff(loop))
    assert abs(loop[0] - loop[-1]) <= np.quantile(inside, 0.99)
    # nor is it louder or softer round the seam than anywhere else
    window = count(0.25)
    power = [float(np.mean(np.roll(loop, -at)[:window] ** 2)) for at in range(0, len(loop), window)]
    round_the_join = float(np.mean(np.roll(loop, window // 2)[:window] ** 2))
    assert min(power) * 0.5 <= round_the_join <= max(power) * 2


def test_a_seam_would_be_heard(made: Mapping[str, Samples]) -> None:
    """The test above finds what it looks for: the same loop, cut elsewhere than at its end."""
    cut = made["halls"][: -count(0.5) // 2]
    louder = np.concatenate([cut, [0.9]])
    assert abs(louder[0] - louder[-1]) > np.quantile(np.abs(np.diff(louder)), 0.99)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_short_and_ends_in_silence(made: Mapping[str, Samples], name: str) -> None:
    answer = made[name]
    assert len(answer) <= count(2.5)
    assert abs(answer[-1]) < 1e-3
    assert abs(answer[0]) < 0.05


def test_nothing_clips_and_nothing_is_much_louder_than_the_rest(made: Mapping[str, Samples]) -> None:
    for name, samples in made.items():
        assert np.abs(samples).max() < 0.75, name
        assert -32 < 20 * np.log10(np.sqrt(np.mean(samples**2))) < -18, name


def test_the_same_seeds_give_the_same_files(tmp_path: Path, made: Mapping[str, Samples]) -> None:
    assert write_sounds(tmp_path) == sum(len(to_wav(samples)) for samples in made.values())
    for name, samples in made.items():
        assert (tmp_path / f"{name}.wav").read_bytes() == to_wav(samples)


def test_every_ambience_of_a_district_has_a_loop() -> None:
    assert set(get_args(Ambience)) <= set(LOOPS)


def test_what_does_not_fit_before_the_end_goes_on_at_the_beginning() -> None:
    loop = np.zeros(count(1.0))
    add_round(loop, np.ones(count(0.5)), 0.75)
    assert loop[0] == 1 and loop[-1] == 1 and loop[count(0.5)] == 0
    assert loop.sum() == count(0.5)
