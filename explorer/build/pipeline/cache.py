"""A cache of arrays on disk, by the hash of their inputs, for the next bake."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Columns = dict[str, npt.NDArray[Any]]

MOST_BYTES = 2_000_000_000


class Cache:
    """Arrays in a folder, or no cache at all.

    Parameters
    ----------
    folder
        Where they are stored; created with the first arrays. None stores nothing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.hits = 0
        self.misses = 0

    def get(self, key: str, make: Callable[[], Columns]) -> Columns:
        """The arrays under `key`; computed and stored if missing or unreadable."""
        stored = self._read(key)
        if stored is not None:
            self.hits += 1
            return stored
        columns = make()
        self.misses += 1
        self._write(key, columns)
        return columns

    def trim(self, most_bytes: int = MOST_BYTES) -> None:
        """Delete the least recently used files, until the rest takes at most `most_bytes`."""
        if self._folder is None or not self._folder.is_dir():
            return
        files = [(file.stat(), file) for file in self._folder.glob("*.npz")]
        room = most_bytes
        for stat, file in sorted(files, key=lambda pair: (-pair[0].st_mtime_ns, pair[1].name)):
            room -= stat.st_size
            if room < 0:
                file.unlink(missing_ok=True)

    def _read(self, key: str) -> Columns | None:
        if self._folder is None:
            return None
        file = self._folder / f"{key}.npz"
        try:
            with np.load(file, allow_pickle=False) as archive:
                columns = {name: archive[name] for name in archive.files}
            os.utime(file)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return columns

    def _write(self, key: str, columns: Columns) -> None:
        """Write to a temporary file and rename it, so that no reader sees half a file."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        temporary = self._folder / f"{key}.{os.getpid()}.fresh"
        with temporary.open("wb") as out:
            np.savez(out, **columns)  # type: ignore[arg-type]
        temporary.replace(self._folder / f"{key}.npz")


def hash_of(*things: str | bytes | npt.NDArray[Any] | Mapping[str, npt.NDArray[Any]]) -> str:
    """A hash of words, bytes and arrays, their types and shapes included."""
    digest = hashlib.blake2b(digest_size=20)
    for thing in things:
        if isinstance(thing, str):
            digest.update(f"word {len(thing)} {thing}".encode())
        elif isinstance(thing, bytes):
            digest.update(f"bytes {len(thing)} ".encode() + thing)
        elif isinstance(thing, Mapping):
            digest.update(f"table {len(thing)} ".encode())
            for name, column in thing.items():
                digest.update(hash_of(name, column).encode())
        else:
            digest.update(f"array {thing.dtype.str} {thing.shape} ".encode())
            digest.update(np.ascontiguousarray(thing).tobytes())
    return digest.hexdigest()


def hashes_of(rows: npt.NDArray[Any]) -> npt.NDArray[np.bytes_]:
    """A hash of each row."""
    raw, size = np.ascontiguousarray(rows).tobytes(), rows.dtype.itemsize * rows.shape[1]
    each = (hashlib.blake2b(raw[start : start + size], digest_size=16) for start in range(0, len(raw), size))
    return np.frombuffer(b"".join(digest.digest() for digest in each), "S16")
