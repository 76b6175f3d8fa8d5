"""A booth's connection to its fleet: the file that `fleet init` writes for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...base.atomic_file import write_text
from ...base.refused import Refused
from ...i18n import Text, why_unreadable
from ...park.schema import first_fault
from ..room.bus import Endpoint

BoothName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class BoothFile(BaseModel):
    """The file of one booth. It holds a password and is readable by its owner only."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    booth: BoothName
    broker: Annotated[str, Field(pattern="^mqtts?://")]  # `mqtts://host:port`
    password: Annotated[str, Field(max_length=200)] = ""
    # the certificate of the fleet's own authority, as PEM; "": the system's authorities
    ca: Annotated[str, Field(max_length=20_000)] = ""
    # the public key of content packs, as hexadecimal digits
    key: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")] = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A booth and its broker."""

    booth: str
    endpoint: Endpoint
    ca: str = ""
    key: str = ""


def read_address(where: str, folder: Path) -> Address:
    """The address in a file, or `mqtts://booth:password@host`.

    Raises Refused if it is not valid.

    Parameters
    ----------
    folder : where the certificate is written for the library, which needs it as a file.
    """
    if where.startswith(("mqtt://", "mqtts://")):
        try:
            endpoint = Endpoint.of_url(where)
        except ValueError:
            raise Refused(Text("{url}: write mqtts://BOOTH:PASSWORD@HOST", url=where)) from None
        if not endpoint.user:
            raise Refused(Text("{url}: write mqtts://BOOTH:PASSWORD@HOST", url=where))
        return Address(endpoint.user, endpoint)
    path = Path(where)
    try:
        found = BoothFile.model_validate_json(path.read_bytes())
        host = Endpoint.of_url(found.broker)
    except OSError as fault:
        raise Refused(Text("{path}: {why}", path=path, why=why_unreadable(fault))) from None
    except (ValidationError, ValueError) as fault:
        what = first_fault(fault, BoothFile) if isinstance(fault, ValidationError) else str(fault)
        raise Refused(
            Text("{path}: no file of a booth ({what}); `fleet init` writes one", path=path, what=what)
        ) from None
    ca = None
    if found.ca:
        ca = folder / "fleet-ca.pem"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_text(ca, found.ca, "ascii")  # atomic: another process may be reading it
        except OSError as fault:
            raise Refused(Text("{path}: {why}", path=ca, why=fault.strerror or str(fault))) from None
    endpoint = Endpoint(host.host, host.port, found.booth, found.password, tls=host.tls, ca=ca)
    return Address(found.booth, endpoint, found.ca, found.key)
