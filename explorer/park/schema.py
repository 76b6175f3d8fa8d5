"""From what pydantic finds wrong to a sentence with a remedy."""

from __future__ import annotations

import difflib
import types
import typing
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from .faults import Said
from .yaml_file import Key, YamlFile

T = typing.TypeVar("T")


def validated(
    file: YamlFile, kind: type[T], data: Any, prefix: tuple[Key, ...] = (), skip: tuple[str, ...] = ()
) -> T | None:
    """`data` as a value of `kind`, or None after noting every fault in `file`.

    Parameters
    ----------
    prefix : where `data` stands in the file.
    skip : keys that the program added itself (they are not in the file).
    """
    try:
        value: T = TypeAdapter(kind).validate_python(data)
    except ValidationError as bad:
        for error in bad.errors(include_url=False):
            place = tuple(k for k in error["loc"] if k not in skip and k != "[key]")
            what, remedy = said(error, kind)
            file.fault((*prefix, *place), _at((*prefix, *place), what), remedy)
        return None
    return value


def _at(place: tuple[Key, ...], what: Said) -> Said:
    name = ".".join(map(str, place))
    return Said(f"{name}: {what.en}", f"{name}：{what.zh}") if name else what


def said(error: ErrorDetails, kind: Any) -> tuple[Said, Said]:
    """What is wrong and what to do about it."""
    got, context = error["input"], error.get("ctx", {})
    place = error["loc"]
    shown = (
        repr(got)
        if isinstance(got, str | int | float | bool)
        else "a list"
        if isinstance(got, list)
        else "a group of keys"
    )
    if len(shown) > 60:
        shown = shown[:57] + "..."
    match error["type"]:
        case "missing":
            return Said("field required", "缺少此项"), Said(
                f"add `{place[-1]}:` here", f"请在此补上`{place[-1]}:`"
            )
        case "extra_forbidden":
            known = fields_at(kind, place[:-1])
            near = difflib.get_close_matches(str(place[-1]), known, n=1)
            hint = near[0] if near else ", ".join(known[:8])
            ask = (
                (f"did you mean `{hint}`?", f"是否想写`{hint}`？")
                if near
                else (f"known here: {hint}", f"此处可用：{hint}")
            )
            return Said("unknown key", "未知的键"), Said(*ask)
        case "string_type":
            return Said(f"should be text, not {shown}", f"应为文本，而不是{shown}"), Said(
                "put it in quotes", "请加上引号"
            )
        case "string_pattern_mismatch":
            return Said(f"{shown} has not the right form", f"{shown}格式不对"), Said(
                f"write it as {context.get('pattern')}", f"格式应为{context.get('pattern')}"
            )
        case "string_too_long" | "string_too_short":
            return Said(f"{shown} is too long or too short", f"{shown}长度不合要求"), Said(
                error["msg"], f"要求：{error['msg']}"
            )
        case "float_type" | "float_parsing" | "int_type" | "int_parsing" | "int_from_float" | "finite_number":
            return Said(f"should be a number, not {shown}", f"应为数字，而不是{shown}"), Said(
                "write a plain number, without unit or quotes", "请写纯数字，不带单位与引号"
            )
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            limit = next(iter(context.values()))
            sign = {"greater_than": ">", "greater_than_equal": "≥", "less_than": "<", "less_than_equal": "≤"}[
                error["type"]
            ]
            return Said(f"{shown} is out of range", f"{shown}超出范围"), Said(
                f"it must be {sign} {limit}", f"取值须{sign} {limit}"
            )
        case "literal_error":
            options = str(context.get("expected", "")).replace(" or ", ", ")
            return Said(f"{shown} is not one of the known values", f"{shown}不在可选值之内"), Said(
                f"choose from {options}", f"可选：{options}"
            )
        case "model_type" | "model_attributes_type" | "dict_type" | "dataclass_type":
            return Said(f"should be a group of keys, not {shown}", f"应为一组键值，而不是{shown}"), Said(
                f"known here: {', '.join(fields_at(kind, place))}",
                f"此处可用：{', '.join(fields_at(kind, place))}",
            )
        case "tuple_type" | "list_type":
            return Said(f"should be a list, not {shown}", f"应为列表，而不是{shown}"), Said(
                "write [a, b, ...] or lines that begin with '- '", "请写成[a, b, ...]，或逐行以“- ”开头"
            )
        case "too_long" | "too_short":
            return Said("the list has too many or too few entries", "列表项数不对"), Said(
                error["msg"], f"应为{context.get('max_length', context.get('min_length'))}项"
            )
        case "value_error":
            return Said(str(context.get("error", error["msg"])), "内容为空"), Said(
                "write the text", "请补写文字"
            )
        case _:
            return Said(error["msg"], f"取值无效（{error['msg']}）"), Said(
                "compare with a zone that works", "请对照一个可用的区域文件"
            )


def fields_at(kind: Any, place: tuple[Key, ...]) -> list[str]:
    """The keys that may stand at a place of a model; empty if any may."""
    kind = _bare(kind)
    for key in place:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(key))
            if field is None:
                return []
            kind = _bare(field.annotation)
        else:
            args = [a for a in get_args(kind) if a is not Ellipsis]
            if not args:
                return []
            kind = _bare(args[-1])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return (
            [name for name in kind.model_fields if name != "id"]
            if "id" in kind.model_fields
            else list(kind.model_fields)
        )
    return []


def _bare(kind: Any) -> Any:
    """A type without `Annotated[...]` and `| None` around it."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (typing.Union, types.UnionType):
            kind = next(a for a in get_args(kind) if a is not type(None))
        else:
            return kind
