"""Numbers in the scene."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from explorer.stage.primitives.letters import SevenSegments


@pytest.mark.parametrize(("number", "lit"), [(0, "1111110"), (1, "0110000"), (8, "1111111"), (12, "1111011")])
def test_seven_segments(monkeypatch: pytest.MonkeyPatch, number: int, lit: str) -> None:
    """The right segments are lit; a number with too many digits shows as the highest one."""
    shown = list[Any]()
    counter = SevenSegments(1, (0.0, 0.0, 0.0), 2.0, 1.0, 2.0, (1.0, 0.1, 0.2))
    monkeypatch.setattr(counter, "set", lambda *drawn: shown.append(drawn))
    counter.show(number, "#FFFFFF")
    *_, glow = shown[0]
    assert "".join("1" if each else "0" for each in np.asarray(glow)) == lit
