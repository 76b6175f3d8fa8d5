"""Typefaces of the shell: Figtree or a brand's own for Latin, the system's font for Chinese; where no line may break."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import fontpkg_figtree
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from ...i18n import Translatable, is_cjk, language_named, languages, name_of
from ...i18n.units import FIRM_SPACE, held_together
from ...park.model import Language
from .word_breaks import word_ends

LATIN = "Figtree"
WORD_JOINER = "\u2060"
LONGEST_JOINED = 12
"""Longest Latin word that moves to the last line to keep such a character company."""
LAST_LINE = 3
"""Longest last line that is too short: a Chinese character and the closing punctuation."""
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
PROBE = "元宇宙简"  # the last character distinguishes a Simplified Chinese font from a Japanese one
HAN = re.compile(r"[\u3400-\u9fff]")

_HAN_THEN_LATIN = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9+±×])")
_LATIN_THEN_HAN = re.compile(r"(?<=[A-Za-z0-9%])(?=[\u3400-\u9fff])")
_RANGE = re.compile(r"(?<=\d)([\u2010-\u2014~～])(?=\d)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_LONE = re.compile(r"(?<=[\u3400-\u9fff])[\u3400-\u9fff](?=[，。；：！？、])")
_SUFFIX = re.compile(r"(?<=[\u3400-\u9fff])[器者人化率性]")
"""Suffixes that a general dictionary cuts off a word: 服务器."""
_LATIN_END = re.compile(r"[\x21-\x7e]+$")
_NUMERALS = re.compile(r"[一二两三四五六七八九十百千万亿]{2,}")
_NUMERAL = re.compile(
    r"[一二两三四五六七八九十百千万几]+(?=[年月日号个家项类条座处段句秒米台次分份张片间层种]|根|只|件|股|步)"
)


@cache
def load() -> None:
    """Register Figtree with Qt, once; a QApplication must exist.

    Raises FileNotFoundError if the font package holds no font that Qt can read.
    """
    files = sorted((fontpkg_figtree.ROOT / "files").glob("*.ttf"))
    loaded = [QFontDatabase.addApplicationFont(str(file)) for file in files]
    if not loaded or min(loaded) < 0:
        raise FileNotFoundError(f"No readable font in {fontpkg_figtree.ROOT}; install fontpkg-figtree again")


@cache
def _added(file: Path) -> tuple[str, ...]:
    """Register a font file with Qt, once; return its family, or nothing if it cannot be read."""
    number = QFontDatabase.addApplicationFont(str(file))
    # further names of a variable font are those of its instances, such as Figtree Light
    return tuple(QFontDatabase.applicationFontFamilies(number)[:1]) if number >= 0 else ()


_own: list[str] = []
"""Font families of the brand's typeface."""


def use_typeface(file: Path | None) -> bool:
    """Use the typeface of a brand before the program's own, or remove it; return whether Qt can read it.

    Its families stay registered: a font in use cannot be removed.
    """
    _own[:] = _added(file) if file is not None else ()
    families.cache_clear()
    can_show_chinese.cache_clear()
    return bool(_own) or file is None


@cache
def families(language: Language) -> tuple[str, ...]:
    """Font families in order of preference.

    Chinese puts its own font first, because Figtree also has “ ” ‘ ’ — …, in widths that are wrong in Chinese.
    """
    load()
    here = set(QFontDatabase.families())
    chinese = tuple(f for f in CHINESE if f in here)
    latin = (*_own, LATIN)
    if not is_cjk(language) or any(map(_has_han, _own)):
        return (*latin, *chinese)
    return (*chinese, *latin)


def _has_han(family: str) -> bool:
    return QFontDatabase.WritingSystem.SimplifiedChinese in QFontDatabase.writingSystems(family)


def can_show(language: Language) -> bool:
    """Whether an installed font has the characters of a language."""
    return not is_cjk(language) or can_show_chinese()


