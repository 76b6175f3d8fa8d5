"""Names in a plan: its tasks, zones of the park, sources. Unknown ones are noted at their line."""

from __future__ import annotations

from collections import Counter

from ...i18n import LIST_SEPARATOR, Listed, Text
from ..plan import MOST_MEASURES_OF_A_TASK, PlanFile
from .names import Names


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
