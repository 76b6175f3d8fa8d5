"""A small scene with a gallery of every kind of file, written by tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from explorer.i18n import Language

from .small_scene import write_small_scene

ZONE = "zones/zone-1.yaml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"><rect width="160" height="90" fill="#00ff00"/></svg>'
COLOURS = {"red.png": "#ff0000", "blue.jpg": "#0000ff", "grey.webp": "#808080"}


def write_gallery_scene(folder: Path, slides: Sequence[str], languages: Sequence[Language] = ("en",)) -> Path:
    """Write a scene whose first zone shows these slides, rows of YAML; some files lie beside it."""
    scene = write_small_scene(folder, languages)
    for name, colour in COLOURS.items():
        Image.new("RGB", (160, 90), colour).save(scene / name)
    (scene / "green.svg").write_text(SVG, "utf-8")
    said = "{" + ", ".join(f"{language}: Said" for language in languages) + "}"
    with (scene / ZONE).open("a", encoding="utf-8") as file:
        file.write(
            f"exhibit:\n  kind: gallery\n  centre_m: [-40, 0, 0.2]\n  size_m: [16, 4, 9]\n"
            f"  see: {said}\n  learn: {said}\n  real: {said}\n"
            f"  gallery:\n    source: {said}\n    each_s: 4\n    slides:\n"
            + "".join(f"      - {{{slide}}}\n" for slide in slides)
        )
    return scene
