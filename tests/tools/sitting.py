"""The whole park in one sitting: every exhibit worked to the end in the real window, by a real mouse and real keys.

    python -m tests.tools.sitting [--lang en] [--light day] [--size 1280x720] [--only KIND,KIND] -o FOLDER

Each exhibit is opened, its experiment is walked through, each control is moved, each action pressed, a part of each
class touched, the last change taken back, all started again, and left. Before and after each of these a picture of the
screen is kept in FOLDER, six of them a sheet, and what went wrong is told at the end; exit 1 if anything did.

The hand runs beside the program as a visitor does: it moves the mouse of a virtual screen with xdotool, and only looks
into the program to learn where a thing lies and whether it was understood.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image, ImageDraw, ImageGrab
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from explorer.i18n import tr
from explorer.shell.exhibit.sections import Dials, Page
from explorer.shell.exhibit.step import StepView
from explorer.shell.widgets import Button, SliderTrack
from explorer.shell.window.main_window import MainWindow
from explorer.visit.exhibit_run import Running
from tests.processes import PATIENCE_S, Patience
from tests.real.desk import screen

T = TypeVar("T")
SEEN_S = 2.0
"""So soon after a click something must be seen."""
LONG_S = 8.0
"""What is to be watched longer is not watched to its end."""
PER_SHEET, ACROSS, SMALL = 6, 2, 0.75
PANEL_MARGIN_PX = 60


class Fault(Exception):
    """Something did not happen that should have."""


class _Ask(QObject):
    """Carries questions to the program's own thread."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._answer, Qt.ConnectionType.BlockingQueuedConnection)

    def _answer(self, question: Callable[[], None]) -> None:
        question()


