"""What is made ready before a zone is opened: nothing is seen of it, and the opening finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.props import prop_manager
from explorer.stage.props.prop_manager import prop_class
from explorer.visit import Open, Operate, Visit

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, resting, seen


@pytest.fixture
def fresh(park: Park) -> Iterator[Stage]:
    """A stage on which no zone was opened yet."""
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS)
    yield stage
    stage.close()


def at_exhibit(park: Park, zone: str) -> Visit:
    visit = Visit.begin(park).after(Open(zone)).after(Operate())
    return replace(visit, pose=park.zones[zone].views.exhibit.pose, flight=None, rest_s=9.0)


def test_what_is_made_ready_is_not_seen_and_the_opening_looks_the_same(fresh: Stage, park: Park) -> None:
    plain, visit = resting(park), at_exhibit(park, "line")
    before = seen(fresh, plain)
    opened = seen(fresh, visit)
    other = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS)
    try:
        seen(other, plain)
        assert len(list(other.prepare("line"))) > 2, "in portions"
        assert np.array_equal(seen(other, plain), before)
        assert np.array_equal(seen(other, visit), opened)
    finally:
        other.close()


def test_letters_behind_an_exhibit_are_shown_only_while_it_is_not_tried(
    fresh: Stage, park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.show(at_exhibit(park, "street"))
    assert fresh.letters("street") is not None, "its stalls stand below them"
    monkeypatch.setattr(prop_class("street"), "covers_letters", True)
    fresh.show(at_exhibit(park, "street"))
    assert fresh.letters("street") is None and fresh.letters("line") is not None
    fresh.show(Visit.begin(park).after(Open("street")))
    assert fresh.letters("street") is not None


def test_a_prop_is_made_once_however_its_preparation_is_broken_off(
    fresh: Stage, park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(kind: str) -> Any:
        found = prop_class(kind)
        assert found is not None

        def build(*given: Any) -> Any:
            made.append(kind)
            return found(*given)

        return build

    monkeypatch.setattr(prop_manager, "prop_class", counted)
    kind = park.zones["net"].exhibit
    assert kind is not None
    begun = fresh.prepare("net")
    next(begun)
    opened = seen(fresh, at_exhibit(park, "net"))  # before all was ready
    assert list(begun)
    assert made == [kind.kind]
    assert np.array_equal(seen(fresh, at_exhibit(park, "net")), opened)
    assert not list(fresh.prepare("net"))


def test_an_unknown_zone_cannot_be_made_ready(fresh: Stage) -> None:
    with pytest.raises(KeyError):
        fresh.prepare("nowhere")
