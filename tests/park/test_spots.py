"""Hot spots of zones: where they are, their files, and what `check` says of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.base.baked_format import SOLID
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.park.check import check
from explorer.park.faults import Fault
from explorer.park.frame import Solids
from explorer.park.spots.hidden import hidden_spots
from explorer.park.spots.spot import file_key
from explorer.visit import Close, Open, Operate, ShowSpot, Visit
from tests.park.meshes.zoo import halves, png, textured_wall
from tests.scene import swap, write_scene

SIGN = (
    "{id: sign, title: {en: Sign, zh: 牌子}, at_m: [2, 5, 3], text: {en: Old., zh: 旧。}, file: ./sign.png}"
)
MORE = '{id: more, title: {en: More, zh: 更多}, link: "https://kessler.example/pumps"}'


def scene(tmp_path: Path, *spots: str) -> Path:
    """The toy scene with hot spots at its mill."""
    folder = write_scene(tmp_path / "toy")
    swap(
        folder / "zones/mill.yaml",
        "related:\n",
        "\n".join(("spots:", *(f"  - {s}" for s in spots), "related:", "")),
    )
    (folder / "sign.png").write_bytes(png(np.asarray(halves())))
    return folder


def park_with(tmp_path: Path, *spots: str) -> Park:
    folder = scene(tmp_path, *spots)
    return load(folder, folder)


def said(folder: Path) -> list[Fault]:
    return [fault for fault in check(folder, folder).faults if fault.path.name in ("mill.yaml", "walk.yaml")]


def test_a_spot_has_a_point_and_a_file(tmp_path: Path) -> None:
    folder = scene(tmp_path, SIGN, MORE)
    park = load(folder, folder)
    assert park.spot_files == {file_key("mill", "sign", "file"): folder / "sign.png"}
    assert park.zones["mill"].spots[1].at_m is None
    assert said(folder) == []


@pytest.mark.parametrize(
    ("heading_deg", "expected"), [(180, (12, 15, 3)), (0, (8, 25, 3)), (90, (15, 22, 3)), (270, (5, 18, 3))]
)
def test_a_point_is_seen_from_before_the_front(
    tmp_path: Path, heading_deg: float, expected: tuple[float, ...]
) -> None:
    spot = park_with(tmp_path, SIGN).zones["mill"].spots[0]
    assert spot.place_m((10, 20), heading_deg) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("spot", "weight", "what"),
    [
        ("{id: a, title: {en: A, zh: 甲}}", "warning", "has a title alone"),
        (SIGN.replace("./sign.png", "./none.png"), "warning", "there is no file './none.png'"),
        (SIGN.replace("./sign.png", "../out.png"), "error", "leads out of the scene folder"),
        (SIGN.replace("./sign.png", "./sign.exe"), "error", "of a kind that is not read"),
        (SIGN.replace("./sign.png", "./sign.png, poster: ./sign.png"), "error", "only a video has a poster"),
        (SIGN.replace("[2, 5, 3]", "[2, 500, 3]"), "warning", "far from its building"),
        (MORE.replace("https", "ftp"), "error", "link"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(tmp_path: Path, spot: str, weight: str, what: str) -> None:
    folder = scene(tmp_path, spot)
    faults = said(folder)
    assert [fault.weight for fault in faults] == [weight]
    assert what in tr(faults[0].what, "en") and faults[0].line


PRODUCT = "{id: pump, title: {en: Pump, zh: 泵}, model: ./pump.glb}"


@pytest.mark.parametrize(
    ("data", "spot", "what"),
    [
        (b"", PRODUCT.replace("pump.glb", "none.glb"), "there is no file './none.glb'"),
        (b"", PRODUCT.replace("./pump.glb", "../pump.glb"), "leads out of the scene folder"),
        (b"", PRODUCT.replace("pump.glb", "pump.fbx"), "of a kind that is not read"),
        (b"no model", PRODUCT, "is not shown"),
        (textured_wall(b"no picture").bytes(), PRODUCT, "'facade' is left out"),
        (textured_wall().bytes(), PRODUCT, ""),
    ],
)
def test_a_product_is_opened_by_check(tmp_path: Path, data: bytes, spot: str, what: str) -> None:
    folder = scene(tmp_path, spot)
    (folder / "pump.glb").write_bytes(data)
    words = [tr(fault.what, "en") for fault in said(folder)]
    assert len(words) == bool(what) and all(what in line for line in words)


def test_a_product_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.park.spots.products.MOST_TRIANGLES", 1)
    folder = scene(tmp_path, PRODUCT)
    textured_wall().write(folder / "pump.glb")
    (fault,) = said(folder)
    assert "2 triangles, and 1 is the limit" in tr(fault.what, "en")


def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    (fault,) = said(scene(tmp_path, SIGN, SIGN))
    assert "comes twice" in tr(fault.what, "en")


TOUR = """\
kind: show
title: {en: A walk, zh: 游览}
lead: {en: One stop., zh: 一站。}
stops:
  - {id: gate, zone: mill, spot: SPOT, hold_s: 8, caption: {en: Look., zh: 看。}}
