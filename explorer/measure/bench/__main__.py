"""A measuring process of `bench`: `python -m explorer.measure.bench window|gpu|presenters SETUP`."""

from __future__ import annotations

import sys

from ...base import software_driver
from .child import Setup


def main(task: str, setup: Setup) -> int:
    """Measure; returns the exit code."""
    if task == "window":
        from .window import measure

        return measure(setup)
    if task == "gpu":
        from .gpu_child import answer_all

        return answer_all(setup)
    if task == "presenters":
        from .presenters import compare

        return compare(setup)
    raise SystemExit(f"there is no task {task!r}")


if __name__ == "__main__":
    software_driver.load()
    try:
        code = main(sys.argv[1], Setup.from_json(sys.argv[2]))
    except software_driver.SoftwareDriverNeeded:
        code = software_driver.restart()
    raise SystemExit(software_driver.ends_with(code))
