"""The theme: colours, sizes, fonts and icons as one value, made from the settings and the window."""

from __future__ import annotations

import re
import sqlite3
import sys
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ...base import icons
from ...base.names import Profile
from ...i18n import is_cjk, next_language
from ...park.base import SceneText
from ...park.brand.model import Brand
from ...park.model import LANGUAGES, Accent, Language
from ...visit import Visit
from ...visit.settings import Settings, is_dark
from . import fonts, tokens
from .colour import AccentColours, accent_colours, brand_palette
from .tokens import Look

TABULAR = ("fine", "label", "figure", "display")
NO_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2">'
    '<rect x="4" y="4" width="16" height="16" rx="3"/></svg>'
)
"""Drawn in place of an icon that does not exist."""


@dataclass(frozen=True)
class Theme:
    """Colours, sizes, fonts and icons."""

    look: Look = "light"  # "light", "dark" or "contrast"
    language: Language = "en"  # language of the shell
    height_px: int = tokens.REFERENCE_HEIGHT_PX  # height of the window; sizes follow it
    text: float = 1.0  # the visitor's text size, 1 to 2
    ratio: float = 1.0  # physical pixels per logical pixel; icons are drawn for it
    less_motion: bool = False  # whether motion is reduced
    profile: Profile = "laptop"  # "laptop", "stand" or "projection": the kind of display
    # the languages of the scene, in the order of the language switch
    languages: tuple[Language, ...] = LANGUAGES
    # whether touch targets grow with the text, where few widgets lie on the view
    roomy: bool = False
    brand: Brand | None = None  # the park's brand

    @classmethod
    def of(
        cls,
        settings: Settings,
        height_px: int = tokens.REFERENCE_HEIGHT_PX,
        ratio: float = 1.0,
        hour: float | None = None,
        profile: Profile = "laptop",
        languages: tuple[Language, ...] = LANGUAGES,
        brand: Brand | None = None,
    ) -> Theme:
        """The theme for a visitor's settings.

        "auto" follows the light in the park: that of `hour`, or the chosen one. During a gradual change of light, pass its
        target: the shell then changes once.
        """
        by_light: Look = "dark" if is_dark(settings.day_phase if hour is None else hour) else "light"
        look = by_light if settings.theme == "auto" else settings.theme
        less_motion = settings.comfort == "cut"
        text = settings.text_percent / 100
        return cls(
            look, settings.language, height_px, text, ratio, less_motion, profile, languages, brand=brand
        )

    @classmethod
    def of_visit(cls, visit: Visit, height_px: int, ratio: float) -> Theme:
        """The theme for a visit in a window of this height, on a screen of this ratio."""
        height_px = max(tokens.stepped_height(height_px), visit.mode.least_px[1])
        park = visit.park
        return cls.of(
            visit.settings, height_px, ratio, visit.daylight.goal, visit.mode.profile, park.languages, park.brand
        )  # fmt: skip

    @property
    def next_language(self) -> Language:
        """The language that the language switch changes to; the theme's own if the scene has only one."""
        return next_language(self.language, self.languages)

    @property
    def second_language(self) -> Language | None:
        """The second language of bilingual text; None if the scene has only one language, or no font for the other."""
        second = self.next_language
        is_there = len(self.languages) > 1 and second != self.language
        return second if is_there and fonts.can_show(second) else None

    def second_language_of(self, text: SceneText) -> Language | None:
        """The language after the one in which a text of the scene is shown; None as for `second_language`."""
        shown = text.language_for(self.language)
        second = next_language(shown, text.languages)
        return second if second != shown and fonts.can_show(second) else None

    def key(self, name: str) -> str:
        """Name of a key for the button that does the same; "" at a stand, which has no keyboard."""
        return "" if self.profile == "stand" else name

    # ---- sizes

    @cached_property
    def scale(self) -> float:
        """Scale of everything, relative to a laptop window 720 pixels high."""
        return _scale(self.height_px) * tokens.PROFILES[self.profile].scale

    @property
    def crowded(self) -> bool:
        """Whether the window is small for its type: a stand with few pixels, or large text."""
        return self._type_share > tokens.CROWDED

    @property
    def stacks(self) -> bool:
        """Whether type is so large that widgets are stacked, and the dock of an exhibit is a column."""
        return max(self.text, self._type_share) >= tokens.STACKED

    @property
    def _type_share(self) -> float:
        """Type size relative to the height of the window, 1 on a laptop."""
        return self.text * self.scale * tokens.REFERENCE_HEIGHT_PX / self.height_px

    @property
    def high_contrast(self) -> bool:
        return self.look == "contrast"

    def px(self, size: float) -> int:
        """A design size in pixels; at least 1."""
        return max(1, round(size * self.scale)) if size > 0 else 0

    def icon_px(self, size: float) -> int:
        """Size of an icon: icons grow with the text, but less."""
        return round(size * self.scale * (1 + (self.text - 1) * tokens.ICON_GROWTH))

    def radius(self, size: str) -> int:
        """Corner radius: "sm", "md" or "lg"."""
        return self.px(tokens.RADIUS[size])

    @property
    def target_px(self) -> int:
        """Minimum width and height of a touch target; at least 44, however small the window."""
        px = max(tokens.TARGET_PX, self.px(tokens.PROFILES[self.profile].target_px))
        return round(px * (1 + (self.text - 1) * tokens.TARGET_GROWTH)) if self.roomy else px

    @property
    def margin_px(self) -> int:
        """Distance of panels from the edge of their window."""
        return self.px(tokens.MARGIN_PX)

    @property
    def border_px(self) -> int:
        """Border width of a panel or a card."""
        return self.px(2) if self.high_contrast else 1

    @property
    def focus_px(self) -> int:
        """Width of the focus ring."""
        return self.px(tokens.FOCUS_PX_CONTRAST if self.high_contrast else tokens.FOCUS_PX)

    # ---- type

    def text_px(self, role: str) -> int:
        """Font size in pixels, never too small to read."""
        kind = tokens.TYPE[role]
        least = tokens.LEAST_PX_LARGE if self.height_px >= tokens.LARGE_HEIGHT_PX else tokens.LEAST_PX
        return max(least, round(kind.px * self.scale * (1 + (self.text - 1) * kind.growth)))

    def line_px(self, role: str, language: Language | None = None) -> int:
        """Line spacing in pixels."""
        extra = tokens.CHINESE_LINE if is_cjk(language or self.language) else 0.0
        return round(self.text_px(role) * (tokens.TYPE[role].line + extra))

    def font(self, role: str = "body", weight: int | None = None, language: Language | None = None) -> QFont:
        """The font of a role; `language` is the theme's own by default."""
        wanted = weight or tokens.TYPE[role].weight
        return QFont(_font(language or self.language, self.text_px(role), wanted, role in TABULAR))

    def font_for(self, text: str, role: str = "body", weight: int | None = None) -> QFont:
        """The font for a text, which may be in the other language (the button *中文* in English)."""
        return self.font(role, weight, "zh" if fonts.has_han(text) else "en")

    def width_of(self, text: str, role: str = "body", weight: int | None = None) -> float:
        """Width of a text on one line, in pixels."""
        language: Language = "zh" if fonts.has_han(text) else "en"
        wanted = weight or tokens.TYPE[role].weight
        return _width(text, language, self.text_px(role), wanted, role in TABULAR)

    def fitting(self, words: str, role: str, room_px: float, weight: int | None = None) -> QFont:
        """The font of a single-line text: smaller if it is too long for its space."""
        font, wide = self.font_for(words, role, weight), self.width_of(words, role, weight) + 4
        if wide > room_px:
            font.setPixelSize(max(int(font.pixelSize() * room_px / wide) - 1, tokens.LEAST_PX))
        return font

    # ---- colour

    @cached_property
    def palette(self) -> dict[str, str]:
        """The colours by role: those of the program, with a brand's own if there is one."""
        brand = self.brand
        if brand is None or brand.colour is None:
            return tokens.PALETTES[self.look]
        return brand_palette(brand.colour, brand.second, self.look)

    def colour(self, role: str, alpha: float = 1.0) -> QColor:
        """A colour by role, or by `#RRGGBB`."""
        made = QColor(role if role.startswith("#") else self.palette[role])
        made.setAlphaF(alpha)
        return made

    def accent(self, accent: Accent) -> AccentColours:
        """The readable variants of a place's colour."""
        return accent_colours(accent.day, accent.night, self.look)

    # ---- icons

    def icon(self, name: str, colour: str, px: int) -> QPixmap:
        """An icon as a pixmap `px` pixels high; an empty square and a log line if no icon has that name."""
        stroke = tokens.ICON_STROKE_CONTRAST if self.high_contrast else tokens.ICON_STROKE
        return _icon(name, self.colour(colour).name(), px, stroke, self.ratio)


