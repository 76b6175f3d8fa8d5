"""A parser of the command line whose own sentences come in the reader's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from .. import bootstrap
from ..bootstrap import say

ARGPARSE_ZH = {
    "usage: ": "用法：",
    "positional arguments": "命令",
    "options": "选项",
    "show this help message and exit": "显示此帮助并退出",
    "show program's version number and exit": "显示版本号并退出",
    "unrecognized arguments: %s": "无法识别的参数：%s",
    "the following arguments are required: %s": "缺少必需的参数：%s",
    "expected one argument": "需要一个值",
    "expected at least one argument": "至少需要一个值",
    "not allowed with argument %s": "不能与参数%s同时使用",
    "ignored explicit argument %r": "此选项不带值，多出%r",
    "ambiguous option: %(option)s could match %(matches)s": "选项%(option)s有歧义，可能是：%(matches)s",
    "argument %(argument_name)s: %(message)s": "参数%(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r不在可选值之内（可选：%(choices)s）",
}
"""What argparse itself says, for those who read Chinese (Python ships no translation)."""


def translated(message: str) -> str:
    """A message that argparse has composed, in the reader's language; others stay as they are."""
    if not bootstrap.chinese():
        return message
    for english, chinese in ARGPARSE_ZH.items():
        if found := re.fullmatch(_pattern(english), message, re.DOTALL):
            groups = list(found.groups())
            if english.endswith("%(message)s"):
                groups[-1] = translated(groups[-1])
            return re.sub(PLACE, "{}", chinese).format(*groups)
    return message


PLACE = r"%(?:\(\w+\))?[rs]"
"""Where argparse puts a value into a sentence; the values have the same order in both languages."""


def _pattern(sentence: str) -> str:
    return "(.+?)".join(map(re.escape, re.split(PLACE, sentence)))


class Help(argparse.HelpFormatter):
    """The layout of `--help`."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the line with all options, under a translated title."""
        super().add_usage(usage, actions, groups, translated("usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that explains a mistake in one sentence, and where to read more."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**{"formatter_class": Help, **keywords, "add_help": False})
        self.add_argument("-h", "--help", action="help", help=translated("show this help message and exit"))

    def add_argument_group(
        self, title: str | None = None, *rest: Any, **keywords: Any
    ) -> argparse._ArgumentGroup:
        """Add a group of arguments; those that argparse makes itself get a translated title."""
        return super().add_argument_group(title and translated(title), *rest, **keywords)

    def error(self, message: str) -> NoReturn:
        """Print a mistake and exit with code 2."""
        more = say("More: python3 -m explorer --help", "更多：python3 -m explorer --help")
        self.exit(2, f"{translated(message)}\n{more}\n")
