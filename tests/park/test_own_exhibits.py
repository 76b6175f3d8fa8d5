"""Exhibits in a scene's own words, and those made of formulas and tables: shown as the others, and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.park.check import check
from explorer.visit import Open, Operate, Turn, Visit
from explorer.visit.state_code import code_of, opened_at
from explorer.visit.tour.check import check_tours
from tests.scene import swap
from tests.small_scene import STEP_M, write_small_scene

NOWHERE = Path("/nowhere")
PLACE = """
exhibit:
  kind: {kind}
  centre_m: [{x}, 0, 0.2]
  size_m: [16, 10, 8]
  see: {{en: Bars.}}
  learn: {{en: Speed costs.}}
  real: {{en: An invented pump.}}
"""
FORMULA = """  title: {en: What a pump costs}
  formula:
    dials:
      speed: {label: {en: Speed}, unit: rpm, low: 600, high: 3000, default: 1450}
      hours: {label: {en: Hours a day}, unit: h/d, low: 1, high: 24, step: 1}
    constants:
      rated: {value: 2900, unit: rpm}
      most: {value: 11, unit: kW}
      price: {value: 0.2, unit: EUR/kWh}
    readings:
      power: {label: {en: Power}, unit: kW, equals: most * (speed / rated) ^ 3}
      cost: {label: {en: Cost}, unit: EUR/d, equals: power * hours * price}
"""
TABLE = """  table:
    file: ./wheels.csv
    dials:
      wheel: {label: {en: Wheel}, choices: {open: {en: Open wheel}}}
      flow: {label: {en: Flow}, unit: m3/h, column: Flow}
    readings:
      head: {label: {en: Head}, unit: m}
"""
ROWS = "wheel,Flow,head\nopen,0,50\nopen,60,30\nclosed,0,62\nclosed,60,44\n"
LINE = """  title: {en: Our line}
  parameters:
    loss: {label: {en: Losses here}, low: 5, high: 40, default: 10}
  readings: {gap: {en: Missing parts}}
  actions: {break_sensor: {en: Switch it off}}
