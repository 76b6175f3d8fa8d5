"""Panels on the audience's screen: the name of the stop, how far its exhibit is real, the caption."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.exhibit import TRUTH_WORDS
from ...i18n import tr
from ...park.model import Park, SceneText, Zone
from ...visit import Visit
from ...visit.talk.reducer import strayed
from ...visit.talk.state import Talk
from ..brand.contact import FarewellCard
from ..brand.logo import Logo
from ..exhibit.sections import TRUTHS
from ..panels.toolbars import PROGRAM_ACCENT
from ..style.theme import Theme
from ..tour.caption import Caption
from ..tour.readout_strip import Strip
from ..widgets import Badge, Chip, Column, Prose, Row, Surface, apply_theme_within
from ..window.layout import Room, place_foot

LARGE_S = 9.0
"""Time a stop's name is shown large in the lower third, before it makes way for the view."""
MARGIN_PX = 28
HIGHEST = 0.3
"""Share of the height, from the top, that a caption keeps clear while the name is large; else it hides."""


class Title(Surface):
    """The name of the place: large in both languages, small in a corner in one."""

    def __init__(self, theme: Theme, *, large: bool, parent: QWidget) -> None:
        self._large = large
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

    def name_place(self, zone: Zone | None, title: SceneText, below: SceneText | None = None) -> None:
        """Show the name of a place.

        Parameters
        ----------
        below : shown under the name instead of the name in a second language.
        """
        language = self.theme.language
        self.logo.setVisible(zone is None and self.logo.is_there)
        self.badge.setHidden(not self.logo.isHidden())
        self.badge.accent = zone.accent if zone else PROGRAM_ACCENT
        self.badge.icon_name = zone.icon if zone else "blocks"
        self.badge.update()
        self.name.set_text(title[language])
        second = self.theme.second_language_of(title)
        other = below[language] if below is not None else title[second] if second else ""
        self.other.set_text(other or " ")
        self.other.setVisible(self._large and bool(other))
        self.setAccessibleName(title[language])

    def wanted_px(self, most: int) -> tuple[int, int]:
        """Width and height of the panel: as wide as its names, up to `most`."""
        theme = self.theme
        left, top, right, bottom = (theme.px(p) for p in self.padding)
        role = "display" if self._large else "title"
        words = theme.width_of(self.name.source, role, 800 if self._large else 700)
        if not self.other.isHidden():
            words = max(words, theme.width_of(self.other.source, "heading", 400))
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

    def __init__(self, theme: Theme, park: Park, parent: QWidget) -> None:
        self._park = park
        self.large, self.small = (
            Title(theme, large=True, parent=parent),
            Title(theme, large=False, parent=parent),
        )
        self.truth, self.caption = Truth(theme, parent), Caption(theme, parent)
        self.strip = Strip(theme, parent, always=True)
        self.farewell = FarewellCard(theme, parent)
        self.surfaces: tuple[Surface, ...] = (
            self.large, self.small, self.truth, self.caption, self.strip, self.farewell,
        )  # fmt: skip
        self.state: tuple[object, ...] = ()
        self._captioned = False

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
        caption = talk.caption and guided and talk.begun and playback is not None
        words = playback.stop.caption[language] if caption and playback is not None else ""
        self.strip.update_from(visit)
        self.strip.suppress(large or not talk.begun)
        state = (
            talk.begun,
            talk.over,
            zone.id if zone else None,
            large,
            words,
            visit.operating,
            self.large.theme,
        )
        if state == self.state:
            return
        self.state = state
        named = zone if talk.begun else None
        title = named.title if named is not None else talk.tour.title
        brand = self._park.brand
        greeting = brand.opening if brand is not None and not talk.begun else None
        for panel in (self.large, self.small):
            panel.name_place(named, title, greeting)
        farewell = large and talk.over and named is None and self.farewell.is_there
        self.farewell.setVisible(farewell)
        self.large.setVisible(large and not farewell)
        self.small.setVisible(not large and zone is not None)
        real = large and talk.begun and zone is not None and zone.exhibit is not None
        if real and zone is not None:
            self.truth.name(zone)
        self.truth.setVisible(real)
        if words:
            self.caption.set_text(words)
        self._captioned = bool(words)
        self.caption.setVisible(self._captioned)

    def arrange(self, room: Room) -> int:
        """Place the panels; return the height they take at the foot, pixels."""
        margin = room.theme.px(MARGIN_PX)
        foot, wide = room.bottom_px, room.size.width() - 2 * margin
        taken = 0
        if not self.strip.isHidden():
            taken = place_foot(room, self.strip).height() + room.gap
        if not self.small.isHidden():
            width, height = self.small.wanted_px(wide)
            self.small.place(QRect(margin, room.top_px, width, height))
        if not self.large.isHidden():
            taken += self._arrange_name(room, margin, foot - taken, wide - room.side_px)
        if not self.farewell.isHidden():
            size = self.farewell.wanted_size
            self.farewell.place(QRect(QPoint(margin, foot - taken - size.height()), size))
            taken += size.height() + room.gap
        if self._captioned:
            self.caption.fit(wide)
            room_left = foot - taken - room.size.height() * HIGHEST
            self.caption.suppress(self.caption.wanted_size.height() > room_left)
        if not self.caption.isHidden():
            taken += place_foot(room, self.caption, above=taken).height() + room.gap
        return taken

    def _arrange_name(self, room: Room, margin: int, foot: int, wide: int) -> int:
        """Place the large name at the left above `foot`, the truth panel beside or above it; return their height."""
        width, height = self.large.wanted_px(wide)
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
