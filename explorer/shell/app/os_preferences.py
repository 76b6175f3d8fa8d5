"""Preferences of the operating system: language, reduced motion, high contrast. A system may lack one."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication

from ...i18n import ENGLISH
from ...park.model import Language

PATIENCE_S = 0.6
"""Timeout of a question to the system."""


@dataclass(frozen=True, slots=True)
class OsPreferences:
    """What the user has chosen in the system."""

    language: Language = ENGLISH
    less_motion: bool = False
    more_contrast: bool = False


def preferences() -> OsPreferences:
    """Ask the system. A QGuiApplication must exist for contrast to be known."""
    return OsPreferences(language(), less_motion(), more_contrast())


def language() -> Language:
    """The system's first language in any script, whether or not the program speaks it; by default English."""
    for name in QLocale.system().uiLanguages():
        tongue = re.split("[-_]", name.lower())[0].replace("yue", "zh")
        return ENGLISH if tongue in ("c", "posix") else tongue
    return ENGLISH


def more_contrast() -> bool:
    """Whether the system asks for high contrast."""
    application = QGuiApplication.instance()
    if not isinstance(application, QGuiApplication):
        return False
    hints: Any = application.styleHints()
    if hasattr(hints, "accessibility"):  # Qt 6.10 and later
        preference = hints.accessibility().contrastPreference()
        if preference.name == "HighContrast":
            return True
    return _asked(_ASK_CONTRAST)


def less_motion() -> bool:
    """Whether the system asks for reduced motion."""
    return _asked(_ASK_MOTION)


def family() -> Literal["linux", "windows", "mac"]:
    """The family of the operating system."""
    return "windows" if sys.platform == "win32" else "mac" if sys.platform == "darwin" else "linux"


def _asked(questions: dict[str, Callable[[], bool]]) -> bool:
    for system, question in questions.items():
        if sys.platform.startswith(system):
            return question()
    return False


def _answer_of(*command: str) -> str:
    """The output of a command; "" if it is missing, fails or times out."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


# ---- Linux: the desktop portal, on any desktop


def _portal(namespace: str, key: str) -> object:
    """A setting of the desktop portal; None without a portal or without this setting."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    call = QDBusMessage.createMethodCall(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Settings",
        "ReadOne",
    )
    call.setArguments([namespace, key])
    reply: Any = bus.call(call, timeout=round(PATIENCE_S * 1000))
    if reply.type() != QDBusMessage.MessageType.ReplyMessage or not reply.arguments():
        return None
    value = reply.arguments()[0]
    return value.variant() if hasattr(value, "variant") else value


def _less_motion_linux() -> bool:
    if _portal("org.freedesktop.appearance", "reduced-motion") == 1:
        return True
    return _portal("org.gnome.desktop.interface", "enable-animations") is False


def _more_contrast_linux() -> bool:
    return _portal("org.freedesktop.appearance", "contrast") == 1


# ---- macOS: the defaults of Accessibility


def _less_motion_mac() -> bool:
    return _answer_of("defaults", "read", "com.apple.universalaccess", "reduceMotion") == "1"


def _more_contrast_mac() -> bool:
    return _answer_of("defaults", "read", "com.apple.universalaccess", "increaseContrast") == "1"


# ---- Windows: SystemParametersInfo


def _windows_parameter(action: int, size: int, buffer: Any) -> bool:
    windll = getattr(ctypes, "windll", None)
    return windll is not None and bool(
        windll.user32.SystemParametersInfoW(action, size, ctypes.byref(buffer), 0)
    )


def _less_motion_windows() -> bool:
    get_client_area_animation = 0x1042
    animated = ctypes.c_int(1)
    return _windows_parameter(get_client_area_animation, 0, animated) and animated.value == 0


class _HighContrast(ctypes.Structure):
    """HIGHCONTRASTW of the Windows API."""

    _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))


def _more_contrast_windows() -> bool:
    get_high_contrast, is_on = 0x0042, 0x0001
    answer = _HighContrast(size=ctypes.sizeof(_HighContrast))
    return _windows_parameter(get_high_contrast, answer.size, answer) and bool(answer.flags & is_on)


_ASK_MOTION: dict[str, Callable[[], bool]] = {
    "linux": _less_motion_linux,
    "darwin": _less_motion_mac,
    "win": _less_motion_windows,
}
_ASK_CONTRAST: dict[str, Callable[[], bool]] = {
    "linux": _more_contrast_linux,
    "darwin": _more_contrast_mac,
    "win": _more_contrast_windows,
}
