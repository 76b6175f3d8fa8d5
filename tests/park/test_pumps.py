"""The second shipped scene: a pump maker that does not exist, on ground and with buildings that are made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from explorer.bootstrap import ROOT
from explorer.park.check import check
from explorer.park.load import Reading, read

SCENE, ASSETS = ROOT / "scenes" / "pumps", ROOT / "assets"


@pytest.fixture(scope="module")
def pumps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.grow.grown.cache_folder", lambda: cache)
        assert check(SCENE, ASSETS).faults == ()
        yield read(SCENE, ASSETS)


def test_it_has_no_fault_and_all_is_found(pumps: Reading) -> None:
    park = pumps.park
    assert park is not None and park.grown is not None
    assert park.languages == ("de", "en") and len(park.zones) == 8
    assert set(park.solids.zones) == set(park.zones)
    assert {zone.exhibit.kind for zone in park.zones.values() if zone.exhibit} == {
        "twinlib",
        "sense",
        "assembly",
    }


def test_what_flows_goes_between_its_zones(pumps: Reading) -> None:
    assert pumps.park is not None
    flows = {(id, to.zone) for id, zone in pumps.park.zones.items() for to in zone.related}
    assert ("engineering", "works") in flows and all(to in pumps.park.zones for _, to in flows)
