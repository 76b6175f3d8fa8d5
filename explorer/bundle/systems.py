"""The three systems that a bundle is made for: where things lie in it, and how its wheels are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

NAME = "Park Explorer"
COMMAND = "park-explorer"
TIME = (2020, 1, 1, 0, 0, 0)
"""The time of every file in a bundle, so that the same files make the same archive."""


@dataclass(frozen=True, slots=True)
class System:
    """One system."""

    title: str  # its own name
    suffix: str  # of the archive
    inside: PurePosixPath  # the folder that holds `python/` and `app/`, from the top of the bundle
    site: Callable[[str], str]  # the folder of packages in `python/`, for a version such as 3.13
    platforms: Callable[[str], tuple[str, ...]]  # the tags of wheels for a processor, as pip calls them
    start: str  # the launcher that a person types, from the top of the bundle
    # how large its folder and its archive may be; None: nobody has said
    most_mb: tuple[int, int] | None = None


def _manylinux(cpu: str) -> tuple[str, ...]:
    """Those that the newest Qt needs (glibc 2.34), and all older ones."""
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
"""macOS 14 is the oldest that the newest numpy for Apple's processors runs on."""
