"""The bars of a formula: as high as the readings, where they can be touched, redrawn only when a dial has moved."""

from __future__ import annotations

from explorer.base.geometry import Vec3
from explorer.exhibits.exhibit import Value
from explorer.exhibits.sheets.sheet import Dial, Reading, Sheet, exhibit_of
from explorer.i18n import Verbatim
from explorer.park.base import SceneText
from explorer.park.frame import Accent
from explorer.park.model import ExhibitPlace
from explorer.stage.props.bars import BarsProp
from explorer.stage.props.prop_manager import prop_class

SAID = SceneText({"en": "said"})
PLACE = ExhibitPlace(kind="formula", centre_m=(0, 0, 0), size_m=(16, 10, 8), see=SAID, learn=SAID, real=SAID)


def sheet(*readings: str) -> Sheet:
    rows = tuple(Reading(name, Verbatim(name), "m", 0.0, 10.0) for name in readings)
    return Sheet(
        "formula", Verbatim("sheet"), (Dial("x", Verbatim("x"), "", 0.0, 10.0, 0.1, 5.0),), rows,
        lambda values: {name: float(values["x"]) / (n + 1) for n, name in enumerate(readings)}, Verbatim("limit"),
    )  # fmt: skip


def top(prop: BarsProp, name: str) -> float:
    high: Vec3 = prop.boxes()[name].high
    return high[2]


def test_a_bar_is_as_high_as_its_reading() -> None:
    assert prop_class("formula") is prop_class("table") is BarsProp
    exhibit = exhibit_of(sheet("one", "two", "three"))()
    prop = BarsProp(PLACE, Accent(day="#1FA588", night="#4FE8A8"))
    values: list[Value] = [2.0, 9.0]
    heights = []
    for value in values:
        standing = exhibit.having(x=value)
        prop.show(standing, standing.start(), 0.0)
        assert set(prop.boxes()) == set(standing.parts(standing.start()))
        heights.append([top(prop, name) for name in ("one", "two", "three")])
    assert heights[1][0] > heights[0][0] > heights[0][1] > heights[0][2]
    assert all(0 < high <= 8 for row in heights for high in row)
    wide, deep, _ = PLACE.size_m
    for box in prop.boxes().values():
        assert -wide / 2 <= box.low[0] and box.high[0] <= wide / 2
        assert -deep / 2 <= box.low[1] and box.high[1] <= deep / 2
