from __future__ import annotations

import pytest

from explorer.core.columns import columns


@pytest.mark.parametrize(
    ("text", "wide"), [("", 0), ("park", 4), ("探园", 4), ("探园 park", 9), ("（1）", 5)]
)
def test_a_chinese_character_takes_two_columns(text: str, wide: int) -> None:
    assert columns(text) == wide
