"""The software driver of Qt's package for Windows: when it is offered, how it is loaded, and how its process ends."""

from __future__ import annotations

import atexit
import ctypes
import io
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import SimpleNamespace

import pytest

from explorer.base import software_driver


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A Windows whose Qt package has the driver; its file."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("QT_OPENGL", raising=False)
    package = tmp_path / "PySide6"
    package.mkdir()
    spec = ModuleSpec("PySide6", None, origin=str(package / "__init__.py"))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: spec)
    driver = package / "opengl32sw.dll"
    driver.write_bytes(b"driver")
    return driver


def test_it_is_offered_once_and_on_windows_alone(windows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert software_driver.is_offered() and not software_driver.is_chosen()
    monkeypatch.setenv("QT_OPENGL", "software")
    assert software_driver.is_chosen() and not software_driver.is_offered(), "else it would start for ever"
    monkeypatch.setenv("QT_OPENGL", "desktop")
    assert not software_driver.is_chosen() and not software_driver.is_offered(), "someone has chosen another"
    monkeypatch.delenv("QT_OPENGL")
    windows.unlink()
    assert not software_driver.is_offered()
    monkeypatch.setattr(sys, "platform", "linux")
    assert not software_driver.is_offered()


def test_it_is_loaded_under_the_name_that_is_asked_for_and_ends_its_process_with_the_code_it_was_told(
    windows: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loaded: list[str] = []
    ends: list[Callable[[], object]] = []
    codes: list[int] = []

    def library(name: str) -> SimpleNamespace:
        loaded.append(name)

        def current() -> str:
            return "this process"

        def terminate(process: str, code: int) -> None:
            codes.append(code)

        return SimpleNamespace(GetCurrentProcess=current, TerminateProcess=terminate)

    monkeypatch.setattr(ctypes, "WinDLL", library, raising=False)
    monkeypatch.setattr(atexit, "register", ends.append)
    folder = tmp_path / "cache"
    software_driver.load(folder)
    assert not loaded and not folder.exists(), "it was not chosen"
    monkeypatch.setenv("QT_OPENGL", "software")
    software_driver.load(folder)
    copy = folder / "opengl32.dll"
    assert loaded == [str(copy)] and copy.read_bytes() == b"driver"
    windows.write_bytes(b"another driver")
    software_driver.load(folder)
    assert copy.read_bytes() == b"another driver", "a newer Qt brings a newer one"
    assert software_driver.ends_with(2) == 2
    out = io.TextIOWrapper(io.BufferedWriter(io.FileIO(tmp_path / "out", "w")))
    monkeypatch.setattr(sys, "stdout", out)
    out.write("written")
    ends[0]()
    assert codes == [2]
    assert (tmp_path / "out").read_text() == "written", "what was printed is not lost"
    out.close()


def test_where_it_cannot_be_copied_nothing_is_loaded(
    windows: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QT_OPENGL", "software")
    (tmp_path / "cache").write_text("a file where the folder should be")
    software_driver.load(tmp_path / "cache")
