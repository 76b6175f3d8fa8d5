"""Words for the thread, the one object followed from zone to zone."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "thread.at": Text("{title}, {at} of {count}"),
    "thread.before": Text("Previous stop: {title}"),
    "thread.after": Text("Next stop: {title}"),
}
