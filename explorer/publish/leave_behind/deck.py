"""The leave-behind as a deck (.pptx): text as text, notes as notes, Chinese in a Chinese face."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from ...base.refused import Refused
from ...i18n import COLON, Text, html_tag, is_cjk, tr
from ...park.model import Language
from ...shell.style.tokens import LIGHT
from .content import HEADINGS, MOST_SOURCES, NO_PICTURE, Leaf, StopPage, slide_words
from .pictures import Picture, SlidePicture, marked

NO_PPTX = Text("A deck needs the package python-pptx. Install park-explorer[deck], or save a PDF.")
WIDTH_IN, HEIGHT_IN = 13.333, 7.5
PICTURE_IN = 8.4
MARGIN_IN = 0.45
EAST_ASIAN = "Microsoft YaHei"
LATIN = "Segoe UI"
TITLE_PT, NAME_PT, LEAD_PT, BODY_PT, FINE_PT = 40, 28, 17, 13, 10
JPEG_QUALITY = 88
TITLE_ONLY = 5
"""Layouts of python-pptx's own template."""
HAN_RUN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f，。；：！？、“”‘’（）《》]+")


def pptx_module() -> Any:
    """The package python-pptx. Raises Refused if it is not installed."""
    try:
        return import_module("pptx")
    except ImportError:
        raise Refused(NO_PPTX) from None


def deck(leaf: Leaf, pictures: Iterable[Picture]) -> bytes:
    """The leave-behind as a PowerPoint file. Raises Refused without python-pptx."""
    return _Deck(leaf).written(list(pictures))


