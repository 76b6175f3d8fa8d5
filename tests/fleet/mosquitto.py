"""A real Mosquitto on this computer, as `fleet init` configures it."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from explorer.fleet.address import Address, read_address
from explorer.fleet.setup import init

from ..mosquitto import PATIENCE_S, PROGRAM
from ..processes import free_port


class Mosquitto:
    """A broker with the users of a fleet.

    Attributes
    ----------
    folder : what `fleet init` wrote.
    """

    def __init__(self, folder: Path, booths: Sequence[str]) -> None:
        self.folder, self.port = folder, free_port()
        init(folder, "127.0.0.1", self.port, booths, str(folder))
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
        assert PROGRAM is not None
        configuration = self.folder / "here.conf"
        text = (self.folder / "mosquitto.conf").read_text("utf-8")
        configuration.write_text(
            f"{text}user root\n", "utf-8"
        )  # where the tests run as root, it could not read its files
        with (self.folder / "broker.log").open("ab") as log:
            self._process = subprocess.Popen([PROGRAM, "-c", str(configuration)], stdout=log, stderr=log)
        end_s = time.monotonic() + PATIENCE_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1.0).close()
                return
            except OSError:
                said = (self.folder / "broker.log").read_text("utf-8")
                assert self._process.poll() is None and time.monotonic() < end_s, said
                time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def address(self, user: str) -> Address:
        """How a booth or the hub connects."""
        name = "hub.json" if user == "hub" else f"booth-{user}.json"
        return read_address(str(self.folder / name), self.folder / "ca")
