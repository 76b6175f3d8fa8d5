"""Why an installation failed, in one sentence, from what pip or venv wrote."""

from __future__ import annotations

import re
import sys

from ..i18n import Text
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
        Text("No network was reached. The first start needs one; later ones do not."),
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
"""Signs in the output, most telling first, and the sentence for each."""


def cause_of(output: str) -> str:
    """The sentence for what went wrong; empty if it is none of the usual causes."""
    for signs, cause in CAUSES:
        if match := re.search(signs, output):
            python = ".".join(map(str, sys.version_info[:2]))
            return gettext(cause, **match.groupdict(), python=python)
    return ""
