"""Imports as Python does them, not as Qt for Python would like to."""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Have modules imported without a look at their source.

    Qt for Python reads the source of everything that is imported after it, to know which module may want its snake_case
    and true properties (`from __feature__ import`). None here does. Reading it takes a tenth of the time that all imports
    take, and every line stays in memory, 15 MB of them.
    """
    import shiboken6  # noqa: F401 - it puts its own way of importing in the place of Python's

    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own
