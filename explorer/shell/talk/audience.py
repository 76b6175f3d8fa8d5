"""The audience's screen: the sentence of the stop, how far its exhibit is real, the last page; laser, spotlight, blackout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QRadialGradient
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.exhibit import TRUTH_WORDS
from ...i18n import tr
from ...park.model import Park, SceneText, Zone
from ...park.tour import one_line
from ...visit import Visit
from ...visit.talk.reducer import strayed
from ...visit.talk.state import Talk
from ..brand.logo import Logo
from ..exhibit.sections import TRUTHS
from ..panels.toolbars import PROGRAM_ACCENT
from ..style.theme import Theme
from ..tour.caption_strip import CaptionStrip
from ..viewport.cover import still_of
from ..viewport.thumbnails import Thumbnails
from ..widgets import Badge, Chip, Column, Prose, Row, Surface, apply_theme_within
from ..window.layout import Room, place_foot
from .end_page import EndPage
from .pen import INKS, STROKE

LARGE_S = 9.0
"""Time a stop's sentence is shown large in the lower third, before it makes way for the view."""
WIDEST_SENTENCE = 0.62
"""Largest share of the width for it."""
MARGIN_PX = 28
HIGHEST = 0.3
"""Share of the height, from the top, that a caption keeps clear while the name is large; else it hides."""


class Title(Surface):
    """A stop in the lower third: its sentence large, the name of its building small; or that name in a corner."""

    def __init__(self, theme: Theme, *, large: bool, parent: QWidget) -> None:
        self._large, self._has_sentence = large, False
        self.badge = Badge(theme, PROGRAM_ACCENT, icon="blocks", size=88 if large else 36)
        self.logo = Logo(theme, 88 if large else 36, 420 if large else 150)
        self.name = Prose(theme, " ", "display" if large else "title", weight=800 if large else 700)
        self.other = Prose(theme, " ", "heading", "ink2", weight=400, level=0)
        for words in (self.name, self.other):
            words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        names = Column(theme, self.name, gap=0)
        if large:
            names.addWidget(self.other)
        else:
            self.other.hide()
            self.other.setParent(self.badge)
        row = Row(theme, self.badge, self.logo, names, gap=20 if large else 10)
        row.setStretch(2, 1)
        row.setAlignment(self.badge, Qt.AlignmentFlag.AlignVCenter)
        padding = (26, 24, 30, 24) if large else (8, 6, 18, 6)
        super().__init__(theme, row, elevation=2 if large else 1, padding=padding, parent=parent)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        known = hasattr(self, "theme")
        super().apply_theme(theme)
        if known:
            apply_theme_within(self, theme)

    def name_place(
        self, zone: Zone | None, title: SceneText, below: SceneText | None = None, sentence: str = ""
    ) -> None:
        """Show the name of a place.

        Parameters
        ----------
        below : shown under the name instead of the name in a second language.
        sentence : shown large, with the name in both languages small below it.
        """
        language = self.theme.language
        self.logo.setVisible(zone is None and self.logo.is_there)
        self.badge.setHidden(not self.logo.isHidden())
        self.badge.accent = zone.accent if zone else PROGRAM_ACCENT
        self.badge.icon_name = zone.icon if zone else "blocks"
        self.badge.update()
        self._has_sentence = self._large and bool(sentence)
        if self._large:  # a sentence in the size of a name would hide what it speaks of
            self.name.role = "heading" if self._has_sentence else "display"
            self.other.role = "lead" if self._has_sentence else "heading"
            for words in (self.name, self.other):
                words.apply_theme(self.theme)
        self.name.set_text(sentence if self._has_sentence else title[language])
        second = self.theme.second_language_of(title)
        other = below[language] if below is not None else title[second] if second else ""
        if self._has_sentence:
            other = " · ".join(filter(None, (title[language], other)))
        self.other.set_text(other or " ")
        self.other.setVisible(self._large and bool(other))
        self.setAccessibleName(title[language])

    def fitting_px(self, most: int, highest: int) -> tuple[int, int]:
        """Width and height of the panel. A sentence takes two lines rather; one that is too high is made wider, then smaller."""
        if not self._has_sentence:
            return self.wanted_px(most)
        named, width, height = bool(self.other.source.strip()), 0, highest + 1
        for share, role, is_named in (
            (WIDEST_SENTENCE, "heading", named),
            (1.0, "heading", named),
            (1.0, "strong", named),
            (1.0, "strong", False),  # without the name below it
        ):
            if height > highest:
                self.name.role = role
                self.name.apply_theme(self.theme)
                self.other.setVisible(is_named)
                width, height = self.wanted_px(round(most * share))
        return width, height

    def wanted_px(self, most: int) -> tuple[int, int]:
        """Width and height of the panel: as wide as its words, up to `most`."""
        theme = self.theme
        left, top, right, bottom = (theme.px(p) for p in self.padding)
        words = theme.width_of(self.name.source, self.name.role, 800 if self._large else 700)
        if not self.other.isHidden():
            words = max(words, theme.width_of(self.other.source, self.other.role, 400))
        mark = self.badge if self.logo.isHidden() else self.logo
        width = min(left + mark.width() + theme.px(20) + round(words) + right + 6, most)
        layout = self.layout()
        assert layout is not None
        m = self.margin_px
        height = layout.heightForWidth(width + 2 * m) - 2 * m if layout.hasHeightForWidth() else 0
        least = mark.height() + top + bottom
        return width, max(height, least)


