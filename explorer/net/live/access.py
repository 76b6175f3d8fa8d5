"""Access to a protected OPC UA server: credentials in a separate file, and the certificate a server must show."""

from __future__ import annotations

import json
import logging
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from asyncua import ua
from asyncua.client.client import Client
from asyncua.common.utils import ServiceError
from asyncua.crypto.cert_gen import setup_self_signed_certificate
from asyncua.crypto.permission_rules import User, UserRole
from asyncua.crypto.security_policies import (
    SecurityPolicy,
    SecurityPolicyAes128Sha256RsaOaep,
    SecurityPolicyAes256Sha256RsaPss,
    SecurityPolicyBasic256Sha256,
)
from asyncua.crypto.uacrypto import load_certificate
from asyncua.ua.status_codes import StatusCodes
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...base.certificates import ending, read_certificate
from ...base.refused import Refused
from ...i18n import Text, why_unreadable
from ...park.schema import first_fault

logging.getLogger("asyncua").setLevel(logging.CRITICAL)  # its messages repeat what is reported here
POLICIES: tuple[type[SecurityPolicy], ...] = (
    SecurityPolicyAes256Sha256RsaPss,
    SecurityPolicyAes128Sha256RsaOaep,
    SecurityPolicyBasic256Sha256,
)
"""Policies that sign and encrypt, strongest first. Older ones are broken and not offered."""
CLIENT_URI, SERVER_URI = "urn:park-explorer:client", "urn:park-explorer:line"
OFFERED = (
    ua.SecurityPolicyType.Aes256Sha256RsaPss_SignAndEncrypt,
    ua.SecurityPolicyType.Aes128Sha256RsaOaep_SignAndEncrypt,
    ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt,
)
"""Policies offered by `live serve`."""
FILE = "access.json"
SECRET = 0o600
Word = Annotated[str, Field(max_length=500)]


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


class Access(BaseModel):
    """Credentials for a server. Paths are relative to the file, which holds a password and is readable by its owner only."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    # user, password: "": anonymous
    user: Word = ""
    password: Word = Field("", repr=False)
    # certificate, key: of this client (DER or PEM), which the server must trust; with them the connection is
    # signed and encrypted
    certificate: Word = ""
    key: Word = ""
    server: Word = ""  # certificate the server must show; "": the one it showed first, kept in `trust`
    trust: Word = "trusted"  # folder of certificates of known servers

    @property
    def own_server(self) -> tuple[str, str]:
        """Certificate and key of `live serve`."""
        return self.server, str(Path(self.server).with_suffix(".pem"))

    def kept_at(self, url: str) -> Path:
        """The file of the certificate that the server at an address must show."""
        return Path(self.server) if self.server else kept_at(Path(self.trust), url)

    async def prepare(self, client: Client, note: Callable[[Text], object]) -> None:
        """Configure a client with these credentials and the strongest policy that the server offers.

        Raises Refused if the server shows an unexpected certificate; OSError or ValueError if a file cannot be read.
        """
        if self.certificate:
            url = client.server_url.geturl()
            offer = await offer_of(client)
            kept = self.kept_at(url)
            if check(offer.certificate, kept, url):
                first = Text(
                    "{url}: met for the first time; its certificate is trusted from now on: {fingerprint}"
                )
                note(first.having(url=url, fingerprint=fingerprint(offer.certificate)))
            for file in (Path(self.certificate), kept):
                note_end(file, note)
            client.application_uri = CLIENT_URI
            await client.set_security(offer.policy, self.certificate, self.key, server_certificate=str(kept))
        if self.user:
            client.set_user(self.user)
            client.set_password(self.password)


def note_end(file: Path, note: Callable[[Text], object]) -> None:
    """Report it if a certificate expires soon."""
    for one in ending([file]):
        ends = Text(
            "{path} ends in {days} days. A new one for this computer: live access; of a server: live trust"
        )
        note(ends.having(path=one.path, days=one.days))


def read_access(path: Path) -> Access:
    """The credentials in a file. Raises Refused if it cannot be read, or names a file that does not exist."""
    try:
        access = Access.model_validate_json(path.read_bytes())
    except OSError as fault:
        raise Refused(Text("{path}: {why}", path=path, why=why_unreadable(fault))) from None
    except ValidationError as fault:
        raise Refused(
            Text(
                "{path}: this opens no server ({what}); `live access` writes such a file",
                path=path,
                what=first_fault(fault, Access),
            )
        ) from None
    if bool(access.certificate) != bool(access.key):
        raise Refused(Text("{path}: a certificate needs its key, and a key its certificate", path=path))
    files = {name: getattr(access, name) for name in ("certificate", "key", "server")}
    beside = {name: str(path.absolute().parent / file) for name, file in files.items() if file}
    for file in beside.values():
        if not Path(file).is_file():
            raise Refused(Text("{path}: there is no file {file}", path=path, file=file))
    return access.model_copy(update={**beside, "trust": str(path.absolute().parent / access.trust)})


async def make(folder: Path, user: str) -> list[Path]:
    """Write keys and certificates for a client and for `live serve`, and the file that names them.

    Existing files are kept, except certificates that expire soon: they are renewed with the same key.

    Raises OSError if a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    host = socket.gethostname()
    both = [ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]
    for name, uri in (("client", CLIENT_URI), ("server", SERVER_URI)):
        key, certificate = folder / f"{name}.pem", folder / f"{name}.der"
        if ending([certificate]):
            certificate.unlink()
        await setup_self_signed_certificate(
            key, certificate, uri, host, both, {"commonName": f"Park Explorer {name}"}
        )
        key.chmod(SECRET)
    path = folder / FILE
    if not path.exists():
        path.touch(mode=SECRET)
        access = Access(
            user=user,
            password=secrets.token_urlsafe(12),
            certificate="client.der",
            key="client.pem",
            server="server.der",
        )
        path.write_text(json.dumps(access.model_dump(), indent=1) + "\n", "utf-8")
    return sorted(folder.iterdir())


class Doorkeeper:
    """Admits clients to `live serve` that have the user name, the password and the certificate of a file."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def get_user(
        self,
        iserver: object,
        username: str | None = None,
        password: str | None = None,
        certificate: object = None,
    ) -> User | None:
        """The user in the form the library expects; None refuses."""
        access = self._access
        known = secrets.compare_digest((username or "").encode(), access.user.encode())
        right = secrets.compare_digest(_text(password).encode(), access.password.encode())
        return User(role=UserRole.User) if known and right else None

    async def validate(self, certificate: x509.Certificate, application: object) -> None:
        """Refuse a client with another certificate."""
        own = await load_certificate(Path(self._access.certificate))
        if certificate.fingerprint(SHA256()) != own.fingerprint(SHA256()):
            raise ServiceError(StatusCodes.BadCertificateUntrusted)


def _text(password: str | bytes | None) -> str:
    return password.decode("utf-8", "replace") if isinstance(password, bytes) else password or ""