class _Deck:
    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf
        self._pptx = pptx_module()
        self._util = import_module("pptx.util")
        self._colour = import_module("pptx.dml.color").RGBColor
        self._show = self._pptx.Presentation()
        self._show.slide_width, self._show.slide_height = self._inch(WIDTH_IN), self._inch(HEIGHT_IN)
        core = self._show.core_properties
        core.title, core.author, core.language = (
            leaf.title,
            leaf.wanted.byline,
            html_tag(leaf.wanted.language),
        )

    def written(self, drawn: list[Picture]) -> bytes:
        leaf = self._leaf
        self._first(drawn)
        for number, picture in enumerate(drawn, 1):
            self._stop(number, picture)
            for shown in picture.slides:
                self._own(shown)
        if leaf.has_last_page:
            self._last()
        file = BytesIO()
        self._show.save(file)
        return file.getvalue()

    # ---- slides

    def _first(self, drawn: list[Picture]) -> None:
        leaf = self._leaf
        slide = self._slide(leaf.title, MARGIN_IN + 0.2, 4.75, WIDTH_IN - 1.3, 1.0, TITLE_PT, LIGHT["ink"])
        if drawn:
            # a band of a picture across the slide
            shape = slide.shapes.add_picture(
                self._file(drawn[len(drawn) // 2].image), 0, 0, width=self._inch(WIDTH_IN)
            )
            shown = 4.5 / (shape.height / 914400)
            shape.crop_top = shape.crop_bottom = (1 - shown) / 2
            shape.height = self._inch(4.5)
        box = self._box(slide, MARGIN_IN + 0.2, 5.75, WIDTH_IN - 1.3, 1.3)
        byline = " · ".join(filter(None, (leaf.wanted.byline, leaf.day)))
        for text, size, colour in ((byline, LEAD_PT, "ink2"), (leaf.lead, LEAD_PT, "ink")):
            if text:
                self._paragraph(box, text, size, LIGHT[colour])
        self._foot(slide)

    def _stop(self, number: int, picture: Picture) -> None:
        page = picture.page
        slide = self._slide(
            f"{number}. {page.title}", MARGIN_IN, 0.3, WIDTH_IN - 2 * MARGIN_IN, 0.75, NAME_PT, page.accent
        )
        image = slide.shapes.add_picture(
            self._file(marked(picture)), self._inch(MARGIN_IN), self._inch(1.2), width=self._inch(PICTURE_IN)
        )
        image.name = page.title
        image._element.nvPicPr.cNvPr.set(
            "descr", f"{page.title}. {page.caption}"
        )  # for those who cannot see it
        below = 1.2 + image.height / 914400 + 0.15
        lead = self._box(slide, MARGIN_IN, below, PICTURE_IN, HEIGHT_IN - below - 0.55)
        self._paragraph(lead, page.caption, LEAD_PT, LIGHT["ink"], bold=True)
        beside = MARGIN_IN + PICTURE_IN + 0.3
        side = self._box(slide, beside, 1.15, WIDTH_IN - beside - MARGIN_IN, HEIGHT_IN - 1.15 - 0.55)
        for claim in page.claims:
            self._paragraph(side, f"{claim.mark} · {claim.place}", FINE_PT, page.accent, bold=True)
            self._paragraph(side, claim.text, BODY_PT, LIGHT["ink"], after_pt=7)
        if page.readings:
            self._paragraph(
                side,
                f"{tr(HEADINGS['readings'], self._language)} · {page.exhibit}",
                FINE_PT,
                page.accent,
                bold=True,
            )
            for label, value in page.readings:
                self._paragraph(side, label + tr(COLON, self._language), BODY_PT, LIGHT["ink2"], then=value)
        for entry in page.logged:
            self._paragraph(side, entry, BODY_PT, LIGHT["ink"])
        self._link_sources(side, page)
        self._fit(side, WIDTH_IN - beside - MARGIN_IN, HEIGHT_IN - 1.7)
        self._note(slide, page)
        self._foot(slide)

    def _own(self, shown: SlidePicture) -> None:
        """A slide of the presenter: its picture with the name, or the name alone."""
        name, image = slide_words(shown.slide, self._language), shown.image
        if image is None and shown.slide.kind != "video":
            name = tr(NO_PICTURE.having(name=name), self._language)
        wide = WIDTH_IN - 2 * MARGIN_IN
        slide = self._slide(name, MARGIN_IN, 0.2, wide, 0.5, LEAD_PT, LIGHT["ink2"])
        if image is not None:
            high = HEIGHT_IN - 0.8 - 0.5
            wide = min(wide, high * image.width() / image.height())
            left = self._inch((WIDTH_IN - wide) / 2)
            placed = slide.shapes.add_picture(
                self._file(image), left, self._inch(0.75), width=self._inch(wide)
            )
            placed.name = name
            placed._element.nvPicPr.cNvPr.set("descr", name)
        self._foot(slide)

    def _link_sources(self, box: Any, page: StopPage) -> None:
        for source in page.sources[:MOST_SOURCES]:
            self._paragraph(box, source.text, FINE_PT, LIGHT["ink2"], link=source.url)

    def _last(self) -> None:
        """Questions, sources and contact: on as many slides as they take in letters that can be read."""
        leaf, ink, ink2 = self._leaf, LIGHT["ink"], LIGHT["ink2"]
        wide, high = WIDTH_IN - 2 * MARGIN_IN, HEIGHT_IN - 1.75
        sources = tr(HEADINGS["sources"], self._language)
        rows = [(entry, BODY_PT, ink, False, "") for entry in leaf.logged]
        if leaf.sources and leaf.logged:
            rows.append((sources, LEAD_PT, ink, True, ""))
        rows += [(source.text, BODY_PT, ink2, False, source.url) for source in leaf.sources]
        if leaf.web is not None:
            rows.append((leaf.web.text, BODY_PT, ink, True, leaf.web.url))
        rows += [(line, BODY_PT, ink, not number, "") for number, line in enumerate(leaf.contact)]
        title, box = tr(HEADINGS["follow-up"], self._language) if leaf.logged else sources, None
        for text, size_pt, colour, bold, link in rows:
            if box is not None:
                self._paragraph(box, text, size_pt, colour, bold=bold, link=link)
                if _height_in(box, wide) <= high:
                    continue
                box._txBody.remove(box.paragraphs[-1]._p)
                if text not in leaf.logged:
                    title = sources
            slide = self._slide(title, MARGIN_IN, 0.3, wide, 0.75, NAME_PT, ink)
            self._foot(slide)
            box = self._box(slide, MARGIN_IN, 1.15, wide, high)
            self._paragraph(box, text, size_pt, colour, bold=bold, link=link)

    def _note(self, slide: Any, page: StopPage) -> None:
        parts = [page.note]
        if page.doubt is not None:
            parts += [tr(HEADINGS["doubt"], self._language), *page.doubt]
        frame = slide.notes_slide.notes_text_frame
        frame.clear()
        for text in filter(None, parts):
            self._paragraph(frame, text, BODY_PT, "#000000")

    # ---- parts

    @property
    def _language(self) -> Language:
        return self._leaf.wanted.language

    def _inch(self, inches: float) -> Any:
        return self._util.Inches(inches)

    def _slide(
        self, title: str, x: float, y: float, width: float, height: float, size_pt: int, colour: str
    ) -> Any:
        """A slide whose title is one: outlines and screen readers find it."""
        slide = self._show.slides.add_slide(self._show.slide_layouts[TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (
            self._inch(side) for side in (x, y, width, height)
        )
        frame = shape.text_frame
        self._plain(frame)
        self._paragraph(frame, title, size_pt, colour, bold=True)
        self._fit(frame, width, height)
        return slide

    def _box(self, slide: Any, x: float, y: float, width: float, height: float) -> Any:
        frame = slide.shapes.add_textbox(*(self._inch(side) for side in (x, y, width, height))).text_frame
        self._plain(frame)
        return frame

    def _plain(self, frame: Any) -> None:
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = import_module("pptx.enum.text").MSO_ANCHOR.TOP

    def _paragraph(
        self, frame: Any, text: str, size_pt: int, colour: str, *, bold: bool = False, then: str = "", link: str = "",
        after_pt: int = 2,
    ) -> None:  # fmt: skip
        """Add a paragraph; its runs change where the script does, since each script has its own face and language.

        A link follows the text as the name of its site: some programs break a link between any two letters.
        """
        only = frame.paragraphs[0]
        paragraph = only if not only.runs and len(frame.paragraphs) == 1 else frame.add_paragraph()
        paragraph.alignment = import_module("pptx.enum.text").PP_ALIGN.LEFT
        paragraph.space_after = self._util.Pt(after_pt)
        site = (urlsplit(link).hostname or link).removeprefix("www.")
        for part, is_bold in ((f"{text} " if link else text, bold), (then, True), (site, bold)):
            for piece, is_han in scripts(part):
                run = paragraph.add_run()
                run.text = piece
                font = run.font
                font.size, font.bold = self._util.Pt(size_pt), is_bold
                font.color.rgb = self._colour.from_string(colour.lstrip("#"))
                if part is site:
                    run.hyperlink.address = link
                self._set_script(run, is_han=is_han)

    def _set_script(self, run: Any, *, is_han: bool) -> None:
        """Name the language and both faces: without them Chinese turns to boxes outside of Windows."""
        properties = run._r.get_or_add_rPr()
        latin = "en" if is_cjk(self._language) else self._language
        chinese = self._language if is_cjk(self._language) else "zh"
        properties.set("lang", _tag(chinese if is_han else latin))
        if is_han:
            properties.set("altLang", "en-US")
        run.font.name = LATIN
        qn = import_module("pptx.oxml.ns").qn
        face = properties.makeelement(qn("a:ea"), {"typeface": EAST_ASIAN})
        properties.find(qn("a:latin")).addnext(face)

    def _fit(self, frame: Any, width_in: float, height_in: float) -> None:
        """Reduce the sizes until the text fits, by an estimate of its lines: programs do so only when text is edited."""
        runs = [run for paragraph in frame.paragraphs for run in paragraph.runs]
        while runs and _height_in(frame, width_in) > height_in and min(run.font.size.pt for run in runs) > 8:
            for run in runs:
                run.font.size = self._util.Pt(max(run.font.size.pt - 0.5, 8))

    def _foot(self, slide: Any) -> None:
        leaf = self._leaf
        number = len(self._show.slides)
        words = leaf.wanted.footer or f"{leaf.title} · {leaf.park}"
        box = self._box(slide, MARGIN_IN, HEIGHT_IN - 0.42, WIDTH_IN - 2 * MARGIN_IN, 0.3)
        self._paragraph(box, f"{words}  ·  {number}", FINE_PT, LIGHT["ink2"])

    def _file(self, image: QImage) -> BytesIO:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "JPEG", JPEG_QUALITY)  # type: ignore[call-overload]
        return BytesIO(buffer.data().data())


def _height_in(frame: Any, width_in: float) -> float:
    """The height of a text, by an estimate of its lines."""
    height_pt = 0.0
    for paragraph in frame.paragraphs:
        runs = [run for run in paragraph.runs if run.font.size is not None]
        if runs:
            wide = sum(
                run.font.size.pt * sum(1.0 if HAN_RUN.match(c) else 0.53 for c in run.text) for run in runs
            )
            lines = max(-(-wide // (width_in * 72)), 1)
            height_pt += lines * max(run.font.size.pt for run in runs) * 1.22 + 3
    return height_pt / 72


TAGS = {"en": "en-US", "zh": "zh-CN", "de": "de-DE"}


def _tag(language: Language) -> str:
    """The tag of a language with its region, as decks name it."""
    return TAGS.get(language, language)


def scripts(text: str) -> list[tuple[str, bool]]:
    """A text in pieces of one script, with whether it is Chinese."""
    pieces, at = [], 0
    for found in HAN_RUN.finditer(text):
        if found.start() > at:
            pieces.append((text[at : found.start()], False))
        pieces.append((found[0], True))
        at = found.end()
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces
