"""What scrolls follows a finger: on a touch screen there is no wheel, and a bar is too thin to be caught."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QScroller, QScrollerProperties

METRIC = QScrollerProperties.ScrollMetric
NEVER = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff


def follow_finger(area: QAbstractScrollArea) -> None:
    """Let a finger push what is in an area up and down. What it began to press is let go; a mouse does as before.

    Pushed to its end it stands: content that springs back is motion that says nothing.
    """
    viewport = area.viewport()
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)
    scroller = QScroller.scroller(viewport)
    properties = scroller.scrollerProperties()
    for metric in (METRIC.VerticalOvershootPolicy, METRIC.HorizontalOvershootPolicy):
        properties.setScrollMetric(metric, NEVER)
    scroller.setScrollerProperties(properties)
