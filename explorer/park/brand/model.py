"""The brand of a park: what its owner shows of itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, PrivateAttr

from ..base import Address, Colour, Content, Email, FileName, Line, SceneText

BrandFile = Literal["logo", "icon", "typeface"]


class Contact(Content):
    """Whom visitors may ask.

    Attributes
    ----------
    name : the company, or a person in it.
    address : its lines.
    phone, email, web : how to reach them; all of it is in a QR code as well.
    """

    name: Line
    address: tuple[Line, ...] = Field((), max_length=5)
    phone: Line | None = None
    email: Email | None = None
    web: Address | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines below the name."""
        web = self.web.split("://", 1)[1].rstrip("/") if self.web else None
        return (*self.address, *(line for line in (self.phone, self.email, web) if line))

    @property
    def card(self) -> str:
        """The contact as a vCard (RFC 2426), which phone cameras offer to save."""
        name, street = _escaped(self.name), "\\, ".join(map(_escaped, self.address))
        fields = {
            "N": f"{name};;;;",
            "FN": name,
            "ORG": name,
            "ADR": f";;{street};;;;" if street else "",
            "TEL": _escaped(self.phone or ""),
            "EMAIL": _escaped(self.email or ""),
            "URL": self.web or "",
        }
        rows = (f"{key}:{value}" for key, value in fields.items() if value)
        return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *rows, "END:VCARD"))


def _escaped(value: str) -> str:
    for sign in ("\\", ",", ";"):
        value = value.replace(sign, "\\" + sign)
    return value


class Brand(Content):
    """What visitors see of the company that shows its park. All of it may be left out.

    Attributes
    ----------
    logo : an SVG or PNG file of the scene, with nothing behind it.
    icon : a square SVG or PNG file for windows and exported programs; the logo if not given.
    colour : the colour of buttons and links.
    second : takes the place of colour in the light or the dark theme, where that one is hard to see.
    typeface : a TTF or OTF file of the scene.
    opening : a greeting, on the opening card and on the first page of a talk.
    closing : a farewell, after a tour and on the last page of a talk.
    contact : whom visitors may ask.
    """

    logo: FileName | None = None
    icon: FileName | None = None
    colour: Colour | None = None
    second: Colour | None = None
    typeface: FileName | None = None
    opening: SceneText | None = None
    closing: SceneText | None = None
    contact: Contact | None = None
    _files: Mapping[BrandFile, Path] = PrivateAttr(default_factory=dict)

    def file(self, name: BrandFile) -> Path | None:
        """The file of a key; None if it is missing or unusable."""
        return self._files.get(name)

    def have(self, files: Mapping[BrandFile, Path]) -> None:
        """Set the files that were found; only the loader calls this."""
        self._files = files
