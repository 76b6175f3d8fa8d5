"""Slips in the syntax of a YAML file, in words of those who do not write programs."""

from __future__ import annotations

from .faults import Said

TOO_DEEP = (
    Said("groups within groups, too deep", "嵌套过深"),
    Said("delete surplus brackets, or indent fewer lines", "请删去多余的括号，或减少缩进"),
)


SYNTAX = {
    "mapping values are not allowed": (
        Said("a colon is not allowed here", "此处不应有冒号"),
        Said(
            "put the text in quotes, or indent the line like its neighbours", "请给文字加引号，或与相邻行对齐"
        ),
    ),
    "did not find expected key": (
        Said("a line that does not fit the one above", "与上一行不相称"),
        Said(
            "indent it like its neighbours, and close quotes and brackets", "请与相邻行对齐，并补全引号与括号"
        ),
    ),
    "did not find expected '-' indicator": (
        Said("a line that does not fit the list above", "与上方的列表不相称"),
        Said("begin it with '- ', or indent it like its neighbours", "请以“- ”开头，或与相邻行对齐"),
    ),
    "did not find expected ','": (
        Said("a comma or a closing bracket is missing", "缺少逗号或右括号"),
        Said(
            "add it, or put text with commas, brackets or # in quotes",
            "请补上；文字含逗号、括号或#时请加引号",
        ),
    ),
    "could not find expected ':'": (
        Said("a colon is missing", "缺少冒号"),
        Said("write `key: value` on this line or the one above", "请在本行或上一行写成`键: 值`"),
    ),
    "cannot start any token": (
        Said("a value cannot begin with this character", "不能以此字符开头"),
        Said(
            "indent with spaces, not tabs, and put the text in quotes",
            "请用空格而非制表符缩进，并给文字加引号",
        ),
    ),
    "unexpected end of stream": (
        Said("a quote or a bracket is not closed", "引号或括号没有闭合"),
        Said("close it", "请补全"),
    ),
    "unknown escape character": (
        Said("a backslash in double quotes", "双引号内有反斜杠"),
        Said("use single quotes", "请改用单引号"),
    ),
    "tab character": (
        Said("a tab", "制表符"),
        Said("indent with spaces", "请用空格缩进"),
    ),
    "alias": (
        Said("a * or & at the beginning", "以*或&开头"),
        Said("put the text in quotes", "请给文字加引号"),
    ),
    "alphabetic or numeric character": (
        Said("a * or & at the beginning", "以*或&开头"),
        Said("put the text in quotes", "请给文字加引号"),
    ),
    "another document": (
        Said("a line with three hyphens", "有一行三个连字符"),
        Said("delete the line", "请删除该行"),
    ),
}
"""What libyaml says of the slips that are most often made, in words of those who do not read its source."""


def not_yaml(problem: str) -> tuple[Said, Said]:
    """What is wrong with the syntax, and what to do."""
    if "nesting depth" in problem:
        return TOO_DEEP
    why, remedy = next(
        (told for said, told in SYNTAX.items() if said in problem),
        (
            Said(problem, problem),
            Said(
                "check indentation, colons and quotes on this line and the one above",
                "请检查本行及上一行的缩进、冒号与引号",
            ),
        ),
    )
    return Said(f"not valid YAML ({why.en})", f"YAML语法有误（{why.zh}）"), remedy
