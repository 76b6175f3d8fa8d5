"""What is added to a layout, or shown and hidden in it, has its room before the next event."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Button, Column, Flow, Row, Surface

THEME = Theme()


@pytest.fixture
def holder(qapp: QApplication) -> Iterator[QWidget]:
    shown = QWidget()
    shown.resize(600, 400)
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()


@pytest.mark.parametrize("kind", [Row, Column, Flow])
def test_content_that_was_just_added_has_its_room(
    kind: type[Row] | type[Column] | type[Flow], holder: QWidget
) -> None:
    layout = kind(THEME, Button(THEME, "One"))
    holder.setLayout(layout)
    before, second = layout.sizeHint(), Button(THEME, "A second one")
    layout.addWidget(second)
    assert second.isVisible()
    grown = layout.sizeHint() - before
    assert grown.width() >= second.sizeHint().width() or grown.height() >= second.sizeHint().height()


def test_what_was_hidden_on_purpose_stays_hidden(holder: QWidget) -> None:
    holder.setLayout(Row(THEME, Button(THEME, "One")))
    hidden, layout = Button(THEME, "Two"), holder.layout()
    hidden.hide()
    assert layout is not None
    layout.addWidget(hidden)
    assert not hidden.isVisible()


def test_a_surface_counts_what_was_just_hidden_and_said_deep_inside(holder: QWidget) -> None:
    first, second, inner = Button(THEME, "One"), Button(THEME, "Another one"), QWidget()
    inner.setLayout(Row(THEME, Row(THEME, first), second, gap=0))
    surface = Surface(THEME, Column(THEME, inner), parent=holder)
    surface.show()
    both = surface.wanted_size.width()
    second.hide()
    assert surface.wanted_size.width() == both - second.sizeHint().width()
    assert surface.wanted_size.height() == surface.wanted_height(400)
    before = first.sizeHint().width()
    first.set_text("One with more words")
    assert surface.wanted_size.width() == both - second.sizeHint().width() + first.sizeHint().width() - before
