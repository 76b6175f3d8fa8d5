"""`python3 -m tests`: makes the environment if need be, then runs every test, headless."""

from __future__ import annotations

import os
import sys

from explorer import bootstrap


def main() -> int:
    """Run pytest with what was typed after `-m tests`; returns its exit code."""
    bootstrap.ensure("test", module="tests", programs=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pytest

    return int(pytest.main([str(bootstrap.ROOT / "tests"), "--rootdir", str(bootstrap.ROOT), *sys.argv[1:]]))


if __name__ == "__main__":
    raise SystemExit(main())
