"""Bakes a grown park: ray-traced light for a user's scene, stored beside its files or in the user's cache."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from explorer.base.folders import cache_folder
from explorer.build.pipeline.bake import IMAGES

from .grown import BAKED, Job
from .layout import FILE
from .light.ray_light import Progress, RayLight
from .making import make


def bake_grown(
    job: Job, out: Path, rays: int, ground_px: int, progress: Progress, cache: Path | None = None
) -> None:
    """Write the park of a job with ray-traced light.

    Raises OSError if it cannot be written; the previous park then stays.

    Parameters
    ----------
    out : the folder to write; the park is written beside it and replaces it when complete.
    cache : folder that keeps light for the next bake.
    """
    fresh, old = (out.with_name(f"{out.name}.{word}") for word in ("fresh", "old"))
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        layout = make(
            job.rows, job.site, job.shipped, fresh,
            lambda surroundings: RayLight(surroundings, rays, ground_px, cache, progress), IMAGES,
        )  # fmt: skip
        replace(job, shipped=Path()).write(fresh)  # no path of this computer: a scene may move to another one
        replace(layout, recipe=job.key).write(fresh)
        if out.exists():
            out.rename(old)
        fresh.rename(out)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        if old.exists() and not (out / FILE).is_file():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
    progress(1.0, "done")


def place_in_cache(job: Job) -> Path:
    """Folder of a bake if the scene's own folder cannot be written."""
    return cache_folder() / "grown" / (job.key + BAKED)
