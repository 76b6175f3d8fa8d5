"""The plan that a park follows: the optional `plan.yaml` of a scene."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..exhibits import plan as facts
from .base import Colour, Content, Date, Id, Name, Point2, SceneText

MOST_TASKS, MOST_MEASURES_OF_A_TASK = 8, 8


class PlanTask(Content):
    """A task of the plan."""

    id: Id
    word: Name = Field(description="one word, such as INDUSTRY")
    label: SceneText
    colour: Colour


class PlanMeasure(Content):
    """A measure of a task, and the zones that stand for it."""

    id: Id
    task: Id
    words: Name = Field(description="one to four words")
    label: SceneText
    halls: tuple[Id, ...] = Field((), max_length=50, description="zones; none where the park has none for it")


class PlanEvent(Content):
    """Something that happened, and who says so."""

    date: Date
    label: SceneText
    side: Literal["national", "local", "world"]
    source: Id


class PlanFile(Content):
    """What `plan.yaml` says."""

    source: Id = Field(description="where the wording was read")
    confirmed: Id | None = Field(None, description="where the number of tasks and measures was read too")
    tasks: tuple[PlanTask, ...] = Field(min_length=1, max_length=MOST_TASKS)
    measures: tuple[PlanMeasure, ...] = Field(min_length=1, max_length=MOST_TASKS * MOST_MEASURES_OF_A_TASK)
    safeguards: tuple[SceneText, ...] = Field((), max_length=8)
    issuers: tuple[SceneText, ...] = Field((), max_length=20)
    principles: tuple[SceneText, ...] = Field((), max_length=20)
    elsewhere: tuple[Id, ...] = Field((), max_length=500, description="zones that stand for no measure")
    events: tuple[PlanEvent, ...] = Field((), max_length=200)
    ways: dict[Id, tuple[Point2, ...]] = Field(
        default_factory=dict, description="how one walks from the plan to a zone"
    )

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
