"""At rest, numbers and names of districts keep off the letters on buildings, as the park that ships has them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from explorer.base.geometry import Corners, in_pieces, turned_box
from explorer.park.model import Language
from explorer.shell.overlay.placement import Box
from explorer.stage.scene.baked import Baked
from explorer.stage.scene.build import unpacked
from explorer.visit import Change
from explorer.visit.kiosk.acts import Presence
from explorer.visit.mode import MODES

from ..fake_stage import FakeStage
from ..windows import Windows, draw_frames

PARK = Path(__file__).resolve().parents[3] / "assets" / "park"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
PIECES = 6


@lru_cache
def lines_of(language: Language) -> dict[str, Corners]:
    """The boxes of the letters in a language, by zone."""
    baked, found = Baked.read(PARK), dict[str, list[Corners]]()
    vertices = unpacked(baked)
    for chunk in baked.manifest.chunks:
        if chunk.kind == "letters" and chunk.language == language:
            own = vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices]
            found.setdefault(chunk.zone, []).append(own["position"].astype(float))
    return {zone: turned_box(np.concatenate(parts)) for zone, parts in found.items()}


class Lettered(FakeStage):
    """Has the letters of the park that ships."""

    def letters(self, zone: str) -> Corners | None:
        return lines_of(self.visit.settings.language).get(zone)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("mode", ["explore", "kiosk"])
def test_no_number_and_no_name_of_a_district_lies_on_letters(
    mode: str, size: tuple[int, int], open_window: Windows
) -> None:
    window = open_window(MODES[mode], size=size, stage=Lettered)
    for language in LANGUAGES:
        window.do(Change(replace(window.visit.settings, language=language)))
        window.do(Presence())
        draw_frames(window, 4, 0.2)
        labels, lines = window.overlay.labels, lines_of(language)
        boxes = {label.zone: label.box for label in labels.placed} | {n.district: n.box for n in labels.names}
        assert len(labels.names) == len(window.visit.park.districts) and len(labels.placed) >= 17
        assert lines.keys() == window.visit.park.zones.keys()
        for line in lines.values():
            corners = window.stage.project(in_pieces(line, PIECES).reshape(-1, 3)).reshape(-1, 8, 2)
            for seen in corners * (labels.width(), labels.height()):
                piece = Box(*seen.min(axis=0), *np.ptp(seen, axis=0))
                assert [name for name, box in boxes.items() if box.meets(piece)] == [], language
