"""Which certificate an OPC UA server must show: the configured one, or the one it showed first."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from asyncua import ua
from asyncua.client.client import Client
from asyncua.crypto.security_policies import (
    SecurityPolicy,
    SecurityPolicyAes128Sha256RsaOaep,
    SecurityPolicyAes256Sha256RsaPss,
    SecurityPolicyBasic256Sha256,
)
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from ...base.certificates import read_certificate
from ...base.refused import Refused
from ...i18n import Text

logging.getLogger("asyncua").setLevel(logging.CRITICAL)  # its messages repeat what is reported here
POLICIES: tuple[type[SecurityPolicy], ...] = (
    SecurityPolicyAes256Sha256RsaPss,
    SecurityPolicyAes128Sha256RsaOaep,
    SecurityPolicyBasic256Sha256,
)
"""Policies that sign and encrypt, strongest first. Older ones are broken and not offered."""


class Offer(NamedTuple):
    """A server's policy and certificate for a signed and encrypted connection."""

    policy: type[SecurityPolicy]
    certificate: x509.Certificate


async def offer_of(client: Client) -> Offer:
    """The strongest offer of a server. Raises Refused if it offers no such policy; OSError or UaError if it is not reached."""
    endpoints = await client.connect_and_get_server_endpoints()
    secure = [e for e in endpoints if e.SecurityMode == ua.MessageSecurityMode.SignAndEncrypt]
    for policy in POLICIES:
        for endpoint in secure:
            if endpoint.SecurityPolicyUri == policy.URI and endpoint.ServerCertificate:
                return Offer(policy, _first(endpoint.ServerCertificate))
    raise Refused(
        Text(
            "{url}: the server offers none of {policies}; enter it with user name and password alone, without certificates",
            url=client.server_url.geturl(),
            policies=", ".join(policy.URI.rpartition("#")[2] for policy in POLICIES),
        )
    )


def _first(chain: bytes) -> x509.Certificate:
    """The server's own certificate; those of its authorities may follow in the chain."""
    return x509.load_der_x509_certificate(chain[: int.from_bytes(chain[2:4], "big") + 4])


def kept_at(folder: Path, url: str) -> Path:
    """The file that stores the certificate of the server at an address."""
    parts = urlsplit(url)
    host = (parts.hostname or "").replace(":", "-")
    return folder / f"{host}_{parts.port or 4840}.der"


def keep(path: Path, certificate: x509.Certificate) -> None:
    """Trust this certificate from now on. OSError if it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(certificate.public_bytes(Encoding.DER))


def check(shown: x509.Certificate, path: Path, url: str) -> bool:
    """Compare a server's certificate with the stored one; returns whether it was new and is stored now.

    Raises Refused if they differ.
    """
    if not path.exists():
        keep(path, shown)
        return True
    try:
        known = read_certificate(path)
    except ValueError:
        raise Refused(Text("{path}: no certificate", path=path)) from None
    if known.fingerprint(SHA256()) != shown.fingerprint(SHA256()):
        raise Refused(
            Text(
                "{url} shows another certificate than before ({shown}, not {known}): somebody may stand between. If the "
                "server has a new one, ask its owner for that fingerprint, then: live trust {url}",
                url=url,
                shown=fingerprint(shown),
                known=fingerprint(known),
            )
        )
    return False


def fingerprint(certificate: x509.Certificate) -> str:
    """A fingerprint that two people can compare, by telephone if need be."""
    return certificate.fingerprint(SHA256()).hex(":")
