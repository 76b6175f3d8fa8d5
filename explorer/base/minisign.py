"""File signatures in the format of minisign (Ed25519), which that program can create and verify as well."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from ..i18n import Text
from .refused import Refused

SUFFIX = ".minisig"
KEY, PREHASHED, CHECKSUM = b"Ed", b"ED", b"B2"
NO_PASSWORD = b"\0\0"
UNTRUSTED, TRUSTED = "untrusted comment: ", "trusted comment: "
MOST_BYTES = 4_000
"""Largest key or signature that is read; real ones take a few hundred bytes."""


class NotVerified(Refused):
    """A key or a signature that is unusable or does not match."""


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """The public half of a key. `number` tells keys apart but proves nothing."""

    number: bytes
    raw: bytes

    @property
    def name(self) -> str:
        """The key's number as minisign writes it."""
        return self.number[::-1].hex().upper()

    def text(self) -> str:
        """The content of the public key file."""
        return _file(f"minisign public key {self.name}", KEY + self.number + self.raw)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A complete key pair."""

    number: bytes
    private: Ed25519PrivateKey

    @property
    def public(self) -> VerifyKey:
        """Its public half."""
        return VerifyKey(self.number, self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def text(self) -> str:
        """The content of the key file, without a password."""
        seed = self.private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        own = self.number + seed + self.public.raw
        digest = hashlib.blake2b(KEY + own, digest_size=32).digest()
        return _file("minisign secret key", KEY + NO_PASSWORD + CHECKSUM + bytes(48) + own + digest)


def make_key(file: Path) -> VerifyKey:
    """Write a new key that only its owner can read, and its public half beside it, with `.pub` added to the name.

    Raises OSError, including FileExistsError: a key is never overwritten.
    """
    key = SigningKey(os.urandom(8), Ed25519PrivateKey.generate())
    public = file.with_name(f"{file.name}.pub")
    for path, text, rights in ((file, key.text(), 0o600), (public, key.public.text(), 0o644)):
        path.touch(rights, exist_ok=False)
        path.write_text(text, "ascii", newline="\n")
    return key.public


def signing_key(file: Path) -> SigningKey:
    """Read a key pair. Raises NotVerified if the file is not one, OSError if it cannot be read."""
    raw = _decoded(_lines(file.read_bytes()), 1, 158)
    if raw[:2] != KEY or raw[4:6] != CHECKSUM:
        raise NotVerified(Text("{file} is no signing key", file=file))
    if raw[2:4] != NO_PASSWORD:
        words = Text(
            "{file} is locked with a password: sign SHA256SUMS with minisign itself (minisign -S -H)",
            file=file,
        )
        raise NotVerified(words)
    key = SigningKey(raw[54:62], Ed25519PrivateKey.from_private_bytes(raw[62:94]))
    if key.public.raw != raw[94:126]:
        raise NotVerified(Text("{file} is no signing key", file=file))
    return key


def verify_key(given: str) -> VerifyKey:
    """The public half of a key, from its file or its text line. Raises NotVerified, OSError."""
    path = Path(given)
    raw = _decoded(_lines(path.read_bytes()) if path.is_file() else ["", given], 1, 42)
    if raw[:2] != KEY:
        raise NotVerified(Text("{given} is no minisign public key", given=given))
    return VerifyKey(raw[2:10], raw[10:])


def sign(file: Path, key: SigningKey, comment: str) -> str:
    """The signature of a file, to be saved beside it; it covers the comment, too."""
    signature = key.private.sign(_digest(file))
    whole = key.private.sign(signature + comment.encode())
    head = _file(f"signature of park-explorer with {key.public.name}", PREHASHED + key.number + signature)
    return f"{head}{TRUSTED}{comment}\n{base64.b64encode(whole).decode()}\n"


def number_of(signature: bytes) -> str:
    """The number of the key that a signature names. Raises NotVerified."""
    return VerifyKey(_decoded(_lines(signature), 1, 74)[2:10], b"").name


def verify(name: str, signed: Path | bytes, signature: bytes, key: VerifyKey) -> str:
    """Verify the signature of a file or of bytes; returns the signed comment. Raises NotVerified, OSError."""
    lines = _lines(signature)
    raw, whole = _decoded(lines, 1, 74), _decoded(lines, 3, 64)
    if raw[:2] != PREHASHED or not lines[2].startswith(TRUSTED):
        raise _damaged()
    if raw[2:10] != key.number:
        other = VerifyKey(raw[2:10], b"").name
        raise NotVerified(
            Text(
                "signed with another key ({other}), not with the one given ({own})", other=other, own=key.name
            )
        )
    comment = lines[2].removeprefix(TRUSTED)
    public = Ed25519PublicKey.from_public_bytes(key.raw)
    try:
        public.verify(raw[10:], _digest(signed))
        public.verify(whole, raw[10:] + comment.encode())
    except InvalidSignature:
        words = Text("the signature does not match {name}: one of them was changed", name=name)
        raise NotVerified(words) from None
    return comment


def _digest(signed: Path | bytes) -> bytes:
    if isinstance(signed, bytes):
        return hashlib.blake2b(signed).digest()
    with signed.open("rb") as opened:
        return hashlib.file_digest(opened, hashlib.blake2b).digest()


def _file(comment: str, raw: bytes) -> str:
    return f"{UNTRUSTED}{comment}\n{base64.b64encode(raw).decode()}\n"


def _lines(raw: bytes) -> list[str]:
    try:
        return raw[:MOST_BYTES].decode("utf-8").splitlines()
    except UnicodeDecodeError:
        raise _damaged() from None


def _decoded(lines: list[str], number: int, size: int) -> bytes:
    try:
        raw = base64.b64decode(lines[number].strip(), validate=True)
    except (ValueError, IndexError):
        raw = b""
    if len(raw) != size:
        raise _damaged()
    return raw


def _damaged() -> NotVerified:
    return NotVerified(Text("not a minisign key or signature, or damaged"))
