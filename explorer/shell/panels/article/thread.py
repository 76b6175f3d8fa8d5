"""The thread card: a subject that runs through several zones, with the stop here and links to the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ....i18n import Text, tr
from ....park.model import Accent, Park, Thread, Zone
from ....visit.acts import Act, Open
from ...style.theme import Theme
from ...widgets import Button, Card, Column, Flow, Prose, Themed

THREADS: dict[str, Text] = {
    "before": Text("Previous stop: {title}"),
    "after": Text("Next stop: {title}"),
}


Do = Callable[[Act], object]


class ThreadCard(Card):
    """A stop of the thread.

    Parameters
    ----------
    at : index of the stop.
    do : called with the visitor's act of going to another stop.
    """

    def __init__(self, theme: Theme, park: Park, thread: Thread, at: int, do: Do) -> None:
        language, stop = theme.language, thread.stops[at]
        title, count = thread.title[language], len(thread.stops)
        ways = [
            self._way(theme, park.zones[thread.stops[there].zone], key, icon, do)
            for there, key, icon in ((at - 1, "before", "arrow-left"), (at + 1, "after", "arrow-right"))
            if 0 <= there < count
        ]
        column = Column(
            theme,
            Prose(
                theme,
                tr(Text("{title}, {at} of {count}"), language, title=title, at=at + 1, count=count),
                "label",
                "ink2",
            ),
            StopDots(theme, park.zones[stop.zone].accent, at, count),
            Prose(theme, stop.text[language]),
            Flow(theme, *ways),
            gap=8,
        )
        super().__init__(theme, column, fill="sunken", edge=None)

    def _way(self, theme: Theme, zone: Zone, key: str, icon: str, do: Do) -> Button:
        title = zone.title[theme.language]
        name = tr(THREADS[key], theme.language, title=title)
        way = Button(theme, title, icon, name=name, on_press=lambda: do(Open(zone.id)))
        way.setToolTip(name)
        return way


class StopDots(Themed, QWidget):
    """The stops as beads on a line: earlier ones are filled, the present one is large. The text says the same."""

    def __init__(self, theme: Theme, accent: Accent, at: int, count: int) -> None:
        super().__init__()
        self._accent, self._at, self._count = accent, at, count
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, ahead = theme.colour(theme.accent(self._accent).fill), theme.colour("control")
        inset, y = theme.px(10), self.height() / 2
        apart = (self.width() - 2 * inset) / max(self._count - 1, 1)
        places = [QPointF(inset + i * apart, y) for i in range(self._count)]
        painter.setPen(QPen(ahead, theme.px(2)))
        painter.drawLine(places[self._at], places[-1])
        painter.setPen(QPen(here, theme.px(2)))
        painter.drawLine(places[0], places[self._at])
        for index, place in enumerate(places):
            painter.setPen(QPen(here if index <= self._at else ahead, theme.px(2)))
            painter.setBrush(here if index <= self._at else theme.colour("sunken"))
            side = theme.px(8 if index == self._at else 4)
            painter.drawEllipse(place, side, side)


def thread_card(theme: Theme, park: Park, zone: Zone, do: Do) -> ThreadCard | None:
    """The card of the stop at a zone; None if the thread has no stop there."""
    if park.thread is None:
        return None
    stops = [stop.zone for stop in park.thread.stops]
    return ThreadCard(theme, park, park.thread, stops.index(zone.id), do) if zone.id in stops else None