"""


def test_a_stop_opens_a_card_and_names_one_that_exists(tmp_path: Path) -> None:
    folder = scene(tmp_path, SIGN)
    (folder / "tours").mkdir(exist_ok=True)
    (folder / "tours/walk.yaml").write_text(TOUR.replace("SPOT", "sing"), "utf-8")
    (fault,) = (fault for fault in said(folder) if fault.weight == "error")
    assert "sing" in tr(fault.what, "en") and "sign" in tr(fault.remedy, "en")


def boxes(zone: str, centre_m: tuple[float, float], wide: float, deep: float, high: float) -> list[object]:
    """A building as columns of two by two metres, as a grown park has them."""
    x, y = centre_m
    return [
        (zone, (x + i, y + j, 0.0), (x + i + 2, y + j + 2, high))
        for i in np.arange(-wide / 2, wide / 2, 2.0)
        for j in np.arange(-deep / 2, deep / 2, 2.0)
    ]


def test_a_pin_behind_a_wall_is_hidden_until_the_camera_comes_round(tmp_path: Path) -> None:
    points = {"front": "[0, 10.2, 4]", "back": "[0, -10.2, 4]", "side": "[10.2, 0, 4]", "room": "[0, 0, 3]"}
    spots = [
        f"{{id: {id}, title: {{en: A, zh: 甲}}, text: {{en: B, zh: 乙}}, at_m: {at}}}"
        for id, at in points.items()
    ]
    zone = park_with(tmp_path, *spots).zones["mill"]
    zone = zone.model_copy(
        update={
            "place": zone.place.model_copy(
                update={"footprint_m": (20, 20), "height_m": 8, "heading_deg": 180}
            )
        }
    )
    (x, y) = zone.place.centre_m
    own = boxes("mill", (x, y), 20, 20, 8)

    def hidden(east: float, north: float, *more: object) -> set[str]:
        solids = Solids.of(np.array([*own, *more], SOLID))
        return set(hidden_spots(zone, (x + east, y + north, 12.0), solids))

    assert hidden(0, -60) == {"back", "side"}, "a camera before the front"
    assert hidden(40, -40) == {"back"} and hidden(40, 40) == {"front"}, "before a corner"
    assert hidden(12, -60) == {"back"}, "along the east wall"
    other = boxes("barn", (x, y - 30), 12, 6, 14)
    assert hidden(0, -60, *other) >= {"front", "room", "back"}, "another building stands before them"


# ---- the visit


def test_a_card_belongs_to_the_open_zone_and_goes_with_it(tmp_path: Path) -> None:
    visit = Visit.begin(park_with(tmp_path, SIGN, MORE))
    assert visit.after(ShowSpot("sign")).open_spot is None, "no zone is open"
    visit = visit.after(Open("mill")).after(ShowSpot("sign"))
    assert visit.open_spot is not None and visit.open_spot.id == "sign"
    assert visit.after(ShowSpot("more")).spot == "more"
    assert visit.after(ShowSpot("none")).spot == "sign", "an unknown one changes nothing"
    closed = visit.after(Close())
    assert (closed.zone, closed.open_spot) == ("mill", None)
    assert closed.after(Close()).zone is None
    assert visit.after(Open("barn")).open_spot is None
    assert visit.after(Operate()).after(Open("mill")).zone == "mill"
