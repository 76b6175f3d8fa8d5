"""The cause of a failed installation in one sentence, from the output of pip or venv."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from ...i18n import Text
from .program import PYTHON, start_line, typed_words
from .words import gettext

CAUSES: tuple[tuple[str, Text], ...] = (
    (
        r"No space left on device|Disk quota exceeded|WinError 112|not enough space",
        Text("The disk is full. Free about 2 GB and start again."),
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError",
        Text(
            "The network was reached, but its certificate is not trusted. Ask the administrator of this "
            "network."
        ),
    ),
    (
        r"ProxyError|Tunnel connection failed|407 Proxy",
        Text("The proxy refused the connection. Check the proxy settings of this machine."),
    ),
    (
        r"NewConnectionError|Failed to establish a new connection|Name or service not known|getaddrinfo failed|"
        r"Temporary failure in name resolution|nodename nor servname|Network is unreachable|Connection refused|"
        r"ConnectTimeoutError|ReadTimeoutError|Max retries exceeded|Connection aborted|Read timed out",
        Text(
            "{host} was not reached, and the first start takes its packages from there. Name a mirror "
            "({pip} config set global.index-url ADDRESS), or bring the packages in a folder (made on a machine with a "
            'network: {pip} download -d FOLDER "{project}") and type: {start} --wheels FOLDER'
        ),
    ),
    (
        r"Permission denied|Read-only file system|WinError 5\b",
        Text("This folder cannot be written to. Copy it to a folder that you can write to."),
    ),
    (
        r"No matching distribution found for (?P<name>[^\s(]+)",
        Text(
            "There is no {name} for Python {python} on this machine. Python 3.11, 3.12 and 3.13 are "
            "supported."
        ),
    ),
)
"""Patterns in the output, most specific first, and the sentence for each."""


_HOST = re.compile(r"host='([^']+)'|Looking in indexes: \w+://(?:[^@/\s]*@)?([^/\s:,]+)")
"""The host that did not answer, in pip's output: in its error, else among the mirrors in the user's settings."""
LACKING = Text(
    "The folder {wheels} lacks {name} for Python {python}. Fill it on a machine with a network, in a copy of this "
    'folder and with the same Python: {pip} download -d FOLDER "{project}"'
)
"""The message when packages come from a folder."""


def cause_of(output: str, wheels: Path | None = None, extras: Sequence[str] = ()) -> str:
    """The sentence for a failure; empty if the cause is not a known one.

    Parameters
    ----------
    wheels : source folder of packages, if one was used.
    extras : requested optional dependencies.
    """
    for signs, cause in CAUSES:
        if match := re.search(signs, output):
            host = _HOST.search(output)
            chosen = LACKING if wheels and "name" in match.groupdict() else cause
            return gettext(
                chosen,
                **match.groupdict(),
                python=".".join(map(str, sys.version_info[:2])),
                host=host[1] or host[2] if host else gettext("The package registry"),
                pip=f"{PYTHON} -m pip",
                start=start_line(*typed_words()),
                project=f".[{','.join(extras)}]" if extras else ".",
                wheels=wheels,
            )
    return ""
