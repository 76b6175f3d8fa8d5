"""A process that measures for `bench`: `python -m explorer.bench first|window|gpu|presenters SETUP`."""

from __future__ import annotations

import sys
from time import perf_counter

from ..core import software_driver
from .child import Setup, answer_with


def draw_first_frame(setup: Setup, began_s: float) -> int:
    """Draw one final frame and report how long it took: the least that a start can be."""
    from ..core.memory import peak_memory_mb
    from ..film.film import final_frame
    from ..park import ParkError
    from ..stage import NoGraphics
    from ..visit import Visit

    imported_s = perf_counter()
    try:
        park = setup.park()
        read_s = perf_counter()
        stage = setup.stage(park, *setup.size)
    except (ParkError, NoGraphics) as fault:
        answer_with(failed=str(fault))
        return 2
    built_s = perf_counter()
    try:
        final_frame(Visit.begin(park), stage)
        drawn_s = perf_counter()
        parts_s = {
            "imports": imported_s - began_s,
            "park": read_s - imported_s,
            "stage": built_s - read_s,
            "picture": drawn_s - built_s,
        }
        answer_with(drawn=True, parts_s=parts_s, memory_mb=peak_memory_mb())
    finally:
        stage.close()
    return 0


def main(task: str, setup: Setup, began_s: float) -> int:
    """Measure; the exit code."""
    if task == "first":
        return draw_first_frame(setup, began_s)
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
        code = main(sys.argv[1], Setup.from_json(sys.argv[2]), perf_counter())
    except software_driver.SoftwareDriverNeeded:
        code = software_driver.restart()
    raise SystemExit(software_driver.ends_with(code))