class Truth(Surface):
    """How far the exhibit shown is real."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self.chip = Chip(theme, "plain", " ")
        super().__init__(
            theme, Row(theme, self.chip, gap=0), elevation=1, padding=(12, 10, 12, 10), parent=parent
        )
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        known = hasattr(self, "theme")
        super().apply_theme(theme)
        if known:
            apply_theme_within(self, theme)

    def name(self, zone: Zone) -> None:
        """Describe the exhibit of a zone, which must have one."""
        assert zone.exhibit is not None
        truth = zone.exhibit.exhibit_class.truth
        self.chip.kind, self.chip.icon_name = TRUTHS[truth]
        self.chip.setText(tr(TRUTH_WORDS[truth], self.theme.language))
        self.chip.updateGeometry()


class Audience:
    """The panels on the audience's view.

    Attributes
    ----------
    state : changes whenever they must be arranged again.
    """

    def __init__(self, theme: Theme, park: Park, thumbnails: Thumbnails, parent: QWidget) -> None:
        self._park = park
        self.large, self.small = (
            Title(theme, large=True, parent=parent),
            Title(theme, large=False, parent=parent),
        )
        self.truth, self.strip = Truth(theme, parent), CaptionStrip(theme, parent)
        self.end = EndPage(theme, park, thumbnails, parent)
        self.surfaces: tuple[Surface, ...] = (
            self.large, self.small, self.truth, self.strip, self.end,
        )  # fmt: skip
        self.state: tuple[object, ...] = ()

    def invalidate(self) -> None:
        """Update the panels even without other news: their theme has changed."""
        self.state = ()

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show the present stop of the talk."""
        zone, playback = visit.open_zone, visit.playback
        language = self.large.theme.language
        guided = playback is not None and not strayed(visit)
        large = not talk.begun or (visit.guided and playback is not None and playback.time_s < LARGE_S)
        if talk.begun and not guided and zone is None:
            large = talk.over
        sentence = words = ""
        if guided and talk.begun and playback is not None:
            sentence = one_line(playback.caption[language], language)
            words = playback.caption[language] if talk.caption and not large else ""
        self.strip.update_from(visit, words)
        self.strip.suppress(large or not talk.begun)
        ended = talk.over and zone is None
        if ended:
            self.end.show_talk(talk)
        state = (
            talk.begun,
            talk.over,
            zone.id if zone else None,
            playback.index if playback is not None and guided else None,
            large,
            words,
            sentence,
            ended,
            visit.operating,
            self.large.theme,
        )
        if state == self.state:
            return
        self.state = state
        named = zone if talk.begun else None
        title: SceneText = named.title if named is not None else talk.tour.title
        if named is not None and guided and playback is not None:
            title = self._park.title_of(playback.stop)
        brand = self._park.brand
        greeting = brand.opening if brand is not None and not talk.begun else None
        for panel in (self.large, self.small):
            panel.name_place(named, title, greeting, sentence)
        self.end.setVisible(ended)
        self.large.setVisible(large and not ended)
        self.small.setVisible(not large and zone is not None)
        real = large and talk.begun and zone is not None and zone.exhibit is not None
        if real and zone is not None:
            self.truth.name(zone)
        self.truth.setVisible(real)

    def arrange(self, room: Room) -> int:
        """Place the panels; return the height they take at the foot, pixels."""
        margin = room.theme.px(MARGIN_PX)
        foot, wide = room.bottom_px, room.size.width() - 2 * margin
        taken = 0
        if not self.strip.isHidden():
            self.strip.fit(wide, round(foot - room.size.height() * HIGHEST))
            taken = place_foot(room, self.strip).height() + room.gap
        if not self.small.isHidden():
            width, height = self.small.wanted_px(wide)
            self.small.place(QRect(margin, room.top_px, width, height))
        if not self.large.isHidden():
            taken += self._arrange_name(room, margin, foot - taken, wide - room.side_px)
        if not self.end.isHidden():
            self.end.arrange(room)
        return taken

    def _arrange_name(self, room: Room, margin: int, foot: int, wide: int) -> int:
        """Place the large name at the left above `foot`, the truth panel beside or above it; return their height."""
        above = 0 if self.truth.isHidden() else self.truth.wanted_size.height() + room.gap
        width, height = self.large.fitting_px(wide, foot - room.top_px - above)
        self.large.place(QRect(margin, foot - height, width, height))
        taken = height + room.gap
        if not self.truth.isHidden():
            size = self.truth.wanted_size
            at = QPoint(room.size.width() - margin - size.width(), foot - size.height())
            if at.x() < margin + width + room.gap:
                at = QPoint(margin, foot - taken - size.height())
                taken += size.height() + room.gap
            self.truth.place(QRect(at, size))
        return taken


