"""What a plant writes into its messages."""

from __future__ import annotations

from datetime import UTC
from types import SimpleNamespace
from typing import Any

import pytest

from explorer.base.refused import Refused
from explorer.net.live.messages import quality_of, time_of, value_at, zone_of


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("", {"a": {"b": [1, {"c": 2}]}, "a.b": 9}),
        ("a.b", 9),  # a key with a dot in it goes first
        ("a.b[0]", 1),
        ("a.b[1].c", 2),
        ("a.b.1.c", 2),
        ("a.b[2]", None),
        ("a.b[-1]", None),
        ("a.x.y", None),
        ("a.b[0].c", None),
    ],
)
def test_a_path_leads_into_objects_and_lists(path: str, value: Any) -> None:
    assert value_at({"a": {"b": [1, {"c": 2}]}, "a.b": 9}, path) == value


def test_a_path_leads_into_structures_and_lists_at_the_top() -> None:
    structure = SimpleNamespace(Pump=SimpleNamespace(Speed=3.0), _own=1)
    assert value_at(structure, "Pump.Speed") == 3.0
    assert value_at(structure, "_own") is None and value_at(structure, "Pump.None") is None
    assert value_at([5, 6], "[1]") == 6 and value_at("text", "x") is None


@pytest.mark.parametrize(
    ("found", "seconds"),
    [
        (1_777_636_800, 1777636800.0),
        (1_777_636_800_000, 1777636800.0),
        (1_777_636_800_000_000, 1777636800.0),
        (1_777_636_800_000_000_000, 1777636800.0),
        ("1777636800", 1777636800.0),
        ("2026-05-01T12:00:00Z", 1777636800.0),
        ("2026-05-01 14:00:00", 1777636800.0),  # summer time in Berlin
        ("2026-01-01 13:00:00", 1767268800.0),
        ("yesterday", None),
        (0, None),
        (-5, None),
        (float("inf"), None),
        (10**400, None),
        (None, None),
        ([1], None),
    ],
)
def test_times(found: Any, seconds: float | None) -> None:
    assert time_of(found, zone_of("Europe/Berlin")) == seconds


@pytest.mark.parametrize(
    ("found", "quality"),
    [
        ("good", "good"), ("Good", "good"), (" OK ", "good"), ("uncertain", "uncertain"), ("bad", "bad"), ("", "bad"),
        (True, "good"), (False, "bad"), (192, "good"), (216, "good"), (64, "uncertain"), (8, "bad"), (0, "uncertain"),
        (0x40000000, "uncertain"), (0x80000000, "bad"), (0x80AB0000, "bad"), (None, "bad"), ([], "bad"),
    ],
)  # fmt: skip
def test_qualities(found: Any, quality: str) -> None:
    assert quality_of(found) == quality


def test_a_map_may_say_what_is_good() -> None:
    assert quality_of(0, good=0) == "good" and quality_of(1, good=0) == "bad"
    assert quality_of("RUN", good="RUN") == "good" and quality_of("STOP", good="RUN") == "bad"


def test_zones() -> None:
    assert zone_of("+00:00").utcoffset(None) == zone_of("UTC").utcoffset(None) == UTC.utcoffset(None)
    for wrong in ("Europe/Atlantis", "+25:00", "", "../etc/passwd"):
        with pytest.raises(Refused, match="Europe/Berlin"):
            zone_of(wrong)
