"""Writes the exhibits of a park for its page: answers, words and moving parts of each zone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...base.folders import cache_folder
from ...build.pipeline.cache import Cache, Columns
from ...i18n import Language, Text
from ...park.model import Park, Zone
from .answers import (
    ACT_AT_S,
    EVERY_S,
    Plan,
    answers,
    packed,
    show_table,
    showing,
    usual_and_acted,
)
from .exhibit_words import captions_of, words_of
from .folder import Folder
from .moves import recorded

MOST_BYTES = 150_000
"""Everything of one exhibit, packed."""
MARGIN_BYTES = 6_000
"""For the head of a record, and its characters in a script."""
MOST_CACHED_BYTES = 200_000_000


@dataclass(frozen=True)
class Exhibits:
    """What was written: `zones`, whose exhibits answer on the page, and notes for the author."""

    zones: tuple[str, ...]
    warnings: list[Text]


def write_exhibits(
    park: Park,
    folder: Folder,
    languages: Sequence[Language],
    progress: Callable[[float], None] = lambda share: None,
    cache: Cache | None = None,
) -> Exhibits:
    """Compute, record and write all exhibits that compute something."""
    cache = cache or Cache(cache_folder() / "answers")
    zones = [zone for zone in park.zones.values() if zone.exhibit is not None]
    written, warnings = [], list[Text]()
    for count, zone in enumerate(zones):
        found = answers(park, zone, cache, partial(_within, progress, count, len(zones)))
        if found is not None:
            warnings += _write(folder, zone, languages, *found)
            written.append(zone.id)
        progress((count + 1) / len(zones))
    cache.trim(MOST_CACHED_BYTES)
    return Exhibits(tuple(written), warnings)


def _within(progress: Callable[[float], None], count: int, of: int, share: float) -> None:
    progress((count + share) / of)


def _write(
    folder: Folder, zone: Zone, languages: Sequence[Language], plan: Plan, table: Columns
) -> list[Text]:
    """Write the files of one exhibit; what could not be shown."""
    shown = list(showing(plan.exhibit))
    columns, body = packed(table)
    show, more = packed(show_table(plan, [now for _, _, now in shown])) if shown else ({}, b"")
    head: dict[str, Any] = {
        "kind": plan.exhibit.kind,
        "seed": plan.exhibit.seed,
        "every_s": EVERY_S,
        "act": plan.act,
        "act_s": ACT_AT_S,
        "dials": [[dial.name, values, at] for (dial, values), at in zip(plan.dials, plan.base, strict=True)],
        "settings": None if plan.every else plan.settings,
        "columns": columns,
        "show": show,
        "show_s": round(len(shown) * EVERY_S, 1),
    }
    folder.packed(f"answers/{zone.id}", head, body + more)
    for language in languages:
        folder.script(f"words/{zone.id}/{language}", words_of(plan, language, captions_of(shown, language)))
    spent = folder.sum_of(f"data/answers/{zone.id}.", f"data/words/{zone.id}/")
    runs = usual_and_acted(plan.exhibit) | ({"show": [now for _, _, now in shown]} if shown else {})
    record = recorded(zone, runs, MOST_BYTES - spent - MARGIN_BYTES)
    if record is not None:
        folder.packed(f"moves/{zone.id}", *record)
        return []
    return [
        Text(
            "{zone}: the moving parts of its exhibit are too large for the page; it shows readings only.",
            zone=zone.title,
        )
    ]
