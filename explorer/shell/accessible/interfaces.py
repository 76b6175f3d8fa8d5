"""Accessible interfaces: a widget with a role, a scale, a combo box, a paragraph, an item that is no widget; announcements.

Qt asks for further interfaces by `interface_cast`, which takes a wrapped object or a pointer. None counts as a pointer too, so
"no such interface" is the null pointer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleValueInterface,
)
from PySide6.QtWidgets import QAbstractSlider, QAccessibleWidget, QComboBox, QLabel, QTextEdit, QWidget
from shiboken6 import VoidPtr

Ability = QAccessible.InterfaceType
Role = QAccessible.Role
NOTHING: Any = VoidPtr(0)
"""The null pointer: the interface is not supported."""


def given(pointer: Any) -> Any:
    """A pointer from Qt, in a form that can be returned to Qt."""
    return NOTHING if pointer is None else pointer  # a pointer is false, as its size is unknown


class Region(QAccessibleWidget):
    """A widget with a role.

    Parameters
    ----------
    level : heading level, 1 is the highest; 0: not a heading.
    items : its children, if they are not its child widgets.
    """

    def __init__(
        self,
        widget: QWidget,
        role: Role,
        *,
        level: int = 0,
        items: Callable[[], Sequence[QObject]] | None = None,
    ) -> None:
        super().__init__(widget, role, "")
        self._abilities: dict[Ability, Any] = {}
        self._items = items
        if level:
            self._abilities[Ability.AttributesInterface] = _Level(level)

    def interface_cast(self, ability: Ability) -> Any:
        own = self._abilities.get(ability)
        return own if own is not None else given(super().interface_cast(ability))

    def childCount(self) -> int:
        return len(self._items()) if self._items is not None else super().childCount()

    def child(self, index: int) -> Any:
        if self._items is None:
            return super().child(index)
        items = self._items()
        return QAccessible.queryAccessibleInterface(items[index]) if 0 <= index < len(items) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if self._items is None:
            return super().indexOfChild(child)
        described = child.object()
        return next((i for i, item in enumerate(self._items()) if item is described), -1)


class _Level(QAccessibleAttributesInterface):
    """Heading level."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> Any:
        return self._level if key == QAccessible.Attribute.Level else None


class Steps(Protocol):
    """The scale of a slider: meaning of its steps."""

    def value_of(self, step: int) -> float: ...
    def step_of(self, value: float) -> int: ...
    def words_of(self, step: int) -> str: ...


@dataclass(frozen=True, slots=True)
class EvenSteps:
    """Equal steps from 0."""

    size: float = 1.0
    unit: str = ""

    def value_of(self, step: int) -> float:
        return step * self.size

    def step_of(self, value: float) -> int:
        return round(value / self.size)

    def words_of(self, step: int) -> str:
        return f"{self.value_of(step):g}{self.unit}"


class Scale(Region):
    """A slider with its real value and text, instead of the number of a step.

    Parameters
    ----------
    steps : present scale.
    turn : called with the requested step.
    """

    def __init__(
        self, slider: QAbstractSlider, steps: Callable[[], Steps], turn: Callable[[int], object]
    ) -> None:
        super().__init__(slider, Role.Slider)
        self._slider, self._steps = slider, steps
        self._abilities[Ability.ValueInterface] = _RealValue(slider, steps, turn)
        self._abilities[Ability.ActionInterface] = _StepActions(slider, turn)

    def text(self, kind: QAccessible.Text) -> str:
        words = self._steps().words_of(self._slider.value())
        if kind == QAccessible.Text.Value:
            return words
        if (
            kind == QAccessible.Text.Description
        ):  # read here by clients that do not ask for the text of a value
            meaning = self._slider.accessibleDescription()
            return ". ".join(dict.fromkeys(filter(None, (words, meaning))))
        return super().text(kind)


class Chooser(Region):
    """A combo box with its own name: Qt for Linux reads the selection in place of the name.

    The selection is its value; for clients that do not ask for the value of a combo box, it comes before the description.
    """

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box, Role.ComboBox)
        self._box = box
        self._abilities[Ability.ActionInterface] = _Drop(box)

    def text(self, kind: QAccessible.Text) -> str:
        chosen = self._box.currentText()
        if kind == QAccessible.Text.Value:
            return chosen
        if kind == QAccessible.Text.Description:
            return ". ".join(dict.fromkeys(filter(None, (chosen, self._box.accessibleDescription()))))
        return super().text(kind)


