"""A cache of arrays by the hash of what they were made from, so that a bake need not make them again."""

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
    """Arrays kept in a folder, or nowhere.

    Parameters
    ----------
    folder
        Where they are kept; it is made when the first arrays come. None keeps nothing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.found = 0
        self.made = 0

    def get(self, key: str, make: Callable[[], Columns]) -> Columns:
        """The arrays kept under `key`; made, and kept, where there are none or they cannot be read."""
        kept = self._read(key)
        if kept is not None:
            self.found += 1
            return kept
        columns = make()
        self.made += 1
        self._write(key, columns)
        return columns

    def trim(self, most_bytes: int = MOST_BYTES) -> None:
        """Throw away what was not asked for longest, until the rest takes at most `most_bytes`."""
        if self._folder is None or not self._folder.is_dir():
            return
        files = [(file.stat(), file) for file in self._folder.glob("*.npz")]
        room = most_bytes
        for told, file in sorted(files, key=lambda pair: (-pair[0].st_mtime_ns, pair[1].name)):
            room -= told.st_size
            if room < 0:
                file.unlink(missing_ok=True)

    def _read(self, key: str) -> Columns | None:
        if self._folder is None:
            return None
        file = self._folder / f"{key}.npz"
        try:
            with np.load(file, allow_pickle=False) as told:
                columns = {name: told[name] for name in told.files}
            os.utime(file)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return columns

    def _write(self, key: str, columns: Columns) -> None:
        """Write beside the place and move there, so that nobody reads half a file."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._folder / f"{key}.{os.getpid()}.fresh"
        with beside.open("wb") as out:
            np.savez(out, **columns)  # type: ignore[arg-type]
        beside.replace(self._folder / f"{key}.npz")


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
    told, size = np.ascontiguousarray(rows).tobytes(), rows.dtype.itemsize * rows.shape[1]
    each = (
        hashlib.blake2b(told[start : start + size], digest_size=16) for start in range(0, len(told), size)
    )
    return np.frombuffer(b"".join(digest.digest() for digest in each), "S16")
