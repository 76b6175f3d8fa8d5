"""Hot spots in a web edition: an entry of the zone's text with its picture and link, to which a pin in the 3D view leads."""

from __future__ import annotations

import io
from html import escape

from ...base.suffixes import PICTURES
from ...i18n import Language, Text, tr
from ...park.model import Park, Spot, Zone
from ...park.spots.spot import file_key
from .folder import Folder

MOST_PX, QUALITY = 960, 80
"""Largest side of a picture, and quality of its JPEG."""


def spot_entry(park: Park, zone: Zone, spot: Spot, words: str, language: Language, pictures: str) -> str:
    """A hot spot as HTML.

    Parameters
    ----------
    words : its text as HTML. pictures : the folder of pictures, as the page sees it.
    """
    parts = [f"<p><b>{escape(spot.title[language])}</b></p>"]
    if _photo_of(park, zone, spot) is not None:
        alt = escape(spot.title[language])
        parts.append(f'<p><img src="{pictures}{_name(zone, spot)}" alt="{alt}" loading="lazy"></p>')
    if words:
        parts.append(f"<p>{words}</p>")
    if spot.link is not None:
        label = escape(tr(Text("Open the page"), language))
        parts.append(f'<p><a href="{escape(spot.link)}" rel="noopener">{label}</a></p>')
    return f'<div id="spot-{spot.id}" tabindex="-1">{"".join(parts)}</div>'


def write_spot_pictures(park: Park, folder: Folder) -> None:
    """Write the photographs of hot spots and the posters of their videos, small enough for a page."""
    for zone in park.zones.values():
        for spot in zone.spots:
            if (path := _photo_of(park, zone, spot)) is None:
                continue
            from PIL import Image, ImageOps

            data = io.BytesIO()
            with Image.open(path) as image:
                small = ImageOps.exif_transpose(image).convert("RGB")
                small.thumbnail((MOST_PX, MOST_PX))
                small.save(data, "JPEG", quality=QUALITY)
            folder.data(f"pictures/{_name(zone, spot)}", data.getvalue())


def _name(zone: Zone, spot: Spot) -> str:
    return f"spot-{zone.id}-{spot.id}.jpg"


def _photo_of(park: Park, zone: Zone, spot: Spot) -> str | None:
    """The photograph of a hot spot; of a video, its poster."""
    for key in ("file", "poster"):
        path = park.spot_files.get(file_key(zone.id, spot.id, key))
        if path is not None and PICTURES[path.suffix.lower()] == "photo":
            return str(path)
    return None
