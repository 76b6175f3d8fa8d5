"""Checks of a scene's survey: questions that cannot be asked, or not be told apart in a report."""

from __future__ import annotations

from ...i18n import Text
from ..frame import SurveyQuestion
from ..yaml_file import YamlFile


def check_survey(file: YamlFile, survey: tuple[SurveyQuestion, ...]) -> None:
    """Note options that do not fit the kind of a question, and ids that come twice."""
    known: set[str] = set()
    for at, asked in enumerate(survey):
        place = ("survey", at)
        if asked.kind == "choices" and len(asked.options) < 2:
            file.fault(
                (*place, "options"),
                Text("survey: {id!r} has fewer than two options", id=asked.id),
                Text("write two to six options, or another kind: faces, line"),
            )
        if asked.kind != "choices" and asked.options:
            file.fault(
                (*place, "options"),
                Text("survey: {id!r} has options, which only a question of kind choices shows", id=asked.id),
                Text("delete the options, or write kind: choices"),
            )
        if asked.id in known:
            file.fault(
                (*place, "id"),
                Text("survey: {id!r} comes twice, and its answers would be counted together", id=asked.id),
                Text("give each question an id of its own"),
            )
        known.add(asked.id)