def use_typeface(file: Path | None) -> bool:
    """Switch to the typeface of a brand, or back to the program's own; return whether Qt could read it."""
    used = fonts.use_typeface(file)
    for cached in (_font, _width):
        cached.cache_clear()
    return used


@lru_cache(maxsize=256)
def _font(language: Language, px: int, weight: int, tabular: bool) -> QFont:
    return fonts.font(language, px, weight, tabular=tabular)


@cache
def _scale(height_px: int) -> float:
    return float((height_px / tokens.REFERENCE_HEIGHT_PX) ** tokens.SCALE_POWER)


@lru_cache(maxsize=4096)
def _width(text: str, language: Language, px: int, weight: int, tabular: bool) -> float:
    return QFontMetricsF(_font(language, px, weight, tabular)).horizontalAdvance(fonts.spaced(text))


@lru_cache(maxsize=256)  # a look shows about 130; each text size has its own, 15 KB an icon
def _icon(name: str, colour: str, px: int, stroke: float, ratio: float) -> QPixmap:
    svg = _drawing(name).replace("currentColor", colour)
    svg = re.sub(r'stroke-width="[^"]+"', f'stroke-width="{stroke}"', svg)
    side = max(1, round(px * ratio))
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _drawing(name: str) -> str:
    """The SVG of an icon.

    Never raises: it is called while widgets are painted, where an exception ends the program.
    """
    try:
        return icons.svg(name)
    except (KeyError, ImportError, OSError, sqlite3.Error) as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)
        return NO_ICON


