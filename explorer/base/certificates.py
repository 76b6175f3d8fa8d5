"""Expiry of certificates, reported early by `doctor`, the wall of a fleet and the bridge to a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

SOON = timedelta(days=60)
"""Time before expiry from which a certificate is reported and renewed."""


class Ending(NamedTuple):
    """A certificate that expires soon or has expired."""

    path: Path
    days: int  # until it expires; negative: since then


def read_certificate(path: Path) -> Certificate:
    """The certificate in a PEM or DER file. Raises OSError or ValueError if it holds no certificate."""
    from cryptography import x509

    content = path.read_bytes()
    if content.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_certificate(content)
    return x509.load_der_x509_certificate(content)


def ends_soon(certificate: Certificate, now: datetime | None = None) -> bool:
    """Whether a certificate is due for renewal."""
    return certificate.not_valid_after_utc - (now or datetime.now(UTC)) < SOON


def ending(paths: Iterable[Path], now: datetime | None = None) -> list[Ending]:
    """Certificates that expire soon, the earliest first; files that are missing or hold no certificate are skipped."""
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
