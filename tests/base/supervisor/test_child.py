"""Which process a supervised child is."""

from __future__ import annotations

import sys

import pytest

from explorer.base.supervisor.child import itself


def test_a_child_in_a_virtual_environment_is_the_python_behind_its_launcher(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A socket is shared with one process number: a launcher would get it, and the Python that it starts would not."""
    launcher, python = r"C:\park\.venv\Scripts\python.exe", r"C:\Python313\python.exe"
    monkeypatch.setattr(sys, "executable", launcher)
    monkeypatch.setattr(sys, "_base_executable", python, raising=False)
    monkeypatch.setattr(sys, "prefix", r"C:\park\.venv")
    monkeypatch.setattr(sys, "base_prefix", r"C:\Python313")
    assert itself(launcher) == (python, {"__PYVENV_LAUNCHER__": launcher})
    assert itself("another.exe") == ("another.exe", {})
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    assert itself(launcher) == (launcher, {}), "an installed or packed Python is no launcher"
