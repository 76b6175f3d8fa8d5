"""Large type for a kiosk: buttons the size of a hand, and text as large as fits."""

from __future__ import annotations

from collections.abc import Sequence

from ...i18n import Text, tr
from ..style.theme import Theme
from ..widgets import Button

TALL_PX = 70  # in the design


class LargeButton(Button):
    """A button as high as a hand is broad, in the type of titles."""

    @property
    def _role(self) -> str:
        return "title"

    @property
    def _icon_px(self) -> int:
        return self.theme.icon_px(28)

    @property
    def _pad_px(self) -> int:
        return self.theme.px(24)

    @property
    def _least_px(self) -> int:
        return self.theme.px(TALL_PX)


def in_both_languages(text: Text, theme: Theme, **values: object) -> tuple[str, str]:
    """Words in the theme's language and the second one; the second is empty if missing or identical."""
    first = tr(text, theme.language, **values)
    second = tr(text, theme.second_language, **values) if theme.second_language else ""
    return first, second if second != first else ""


def fitting_role(theme: Theme, words: str, roles: Sequence[str], width_px: float) -> str:
    """The first of several type roles in which words fit on one line; otherwise the last."""
    return next((role for role in roles if theme.width_of(words, role) <= width_px), roles[-1])
