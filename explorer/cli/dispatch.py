"""From a command line to its command and result."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence

from .. import __version__
from ..base import bootstrap, software_driver
from ..base.bootstrap import NEWEST, WHEELS, gettext, start_line
from .command import COMMANDS, Show
from .parser import Parser, translated

USUAL = "run"
"""The default command."""


def dispatch(words: Sequence[str]) -> int | Show:
    """Run the typed command; returns its exit code, or what a window is to show."""
    args = parsed(words if bootstrap.is_packed() else with_sources(words))
    command = COMMANDS[args.command]
    needs = command.needs(args)
    bootstrap.ensure(*needs.extras, libraries=needs.libraries, network=needs.network)
    software_driver.load()  # before Qt, whose libraries may load the system's driver
    if getattr(args, "language", None):
        bootstrap.speak(args.language)
    return command.run(args)


def with_sources(words: Sequence[str]) -> list[str]:
    """Record the package sources for a first start, which any command accepts; returns the other arguments."""
    left = list(words)
    if "--newest" in left:
        left.remove("--newest")
        os.environ[NEWEST] = "1"
    if "--wheels" in left[:-1] and left[0] != "bundle":  # `bundle` has an option of the same name
        at = left.index("--wheels")
        os.environ[WHEELS] = left[at + 1]
        del left[at : at + 2]
    return left


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; `words` are kept as typed."""
    named = words[0] if words else ""
    if named in COMMANDS:
        known: Iterable[str] = (named,)
    elif named == "--version":
        known = ()
    elif named in ("-h", "--help"):
        known = COMMANDS
    else:
        known, words = (USUAL,), [USUAL, *words]
    return parser(known).parse_args(words, argparse.Namespace(words=tuple(words)))


def parser(known: Iterable[str] = COMMANDS) -> Parser:
    """The parser of the command line; unneeded commands are left out, since each is a module to import."""
    top = Parser(
        prog=start_line(),
        description=gettext("A 3D park to walk through, whose zones explain a subject with live exhibits."),
        epilog=gettext("Without a command the park opens in a window."),
    )
    version = translated("show program's version number and exit")
    top.add_argument("--version", action="version", version=f"Park Explorer {__version__}", help=version)
    commands = top.add_subparsers(dest="command", metavar=gettext("COMMAND"), parser_class=Parser)
    for name in known:
        about = gettext(COMMANDS[name].about)
        made = commands.add_parser(name, help=about, description=about)
        made.add(COMMANDS[name].options, COMMANDS[name].actions)
    return top
