"""Check of whether a brand's colours are visible in the light and the dark theme. No Qt."""

from __future__ import annotations

from ...i18n import Text
from ...park.load import Reading
from ...park.model import Park
from .colour import brand_colour, brand_palette, contrast
from .tokens import PALETTES, Look

LEAST = 1.8
"""Contrast below which a colour must be changed beyond recognition."""
THEMES: dict[Look, Text] = {"light": Text("the light theme"), "dark": Text("the dark theme")}
REMEDIES: dict[Look, Text] = {
    "light": Text("choose a darker colour, or give a darker one as `second`"),
    "dark": Text("choose a lighter colour, or give a lighter one as `second`"),
}


def check_brand_colours(reading: Reading, park: Park) -> None:
    """Report colours that are hardly visible in a theme."""
    brand = park.brand
    if brand is None or brand.colour is None:
        if brand is not None and brand.second is not None:
            reading.files["park"].fault(
                ("brand", "second"),
                Text("{colour} is not used without `colour`", colour=brand.second),
                Text("write it as `colour`"),
                warning=True,
            )
        return
    for look, theme in THEMES.items():
        colour = brand_colour(brand.colour, brand.second, look)
        ratio = contrast(colour, PALETTES[look]["surface"])
        if ratio < LEAST:
            shown = brand_palette(brand.colour, brand.second, look)["primary"]
            reading.files["park"].fault(
                ("brand", "second" if colour != brand.colour else "colour"),
                Text(
                    "{colour} is hard to see in {theme} (contrast {ratio:.1f}); {shown} stands there instead",
                    colour=colour, theme=theme, ratio=ratio, shown=shown,
                ),
                REMEDIES[look],
                warning=True,
            )  # fmt: skip
