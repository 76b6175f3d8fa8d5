"""How far a walkthrough is."""

from __future__ import annotations

from explorer.exhibits.kinds import KINDS
from explorer.shell.exhibit.step import Walk
from explorer.shell.window.view_state import Views


def test_two_zones_with_one_kind_of_exhibit_do_not_share_it() -> None:
    views = Views()
    works, store = (Walk(zone, KINDS["line"], views) for zone in ("works", "store"))
    works.go_to(1)
    assert works.step is works.steps[1] and store.step is store.steps[0]
    store.go_to(len(store.steps))
    assert store.progress.over and not works.progress.over
    assert Walk("works", KINDS["line"], views).progress.at == 1
