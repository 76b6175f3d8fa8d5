"""Style of forms: one style sheet for the stock input widgets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ..style import fonts, tokens
from ..style.theme import Theme, scroll_bar_style


def form_style(theme: Theme) -> str:
    """The style sheet of the forms."""
    px, c = theme.px, tokens.PALETTES[theme.look]
    family = ", ".join(f'"{name}"' for name in fonts.families(theme.language))
    body = theme.text_px("label")
    least = max(theme.px(38), body + theme.px(16))
    return f"""
        QWidget#sheet, QWidget#page {{ background: {c["surface"]}; }}
        QLabel {{ color: {c["ink"]}; background: transparent; }}
        QLabel[role="fine"] {{ color: {c["ink3"]}; }}
        QLabel[role="fault"] {{
            color: {c["err"]}; background: {c["errTint"]}; border-radius: {px(6)}px;
            padding: {px(4)}px {px(8)}px;
        }}
        QLabel[role="notice"] {{
            color: {c["info"]}; background: {c["infoTint"]}; border-radius: {px(6)}px;
            padding: {px(4)}px {px(8)}px;
        }}
        QLineEdit, QPlainTextEdit, QComboBox {{
            background: {c["raised"]}; color: {c["ink"]}; border: {px(1.5)}px solid {c["control"]};
            border-radius: {px(8)}px; padding: {px(4)}px {px(8)}px; font-family: {family}; font-size: {body}px;
            selection-background-color: {c["primary"]}; selection-color: {c["onPrimary"]};
            placeholder-text-color: {c["ink3"]};
        }}
        QLineEdit, QComboBox {{ min-height: {least}px; }}
        QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: {theme.focus_px}px solid {c["focus"]}; }}
        QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
            border: {px(2)}px solid {c["err"]};
        }}
        QComboBox::drop-down {{ border: 0; width: {px(30)}px; }}
        QComboBox QAbstractItemView {{
            background: {c["raised"]}; color: {c["ink"]}; selection-background-color: {c["tint"]};
            selection-color: {c["ink"]}; border: 1px solid {c["line"]};
        }}
        QMenu {{ background: {c["raised"]}; color: {c["ink"]}; border: 1px solid {c["line"]}; padding: {px(6)}px; }}
        QMenu::item:selected {{ background: {c["tint"]}; color: {c["ink"]}; }}
        QFrame#rule {{ background: {c["line"]}; max-height: 1px; border: 0; }}
        {scroll_bar_style(theme)}
    """


def words_label(theme: Theme, words: str = "", role: str = "label") -> QLabel:
    """A label in a form: "label" of a field, "heading", "fine" hint, "fault" or "notice"."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)  # a scene may have supplied the words
    made.setProperty("role", role)
    made.setFont(theme.font({"label": "label", "heading": "title"}.get(role, "fine")))
    made.setWordWrap(role != "heading")
    return made
