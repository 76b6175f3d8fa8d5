"""A stage for commands that draw into files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..base import bootstrap
from ..base.bootstrap import gettext
from ..base.names import PolicyName, QualityName
from ..i18n import Text
from .command import Needs
from .files import not_written
from .scene import ASSETS, scene_language

if TYPE_CHECKING:
    from ..park import Park
    from ..stage import Stage
    from ..visit import Settings


def needs_drawing(args: argparse.Namespace) -> Needs:
    """Requirements of a command that draws."""
    return Needs(libraries=True)


def settings_of(args: argparse.Namespace, park: Park) -> Settings:
    from ..visit import Settings
    from ..visit.settings import day_phase_named

    light = getattr(args, "light", None) or "day"
    return Settings(language=scene_language(park), comfort="cut", day_phase=day_phase_named(light))


def open_stage(
    park: Park,
    size: tuple[int, int],
    quality: QualityName,
    without: Sequence[str] = (),
    frames: PolicyName | None = None,
) -> Stage | None:
    """A stage of this size, to be closed by the caller; None after reporting that drawing is impossible here."""
    from ..stage import NoGraphics, Stage

    try:
        stage = Stage(park, ASSETS, size, quality=quality, without=without, frames=frames)
        if any(zone.exhibit is not None and zone.exhibit.gallery is not None for zone in park.zones.values()):
            from ..shell.pictures.pictures import pictures_for_files

            stage.take_pictures(pictures_for_files())
        return stage
    except NoGraphics as error:
        print(bootstrap.no_graphics(error), file=sys.stderr)
    except Exception as error:  # the files were readable; any fault in them or in the program is reported
        what = f"{type(error).__name__}: {error}"
        message = Text("The park could not be made ready ({what}). Try: check", what=what)
        print(gettext(message), file=sys.stderr)
    return None


def draw_into(stage: Stage, output: Path, draw: Callable[[], object], also: Sequence[Path] = ()) -> int:
    """Draw into a file or a folder, close the stage and report the path; returns the exit code.

    Parameters
    ----------
    also : further files that `draw` writes.
    """
    try:
        draw()
        print_warnings(stage.warnings)  # now complete, and in the language of the image
    except OSError as error:
        return not_written(output, error)
    finally:
        stage.close()
    print(output, *also, sep="\n")
    return 0


def print_warnings(warnings: Sequence[str]) -> None:
    for warning in warnings:
        print(warning, file=sys.stderr)
