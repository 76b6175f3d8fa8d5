"""Which files of Qt stay: those that videos need, in `.venv` and not in a bundle."""

from __future__ import annotations

import pytest

from explorer.base.bootstrap.unused import is_used


@pytest.mark.parametrize(
    "name",
    ["libavcodec.so.61", "libswscale.so.8", "libQt6FFmpegStub-ssl.so.3", "libQt6FFmpegStub-va-x11.so.2"],
)
def test_libraries_of_videos_and_films_stay_in_the_environment_alone(name: str) -> None:
    assert is_used(f"PySide6/Qt/lib/{name}")
    assert not is_used(f"PySide6/Qt/lib/{name}", in_bundle=True)
