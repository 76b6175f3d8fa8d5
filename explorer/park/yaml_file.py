"""A YAML file of a scene, with the place of everything in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .faults import Fault, Said

LARGEST_BYTES = 1_000_000

Key = int | str


class _Loader(yaml.CSafeLoader):
    """YAML without its surprises: `no` is a word, and 2023-09-08 is what was typed."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(~|null|)$"), ["~", "n", ""])


@dataclass(slots=True)
class YamlFile:
    """The content of a file as dictionaries, lists and scalars, and where each of them stands."""

    path: Path
    data: Any = None
    faults: list[Fault] = field(default_factory=list)
    _root: yaml.Node | None = None

    def fault(self, place: tuple[Key, ...], what: Said, remedy: Said, *, warning: bool = False) -> None:
        """Note that something is wrong at a place, such as ``("title", "zh")``."""
        line, column = self.where(place)
        self.faults.append(Fault(self.path, line, column, what, remedy, "warning" if warning else "error"))

    def where(self, place: tuple[Key, ...]) -> tuple[int, int]:
        """Line and column (from 1) of a place; of what surrounds it, if it is not there."""
        node = self._root
        if node is None:
            return 1, 1
        mark = node.start_mark
        for key in place:
            if isinstance(node, yaml.MappingNode):
                found = [(k, v) for k, v in node.value if k.value == str(key)]
                if not found:
                    break
                mark, node = found[0][0].start_mark, found[0][1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                mark = node.start_mark
            else:
                break
        return mark.line + 1, mark.column + 1


def read_yaml(path: Path, folder: Path) -> YamlFile:
    """Read a file that lies in `folder`. Everything that is wrong is in `.faults`; nothing is raised."""
    file = YamlFile(path)
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        size = path.stat().st_size if inside else 0
        raw = path.read_bytes() if inside and size <= LARGEST_BYTES else b""
    except OSError as error:
        reason = error.strerror or type(error).__name__
        file.fault(
            (),
            Said(f"cannot be read ({reason})", f"无法读取（{reason}）"),
            Said("put the file back or allow reading it", "请放回该文件，或开放读取权限"),
        )
        return file
    if not inside:
        file.fault(
            (),
            Said("leads out of the scene folder", "指向场景文件夹之外"),
            Said("copy the file into the scene folder", "请把文件复制到场景文件夹内"),
        )
        return file
    if size > LARGEST_BYTES:
        file.fault(
            (),
            Said(
                f"{size:,} bytes; at most {LARGEST_BYTES:,} are read",
                f"文件{size:,}字节，上限{LARGEST_BYTES:,}字节",
            ),
            Said("split the file or remove what is not text", "请拆分文件，或删去非文本内容"),
        )
        return file
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        _at(
            file,
            before.count(b"\n"),
            error.start - before.rfind(b"\n") - 1,
            Said("not UTF-8 text", "不是UTF-8文本"),
            Said("save the file as UTF-8", "请另存为UTF-8编码"),
        )
        return file
    loader: Any = None
    try:
        loader = _Loader(text)
        file._root = loader.get_single_node()
        if file._root is not None:
            _look_through(file, file._root, (), {})
            if not file.faults:
                file.data = loader.construct_document(file._root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "not YAML"
        _at(
            file,
            mark.line if mark else 0,
            mark.column if mark else 0,
            Said(f"not valid YAML ({problem})", f"YAML语法有误（{problem}）"),
            Said(
                "check indentation, colons and quotes on this line and the one above",
                "请检查本行及上一行的缩进、冒号与引号",
            ),
        )
    except yaml.reader.ReaderError as error:
        before_text = text[: error.position]
        _at(
            file,
            before_text.count("\n"),
            error.position - before_text.rfind("\n") - 1,
            Said("a character that text files must not have", "含有文本文件不允许的字符"),
            Said("delete the invisible character", "请删除该不可见字符"),
        )
    except RecursionError:
        file._root = None
        file.fault((), Said("nested too deep", "嵌套过深"), Said("flatten the file", "请减少嵌套"))
    finally:
        if loader is not None:
            loader.dispose()
    if file.data is None and not file.faults:
        file.fault(
            (),
            Said("the file is empty", "文件是空的"),
            Said("write its content, or delete it", "请补写内容，或删除该文件"),
        )
    return file


def _at(file: YamlFile, line: int, column: int, what: Said, remedy: Said) -> None:
    file.faults.append(Fault(file.path, line + 1, column + 1, what, remedy))


def _look_through(file: YamlFile, node: yaml.Node, place: tuple[Key, ...], seen: dict[int, bool]) -> None:
    """Find keys that are told twice, and references that would repeat a part of the file."""
    if isinstance(node, yaml.CollectionNode):
        if id(node) in seen:
            file.fault(
                place,
                Said("an alias (*name)", "使用了别名（*name）"),
                Said("write the text out; aliases are not read", "请直接写出内容；不读取别名"),
            )
            return
        seen[id(node)] = True
    if isinstance(node, yaml.MappingNode):
        known: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                _at(
                    file,
                    key.start_mark.line,
                    key.start_mark.column,
                    Said("a key that is not a word", "键名不是单词"),
                    Said("use a plain word as key", "请用普通单词作键名"),
                )
                continue
            if key.value in known:
                _at(
                    file,
                    key.start_mark.line,
                    key.start_mark.column,
                    Said(f"'{key.value}' is told twice", f"“{key.value}”重复出现"),
                    Said("keep one of the two", "请只保留一处"),
                )
            known.add(key.value)
            _look_through(file, value, (*place, key.value), seen)
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            _look_through(file, value, (*place, i), seen)
