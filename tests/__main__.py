"""`python3 -m tests [PATH ...] [OPTION ...]`: makes the environment if needed, then runs the tests, headless."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from explorer.base import bootstrap

WORKERS = 2
"""So many processes run tests at the same time. A file stays in one process, and so do all tests with a real window."""


def main() -> int:
    """Run pytest with the arguments after `-m tests`; without a path, run all tests. Returns the exit code."""
    bootstrap.ensure("test", module="tests", programs=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pytest

    given = sys.argv[1:]
    options = ["--rootdir", str(bootstrap.ROOT)]
    if (os.cpu_count() or 1) >= WORKERS and not any(word.startswith("-n") for word in given):
        options += ["-n", str(WORKERS), "--dist", "loadscope", "--no-loadscope-reorder"]
    if not any(Path(word.partition("::")[0]).exists() for word in given):
        options.append(str(bootstrap.ROOT / "tests"))
    return int(pytest.main([*options, *given]))


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
