"""Park Explorer: a virtual industrial park whose buildings explain a plan."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    # the first lines of this program that any Python reads: even Python 2 understands their words
    sys.exit(
        "Park Explorer needs Python 3.11 or newer; this is "
        + ".".join(map(str, sys.version_info[:2]))
        + ". Windows and macOS: install a newer one from python.org. Linux: see whether your system has a package named "
        "python3.13, python3.12 or python3.11, and type that name instead of python3."
    )

__version__ = "0.3.0"