class _Drop(QAccessibleActionInterface):
    def __init__(self, box: QComboBox) -> None:
        super().__init__()
        self._box = box

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.showMenuAction(), QAccessibleActionInterface.setFocusAction()]

    def doAction(self, name: str) -> None:
        if name == QAccessibleActionInterface.showMenuAction() and self._box.isEnabled():
            self._box.showPopup()
        elif name == QAccessibleActionInterface.setFocusAction():
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class _StepActions(QAccessibleActionInterface):
    def __init__(self, slider: QAbstractSlider, turn: Callable[[int], object]) -> None:
        super().__init__()
        self._slider, self._turn = slider, turn
        act = QAccessibleActionInterface
        self._by = {act.increaseAction(): 1, act.decreaseAction(): -1}

    def actionNames(self) -> list[str]:
        return [*self._by, QAccessibleActionInterface.setFocusAction()]

    def doAction(self, name: str) -> None:
        slider = self._slider
        if name in self._by and slider.isEnabled():
            step = slider.value() + self._by[name] * slider.singleStep()
            self._turn(min(max(step, slider.minimum()), slider.maximum()))
        elif name == QAccessibleActionInterface.setFocusAction():
            slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class _RealValue(QAccessibleValueInterface):
    def __init__(
        self, slider: QAbstractSlider, steps: Callable[[], Steps], turn: Callable[[int], object]
    ) -> None:
        super().__init__()
        self._slider, self._steps, self._turn = slider, steps, turn

    def currentValue(self) -> float:
        return self._steps().value_of(self._slider.value())

    def setCurrentValue(self, value: Any) -> None:
        slider, step = self._slider, self._steps().step_of(float(value))
        if slider.isEnabled():
            self._turn(min(max(step, slider.minimum()), slider.maximum()))

    def minimumValue(self) -> float:
        return self._steps().value_of(self._slider.minimum())

    def maximumValue(self) -> float:
        return self._steps().value_of(self._slider.maximum())

    def minimumStepSize(self) -> float:
        steps, low = self._steps(), self._slider.minimum()
        return abs(steps.value_of(low + self._slider.singleStep()) - steps.value_of(low))


class Item(QObject):
    """A part of a widget that is no widget and can be pressed: a zone in the view, a link in a paragraph.

    Parameters
    ----------
    name, meaning : its texts, called when they are read.
    place : its rectangle on the widget.
    press : called when it is pressed.
    """

    def __init__(
        self,
        parent: QWidget,
        role: Role,
        *,
        name: Callable[[], str],
        press: Callable[[], object],
        meaning: Callable[[], str] = lambda: "",
        place: Callable[[], QRect] = QRect,
    ) -> None:
        super().__init__(parent)
        self.role, self.name, self.meaning, self.place, self.press = role, name, meaning, place, press

    def accessible(self) -> QAccessibleInterface:
        """Interface for screen readers."""
        return _ItemInterface(self)


class _ItemInterface(QAccessibleObject):
    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self._item = item
        self._press = _Press(item)

    def interface_cast(self, ability: Ability) -> Any:
        return self._press if ability == Ability.ActionInterface else NOTHING

    @property
    def _widget(self) -> QWidget:
        widget = self._item.parent()
        assert isinstance(widget, QWidget)
        return widget

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._widget)

    def child(self, index: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> Role:
        return self._item.role

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.invisible = not self._widget.isVisible()
        return state

    def rect(self) -> QRect:
        place = self._item.place()
        return (
            QRect(self._widget.mapToGlobal(place.topLeft()), place.size()) if not place.isNull() else QRect()
        )

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._item.name()
        return self._item.meaning() if kind == QAccessible.Text.Description else ""


class _Press(QAccessibleActionInterface):
    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction()]

    def doAction(self, name: str) -> None:
        if name == QAccessibleActionInterface.pressAction():
            self._item.press()

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class Paragraph(Region):
    """Read-only text.

    Parameters
    ----------
    level : heading level; 0: a paragraph.
    links : its links.
    """

    def __init__(self, label: QLabel, level: int, links: Callable[[], Sequence[QObject]]) -> None:
        super().__init__(label, Role.Heading if level else Role.Paragraph, level=level, items=links)

    def interface_cast(self, ability: Ability) -> Any:
        label = self.widget()
        if ability != Ability.TextInterface or not isinstance(label, QLabel):
            return super().interface_cast(ability)
        # Qt for Python cannot implement a text interface; that of a hidden text widget is used
        reader = label.findChild(QTextEdit) or _reader(label)
        if reader.toPlainText() != label.text():
            reader.setPlainText(label.text())
        return given(QAccessible.queryAccessibleInterface(reader).interface_cast(ability))

    def text(self, kind: QAccessible.Text) -> str:
        label = self.widget()
        if kind == QAccessible.Text.Name and isinstance(label, QLabel):
            return label.accessibleName() or label.text()
        return super().text(kind)


def _reader(label: QLabel) -> QTextEdit:
    reader = QTextEdit(label)
    reader.hide()
    reader.setReadOnly(True)
    return reader


def announce(speaker: QWidget, words: str) -> None:
    """Let screen readers announce a text on behalf of a widget, if one listens."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(speaker, words))


@cache
def install() -> None:
    """Register the factory with Qt; calling it again is harmless.

    Qt for Python keeps what a factory made until the program ends, some hundred bytes each; it is called only while an
    accessibility client listens.
    """
    QAccessible.installFactory(_interface_of)


def _interface_of(class_name: str, described: QObject) -> QAccessibleInterface | None:
    make = getattr(described, "accessible", None)
    made = make() if callable(make) else None
    return made if isinstance(made, QAccessibleInterface) else None
