"""Checks that every name in a scene leads somewhere."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..exhibits.kinds import CLASSES as EXHIBITS
from .faults import Said
from .model import Beyond, Claim, Frame, Term, Zone
from .yaml_file import Key, YamlFile

LINK = re.compile(r"\[\[([^\]|]+)\|([^\]|]+)\]\]")
"""A glossary link in a text: ``[[id|words shown]]``."""


@dataclass(slots=True)
class Names:
    """Checks that every name leads somewhere."""

    files: dict[str, YamlFile]
    zone_ids: set[str]

    def need(self, file: YamlFile, place: tuple[Key, ...], name: str, known: Iterable[str] | None) -> None:
        """Note a fault unless `name` is known (None: nobody knows)."""
        if known is None or name in (known := sorted(known)):
            return
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or known[:6]
        file.fault(
            place,
            Said(f"{_dotted(place)}: no {name!r}", f"{_dotted(place)}：没有{name!r}"),
            Said(f"nearest known: {', '.join(near) or 'none'}", f"相近的名称：{'、'.join(near) or '无'}"),
        )

    def check_frame(self, frame: Frame) -> None:
        file = self.files["park"]
        self.need(file, ("start",), frame.start, frame.views)
        self.need(file, ("briefing",), frame.briefing, ids(self.files["sources"]))
        for i, id in enumerate(frame.walk):
            self.need(file, ("walk", i), id, self.zone_ids)
            if id in frame.walk[:i]:
                file.fault(
                    ("walk", i),
                    Said(f"walk.{i}: {id!r} comes twice", f"walk.{i}：{id!r}重复"),
                    Said("keep one of the two", "请只保留一处"),
                )
        threaded = [stop.zone for stop in frame.thread.stops] if frame.thread else []
        for i, id in enumerate(threaded):
            self.need(file, ("thread", "stops", i, "zone"), id, self.zone_ids)
            if id in threaded[:i]:
                file.fault(
                    ("thread", "stops", i, "zone"),
                    Said(f"thread.stops.{i}.zone: {id!r} comes twice", f"thread.stops.{i}.zone：{id!r}重复"),
                    Said("keep one of the two", "请只保留一处"),
                )
        for id in sorted(self.zone_ids - set(frame.walk)):
            file.fault(
                ("walk",),
                Said(f"walk: leaves out {id!r}", f"walk：遗漏{id!r}"),
                Said("add the zone, so that the Tab key reaches it", "请加入该区域，以便Tab键能到达"),
            )

    def check_zones(
        self, zones: dict[str, Zone], districts: set[str], terms: set[str] | None, sources: set[str] | None
    ) -> None:
        numbers: dict[int, str] = {}
        cards: dict[str, str] = {}
        for id, zone in zones.items():
            file = self.files[f"zones/{id}"]
            self.need(file, ("district",), zone.district, districts)
            other = numbers.setdefault(zone.number, id)
            if other != id:
                file.fault(
                    ("number",),
                    Said(
                        f"number: {zone.number} is also the number of {other!r}",
                        f"number：{zone.number}已用于{other!r}",
                    ),
                    Said("give each zone its own number", "请为每个区域使用不同编号"),
                )
            for i, relation in enumerate(zone.related):
                self.need(file, ("related", i, "zone"), relation.zone, self.zone_ids - {id})
            if zone.exhibit is not None:
                self.need(file, ("exhibit", "kind"), zone.exhibit.kind, set(EXHIBITS))
                for i, source in enumerate(zone.exhibit.sources):
                    self.need(file, ("exhibit", "sources", i), source, sources)
            for i, card in enumerate(zone.beyond):
                self._check_card(file, i, card, cards, sources)
            for part in ("lead", "article"):
                for language in ("en", "zh"):
                    for match in LINK.finditer(getattr(getattr(zone, part), language)):
                        self.need(file, (part, language), match[1], terms)

    def _check_card(
        self, file: YamlFile, i: int, card: Beyond, cards: dict[str, str], sources: set[str] | None
    ) -> None:
        if card.id in cards:
            file.fault(
                ("beyond", i, "id"),
                Said(
                    f"beyond.{i}.id: {card.id!r} is taken by {cards[card.id]}",
                    f"beyond.{i}.id：{card.id!r}已用于{cards[card.id]}",
                ),
                Said("choose another id", "请换一个id"),
            )
        cards[card.id] = file.path.name
        self.need(file, ("beyond", i, "source"), card.source, sources)

    def check_tables(self, claims: dict[str, Claim], terms: dict[str, Term]) -> None:
        for id, claim in claims.items():
            file = self.files["claims"]
            self.need(file, (id, "zone"), claim.zone, self.zone_ids)
            for i, other in enumerate(claim.also):
                self.need(file, (id, "also", i), other, self.zone_ids - {claim.zone})
        for id, term in terms.items():
            for i, zone in enumerate(term.zones):
                self.need(self.files["glossary"], (id, "zones", i), zone, self.zone_ids)


def _dotted(place: tuple[Key, ...]) -> str:
    return ".".join(map(str, place))


def ids(file: YamlFile) -> set[str] | None:
    """The ids a table has; None if the file could not be read."""
    return set(map(str, file.data)) if isinstance(file.data, dict) else None
