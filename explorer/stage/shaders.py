"""The GLSL programs of the park, put together from the files in `shaders/`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import panda3d.core as p3d

FOLDER = Path(__file__).parent / "shaders"
_INCLUDE = re.compile(r'^#include "([\w.]+)"$', re.MULTILINE)


@cache
def shader(vertex: str, fragment: str, **defines: int) -> p3d.Shader:
    """A program from two files, with preprocessor names set."""
    made = p3d.Shader.make(p3d.Shader.SL_GLSL, _source(vertex, defines), _source(fragment, defines))
    made.set_filename(p3d.Shader.ST_none, p3d.Filename(f"{vertex}+{fragment}"))
    return made


def _source(name: str, defines: dict[str, int]) -> str:
    head = "".join(f"#define {key} {value}\n" for key, value in defines.items())
    return f"#version 150\n{head}{_INCLUDE.sub(lambda found: _file(found[1]), _file(name))}"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
