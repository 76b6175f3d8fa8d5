"""The pieces that parts of the shell are put together from.

Every piece takes a `Theme` first and follows another one through `apply_theme(theme)`; a part hands it on to all that is in it
with `apply_theme_within(self, theme)`.
"""

from . import paint
from .badges import Chip, Icon, KeyCap, Seal, paint_seal
from .button import Button
from .hover_animation import Soft
from .layouts import Column, Flow, Row
from .marks import plain
from .prose import Prose
from .reading import ReadingArea
from .segmented import Option, Segmented
from .slider import Dial, Track
from .surface import Card, FittingArea, Plate, Rule, ScrollArea, Shrinking, WordPlate
from .switch import Switch
from .touch_scroll import follow_finger
from .widget import CLICKER, TOUCHED, KeyFocus, Piece, apply_theme_within

__all__ = [
    "CLICKER",
    "TOUCHED",
    "Button",
    "Card",
    "Chip",
    "Column",
    "Dial",
    "FittingArea",
    "Flow",
    "Icon",
    "KeyCap",
    "KeyFocus",
    "Option",
    "Piece",
    "Plate",
    "Prose",
    "ReadingArea",
    "Row",
    "Rule",
    "ScrollArea",
    "Seal",
    "Segmented",
    "Shrinking",
    "Soft",
    "Switch",
    "Track",
    "WordPlate",
    "apply_theme_within",
    "follow_finger",
    "paint",
    "paint_seal",
    "plain",
]
