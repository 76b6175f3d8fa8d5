"""`export --web`: the question before texts go out, languages, tours, folders of others, and what is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.publish.web import publish as publishing
from explorer.publish.web.publish import Report, Size, Wishes

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[Wishes]:
    """The wishes that reach the export; nothing is written."""
    seen: list[Wishes] = []

    def publish(park: object, models: Path, target: Path, wishes: Wishes, progress: object) -> Report:
        seen.append(wishes)
        sizes = (Size(publishing.Text("scripts"), 40_000, 35_000),)
        return Report(target, 3, sizes, (publishing.Text("{n} models are plain blocks.", n=2),))

    monkeypatch.setattr(publishing, "publish", publish)
    return seen


def test_the_authors_views_go_out_only_when_somebody_says_so(
    tmp_path: Path, published: list[Wishes], capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "out")
    assert cli.main(["export", "--web", target]) == 2
    asked = capsys.readouterr().err
    assert "published: true" in asked
    assert asked.count("  C") > 10
    assert not published
    assert (
        cli.main(["export", "--web", target, "--yes", "--lang", "zh,en", "--at", "https://example.org/p"])
        == 0
    )
    assert published[0].languages == ("zh", "en")
    assert published[0].at == "https://example.org/p/"
    printed = capsys.readouterr()
    assert "2" in printed.err  # the warning
    assert "40.0" in printed.out and "gzip on;" in printed.out and "AddOutputFilterByType" in printed.out
    assert "35" in printed.out
    assert cli.main(["export", "--web", target, "--scene", "pumps"]) == 0  # it has no views


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--lang", "en,fr"], "fr"),
        (["--tour", "shwo"], "show"),
        (["--at", "example.org"], "https://example.org/park/"),
        (["-o", "park.glb"], "not allowed with"),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, published: list[Wishes], capsys: pytest.CaptureFixture[str], words: list[str], named: str
) -> None:
    line = ["export", "--web", str(tmp_path / "out"), "--yes", *words]
    try:
        assert cli.main(line) == 2
    except SystemExit as end:
        assert end.code == 2
    assert named in capsys.readouterr().err
    assert not published
    assert not list(tmp_path.iterdir())


def test_a_folder_of_others_is_left_alone(
    tmp_path: Path, published: list[Wishes], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.odt").write_text("mine")
    assert cli.main(["export", "--web", str(tmp_path), "--yes"]) == 2
    assert "thesis.odt" in capsys.readouterr().err
    assert not published


def test_marks_of_texts_still_to_be_written_stop_it(
    tmp_path: Path, published: list[Wishes], capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that `new` leaves in comments too, where the text below is only an example."""
    assert cli.main(["new", str(tmp_path / "mine"), "--zones", "1"]) == 0
    line = ["export", "--web", str(tmp_path / "out"), "--scene", str(tmp_path / "mine")]
    capsys.readouterr()
    assert cli.main(line) == 2
    said = capsys.readouterr().err
    assert "7 texts" in said and "park.yaml:11" in said and "--draft" in said and not published
    assert cli.main([*line, "--draft"]) == 0 and published[0].draft
