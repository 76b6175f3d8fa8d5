"""A command-line parser with translated messages."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from ..base.bootstrap import gettext, start_line
from ..i18n import Text

ARGPARSE = {
    text.english: text
    for text in (
        Text("usage: "),
        Text("positional arguments"),
        Text("options"),
        Text("show this help message and exit"),
        Text("show program's version number and exit"),
        Text("unrecognized arguments: %s"),
        Text("the following arguments are required: %s"),
        Text("expected one argument"),
        Text("expected at least one argument"),
        Text("not allowed with argument %s"),
        Text("ignored explicit argument %r"),
        Text("ambiguous option: %(option)s could match %(matches)s"),
        Text("argument %(argument_name)s: %(message)s"),
        Text("invalid choice: %(value)r (choose from %(choices)s)"),
    )
}
"""Messages of argparse itself: Python ships no translation."""


PLACE = re.compile(r"%(?:\((\w+)\))?[rs]")
"""Placeholders in argparse's messages."""


def translated(message: str) -> str:
    """The translation of a message composed by argparse; other messages are returned unchanged."""
    for english, text in ARGPARSE.items():
        names = PLACE.findall(english)
        if found := re.fullmatch(_pattern(english), message, re.DOTALL):
            values = dict(zip(names, found.groups(), strict=True))
            if "message" in values:
                values["message"] = translated(values["message"])
            return _filled(gettext(text), values)
    return message


def _pattern(sentence: str) -> str:
    return "(.+?)".join(map(re.escape, PLACE.split(sentence)[::2]))


def _filled(sentence: str, values: dict[str, str]) -> str:
    return PLACE.sub(lambda place: values[place[1] or ""], sentence)


class Help(argparse.HelpFormatter):
    """The layout of `--help`."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the line with all options, under a translated heading."""
        super().add_usage(usage, actions, groups, translated("usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that explains a mistake in one sentence, and refers to help."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**{"formatter_class": Help, **keywords, "add_help": False})
        self.add_argument("-h", "--help", action="help", help=translated("show this help message and exit"))

    def add_argument_group(
        self, title: str | None = None, *rest: Any, **keywords: Any
    ) -> argparse._ArgumentGroup:
        """Add a group of arguments; argparse's own groups get a translated title."""
        return super().add_argument_group(title and translated(title), *rest, **keywords)

    def error(self, message: str) -> NoReturn:
        """Print a mistake and exit with code 2."""
        more = gettext("More: {start}", start=start_line("--help"))
        self.exit(2, f"{translated(message)}\n{more}\n")
