"""What draws curves is loaded beside the beat, and nothing of Qt's is destroyed there."""

from __future__ import annotations

import gc
import sys
from threading import Event, get_ident

import pytest

from explorer.shell.exhibit.chart import plot


def test_no_garbage_is_collected_in_the_thread_that_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, seen = Event(), []

    def load(name: str) -> None:
        seen.append((name, get_ident() != main, gc.isenabled()))

    def enabled() -> None:
        collect()
        loaded.set()

    main, collect = get_ident(), gc.enable
    monkeypatch.delitem(sys.modules, "pyqtgraph", raising=False)
    monkeypatch.setattr(plot, "import_module", load)
    monkeypatch.setattr(gc, "enable", enabled)
    plot.preload()
    assert loaded.wait(60.0)
    assert seen == [("pyqtgraph", True, False)]
    assert gc.isenabled()
