"""The pieces that parts of the shell are put together from.

Every piece takes a `Theme` first and follows another one through `restyle(theme)`; a part restyles all that is in it with
`restyle_pieces(self, theme)`.
"""

from . import paint
from .badges import Chip, Icon, KeyCap, Seal, paint_seal
from .button import Button
from .dial import Dial, Track
from .finger import follow_finger
from .layouts import Column, Flow, Row
from .marks import plain
from .piece import CLICKER, TOUCHED, KeyFocus, Piece, restyle_pieces
from .plate import Card, FittingArea, Plate, Rule, ScrollArea, Shrinking, WordPlate
from .prose import Prose
from .reading import ReadingArea
from .segmented import Option, Segmented
from .soft import Soft
from .switch import Switch

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
    "follow_finger",
    "paint",
    "paint_seal",
    "plain",
    "restyle_pieces",
]
