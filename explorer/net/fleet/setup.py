"""`fleet init`: certificates, keys, users and access rights of a fleet, and the configuration of Mosquitto."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import json
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
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

from ...base.atomic_file import write_bytes
from ...base.certificates import ends_soon, read_certificate
from ..room.topics import fleet_topic
from .address import BoothFile

HUB, PASSWORDS, PORT = "hub", "passwords", 8883
BROKER_FILES = ("access", PASSWORDS, "server.key", "server.pem")
"""Files that Mosquitto reads besides its configuration."""
LISTENER = re.compile(r"^listener (\d+)", re.MULTILINE)
PLACE = re.compile(rf"^password_file (.*)/{PASSWORDS}$", re.MULTILINE)
YEARS = 10
ROUNDS = 101
"""Iterations, as in Mosquitto's own password files."""
SECRET, OPEN = 0o600, 0o644
OLD_RIGHT, NEW_RIGHT = (f"topic {right} {fleet_topic('+', 'health')}\n" for right in ("read", "readwrite"))
"""The hub clears the retained messages of a removed booth; older fleets did not grant it that right."""
ACCESS = f"""# Who may say and hear what. %u is the user: a booth has rights to its own topics alone.
user {HUB}
topic read {fleet_topic("+", "rows")}
topic readwrite {fleet_topic("+", "health")}
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
    place : the folder of the files on Mosquitto's machine.
    address : address to listen on; "": all.
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


@dataclass(slots=True)
class Prepared:
    """The result of `init`."""

    files: list[Path] = field(default_factory=list)  # files written
    # readdressed: booths whose file named another address and was rewritten; lost: booths without a file here
    readdressed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    has_new_authority: bool = False  # every booth needs its file again

    def put(self, path: Path, content: str | bytes, mode: int = OPEN) -> None:
        """Write a file that is readable by its owner only, or by everyone."""
        write_bytes(path, content.encode() if isinstance(content, str) else content, mode)
        self.files.append(path)


def init(
    folder: Path,
    hosts: Sequence[str],
    booths: Sequence[str],
    port: int | None = None,
    place: str = "",
    now: datetime | None = None,
) -> Prepared:
    """Write all files of a new fleet, or those that new booths or another address require.

    Existing files are kept, except those the new address invalidates and certificates that expire soon.
    Raises OSError if a file cannot be written.

    Parameters
    ----------
    hosts : names and addresses under which booths reach the broker; new booth files get the first one.
    port : of the broker; None: the configured one, or 8883.
    place : the folder of the files on Mosquitto's machine; "": this one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    done = Prepared()
    configured = folder / "mosquitto.conf"
    text = configured.read_text("utf-8") if configured.exists() else ""
    listens = LISTENER.search(text)
    if listens is None:
        port = port or PORT
        done.put(configured, configuration(place or str(folder.absolute()), port))
    elif port is None or port == int(listens[1]):
        port = int(listens[1])
    else:
        done.put(configured, LISTENER.sub(f"listener {port}", text, count=1))
    access = folder / "access"
    if not access.exists():
        done.put(access, ACCESS, SECRET)
    elif OLD_RIGHT in (rights := access.read_text("utf-8")):
        done.put(access, rights.replace(OLD_RIGHT, NEW_RIGHT), SECRET)
    if not (folder / "packs.key").exists():
        done.put(folder / "packs.key", _pem(Ed25519PrivateKey.generate()), SECRET)
    _certify(folder, hosts, done, now or datetime.now(UTC))
    _enrol(folder, [f"mqtts://{_bracketed(host)}:{port}" for host in hosts], booths, done)
    return done


def _certify(folder: Path, hosts: Sequence[str], done: Prepared, now: datetime) -> None:
    """Make the certificates that are missing, lack a name, or expire soon. Keys are kept."""
    keys = {name: folder / f"{name}.key" for name in ("ca", "server")}
    for path in keys.values():
        if not path.exists():
            done.put(path, _pem(generate_private_key(SECP256R1())), SECRET)
    authority, own = (_key(path) for path in keys.values())
    ca_file, server_file = folder / "ca.pem", folder / "server.pem"
    ca = read_certificate(ca_file) if ca_file.exists() else None
    if ca is None or ends_soon(ca, now):
        done.has_new_authority = ca is not None
        ca = certificate(authority, ["Park Explorer fleet"], authority, None, now)
        done.put(ca_file, ca.public_bytes(Encoding.PEM))
    server = read_certificate(server_file) if server_file.exists() else None
    known = names_of(server) if server is not None else []
    names = list(dict.fromkeys((*hosts, *known)))
    if server is None or set(names) != set(known) or ends_soon(server, now) or done.has_new_authority:
        done.put(server_file, certificate(own, names, authority, ca, now).public_bytes(Encoding.PEM))


