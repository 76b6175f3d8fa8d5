"""Moving parts on the page stand where the desktop's prop shows them."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.publish.web import moves
from explorer.publish.web.answers import usual_and_acted
from explorer.stage.gl.shaders import new_owner, work_for
from explorer.stage.primitives.instancing import watched
from explorer.stage.props.prop_manager import prop_class

PAGE = Path(moves.__file__).parent / "page"
NODE = shutil.which("node")
CENTIMETRE = 0.01


@pytest.fixture(scope="module")
def metaverse() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize("id", ["line", "plaza", "arcade"])
def test_the_page_reads_every_part_where_the_prop_has_it(metaverse: Park, id: str, tmp_path: Path) -> None:
    zone = metaverse.zones[id]
    exhibit = metaverse.fresh_exhibit(zone)
    assert exhibit is not None
    assert zone.exhibit is not None
    runs = {"acted": usual_and_acted(exhibit)["acted"][:40]}
    found = moves.recorded(zone, runs, 1_000_000)
    assert found is not None
    head, body = found
    (tmp_path / "in.json").write_text(json.dumps([head, base64.b64encode(body).decode()]), "utf-8")
    script = f"""
      globalThis.PARK = {{}};
      require({json.dumps(str(PAGE / "moves.js"))});
      const [head, body] = JSON.parse(require("fs").readFileSync("in.json"));
      const {{ tracks }} = PARK.moves.read(head, Buffer.from(body, "base64")), moment = 37;
      const numbers = (column, k, n, usual) => Array.from({{ length: n }}, (_, d) => column ? column(k, d, moment) : usual);
      process.stdout.write(JSON.stringify(tracks.acted.things.map((thing) => {{
        const count = thing.count[Math.min(moment, thing.count.length - 1)];
        const each = (column, n, usual) => Array.from({{ length: count }}, (_, k) => numbers(column, k, n, usual));
        return [each(thing.at, 3, 0), each(thing.by, 3, 100), each(thing.tint, 4, 255)];
      }})));
    """
    assert NODE is not None
    done = subprocess.run([NODE, "-e", script], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    read = json.loads(done.stdout)

    kind = prop_class(zone.exhibit.kind)
    assert kind is not None
    work_for(new_owner(), {})
    with watched() as things:
        prop = kind(zone.exhibit, zone.accent)
        for run in runs["acted"][:38]:
            prop.show(run.exhibit, run.state, run.time_s)
    shown = [
        thing for thing in things if thing.instances is not None and prop.root.is_ancestor_of(thing.path)
    ]
    compared = 0
    for thing in shown:
        assert thing.instances is not None
        now = thing.instances.shown
        if not len(now.positions):
            continue
        match = [
            row
            for row in read
            if len(row[0]) == len(now.positions)
            and all(
                abs(a / 100 - b) <= CENTIMETRE
                for each, place in zip(row[0], now.positions.tolist(), strict=True)
                for a, b in zip(each, place, strict=True)
            )
            and all(
                abs(a / 255 - min(max(b, 0), 1)) <= 1 / 255
                for each, tint in zip(row[2], now.colours.tolist(), strict=True)
                for a, b in zip(each, tint, strict=True)
            )
        ]
        assert match, thing.name
        compared += len(now.positions)
    assert compared > 5


def test_a_record_too_large_is_left_out_step_by_step(metaverse: Park) -> None:
    zone = metaverse.zones["line"]
    exhibit = metaverse.fresh_exhibit(zone)
    assert exhibit is not None
    runs = usual_and_acted(exhibit)
    whole = moves.recorded(zone, runs, 1_000_000)
    assert whole is not None
    less = moves.recorded(zone, runs, len(zlib.compress(whole[1], 9)) - 1)
    assert less is not None
    assert whole[0]["stride"] == 1 < less[0]["stride"]
    assert moves.recorded(zone, runs, 100) is None
