"""The shell's widget set: buttons, texts, layouts, surfaces and controls that are painted from a `Theme`.

Every widget takes a `Theme` as its first argument and another one by `apply_theme(theme)`; a container passes it to everything
inside by `apply_theme_within(self, theme)`.
"""

from . import paint
from .badges import Badge, Chip, Icon, KeyCap, paint_badge
from .button import Button
from .gauges import ProgressBar, ProgressRing
from .hover_animation import HoverAnimation
from .layouts import Column, Flow, Row, as_widget, follow_width, settle
from .prose import Prose, plain
from .row_list import Heading, ListRow, RowList, RowLook
from .scroll_area import FittingScrollArea, ReadingArea, ScrollArea, enable_touch_scroll
from .segmented import Option, Segmented
from .slider import Slider, SliderTrack
from .surface import Card, Rule, Surface, TextSurface
from .switch import Switch
from .themed import CLICKER, TOUCHED, KeyFocus, Themed, apply_theme_within, as_tool_tip
