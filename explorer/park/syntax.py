"""YAML syntax errors, explained for authors who do not write programs."""

from __future__ import annotations

from ..i18n import Text, Verbatim

TOO_DEEP = (
    Text("groups within groups, too deep"),
    Text("delete surplus brackets, or indent fewer lines"),
)


SYNTAX = {
    "mapping values are not allowed": (
        Text("a colon is not allowed here"),
        Text("put the text in quotes, or indent the line like its neighbours"),
    ),
    "did not find expected key": (
        Text("a line that does not fit the one above"),
        Text("indent it like its neighbours, and close quotes and brackets"),
    ),
    "did not find expected '-' indicator": (
        Text("a line that does not fit the list above"),
        Text("begin it with '- ', or indent it like its neighbours"),
    ),
    "did not find expected ','": (
        Text("a comma or a closing bracket is missing"),
        Text("add it, or put text with commas, brackets or # in quotes"),
    ),
    "could not find expected ':'": (
        Text("a colon is missing"),
        Text("write `key: value` on this line or the one above"),
    ),
    "cannot start any token": (
        Text("a value cannot begin with this character"),
        Text("indent with spaces, not tabs, and put the text in quotes"),
    ),
    "unexpected end of stream": (
        Text("a quote or a bracket is not closed"),
        Text("close it"),
    ),
    "unknown escape character": (
        Text("a backslash in double quotes"),
        Text("use single quotes"),
    ),
    "tab character": (
        Text("a tab"),
        Text("indent with spaces"),
    ),
    "alias": (
        Text("a * or & at the beginning"),
        Text("put the text in quotes"),
    ),
    "alphabetic or numeric character": (
        Text("a * or & at the beginning"),
        Text("put the text in quotes"),
    ),
    "another document": (
        Text("a line with three hyphens"),
        Text("delete the line"),
    ),
}
"""libyaml's most frequent errors, explained for authors who do not write programs."""


def not_yaml(problem: str) -> tuple[Text, Text]:
    """What is wrong with the syntax, and what to do."""
    if "nesting depth" in problem:
        return TOO_DEEP
    why, remedy = next(
        (explained for pattern, explained in SYNTAX.items() if pattern in problem),
        (
            Verbatim(problem),
            Text("check indentation, colons and quotes on this line and the one above"),
        ),
    )
    return Text("not valid YAML ({why})", why=why), remedy
