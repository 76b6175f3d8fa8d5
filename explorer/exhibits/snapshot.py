"""Snapshots: the state of an exhibit as plain JSON, restored exactly.

A snapshot may come from another machine or a file, so nothing in it names a class: the exhibit's class declares the
fields of its state, and anything else is refused. Nothing in a snapshot is ever executed.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np

from ..base.refused import Refused
from ..i18n import Text
from .exhibit import Exhibit

PLAIN = (bool, int, float, str, NoneType)
OWN = "explorer.exhibits."
"""The package whose classes a state may contain."""
NO_SNAPSHOT = Text("This snapshot is damaged, or of another version of the park.")


def snapshot_of(exhibit: Exhibit[Any], state: Any) -> dict[str, object]:
    """Parameters and state of an exhibit, as JSON values."""
    return {"of": exhibit.model_dump(), "state": _out(state, _state_hint(type(exhibit)))}


def restored(standing: Exhibit[Any], snapshot: object) -> tuple[Exhibit[Any], Any]:
    """The exhibit and its state from a snapshot.

    Raises Refused if the snapshot is not one of this exhibit, or the exhibit cannot continue from it.

    Parameters
    ----------
    standing : an exhibit of the same kind, as configured in its park.
    """
    try:
        if not isinstance(snapshot, dict) or snapshot.keys() != {"of", "state"}:
            raise Refused(NO_SNAPSHOT)
        exhibit = standing.having(**snapshot["of"])
        state = _in(snapshot["state"], _state_hint(type(exhibit)))
        # numbers may fit their fields and still be inconsistent
        exhibit.readings(state)
        exhibit.parts(state)
        exhibit.step(state)
    except Refused:
        raise
    except Exception:  # any exception from an invalid state is the snapshot's fault
        raise Refused(NO_SNAPSHOT) from None
    return exhibit, state


def _state_hint(kind: type[Exhibit[Any]]) -> Any:
    """Declared type of an exhibit's state."""
    return get_type_hints(kind.start)["return"]


@cache
def _fields(kind: type[Any]) -> Mapping[str, Any] | None:
    """Fields of a frozen class with their declared types; None for any other class."""
    hints = get_type_hints(kind) if kind.__module__.startswith(OWN) else {}
    if dataclasses.is_dataclass(kind):
        return {field.name: hints[field.name] for field in dataclasses.fields(kind)} if hints else None
    names = getattr(kind, "_fields", None)
    return {name: hints[name] for name in names} if hints and names else None


def _members(hint: Any) -> tuple[Any, ...]:
    """Possible types of a value: the members of a union, or the type itself."""
    members = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return tuple(_without_alias(member) for member in members)


def _without_alias(hint: Any) -> Any:
    """The type behind an alias: from numpy 2.5 on `NDArray[...]` is one."""
    value = getattr(get_origin(hint), "__value__", None)
    return hint if value is None else value[get_args(hint)]


# ---- writing


def _out(value: Any, hint: Any) -> Any:
    for member in _members(hint):
        made = _writer(member)
        if made is not None and _is(value, member):
            return made(value)
    raise TypeError(f"{type(value)} where {hint} is declared")


def _is(value: Any, hint: Any) -> bool:
    """Whether a value is of a type, judged without looking inside."""
    origin = get_origin(hint) or hint
    if origin is Literal:
        return value in get_args(hint)
    if origin is float:
        return type(value) in (float, int)
    if origin is Mapping:
        return isinstance(value, Mapping)
    return type(value) is origin


def _writer(hint: Any) -> Callable[[Any], Any] | None:
    origin, inner = get_origin(hint) or hint, get_args(hint)
    if origin in PLAIN or origin is Literal:
        return lambda value: value
    if origin is bytes:
        return lambda value: base64.b64encode(value).decode()
    if origin is np.ndarray:
        return lambda value: _array_out(value, hint)
    if origin is tuple:
        return lambda value: [_out(each, h) for each, h in zip(value, _each(inner, len(value)), strict=True)]
    if origin is frozenset:
        return lambda value: [_out(each, inner[0]) for each in value]
    if origin in (dict, Mapping):
        return lambda value: [[_out(k, inner[0]), _out(v, inner[1])] for k, v in value.items()]
    if issubclass(origin, Exhibit):
        return lambda value: value.model_dump()
    fields = _fields(origin)
    if fields is None:
        return None
    return lambda value: [_out(getattr(value, name), h) for name, h in fields.items()]


def _array_out(array: np.ndarray[Any, Any], hint: Any) -> dict[str, object]:
    if array.dtype != _dtype(hint):
        raise TypeError(f"{array.dtype} where {hint} is declared")
    order: Literal["F", "C"] = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    text = base64.b64encode(array.tobytes(order)).decode()
    return {"shape": list(array.shape), "order": order, "of": text}


def _dtype(hint: Any) -> np.dtype[Any]:
    declared: np.dtype[Any] = np.dtype(get_args(get_args(hint)[1])[0])
    return declared.newbyteorder("<")


def _each(inner: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    """The declared types of a tuple of `count` values."""
    return inner[:1] * count if inner[-1:] == (Ellipsis,) else inner


# ---- reading


def _in(data: Any, hint: Any) -> Any:
    members = _members(hint)
    if data is None:
        if NoneType in members:
            return None
        raise Refused(NO_SNAPSHOT)
    plain = [m for m in members if _is_plain(m)]
    for member in plain:
        if _is(data, member):
            return data
    rest = [m for m in members if m not in plain and m is not NoneType]
    if len(rest) != 1:
        raise Refused(NO_SNAPSHOT)
    return _made(data, rest[0])


def _is_plain(hint: Any) -> bool:
    return hint in PLAIN or get_origin(hint) is Literal


def _made(data: Any, hint: Any) -> Any:
    inner = get_args(hint)
    origin: Any = get_origin(hint) or hint
    if origin is bytes and isinstance(data, str):
        return base64.b64decode(data, validate=True)
    if origin is np.ndarray and isinstance(data, dict):
        return _array_in(data, hint)
    if issubclass(origin, Exhibit) and isinstance(data, dict):
        return origin().having(**data)
    if not isinstance(data, list):
        raise Refused(NO_SNAPSHOT)
    if origin is tuple:
        return tuple(_in(each, h) for each, h in zip(data, _each(inner, len(data)), strict=True))
    if origin is frozenset:
        return frozenset(_in(each, inner[0]) for each in data)
    if origin in (dict, Mapping):
        return {_in(key, inner[0]): _in(value, inner[1]) for key, value in data}
    fields = _fields(origin)
    if fields is None:
        raise Refused(NO_SNAPSHOT)
    values = [_in(each, h) for each, h in zip(data, fields.values(), strict=True)]
    if issubclass(origin, tuple):
        return origin(*values)
    made: object = object.__new__(origin)  # as it was: `__post_init__` would compute fields again
    for name, value in zip(fields, values, strict=True):
        object.__setattr__(made, name, value)
    return made


def _array_in(data: Mapping[str, Any], hint: Any) -> np.ndarray[Any, Any]:
    raw, dtype = base64.b64decode(data["of"], validate=True), _dtype(hint)
    array = np.frombuffer(raw, dtype).reshape(data["shape"], order=data["order"])
    array = array.copy("K").astype(dtype.newbyteorder("="), copy=False)
    array.setflags(write=False)  # it is part of an immutable value
    return array
