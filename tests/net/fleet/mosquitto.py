"""A real Mosquitto on this computer, as `fleet init` configures it."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from explorer.net.fleet.address import Address, read_address
from explorer.net.fleet.setup import init

from ...processes import free_port

PROGRAM = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")
PATIENCE_S = 60.0


class Mosquitto:
    """A broker with the users of a fleet.

    Attributes
    ----------
    folder : what `fleet init` wrote.
    """

    def __init__(self, folder: Path, booths: Sequence[str]) -> None:
        self.folder, self.port = folder, free_port()
        init(folder, ["127.0.0.1"], booths, self.port)
        (folder / "data").chmod(0o777)
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def pid(self) -> int:
        """Its number in the system."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it listens."""
        configuration = self.folder / "here.conf"
        text = (self.folder / "mosquitto.conf").read_text("utf-8")
        configuration.write_text(
            f"{text}user root\n", "utf-8"
        )  # where the tests run as root, it could not read its files
        self._process = started(configuration, self.port)

    def reload(self) -> None:
        """Have it read its passwords again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGHUP)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def address(self, user: str) -> Address:
        """How a booth or the hub connects."""
        name = "hub.json" if user == "hub" else f"booth-{user}.json"
        return read_address(str(self.folder / name), self.folder / "ca")


def started(configuration: Path, port: int) -> subprocess.Popen[bytes]:
    """Mosquitto with a configuration, once it listens."""
    assert PROGRAM is not None
    said = configuration.parent / "broker.log"
    with said.open("ab") as log:
        process = subprocess.Popen([PROGRAM, "-c", str(configuration)], stdout=log, stderr=log)
    end_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1.0).close()
            return process
        except OSError:
            assert process.poll() is None and time.monotonic() < end_s, said.read_text("utf-8")
            time.sleep(0.02)
