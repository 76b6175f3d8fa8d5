"""Contact sheets of the real window: what a visitor sees, screen by screen, to be looked at before a show.

    python3 -m tests.tools.contact_sheets -o FOLDER
    python3 -m tests.tools.contact_sheets --screens exhibit --modes kiosk --languages zh --sizes 1920x1080 --times dusk -o FOLDER

Each screen is a picture of its own, and those of a kind are laid on one sheet. `exhibit` is after the first step of the
exhibit's walkthrough was done and watched; `attract` is after so many seconds of the kiosk's tour (`--seconds`), and
`stop` is each stop of the talk or the lesson of its mode (`--modes present,teach`), after as many seconds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from explorer.base.bootstrap import ROOT
from explorer.park import load
from explorer.shell.app.application import application_for
from explorer.shell.app.startup import Options
from explorer.shell.window.main_window import MainWindow
from explorer.stage import Stage
from explorer.visit import Onward, Open, Operate, Press, Settings, StartTour, Turn, Visit
from explorer.visit.kiosk.acts import Presence
from explorer.visit.mode import MODES
from explorer.visit.settings import day_phase_named
from explorer.visit.talk.acts import JumpTo, TalkThrough
from explorer.visit.tour.acts import ToStop

SCREENS = ("first", "rest", "attract", "zone", "exhibit")
FRAME_S = 0.1
MOST_SLICES = 160
"""A picture is complete after fewer draws, unless the camera moves."""
THUMB_PX = 640
COLUMNS = 4


def main() -> None:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    several = partial(parser.add_argument, metavar="A,B", type=lambda words: words.split(","))
    several("--screens", default=list(SCREENS))
    several("--modes", default=["explore"])
    several("--languages", default=["en"])
    several("--sizes", default=["1280x720"])
    several("--times", default=["day"])
    several("--zones", default=None, help="all without")
    several("--seconds", default=["20"])
    parser.add_argument("--scene", type=Path, default=ROOT / "scenes" / "metaverse", metavar="FOLDER")
    parser.add_argument("--text", type=int, default=100, metavar="PERCENT")
    parser.add_argument("--less-motion", action="store_true")
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    park = load(asked.scene, ROOT / "assets")
    application_for(Options())
    asked.output.mkdir(parents=True, exist_ok=True)
    for size, mode, language, time in product(asked.sizes, asked.modes, asked.languages, asked.times):
        settings = Settings(language=language, day_phase=day_phase_named(time), text_percent=asked.text)
        for screen in asked.screens:
            moves = screen == "attract" and not asked.less_motion
            visit = Visit.begin(park, MODES[mode], replace(settings, comfort="fly" if moves else "cut"))
            wanted = asked.seconds if screen == "attract" else (asked.zones or [*park.zones])
            if screen in ("first", "rest"):
                wanted = [""]
            elif screen == "exhibit":
                wanted = [name for name in wanted if park.zones[name].exhibit is not None]
            elif screen == "stop":
                tour = next(tour for tour in park.tours.values() if tour.kind == MODES[mode].tour)
                talks = MODES[mode].talks
                visit = (
                    visit.after(TalkThrough(tour.id)).after(Onward())
                    if talks
                    else visit.after(StartTour(tour.id))
                )
                wanted = [str(stop) for stop in range(len(tour.stops))]
            kind, sheet = f"{screen}_{mode}_{size}_{language}_{time}", []
            for name, image in pictures(visit, screen, wanted, size, float(asked.seconds[0])):
                path = asked.output / f"{kind}_{name}.png"
                image.save(path)
                sheet.append(image.resize((THUMB_PX, THUMB_PX * image.height // image.width)))
            laid(sheet).save(asked.output / f"sheet_{kind}.jpg", quality=85)
            print(kind, len(sheet))


def pictures(
    visit: Visit, screen: str, wanted: list[str], size: str, seconds: float
) -> Iterator[tuple[str, Image.Image]]:
    """The window at each of the zones or stops, or after each number of seconds, with its name."""
    wide, high = map(int, size.split("x"))
    stage = Stage(visit.park, ROOT / "assets", (wide, high), lively=True)
    usual = visit.settings
    window = MainWindow(visit, stage, usual=usual, size=(wide, high), clock=lambda: 0.0)
    window.views.state = replace(window.views.state, opening_over=screen != "first")
    window.show()
    try:
        passed_s = 0.0
        for name in wanted:
            if screen == "attract":
                draw(window, float(name) - passed_s)
                passed_s = float(name)
            elif screen == "stop":
                window.do(JumpTo(int(name)) if visit.mode.talks else ToStop(int(name)))
                draw(window, seconds)
            elif name:
                window.do(Presence())
                window.do(Open(name))
                if screen == "exhibit":
                    at_work(window)
            elif screen == "rest":
                window.do(Presence())
            draw(window, 1.0)
            yield name, grabbed(window)
    finally:
        window.end()
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def at_work(window: MainWindow) -> None:
    """Go to the exhibit, and do and watch the first step of its walkthrough."""
    window.do(Operate())
    run = window.visit.run
    assert run is not None, "the zone has an exhibit"
    step = run.exhibit.walkthrough[0]
    for name, value in step.values:
        window.do(Turn(name, value))
    if step.action:
        window.do(Press(step.action))
    draw(window, step.watch_s)


def draw(window: MainWindow, seconds: float) -> None:
    """Let time pass."""
    for _ in range(max(round(seconds / FRAME_S), 1)):
        window.tick(FRAME_S)
        QApplication.processEvents()
        window.frame_clock.stop()


def grabbed(window: MainWindow) -> Image.Image:
    """What the window shows once its picture is complete; no time passes for the visit meanwhile."""
    for _ in range(MOST_SLICES):
        window.tick(0.0)
        QApplication.processEvents()
        window.frame_clock.stop()
        if window.stage.finished:
            break
    shown = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombuffer(
        "RGB",
        (shown.width(), shown.height()),
        bytes(shown.constBits()),
        "raw",
        "RGB",
        shown.bytesPerLine(),
        1,
    )


def laid(sheet: list[Image.Image]) -> Image.Image:
    """Pictures in rows."""
    wide, high = sheet[0].size
    columns = min(COLUMNS, len(sheet))
    whole = Image.new("RGB", (wide * columns, high * -(-len(sheet) // columns)))
    for place, image in enumerate(sheet):
        whole.paste(image, (place % columns * wide, place // columns * high))
    return whole


if __name__ == "__main__":
    main()
