"""From what pydantic finds wrong to a sentence with a remedy."""

from __future__ import annotations

import copy
import difflib
import types
import typing
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .base import ADDRESS, CLAIM_ID, COLOUR, DATE, ID, PART, Content, WrongValue
from .faults import Said, cut
from .yaml_file import Key, YamlFile, dotted

T = typing.TypeVar("T", bound=Content)

FORMS = {
    ID: Said(
        "write small letters, digits and hyphens, such as data-hub", "请用小写字母、数字和连字符，如data-hub"
    ),
    CLAIM_ID: Said("write C and two or three digits, such as C07", "请写C加两位或三位数字，如C07"),
    COLOUR: Said(
        'write six digits or letters a to f, in quotes: "#35B07A"', '请写#加六位十六进制数并加引号："#35B07A"'
    ),
    DATE: Said(
        'write "2023", "2023-09" or "2023-09-08", in quotes', '请写"2023"、"2023-09"或"2023-09-08"，并加引号'
    ),
    ADDRESS: Said("write an address that begins with https://", "请写以https://开头的网址"),
    PART: Said(
        "write title, byline, or paragraph, bullet or technology and a number",
        "请写title、byline，或paragraph、bullet、technology加序号",
    ),
}
"""How to write what a pattern asks for, in words of those who do not read patterns."""


def validated(
    file: YamlFile, kind: type[T], data: Any, prefix: tuple[Key, ...] = (), skip: tuple[str, ...] = ()
) -> T | None:
    """`data` as a value of `kind`, after noting every fault in `file`.

    With a fault, what is left of it is given if that makes sense by itself, so that the names in it can be checked as
    well; None if it does not.

    Parameters
    ----------
    prefix : where `data` stands in the file.
    skip : keys that the program added itself (they are not in the file).
    """
    try:
        return kind.model_validate(data)
    except ValidationError as bad:
        errors = bad.errors(include_url=False)
    known = fields_at(kind, ())
    if isinstance(data, dict) and data.keys() and not data.keys() & {*known}:
        file.fault(
            prefix,
            _at(prefix, Said("none of these keys belongs here", "这些键都不属于此处")),
            Said(
                f"write {', '.join(known[:8])} ...; is this another file?",
                f"应有{'、'.join(known[:8])}等；是否放错了文件？",
            ),
        )
        return None
    for error in errors:
        place = (*prefix, *(k for k in error["loc"] if k not in skip and k != "[key]"))
        file.not_read((*prefix, *_droppable(kind, error["loc"])))
        if file.full:
            file.fault(place, Said("", ""), Said("", ""))  # only counted
        elif not _follows(error):
            what, remedy = said(error, kind)
            file.fault(place, _at(place, what), remedy)
    return in_part(kind, data, errors)


def in_part(kind: type[T], data: Any, errors: typing.Sequence[ErrorDetails] | None = None) -> T | None:
    """What is left of `data` without keys that are not known, and without values that need not be there and are wrong."""
    if errors is None:
        try:
            return kind.model_validate(data)
        except ValidationError as bad:
            errors = bad.errors(include_url=False)
    left = copy.deepcopy(data)
    for error in errors:
        if place := _droppable(kind, error["loc"]):
            _drop(left, place)
    try:
        return kind.model_validate(left)
    except ValidationError:
        return None


def _droppable(kind: Any, place: tuple[Key, ...]) -> tuple[Key, ...]:
    """The smallest part that holds a place and need not be there; () if there is none."""
    found: tuple[Key, ...] = ()
    for depth, key in enumerate(place, start=1):
        kind = _bare(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(key))
            if field is None or not field.is_required():
                found = place[:depth]
            kind = field.annotation if field else None
        else:
            kind = next((a for a in reversed(get_args(kind)) if a is not Ellipsis), None)
    return found


def _drop(node: Any, place: tuple[Key, ...]) -> None:
    for key in place[:-1]:
        node = node[key] if not isinstance(node, dict) or key in node else {}
    node.pop(place[-1], None)


def _follows(error: ErrorDetails) -> bool:
    """Whether it is told already: a list is too short since some of it was wrong."""
    least = error.get("ctx", {}).get("min_length", 0)
    return error["type"] == "too_short" and len(error["input"]) >= least


def _at(place: tuple[Key, ...], what: Said) -> Said:
    name = dotted(place)
    return Said(f"{name}: {what.en}", f"{name}：{what.zh}") if name else what


def _shown(got: Any) -> Said:
    match got:
        case None:
            return Said("nothing", "空")
        case bool():
            return Said(str(got).lower(), str(got).lower())
        case list():
            return Said("a list", "列表")
        case dict():
            return Said("a group of keys", "一组键值")
        case str():
            return Said(cut(repr(got[:60])), cut(repr(got[:60])))
        case _:
            return Said(cut(str(got)), cut(str(got)))


