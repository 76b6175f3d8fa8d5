"""A command of the program: a module in a folder of `commands/`, found by its file name."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from ..base.names import PolicyName, QualityName
from ..i18n import Text
from .parser import Action, OneOf, Option

if TYPE_CHECKING:
    from ..park.last_good import Opened
    from ..shell.app.startup import Options


@dataclass(frozen=True, slots=True)
class Needs:
    """Requirements of a command before it runs."""

    extras: tuple[str, ...] = ()  # optional dependencies of `pyproject.toml`
    # system libraries of Qt and OpenGL; checks must work without them
    libraries: bool = False
    network: bool = False  # communication with other machines: a bundle leaves OpenSSL to the system


@dataclass(frozen=True, slots=True)
class Show:
    """What a window shows. Commands return it instead of an exit code, since only `__main__` joins Qt and Panda3D."""

    scene: Opened
    options: Options
    quality: QualityName
    frames: PolicyName | None
    without: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the program."""

    place: int  # position in the list of commands
    about: Text  # its sentence in that list
    options: Sequence[Option | OneOf]
    # runs it; the exit code: 0, 1 (warnings with --strict) or 2 (failed)
    run: Callable[[Namespace], int | Show]
    needs: Callable[[Namespace], Needs] = lambda args: Needs()  # requirements, given its arguments
    actions: Sequence[Action] = ()  # its second words


class Commands(Mapping[str, Command]):
    """Name -> command, for each module in the folders of `commands/`. It is imported when its command is requested."""

    def __init__(self) -> None:
        place = __file__.rpartition("command.py")[0] + "commands"
        self._folders = {
            module.name: folder.name
            for folder in iter_modules([place])
            for module in iter_modules([f"{place}/{folder.name}"])
        }

    def __getitem__(self, name: str) -> Command:
        command: Command = import_module(f".commands.{self._folders[name]}.{name}", __package__).COMMAND
        return command

    def __contains__(self, name: object) -> bool:
        return name in self._folders

    def __iter__(self) -> Iterator[str]:
        """All names, by position."""
        return iter(sorted(self._folders, key=lambda name: (self[name].place, name)))

    def __len__(self) -> int:
        return len(self._folders)


COMMANDS = Commands()
