"""The desktop is asked to keep the screen awake, where there is one to ask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.shell.app.keep_awake import SERVICE, KeepAwake

DESKTOP = f"""
import sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection
application = QCoreApplication([])

@ClassInfo({{"D-Bus Interface": "{SERVICE[2]}"}})
class Saver(QObject):
    @Slot(str, str, result="uint")
    def Inhibit(self, who, why):
        print("asked by", who, flush=True)
        return 7

saver, bus = Saver(), QDBusConnection.sessionBus()
bus.registerObject("{SERVICE[1]}", saver, QDBusConnection.RegisterOption.ExportAllSlots)
bus.registerService("{SERVICE[0]}")
print("ready", flush=True)
application.exec()
"""
EXPLORER = """
from PySide6.QtCore import QCoreApplication
application = QCoreApplication([])
from explorer.shell.app.keep_awake import KeepAwake
awake = KeepAwake("on show")
print("held by", awake.by)
awake.release()
print("then by", awake.by or "nobody")
"""


def test_where_nobody_can_be_asked_nothing_is_said_to_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if sys.platform.startswith("linux"):
        awake = KeepAwake("on show")
        assert awake.by == ""
        awake.release()


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs dbus-run-session")
def test_the_desktop_is_asked_until_the_show_is_over(tmp_path: Path) -> None:
    script = f"""
        "$0" -c '{DESKTOP}' > "$1" & saver=$!
        for _ in $(seq 500); do grep -q ready "$1" && break; sleep 0.1; done
        "$0" -c '{EXPLORER}'
        kill $saver; cat "$1"
    """
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script, sys.executable, str(tmp_path / "asked.txt")],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert f"held by {SERVICE[0]}" in done.stdout, done.stderr
    assert "then by nobody" in done.stdout
    assert "asked by park-explorer" in done.stdout
