"""The settings store: an INI file with the visitor's settings, window geometry and the result of the self-check."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args
from urllib.parse import quote

from PySide6.QtCore import QByteArray, QLocale, QSettings
from PySide6.QtWidgets import QWidget

from ...base.folders import settings_folder
from ...base.names import TEXT_PERCENTS
from ...base.protocols import EFFECTS
from ...i18n import languages
from ...park.base import LANGUAGE
from ...visit.codec import adapter
from ...visit.kiosk.booth_plan import BoothPlan
from ...visit.settings import FILE_NAMES, Comfort, Settings, Theme, day_phase_named
from ..viewport.presenter import Verdict

if TYPE_CHECKING:
    from ...net.room.addresses import Wifi

Choice = TypeVar("Choice", bound=str)

KEPT = (
    "language", "comfort", "day_phase", "auto_day_cycle", "theme", "text_percent", "captions", "voice", "volume",
    "sound", "sound_volume", *EFFECTS,
)  # fmt: skip


ALWAYS = -1
"""In place of a supervisor's process id: reconnect at every start."""


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Window geometry: Qt's own bytes, and whether the window filled the screen."""

    geometry: bytes = b""
    maximised: bool = False
    full_screen: bool = False


class SettingsStore:
    """Stores settings between visits.

    Parameters
    ----------
    path : the INI file; by default one in the user's own configuration folder.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings_folder() / "park-explorer.ini"
        self._store = QSettings(str(self.path), QSettings.Format.IniFormat)

    def settings(self, usual: Settings) -> Settings:
        """The stored settings. Missing or invalid ones are taken from `usual`."""
        return Settings(
            language=self._language(usual.language),
            comfort=self._choice("comfort", get_args(Comfort), usual.comfort),
            day_phase=self._hour(usual.day_phase),
            auto_day_cycle=self._flag("visit/turning", usual.auto_day_cycle),
            theme=self._choice("theme", get_args(Theme), usual.theme),
            captions=self._flag("visit/captions", usual.captions),
            voice=self._flag("visit/voice", usual.voice),
            volume=self._number("volume", range(101), usual.volume),
            sound=self._flag("visit/sound", usual.sound),
            sound_volume=self._number("sound_volume", range(101), usual.sound_volume),
            bloom=self._flag("visit/bloom", usual.bloom),
            grading=self._flag("visit/grading", usual.grading),
            focus=self._flag("visit/focus", usual.focus),
            text_percent=self._number("text_percent", TEXT_PERCENTS, usual.text_percent),
        )

    def keep_settings(self, settings: Settings, usual: Settings) -> None:
        """Store what differs from `usual`; settings never chosen still follow the system."""
        self._store.remove("visit/light")  # the name of "hour" when there were two
        for name in KEPT:
            key, value = f"visit/{FILE_NAMES.get(name, name)}", getattr(settings, name)
            if value == getattr(usual, name):
                self._store.remove(key)
            else:
                self._store.setValue(key, value)
        self._store.sync()

    def place(self) -> WindowPlace:
        """Window geometry of the last run."""
        kept = self._store.value("window/geometry", QByteArray())
        return WindowPlace(
            bytes(kept.data()) if isinstance(kept, QByteArray) else b"",
            self._flag("window/maximised"),
            self._flag("window/full_screen"),
        )

    def keep_place_of(self, window: QWidget) -> None:
        """Store the geometry of a window; not of one that is a part of another."""
        if window.isWindow():
            geometry = bytes(window.saveGeometry().data())
            self.keep_place(WindowPlace(geometry, window.isMaximized(), window.isFullScreen()))

    def keep_place(self, place: WindowPlace) -> None:
        """Store the window geometry."""
        self._store.setValue("window/geometry", QByteArray(place.geometry))
        self._store.setValue("window/maximised", place.maximised)
        self._store.setValue("window/full_screen", place.full_screen)
        self._store.sync()

    def wifi(self) -> Wifi | None:
        """The Wi-Fi network shown to guests; None if none was set or it is invalid."""
        from ...net.room.addresses import Wifi  # late: most shows have no room, and the start must be quick

        ssid, password = (str(self._store.value(f"wifi/{name}", "")) for name in ("ssid", "password"))
        try:
            return Wifi.of(ssid, password)
        except ValueError:
            return None

    def keep_wifi(self, wifi: Wifi | None) -> None:
        """Store the Wi-Fi network for guests."""
        self._store.remove("wifi")
        if wifi is not None:
            self._store.setValue("wifi/ssid", wifi.ssid)
            self._store.setValue("wifi/password", wifi.password)
        self._store.sync()

    def followed(self) -> str:
        """Address and code of the last screen followed, or ""."""
        from ...net.room.addresses import FollowAddress

        kept = str(self._store.value("follow/address", ""))
        try:
            return FollowAddress.of_text(kept).text
        except ValueError:
            return ""

    def keep_followed(self, address: str) -> None:
        """Store which screen is followed."""
        if address != self.followed():
            self._store.setValue("follow/address", address)
            self._store.sync()

    def connection(self, kind: str) -> tuple[str, ...]:
        """The words last typed for a connection to other machines; empty without any."""
        if kind == "follow":
            host, _, code = self.followed().rpartition("/")
            return (code, host)
        try:
            kept = json.loads(str(self._store.value(f"connect/{kind}", "[]")))
        except ValueError:
            return ()
        return tuple(str(word) for word in kept) if isinstance(kept, list) else ()

    def is_connected(self, kind: str, supervisor: int) -> bool:
        """Whether a connection is to be opened at this start.

        Parameters
        ----------
        supervisor : process id of the supervisor, 0 without one.
        """
        on = str(self._store.value(f"connect/{kind}_on", "0"))
        return on == str(ALWAYS) or (supervisor != 0 and on == str(supervisor))

    def keep_connection(self, kind: str, words: Sequence[str], on: int) -> None:
        """Store the words typed for a connection.

        Parameters
        ----------
        on : the starts at which it reopens: restarts by this supervisor, `ALWAYS`, or 0 for none.
        """
        self._store.setValue(f"connect/{kind}", json.dumps(list(words)))
        self._store.setValue(f"connect/{kind}_on", str(on))
        self._store.sync()

    def booth_plan(self) -> BoothPlan:
        """What staff have set for the booth; the usual settings if it is missing or damaged."""
        try:
            plan: BoothPlan = adapter(BoothPlan).validate_json(str(self._store.value("booth/plan", "{}")))
        except ValueError:
            return BoothPlan()
        return plan

    def keep_booth_plan(self, plan: BoothPlan) -> None:
        """Store what staff have set for the booth."""
        self._store.setValue("booth/plan", adapter(BoothPlan).dump_json(plan).decode())
        self._store.sync()

    def prepared(self, park: str, tour: str) -> str:
        """The name under which a tour of a park was prepared last; "" if it never was."""
        return str(self._store.value(f"prepared/{park}/{tour}", ""))

    def keep_prepared(self, park: str, tour: str, name: str) -> None:
        """Store the name under which a tour is prepared."""
        self._store.setValue(f"prepared/{park}/{tour}", name)
        self._store.sync()

    def talk(self, park: str, tour: str) -> str:
        """How a talk was prepared, as JSON, where that cannot be kept beside the scene; else ""."""
        return str(self._store.value(f"talk/{park}/{tour}", ""))

    def keep_talk(self, park: str, tour: str, written: str) -> None:
        """Store how a talk is prepared; "" where it is kept beside the scene."""
        if written or self.talk(park, tour):
            self._store.setValue(f"talk/{park}/{tour}", written)
            self._store.sync()

    def file_wishes(self) -> str:
        """The last choices for files of a show, as JSON."""
        return str(self._store.value("talk/files", "{}"))

    def keep_file_wishes(self, written: str) -> None:
        """Store the choices for files of a show."""
        self._store.setValue("talk/files", written)
        self._store.sync()

    def web_wishes(self, scene: Path) -> str:
        """The last choices for publishing a scene, as JSON."""
        return str(self._store.value(f"web/{quote(str(scene), safe='')}", "{}"))

    def keep_web_wishes(self, scene: Path, written: str) -> None:
        """Store the choices for publishing a scene."""
        self._store.setValue(f"web/{quote(str(scene), safe='')}", written)
        self._store.sync()

    def verdict(self) -> Verdict | None:
        """Last result of the presenters' self-check."""
        renderer = str(self._store.value("present/renderer", ""))
        try:
            copy_ms, blit_ms = (
                float(str(self._store.value(f"present/{n}_ms", ""))) for n in ("copy", "blit")
            )
        except ValueError:
            return None
        if not (0 <= copy_ms < inf and 0 <= blit_ms < inf):
            return None
        alone = str(self._store.value("present/alone", ""))
        return (
            Verdict(renderer, copy_ms, blit_ms, self._flag("present/is_right"), alone) if renderer else None
        )

    def keep_verdict(self, verdict: Verdict) -> None:
        """Store the result of the self-check."""
        for name in ("renderer", "copy_ms", "blit_ms", "is_right", "alone"):
            self._store.setValue(f"present/{name}", getattr(verdict, name))
        self._store.sync()

    def clear_verdict(self) -> None:
        """Delete the result, so that the self-check runs again."""
        self._store.remove("present")
        self._store.sync()

    def _language(self, usual: str) -> str:
        """The chosen language, which may be one that only a scene offers."""
        kept = str(self._store.value("visit/language", ""))
        is_known = kept in languages() or QLocale(kept).language() != QLocale.Language.C
        return kept if is_known and re.fullmatch(LANGUAGE, kept) else usual

    def _choice(self, name: str, allowed: tuple[Choice, ...], usual: Choice) -> Choice:
        kept = str(self._store.value(f"visit/{name}", ""))
        return next((choice for choice in allowed if choice == kept), usual)

    def _number(self, name: str, allowed: Container[int], usual: int) -> int:
        try:
            kept = int(str(self._store.value(f"visit/{name}", "")))
        except ValueError:
            return usual
        return kept if kept in allowed else usual

    def _hour(self, usual: float) -> float:
        kept = str(self._store.value("visit/hour", self._store.value("visit/light", "")))
        try:
            return day_phase_named(kept)
        except ValueError:
            return usual

    def _flag(self, key: str, usual: bool = False) -> bool:
        return str(self._store.value(key, usual)).lower() == "true"
