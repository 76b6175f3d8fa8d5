"""Questions that a teacher adds to a scene, in a file beside it: each in one language or in several.

They are questions of the quiz, and are asked in lessons at the first stop of their zone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ...i18n import Language, Text
from ..base import LANGUAGE
from ..model import Park
from ..schema import validated
from ..tour import Question, Tour
from ..yaml_file import YamlFile, read_yaml

NAME = "own_questions"
FILE = f"{NAME}.yaml"


def languages_of(row: object, otherwise: tuple[Language, ...]) -> tuple[Language, ...]:
    """The languages in which a question is written: those of what is asked."""
    asked = row.get("question") if isinstance(row, dict) else None
    codes = [code for code in asked if isinstance(code, str)] if isinstance(asked, dict) else []
    return tuple(code for code in codes if re.fullmatch(LANGUAGE, code)) or otherwise


def questions_in(file: YamlFile, taken: Collection[str]) -> dict[str, Question]:
    """The questions of the file; its faults are noted in it.

    Parameters
    ----------
    taken : ids of the questions of the scene.
    """
    if file.faults or file.data is None:
        return {}
    if not isinstance(file.data, dict):
        file.fault((), Text("should be a group of keys"), Text("write `id: {...}` lines"))
        return {}
    found, of_scene = {}, file.languages
    for id, row in file.data.items():
        if id in taken:
            file.fault((id,), Text("{id}: quiz.yaml has a question of this name", id=id), Text("rename it"))
            continue
        file.languages = languages_of(row, of_scene)
        whole = {**row, "id": id} if isinstance(row, dict) else row
        question = validated(file, Question, whole, prefix=(id,), skip=("id",))
        if question is not None:
            found[id] = question
    file.languages = of_scene
    return found


def read_rows(folder: Path) -> dict[str, Any]:
    """The questions of a scene folder as they are written; empty without the file, or if it cannot be read."""
    path = folder / FILE
    data = read_yaml(path, folder).data if path.exists() else None
    return data if isinstance(data, dict) else {}


def asked_in_lessons(tours: Mapping[str, Tour], own: Mapping[str, Question]) -> dict[str, Tour]:
    """The tours, with each own question at the first stop of its zone in each lesson."""
    return {id: _with_own(tour, own) if tour.kind == "lesson" else tour for id, tour in tours.items()}


def _with_own(tour: Tour, own: Mapping[str, Question]) -> Tour:
    stops = list(tour.stops)
    for id, question in own.items():
        at = next((n for n, stop in enumerate(stops) if stop.zone in question.zones), None)
        if at is not None and id not in stops[at].quiz:
            stops[at] = stops[at].model_copy(update={"quiz": (*stops[at].quiz, id)})
    return tour.model_copy(update={"stops": tuple(stops)}) if stops != list(tour.stops) else tour


def take_own(park: Park, folder: Path, before: Collection[str]) -> frozenset[str]:
    """Give a park on show the own questions of its folder as they are written now; returns their ids."""
    file = read_yaml(folder / FILE, folder)
    file.languages = park.languages
    own = questions_in(file, [id for id in park.quiz if id not in before])
    replace_own(park, own, before)
    return frozenset(own)


def replace_own(park: Park, own: Mapping[str, Question], before: Collection[str]) -> None:
    """Give a park on show other own questions.

    Every holder of the park sees them: it is the one change of a park while it is on show, and is made only before a
    lesson begins.

    Parameters
    ----------
    before : ids of the own questions it had.
    """
    for id in before:
        park.quiz.pop(id, None)
    park.quiz.update(own)
    for name, tour in park.tours.items():
        stops = tuple(
            stop.model_copy(update={"quiz": tuple(id for id in stop.quiz if id not in before)})
            if set(stop.quiz) & set(before)
            else stop
            for stop in tour.stops
        )
        park.tours[name] = tour if stops == tour.stops else tour.model_copy(update={"stops": stops})
    park.tours.update(asked_in_lessons(park.tours, own))
