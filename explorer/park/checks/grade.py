"""Reads the tables of colours that a scene brings: `.cube` files, resampled to 16 x 16 x 16.

The format is that of Adobe's Cube LUT Specification 1.0: a size, then the colours, red fastest.
A file that cannot be used is a warning: the park opens with its usual colours.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...base.names import LIGHTS, Light
from ...base.suffixes import GRADES
from ...i18n import Text
from ..base import WrongValue
from ..faults import Fault, cut
from ..frame import Grade
from ..yaml_file import YamlFile

SIDE = 16
MOST_BYTES = 2_000_000
LEAST_SIZE, MOST_SIZE = 2, 33
FARTHEST = 2.0
"""A value beyond is not a share of light but a number of another scale."""

Grades = Mapping[Light, bytes]
"""Tables by light: red, green and blue of each colour, one byte each, red fastest, then green."""
NO_GRADES: Grades = {}

_AXIS = np.rint(np.linspace(0, 255, SIDE)).astype(np.uint8)
NEUTRAL = np.stack(np.meshgrid(_AXIS, _AXIS, _AXIS, indexing="ij")[::-1], axis=-1).tobytes()
"""The table that changes nothing."""

EXPORT = Text("export it again as a 3D LUT (.cube) for values from 0 to 1")


class WrongCube(WrongValue):
    """A `.cube` file that cannot be used, and the line where that shows."""

    def __init__(self, line: int, what: Text, remedy: Text = EXPORT) -> None:
        self.line = line
        super().__init__(what, remedy)


def find_grades(file: YamlFile, grade: Grade | None, folder: Path, loose: list[Fault]) -> dict[Light, bytes]:
    """The tables of a scene that change anything; what cannot be used is noted in park.yaml or in `loose`."""
    found: dict[Light, bytes] = {}
    if grade is None:
        return found
    from ..brand.files import file_in

    for light in LIGHTS:
        name = getattr(grade, light)
        if name is None:
            continue
        try:
            path = file_in(folder, name, GRADES)
            table = table_in(path)
        except WrongCube as wrong:
            loose.append(Fault(path, wrong.line, 1, wrong.what, wrong.remedy, "warning"))
            continue
        except WrongValue as wrong:
            what = Text("{name!r} is not used: {what}", name=name, what=wrong.what)
            file.fault(("grade", light), what, wrong.remedy, warning=True)
            continue
        if table != NEUTRAL:
            found[light] = table
    return found


def table_in(path: Path) -> bytes:
    """The table of a `.cube` file, resampled.

    Raises WrongCube if it cannot be used.
    """
    from ..brand.files import bytes_of, cannot_be_read

    try:
        data = bytes_of(path, MOST_BYTES)
    except OSError as error:
        wrong = cannot_be_read(error)
        raise WrongCube(1, wrong.what, wrong.remedy) from error
    except WrongValue as wrong:
        raise WrongCube(1, wrong.what, wrong.remedy) from None
    return resampled(_colours(data))


def resampled(colours: npt.NDArray[np.float64]) -> bytes:
    """A table of n x n x n colours (blue, green, red, 3) with 16 a side, interpolated linearly."""
    count = len(colours)
    at = np.linspace(0, count - 1, SIDE)
    first = np.minimum(at.astype(int), count - 2)
    share = at - first
    for axis in range(3):
        weight = share.reshape([SIDE if k == axis else 1 for k in range(4)])
        low, high = (np.take(colours, first + k, axis=axis) for k in (0, 1))
        colours = low * (1 - weight) + high * weight
    return np.rint(np.clip(colours, 0, 1) * 255).astype(np.uint8).tobytes()


def _colours(data: bytes) -> npt.NDArray[np.float64]:
    """The colours of a file, (blue, green, red, 3)."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise WrongCube(data.count(b"\n", 0, error.start) + 1, Text("it is no text file")) from None
    rows: list[list[float]] = []
    size = number = 0
    for number, line in enumerate(lines, 1):
        words = line.split()
        if not words or words[0].startswith("#") or words[0] == "TITLE":
            continue
        if words[0] == "LUT_3D_SIZE":
            size = _size(number, words[1:])
        elif words[0] in DOMAINS:
            if _numbers(number, words[1:]) != DOMAINS[words[0]]:
                raise WrongCube(number, Text("its values do not run from 0 to 1"))
        elif words[0].startswith("LUT_1D"):
            raise WrongCube(number, Text("it has a curve for each channel (1D), not a table of colours"))
        else:
            row = _numbers(number, words)
            if not size:
                raise WrongCube(number, Text("LUT_3D_SIZE is missing before the first colour"))
            if len(row) != 3:
                raise WrongCube(number, Text("{count} numbers, not three", count=len(row)))
            if len(rows) == size**3:
                raise WrongCube(number, Text("more than {count:,} colours", count=size**3))
            rows.append(row)
    if not size:
        raise WrongCube(max(number, 1), Text("LUT_3D_SIZE is missing"))
    if len(rows) < size**3:
        raise WrongCube(
            number, Text("ends after {there:,} of {count:,} colours", there=len(rows), count=size**3)
        )
    return np.array(rows, np.float64).reshape(size, size, size, 3)


DOMAINS: Mapping[str, list[float]] = {
    "DOMAIN_MIN": [0.0, 0.0, 0.0], "DOMAIN_MAX": [1.0, 1.0, 1.0], "LUT_3D_INPUT_RANGE": [0.0, 1.0],
}  # fmt: skip


def _size(line: int, words: list[str]) -> int:
    size = int(words[0]) if len(words) == 1 and words[0].isascii() and words[0].isdigit() else 0
    if not LEAST_SIZE <= size <= MOST_SIZE:
        what = Text("LUT_3D_SIZE is not from {least} to {most}", least=LEAST_SIZE, most=MOST_SIZE)
        raise WrongCube(line, what)
    return size


def _numbers(line: int, words: list[str]) -> list[float]:
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        raise WrongCube(line, Text("{words!r} is no colour", words=cut(" ".join(words)))) from None
    if not all(abs(number) <= FARTHEST for number in numbers):
        raise WrongCube(line, Text("{words!r} is not within 0 to 1", words=cut(" ".join(words))))
    return numbers
