"""The three systems supported by bundles: folder layout, and tags of wheels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from ...i18n import Translatable

NAME = "Park Explorer"
COMMAND = "park-explorer"
TIME = (2020, 1, 1, 0, 0, 0)
"""Time of every file in a bundle, fixed so that archives are reproducible."""


@dataclass(frozen=True, slots=True)
class System:
    """A supported system."""

    title: str  # its name
    suffix: str  # of the archive
    inside: PurePosixPath  # folder with `python/` and `app/`, relative to the top of the bundle
    site: Callable[[str], str]  # folder of packages in `python/`, for a version such as 3.13
    platforms: Callable[[str], tuple[str, ...]]  # wheel tags for a processor, as pip names them
    start: str  # the launcher to type, relative to the top of the bundle
    # largest sizes of its folder and its archive; None: no limit
    most_mb: tuple[int, int] | None = None


def _manylinux(cpu: str) -> tuple[str, ...]:
    """The tag that the newest Qt needs (glibc 2.34), and all older ones."""
    numbered = (f"manylinux_2_{minor}_{cpu}" for minor in range(34, 4, -1))
    return (*numbered, *(f"manylinux{year}_{cpu}" for year in ("2014", "2010", "1")))


SYSTEMS: dict[str, System] = {
    "windows": System(
        "Windows",
        ".zip",
        PurePosixPath(),
        lambda version: "Lib/site-packages",
        lambda cpu: (f"win_{cpu}",),
        f"{COMMAND}.exe",
        (310, 140),
    ),
    "macos": System(
        "macOS",
        ".zip",
        PurePosixPath(f"{NAME}.app/Contents/Resources"),
        lambda version: f"lib/python{version}/site-packages",
        lambda cpu: (f"macosx_14_0_{cpu}",),
        f"{NAME}.app/Contents/MacOS/{COMMAND}",
    ),
    "linux": System(
        "Linux",
        ".tar.xz",
        PurePosixPath(),
        lambda version: f"lib/python{version}/site-packages",
        _manylinux,
        COMMAND,
        (360, 110),
    ),
}
"""The supported systems. macOS 14 is the oldest for the newest numpy on Apple's processors."""


class NotAssembled(Exception):
    """A requirement of a bundle is missing. `message` says what, and what to do."""

    def __init__(self, message: Translatable) -> None:
        super().__init__(message)
        self.message = message
