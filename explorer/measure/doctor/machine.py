"""Requirements of the explorer that this machine meets or lacks, in plain words."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from ...base import bootstrap, software_driver
from ...base.bootstrap import gettext
from ...base.certificates import SOON, ending
from ...base.folders import state_folder
from ...base.protocols import Driver
from .finding import Finding

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

SMOOTH_MS, USABLE_MS = 34.0, 80.0


def examine(scene: Path, assets: Path) -> Iterator[Finding]:
    """Run one check after the other."""
    picture = untested() if bootstrap.missing_libraries() else early_drawing(scene, assets)
    checks: tuple[Callable[[], Finding], ...] = (
        _python,
        _packages,
        _libraries,
        _screen,
        lambda: content(scene, assets),
        lambda: picture or drawing(scene, assets),
        chinese_font,
        _memory,
        disk,
    )
    for check in checks:
        yield check()
    yield from certificates(Path.cwd(), state_folder())


def certificates(here: Path, kept: Path) -> Iterator[Finding]:
    """Finding: certificates of a fleet and of a line, if any: those that expire soon, each with how to renew it.

    Parameters
    ----------
    here : folder where `fleet init` and `live access` create certificates.
    kept : folder where a booth keeps its fleet's certificates.
    """
    fleet, access, booth = here / "fleet", here / "access", kept / "fleet" / "fleet-ca.pem"
    remedies = {
        **dict.fromkeys(
            (fleet / "server.pem", fleet / "ca.pem"), bootstrap.start_line("fleet", "init", "HOST")
        ),
        **dict.fromkeys(sorted(access.glob("*.der")), bootstrap.start_line("live", "access", "access")),
        **dict.fromkeys(
            sorted((access / "trusted").glob("*.der")), bootstrap.start_line("live", "trust", "URL")
        ),
        booth: gettext("have the fleet's owner run fleet init and bring a new file"),
    }
    there = [path for path in remedies if path.is_file()]
    subject, ends = gettext("Certificates"), ending(there)
    if there and not ends:
        yield Finding("good", subject, gettext("none ends within {days} days", days=SOON.days))
    for one in ends:
        what = gettext("{path} ends in {days} days", path=one.path, days=one.days)
        if one.days < 0:
            what = gettext("{path} has ended", path=one.path)
        yield Finding("bad" if one.days < 0 else "note", subject, what, remedies[one.path])


def untested() -> Finding:
    """Finding: drawing was not tested, since without the system's libraries it says nothing about the graphics driver."""
    return Finding("note", gettext("Picture"), gettext("not tested, because system libraries are missing"))


def _python() -> Finding:
    machine = f"{platform.system()} {platform.release()}, {platform.machine()}"
    return Finding("good", "Python", f"{platform.python_version()} · {machine}")


def _packages() -> Finding:
    subject = gettext("Packages")
    lacking = [r for r in bootstrap.requirements() if not bootstrap.satisfied(r)]
    if lacking:
        return Finding(
            "bad",
            subject,
            gettext("missing: ") + ", ".join(lacking),
            gettext("start once with a network connection"),
        )

    shown = ", ".join(
        f"{n} {metadata.version(n)}" for n in ("PySide6-Essentials", "panda3d", "numpy", "pydantic")
    )
    return Finding("good", subject, shown)


def _libraries() -> Finding:
    subject = gettext("System libraries")
    missing = bootstrap.missing_libraries()
    if not missing:
        return Finding("good", subject, gettext("all load"))
    columns = (list(dict.fromkeys(row[i] for row in missing)) for i in (1, 2, 3))
    return Finding("bad", subject, ", ".join(row[0] for row in missing), bootstrap.install_line(*columns))


def _screen() -> Finding:
    subject = gettext("Screen")
    if not bootstrap.has_screen():
        return Finding(
            "note",
            subject,
            gettext("none; the explorer will save images instead of opening a window"),
            gettext("start it from a desktop session"),
        )
    return Finding(
        "good", subject, os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or sys.platform
    )


def content(scene: Path, assets: Path) -> Finding:
    """Finding: whether the scene can be opened, and what an editor would say of it."""
    from ...park.check import check

    subject = gettext("Content")
    report = check(scene, assets)
    line = report.line(bootstrap.language())
    if report.errors:
        return Finding("bad", subject, line, bootstrap.start_line("check", str(scene)))
    if report.warnings:
        return Finding("note", subject, line, bootstrap.start_line("check", str(scene)))
    return Finding("good", subject, line)


