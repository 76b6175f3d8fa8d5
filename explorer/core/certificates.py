"""When certificates end: said in time by `doctor`, by the wall of a fleet and by a bridge to a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

SOON = timedelta(days=60)
"""Said, and renewed, so long before the end."""


class Ending(NamedTuple):
    """A certificate that ends soon, or has ended."""

    path: Path
    days: int  # until then; negative: since then


def read_certificate(path: Path) -> Certificate:
    """The certificate of a PEM or DER file. Raises OSError or ValueError if there is none."""
    from cryptography import x509

    content = path.read_bytes()
    if content.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_certificate(content)
    return x509.load_der_x509_certificate(content)


def ends_soon(certificate: Certificate, now: datetime | None = None) -> bool:
    """Whether it is time for a new one."""
    return certificate.not_valid_after_utc - (now or datetime.now(UTC)) < SOON


def ending(paths: Iterable[Path], now: datetime | None = None) -> list[Ending]:
    """Those of some files that end soon, the first one first; files that are missing or no certificates are left out."""
    moment = now or datetime.now(UTC)
    found = []
    for path in paths:
        try:
            certificate = read_certificate(path)
        except (OSError, ValueError):
            continue
        if ends_soon(certificate, moment):
            found.append(Ending(path, (certificate.not_valid_after_utc - moment).days))
    return sorted(found, key=lambda one: one.days)
