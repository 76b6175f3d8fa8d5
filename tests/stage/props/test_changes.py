from __future__ import annotations

from explorer.stage.props.prop import Changes


def test_only_what_differs_is_drawn_anew() -> None:
    changed = Changes()
    assert [changed("walls", reported) for reported in (3, 3, 4, 3)] == [True, False, True, True]


def test_nothing_told_for_the_first_time_is_new_too() -> None:
    changed = Changes()
    assert changed("verdict", None)
    assert not changed("verdict", None)


def test_parts_are_remembered_apart() -> None:
    changed = Changes()
    assert changed("walls", 3) and changed("roads", 3)
    assert not changed("walls", 3)
