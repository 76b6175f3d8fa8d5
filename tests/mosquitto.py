"""A real Mosquitto on this computer that lets everybody in, for connections to a broker."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from .processes import free_port

PROGRAM = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin:/usr/local/sbin")
PATIENCE_S = 60.0


class OpenMosquitto:
    """The broker; a later start has the same port, and has forgotten everything."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._settings = folder / "mosquitto.conf"
        self._settings.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\nlog_type error\n")
        self.start()

    def start(self) -> None:
        """Start it and wait until it listens."""
        assert PROGRAM is not None
        self._process = subprocess.Popen([PROGRAM, "-c", str(self._settings)], stderr=subprocess.DEVNULL)
        end_s = time.monotonic() + PATIENCE_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1.0).close()
                return
            except OSError:
                assert self._process.poll() is None and time.monotonic() < end_s, "it does not start"
                time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()