# ---- stock widgets


def palette(theme: Theme) -> QPalette:
    """Palette of stock widgets."""
    made = QPalette()
    role = QPalette.ColorRole
    for part, name in (
        (role.Window, "surface"),
        (role.WindowText, "ink"),
        (role.Base, "raised"),
        (role.AlternateBase, "sunken"),
        (role.Text, "ink"),
        (role.PlaceholderText, "ink3"),
        (role.Button, "raised"),
        (role.ButtonText, "ink"),
        (role.Highlight, "primary"),
        (role.HighlightedText, "onPrimary"),
        (role.ToolTipBase, "ink"),
        (role.ToolTipText, "surface"),
        (role.Link, "link"),
    ):
        made.setColor(part, theme.colour(name))
    return made


def line_edit_style(theme: Theme, least_px: int = 0) -> str:
    """Style sheet of a single-line field, and of its menu.

    Parameters
    ----------
    least_px : minimum height; a style sheet overrides what the widget itself sets.
    """
    px, c = theme.px, theme.palette
    family = ", ".join(f'"{name}"' for name in fonts.families(theme.language))
    return f"""
        QLineEdit {{
            background: {c["raised"]}; color: {c["ink"]}; border: {px(1.5)}px solid {c["control"]};
            placeholder-text-color: {c["ink3"]};
            border-radius: {px(12)}px; padding: 0 {px(16)}px; min-height: {max(theme.target_px, least_px)}px;
            selection-background-color: {c["primary"]}; selection-color: {c["onPrimary"]};
        }}
        QLineEdit:focus {{ border: {theme.focus_px}px solid {c["focus"]}; }}
        QMenu {{
            background: {c["raised"]}; color: {c["ink"]}; border: {theme.border_px}px solid {c["line"]};
            padding: {px(6)}px; font-family: {family}; font-size: {theme.text_px("label")}px;
        }}
        QMenu::item {{ min-height: {theme.target_px}px; padding: 0 {px(16)}px; border-radius: {px(8)}px; }}
        QMenu::item:selected {{ background: {c["tint"]}; color: {c["ink"]}; }}
    """


def scroll_bar_style(theme: Theme) -> str:
    """Style sheet of a scroll bar."""
    px, c = theme.px, theme.palette
    return f"""
        QScrollBar:horizontal {{ background: transparent; height: {px(14)}px; margin: {px(3)}px {px(4)}px; }}
        QScrollBar::handle:horizontal {{
            background: {c["control"]}; border-radius: {px(4)}px; min-width: {px(48)}px;
        }}
        QScrollBar:vertical {{ background: transparent; width: {px(14)}px; margin: {px(4)}px {px(3)}px; }}
        QScrollBar::handle:vertical {{
            background: {c["control"]}; border-radius: {px(4)}px; min-height: {px(48)}px;
        }}
        QScrollBar::handle:hover {{ background: {c["ink2"]}; }}
        QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
            background: none; border: 0; width: 0; height: 0;
        }}
    """


def set_style_sheet(widget: QWidget, style: str) -> None:
    """Give a stock widget its own style sheet; one for the whole application costs every widget at every change."""
    if style != widget.styleSheet():
        widget.setStyleSheet(style)


def apply_theme_to_application(app: QCoreApplication | None, theme: Theme) -> None:
    """Apply the theme to the application, if it has windows: its style, colours, font and tooltips."""
    if not isinstance(app, QApplication):
        return
    if not app.property("dressed"):
        app.setStyle("Fusion")  # the same on every system, and follows a palette
        app.setProperty("dressed", True)
    app.setPalette(palette(theme))
    app.setFont(theme.font("body"))
    QToolTip.setPalette(palette(theme))
    QToolTip.setFont(theme.font("fine"))
