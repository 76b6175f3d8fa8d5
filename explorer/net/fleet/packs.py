"""Content packs: a scene in a zip file with a signed (Ed25519) list of its files and their hashes.

Nothing is unpacked before everything is verified: the signature, hash and size of each file in the list, and that there
are no other files. The previous pack is kept and comes back if the new one is never drawn.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO, Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...base.atomic_file import write_text
from ...base.refused import Refused
from ...base.suffixes import SCENE_FILES
from ...i18n import Text

LIST, SIGNATURE, FILES = "pack.json", "pack.sig", "files/"
SUFFIXES = SCENE_FILES | {".md"}
MOST_FILES, MOST_BYTES, LONGEST_LIST = 2_000, 300_000_000, 1_000_000
MOST_TRIALS = 2
"""Number of times a pack may be opened without being drawn before the previous one comes back."""
PIECE = 1 << 16
STATE = "packs.json"
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValidationError, EOFError, NotImplementedError, RuntimeError,
    ValueError, OverflowError, OSError,
)  # fmt: skip
"""Exceptions that zip readers raise for damaged files."""


class PackRefused(Refused):
    """A refused pack; nothing has changed."""


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(ge=0, le=MOST_BYTES)]


class PackList(BaseModel):
    """The list of a pack."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    format: int = 1  # the format of packs
    version: Annotated[int, Field(ge=1, le=2**31)]  # grows with each pack of a fleet
    files: Annotated[dict[str, _Listed], Field(max_length=MOST_FILES)]


def make(folder: Path, out: Path, version: int, key: Ed25519PrivateKey) -> int:
    """Write the pack of a scene; returns the number of its files.

    Raises OSError if a file cannot be read or written.
    """
    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    data = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    files = {n: _Listed(sha256=hashlib.sha256(d).hexdigest(), bytes=len(d)) for n, d in data.items()}
    listed = PackList(version=version, files=files).model_dump_json().encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(LIST, listed)
        zipped.writestr(SIGNATURE, key.sign(listed))
        for name, content in data.items():
            zipped.writestr(FILES + name, content)
    return len(data)


def verified(pack: IO[bytes], key: Ed25519PublicKey) -> tuple[zipfile.ZipFile, PackList]:
    """Open a pack and verify all of its bytes against its signed list.

    Raises PackRefused if anything differs from what was signed.
    """
    try:
        zipped = zipfile.ZipFile(pack)
        head, signature = (_read(zipped, name, LONGEST_LIST) for name in (LIST, SIGNATURE))
        try:
            key.verify(signature, head)
        except InvalidSignature:
            raise PackRefused(Text("it is not signed with the key of this fleet")) from None
        listed = PackList.model_validate_json(head)
        if listed.format != 1:
            raise PackRefused(Text("it is of another version of packs: {format}", format=listed.format))
        wanted = {LIST, SIGNATURE, *(FILES + name for name in listed.files)}
        names = zipped.namelist()
        if len(names) != len(wanted) or set(names) != wanted:
            raise PackRefused(Text("it holds other files than its list says"))
        if sum(file.bytes for file in listed.files.values()) > MOST_BYTES:
            raise PackRefused(Text("it is too large"))
        for name, file in listed.files.items():
            _check_name(name)
            _check_file(zipped, name, file)
    except DAMAGED as fault:
        raise PackRefused(Text("it is damaged or no pack ({what})", what=type(fault).__name__)) from None
    return zipped, listed


