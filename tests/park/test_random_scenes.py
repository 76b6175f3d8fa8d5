"""Twenty-five small scenes that differ in all that may differ: each loads, has no fault, is walked, toured and drawn."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from explorer.park import load
from explorer.park.check import check
from explorer.park.defaults.every_zone import EVERY_ZONE
from explorer.park.find import find
from explorer.shell.input.commands import act_of
from explorer.stage import Stage
from explorer.visit import MODES, Open, Operate, StartTour, Visit
from explorer.visit.tour.check import check_tours
from tests.small_scene import STEP_M, write_small_scene

NOWHERE = Path("/nowhere")
LANGUAGES = (("en",), ("de", "en"), ("zh", "en"), ("fr",), ("en", "de", "zh"))
REUSED = ("line", "data", "net", "sense", "effects")


def random_scene(folder: Path, seed: int) -> Path:
    """A scene that leaves out and puts in what the seed says."""
    chance = random.Random(seed)
    languages = LANGUAGES[seed % len(LANGUAGES)]
    zones = chance.randint(1, 12)
    scene = write_small_scene(folder, languages, zones)

    def text(words: str) -> str:
        chinese = {"zh": "一句话。"}
        return "{" + ", ".join(f"{code}: {chinese.get(code, words)}" for code in languages) + "}"

    for number in range(1, zones + 1):
        path = scene / f"zones/zone-{number}.yaml"
        more = ""
        if chance.random() < 0.4:
            more += f"business: {text('It matters.')}\n"
        if chance.random() < 0.4:
            more += f"letters: {text('HALL')}\n"
        kind = chance.choice(("", "formula", "table", chance.choice(REUSED)))
        if kind:
            x = STEP_M * (number - (zones + 1) / 2)
            more += (
                f"exhibit:\n  kind: {kind}\n  centre_m: [{x + chance.randint(-8, 8)}, {chance.randint(-20, 20)}, 0.2]\n"
                f"  size_m: [16, 10, 8]\n  see: {text('Bars.')}\n  learn: {text('Much.')}\n  real: {text('A model.')}\n"
            )
        if kind == "formula":
            power = chance.choice(("x", "x ^ 2", "sqrt(x + 1)", "where(x > 5, x, 5)"))
            more += (
                f"  formula:\n    dials: {{x: {{label: {text('Dial')}, low: 0, high: {chance.randint(1, 99)}}}}}\n"
                f"    readings: {{y: {{label: {text('Reading')}, equals: '{power}'}}}}\n"
            )
        if kind == "table":
            rows = "\n".join(f"{x},{chance.randint(-50, 50)}" for x in range(chance.randint(2, 9)))
            (scene / f"{number}.csv").write_text(f"x,y\n{rows}\n", "utf-8")
            more += (
                f"  table:\n    file: ./{number}.csv\n    dials: {{x: {{label: {text('Dial')}}}}}\n"
                f"    readings: {{y: {{label: {text('Reading')}}}}}\n"
            )
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    return scene


@pytest.mark.parametrize("seed", range(25))
def test_a_random_scene_has_no_fault_and_can_be_toured(tmp_path: Path, seed: int) -> None:
    scene = random_scene(tmp_path, seed)
    assert [fault.as_text() for fault in check(scene, NOWHERE, check_tours).faults] == []
    park = load(scene, NOWHERE)
    visit = Visit.begin(park)
    for id in list(park.zones)[:4]:
        visit = visit.after(Open(id)).after(Operate()).advance(0.4)
        if visit.run is not None:
            kind = type(visit.run.exhibit)
            assert all(each.low <= visit.run.readings[each.name] <= each.high for each in kind.outputs)
        assert visit.zone == id and find(park, str(park.zones[id].number), park.languages[0])
    visit, met = Visit.begin(park), []
    while (act := act_of("next", visit)) is not None:
        visit = visit.after(act)
        met.append(visit.pointed)
        visit = visit.after(Open(str(visit.pointed))).advance(0.4)
    assert met == list(park.walk), "the key for the next one leads through all"
    visit = Visit.begin(park).after(StartTour(EVERY_ZONE))
    assert visit.playback is not None and len(visit.playback.tour.stops) == len(park.zones) + 1
    home, met, tour = Visit.begin(park), [], visit.playback.tour
    for stop in tour.stops:
        assert visit.playback is not None and visit.playback.stop is stop
        met.append(visit.zone)
        visit = visit.advance(stop.hold_s - 0.2).advance(0.3)
        for run in visit.runs.values():
            assert all(each.low <= run.readings[each.name] <= each.high for each in type(run.exhibit).outputs)
    assert met == [None, *park.walk], "the tour shows the whole park, then each zone"
    assert visit.playback is None and visit.toured is not None and visit.toured.whole
    visit = visit.advance(10)
    assert (visit.zone, visit.pose, visit.runs) == (home.zone, home.pose, home.runs), (
        "it leaves nothing behind"
    )
    for mode in MODES.values():
        Visit.begin(park, mode)


@pytest.mark.parametrize("seed", range(25))
def test_a_random_scene_is_drawn(tmp_path: Path, seed: int) -> None:
    park = load(random_scene(tmp_path, seed), NOWHERE)
    stage = Stage(park, NOWHERE, (160, 90), displays=("p3headlessgl",), frames="direct")
    try:
        for id in (None, *park.zones):
            visit = Visit.begin(park) if id is None else Visit.begin(park).after(Open(id)).after(Operate())
            stage.show(visit)
            picture = stage.draw(finished=True)
            pixels = np.frombuffer(picture.pixels, np.uint8)
            assert pixels.size == 160 * 90 * 4 and pixels.reshape(-1, 4)[:, :3].std() > 5
            if id is not None:
                break
    finally:
        stage.close()
