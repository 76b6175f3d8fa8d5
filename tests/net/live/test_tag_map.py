"""The map of a line: the template is a good map, and every mistake is named with file and line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from explorer.exhibits.kinds import KINDS
from explorer.net.live.tag_map import MapRefused, own_map, read_map, template


@pytest.mark.parametrize("kind", ["line", "factory"])
def test_the_template_is_the_map_of_our_own_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text(template(KINDS[kind]), encoding="utf-8")
    assert read_map(path).tags == own_map(KINDS[kind]).tags


def test_nodes_topics_and_units(tmp_path: Path) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text(
        "silent_s: 5\n"
        "tags:\n"
        '  line.wip: {node: "ns=2;s=L1.WIP"}\n'
        "  line.rate: {topic: plant/1/rate, field: per_min, scale: 60, offset: 1}\n"
        "  line.gap: {sparkplug: Group/Node/Device, metric: Inputs/Gap}\n"
        "  line.broken: {topic: plant/2, field: 'a.b[0]', time: t, quality: q, good: 0}\n"
        "  line.loss: {column: Loss %}\n"
        "zone: '+02:00'\n",
        encoding="utf-8",
    )
    found = read_map(path)
    assert found.silent_s == 5.0 and found.zone.utcoffset(None) == timedelta(hours=2)
    assert [tag.tag for tag in found.tags[:2]] == ["line.wip", "line.rate"]
    gap, broken, loss = found.tags[2:]
    assert (gap.sparkplug, gap.metric, loss.column) == ("Group/Node/Device", "Inputs/Gap", "Loss %")
    assert (broken.field, broken.time, broken.quality, broken.good) == ("a.b[0]", "t", "q", 0)
    assert found.tags[1].value_of(2.0) == 121.0


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("tags: {}\n", 1, "no tags"),
        ("silent_s: 5\n", 1, "no tags"),
        ("- 1\n", 1, "no tags"),
        ("tags:\n  line.wpi: {topic: a}\n", 2, "line.wip"),
        ("tags:\n  lime.wip: {topic: a}\n", 2, "lime"),
        ("tags:\n  line.wip: 5\n", 2, "where it comes from"),
        ("tags:\n  line.wip: {}\n", 2, "is needed"),
        ("tags:\n  line.wip: {topic: a, node: i=1}\n", 2, "is needed"),
        ("tags:\n  line.wip:\n    topic: a\n    skale: 2\n", 4, "scale"),
        ("tags:\n  line.wip:\n    node: WIP\n", 3, "nsu="),
        ("tags:\n  line.wip:\n    topic: a/#\n", 3, "wildcards"),
        ("tags:\n  line.wip:\n    topic: a\n    scale: 0\n", 4, "same"),
        ("tags:\n  line.wip:\n    topic: a\n    offset: big\n", 4, "no number"),
        ("tags:\n  line.wip: {topic: a}\nsilent_s: 0\n", 3, "1 to 3600"),
        ("tags:\n  line.wip: {topic: a}\nsilence: 1\n", 3, "silence"),
        ("tags: [\n", 2, ""),
        ("tags:\n  line.wip: {sparkplug: Group/Node}\n", 2, "its name"),
        ("tags:\n  line.wip: {sparkplug: Group, metric: x}\n", 2, "GROUP/NODE"),
        ("tags:\n  line.wip: {sparkplug: a/+, metric: x}\n", 2, "wildcards"),
        ("tags:\n  line.wip:\n    topic: a\n    metric: x\n", 4, "sparkplug"),
        ("tags:\n  line.wip:\n    node: i=1\n    time: t\n", 4, "belongs to topic"),
        ("zone: Mars\ntags:\n  line.wip: {topic: a}\n", 1, "Europe/Berlin"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, word: str) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MapRefused) as refused:
        read_map(path)
    fault = refused.value.faults[0]
    assert fault.line == line and word in fault.as_text() and fault.path == path


def test_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(MapRefused):
        read_map(tmp_path / "none.yaml")
