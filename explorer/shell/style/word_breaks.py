"""Word boundaries of a Chinese text by ICU: the library bundled with Qt, or that of the system."""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import PySide6

UBRK_WORD = 1
DONE = -1
LEXICON = (
    "元宇宙", "孪生", "赋能", "产线", "区块链", "算力", "融合", "虚实", "落地", "集聚区", "园区", "展项", "展区", "元件", "简报",
    "招商", "质检", "巡检", "变现", "实时", "增长极", "高保真", "低时延", "千兆",
    "头显", "渲染", "时延", "带宽", "边缘", "合规", "出境", "账本", "节点", "哈希", "份额", "模型库", "任务书", "齿轮泵",
    "各自决定",
)  # fmt: skip
"""Terms of the subject that a general dictionary splits."""
_LEXICON = re.compile("|".join(sorted(LEXICON, key=len, reverse=True)))


class _Icu:
    """The three ICU functions used here."""

    def __init__(self, library: ctypes.CDLL, suffix: str) -> None:
        def function(name: str, result: Any, *arguments: Any) -> Any:
            found = getattr(library, name + suffix)
            found.restype, found.argtypes = result, arguments
            return found

        status = ctypes.POINTER(ctypes.c_int)
        self._open = function(
            "ubrk_open",
            ctypes.c_void_p,
            ctypes.c_int,
            ctypes.c_char_p,
            ctypes.c_void_p,
            ctypes.c_int32,
            status,
        )
        self._next = function("ubrk_next", ctypes.c_int32, ctypes.c_void_p)
        self._close = function("ubrk_close", None, ctypes.c_void_p)

    def ends(self, text: str) -> list[int]:
        """Ends of words, as indices of 16-bit units; empty if ICU has no dictionary here."""
        coded = text.encode("utf-16-le")
        kept, status = ctypes.create_string_buffer(coded + b"\0\0"), ctypes.c_int(0)
        breaks = self._open(UBRK_WORD, b"zh", kept, len(coded) // 2, ctypes.byref(status))
        if status.value > 0 or not breaks:
            return []
        try:
            return list(iter(lambda: int(self._next(breaks)), DONE))
        finally:
            self._close(breaks)


def _libraries() -> Iterator[tuple[str, str]]:
    """Candidate ICU libraries with the suffix of their function names: the copy bundled with Qt first."""
    for file in sorted((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicuuc.so.*")):
        yield str(file), f"_{file.name.rsplit('.', 1)[1]}"
    if sys.platform == "win32":
        yield from (("icu", ""), ("icuuc", ""))
    elif sys.platform == "darwin":
        yield "/usr/lib/libicucore.dylib", ""
    elif found := ctypes.util.find_library("icuuc"):
        yield found, f"_{found.rsplit('.', 1)[-1]}"


@cache
def _icu() -> _Icu | None:
    for name, suffix in _libraries():
        try:
            return _Icu(ctypes.CDLL(name), suffix)
        except (OSError, AttributeError):
            continue
    return None


def knows_words() -> bool:
    """Whether ICU's dictionary is available; without it only the terms of the subject stay whole."""
    icu = _icu()
    return icu is not None and len(icu.ends("播放年份")) == 2


@lru_cache(maxsize=4096)
def word_ends(text: str) -> frozenset[int]:
    """Positions in a text where a word ends; without a dictionary, after every character."""
    icu = _icu()
    plain = "".join(c if ord(c) < 0x10000 else "\ufffc" for c in text)  # one unit per character
    ends = set(icu.ends(plain) if icu is not None else ())
    if not ends:
        ends = set(range(1, len(text) + 1))
    for word in _LEXICON.finditer(text):
        ends -= set(range(word.start() + 1, word.end()))
        ends |= {word.start(), word.end()}
    return frozenset(ends)
