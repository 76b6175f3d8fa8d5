"""What is seen of the library is what its state says: the book on the oven, the ghost, the glow, and the parts on their trays."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.exhibit import Value
from explorer.exhibits.twinlib.exhibit import OVENS
from explorer.stage.props.prop import Prop
from explorer.stage.props.twinlib.prop import BOOK_X_M, OVEN_X_M, TRAY_Y_M, window_high
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("twinlib")


@pytest.fixture(scope="module")
def run() -> Running:
    """The first batch, baked."""
    return Running.begin("twinlib").advance(6.0)


def books(prop: Prop) -> np.ndarray:
    corners = watch.vertices(prop, "books").reshape(3, -1, 3)
    return np.asarray((corners.min(axis=1) + corners.max(axis=1)) / 2)


def test_the_chosen_book_lies_on_the_oven_and_the_others_stand(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    steel, plastic, solder = books(prop)
    assert steel[0] == pytest.approx(OVEN_X_M, abs=0.1) and steel[2] > 3.5
    assert plastic[0] == pytest.approx(BOOK_X_M[1], abs=0.1)
    assert solder[0] == pytest.approx(BOOK_X_M[2], abs=0.1)


def test_all_three_books_fly_when_all_are_asked(prop: Prop, run: Running) -> None:
    watch.shown(prop, run.turned("book", "library").advance(1.0))
    assert (books(prop)[:, 2] > 3.5).all()


def test_the_part_of_every_oven_lies_on_its_tray(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    corners = len(watch.vertices(prop, "parts")) // (4 * OVENS)
    parts = watch.solids(prop, "parts", corners)
    assert len(parts) == OVENS == len(run.state.outcomes)
    assert np.allclose(parts.mean(axis=1)[:, 1], TRAY_Y_M["other"], atol=0.05)


def test_the_column_is_as_high_as_the_oven_is_hot(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    column = watch.solids(prop, "columns")[0]
    assert np.ptp(column[:, 2]) == pytest.approx(window_high(float(run.state.ovens[0].run[-1])), abs=1e-3)


def test_without_one_book_there_is_no_ghost(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    assert len(watch.solids(prop, "columns")) == 2
    watch.shown(prop, run.turned("book", "none").advance(12.0))
    assert len(watch.solids(prop, "columns")) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("book", "solder"), ("watch_s", 30.0), ("oven", "unknown"), ("oven", "steel")]
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))


@pytest.mark.parametrize("action", ["bake", "clear"])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action))
