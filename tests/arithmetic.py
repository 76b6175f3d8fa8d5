"""How this machine rounds. Which processor runs a program decides the last digit of matrix products, `numpy.exp` and the like.

OpenBLAS and numpy choose their routines by the processor, and so does the C library. A table of values that are equal to the
last digit needs rows for each way; on a machine whose way nobody has recorded, rows that differ prove nothing.

`python -m tests.arithmetic` prints the way of this machine. Another one is had with the variables `OPENBLAS_CORETYPE`,
`NPY_DISABLE_CPU_FEATURES` and `GLIBC_TUNABLES`, as `WAYS` names them.
"""

from __future__ import annotations

import math
from functools import lru_cache
from hashlib import sha256

import numpy as np

WAYS = {
    "875c499c": "OpenBLAS Haswell, numpy AVX-512",
    "5f1be58a": "OpenBLAS Haswell, numpy AVX2",
    "a4ad3148": "OpenBLAS SkylakeX, numpy AVX-512",
    "f4d2e1c8": "OpenBLAS Sandybridge, numpy SSE4.2, C library without FMA",
    "dde30bb2": "OpenBLAS Nehalem, numpy SSE4.2, C library without FMA",
    "aabc91ed": "OpenBLAS Prescott, numpy SSE4.2, C library without FMA",
}
"""Recorded ways by their mark. The first is that of the first tables; the second and third are those of most machines."""

SAMPLES = 200


@lru_cache(maxsize=1)
def mark() -> str:
    """A mark of the way this machine rounds what the exhibits compute with."""
    random = np.random.default_rng(7)
    found = sha256()
    for size in range(2, 40):
        row, table = random.normal(size=size), random.normal(size=(size, 6))
        found.update((row @ table).tobytes() + (row @ row).tobytes() + (row @ table[:, :2]).tobytes())
    for _ in range(SAMPLES):
        square, column = random.normal(size=(6, 6)), random.normal(size=6)
        covariance = square @ square.T
        found.update(
            covariance.tobytes() + (square @ column).tobytes() + (square[:2].T @ column[:2]).tobytes()
        )
        found.update(np.linalg.solve(covariance[:2, :2], covariance[:2]).tobytes())
        found.update(np.linalg.solve(covariance[:1, :1], covariance[:1]).tobytes())
    numbers = random.uniform(0.1, 9.0, 40 * SAMPLES)
    short = numbers.astype(np.float32)
    found.update(
        np.exp(-short).tobytes() + (short[:800].reshape(20, 40) @ short[:80].reshape(40, 2)).tobytes()
    )
    for values in (np.exp(-numbers), np.expm1(-numbers), numbers**1.6, numbers**-2):
        found.update(values.tobytes())
    for function in (np.log, np.log2, np.sin, np.cos):
        found.update(function(numbers).tobytes())
    for number in numbers.tolist():
        found.update(
            repr(
                (math.sin(number), math.cos(number), math.atan2(number, 1 - number), math.exp(-number))
            ).encode("ascii")
        )
    return found.hexdigest()[:8]


if __name__ == "__main__":
    print(mark(), "-", WAYS.get(mark(), "not recorded"))
