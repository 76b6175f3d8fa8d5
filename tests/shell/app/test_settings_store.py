"""What is kept between visits is read with care: nothing in the file can keep the park from opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.i18n import tr
from explorer.shell.app.settings_store import SettingsStore, WindowPlace
from explorer.visit.settings import Settings

KEYS = (
    "visit/language", "visit/comfort", "visit/hour", "visit/light", "visit/turning", "visit/theme", "visit/text_percent",
    "visit/captions", "visit/voice", "visit/volume", "visit/sound", "visit/sound_volume",
    "window/geometry", "window/maximised", "present/renderer",
    "present/copy_ms", "present/blit_ms", "present/is_right",
)  # fmt: skip
NUMBERS = ("²", "٣", "½", "1e400", "-1e400", "nan", "inf", "-5", "170", "9" * 5000, "0x10", "1_0", " 7", "")
OTHERS = (
    "@Invalid()",
    "@ByteArray(x)",
    "@Variant(\\0\\0\\0)",
    "@Size(1 2)",
    "a, b, c",
    "true",
    "\\x0",
    "%41",
    "\x07",
)


@pytest.mark.parametrize("value", [*NUMBERS, *OTHERS])
def test_no_value_keeps_the_park_from_opening(tmp_path: Path, value: str) -> None:
    path = tmp_path / "memory.ini"
    groups: dict[str, list[str]] = {}
    for key in KEYS:
        group, name = key.split("/")
        groups.setdefault(group, []).append(f"{name}={value}\n")
    path.write_text("".join(f"[{group}]\n{''.join(rows)}" for group, rows in groups.items()), "utf-8")
    kept, usual = SettingsStore(path), Settings()
    settings = kept.settings(usual)
    assert settings.volume in range(101) and settings.sound_volume in range(101)
    assert settings.text_percent == usual.text_percent
    assert (settings.language, settings.comfort, settings.theme) == (
        usual.language,
        usual.comfort,
        usual.theme,
    )
    assert 0 <= settings.day_phase < 4
    assert isinstance(kept.place(), WindowPlace)
    verdict = kept.verdict()
    assert verdict is None or (tr(verdict.why, "en") and verdict.name in ("copy", "blit"))


def test_a_language_that_only_a_scene_has_is_kept(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "memory.ini")
    store.keep_settings(Settings(language="pt-BR"), Settings())
    assert store.settings(Settings()).language == "pt-BR"


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    path, chosen = (
        tmp_path / "memory.ini",
        Settings(
            language="zh",
            day_phase=2.5,
            volume=30,
            text_percent=150,
            sound=True,
            sound_volume=20,
            bloom=False,
            focus=False,
        ),
    )
    SettingsStore(path).keep_settings(chosen, Settings())
    assert SettingsStore(path).settings(Settings()) == chosen
