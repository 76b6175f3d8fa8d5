"""A process beside the show that dies early: the show hears nothing of it, and starts another one."""

from __future__ import annotations

import time
from typing import Any

from explorer.lan.process import ProcessBeside
from tests.processes import gone

from .conftest import until


def test_one_that_dies_before_it_gets_its_job_is_started_again() -> None:
    def job() -> dict[str, Any]:
        until(lambda: process.pid is not None and gone(process.pid))
        return {"listens": []}

    ahead_s = [0.0]
    process = ProcessBeside("none", job, "no_such_package", lambda: time.monotonic() + ahead_s[0])
    process.look()
    assert process.starts == 1 and process.look() and process.pid is None
    ahead_s[0] += 60.0
    process.look()
    assert process.starts == 2
    process.close()
    assert not process.is_running
