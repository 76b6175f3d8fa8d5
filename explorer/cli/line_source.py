"""The real line that feeds exhibits: `--live`, `--map` and `--access`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.bootstrap import gettext
from ..base.refused import Refused
from ..i18n import Text

if TYPE_CHECKING:
    from ..exhibits.tags import LineSource
    from ..park import Park

SOURCES = Text(
    "opc.tcp://HOST:PORT (an OPC UA server), mqtt://HOST/LINE (a bridge), or the file of a recording"
)


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
