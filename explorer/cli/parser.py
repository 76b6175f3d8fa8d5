"""A command-line parser with translated messages."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple, NoReturn

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


class Option(NamedTuple):
    """An argument of a command. Without metavar, type, default and choices an option is a switch."""

    names: str  # as shown: `-o, --output`
    help: Text
    metavar: Text | str | None = None
    type: Callable[[str], Any] | None = None
    default: Any = None
    choices: Collection[str] | None = None
    nargs: str | None = None
    const: str | None = None
    action: str | None = None
    dest: str | None = None
    required: bool | None = None
    group: Text | None = None  # the heading under which help shows it

    def declare(self, add_argument: Callable[..., object]) -> None:
        """Declare it to argparse."""
        names = self.names.split(", ")
        how = {
            name: value
            for name, value in self._asdict().items()
            if value is not None and name not in ("names", "group")
        }
        if names[0].startswith("-") and not how.keys() - {"help", "dest", "required"}:
            how["action"] = "store_true"
        for name in ("help", "metavar"):
            if isinstance(how.get(name), Text):
                how[name] = gettext(how[name])
        add_argument(*names, **how)


class OneOf:
    """Options of which one at most may be typed."""

    def __init__(self, *options: Option, required: bool = False) -> None:
        self.options, self.required = options, required


class Action(NamedTuple):
    """A second word of a command, such as `fleet hub`."""

    name: str
    about: Text
    run: Callable[[argparse.Namespace], int]
    options: Sequence[Option | OneOf]


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

    def add(self, options: Sequence[Option | OneOf], actions: Sequence[Action] = ()) -> None:
        """Declare the options of a command, and its actions."""
        groups: dict[str, Callable[..., object]] = {}
        for option in options:
            if isinstance(option, OneOf):
                one_of = self.add_mutually_exclusive_group(required=option.required)
                for choice in option.options:
                    choice.declare(one_of.add_argument)
            elif option.group is None:
                option.declare(self.add_argument)
            else:
                title = gettext(option.group)
                if title not in groups:
                    groups[title] = self.add_argument_group(title).add_argument
                option.declare(groups[title])
        if actions:
            words = self.add_subparsers(
                dest="action", metavar=gettext("ACTION"), required=True, parser_class=Parser
            )
            for action in actions:
                about = gettext(action.about)
                made = words.add_parser(action.name, help=about, description=about)
                made.add(action.options)
                made.set_defaults(run=action.run)

    def error(self, message: str) -> NoReturn:
        """Print a mistake and exit with code 2."""
        more = gettext("More: {start}", start=start_line("--help"))
        self.exit(2, f"{translated(message)}\n{more}\n")
