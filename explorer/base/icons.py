"""SVG drawings of icons, read from the data of the package python-lucide.

The package itself is not imported: it pulls in Python's network modules, which slows the start noticeably.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

RENAMED = {  # former names in the icon set
    "fingerprint": "fingerprint-pattern",
    "file-x-2": "file-x-corner",
    "building-2": "building",
    "laugh": "face-grinning",
    "smile": "face-slightly-smiling",
    "meh": "face-neutral",
    "frown": "face-slightly-frowning",
    "angry": "face-angry",
}


@cache
def svg(name: str) -> str:
    """The drawing of an icon, its lines in `currentColor`.

    Raises KeyError if there is no icon of this name.
    """
    with _opened() as data:
        for known in (name, RENAMED.get(name, name)):
            found = data.execute("SELECT svg FROM icons WHERE name = ?", (known,)).fetchone()
            if found is not None:
                return str(found[0])
    raise KeyError(f"no icon named {name!r}")


@cache
def known() -> frozenset[str]:
    """The names of all icons; none if the package has no data."""
    try:
        with _opened() as data:
            return frozenset(name for (name,) in data.execute("SELECT name FROM icons")) | RENAMED.keys()
    except (ImportError, OSError, sqlite3.Error):
        return frozenset()


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{_data().as_uri()}?mode=ro", uri=True)) as data:
        yield data


@cache
def _data() -> Path:
    package = find_spec("lucide")
    for folder in (package and package.submodule_search_locations) or ():
        usual = Path(folder) / "data" / "lucide-icons.db"
        if usual.is_file():
            return usual.resolve()
    import lucide  # the installed version knows where its data is

    return Path(str(lucide.get_default_db_path())).resolve()
