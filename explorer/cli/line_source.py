"""The options `--live` and `--map`: the real line that feeds exhibits."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.bootstrap import gettext
from ..base.refused import Refused
from ..i18n import Text

if TYPE_CHECKING:
    import argparse

    from ..exhibits.tags import LineSource
    from ..park import Park

SOURCES = Text(
    "opc.tcp://HOST:PORT (an OPC UA server), mqtt://HOST/LINE (a bridge), or the file of a recording"
)


def add_arguments(p: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Add `--live` and `--map`."""
    what = gettext("feed exhibits from a real line: {sources}", sources=SOURCES)
    p.add_argument("--live", metavar=gettext("SOURCE"), help=what)
    add_map(p)
    add_access(p)


def add_access(p: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Add `--access`."""
    what = gettext("the file with user name, password and certificates for an OPC UA server; see live access")
    p.add_argument("--access", type=Path, metavar="access.json", help=what)


def add_map(p: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Add `--map`."""
    what = gettext("which node or topic of the line is which tag (that of live serve); see live map")
    p.add_argument("--map", type=Path, metavar="tags.yaml", help=what)


def is_remote(source: str | None) -> bool:
    """Whether a source is another machine, not a file."""
    return source is not None and source.startswith(("opc.tcp:", "mqtt"))


def open_source(
    source: str,
    tags: Path | None,
    access: Path | None = None,
    park: Park | None = None,
    scene: Path | None = None,
) -> LineSource | None:
    """The source; None after reporting why it cannot be used."""
    try:
        return find_source(source, tags, access, park, scene)
    except Refused as fault:
        print(gettext(fault.words), file=sys.stderr)
        return None


def find_source(
    source: str,
    tags: Path | None,
    access: Path | None = None,
    park: Park | None = None,
    scene: Path | None = None,
) -> LineSource:
    """The source; raises Refused if it is invalid.

    Parameters
    ----------
    park : the park whose own exhibits it can feed; `scene`: its folder.
    """
    from ..exhibits.tags import fed_with
    from ..net.live.sources import opened
    from ..net.live.tag_map import MapRefused

    try:
        own = park.made_exhibits if park is not None else ()
        return opened(source, tags, access, fed_with(own), scene if own else None)
    except MapRefused as refused:
        raise Refused(
            Text(str(refused))
        ) from None  # the message names files, lines and faults, without translated words
