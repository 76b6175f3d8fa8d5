"""The description of each key of a scene file, taken from its declaration."""

from __future__ import annotations

import re
from functools import cache
from inspect import cleandoc  # from Python 3.13 on docstrings have lost their indentation already

from pydantic import BaseModel

_ENTRY = re.compile(r"^(\w[\w, ]*) : (.+(?:\n    .+)*)", re.MULTILINE)


@cache
def described(kind: type[BaseModel], key: str) -> str:
    """The description of a key: that of its field, or its line in the docstring of its class."""
    field = kind.model_fields[key]
    if field.description:
        return _sentence(field.description)
    for base in kind.__mro__:
        for names, words in _ENTRY.findall(cleandoc(base.__dict__.get("__doc__") or "")):
            if key in (name.strip() for name in names.split(",")):
                return _sentence(words)
    annotation = field.annotation
    about = annotation.__doc__ if isinstance(annotation, type) and issubclass(annotation, BaseModel) else ""
    return _sentence((about or "").split("\n")[0])


def _sentence(words: str) -> str:
    one = " ".join(words.replace("`", "").split()).rstrip(".")
    return one[:1].lower() + one[1:] if one[1:2].islower() else one
