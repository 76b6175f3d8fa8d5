"""HTML for handouts, summaries and reports: elements that escape their text, and a page with one style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ...i18n import html_tag
from ...park.model import Language
from .tokens import PALETTES

ROLES = (
    "surface", "raised", "line", "control", "ink", "ink2", "ink3", "primary", "tint", "link", "focus", "ok", "err",
)  # fmt: skip
"""Colours of the theme that a page uses."""
ALONE = ("br", "img", "meta", "input")
"""Elements without content."""
SHAPES = ("line", "rect")
"""Shapes of an SVG without content: they are closed, or a browser takes all that follows for their content."""

STYLE = """
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--ink);
 font:18px/1.5 Figtree,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;
 font-variant-numeric:tabular-nums}
:lang(zh){font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:1060px;margin:0 auto;padding:40px 24px 64px}
h1{font-size:30px;line-height:1.18;margin:0}
h2{font-size:22px;line-height:1.25;margin:0 0 16px}
p{margin:0}
.sub{color:var(--ink2);margin-top:4px}
.fine{color:var(--ink3);font-size:15px}
section{background:var(--raised);border:1px solid var(--line);border-radius:18px;
 padding:24px 26px;margin:0 0 20px;break-inside:avoid}
section .fine{margin:-10px 0 14px}
table{border-collapse:collapse;width:100%;font-size:16px;margin-top:8px}
th,td{text-align:right;padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}
th:first-child,td:first-child{text-align:left;padding-left:0}
th{color:var(--ink2);font-weight:600}
.sum td{font-weight:700}
@media print{body{background:#fff}}
"""


class Html(str):
    """Text that is markup already: it is not escaped again."""

    __slots__ = ()


Content = str | Iterable["Content"] | None
Attribute = str | float | bool | None


def tag(name: str, /, *content: Content, **attributes: Attribute) -> Html:
    """An element. Its content is escaped unless it is an element, and omitted if None.

    Parameters
    ----------
    attributes : `_` becomes `-`, and ends a name that is a keyword of Python; True gives the name alone.
    """
    words = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in SHAPES:
        return Html(f"<{name}{words}/>")
    end = "" if name in ALONE else f"{joined(*content)}</{name}>"
    return Html(f"<{name}{words}>{end}")


def joined(*content: Content) -> Html:
    """Content one after the other."""
    return Html("".join(_markup(part) for part in content))


def lines(parts: Iterable[Content]) -> Html:
    """Content in lines."""
    return Html("<br>".join(map(_markup, parts)))


def _markup(content: Content) -> str:
    if isinstance(content, str):
        return content if isinstance(content, Html) else escape(content, quote=False)
    return "" if content is None else "".join(map(_markup, content))


def table(heads: Sequence[Content], rows: Iterable[Sequence[Content]], total: Sequence[Content] = ()) -> Html:
    """A table: names at the left, numbers at the right; the total is bold."""
    return tag(
        "table",
        tag("tr", (tag("th", head) for head in heads)),
        (tag("tr", (tag("td", cell) for cell in row)) for row in rows),
        tag("tr", (tag("td", cell) for cell in total), class_="sum") if total else None,
    )


def section(title: Content, *content: Content) -> Html:
    """A part of a page under its heading."""
    return Html(tag("section", tag("h2", title), *content) + "\n")


def document(title: str, language: Language, body: Html, style: str = "") -> Html:
    """A whole page, whose elements name their own looks unless it has a style sheet."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width") if style else None,
        tag("meta", name="color-scheme", content="light dark") if style else None,
        tag("title", title),
        tag("style", Html(style)) if style else None,
    )
    return Html(f"<!doctype html>\n{tag('html', head, body, lang=html_tag(language))}")


def page(title: str, language: Language, *sections: Content, style: str = "") -> Html:
    """A page of sections in the colours that the reader's system prefers, light or dark; `style` adds to its style sheet."""
    return document(title, language, tag("body", tag("main", *sections)), _colours() + STYLE + style)


def _colours() -> str:
    """The shell's palettes as CSS variables; the reader's preference selects one."""
    light, dark = (
        "".join(f"--{role}:{PALETTES[look][role]};" for role in ROLES) for look in ("light", "dark")
    )
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