def _enrol(folder: Path, brokers: Sequence[str], booths: Sequence[str], done: Prepared) -> None:
    """Give new booths a password and a file; rewrite files that name an outdated address."""
    ca_text = (folder / "ca.pem").read_text("ascii")
    key = signing_key(folder).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    known = users(folder)
    lines = _password_lines(folder)
    for name in dict.fromkeys((HUB, *known, *booths)):
        path = booth_file(folder, name)
        if name not in known:
            password = secrets.token_urlsafe(18)
            lines.append(f"{name}:{hashed(password)}")
        elif not path.exists():
            done.lost.append(name)
            continue
        else:
            old = BoothFile.model_validate_json(path.read_bytes())
            if old.broker in brokers and old.ca == ca_text:
                continue
            password = old.password
            done.readdressed.append(name)
        file = BoothFile(booth=name, broker=brokers[0], password=password, ca=ca_text, key=key)
        done.put(path, json.dumps(file.model_dump(), indent=1) + "\n", SECRET)
    if len(lines) != len(known):
        done.put(folder / PASSWORDS, "\n".join(lines) + "\n", SECRET)


def remove(folder: Path, booths: Sequence[str]) -> list[str]:
    """Remove booths from a fleet: their passwords and their files. Returns the names that were not in it.

    Raises OSError if a file cannot be written.
    """
    known = users(folder)
    gone = [name for name in booths if name in known]
    if gone:
        kept = [line for line in _password_lines(folder) if line.partition(":")[0] not in gone]
        Prepared().put(folder / PASSWORDS, "\n".join(kept) + "\n", SECRET)
        for name in gone:
            booth_file(folder, name).unlink(missing_ok=True)
    return [name for name in booths if name not in known]


def users(folder: Path) -> tuple[str, ...]:
    """The hub and the booths of a fleet; empty without a password file."""
    return tuple(line.partition(":")[0] for line in _password_lines(folder))


def booth_file(folder: Path, name: str) -> Path:
    """The file that tells a booth, or the hub, its broker."""
    return folder / ("hub.json" if name == HUB else f"booth-{name}.json")


def place_of(folder: Path) -> str | None:
    """The other folder of the files on Mosquitto's machine; None: this one."""
    configured = folder / "mosquitto.conf"
    found = PLACE.search(configured.read_text("utf-8")) if configured.exists() else None
    return None if found is None or found[1] == str(folder.absolute()) else found[1]


def give_to_mosquitto(folder: Path) -> bool:
    """Let the user `mosquitto`, which Mosquitto becomes when root starts it, read its files; returns whether it can.

    Does nothing unless this is root: otherwise Mosquitto keeps the user that starts it.
    """
    if os.name == "nt" or os.geteuid() != 0:
        return True
    import pwd

    try:
        user = pwd.getpwnam("mosquitto")
    except KeyError:
        return False
    for name in (*BROKER_FILES, "data"):
        os.chown(folder / name, user.pw_uid, user.pw_gid)
    # every folder above must be open to it, unlike /root
    return all(path.stat().st_mode & 0o001 for path in (folder.absolute(), *folder.absolute().parents))


def _password_lines(folder: Path) -> list[str]:
    path = folder / PASSWORDS
    return path.read_text("utf-8").splitlines() if path.exists() else []


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The key that signs content packs. OSError or ValueError if it is missing or damaged."""
    key = load_pem_private_key((folder / "packs.key").read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return key


def hashed(password: str) -> str:
    """A password as in Mosquitto's password file: PBKDF2 of SHA-512 with salt."""
    salt = secrets.token_bytes(12)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS)
    return f"$7${ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def certificate(
    key: EllipticCurvePrivateKey,
    names: Sequence[str],
    issuer_key: EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    now: datetime,
) -> x509.Certificate:
    """A certificate for a host or, without an issuer, for an authority. Tolerates clocks that are off by a month."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
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
        reached = x509.SubjectAlternativeName([_general_name(name) for name in names])
        made = made.add_extension(reached, critical=False)
    return made.sign(issuer_key, hashes.SHA256())


def names_of(server: x509.Certificate) -> list[str]:
    """The names and addresses for which a certificate is valid."""
    found = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in found]


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _bracketed(host: str) -> str:
    """A host as written in a URL."""
    return f"[{host}]" if ":" in host else host


def _key(path: Path) -> EllipticCurvePrivateKey:
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise ValueError(f"{path}: not a key of an elliptic curve")
    return key


def _pem(key: EllipticCurvePrivateKey | Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
