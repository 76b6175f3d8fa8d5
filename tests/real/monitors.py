"""Monitors of a virtual X screen that are plugged in and pulled, and what is seen on them.

Speaks the X protocol itself (core requests and RandR 1.5), so that no tool and no library is needed.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

INTERN_ATOM, GET_IMAGE, QUERY_EXTENSION = 16, 73, 98
RR_QUERY_VERSION, RR_GET_MONITORS, RR_SET_MONITOR, RR_DELETE_MONITOR = 0, 42, 43, 44
Z_PIXMAP = 2
REPLY_BYTES = 32


class Monitors:
    """A connection to a virtual X server."""

    def __init__(self, display: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(f"/tmp/.X11-unix/X{display.lstrip(':')}")
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        ok, length = struct.unpack("<BxxxxxH", self._read(8))
        setup = self._read(length * 4)
        assert ok == 1, setup
        vendor, formats = struct.unpack_from("<H", setup, 16)[0], setup[21]
        self._root = struct.unpack_from("<I", setup, 32 + (vendor + 3) // 4 * 4 + 8 * formats)[0]
        name = b"RANDR"
        asked = struct.pack("<BxHHxx8s", QUERY_EXTENSION, 4, len(name), name)
        present, self._randr = struct.unpack_from("<BB", self._asked(asked), 8)
        assert present, "this X server has no RandR"
        self._asked(self._request(RR_QUERY_VERSION, struct.pack("<II", 1, 5)))

    def close(self) -> None:
        self._socket.close()

    # ---- what is plugged in

    def split(self, name: str, width: int, height: int) -> None:
        """Have the one output that there is be a monitor of this size, at the left of the screen."""
        reported = self._asked(self._request(RR_GET_MONITORS, struct.pack("<IBxxx", self._root, 1)))
        outputs = struct.unpack_from("<H", reported, REPLY_BYTES + 6)[0]
        output = struct.unpack_from(f"<{outputs}I", reported, REPLY_BYTES + 24)
        self._set(name, (0, 0, width, height), output)

    def plug(self, name: str, x: int, y: int, width: int, height: int) -> None:
        """Plug a monitor in."""
        self._set(name, (x, y, width, height), ())

    def pull(self, name: str) -> None:
        """Pull a monitor."""
        self._send(self._request(RR_DELETE_MONITOR, struct.pack("<II", self._root, self._atom(name))))

    def _set(self, name: str, place: tuple[int, int, int, int], outputs: tuple[int, ...]) -> None:
        about = struct.pack("<IBBHhhHHII", self._atom(name), 0, 0, len(outputs), *place, 300, 170)
        about += struct.pack(f"<{len(outputs)}I", *outputs)
        self._send(self._request(RR_SET_MONITOR, struct.pack("<I", self._root) + about))

    # ---- what is seen

    def picture(self, x: int, y: int, width: int, height: int) -> Pixels:
        """The pixels of a part of the screen, shape (height, width, 3), blue first."""
        reported = self._asked(
            struct.pack("<BBHIhhHHI", GET_IMAGE, Z_PIXMAP, 5, self._root, x, y, width, height, 0xFFFFFFFF)
        )
        rows = np.frombuffer(reported, np.uint8, width * height * 4, REPLY_BYTES)
        return rows.reshape(height, width, 4)[..., :3].copy()

    # ---- the protocol

    def _request(self, minor: int, body: bytes) -> bytes:
        return struct.pack("<BBH", self._randr, minor, 1 + len(body) // 4) + body

    def _atom(self, name: str) -> int:
        raw = name.encode()
        padded = raw + bytes(-len(raw) % 4)
        asked = struct.pack("<BBHHxx", INTERN_ATOM, 0, 2 + len(padded) // 4, len(raw)) + padded
        return int(struct.unpack_from("<I", self._asked(asked), 8)[0])

    def _send(self, request: bytes) -> None:
        """Send what has no reply; an error shows with the next reply."""
        self._socket.sendall(request)
        self._atom("PRIMARY")

    def _asked(self, request: bytes) -> bytes:
        """Send a request and read its reply; events that come between are none of ours."""
        self._socket.sendall(request)
        while True:
            head = self._read(REPLY_BYTES)
            assert head[0] != 0, f"the X server refuses: error {head[1]}"
            if head[0] == 1:
                return head + self._read(struct.unpack_from("<I", head, 4)[0] * 4)

    def _read(self, count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            part = self._socket.recv(count - len(parts))
            assert part, "the X server has gone"
            parts += part
        return bytes(parts)


@contextmanager
def monitors(display: str) -> Iterator[Monitors]:
    """A connection that is closed afterwards; while it stands the server keeps what was plugged in."""
    made = Monitors(display)
    try:
        yield made
    finally:
        made.close()
