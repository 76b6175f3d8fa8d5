"""Whether the colours of a brand can be seen in the light and in the dark theme. No Qt."""

from __future__ import annotations

from ...i18n import Text
from ...park.load import Reading
from ...park.model import Park
from .colour import brand_colour, brand_palette, contrast
from .tokens import PALETTES, Look

LEAST = 1.8
"""A colour with less contrast than this is changed so far that nobody takes it for the same."""
THEMES: dict[Look, Text] = {"light": Text("the light theme"), "dark": Text("the dark theme")}
REMEDIES: dict[Look, Text] = {
    "light": Text("choose a darker colour, or give a darker one as `second`"),
    "dark": Text("choose a lighter colour, or give a lighter one as `second`"),
}


def check_brand_colours(reading: Reading, park: Park) -> None:
    """Note colours that a theme can hardly show."""
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
