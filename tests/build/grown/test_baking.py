"""A grown park baked with rays: used as long as it fits, and never half written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.base.baked_check import check_tables, read_json
from explorer.base.baked_format import Manifest
from explorer.base.bootstrap import ROOT
from explorer.build.grown.baking import bake_grown
from explorer.build.grown.grown import Job, grow
from explorer.build.grown.rows import SiteRow
from explorer.park.growing import has_old_bake
from tests.build.grown.test_land import a_row

JOB = Job(
    (a_row("z", "pavilion", letters=(("en", "CAFE"),)),),
    SiteRow(trees="none", horizon="none"),
    ROOT / "assets" / "park",
)
RAYS, GROUND_PX = 1, 64


def test_a_bake_is_used_as_long_as_it_fits(tmp_path: Path) -> None:
    out, steps = tmp_path / "scene" / "baked", list[float]()
    bake_grown(JOB, out, RAYS, GROUND_PX, lambda share, _: steps.append(share))
    assert steps == sorted(steps) and steps[-1] == 1
    found = grow(*JOB.order, tmp_path / "cache", baked=out)
    assert found.folder == out and found.has_light and not has_old_bake(out, out.parent)
    manifest = read_json(Manifest, (out / "manifest.json").read_bytes())
    vertices = np.load(out / "vertices.npy")
    check_tables(manifest, vertices, np.load(out / "indices.npy"))
    assert vertices["night"].any() and all((out / name).is_file() for name in manifest.ground.values())
    assert str(ROOT) not in (out / "job.json").read_text("utf-8"), "a scene goes to other computers"
    other = replace(JOB, site=replace(JOB.site, seed=8))
    after = grow(*other.order, tmp_path / "cache", baked=out, light_later=True)
    assert after.folder != out and has_old_bake(after.folder, out.parent)


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_bake_that_is_broken_off_leaves_what_stood_there(fault: BaseException, tmp_path: Path) -> None:
    out = tmp_path / "baked"
    out.mkdir()
    (out / "layout.json").write_text("{}", encoding="utf-8")

    def stop(share: float, _: str) -> None:
        raise fault

    with pytest.raises(type(fault)):
        bake_grown(JOB, out, RAYS, GROUND_PX, stop)
    assert [place.name for place in tmp_path.iterdir()] == ["baked"]
    assert (out / "layout.json").read_text("utf-8") == "{}"
