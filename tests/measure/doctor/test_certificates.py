"""`doctor` says in time which certificate ends, and what renews it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from explorer.measure.doctor.machine import certificates
from explorer.net.fleet.setup import YEARS, init
from explorer.net.live.access import make

pytestmark = pytest.mark.usefixtures("english")


def test_no_certificates_are_no_finding(tmp_path: Path) -> None:
    assert not list(certificates(tmp_path, tmp_path))


@pytest.mark.parametrize(
    ("left_days", "states"), [(100, ["good"]), (30, ["note", "note", "note"]), (-5, ["bad", "bad", "bad"])]
)
def test_those_of_a_fleet_and_its_booth(tmp_path: Path, left_days: int, states: list[str]) -> None:
    made = datetime.now(UTC) - timedelta(days=365 * YEARS - left_days, hours=-1)
    init(tmp_path / "fleet", ["hub"], [], now=made)
    kept = tmp_path / "kept"
    (kept / "fleet").mkdir(parents=True)
    (kept / "fleet" / "fleet-ca.pem").write_bytes((tmp_path / "fleet" / "ca.pem").read_bytes())
    found = list(certificates(tmp_path, kept))
    assert [finding.state for finding in found] == states
    if left_days == 30:
        assert {
            ("fleet init" in finding.remedy, f"{left_days} days" in finding.what) for finding in found
        } == {(True, True)}


def test_those_of_a_line(tmp_path: Path) -> None:
    asyncio.run(make(tmp_path / "access", "park"))
    (finding,) = certificates(tmp_path, tmp_path)
    assert finding.state == "good"
