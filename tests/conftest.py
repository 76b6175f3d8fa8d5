"""Tests run without a screen; those in `tests/real` start a virtual one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
import pytest_timeout
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from explorer.base.bootstrap import words
from explorer.measure.bench import child
from explorer.visit.log.database import VisitDatabase

from .groups import pytest_xdist_make_scheduler  # noqa: F401 (a hook)
from .processes import Patience

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"  # what is read in tests is English, whatever this machine speaks
os.environ.pop("LANGUAGE", None)
os.environ.pop("WAYLAND_DISPLAY", None)

HERE = Path(__file__).parent
REAL = HERE / "real"
PORTABLE = [
    HERE / name
    for name in (
        "base/bootstrap",
        "base/supervisor",
        "cli",
        "exhibits",
        "measure/doctor",
        "measure/report",
        "park",
        "visit",
    )
]
DISK_S, REAL_S = 60.0, 400.0
LOOK_S = 5.0
LONGEST = 20
"""So many times its limit a test may take in all, however busy the machine is."""
child.PATIENCE_S = LONGEST * REAL_S  # a measuring process is waited for as long as the test is

# on a machine that others keep busy an example may take any time
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@cache
def place_of(file: Path) -> tuple[bool, bool]:
    """Whether the tests of a file open real windows, and whether they are portable; of thousands of tests, asked once a file."""
    folders = file.parents
    return REAL in folders, any(folder in folders for folder in PORTABLE)


@pytest.hookimpl(tryfirst=True)  # the markers are there before `-m` chooses by them
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark real windows and what is portable; of several processes, one runs all real windows, first."""
    for item in items:
        is_real, is_portable = place_of(item.path)
        if is_real:
            item.add_marker(pytest.mark.real)
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(REAL_S))  # a busy machine draws slowly
        if is_portable:
            item.add_marker(pytest.mark.portable)
    if config.pluginmanager.hasplugin("xdist"):
        items.sort(key=lambda item: not place_of(item.path)[0])


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: pytest_timeout.Settings) -> bool | None:
    """A test's limit is one of work, not of the clock: it is over when the test and all it started have used so much time of
    the processors, too, or when they use none for so long."""
    if settings.method != "signal":
        return None
    patience = Patience(os.getpid(), settings.timeout, still_s=settings.timeout)
    looks = iter(range(int(LONGEST * settings.timeout / min(LOOK_S, settings.timeout))))

    def look(number: int, frame: FrameType | None) -> None:
        if not patience.lasts() or next(looks, None) is None:
            cancel()
            pytest_timeout.timeout_sigalrm(item, settings)

    def cancel() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    item.cancel_timeout = cancel  # type: ignore[attr-defined]
    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, *[min(LOOK_S, settings.timeout)] * 2)
    return True


@pytest.fixture(autouse=True)
def pages_are_written_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A show that ends waits two seconds for its journal; tests wait as long as a busy disk takes."""
    monkeypatch.setattr(VisitDatabase.close, "__defaults__", (DISK_S,))


@pytest.fixture(autouse=True)
def the_application_goes_on() -> Iterator[None]:
    """A test that tells the application to end takes all event loops from those that follow: it must fail itself."""
    yield
    application = QCoreApplication.instance()
    if application is None:
        return
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    went_on = loop.exec() == 0
    if not went_on:
        QTimer.singleShot(0, application.quit)
        application.exec()  # only the application's own loop makes it forget that it was told to end
    assert went_on, "the application was told to end"


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command line speaks English, as on a system without a language of its own."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    words.speak("")
    yield
    words.speak("")


@pytest.fixture
def full_at() -> Iterator[Callable[[int | None], None]]:
    """Has the system refuse to let any file of this process grow beyond so many bytes, as a full disk does; None: no more."""
    resource = pytest.importorskip("resource", reason="needs a POSIX system")
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size_bytes: int | None) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before if size_bytes is None else size_bytes, most))

    yield limit
    limit(None)
