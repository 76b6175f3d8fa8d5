"""A hash of what modules compute: neither where a definition is written nor how it is commented changes it.

A bake takes a quarter of an hour and a grown park seconds; both are kept as long as the hash of their code stays. So that a
module can be moved, merged with another one, or described better without making them again, the hash covers the syntax
trees of the definitions alone, sorted: no comments, docstrings, imports, or names of files.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path


def code_files(folder: Path, *left_out: str) -> list[Path]:
    """All modules in a folder but for those in some folders directly inside it."""
    return [
        file for file in sorted(folder.rglob("*.py")) if file.relative_to(folder).parts[0] not in left_out
    ]


def hash_of_code(files: Iterable[Path]) -> str:
    """SHA-256 of the definitions and other statements at the top of these modules, in whatever order they stand."""
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
    """A part of a syntax tree as text; empty for what computes nothing.

    `ast.dump` is not used: it writes the same code differently from one version of Python to the next.
    """
    match node:
        case ast.Import() | ast.ImportFrom() | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return ""
        case ast.Expr(value=ast.Constant(value=str())) | ast.Assign(targets=[ast.Name(id="__all__")]):
            return ""
        case ast.Attribute(value=ast.Name(id=name), attr=attr, ctx=context) if name in qualifiers:
            return _written(ast.Name(attr, context), qualifiers)  # the name of a module says only where it is
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
