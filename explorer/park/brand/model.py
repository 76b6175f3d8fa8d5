"""The brand of a park: what its owner shows of itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from ..base import Address, Colour, Content, Email, FileName, Key, Line, SceneText

BrandFile = Literal["logo", "icon", "typeface"]


class Contact(Content):
    """Whom visitors may ask."""

    name: Annotated[Line, Key("Name of a contact", "the company, or a person in it")]
    address: Annotated[tuple[Line, ...], Key("Lines of the address", "its lines")] = Field((), max_length=5)
    phone: Annotated[
        Line | None, Key("Phone", "how to reach them; all of it is in a QR code as well", shown_empty=True)
    ] = None
    email: Annotated[
        Email | None, Key("E-mail", "how to reach them; all of it is in a QR code as well", shown_empty=True)
    ] = None
    web: Annotated[
        Address | None,
        Key("Website", "how to reach them; all of it is in a QR code as well", shown_empty=True),
    ] = None

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
    """What visitors see of the company that shows its park. All of it may be left out."""

    logo: Annotated[
        FileName | None,
        Key(
            "Logo", "an SVG or PNG file of the scene, with nothing behind it", files="logo", shown_empty=True
        ),
    ] = None
    icon: Annotated[
        FileName | None,
        Key(
            "Icon",
            "a square SVG or PNG file for windows and exported programs; the logo if not given",
            files="logo",
        ),
    ] = None
    colour: Annotated[Colour | None, Key("Colour", "the colour of buttons and links")] = None
    second: Annotated[
        Colour | None,
        Key(
            "Second colour",
            "takes the place of colour in the light or the dark theme, where that one is hard to see",
        ),
    ] = None
    typeface: Annotated[
        FileName | None, Key("Typeface", "a TTF or OTF file of the scene", files="typeface")
    ] = None
    opening: Annotated[
        SceneText | None, Key("Opening", "a greeting, on the opening card and on the first page of a talk")
    ] = None
    closing: Annotated[
        SceneText | None, Key("Farewell", "a farewell, after a tour and on the last page of a talk")
    ] = None
    contact: Annotated[Contact | None, Key("Contact", "whom visitors may ask")] = None
    _files: Mapping[BrandFile, Path] = PrivateAttr(default_factory=dict)

    def file(self, name: BrandFile) -> Path | None:
        """The file of a key; None if it is missing or unusable."""
        return self._files.get(name)

    def have(self, files: Mapping[BrandFile, Path]) -> None:
        """Set the files that were found; only the loader calls this."""
        self._files = files
