"""Starts the program, and is the only place where Qt meets Panda3D."""

from __future__ import annotations

if __name__ == "__main__":
    import os
    import signal
    import sys

    # until `main` begins, an interrupt ends this process without a traceback; one that came earlier was blocked by the re-exec
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if not __package__:  # typed as a path, `python3 explorer`: go on as `python3 -m explorer`
        import runpy

        sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [sys.path[0], os.environ.get("PYTHONPATH")]))
        runpy.run_module("explorer", run_name="__main__", alter_sys=True)

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from .base import bootstrap, software_driver
from .base.bootstrap import gettext
from .base.software_driver import SoftwareDriverNeeded
from .cli.command import Show
from .cli.dispatch import dispatch

if TYPE_CHECKING:
    from .base.names import QualityName
    from .base.protocols import GlContext
    from .base.supervisor.watchdog_pipe import WatchdogPipe
    from .park import Park
    from .stage import Stage


def main(words: Sequence[str] | None = None) -> int:
    """Run what was typed; the exit code is 0, 1 (warnings with --strict) or 2 (it failed)."""
    line: WatchdogPipe | None = None
    try:
        bootstrap.replace_unprintable()
        done = dispatch(sys.argv[1:] if words is None else words)
        line = done.options.line if isinstance(done, Show) else None
        code = open_window(done) if isinstance(done, Show) else done
        sys.stdout.flush()
        return code
    except SoftwareDriverNeeded:
        return start_with_software_driver(line)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _silence()  # the reader of the pipe has seen enough
        return 0
    except OSError as error:  # commands report on their own files; what is left is mostly the output itself
        _silence()
        print(
            f"{error.filename or gettext('standard output')}: {error.strerror or error}",
            file=sys.stderr,
        )
        return 2
    except ImportError as missing:
        if (missing.name or "").startswith("explorer"):
            raise  # a fault of this program, not of its environment
        lacking = bootstrap.missing_libraries()  # commands that draw nothing have not looked
        message = bootstrap.lacking_line(lacking) if lacking else f"{missing}\n{bootstrap.damaged()}"
        print(message, file=sys.stderr)
        return 2
    finally:
        gc.enable()


def open_window(show: Show) -> int:
    """Open the window with a stage that draws into it; the exit code."""
    from .cli.scene import ASSETS
    from .shell.app import app
    from .shell.window.protocols import CannotDraw
    from .stage import NoGraphics, Stage
    from .visit import Visit

    def stage(park: Park, width: int, height: int, context: GlContext | None = None) -> Stage:
        size = (width, height)

        def made(quality: QualityName) -> Stage:
            return Stage(
                park,
                ASSETS,
                size,
                quality=quality,
                lively=True,
                context=context,
                frames=show.frames,
                without=show.without,
            )

        try:
            found = made(show.quality)
            if show.quality == "auto" and found.is_rich and not found.shows_park(Visit.begin(park)):
                found.close()  # this driver takes the passes, but draws nothing with them
                found = made("standard")
            return found
        except NoGraphics as fault:
            raise CannotDraw(str(fault)) from fault

    return app.run(show.scene.reading, stage, show.options)


def start_with_software_driver(line: WatchdogPipe | None) -> int:
    """Start this program again with the driver that draws everywhere, and wait for it; the exit code.

    A supervisor listens to the new process from now on, and ends it with this one.
    """
    if line is None:
        return software_driver.restart()
    from .base.supervisor.child import Child

    child = Child(software_driver.again(), line.end)
    line.close()
    try:
        return child.process.wait()
    finally:
        child.end()


def _silence() -> None:
    """Send the rest of standard output nowhere: Python would complain once more when it flushes at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    ended = 130
    hears = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    try:
        if hears:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        ended = main()
    except KeyboardInterrupt:  # it came before `main` could take it
        pass
    finally:
        # a key that is held sends more of them, and Python would answer those at its end with a traceback
        if hears:
            signal.signal(signal.SIGINT, lambda number, frame: os._exit(ended))
    raise SystemExit(software_driver.ends_with(ended))