class Album:
    """Keeps pictures of the screen, and lays them out on sheets."""

    def __init__(self, folder: Path, display: str, scale: float = SMALL) -> None:
        self.folder, self._display, self._scale = folder, display, scale
        folder.mkdir(parents=True, exist_ok=True)
        self._kept: list[Image.Image] = []
        self._name, self._sheets = "", 0

    def begin(self, name: str) -> None:
        """From now on pictures belong to another exhibit."""
        self.lay_out()
        self._name, self._sheets = name, 0

    def keep(self, caption: str) -> None:
        """Keep the screen as it is now."""
        taken = ImageGrab.grab(xdisplay=self._display).convert("RGB")
        number = self._sheets * PER_SHEET + len(self._kept)
        taken.save(self.folder / f"{self._name}_{number:02d}.png")
        taken = taken.resize((round(taken.width * self._scale), round(taken.height * self._scale)))
        ImageDraw.Draw(taken).rectangle((0, 0, 9 * len(caption) + 12, 20), fill="#000000")
        ImageDraw.Draw(taken).text((5, 3), f"{number:02d} {caption}", fill="#ffff00")
        self._kept.append(taken)
        if len(self._kept) == PER_SHEET:
            self.lay_out()

    def lay_out(self) -> None:
        """Write the sheet of what was kept since the last one."""
        if not self._kept:
            return
        wide, high = self._kept[0].size
        rows = -(-len(self._kept) // ACROSS)
        sheet = Image.new("RGB", (wide * ACROSS, high * rows))
        for at, taken in enumerate(self._kept):
            sheet.paste(taken, (at % ACROSS * wide, at // ACROSS * high))
        sheet.save(self.folder / f"sheet_{self._name}_{self._sheets}.jpg", quality=88)
        self._kept.clear()
        self._sheets += 1


class Hand:
    """A visitor with mouse and keys.

    Attributes
    ----------
    faults : what did not happen.
    """

    def __init__(self, window: MainWindow, ask: _Ask, display: str, album: Album) -> None:
        self._window, self._ask, self._display, self.album = window, ask, display, album
        self.faults: list[str] = []

    # ---- looking into the program

    def see(self, question: Callable[[MainWindow], T]) -> T:
        """Ask the program something, on its own thread."""
        answer: list[T] = []
        self._ask.asked.emit(lambda: answer.append(question(self._window)))
        if not answer:
            raise Fault(f"no answer to {question}")
        return answer[0]

    def run(self) -> Running:
        """The run of the exhibit."""
        run = self.see(lambda w: w.visit.run)
        assert run is not None
        return run

    def wait(self, what: str, question: Callable[[MainWindow], bool], limit_s: float = PATIENCE_S) -> None:
        """Wait until something is so."""
        patience = Patience(os.getpid(), limit_s)
        while not self.see(question):
            if not patience.lasts():
                raise Fault(f"not seen: {what}")
            time.sleep(0.03)

    def watch(self, run_s: float) -> None:
        """Let so many seconds of the run go by."""
        until_s = self.run().time_s + run_s
        self.wait(f"{run_s} s of the run", lambda w: w.visit.run.time_s >= until_s, PATIENCE_S + 4 * run_s)  # type: ignore[union-attr]

    # ---- doing

    def xdotool(self, *words: str | float) -> None:
        """Run xdotool on this screen."""
        env = {**os.environ, "DISPLAY": self._display}
        subprocess.run(["xdotool", *map(str, words)], env=env, check=True, capture_output=True)

    def key(self, *names: str) -> None:
        """Press keys."""
        self.xdotool("key", "--delay", 40, *names)

    def press_at(self, x: float, y: float) -> None:
        """Move there and click."""
        self.xdotool("mousemove", round(x), round(y), "sleep", 0.08, "click", 1)

    def aside(self) -> None:
        """Take the mouse where nothing answers it: onto the lower edge of the strip."""
        x, y = self.see(lambda w: _middle(w.parts.strip, 0.5, 0.98))
        self.xdotool("mousemove", x, y)

    def start_again(self) -> None:
        """Reset the run."""
        self.key("r")
        self.wait("started again", lambda w: w.visit.run is not None and w.visit.run.time_s < 3.0, 3.0)

    def click(self, widget: Callable[[MainWindow], QWidget], across: float = 0.5, down: float = 0.5) -> None:
        """Click a widget of the card, scrolled to where it can be seen."""

        def place(window: MainWindow) -> tuple[int, int]:
            wanted, area = widget(window), window.parts.exhibit.scroll_area
            if area.isAncestorOf(wanted):
                area.ensureWidgetVisible(wanted, 0, PANEL_MARGIN_PX)
            return _middle(wanted, across, down)

        self.see(place)
        time.sleep(0.05)  # the area has scrolled
        self.press_at(*self.see(place))


def _middle(widget: QWidget, across: float = 0.5, down: float = 0.5) -> tuple[int, int]:
    at = widget.mapToGlobal(QPoint(round(widget.width() * across), round(widget.height() * down)))
    return at.x(), at.y()


def _page(window: MainWindow) -> Page:
    assert window.parts.exhibit.page is not None
    return window.parts.exhibit.page


def _dials(window: MainWindow) -> Dials:
    return _page(window).findChild(Dials)


def _step(window: MainWindow) -> StepView:
    assert window.parts.exhibit.step is not None
    return window.parts.exhibit.step


def _action(window: MainWindow, words: str) -> Button:
    return next(b for b in window.parts.exhibit.findChildren(Button) if b.text() == words and b.isVisible())


class Sitting:
    """One visitor's way through all the exhibits."""

    def __init__(self, hand: Hand, only: Sequence[str], first: str) -> None:
        self._hand, self._only, self._first = hand, only, first

    def whole(self) -> None:
        """Every zone, one after another."""
        hand = self._hand
        found = hand.see(
            lambda w: [(z.number, z.id, z.exhibit.kind) for z in w.visit.park.zones.values() if z.exhibit]
        )
        kinds = [kind for *_, kind in found]
        at = kinds.index(self._first) if self._first else 0
        for number, zone, kind in found[at:] + found[:at]:
            if self._only and kind not in self._only:
                continue
            began_s = time.monotonic()
            hand.album.begin(kind)
            with self._reported(kind):
                self._one(number, zone)
            self._leave()
            hand.album.lay_out()
            print(f"{kind}: {time.monotonic() - began_s:.0f} s", flush=True)

    def _leave(self) -> None:
        """Back to the park, step by step."""
        hand = self._hand
        for _ in range(8):
            if hand.see(lambda w: w.visit.zone is None):
                break
            hand.key("Escape")
            time.sleep(0.5)
        with self._reported("leaving"):
            hand.wait("left", lambda w: w.visit.zone is None and not w.visit.moving)

    def _reported(self, what: str) -> Any:
        return _Reported(self._hand, what)

    def _one(self, number: int, zone: str) -> None:
        hand = self._hand
        hand.key(*str(number), "Return")
        hand.wait(f"zone {number}", lambda w: w.visit.zone == zone and not w.visit.moving)
        time.sleep(0.4)
        hand.album.keep("article")
        hand.key("x")
        hand.wait("the exhibit", lambda w: w.visit.operating and w.parts.exhibit.step is not None)
        hand.wait("the flight's end", lambda w: not w.visit.moving)
        time.sleep(0.3)
        hand.album.keep("first")
        hand.watch(3.0)
        hand.album.keep("after 3 s")
        for part in (self._walk, self._controls, self._actions, self._parts, self._end):
            with self._reported(part.__name__):
                if not hand.see(lambda w: w.visit.operating):
                    raise Fault("the exhibit was left too early")
                part()

    # ---- parts of one

    def _walk(self) -> None:
        """The experiment, step by step."""
        hand = self._hand
        steps = len(hand.run().exhibit.walkthrough)
        if not steps:
            return
        for at in range(steps):
            guided_step = hand.run().exhibit.walkthrough[at]
            hand.wait(f"step {at + 1}", lambda w, at=at: _step(w).walk.progress.at == at)
            hand.click(lambda w: _step(w).act)
            hand.wait(f"step {at + 1} done", lambda w: _step(w).walk.progress.since_s is not None)
            after = hand.run()
            if after.exhibit.having(**dict(guided_step.values)) != after.exhibit:
                raise Fault(f"step {at + 1} did not set {guided_step.values}")
            if guided_step.action and guided_step.action not in {e.name for e in after.record.events}:
                raise Fault(f"step {at + 1} did not press {guided_step.action}")
            hand.watch(min(2.0, guided_step.watch_s))
            hand.album.keep(f"try {at + 1}/{steps}: {tr(guided_step.words, 'en')[:60]}")
            if guided_step.watch_s > LONG_S and at + 1 < steps:
                hand.click(lambda w: _step(w).act)  # who does not want to watch goes on
                continue
            hand.wait(
                f"step {at + 1} seen",
                lambda w, at=at: _step(w).walk.progress.at > at or _step(w).walk.progress.over,
                PATIENCE_S + 2 * guided_step.watch_s,
            )
            hand.aside()
            hand.album.keep(f"try {at + 1} seen: {list(_rounded(hand.run()).items())[:4]}")

    def _open_more(self, wanted: bool) -> None:
        """Open or close *More*."""
        hand = self._hand
        if hand.see(lambda w: w.parts.exhibit.more_open) != wanted:
            hand.key("g")
            hand.wait("more", lambda w: w.parts.exhibit.more_open == wanted, 3.0)
            time.sleep(0.3)

    def _controls(self) -> None:
        """Each control, those of experts too."""
        hand = self._hand
        self._open_more(True)
        if not hand.see(lambda w: _page(w).folds["dials"].opened):
            hand.click(lambda w: _page(w).folds["dials"].button)
        for name in hand.see(lambda w: list(_dials(w).controls)):
            with self._reported(name):
                for at, (widget, across) in enumerate(self._ways(name)):
                    before = getattr(hand.run().exhibit, name)
                    hand.click(widget, across, 0.3 if isinstance(hand.see(widget), SliderTrack) else 0.5)
                    hand.wait(
                        f"another value of {name}",
                        lambda w, b=before, n=name: getattr(w.visit.run.exhibit, n) != b,
                        3.0,
                    )
                    time.sleep(SEEN_S if at == 0 else 0.3)
                    value = getattr(hand.run().exhibit, name)
                    hand.aside()
                    if at == 0:
                        hand.album.keep(f"{name}: {before} -> {value}")

    def _ways(self, name: str) -> list[tuple[Callable[[MainWindow], QWidget], float]]:
        """Where to click so that a parameter changes, click after click."""
        hand = self._hand
        parameter = hand.see(lambda w: _dials(w).controls[name].parameter)
        value = getattr(hand.run().exhibit, name)
        if parameter.kind == "switch":
            return [(lambda w: _dials(w).controls[name].switch, 0.9)] * 2
        if parameter.kind == "choice":
            cells = hand.see(lambda w: _dials(w).controls[name].choice.findChildren(QAbstractButton))
            values = [v for v, _ in parameter.choices]
            order = [i for i, v in enumerate(values) if v != value] + [values.index(value)]
            return [(lambda w, i=i: cells[i], 0.5) for i in order]
        if not parameter.slides:
            return [(lambda w: _dials(w).controls[name].another, 0.5)]
        high = float(value) - parameter.low > (parameter.high - parameter.low) / 2
        track = lambda w: _dials(w).controls[name].slider.findChild(SliderTrack)  # noqa: E731
        less, more = hand.see(lambda w: _dials(w).controls[name].slider.findChildren(Button))[:2]
        return [(track, 0.12 if high else 0.88), (lambda w: more if high else less, 0.5)]

    def _actions(self) -> None:
        """Each action, on a run that is started again."""
        hand = self._hand
        hand.start_again()
        for action in hand.run().exhibit.actions:
            language = hand.see(lambda w: w.visit.settings.language)
            words = action.label[language == "zh"]
            with self._reported(action.name):
                before = len(hand.run().record.events), hand.run().time_s
                hand.click(lambda w, words=words: _action(w, words))
                hand.wait(
                    f"{action.name} done",
                    lambda w, name=action.name, b=before: any(
                        e.name == name and e.time_s >= b[1] for e in w.visit.run.record.events
                    ),
                    3.0,
                )
                hand.aside()
                time.sleep(SEEN_S)
                hand.album.keep(f"action {action.name}: {list(_rounded(hand.run()).items())[:4]}")

    def _parts(self) -> None:
        """A part of each class, touched in the picture; by keys if it is hidden there."""
        hand = self._hand
        self._open_more(False)
        hand.start_again()
        for name in _classes(hand.run().exhibit.parts(hand.run().state)):
            with self._reported(f"part {name}"):
                at = hand.see(lambda w, name=name: _on_screen(w, name))
                if at is not None:
                    hand.xdotool("mousemove", *at)
                    time.sleep(0.4)
                    under = hand.see(lambda w: w.visit.part)
                    if under is not None and _class(under) == _class(name):
                        hand.album.keep(f"pointed at {under}")
                        at = hand.see(lambda w, name=under: _on_screen(w, name)) or at  # it may move
                        hand.press_at(*at)
                        time.sleep(0.3)
                        if hand.see(lambda w: w.visit.picked) is not None:
                            time.sleep(1.0)
                            hand.album.keep(f"touched {hand.see(lambda w: w.visit.picked)}")
                            hand.key("Escape")
                            time.sleep(0.2)
                            continue
                print(f"  {hand.run().exhibit.kind}: {name} is not under the pointer at {at}", flush=True)
                self._touch_by_list(name)

    def _touch_by_list(self, name: str) -> None:
        """By the list of parts behind *More*."""
        hand = self._hand
        self._open_more(True)
        if not hand.see(lambda w: _page(w).folds["parts"].opened):
            hand.click(lambda w: _page(w).folds["parts"].button)
            time.sleep(0.4)
        if not hand.see(lambda w: name in w.visit.run.exhibit.parts(w.visit.run.state)):  # type: ignore[union-attr]
            return  # it is there no more
        hand.click(lambda w: _page(w).parts.rows[name])
        hand.wait(f"{name} picked", lambda w: w.visit.picked == name, 3.0)
        time.sleep(1.0)
        hand.album.keep(f"by the list: {name}")
        self._open_more(False)
        hand.key("Escape")

    def _end(self) -> None:
        """The last change is taken back, all started again, and left."""
        hand = self._hand
        hand.start_again()
        count = hand.see(lambda w: len(w.visit.run.undo))  # type: ignore[union-attr]
        hand.key("ctrl+z")
        hand.wait("undone", lambda w: len(w.visit.run.undo) < count, 3.0)  # type: ignore[union-attr]
        hand.key("p")
        hand.wait("paused", lambda w: w.visit.run.paused, 3.0)  # type: ignore[union-attr]
        self._open_more(True)
        hand.album.keep("more, paused")
        self._open_more(False)
        hand.start_again()


class _Reported:
    """A fault inside is written down, and the sitting goes on."""

    def __init__(self, hand: Hand, what: str) -> None:
        self._hand, self._what = hand, what

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, fault: BaseException | None, trace: Any) -> bool:
        if isinstance(fault, Fault | StopIteration | KeyError | AttributeError | AssertionError):
            words = f"{self._what}: {type(fault).__name__} {fault}"
            self._hand.faults.append(words)
            print("  FAULT", words, flush=True)
            self._hand.album.keep("FAULT " + words[:80])
            return True
        return False


def _class(part: str) -> str:
    """The class of a part: its name without numbers."""
    return re.sub(r"[-_ ]?\d+", "", part)


def _classes(parts: dict[str, Any]) -> list[str]:
    """One part of each class."""
    return list({_class(name): name for name in reversed(list(parts))}.values())[::-1]


def _on_screen(window: MainWindow, name: str) -> tuple[int, int] | None:
    """Where a part is on the screen; None if it cannot be pointed at where it is."""
    anchors = window.stage.parts()
    if name not in anchors:
        return None
    ((u, v),) = window.stage.project([anchors[name]])
    if not 0.0 < u < 1.0 or not 0.0 < v < 1.0:
        return None
    at = QPoint(round(u * window.viewport.width()), round(v * window.viewport.height()))
    if any(surface.isVisible() and surface.geometry().contains(at) for surface in window.surfaces):
        return None
    there = window.viewport.mapToGlobal(at)
    return there.x(), there.y()


def _rounded(run: Running) -> dict[str, float]:
    return {name: float(f"{value:.4g}") for name, value in run.readings.items()}


def _window() -> MainWindow | None:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return None
    return next((w for w in list(application.topLevelWidgets()) if isinstance(w, MainWindow)), None)


def _sit(display: str, args: argparse.Namespace, faults: list[str]) -> None:
    """The visitor's thread: waits for the window, goes through it, closes it."""
    patience = Patience(os.getpid())
    while (window := _window()) is None or not window.isVisible():
        if not patience.lasts():
            os._exit(3)
        time.sleep(0.2)
    time.sleep(2.0)
    ask = _Ask()
    ask.moveToThread(window.thread())
    hand = Hand(window, ask, display, Album(args.output, display))
    try:
        Sitting(hand, args.only.split(",") if args.only else (), args.first).whole()
    except Exception as fault:  # the program has to be closed whatever happens
        hand.faults.append(f"the sitting ended early: {type(fault).__name__} {fault}")
    faults += hand.faults
    with suppress(subprocess.CalledProcessError):  # the screen may be gone before the key is let go
        hand.key("ctrl+q")


def errors_in(log: Path) -> list[str]:
    """The lines of a journal that tell of an error or a missing thing."""
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    return [json.dumps(line, ensure_ascii=False) for line in lines if line["event"] in ("error", "warning")]


def main(words: Sequence[str] | None = None) -> int:
    """Sit down; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lang", default="en", choices=("en", "zh"))
    parser.add_argument("--light", default="day")
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--only", default="", help="kinds, with commas between")
    parser.add_argument(
        "--first", default="", help="the kind to begin with; the others follow round the park"
    )
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args(words)
    args.output.mkdir(parents=True, exist_ok=True)
    log, faults = args.output / "log.jsonl", list[str]()
    log.unlink(missing_ok=True)
    width, height = map(int, args.size.split("x"))
    with screen(width, height) as display:
        os.environ.update(DISPLAY=display, QT_QPA_PLATFORM="xcb", XDG_CONFIG_HOME=str(args.output / "config"))
        os.environ.pop("WAYLAND_DISPLAY", None)
        from explorer.__main__ import main as explorer

        threading.Thread(target=_sit, args=(display, args, faults), daemon=True).start()
        code = explorer(
            ["run", "--log", str(log), "--size", args.size, "--lang", args.lang, "--light", args.light]
        )
    faults += errors_in(log)
    print("\n".join(faults) or "nothing went wrong")
    return 1 if faults or code else 0


if __name__ == "__main__":
    done = main()
    sys.stdout.flush()
    os._exit(done)  # the screen has gone: what would still be closed there ends in an error of X
