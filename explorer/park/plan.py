"""The plan that a park follows: the optional `plan.yaml` of a scene."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..exhibits import plan as facts
from .base import Colour, Content, Date, Id, Key, Name, Point2, SceneText

MOST_TASKS, MOST_MEASURES_OF_A_TASK = 8, 8


class PlanTask(Content):
    """A task of the plan."""

    id: Annotated[Id, Key("Id")]
    word: Annotated[Name, Key("Word", "one word, such as INDUSTRY")]
    label: Annotated[SceneText, Key("Name")]
    colour: Annotated[Colour, Key("Colour")]


class PlanMeasure(Content):
    """A measure of a task, and the zones that stand for it."""

    id: Annotated[Id, Key("Id")]
    task: Annotated[Id, Key("Task", refers="tasks")]
    words: Annotated[Name, Key("Words", "one to four words")]
    label: Annotated[SceneText, Key("Name")]
    halls: Annotated[
        tuple[Id, ...], Key("Zones", "zones; none where the park has none for it", refers="zones")
    ] = Field((), max_length=50)


class PlanEvent(Content):
    """Something that happened, and who says so."""

    date: Annotated[Date, Key("Date")]
    label: Annotated[SceneText, Key("Name")]
    side: Annotated[Literal["national", "local", "world"], Key("Side", values=("national", "local", "world"))]
    source: Annotated[Id, Key("Source", refers="sources")]


class PlanFile(Content):
    """What `plan.yaml` says."""

    source: Annotated[Id, Key("Source", "where the wording was read", refers="sources")]
    confirmed: Annotated[
        Id | None,
        Key("Confirmed by", "where the number of tasks and measures was read too", refers="sources"),
    ] = None
    tasks: Annotated[tuple[PlanTask, ...], Key("Tasks")] = Field(min_length=1, max_length=MOST_TASKS)
    measures: Annotated[tuple[PlanMeasure, ...], Key("Measures")] = Field(
        min_length=1, max_length=MOST_TASKS * MOST_MEASURES_OF_A_TASK
    )
    safeguards: Annotated[tuple[SceneText, ...], Key("Safeguards")] = Field((), max_length=8)
    issuers: Annotated[tuple[SceneText, ...], Key("Issued by")] = Field((), max_length=20)
    principles: Annotated[tuple[SceneText, ...], Key("Principles")] = Field((), max_length=20)
    elsewhere: Annotated[
        tuple[Id, ...], Key("Zones without a measure", "zones that stand for no measure", refers="zones")
    ] = Field((), max_length=500)
    events: Annotated[tuple[PlanEvent, ...], Key("Events")] = Field((), max_length=200)
    ways: Annotated[
        dict[Id, tuple[Point2, ...]], Key("Walks to zones", "how one walks from the plan to a zone")
    ] = Field(default_factory=dict)

    def facts(self) -> facts.Plan:
        """The plan as plain data for exhibits."""
        number = {task.id: place for place, task in enumerate(self.tasks)}
        ordered = sorted(self.measures, key=lambda measure: number[measure.task])
        return facts.Plan(
            tuple(facts.Task(t.id, t.word, t.label, t.colour) for t in self.tasks),
            tuple(facts.Measure(m.id, number[m.task], m.words, m.label, m.halls) for m in ordered),
            self.safeguards,
            self.issuers,
            self.principles,
            tuple(sorted((facts.Event(e.date, e.label, e.side) for e in self.events), key=lambda e: e.year)),
            self.ways,
        )
