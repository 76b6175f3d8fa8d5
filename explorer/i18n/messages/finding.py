"""Words of the search."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "search.name": Text("Search"),
    "search.field": Text("A word or a zone number"),
    "search.empty": Text("Type a word, or choose from the list."),
    "search.nothing": Text(
        "Nothing found for “{words}”. Try a zone number from 1 to {count}, or one of these:"
    ),
    "search.meant": Text("Nothing found for “{words}”. Did you mean “{meant}”?"),
    "keyboard.name": Text("Keyboard"),
    "keyboard.space": Text("Space"),
    "keyboard.backspace": Text("Delete the last character"),
    "keyboard.clear": Text("Clear"),
    "search.results": Text("{count} found"),
    "search.offered": Text("Choose from {count}"),
    "search.key.enter": Text("Enter"),
    "search.key.again": Text("Enter again"),
    "search.key.escape": Text("Esc"),
    "search.point": Text("point at it"),
    "search.fly": Text("go there"),
    "search.close": Text("close"),
    "search.close.name": Text("Close the search (Esc)"),
    "search.touch": Text("Touch to point at it, touch again to go there"),
    "search.go": Text("Fly there"),
    "search.go.stop": Text("Go to this stop"),
    "search.kind.zone": Text("Zone {number}"),
    "search.kind.tour": Text("Tour"),
    "search.kind.stop": Text("Stop of a tour"),
    "search.kind.district": Text("District"),
    "search.kind.term": Text("Glossary"),
    "search.kind.claim": Text("Statement"),
    "search.kind.article": Text("Article"),
    "search.claim": Text("{id} · {who} · see zone {number}"),
    "search.stop": Text("{tour}, stop {stop} of {count}"),
    "search.row": Text("{kind}: {title}. {second}"),
}
