"""`fleet init`: a fleet's certificates, keys, users and rights, and the configuration of Mosquitto."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from ..lan.topics import fleet_topic
from .address import BoothFile

HUB = "hub"
YEARS = 10
ROUNDS = 101
"""Of Mosquitto's own password files."""
SECRET, OPEN = 0o600, 0o644
ACCESS = f"""# Who may say and hear what. %u is the user: a booth has rights to its own topics alone.
user {HUB}
topic read {fleet_topic("+", "rows")}
topic read {fleet_topic("+", "health")}
topic readwrite {fleet_topic("+", "orders")}
topic write {fleet_topic("+", "kept")}
topic write {fleet_topic("+", "pack")}

pattern write {fleet_topic("%u", "health")}
pattern write {fleet_topic("%u", "rows")}
pattern read {fleet_topic("%u", "kept")}
pattern read {fleet_topic("%u", "pack")}
pattern read {fleet_topic("%u", "orders")}
"""


def configuration(place: str, port: int, address: str = "") -> str:
    """The configuration of Mosquitto 2.

    Parameters
    ----------
    place : the folder in which Mosquitto finds the files.
    address : to listen on; "": all.
    """
    return f"""# A fleet of Park Explorer. `per_listener_settings` stays false: the rights hold for every listener.
listener {port}{f" {address}" if address else ""}
certfile {place}/server.pem
keyfile {place}/server.key
allow_anonymous false
password_file {place}/passwords
acl_file {place}/access
persistence true
persistence_location {place}/data/
autosave_interval 30
max_queued_messages 2000
max_packet_size 2000000
max_connections 4000
log_type error
log_type warning
log_dest stderr
"""


def init(
    folder: Path, host: str, port: int, booths: Sequence[str], place: str = "/mosquitto/config"
) -> list[Path]:
    """Write all that a new fleet needs, or what more booths need; the files that were written. What exists is kept.

    Raises OSError if a file cannot be written.

    Parameters
    ----------
    host : the name or address under which booths reach the broker.
    place : the folder in which Mosquitto will find the files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    written: list[Path] = []

    def put(name: str, content: str | bytes, mode: int = OPEN, *, again: bool = False) -> None:
        path = folder / name
        if path.exists() and not again:
            return
        path.touch(mode=mode)
        path.chmod(mode)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        written.append(path)

    if not (folder / "ca.pem").exists():
        authority = generate_private_key(SECP256R1())
        ca = certificate(authority, "Park Explorer fleet", authority, None)
        server = generate_private_key(SECP256R1())
        put("ca.key", _pem(authority), SECRET)
        put("ca.pem", ca.public_bytes(Encoding.PEM))
        put("server.pem", certificate(server, host, authority, ca).public_bytes(Encoding.PEM))
        put("server.key", _pem(server), SECRET)
    if not (folder / "packs.key").exists():
        put("packs.key", _pem(Ed25519PrivateKey.generate()), SECRET)
    key = signing_key(folder).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    ca_text = (folder / "ca.pem").read_text("ascii")
    put("mosquitto.conf", configuration(place, port))
    put("access", ACCESS, SECRET)
    known = folder / "passwords"
    lines = known.read_text("utf-8").splitlines() if known.exists() else []
    users = {line.partition(":")[0] for line in lines}
    for name in (HUB, *booths):
        if name in users:
            continue
        password = secrets.token_urlsafe(18)
        lines.append(f"{name}:{hashed(password)}")
        file = BoothFile(booth=name, broker=f"mqtts://{host}:{port}", password=password, ca=ca_text, key=key)
        title = "hub.json" if name == HUB else f"booth-{name}.json"
        put(title, json.dumps(file.model_dump(), indent=1) + "\n", SECRET)
    put("passwords", "\n".join(lines) + "\n", SECRET, again=True)
    return written


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The key that signs content packs. OSError or ValueError if there is none."""
    key = load_pem_private_key((folder / "packs.key").read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return key


def hashed(password: str) -> str:
    """A password as Mosquitto's file has it: PBKDF2 of SHA-512 with salt."""
    salt = secrets.token_bytes(12)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS)
    return f"$7${ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def certificate(
    key: EllipticCurvePrivateKey,
    name: str,
    issuer_key: EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
) -> x509.Certificate:
    """A certificate for a host, or, without an issuer, that of an authority. A day of clock error is allowed for."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer is not None else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    if issuer is not None:
        try:
            reached: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
        except ValueError:
            reached = x509.DNSName(name)
        made = made.add_extension(x509.SubjectAlternativeName([reached]), critical=False)
    return made.sign(issuer_key, hashes.SHA256())


def _pem(key: EllipticCurvePrivateKey | Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
