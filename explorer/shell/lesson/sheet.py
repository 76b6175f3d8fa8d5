"""What all sheets of a lesson share: the page, its foot, tables, and lines to write on. No widgets.

Sheets use the HTML that both browsers and Qt's rich text understand: tables, sizes in pixels, no style sheet rules
that only one of them knows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...i18n import COLON, Text, tr
from ...park.model import Language, Park
from ...park.tour import Tour
from ...visit.lesson.state import Lesson
from ..style.fonts import families, spaced
from ..style.html import Content, Html, document, joined, tag
from ..style.tokens import LIGHT
from ..widgets import plain
from ..widgets.qr_code import ON_THE_WEB

INSET = 0.35
"""Padding of a cell, in heights of the text."""
WRITING_LINE = 1.6
"""Height of a line to write on, in heights of the text."""
LOGO, LOGO_HEIGHT = "brand/logo", 3.0
"""Key of the logo among the pictures, distinct from any stop, and its height, in heights of the text."""
CODE, CODE_SIDE = "web/code", 5.0
"""Key of the code of the park's web edition among the pictures, and its side, in heights of the text."""


@dataclass(frozen=True, slots=True)
class Sheet(ABC):
    """A sheet of a lesson on paper."""

    park: Park
    tour: Tour
    language: Language
    lesson: Lesson
    # picture of each stop, by the stop's id; a stop without one has only words
    pictures: Mapping[str, str]

    @abstractmethod
    def blocks(self, px: float) -> list[Html]:
        """The sheet from top to bottom, in blocks that no page break splits."""

    def html(self, px: float) -> Html:
        """The whole sheet for a browser, in a text size."""
        style = " max-width:60em; margin:2em auto; padding:0 1em; line-height:1.35;"
        return self.page(joined(self.blocks(px)), px, style)

    def page(self, content: Html, px: float, style: str = "") -> Html:
        """A document with this content, in a text size and the colour of ink."""
        family = ", ".join([*(f"'{name}'" for name in families(self.language)), "sans-serif"])
        look = f"font-family:{family}; font-size:{px}px; color:{LIGHT['ink']}; background:#FFFFFF;{style}"
        title = spaced(self.tour.title[self.language])
        return document(title, self.language, tag("body", content, style=look))

    def headed(self, kicker: str, lead: Content, px: float) -> Html:
        """The head: what this is, the title of the lesson, a line below, and the logo of a company."""
        inset = round(px * INSET)
        head = joined(
            line(f"{self.park.title[self.language]} · {kicker}", f"0 0 0 {inset}px"),
            line(self.tour.title[self.language], f"0 0 0 {inset}px", px * 1.9),
            tag("p", lead, style=f"margin:{px * 0.3}px 0 {px * 0.5}px {inset}px"),
        )
        logo = self.pictures.get(LOGO)
        if logo is None:
            return head
        picture = tag("img", src=logo, height=f"{px * LOGO_HEIGHT:.0f}", alt="")
        return table([[cell(head), tag("td", picture, align="right", valign="top")]], px)

    def ended(self, blocks: list[Html], px: float) -> list[Html]:
        """The blocks with the foot at the end of the last one, so that it is never alone on a page."""
        return [*blocks[:-1], joined(blocks[-1], self._foot(px))]

    def _foot(self, px: float) -> Html:
        """The park's notice, its company, and the way to its web edition."""
        note = self.park.wording.sheet_note or self.park.notice
        contact = self.park.brand.contact if self.park.brand is not None else None
        parts = [note[self.language]] if note is not None else []
        parts += [" · ".join((contact.name, *contact.lines))] if contact is not None else []
        if link := self.park.link_words:
            parts.append(f"{tr(ON_THE_WEB, self.language)}{tr(COLON, self.language)}{link}")
        foot = joined(line(each, f"{px * 0.5}px 0 0 {round(px * INSET)}px") for each in parts)
        code = self.pictures.get(CODE)
        if code is None:
            return foot
        side = f"{px * CODE_SIDE:.0f}"
        picture = tag("img", src=code, width=side, height=side, alt="")
        return table([[cell(foot), tag("td", picture, align="right", valign="top")]], px)

    def under(self, text: Text, blocks: list[Html], px: float) -> list[Html]:
        """Blocks under a heading, which is never alone at the foot of a page."""
        if not blocks:
            return []
        margin = f"{px * 0.6}px 0 {px * 0.2}px {round(px * INSET)}px"
        return [joined(line(tr(text, self.language), margin, px * 1.3), blocks[0]), *blocks[1:]]

    def labelled(self, words: Text, text: str) -> Html:
        """A text after a label in bold."""
        label = spaced(tr(words, self.language)) + tr(COLON, self.language)
        return joined(tag("b", label), spaced(plain(text)))


def line(words: str, margin: str, heading_px: float | None = None) -> Html:
    """A paragraph with its margin; a heading if it has a size."""
    heading = "" if heading_px is None else f"; font-size:{heading_px}px; font-weight:700"
    return tag("p", words if isinstance(words, Html) else spaced(words), style=f"margin:{margin}{heading}")


def cell(*content: Content, width: str | None = None) -> Html:
    """A cell whose content begins at its top."""
    return tag("td", *content, valign="top", width=width)


def table(rows: Iterable[Sequence[Html]], px: float) -> Html:
    """Rows of cells over the full width."""
    return tag(
        "table",
        (tag("tr", row) for row in rows),
        width="100%",
        cellspacing=0,
        cellpadding=round(px * INSET),
        border=0,
    )


def ruled(rows: Iterable[Sequence[Html]], px: float) -> Html:
    """Rows of cells in a frame of lines, over the full width."""
    look = f"border-collapse:collapse; border:1px solid {LIGHT['ink']}"
    pad = round(px * INSET)
    return tag(
        "table", (tag("tr", row) for row in rows), width="100%", cellspacing=0, cellpadding=pad, border=1, style=look
    )  # fmt: skip


def writing_lines(px: float, count: int) -> Html:
    """Lines to write on."""
    style = f"border-bottom:1px solid {LIGHT['ink']}; font-size:{px * WRITING_LINE:.0f}px"
    rows = [tag("tr", tag("td", "\u00a0", style=style))] * count
    return tag("table", rows, width="100%", cellspacing=0, cellpadding=0, border=0)
