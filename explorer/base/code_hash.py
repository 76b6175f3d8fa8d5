"""A hash of what modules compute, independent of comments and of the place of definitions.

A bake takes a quarter of an hour, a grown park seconds; both are reused while the hash of their code is the same. It
covers only the sorted syntax trees of definitions, without comments, docstrings, imports and file names, so that modules
can be moved, merged or documented without a new bake.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path


def code_files(folder: Path, *left_out: str) -> list[Path]:
    """All modules in a folder except those in some of its direct subfolders."""
    return [
        file for file in sorted(folder.rglob("*.py")) if file.relative_to(folder).parts[0] not in left_out
    ]


def hash_of_code(files: Iterable[Path]) -> str:
    """SHA-256 of the top-level statements of these modules, in any order."""
    files = list(files)
    modules = {file.stem for file in files}
    statements = [line for file in files for line in _statements(file.read_bytes(), modules)]
    return hashlib.sha256("\n".join(sorted(statements)).encode()).hexdigest()


def _statements(source: bytes, modules: set[str]) -> Iterator[str]:
    tree = ast.parse(source)
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    qualifiers = imported & modules
    return (written for node in tree.body if (written := _written(node, qualifiers)))


def _written(node: object, qualifiers: set[str]) -> str:
    """A part of a syntax tree as text; empty for parts that compute nothing.

    `ast.dump` is not used, since its output differs between versions of Python.
    """
    match node:
        case ast.Import() | ast.ImportFrom() | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return ""
        case ast.Expr(value=ast.Constant(value=str())) | ast.Assign(targets=[ast.Name(id="__all__")]):
            return ""
        case ast.Attribute(value=ast.Name(id=name), attr=attr, ctx=context) if name in qualifiers:
            return _written(ast.Name(attr, context), qualifiers)  # a module's name is only a location
        case ast.AST():
            fields = [
                f"{key}={text}"
                for key, value in ast.iter_fields(node)
                if (text := _written(value, qualifiers))
            ]
            return f"{type(node).__name__}({' '.join(fields)})"
        case list():
            return ",".join(text for part in node if (text := _written(part, qualifiers)))
        case None:
            return ""
    return repr(node)
