"""The typefaces of the shell: Figtree for Latin, the system's own font for Chinese."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import fontpkg_figtree
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from ...i18n import is_cjk
from ...park.model import Language

LATIN = "Figtree"
WORD_JOINER, FIRM_SPACE = "\u2060", "\u00a0"
END_TOGETHER = 4
"""So many Chinese characters at the end of a paragraph stay on one line: a last line of one looks lost."""
CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "Hiragino Sans GB",
)
PROBE = "元宇宙简"  # the last one tells a Simplified Chinese font from a Japanese one
HAN = re.compile(r"[\u3400-\u9fff]")

_HAN_THEN_LATIN = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9+±×])")
_LATIN_THEN_HAN = re.compile(r"(?<=[A-Za-z0-9%])(?=[\u3400-\u9fff])")
_RANGE = re.compile(r"(?<=\d)([\u2010-\u2014~～])(?=\d)")
_WHERE_IT_BREAKS = re.compile(r"(?<=[^\x21-\x7e])(?=.)|(?<=.)(?=[^\x21-\x7e])")
_NUMBER_AND_MEASURE = re.compile(r"(\d) (?=[年月日号个家项类条座处段句秒米台次分万亿])")


@cache
def load() -> None:
    """Tell Qt about Figtree, once; a QApplication must exist.

    Raises
    ------
    FileNotFoundError
        If the font package holds no font that Qt can read.
    """
    files = sorted((fontpkg_figtree.ROOT / "files").glob("*.ttf"))
    loaded = [QFontDatabase.addApplicationFont(str(file)) for file in files]
    if not loaded or min(loaded) < 0:
        raise FileNotFoundError(f"No readable font in {fontpkg_figtree.ROOT}; install fontpkg-figtree again")


@cache
def families(language: Language) -> tuple[str, ...]:
    """Font families to ask in turn.

    Chinese asks its own font first, because Figtree too has “ ” ‘ ’ — …, in widths that are wrong in Chinese.
    """
    load()
    here = set(QFontDatabase.families())
    chinese = tuple(f for f in CHINESE if f in here)
    return (*chinese, LATIN) if is_cjk(language) else (LATIN, *chinese)


def can_show(language: Language) -> bool:
    """Whether some font of this system has the characters of a language."""
    return not is_cjk(language) or can_show_chinese()


@cache
def can_show_chinese() -> bool:
    """Whether some font of this system has the Chinese characters the park needs."""
    font = QFont()
    font.setFamilies(list(families("zh")))
    candidates = [QRawFont.fromFont(QFont(f)) for f in families("zh")]
    if any(all(raw.supportsCharacter(ord(c)) for c in PROBE) for raw in candidates):
        return True
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def font(language: Language, px: int, weight: int, *, tabular: bool = False) -> QFont:
    """A font of a size in pixels and a weight of 100 to 900."""
    made = QFont()
    made.setFamilies(list(families(language)))
    made.setPixelSize(px)
    # Figtree is one file with a weight axis. Qt draws a weight of 700 bolder by itself on top of the axis, so it is
    # told 600 at most; the Chinese font answers 600 with its bold face.
    made.setWeight(QFont.Weight.DemiBold if weight >= 600 else QFont.Weight.Normal)
    made.setVariableAxis(QFont.Tag("wght"), weight)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=4096)
def has_han(text: str) -> bool:
    """Whether there is a Chinese character in a text."""
    return HAN.search(text) is not None


@lru_cache(maxsize=4096)
def spaced(text: str) -> str:
    """The text as it is drawn: a narrow gap between Chinese and Latin, which authors do not type.

    Neither a range of numbers breaks nor the gap of a number and its measure word.
    """
    text = _RANGE.sub(f"{WORD_JOINER}\\1{WORD_JOINER}", text)
    if not has_han(text):
        return text
    text = _HAN_THEN_LATIN.sub(" ", text)
    text = _LATIN_THEN_HAN.sub(" ", text)
    return _NUMBER_AND_MEASURE.sub("\\1\u00a0", text)


def end_of(text: str) -> int:
    """Where the end of a text begins that stays on one line; the length of the text if it is not Chinese."""
    if not has_han(text) or len(text) <= 2 * END_TOGETHER:
        return len(text)
    places = [match.start() for match in HAN.finditer(text)][-END_TOGETHER:]
    near = [at for at in places if len(text) - at <= 3 * END_TOGETHER]  # not across a long Latin word
    return near[0] if near else len(text)


def firm(text: str) -> str:
    """A text that does not break at its spaces or beside a Chinese character."""
    return _WHERE_IT_BREAKS.sub(WORD_JOINER, re.sub(r"\s", FIRM_SPACE, text))


@lru_cache(maxsize=4096)
def kept_together(text: str) -> str:
    """A text whose last Chinese characters stay on one line."""
    start = end_of(text)
    return text[:start] + firm(text[start:])