@cache
def can_show_chinese() -> bool:
    """Whether an installed font has the Chinese characters the park needs."""
    font = QFont()
    font.setFamilies(list(families("zh")))
    candidates = [QRawFont.fromFont(QFont(f)) for f in families("zh")]
    if any(all(raw.supportsCharacter(ord(c)) for c in PROBE) for raw in candidates):
        return True
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def own_name(language: Language) -> str:
    """Name of a language in that language, also for one that the interface does not have."""
    if language in languages():
        return name_of(language)
    locale = QLocale(language)
    name = locale.nativeLanguageName() if locale.language() != QLocale.Language.C else ""
    return name[:1].upper() + name[1:] or language


def named(language: Language) -> Translatable | str:
    """Name of a language for use in a sentence: its own name if the interface does not have it."""
    return language_named(language) if language in languages() else own_name(language)


def font(language: Language, px: int, weight: int, *, tabular: bool = False) -> QFont:
    """A font with a size in pixels and a weight of 100 to 900."""
    made = QFont()
    made.setFamilies(list(families(language)))
    made.setPixelSize(px)
    # Figtree is one file with a weight axis. Qt adds synthetic bold to the axis at a weight of 700, so at most
    # 600 is requested; the Chinese font answers 600 with its bold face.
    made.setWeight(QFont.Weight.DemiBold if weight >= 600 else QFont.Weight.Normal)
    made.setVariableAxis(QFont.Tag("wght"), weight)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=4096)
def has_han(text: str) -> bool:
    """Whether a text contains a Chinese character."""
    return HAN.search(text) is not None


@lru_cache(maxsize=4096)
def spaced(text: str) -> str:
    """The text as drawn: with a narrow space between Chinese and Latin, which authors do not type.

    No break in a range of numbers, in a command-line option, or between a number and its unit or measure word.
    """
    if "--" in text:
        text = _OPTION.sub(lambda option: option[0].replace("-", f"-{WORD_JOINER}"), text)
    text = _RANGE.sub(f"{WORD_JOINER}\\1{WORD_JOINER}", text)
    if has_han(text):
        text = _LATIN_THEN_HAN.sub(" ", _HAN_THEN_LATIN.sub(" ", text))
    return held_together(text)


@lru_cache(maxsize=4096)
def joints(text: str) -> frozenset[int]:
    """Positions in a Chinese text where no line may break: within a word or a number, between a number and its measure word,
    before a one-character word that ends a clause, and before a last one, which would be alone on its line.
    """
    if not has_han(text):
        return frozenset()
    ends = word_ends(text)
    inside = {
        at for at in range(1, len(text)) if at not in ends and HAN.match(text[at]) and HAN.match(text[at - 1])
    }
    inside |= {at for match in _NUMERALS.finditer(text) for at in range(match.start() + 1, match.end())}
    inside |= {match.end() for match in _NUMERAL.finditer(text)}
    inside |= {at for match in _SUFFIX.finditer(text) if (at := match.start()) in ends and at + 1 in ends}
    inside |= {at for match in _LONE.finditer(text) if (at := match.start()) in ends and at + 1 in ends}
    last = max(match.start() for match in HAN.finditer(text))
    if last > 0 and last in ends and len(text) - last <= LAST_LINE:
        before = text[:last].rstrip()
        latin = len(before) - len(_LATIN_END.sub("", before))
        if before and latin <= LONGEST_JOINED:
            inside.add(last)
    return frozenset(inside)


def joined(text: str, fixed: frozenset[int], start: int = 0) -> str:
    """A part of a text with no break at the given positions; `start` is the position of the part in the text."""
    parts = []
    for at, character in enumerate(text, start):
        if at in fixed:
            parts.append(WORD_JOINER)
        parts.append(FIRM_SPACE if character.isspace() and at + 1 in fixed else character)
    return "".join(parts)


@lru_cache(maxsize=4096)
def kept_together(text: str) -> str:
    """A text whose words stay whole at line breaks."""
    return joined(text, joints(text))