"""
ZONE = "zones/zone-1.yaml"


def scene_with(folder: Path, kind: str, more: str) -> Path:
    scene = write_small_scene(folder)
    with (scene / ZONE).open("a", encoding="utf-8") as file:
        file.write(PLACE.format(kind=kind, x=-STEP_M) + more)
    (scene / "wheels.csv").write_text(ROWS, "utf-8")
    return scene


def faults(scene: Path) -> list[str]:
    return [fault.as_text() for fault in check(scene, NOWHERE, check_tours).faults]


def park_with(folder: Path, kind: str, more: str) -> Park:
    scene = scene_with(folder, kind, more)
    assert faults(scene) == []
    return load(scene, NOWHERE)


def test_formulas_make_an_exhibit(tmp_path: Path) -> None:
    park = park_with(tmp_path, "formula", FORMULA)
    visit = Visit.begin(park).after(Open("zone-1")).after(Operate()).advance(5.0)
    assert visit.run is not None
    assert visit.run.readings == pytest.approx({"power": 1.375, "cost": 1.375 * 12.5 * 0.2})
    visit = visit.after(Turn("speed", 2900))
    assert visit.run is not None and visit.run.readings["power"] == pytest.approx(11.0)
    kind = type(visit.run.exhibit)
    assert tr(kind.title, "en") == "What a pump costs" and kind.figures == ("power", "cost")
    profile = visit.run.exhibit.profile(visit.run.state, "power")
    assert profile.y[0] < profile.y[-1] and profile.marks[0][0] == 2900
    for output in kind.outputs:
        assert output.low <= visit.run.readings[output.name] <= output.high
    for step in kind.walkthrough:
        visit.run.exhibit.having(**dict(step.values))


def test_a_table_makes_an_exhibit(tmp_path: Path) -> None:
    park = park_with(tmp_path, "table", TABLE)
    exhibit = park.fresh_exhibit(park.zones["zone-1"])
    assert exhibit is not None
    state = exhibit.start()
    assert exhibit.readings(state) == {"head": 50.0}
    assert exhibit.having(flow=30.0).readings(state) == {"head": 40.0}
    assert exhibit.having(wheel="closed", flow=30.0).readings(state) == {"head": 53.0}


def test_two_zones_have_exhibits_of_their_own(tmp_path: Path) -> None:
    scene = scene_with(tmp_path, "formula", FORMULA)
    with (scene / "zones/zone-2.yaml").open("a", encoding="utf-8") as file:
        file.write(PLACE.format(kind="table", x=0) + TABLE)
    park = load(scene, NOWHERE)
    kinds = [zone.exhibit.exhibit_class for zone in park.zones.values() if zone.exhibit]
    assert [len(kind.outputs) for kind in kinds] == [2, 1]


def test_a_state_of_one_is_kept_in_a_code(tmp_path: Path) -> None:
    park = park_with(tmp_path, "formula", FORMULA)
    visit = Visit.begin(park).after(Open("zone-1")).after(Operate()).advance(1.0)
    visit = visit.after(Turn("hours", 20)).advance(1.0)
    assert visit.run is not None
    opened = opened_at(park, park.zones["zone-1"], code_of(visit.run))
    assert opened.is_same and opened.run.readings == visit.run.readings


def test_a_kind_takes_words_and_ranges_of_a_scene(tmp_path: Path) -> None:
    park = park_with(tmp_path, "line", LINE)
    exhibit = park.fresh_exhibit(park.zones["zone-1"])
    assert exhibit is not None
    kind = type(exhibit)
    assert issubclass(kind, KINDS["line"]) and kind.kind == "line"
    assert tr(kind.title, "de") == "Our line" and tr(KINDS["line"].title, "en") != "Our line"
    assert exhibit.model_dump()["loss"] == 10
    assert exhibit.having(loss=90).model_dump()["loss"] == 40, (
        "what the exhibit sets itself stays in the range"
    )
    labels = {action.name: tr(action.label, "en") for action in kind.actions}
    assert labels["break_sensor"] == "Switch it off"
    state = exhibit.start()
    for _ in range(30):
        state = exhibit.step(state)
    assert set(exhibit.readings(state)) == {output.name for output in kind.outputs}


@pytest.mark.parametrize(
    ("kind", "more", "old", "new", "expected"),
    [
        ("line", LINE, "loss:", "los:", "exhibit.parameters.los: no 'los': nearest known: loss"),
        ("line", LINE, "low: 5", "low: 1", "exhibit.parameters.loss.low: 1 is out of range: it must be 5 to 100 %"),
        ("line", LINE, "default: 10", "default: 60", "loss.default: 60 is out of range: it must be 5 to 40"),
        ("line", LINE, "break_sensor", "brake_sensor", "no 'brake_sensor': nearest known: break_sensor"),
        ("formula", FORMULA, "* price}", "* prise}", "cost.equals: no 'prise': nearest known: price"),
        ("formula", FORMULA, "unit: EUR/d", "unit: EUR/h", "does not come out in EUR/h: multiply the formula by 0.0416667"),
        ("formula", FORMULA, "unit: EUR/d, equals: power", "unit: EUR/h, equals: 1 / 24 * power", ""),
        ("formula", FORMULA, "unit: kW, equals", "unit: W, equals", "does not come out in W: multiply the formula by 1000"),
        ("formula", FORMULA, "unit: EUR/d", "unit: kWh", "cost.equals: comes out in"),
        ("formula", FORMULA, "unit: rpm, low", "unit: m//s, low", "dials.speed.unit: 'm//s' is no unit"),
        ("formula", FORMULA, "equals: most", "equals: hours + most", "power.equals: joins"),
        ("formula", FORMULA, "/ rated)", "/ (speed - 600 - 2400 * 5 / 48))", "power: has no value at speed = 850"),
        ("formula", FORMULA, "unit: kW, equals", "unit: kW, high: 5, equals", "power: comes to"),
        ("formula", FORMULA, "low: 600, high: 3000", "low: 600, high: 500", "speed.high: not above low"),
        ("formula", FORMULA, "default: 1450", "default: 50", "speed.default: 50 is out of range"),
        ("formula", FORMULA, "      power:", "      step:", "'step' is taken already"),
        ("formula", FORMULA, "  formula:", "  table:", "exhibit.table"),
        ("table", TABLE, "wheels.csv", "wheel.csv", "there is no file './wheel.csv': put the table there"),
        ("table", TABLE, "./wheels.csv", "../../wheels.csv", "leads out of the scene folder"),
        ("table", TABLE, "wheels.csv", "wheels.txt", "is of a kind that is not read: use one of .csv, .xlsx"),
        ("table", TABLE, "column: Flow", "column: flow", "exhibit.table.dials.flow: no 'flow': nearest known: Flow"),
        ("table", TABLE, "{open: {en", "{opn: {en", "choices.opn: no 'opn': nearest known: open"),
        ("table", TABLE, "kind: table", "kind: formula", "exhibit.kind: the exhibit has nothing to show: add `formula:`"),
        ("table", TABLE, "kind: table", "kind: line", "exhibit.table: is of another kind of exhibit"),
        ("mill", "", "", "", "exhibit.kind: no 'mill'"),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_at_its_place(
    tmp_path: Path, kind: str, more: str, old: str, new: str, expected: str
) -> None:
    scene = scene_with(tmp_path, kind, more)
    if old:
        swap(scene / ZONE, old, new)
    found = faults(scene)
    if not expected:
        assert found == []
    assert any(expected in line for line in found) or not expected, found
    assert all(ZONE.replace("/", "/") in line for line in found)


def test_a_mistake_in_a_formula_is_not_reported_as_if_there_was_none(tmp_path: Path) -> None:
    scene = scene_with(tmp_path, "formula", FORMULA)
    swap(scene / ZONE, "dials:", "dial:")
    found = faults(scene)
    assert any("did you mean `dials`?" in line for line in found)
    assert not any("nothing to show" in line for line in found)


def test_a_broken_table_is_reported_with_its_row(tmp_path: Path) -> None:
    scene = scene_with(tmp_path, "table", TABLE)
    swap(scene / "wheels.csv", "closed,60,44", "closed,60,high")
    assert any("./wheels.csv: row 5: head is no number" in line for line in faults(scene))


def test_a_note_stands_behind_what_a_part_reads_and_needs_its_part(tmp_path: Path) -> None:
    notes = "  notes: {{{part}: {{en: our own figure}}}}\n"
    scene = scene_with(tmp_path / "noted", "drivers", notes.format(part="network"))
    assert not [fault for fault in faults(scene) if "notes" in fault]
    park = load(scene, NOWHERE)
    exhibit = park.fresh_exhibit(park.zones["zone-1"])
    assert exhibit is not None
    parts, plain = exhibit.parts(exhibit.start()), KINDS["drivers"]().parts(KINDS["drivers"]().start())
    for name, words in plain.items():
        more = "; our own figure" if name == "network" else ""
        assert tr(parts[name].reading, "en") == tr(words.reading, "en") + more
    wrong = scene_with(tmp_path / "wrong", "drivers", notes.format(part="netwrk"))
    assert [fault for fault in faults(wrong) if "exhibit.notes" in fault and "network" in fault]


def test_the_shipped_park_says_what_is_known_of_its_plan_at_the_parts() -> None:
    park = load(ROOT / "scenes" / "metaverse", NOWHERE)
    noted = {"drivers": "network", "forum": "record_itu", "arcade": "market", "goals25": "counter"}
    for zone, part in noted.items():
        exhibit = park.fresh_exhibit(park.zones[zone])
        assert exhibit is not None
        reading = exhibit.parts(exhibit.start())[part].reading
        for language in park.languages:
            note = park.zones[zone].exhibit.notes[part][language]
            assert tr(reading, language).endswith(note)
