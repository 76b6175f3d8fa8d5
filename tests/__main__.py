"""`python3 -m tests`: makes the environment if need be, then runs every test, headless."""

from __future__ import annotations

import os
import sys

from explorer import bootstrap

WORKERS = 2
"""So many processes run tests side by side. Each file stays in one, and all real windows do: hands do not hurry."""


def main() -> int:
    """Run pytest with what was typed after `-m tests`; returns its exit code."""
    bootstrap.ensure("test", module="tests", programs=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pytest

    words = [str(bootstrap.ROOT / "tests"), "--rootdir", str(bootstrap.ROOT)]
    if (os.cpu_count() or 1) >= WORKERS and "-n" not in sys.argv:
        words += ["-n", str(WORKERS), "--dist", "loadgroup", "--no-loadscope-reorder"]
    return int(pytest.main([*words, *sys.argv[1:]]))


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
