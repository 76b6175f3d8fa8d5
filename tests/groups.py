"""Which tests stay together when several processes share the work: what a file prepares is then prepared once."""

from __future__ import annotations

from typing import Any

import pytest

REAL = "tests/real"
"""Real windows take the whole machine: they are opened one after the other."""
TOGETHER = (REAL, "tests/publish/web")
"""Folders whose files share one process; those of the web share a browser and two editions, which take half a minute."""


def group_of(nodeid: str) -> str:
    """All tests of a group run in one process, one after the other: a file's, or those of a folder that stays together."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)


@pytest.hookimpl(optionalhook=True)  # a few tests are run without several processes
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give a process a whole group at a time; the marks that xdist has for it are lost under pytest 9.2."""
    from xdist.scheduler import LoadScopeScheduling

    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = group_of
    return scheduler