class Shelf:
    """The packs of a booth: the one on show, and the last good one.

    Attributes
    ----------
    version : of the pack on show; 0: the scene that came with the program.
    refused : why the last offered pack is not on show, "" if it was not refused.
    """

    def __init__(self, folder: Path, key: Ed25519PublicKey) -> None:
        self.folder, self._key = folder, key
        self.version, self._good, self._trials, self._bad = 0, 0, 0, 0
        self.refused = ""
        with suppress(OSError, ValueError, KeyError, TypeError):
            found = json.loads((folder / STATE).read_text("utf-8"))
            self.version, self._good = int(found["version"]), int(found["good"])
            self._trials, self._bad = int(found["trials"]), int(found["bad"])

    def wants(self, version: int) -> bool:
        """Whether a pack of this version would be accepted: a newer one that was not found bad, or the good one again."""
        return version > max(self.version, self._bad)

    def install(self, pack: IO[bytes], version: int | None = None) -> int:
        """Verify and unpack a pack, to be shown from the next start on; returns its version.

        Raises PackRefused if it is not ours, incomplete, or not newer; OSError if it cannot be written. In both cases nothing
        has changed.
        """
        zipped, listed = verified(pack, self._key)
        if version is not None and listed.version != version:
            raise PackRefused(
                Text("it is version {version}, not the one that was offered", version=listed.version)
            )
        if not self.wants(listed.version):
            raise PackRefused(
                Text(
                    "version {version} is not newer than {own}",
                    version=listed.version,
                    own=max(self.version, self._bad),
                )
            )
        place, fresh = self._place(listed.version), self.folder / f"v{listed.version}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            for name in listed.files:
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(FILES + name) as source, (fresh / name).open("wb") as target:
                    shutil.copyfileobj(source, target, PIECE)
            shutil.rmtree(place, ignore_errors=True)
            fresh.rename(place)
            self._keep(version=listed.version, trials=0)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        self.refused = ""
        return listed.version

    def scene(self) -> Path | None:
        """The folder of the scene to open now; None: the one that came with the program.

        After `MOST_TRIALS` openings without being drawn, a pack is replaced by the last good one.
        """
        if self.version and self.version != self._good:
            if self._trials >= MOST_TRIALS or not (self._place(self.version) / "park.yaml").is_file():
                return self.roll_back(Text("it was not drawn"))
            with suppress(OSError):
                self._keep(trials=self._trials + 1)
        return self._place(self.version) if self.version else None

    def roll_back(self, why: Text) -> Path | None:
        """Return to the last good pack; its folder."""
        self.refused = f"{self.version}: {why}"
        bad = max(self._bad, self.version)
        self.version = self._good
        with suppress(OSError):
            self._keep(version=self._good, trials=0, bad=bad)
        return self._place(self.version) if self.version else None

    def drawn(self) -> None:
        """Mark the pack on show as the last good one, and delete older ones."""
        if self.version == self._good:
            return
        before = self._good
        with suppress(OSError):
            self._keep(good=self.version, trials=0)
            for place in self.folder.glob("v*"):
                if place.name not in (f"v{self.version}", f"v{before}"):
                    shutil.rmtree(place, ignore_errors=True)

    def _place(self, version: int) -> Path:
        return self.folder / f"v{version}"

    def _keep(
        self,
        version: int | None = None,
        good: int | None = None,
        trials: int | None = None,
        bad: int | None = None,
    ) -> None:
        state = {
            "version": self.version if version is None else version,
            "good": self._good if good is None else good,
            "trials": self._trials if trials is None else trials,
            "bad": self._bad if bad is None else bad,
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        write_text(self.folder / STATE, json.dumps(state))
        self.version, self._good = state["version"], state["good"]
        self._trials, self._bad = state["trials"], state["bad"]


def _read(zipped: zipfile.ZipFile, name: str, most: int) -> bytes:
    with zipped.open(name) as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise PackRefused(Text("it is too large"))
    return found


DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows reserves for devices, with any suffix."""


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    odd = path.is_absolute() or any(sign in name for sign in '\\:*?"<>|') or not name.isprintable()
    odd = odd or any(part.startswith(".") or DEVICE.match(part) for part in path.parts)
    if odd or path.suffix.lower() not in SUFFIXES or path.as_posix() != name or len(name) > 200:
        raise PackRefused(Text("a file in it has a name that is not allowed: {name!r}", name=name))


def _check_file(zipped: zipfile.ZipFile, name: str, listed: _Listed) -> None:
    digest, count = hashlib.sha256(), 0
    with zipped.open(FILES + name) as file:
        for piece in _pieces(file):
            count += len(piece)
            if count > listed.bytes:
                break
            digest.update(piece)
    if count != listed.bytes or digest.hexdigest() != listed.sha256:
        raise PackRefused(Text("a file in it was changed: {name}", name=name))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def key_of(digits: str) -> Ed25519PublicKey:
    """The key with these hexadecimal digits. ValueError if they are not valid."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(digits))