def said(error: ErrorDetails, kind: Any) -> tuple[Said, Said]:
    """What is wrong and what to do about it."""
    got, context, place = error["input"], error.get("ctx", {}), error["loc"]
    shown = _shown(got)
    match error["type"]:
        case "missing" if isinstance(place[-1], int):
            return Said("a number is missing", "缺少一个数字"), Said(
                "write all of them, with commas between them", "请写全，并以逗号分隔"
            )
        case "missing":
            return Said("field required", "缺少此项"), Said(
                f"add `{place[-1]}:` here", f"请在此补上`{place[-1]}:`"
            )
        case "extra_forbidden":
            known = fields_at(kind, place[:-1])
            near = difflib.get_close_matches(str(place[-1])[:60], known, n=1)
            if near:
                return Said("unknown key", "未知的键"), Said(
                    f"did you mean `{near[0]}`?", f"是否想写`{near[0]}`？"
                )
            return Said("unknown key", "未知的键"), Said(
                f"known here: {', '.join(known)}", f"此处可用：{'、'.join(known)}"
            )
        case "string_type":
            remedy = (
                Said("write one text here", "请在此写一段文字")
                if got is None or isinstance(got, list | dict)
                else Said(f'put it in quotes: "{shown.en}"', f'请加上引号："{shown.zh}"')
            )
            return Said(f"should be text, not {shown.en}", f"应为文本，而不是{shown.zh}"), remedy
        case "string_pattern_mismatch":
            form = Said("delete the invisible character", "请删除不可见字符")
            return Said(f"{shown.en} does not have the right form", f"{shown.zh}格式不对"), FORMS.get(
                str(context.get("pattern")), form
            )
        case "string_too_long" | "string_too_short":
            return Said(f"{len(got):,} characters", f"共{len(got):,}个字符"), _limits(context, "个字符")
        case "finite_number" | "float_type" | "int_type" | "int_from_float" | "float_parsing" | "int_parsing":
            whole = "a whole number" if error["type"].startswith("int") else "a number"
            whole_zh = "整数" if error["type"].startswith("int") else "数字"
            return Said(f"should be {whole}, not {shown.en}", f"应为{whole_zh}，而不是{shown.zh}"), Said(
                "write a plain number, without unit or quotes", "请写纯数字，不带单位与引号"
            )
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            limit = f"{next(iter(context.values())):,g}"
            sign = {"greater_than": ">", "greater_than_equal": "≥", "less_than": "<", "less_than_equal": "≤"}[
                error["type"]
            ]
            return Said(f"{shown.en} is out of range", f"{shown.zh}超出范围"), Said(
                f"it must be {sign} {limit}", f"取值须{sign} {limit}"
            )
        case "literal_error":
            options = str(context.get("expected", "")).replace(" or ", ", ")
            return Said(f"{shown.en} is not one of the known values", f"{shown.zh}不在可选值之内"), Said(
                f"choose from {options}", f"可选：{options}"
            )
        case "bool_type" | "bool_parsing":
            return Said(
                f"should be true or false, not {shown.en}", f"应为true或false，而不是{shown.zh}"
            ), Said("write one of the two", "请写其中之一")
        case "model_type" | "dict_type":
            known = fields_at(kind, place)
            if not known:
                remedy = Said("write `name: value` lines", "请写成`名称: 值`的形式")
            else:
                remedy = Said(f"known here: {', '.join(known)}", f"此处可用：{', '.join(known)}")
            return Said(
                f"should be a group of keys, not {shown.en}", f"应为一组键值，而不是{shown.zh}"
            ), remedy
        case "tuple_type" | "list_type":
            return Said(f"should be a list, not {shown.en}", f"应为列表，而不是{shown.zh}"), Said(
                "write [a, b, ...] or lines that begin with '- '", "请写成[a, b, ...]，或逐行以“- ”开头"
            )
        case "too_long" | "too_short":
            return Said(f"{len(got):,} entries", f"共{len(got):,}项"), _limits(context, "项")
        case "value_error" if isinstance(context.get("error"), WrongValue):
            wrong = context["error"]
            return Said(*wrong.what), Said(*wrong.remedy)
        case _:
            return Said(error["msg"], f"取值无效（{error['msg']}）"), Said(
                "compare with a file that works", "请对照一个可用的文件"
            )


def _limits(context: dict[str, Any], unit_zh: str) -> Said:
    least, most = context.get("min_length"), context.get("max_length")
    if most is None:
        return Said(f"write at least {least:,}", f"至少{least:,}{unit_zh}")
    return Said(f"write at most {most:,}", f"最多{most:,}{unit_zh}")


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