def drawing(scene: Path, assets: Path, size: tuple[int, int] = (1280, 720)) -> Finding:
    """Finding: how fast the overview is drawn."""
    from ...base.memory import peak_memory_mb
    from ...park import ParkError, load
    from ...stage import NoGraphics, Stage
    from ...visit import Orbit, Visit

    subject = gettext("Picture")
    try:
        visit = Visit.begin(load(scene, assets))
        stage = Stage(visit.park, assets, size)
    except ParkError:
        return Finding("note", subject, gettext("not tested, because the content has errors"))
    except NoGraphics as error:
        return Finding(
            "bad",
            subject,
            str(error),
            gettext("install or update the graphics driver (on Linux: Mesa)"),
        )
    try:
        times = []
        for _ in range(14):
            visit = visit.after(Orbit(1.0, 0.0))
            start = time.perf_counter()
            stage.show(visit)
            stage.draw()
            times.append((time.perf_counter() - start) * 1000)
        median = sorted(times[4:])[5]
        renderer, shown = stage.driver.name, presented(stage.driver)
        peak = peak_memory_mb()
    finally:
        stage.close()
    what = gettext("{renderer} · {median:.0f} ms per frame while moving", renderer=renderer, median=median)
    what += f" · {shown}"
    needed = gettext(" · up to {peak:.0f} MB of memory", peak=peak)
    if median <= SMOOTH_MS:
        return Finding("good", subject, what + gettext(", smooth") + needed)
    if median <= USABLE_MS:
        return Finding("good", subject, what + gettext(", good enough") + needed)
    return Finding(
        "note",
        subject,
        what + needed,
        gettext("close other programs, or use --quality lite"),
    )


def early_drawing(scene: Path, assets: Path, size: tuple[int, int] = (1280, 720)) -> Finding | None:
    """The same, run before anything is printed, where it may restart the program; else None."""
    return drawing(scene, assets, size) if software_driver.is_offered() else None


def presented(driver: Driver) -> str:
    """How frames of this graphics driver reach the screen, and why."""
    from ...shell.app.settings_store import SettingsStore
    from ...shell.viewport.presenter import expected_presenter

    return gettext(expected_presenter(driver, SettingsStore().verdict()).reason)


def chinese_font(system: str = sys.platform) -> Finding:
    """Finding: whether a font for Chinese is installed.

    Parameters
    ----------
    system : as in `sys.platform`.
    """
    from ...i18n.language import NO_CHINESE_FONT
    from ...shell.style import fonts

    subject = gettext("Chinese font")
    _kept.append(application())  # the font list needs an application
    if fonts.can_show_chinese():
        return Finding("good", subject, fonts.families("zh")[0])
    if system in ("win32", "darwin"):
        line = gettext(NO_CHINESE_FONT[system])
    else:
        package = bootstrap.CHINESE_FONT_PACKAGES
        line = bootstrap.install_line([package["debian"]], [package["fedora"]], [package["arch"]])
    return Finding("note", subject, gettext("none; Chinese would show as boxes"), line)


_kept: list[object] = []
"""Keeps Qt's application alive as long as the objects obtained from it."""


def application() -> QGuiApplication:
    """Qt's application, an existing or a new one. Only on Linux does it have all fonts without a screen."""
    from PySide6.QtGui import QGuiApplication

    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    platform = ["-platform", "offscreen"] if sys.platform.startswith("linux") else []
    return QGuiApplication(["", *platform])


def _memory() -> Finding:
    import psutil

    subject = gettext("Machine")
    cores = os.cpu_count() or 1
    total = psutil.virtual_memory().total / 2**30
    what = gettext("{cores} cores", cores=cores) + gettext(", {total:.0f} GB of memory", total=total)
    if total < 2:
        return Finding("note", subject, what, gettext("2 GB or more recommended"))
    return Finding("good", subject, what)


def disk() -> Finding:
    """Finding: free disk space."""
    subject = gettext("Disk")
    free = shutil.disk_usage(bootstrap.ROOT).free / 2**30
    what = gettext("{free:.1f} GB free", free=free)
    if free < 0.5:
        return Finding("note", subject, what, gettext("free some space for logs and images"))
    return Finding("good", subject, what)
