"""A process that draws one finished picture of the park and says so: the least that a start can be."""

from __future__ import annotations

from time import perf_counter

from .child import setup_given, tell

if __name__ == "__main__":
    began_s = perf_counter()
    setup = setup_given()
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
        tell(failed=str(fault))
        raise SystemExit(2) from None
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
        tell(drawn=True, parts_s=parts_s, memory_mb=peak_memory_mb())
    finally:
        stage.close()
