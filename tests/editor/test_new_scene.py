"""A new scene opens at once, passes the strictest check, and says what each key is for."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from explorer.__main__ import main
from explorer.editor.new_scene import comments, new_scene
from explorer.i18n import tr
from explorer.park import load
from explorer.park.check import check
from explorer.park.defaults.every_zone import EVERY_ZONE
from explorer.park.find import find, offered
from explorer.park.frame import Accent, Bounds, District, Frame, View
from explorer.park.keys import about
from explorer.park.model import Place, Relation, Zone, ZoneViews
from explorer.visit import Close, Open, StartTour, Visit
from explorer.visit.kiosk.acts import Presence
from explorer.visit.mode import MODES
from explorer.visit.tour.check import check_tours
from tests.small_scene import write_small_scene

NOWHERE = Path("/nowhere")


@pytest.mark.parametrize("languages", [("en",), ("de", "en"), ("zh",), ("fr", "de", "en")])
@pytest.mark.parametrize("zones", [1, 3, 12])
def test_a_new_scene_has_no_fault(tmp_path: Path, languages: tuple[str, ...], zones: int) -> None:
    scene = write_small_scene(tmp_path / "new", languages, zones)
    report = check(scene, NOWHERE, check_tours)
    assert [fault.as_text() for fault in report.faults] == []
    assert list(report.texts) == list(languages) and report.zones == zones
    assert "claims" not in report.line()
    park = load(scene, NOWHERE)
    assert park.languages == languages and list(park.walk) == [z.id for z in park.zones.values()]


def test_every_key_of_a_new_scene_has_a_comment() -> None:
    for name, text in new_scene("new", "New", ("en", "de"), 3).items():
        for before, line in pairwise(text.splitlines()):
            key = re.match(r" *(?:- )?(\w+):", line)
            if key and not re.match(r" *(en|de): ", line):
                assert "# " in before, f"{name}: {line}"


@pytest.mark.parametrize("kind", [Frame, District, Bounds, View, Accent, Zone, Place, ZoneViews, Relation])
def test_every_key_is_described(kind: type) -> None:
    assert [key for key in kind.model_fields if key != "id" and not about(kind, key)] == []


def test_texts_to_be_written_are_marked() -> None:
    files = new_scene("new", "New", ("en",), 2)
    assert files["park.yaml"].count("# TO DO") == files["zones/zone-1.yaml"].count("# TO DO") == 4


def test_a_park_without_tours_is_shown_zone_by_zone_in_a_booth(tmp_path: Path) -> None:
    park = load(write_small_scene(tmp_path), NOWHERE)
    visit = Visit.begin(park, MODES["kiosk"])
    assert visit.playback is not None and visit.playback.tour.id == EVERY_ZONE
    seen: list[str | None] = []
    for _ in range(200):
        visit = visit.advance(1.0)
        assert visit.playback is not None
        if not seen or seen[-1] != visit.playback.stop.zone:
            seen.append(visit.playback.stop.zone)
    assert seen[:5] == [None, "zone-1", "zone-2", "zone-3", None]
    visit = visit.after(Presence())
    assert visit.playback is None


def test_its_stops_are_not_found_beside_the_zones(tmp_path: Path) -> None:
    park = load(write_small_scene(tmp_path), NOWHERE)
    assert {hit.kind for hit in find(park, "Zone 2", "en")} == {"zone", "article"}
    assert [hit.kind for hit in offered(park, "en")][:2] == ["tour", "zone"]


def test_a_scene_with_a_show_of_its_own_gets_no_other(tmp_path: Path) -> None:
    scene = write_small_scene(tmp_path)
    (scene / "tours").mkdir()
    stop = "{id: all, view: overview, hold_s: 9, caption: {en: All}, spoken: {en: All}}"
    (scene / "tours/mine.yaml").write_text(
        f"kind: show\ntitle: {{en: Mine}}\nlead: {{en: Mine}}\nstops: [{stop}]\n", "utf-8"
    )
    assert list(load(scene, NOWHERE).tours) == ["mine"]


def test_a_new_scene_can_be_walked_through(tmp_path: Path) -> None:
    park = load(write_small_scene(tmp_path, ("de", "fr"), 4), NOWHERE)
    visit = Visit.begin(park)
    for id in park.walk:
        visit = visit.after(Open(id)).advance(10.0)
        assert visit.zone == id and not visit.moving
    visit = visit.after(Close()).after(StartTour(EVERY_ZONE)).advance(60.0)
    assert visit.playback is not None
    assert tr(park.tours[EVERY_ZONE].title, "de") == "Rundgang durch den Park"
    assert park.zones["zone-1"].title["fr"] == "Zone 1"


# ---- the command


def test_the_command_makes_a_folder_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.build.grown.grown.cache_folder", lambda: tmp_path / "cache")
    folder = tmp_path / "Kessler Pumps"
    assert main(["new", str(folder), "--languages", "de, en", "--zones", "2"]) == 0
    printed = capsys.readouterr().out
    assert printed.count(str(folder)) == 3 and "run --scene" in printed and "check" in printed
    assert [fault.as_text() for fault in check(folder, NOWHERE, check_tours).faults] == []
    park = load(folder, NOWHERE)
    assert park.id == "kessler-pumps" and park.languages == ("de", "en") and len(park.zones) == 2
    assert park.title["de"] == "Park Kessler Pumps"


@pytest.mark.parametrize(
    ("name", "id"),
    [("Müller & Söhne", "mueller-soehne"), ("Café Élan", "cafe-elan"), ("水泵", "park"), ("A__b-", "a-b")],
)
def test_its_id_can_be_read(tmp_path: Path, name: str, id: str) -> None:
    assert main(["new", str(tmp_path / name), "--zones", "1"]) == 0
    assert f"\nid: {id}\n" in (tmp_path / name / "park.yaml").read_text("utf-8")


def test_nothing_that_is_there_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert main(["new", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("more", [["--languages", "German"], ["--zones", "0"], ["--zones", "25"]])
def test_what_cannot_be_made_is_refused(
    tmp_path: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["new", str(tmp_path / "new"), *more])
    assert "write" in capsys.readouterr().err and not (tmp_path / "new").exists()


def test_a_copy_is_the_scene_under_its_own_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    origin = write_small_scene(tmp_path / "old")
    assert main(["new", str(tmp_path / "mine"), "--from", str(origin)]) == 0
    assert load(tmp_path / "mine", NOWHERE).id == "mine"
    zone = "zones/zone-2.yaml"
    assert (tmp_path / "mine" / zone).read_bytes() == (origin / zone).read_bytes()
    assert main(["new", str(tmp_path / "other"), "--from", str(tmp_path / "none")]) == 2
    assert "no scene here" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("languages", "wanted"),
    [
        (("zh", "en"), "# 还可以写："),
        (("de",), "# Sie können außerdem angeben:"),
        (("fr", "de"), "# You may also write:"),
    ],
)
def test_comments_are_in_the_main_language_if_there_is_a_catalogue(
    languages: tuple[str, ...], wanted: str
) -> None:
    files = new_scene("new", "New", languages, 2)
    for text in files.values():
        assert wanted in text.splitlines()
        words = [line for line in text.splitlines() if line.lstrip().startswith("# ")]
        if languages[0] != "fr":
            assert not {comment for comment in comments() if f"# {comment}" in "\n".join(words)}
    assert not any("{" in comment for comment in comments()), "they are no formats"
