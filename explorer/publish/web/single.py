"""A web edition in one file: styles, scripts, data and pictures inside, in one language. For mail and drives."""

from __future__ import annotations

import base64
import json
import re
from mimetypes import guess_type
from pathlib import Path

from ...i18n import Language
from .folder import compact

SCRIPT = re.compile(r'<script src="([^"]+)" defer></script>')
PICTURE = re.compile(r'(?<=")pictures/[\w./-]+(?=")')
CORE = "data/core.js"


def single_file(folder: Path, language: Language, at: str = "") -> str:
    """The HTML of an edition in one language.

    Parameters
    ----------
    at : address of the whole edition, for links to its plain pages; "": these links are left out.
    """
    page = (folder / "index.html").read_text("utf-8")
    core = json.loads(_content(folder / CORE))
    others = set(core["languages"]) - {language}
    core["languages"] = {language: core["languages"][language]}
    first = SCRIPT.findall(page)
    data = (file for file in sorted((folder / "data").rglob("*.js")) if file.stem not in others | {"core"})
    named = f'PARK.put("core",{compact(core)})\n'
    scripts = [named if name == CORE else (folder / name).read_text("utf-8") for name in first]
    scripts[2:2] = [file.read_text("utf-8") for file in data]
    page = SCRIPT.sub("", page)
    style = (folder / "park.css").read_text("utf-8")
    link = rf'href="(?={"|".join([language, *others])}/)'
    if at:
        page = re.sub(link, f'href="{at}', page)
        scripts = [text.replace("href: `${lang}/", f"href: `{at}${{lang}}/") for text in scripts]
    else:
        style += 'a[href$=".html"] { pointer-events: none; color: inherit; text-decoration: none; }\n'
        style += "#card > p:last-child > a, #plain > nav { display: none; }\n"
    page = page.replace('<link rel="stylesheet" href="park.css">', f"<style>{style}</style>")
    page = PICTURE.sub(lambda found: _inside(folder / found[0]), page)
    inside = "".join(f"<script>{text}</script>\n" for text in scripts)
    return page.replace("</body>", f"{inside}</body>")


def _content(script: Path) -> str:
    """The JSON of a data script."""
    text = script.read_text("utf-8")
    return text[text.index(",") + 1 : text.rindex(")")]


def _inside(picture: Path) -> str:
    kind = guess_type(picture.name)[0] or "image/webp"
    return f"data:{kind};base64,{base64.b64encode(picture.read_bytes()).decode()}"
