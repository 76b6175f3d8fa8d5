"""The leave-behind as PDF: a first page, a page a stop, a last page; links, and bookmarks where Qt writes none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QPageSize,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from ...i18n import html_tag, is_cjk, tr
from ...park.model import Language
from ...shell.style import fonts
from ...shell.style.paper import finished, pdf_writer, printed
from ...shell.style.tokens import LIGHT
from ...shell.talk.pen import paint_strokes
from .content import HEADINGS, MOST_SOURCES, NO_PICTURE, Leaf, Reference, StopPage, slide_words
from .pictures import SIZE_PX, Picture, SlidePicture

DPI = 300
MARGIN_MM = (16.0, 14.0)
"""Margins at the sides, and above and below."""
PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
TITLE_PT, NAME_PT, LEAD_PT, BODY_PT, FINE_PT = 30.0, 21.0, 13.0, 10.5, 8.5
GAP_PT = 7.0
FOOT_PT = 22.0
"""Height of the foot of a page."""
SHORT_BLOCK = 0.3
"""Height of a block, in pages, up to which it is not parted."""
SLACK_PT = 2.0
"""Height left over at the foot of a page whose picture was made smaller: heights of lines are rounded."""
LEAST_PICTURE = 0.5
"""Least width of the picture of a stop, in widths of the page: smaller, and its texts go on to the next page instead."""


class Words:
    """A block of text with links, set in the park's typefaces."""

    def __init__(self, language: Language, width: float) -> None:
        self._language = language
        self.document = QTextDocument()
        self.document.setDocumentMargin(0)
        self.document.setTextWidth(width)
        self._cursor = QTextCursor(self.document)
        self._is_empty = True

    def line(
        self,
        *runs: tuple[str, float, int, str] | tuple[str, float, int, str, str],
        above_pt: float = 0.0,
        name: str = "",
    ) -> None:
        """Add a paragraph of runs: text, size in points, weight, colour, and where it leads.

        Parameters
        ----------
        name : the name by which links find this paragraph.
        """
        form = QTextBlockFormat()
        form.setTopMargin(px(above_pt))
        form.setLineHeight(
            100 if is_cjk(self._language) else 118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        if self._is_empty:
            self._cursor.setBlockFormat(form)
            self._is_empty = False
        else:
            self._cursor.insertBlock(form)
        for text, size_pt, weight, colour, *link in runs:
            style = QTextCharFormat()
            style.setFont(printed(fonts.font(self._language, round(px(size_pt)), weight)))
            style.setForeground(QColor(colour))
            if link and link[0]:
                style.setAnchor(True)
                style.setAnchorHref(link[0])
                style.setFontUnderline(not link[0].startswith("#"))
            if name:
                style.setAnchor(True)
                style.setAnchorNames([name])
            self._cursor.insertText(fonts.kept_together(fonts.spaced(text)), style)

    @property
    def height(self) -> float:
        return self.document.size().height()

    def end_of_lines(self, begin: float, room: float) -> float:
        """Where the last line ends that fits into a height, from where an earlier part ended."""
        end, block, layout = begin, self.document.begin(), self.document.documentLayout()
        while block.isValid():
            top, lines = layout.blockBoundingRect(block).y(), block.layout()
            for number in range(lines.lineCount()):
                bottom = top + lines.lineAt(number).y() + lines.lineAt(number).height()
                if bottom > begin + room:
                    return end
                end = max(end, bottom)
            block = block.next()
        return self.height


def px(points: float) -> float:
    """Points in dots of the page."""
    return points / 72 * DPI


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the table that readers show beside the pages."""

    title: str
    page: int  # from 0


class _Pages:
    """Pages of one paper with a foot; texts go on to the next page where they do not fit."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf
        self.buffer, self.writer = pdf_writer(leaf.title, MARGIN_MM, DPI, PAPERS[leaf.wanted.paper])
        writer = self.writer
        writer.setAuthor(leaf.wanted.byline)
        writer.setCreator(leaf.park)
        self.size = QSizeF(writer.pageLayout().paintRectPixels(DPI).size())
        self.number = 0
        self.top = 0.0
        self.painter = QPainter(writer)
        self._foot()

    @property
    def language(self) -> Language:
        return self._leaf.wanted.language

    @property
    def room(self) -> float:
        """Height left on the page."""
        return self.size.height() - px(FOOT_PT) - self.top

    def new(self) -> None:
        """Begin a page."""
        self.writer.newPage()
        self.number += 1
        self.top = 0.0
        self._foot()

    def words(self) -> Words:
        return Words(self.language, self.size.width())

    def put(self, words: Words, above_pt: float = 0.0) -> None:
        """Place a block. A short block that does not fit goes to the next page; a long one goes on there."""
        above = px(above_pt) if self.top else 0.0
        if words.height + above > self.room and self.top and words.height < self.room_of_a_page * SHORT_BLOCK:
            self.new()
            above = 0.0
        self.top += above
        begin = 0.0
        while True:
            end = words.end_of_lines(begin, self.room)
            if end == begin and not self.top:
                end = words.height  # a line higher than a page
            self._draw(words, begin, end)
            if end >= words.height:
                return
            self.new()
            begin = end

    def _draw(self, words: Words, begin: float, end: float) -> None:
        """Draw the lines of a block between two heights of it."""
        self.painter.save()
        self.painter.translate(0, self.top - begin)
        part = QRectF(0, begin, self.size.width(), end - begin)
        part = part.adjusted(0, 2, 0, -2)  # without the lines that end or begin at its edges
        words.document.drawContents(self.painter, part)
        self.painter.restore()
        self.top += end - begin

    @property
    def room_of_a_page(self) -> float:
        """Height of a whole page without its foot."""
        return self.size.height() - px(FOOT_PT)

    def picture(self, picture: Picture, scale: float = 1.0) -> None:
        """Place a picture with its marks, at a share of the width of the page."""
        width = self.size.width() * scale
        rect = QRectF(0, self.top, width, width * SIZE_PX[1] / SIZE_PX[0])
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.painter.drawImage(rect, picture.image)
        paint_strokes(self.painter, rect, picture.page.strokes)
        self.top += rect.height()

    def scale_for(self, height: float) -> float:
        """Share of the width at which a picture leaves room for texts of a height below it; 1 if it would be too small."""
        fits = (self.room - height - px(SLACK_PT)) / (self.size.width() * SIZE_PX[1] / SIZE_PX[0])
        return min(fits, 1.0) if fits >= LEAST_PICTURE else 1.0

    def rule(self, colour: str) -> None:
        """A short line in the colour of a zone."""
        self.painter.fillRect(QRectF(0, self.top, px(46), px(3)), QColor(colour))
        self.top += px(3 + GAP_PT)

    def _foot(self) -> None:
        leaf, high = self._leaf, px(FOOT_PT)
        rect = QRectF(0, self.size.height() - high, self.size.width(), high)
        self.painter.setFont(printed(fonts.font(self.language, round(px(FINE_PT)), 400)))
        self.painter.setPen(QColor(LIGHT["ink2"]))
        bottom = Qt.AlignmentFlag.AlignBottom
        left = leaf.wanted.footer or f"{leaf.title} · {leaf.park}"
        words = self.painter.fontMetrics().elidedText(
            left, Qt.TextElideMode.ElideRight, round(rect.width() * 0.85)
        )
        self.painter.drawText(rect, int(bottom | Qt.AlignmentFlag.AlignLeft), words)
        self.painter.drawText(rect, int(bottom | Qt.AlignmentFlag.AlignRight), str(self.number + 1))


def pdf(leaf: Leaf, pictures: Iterable[Picture]) -> bytes:
    """The leave-behind as a PDF file."""
    pages = _Pages(leaf)
    drawn = list(pictures)
    _first(pages, leaf, drawn)
    marks = [Bookmark(leaf.title, 0)]
    for number, picture in enumerate(drawn, 1):
        pages.new()
        marks.append(Bookmark(f"{number}. {picture.page.title}", pages.number))
        _stop(pages, leaf, number, picture)
        for slide in picture.slides:
            pages.new()
            _slide(pages, slide)
    if leaf.has_last_page:
        pages.new()
        title = tr(HEADINGS["follow-up" if leaf.logged else "sources"], leaf.wanted.language)
        marks.append(Bookmark(title, pages.number))
        _last(pages, leaf)
    pages.painter.end()
    written = finished(pages.buffer)
    return with_bookmarks(written, marks, html_tag(leaf.wanted.language))


def _first(pages: _Pages, leaf: Leaf, drawn: Sequence[Picture]) -> None:
    ink, ink2 = LIGHT["ink"], LIGHT["ink2"]
    if drawn:
        pages.picture(drawn[len(drawn) // 2])  # the first follows on the next page
        pages.top += px(18)
    words = pages.words()
    words.line((leaf.title, TITLE_PT, 700, ink))
    byline = " · ".join(filter(None, (leaf.wanted.byline, leaf.day)))
    if byline:
        words.line((byline, LEAD_PT, 400, ink2), above_pt=4)
    if leaf.lead:
        words.line((leaf.lead, LEAD_PT, 400, ink), above_pt=10)
    pages.put(words)
    contents = pages.words()
    contents.line((tr(HEADINGS["contents"], pages.language), LEAD_PT, 700, ink))
    for number, picture in enumerate(drawn, 1):
        page = picture.page
        minutes = ((f"   {page.minutes}", BODY_PT, 400, ink2),) if page.minutes else ()
        contents.line((f"{number}. {page.title}", BODY_PT, 400, ink, f"#{page.id}"), *minutes, above_pt=1)
    pages.put(contents, 14)
    if leaf.notice:
        notice = pages.words()
        notice.line((leaf.notice, FINE_PT, 400, ink2))
        pages.put(notice, 12)


def _stop(pages: _Pages, leaf: Leaf, number: int, picture: Picture) -> None:
    page = picture.page
    head = pages.words()
    head.line((f"{number}. {page.title}", NAME_PT, 700, page.accent), name=page.id)
    pages.put(head)
    pages.top += px(GAP_PT)
    texts = [(words, GAP_PT) for words in _texts(pages, leaf, page)]
    below = px(1.6 * GAP_PT)
    height = below + sum(words.height + px(above_pt) for words, above_pt in texts)
    pages.picture(picture, pages.scale_for(height))
    pages.top += below
    for words, above_pt in texts:
        pages.put(words, above_pt)


def _slide(pages: _Pages, shown: SlidePicture) -> None:
    """A slide of the presenter, as large as the page lets it be, with its name."""
    name = slide_words(shown.slide, pages.language)
    if shown.image is not None:
        words = pages.words()
        words.line((name, FINE_PT, 400, LIGHT["ink2"]))
        room = QSizeF(pages.size.width(), pages.room - words.height - px(2 * GAP_PT))
        size = QSizeF(shown.image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        rect = QRectF((room.width() - size.width()) / 2, pages.top, size.width(), size.height())
        pages.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        pages.painter.drawImage(rect, shown.image)
        pages.top += size.height()
        pages.put(words, GAP_PT)
        return
    words = pages.words()
    if shown.slide.kind != "video":
        name = tr(NO_PICTURE.having(name=name), pages.language)
    words.line((name, LEAD_PT, 400, LIGHT["ink"]))
    pages.put(words, GAP_PT)


def _texts(pages: _Pages, leaf: Leaf, page: StopPage) -> list[Words]:
    """The texts below the picture of a stop."""
    ink, ink2 = LIGHT["ink"], LIGHT["ink2"]
    texts = [words := pages.words()]
    words.line((page.caption, LEAD_PT, 600, ink))
    for claim in page.claims:
        texts.append(words := pages.words())
        words.line((claim.mark, FINE_PT, 700, page.accent), (f"   {claim.place}", FINE_PT, 400, ink2))
        words.line((claim.text, BODY_PT, 400, ink), above_pt=1)
    if page.readings:
        texts.append(words := pages.words())
        words.line(
            (tr(HEADINGS["readings"], pages.language), FINE_PT, 700, page.accent),
            (f"   {page.exhibit}", FINE_PT, 400, ink2),
        )
        runs: list[tuple[str, float, int, str]] = []
        for label, value in page.readings:
            runs += [
                ("      " if runs else "", BODY_PT, 400, ink),
                (f"{label} ", BODY_PT, 400, ink2),
                (value, BODY_PT, 700, ink),
            ]
        words.line(*runs, above_pt=1)
    if page.logged:
        texts.append(words := pages.words())
        for entry in page.logged:
            words.line((entry, BODY_PT, 400, ink))
    if leaf.wanted.notes:
        texts += _notes(pages, page)
    if page.sources:
        texts.append(_sources(pages, page.sources))
    return texts


def _notes(pages: _Pages, page: StopPage) -> list[Words]:
    ink, ink2 = LIGHT["ink"], LIGHT["ink2"]
    texts = []
    if page.note:
        texts.append(words := pages.words())
        words.line((tr(HEADINGS["notes"], pages.language), FINE_PT, 700, page.accent))
        for part in page.note.splitlines():
            words.line((part, BODY_PT, 400, ink), above_pt=1)
    if page.doubt is not None:
        texts.append(words := pages.words())
        words.line((tr(HEADINGS["doubt"], pages.language), FINE_PT, 700, page.accent))
        words.line((page.doubt[0], BODY_PT, 600, ink), above_pt=1)
        words.line((page.doubt[1], BODY_PT, 400, ink2), above_pt=1)
    return texts


def _sources(pages: _Pages, sources: Sequence[Reference]) -> Words:
    ink2 = LIGHT["ink2"]
    words = pages.words()
    words.line((tr(HEADINGS["sources"], pages.language), FINE_PT, 700, ink2))
    for source in sources[:MOST_SOURCES]:
        words.line((source.text, FINE_PT, 400, LIGHT["link"] if source.url else ink2, source.url), above_pt=1)
    return words


def _last(pages: _Pages, leaf: Leaf) -> None:
    ink, ink2 = LIGHT["ink"], LIGHT["ink2"]
    for name, entries in (("follow-up", leaf.logged), ("looked-up", leaf.looked_up)):
        if entries:
            words = pages.words()
            words.line((tr(HEADINGS[name], pages.language), NAME_PT, 700, ink))
            for entry in entries:
                words.line((entry, BODY_PT, 400, ink), above_pt=4)
            pages.put(words, 18)
    if leaf.sources:
        words = pages.words()
        words.line((tr(HEADINGS["sources"], pages.language), NAME_PT, 700, ink))
        pages.put(words, 18)
    for above_pt, source in (
        *((4, source) for source in leaf.sources),
        *(((24, leaf.web),) if leaf.web else ()),
    ):
        words = pages.words()
        link = ((f"  {source.url}", BODY_PT, 400, LIGHT["link"], source.url),) if source.url else ()
        words.line((source.text, BODY_PT, 400, ink), *link)
        pages.put(words, above_pt)
    if leaf.contact:
        words = pages.words()
        for number, line in enumerate(leaf.contact):
            words.line(
                (
                    line,
                    LEAD_PT if not number else BODY_PT,
                    400 if number else 700,
                    ink if not number else ink2,
                )
            )
        pages.put(words, 24)


# ---- bookmarks: appended to what Qt wrote, as an incremental update (ISO 32000-1, 7.5.6 and 12.3.3)

_ROOT = re.compile(rb"/Root (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")


def with_bookmarks(written: bytes, marks: Sequence[Bookmark], tag: str) -> bytes:
    """A PDF of Qt with bookmarks and the language of its text; unchanged if it has another form than expected."""
    root, size = _ROOT.search(written), _SIZE.search(written)
    before = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", written)
    if root is None or size is None or before is None:
        return written
    catalog = re.search(rb"(?:^|\n)" + root[1] + rb" 0 obj\s*<<(.*?)>>\s*endobj", written, re.DOTALL)
    kids = re.search(rb"/Type /Pages\s.*?/Kids\s*\[(.*?)\]", written, re.DOTALL)
    pages = re.findall(rb"(\d+) 0 R", kids[1]) if kids is not None else []
    if catalog is None or not marks or len(pages) <= max(mark.page for mark in marks):
        return written
    first = int(size[1])
    names = [first + 1 + at for at in range(len(marks))]
    objects: dict[int, bytes] = {
        int(root[1]): b"<<%s\n/Outlines %d 0 R\n/PageMode /UseOutlines\n/Lang (%s)\n>>"
        % (catalog[1].rstrip(), first, tag.encode()),
        first: b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (names[0], names[-1], len(marks)),
    }  # fmt: skip
    for at, mark in enumerate(marks):
        title = b"\xfe\xff" + mark.title.encode("utf-16-be")
        around = (b" /Prev %d 0 R" % names[at - 1] if at else b"") + (
            b" /Next %d 0 R" % names[at + 1] if at + 1 < len(marks) else b""
        )
        objects[names[at]] = b"<< /Title <%s> /Parent %d 0 R%s /Dest [%s 0 R /Fit] >>" % (
            title.hex().encode(), first, around, pages[mark.page],
        )  # fmt: skip
    made, places = bytearray(written), {}
    if not made.endswith(b"\n"):
        made += b"\n"
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(made)
    made += b"xref\n"
    for number in sorted(places):
        made += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    info = re.search(rb"/Info \d+ 0 R", written)
    made += b"trailer\n<< /Size %d /Root %s 0 R %s /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        first + 1 + len(marks), root[1], info[0] if info is not None else b"", before[1], table,
    )  # fmt: skip
    return bytes(made)