class Pointer(QWidget):
    """Laser, spotlight and the tip of the pen over the view, transparent to the pointer. Panels keep their brightness."""

    def __init__(self, parent: QWidget, surfaces: Sequence[Surface]) -> None:
        super().__init__(parent)
        self._surfaces = surfaces
        self._talk: Talk | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def show_talk(self, talk: Talk | None) -> None:
        """Show where the presenter points; nothing without a talk."""
        before, self._talk = self._talk, talk
        if talk is None:
            self.hide()
            return
        if before is not None and (before.pointer, before.laser, before.spotlight) == (
            talk.pointer, talk.laser, talk.spotlight,
        ) and (before.pen, before.pen_colour) == (talk.pen, talk.pen_colour):  # fmt: skip
            return
        rect = QRectF(self.rect())
        for one in (before, talk):
            if one is not None:
                self.update(reach_of(rect, one).toAlignedRect())
        if (talk.pointer is not None) == self.isHidden():
            self.setVisible(talk.pointer is not None)
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._talk is None:
            return
        spared = QPainterPath()
        if self._talk.spotlight:
            for panel in self._surfaces:
                if panel.isVisible():
                    radius = panel.theme.radius(panel.radius)
                    spared.addRoundedRect(QRectF(panel.inner.translated(panel.pos())), radius, radius)
        paint_pointer(QPainter(self), QRectF(self.rect()), self._talk, spared)


class Blackout(QWidget):
    """Covers the audience's window with black, or with the frozen view."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown = (False, False)
        self._frozen: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def show_talk(self, talk: Talk | None) -> None:
        """Show the state of the talk, nothing without one; the view is grabbed once, when it is frozen."""
        black, frozen = shown = (talk.black, talk.frozen) if talk is not None else (False, False)
        if shown == self._shown:
            return
        self._shown = shown
        if frozen and self._frozen is None:
            self._frozen = self._taken()
        elif not frozen:
            self._frozen = None
        drawn = black or self._frozen is not None
        if drawn:
            self.setGeometry(self._window.rect())
            self.raise_()
        self.setVisible(drawn)
        self.update()

    def _taken(self) -> QPixmap:
        """An image of the window without the overlay."""
        self.hide()
        return still_of(self._window)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._shown[0] or self._frozen is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRect(self.rect()), self._frozen)


DOT, GLOW = 0.011, 0.036
SPOTLIGHT, RING = 0.21, 0.0045
"""Radius of the spotlight and width of its ring, in heights of the view."""
LASER = QColor("#FF2D3F")
CORE = QColor("#FFFFFF")
DIM = QColor(8, 7, 20, 140)
"""Dimming outside the spotlight."""


def place_of(rect: QRectF, at: tuple[float, float]) -> QPointF:
    """Position of a point of the view (-1..1, right and up) in a rectangle."""
    x, y = at
    return QPointF(rect.x() + (x + 1) / 2 * rect.width(), rect.y() + (1 - y) / 2 * rect.height())


def reach_of(rect: QRectF, talk: Talk) -> QRectF:
    """Area to repaint when the pointer moves: all of it for a spotlight, which dims the rest."""
    if talk.pointer is None:
        return QRectF()
    if talk.spotlight:
        return rect
    reach = GLOW * rect.height() + 2
    at = place_of(rect, talk.pointer)
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)


def paint_pointer(painter: QPainter, rect: QRectF, talk: Talk, spared: QPainterPath | None = None) -> None:
    """Draw laser, spotlight or the tip of the pen on a view that fills `rect`.

    Parameters
    ----------
    spared : area that the spotlight does not dim.
    """
    if talk.pointer is None:
        return
    at, height = place_of(rect, talk.pointer), rect.height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if talk.spotlight:
        radius = SPOTLIGHT * height
        shade = QPainterPath()
        shade.addRect(rect)
        shade.addEllipse(at, radius, radius)
        painter.fillPath(shade if spared is None else shade.subtracted(spared), DIM)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(CORE, max(RING * height, 1.5)))
        painter.drawEllipse(at, radius, radius)
    if talk.pen:
        painter.setPen(QPen(CORE, max(DOT * height * 0.22, 1.0)))
        painter.setBrush(QColor(INKS[talk.pen_colour]))
        painter.drawEllipse(at, STROKE * height / 2, STROKE * height / 2)
    if talk.laser:
        glow = QRadialGradient(at, GLOW * height)
        glow.setColorAt(0.0, LASER)
        glow.setColorAt(0.3, QColor(LASER.red(), LASER.green(), LASER.blue(), 190))
        glow.setColorAt(1.0, QColor(LASER.red(), LASER.green(), LASER.blue(), 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(at, GLOW * height, GLOW * height)
        painter.setPen(QPen(CORE, max(DOT * height * 0.22, 1.0)))  # visible on red, too
        painter.setBrush(LASER)
        painter.drawEllipse(at, DOT * height, DOT * height)
    painter.restore()
