"""Checks an SVG drawing within limits before anything draws it: its content, and why it cannot be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from ...base.pictures import NotShown
from ...i18n import Text

MOST_SHAPES = 5_000
"""Most elements of a drawing, including those repeated by `use`, patterns and masks."""
DEEPEST = 100
"""Deepest nesting of elements."""
_URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"\s]*)")
_WITHIN = re.compile(r"#|data:image/(png|jpe?g|webp|gif)[;,]", re.IGNORECASE)
"""Targets a drawing may refer to: its own elements, and embedded images."""


@dataclass(slots=True)
class _Element:
    """Content of an element: number of elements in it, and names of those it draws again."""

    name: str = ""
    count: int = 1
    uses: list[str] = field(default_factory=list)


class Drawing:
    """Content of an SVG file, element by element.

    Attributes
    ----------
    tags : kinds of elements in it.
    root : attributes of its first element.
    """

    def __init__(self) -> None:
        self.named: dict[str, _Element] = {}
        self.open = [_Element()]
        self.root: dict[str, str] | None = None
        self.tags: set[str] = set()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._entity
        self.parser.CharacterDataHandler = self._style

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if self.root is None:
            if tag != "svg":
                raise NotShown(Text("it is no SVG drawing"), Text("export it as SVG"))
            self.root = attributes
        if len(self.open) > DEEPEST:
            raise NotShown(
                Text("more than {most} elements stand in one another", most=DEEPEST),
                Text("ungroup the drawing"),
            )
        self.tags.add(tag)
        element = _Element(attributes.get("id", ""))
        for link in _links(tag, attributes):
            if not _WITHIN.match(link):
                raise NotShown(Text("it takes from another file"), Text("embed that in the drawing"))
            if link.startswith("#"):
                element.uses.append(link[1:])
        self.open.append(element)

    def _end(self, tag: str) -> None:
        element = self.open.pop()
        self.open[-1].count += element.count
        self.open[-1].uses += element.uses
        if element.name:
            self.named[element.name] = element

    def _style(self, text: str) -> None:
        """References of a style sheet count at its place."""
        if "url(" in text:
            for link in _URL.findall(text):
                if not _WITHIN.match(link):
                    raise NotShown(Text("it takes from another file"), Text("embed that in the drawing"))
                self.open[-1].uses.append(link[1:])

    def _entity(self, *about: object) -> None:
        raise NotShown(Text("it holds entities, which are not read"), Text("export it as plain SVG"))

    def shapes(self, element: _Element | None = None, inside: tuple[str, ...] = ()) -> int:
        """Number of elements drawn, repeated ones counted each time; counting stops soon after the limit.

        Raises NotShown if an element is drawn within itself.
        """
        element = element or self.open[0]
        count = element.count
        for name in element.uses:
            if count > MOST_SHAPES:
                break
            if name in inside:
                raise NotShown(Text("a part of it, {name!r}, uses itself", name=name), Text("draw it anew"))
            if name in self.named:
                count += self.shapes(self.named[name], (*inside, name))
        return count


def _links(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """All references of an element except hyperlinks, which load nothing."""
    for name, value in attributes.items():
        if name.rpartition(":")[2] == "href" and tag != "a":
            yield value.strip()
        elif "url(" in value:
            yield from _URL.findall(value)


def look_at_drawing(data: bytes) -> Drawing:
    """The content of a drawing.

    Raises NotShown if it is no drawing, broken, or too large to draw.
    """
    drawing = Drawing()
    try:
        drawing.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotShown(
            Text("it is broken in line {line}", line=error.lineno),
            Text("open it in a drawing program, and export it again"),
        ) from None
    if drawing.shapes() > MOST_SHAPES:
        raise NotShown(
            Text("it has more than {most:,} shapes", most=MOST_SHAPES), Text("simplify the drawing")
        )
    if not _has_size(drawing.root or {}):
        raise NotShown(Text("it does not say how large it is"), Text("export it with a `viewBox`"))
    return drawing


def _has_size(root: Mapping[str, str]) -> bool:
    try:
        sides = root["viewBox"].replace(",", " ").split()[2:4] if "viewBox" in root else None
        wide, high = (float(side.removesuffix("px")) for side in sides or (root["width"], root["height"]))
    except (KeyError, ValueError):
        return False
    return 0 < wide < 1e6 and 0 < high < 1e6
