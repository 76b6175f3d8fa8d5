"""The tables of numbers in a binary glTF file: views of its buffer, checked before use."""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...i18n import Text
from .mesh import MOST_VERTICES, Floats, NotRead

Json = dict[str, Any]
Numbers = npt.NDArray[Any]

MAGIC, JSON_CHUNK, BINARY_CHUNK = b"glTF", 0x4E4F534A, 0x004E4942
MOST_JSON_BYTES = 8_000_000
KINDS = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
SHAPES = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}

AGAIN: Text = Text("export it again as one .glb file")
DAMAGED: Text = Text("the file is damaged or cut off")


@dataclass(eq=False)
class Tables:
    """The JSON of a file, and its buffer."""

    document: Json
    binary: bytes
    _accessors: dict[int, Numbers] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Tables:
        """Read a file. Raises NotRead if it is not glTF 2, or incomplete."""
        return cls(*_chunks(path))

    def all(self, name: str) -> list[Json]:
        """The rows of a table of the JSON."""
        return self.document.get(name) or []

    def count(self, accessor: int) -> int:
        """The number of rows that the file declares."""
        count = self.all("accessors")[accessor]["count"]
        if not isinstance(count, int) or count < 0:
            raise NotRead(DAMAGED, AGAIN)
        return count

    def floats(self, accessor: int, columns: int) -> Floats:
        """Rows of real numbers; normalized integers become fractions of one."""
        numbers = self.numbers(accessor)
        if numbers.shape[1] < columns:
            raise NotRead(DAMAGED, AGAIN)
        floats = numbers[:, :columns].astype(float)
        if self.all("accessors")[accessor].get("normalized") and numbers.dtype.kind in "iu":
            floats = np.maximum(floats / np.iinfo(numbers.dtype).max, -1.0)
        return floats

    def numbers(self, accessor: int) -> Numbers:
        """Rows of numbers as they are stored."""
        if accessor not in self._accessors:
            self._accessors[accessor] = self._read_numbers(self.all("accessors")[accessor])
        return self._accessors[accessor]

    def _read_numbers(self, row: Json) -> Numbers:
        count, columns = row["count"], SHAPES[row["type"]]
        if not 0 <= count <= 3 * MOST_VERTICES:
            raise NotRead(DAMAGED, AGAIN)
        kind = np.dtype(KINDS[row["componentType"]])
        numbers = np.zeros((count, columns), kind)
        if "bufferView" in row:
            numbers = self._rows(row["bufferView"], row.get("byteOffset", 0), count, columns, kind)
        if "sparse" in row:
            sparse = row["sparse"]
            where, what = sparse["indices"], sparse["values"]
            few = sparse["count"]
            of = np.dtype(KINDS[where["componentType"]])
            places = self._rows(where["bufferView"], where.get("byteOffset", 0), few, 1, of)
            numbers = numbers.copy()
            numbers[places.ravel()] = self._rows(
                what["bufferView"], what.get("byteOffset", 0), few, columns, kind
            )
        return numbers

    def _rows(self, view: int, offset: int, count: int, columns: int, kind: np.dtype[Any]) -> Numbers:
        data, stride = self.view(view), self.all("bufferViews")[view].get("byteStride")
        width = columns * kind.itemsize
        stride = stride or width
        if offset < 0 or stride < width or (count and offset + (count - 1) * stride + width > len(data)):
            raise NotRead(DAMAGED, AGAIN)
        return np.ndarray((count, columns), kind, data, offset, (stride, kind.itemsize))

    def view(self, number: int) -> bytes:
        """A part of a buffer."""
        row = self.all("bufferViews")[number]
        start, size = row.get("byteOffset", 0), row["byteLength"]
        data = self._buffer(row["buffer"])
        if start < 0 or size < 0 or start + size > len(data):
            raise NotRead(DAMAGED, AGAIN)
        return bytes(memoryview(data)[start : start + size])

    def _buffer(self, number: int) -> bytes:
        uri = self.all("buffers")[number].get("uri")
        if uri is None:
            return self.binary
        if not uri.startswith("data:"):
            raise NotRead(Text("its data lies in another file ({uri!r})", uri=uri[:80]), AGAIN)
        return base64.b64decode(uri.partition(",")[2])


def _chunks(path: Path) -> tuple[Json, bytes]:
    """The JSON and the buffer of a file."""
    with path.open("rb") as file:
        head = file.read(12)
        if len(head) < 12 and head[:4] == MAGIC:
            raise NotRead(DAMAGED, AGAIN)
        version, length = struct.unpack("<II", head[4:]) if head[:4] == MAGIC else (0, 0)
        if not 0 < version < 10:
            raise NotRead(Text("it is not a .glb file, whatever its name says"), AGAIN)
        if version != 2:
            raise NotRead(Text("it is glTF {version}, and glTF 2 is read", version=version), AGAIN)
        if path.stat().st_size < length:
            raise NotRead(DAMAGED, AGAIN)
        size, kind = struct.unpack("<II", file.read(8))
        if kind != JSON_CHUNK or size > MOST_JSON_BYTES:
            raise NotRead(DAMAGED, AGAIN)
        document = json.loads(file.read(size))
        rest = file.read(8)
        binary = b""
        if len(rest) == 8:
            size, kind = struct.unpack("<II", rest)
            binary = file.read(min(size, length)) if kind == BINARY_CHUNK else b""
    if not isinstance(document, dict):
        raise NotRead(DAMAGED, AGAIN)
    return document, binary
