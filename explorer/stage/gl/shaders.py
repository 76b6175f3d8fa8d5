"""The GLSL programs of the park, put together from the files in `shaders/`.

Panda3D keeps computed inputs of a program (the camera's position, for one) in the program itself, as if only
one OpenGL context drew with it: of two contexts that share a program, one may draw the other's view. So each
context has its own programs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import count
from pathlib import Path

import panda3d.core as p3d

FOLDER = Path(__file__).parent / "shaders"
_INCLUDE = re.compile(r'^#include "([\w./]+)"$', re.MULTILINE)


_numbers = count(1)


class _Current:
    """The context that builds programs now."""

    owner = 0  # the number of the context that gets programs now
    defines: Mapping[str, int] = {}  # preprocessor names set in all its programs


def new_owner() -> int:
    """Number a new context that draws."""
    return next(_numbers)


def work_for(owner: int, defines: Mapping[str, int]) -> None:
    """Make programs for this context from now on, with these preprocessor names in all of them."""
    _Current.owner, _Current.defines = owner, defines


def owner() -> int:
    """The context that gets programs now."""
    return _Current.owner


def shader(vertex: str, fragment: str, **defines: int) -> p3d.Shader:
    """A program of the present owner from two files, with preprocessor names set.

    The owner's number is among them: Panda3D would merge two programs of equal text.
    """
    return _shader(_Current.owner, vertex, fragment, **{**_Current.defines, **defines})


@cache
def _shader(owner: int, vertex: str, fragment: str, **defines: int) -> p3d.Shader:
    words = (source(name, {**defines, "OWNER": owner}) for name in (vertex, fragment))
    made = p3d.Shader.make(p3d.Shader.SL_GLSL, *words)
    made.set_filename(p3d.Shader.ST_none, p3d.Filename(f"{vertex}+{fragment}"))
    return made


def source(name: str, defines: dict[str, int]) -> str:
    """The GLSL of one file, with preprocessor names set and includes expanded."""
    head = "".join(f"#define {key} {value}\n" for key, value in defines.items())
    words = _file(name)
    while _INCLUDE.search(words):  # included files may include others
        words = _INCLUDE.sub(lambda found: _file(found[1]), words)
    return f"#version 150\n{head}{words}"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
