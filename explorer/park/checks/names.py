"""Checks that every name in a scene refers to something: zones, sources, tasks of the plan, parts in notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ...base import icons
from ...exhibits.kinds import NAMES as EXHIBITS
from ...exhibits.sheets import KINDS as SHEETS
from ...i18n import LIST_SEPARATOR, Listed, Text
from ..faults import cut
from ..model import Beyond, Claim, Frame, Park, Term, Zone
from ..plan import MOST_MEASURES_OF_A_TASK, PlanFile
from ..yaml_file import Key, YamlFile, dotted
from .survey import check_survey

LINK = re.compile(r"\[\[([^\]|]+)\|([^\]|]+)\]\]")
"""A glossary link in a text: ``[[id|words shown]]``."""
ANY_LINK = re.compile(r"\[\[([^\[\]|]*)(\|[^\[\]|]*)?\]\]")
"""Anything meant as a link: also ``[[id]]`` and ``[[id|]]``, which are malformed."""


def _of_same_words(name: str, known: Sequence[str]) -> list[str]:
    """Up to three known names that share a word with this one, such as `hospital` with `hospital-bed`."""
    words = name[:60].split("-")
    alike = [each for each in known if set(each.split("-")) <= set(words)] if len(words) > 1 else []
    return sorted(alike, key=lambda each: (-each.count("-"), words.index(each.split("-")[0])))[:3]


@dataclass(slots=True)
class Names:
    """Checks that every name refers to something."""

    files: dict[str, YamlFile]
    zone_ids: set[str]

    @property
    def zones(self) -> set[str] | None:
        """The ids of the zones; None without zones, which is reported once, not at every name."""
        return self.zone_ids or None

    def ids(self, table: str) -> set[str] | None:
        """The ids of a table such as `sources`; empty without that file, None if it cannot be read."""
        if table not in self.files:
            return set()
        data = self.files[table].data
        return set(map(str, data)) if isinstance(data, dict) else None

    def need(
        self, file: YamlFile, place: tuple[Key, ...], name: str, known: Collection[str] | None, home: str = ""
    ) -> None:
        """Note a fault unless `name` is among `known`; without `known` nothing is checked.

        Parameters
        ----------
        home : file that defines such names, for a scene that has none yet.
        """
        if known is None or name in known:
            return
        remedy = (
            Text("there is none yet; add it to {home}", home=home)
            if home
            else Text("delete it; there is nothing to choose from")
        )
        if (
            known and not file.full
        ):  # finding suggestions takes time, and no more faults of this file are reported
            from difflib import get_close_matches

            names = sorted(known)
            near = _of_same_words(name, names) or get_close_matches(name[:60], names, 3, 0.5) or names[:6]
            remedy = Text("nearest known: {near}", near=Listed(tuple(near), LIST_SEPARATOR))
        shown = repr(cut(name))
        file.fault(place, Text("{place}: no {shown}", place=dotted(place), shown=shown), remedy)

    def check_frame(self, frame: Frame) -> None:
        file = self.files["park"]
        self.need(file, ("start",), frame.start, frame.views, "views")
        if frame.briefing is not None:
            self.need(file, ("briefing",), frame.briefing, self.ids("sources"), "sources.yaml")
        check_survey(file, frame.survey)
        stops = frame.thread.stops if frame.thread else ()
        self._once_each(file, {("walk", i): id for i, id in enumerate(frame.walk)})
        self._once_each(file, {("thread", "stops", i, "zone"): stop.zone for i, stop in enumerate(stops)})
        low, high = frame.bounds.low_m, frame.bounds.high_m
        if low[0] >= high[0] or low[1] >= high[1]:
            file.fault(
                ("bounds", "high_m"),
                Text("bounds.high_m: not above low_m"),
                Text("write the greater numbers in high_m"),
            )
        if frame.walk and (left := sorted(self.zone_ids - set(frame.walk))):
            count, first = len(left), Listed(tuple(map(repr, left[:5])), LIST_SEPARATOR)
            file.fault(
                ("walk",),
                Text("walk: leaves out {first} and {more} more", first=first, more=count - 5, count=count)
                if count > 5
                else Text("walk: leaves out {first}", first=first),
                Text("add what is left out, so that the Tab key reaches it"),
            )

    def _once_each(self, file: YamlFile, zones: dict[tuple[Key, ...], str]) -> None:
        """Note zones that do not exist, and zones named twice."""
        named: set[str] = set()
        for place, id in zones.items():
            self.need(file, place, id, self.zones, "zones/")
            if id in named:
                name = dotted(place)
                file.fault(
                    place,
                    Text("{name}: {id!r} comes twice", name=name, id=id),
                    Text("keep one of the two"),
                )
            named.add(id)

    def check_links(self, terms: set[str] | None) -> None:
        """Note glossary links with an unknown target, in any text."""
        for file in self.files.values():
            self._check_links(file, file.data, (), terms)

    def _check_links(self, file: YamlFile, node: Any, place: tuple[Key, ...], terms: set[str] | None) -> None:
        if isinstance(node, str) and place and place[-1] in file.languages and "[[" in node:
            for match in ANY_LINK.finditer(node):
                if match[2] == "|":
                    self._bad_link(file, place, match[0])
                else:
                    self.need(file, place, match[1], terms, "glossary.yaml")
            rest = ANY_LINK.sub("", node)
            if "[[" in rest:
                self._bad_link(file, place, rest[rest.index("[[") :].split("\n")[0])
        elif isinstance(node, dict):
            for key, value in node.items():
                self._check_links(file, value, (*place, key), terms)
        elif isinstance(node, list):
            for i, value in enumerate(node):
                self._check_links(file, value, (*place, i), terms)

    def _bad_link(self, file: YamlFile, place: tuple[Key, ...], link: str) -> None:
        name, shown = dotted(place), repr(cut(link, 30))
        file.fault(
            place,
            Text("{name}: {shown} is an incomplete link", name=name, shown=shown),
            Text("write [[id|words]], with an id of glossary.yaml"),
        )

    def check_zones(self, zones: dict[str, Zone], districts: set[str], sources: set[str] | None) -> None:
        numbers: dict[int, str] = {}
        cards: dict[str, str] = {}
        for id, zone in zones.items():
            file = self.files[f"zones/{id}"]
            self.need(file, ("district",), zone.district, districts)
            self.need(file, ("icon",), zone.icon, icons.known() or None)
            other = numbers.setdefault(zone.number, id)
            if other != id:
                file.fault(
                    ("number",),
                    Text("number: {number} is also the number of {other!r}", number=zone.number, other=other),
                    Text("give each zone its own number"),
                )
            for i, relation in enumerate(zone.related):
                self._other(file, ("related", i, "zone"), relation.zone, id)
            if zone.exhibit is not None:
                self.need(file, ("exhibit", "kind"), zone.exhibit.kind, (*EXHIBITS, *SHEETS))
                for i, source in enumerate(zone.exhibit.sources):
                    self.need(file, ("exhibit", "sources", i), source, sources, "sources.yaml")
            for i, card in enumerate(zone.beyond):
                self._check_card(file, i, card, cards, sources)

    def _check_card(
        self, file: YamlFile, i: int, card: Beyond, cards: dict[str, str], sources: set[str] | None
    ) -> None:
        if card.id in cards:
            file.fault(
                ("beyond", i, "id"),
                Text("beyond.{i}.id: {id!r} is taken by {cards}", i=i, id=card.id, cards=cards[card.id]),
                Text("choose another id"),
            )
        cards[card.id] = file.path.name
        self.need(file, ("beyond", i, "source"), card.source, sources, "sources.yaml")

    def check_tables(self, claims: dict[str, Claim], terms: dict[str, Term]) -> None:
        for id, claim in claims.items():
            file = self.files["claims"]
            self.need(file, (id, "zone"), claim.zone, self.zones, "zones/")
            for i, other in enumerate(claim.also):
                self._other(file, (id, "also", i), other, claim.zone)
        for id, term in terms.items():
            for i, zone in enumerate(term.zones):
                self.need(self.files["glossary"], (id, "zones", i), zone, self.zones, "zones/")

    def check_passages(self, claims: dict[str, Claim], frame: Frame) -> None:
        """Note sections of statements that park.yaml does not define."""
        for id, claim in claims.items():
            if claim.at is not None:
                known, home = set(frame.wording.sections), "`wording: sections:` of park.yaml"
                self.need(self.files["claims"], (id, "at", "section"), claim.at.section, known, home)

    def _other(self, file: YamlFile, place: tuple[Key, ...], name: str, zone: str) -> None:
        """Note a fault unless `name` is another zone than `zone`."""
        if self.zones is not None and (name == zone or name not in self.zones):
            self.need(file, place, name, self.zone_ids - {zone}, "zones/")


def check_notes(files: dict[str, YamlFile], park: Park) -> None:
    """Note each part that an exhibit has neither initially nor after one of its actions."""
    names = Names(files, set(park.zones))
    for zone in park.zones.values():
        exhibit = park.fresh_exhibit(zone)
        if zone.exhibit is None or exhibit is None or not zone.exhibit.notes:
            continue
        first = exhibit.start()
        states = [first, *(exhibit.act(first, action.name) for action in type(exhibit).actions)]
        known = {name for state in states for name in exhibit.parts(state)}
        for name in zone.exhibit.notes:
            names.need(files[f"zones/{zone.id}"], ("exhibit", "notes", name), name, known)


def check_plan(names: Names, plan: PlanFile, sources: set[str] | None) -> None:
    """Note unknown names in the plan, tasks with too few or too many measures, and zones left out."""
    file = names.files["plan"]
    tasks = {task.id for task in plan.tasks}
    names.need(file, ("source",), plan.source, sources, "sources.yaml")
    if plan.confirmed is not None:
        names.need(file, ("confirmed",), plan.confirmed, sources, "sources.yaml")
    for place, event in enumerate(plan.events):
        names.need(file, ("events", place, "source"), event.source, sources, "sources.yaml")
    for place, measure in enumerate(plan.measures):
        names.need(file, ("measures", place, "task"), measure.task, tasks)
        for number, hall in enumerate(measure.halls):
            names.need(file, ("measures", place, "halls", number), hall, names.zones, "zones/")
    for place, id in enumerate(plan.elsewhere):
        names.need(file, ("elsewhere", place), id, names.zones, "zones/")
    for id in plan.ways:
        names.need(file, ("ways", id), id, names.zones, "zones/")
    counts = Counter(measure.task for measure in plan.measures)
    for place, task in enumerate(plan.tasks):
        if not 1 <= counts[task.id] <= MOST_MEASURES_OF_A_TASK:
            file.fault(
                ("tasks", place),
                Text("{task!r} has {count} measures", task=task.id, count=counts[task.id]),
                Text("give each task 1 to {most} measures", most=MOST_MEASURES_OF_A_TASK),
            )
    reached = {hall for measure in plan.measures for hall in measure.halls} | set(plan.elsewhere)
    if left := sorted(names.zone_ids - reached):
        file.fault(
            ("elsewhere",),
            Text("no measure leads to {zones}", zones=Listed(tuple(map(repr, left[:5])), LIST_SEPARATOR)),
            Text("name them in halls of a measure, or in elsewhere"),
        )
