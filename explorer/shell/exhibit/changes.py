"""What changes to an exhibit are called: on flags of a chart, and where they can be undone."""

from __future__ import annotations

from ...exhibits.asked import words_of
from ...i18n import Language, tr
from ...i18n.messages import say
from ...visit.exhibit_run import Running


def change_words(run: Running, name: str, language: Language) -> str:
    """What a change to an exhibit is called: an action, a parameter, a part, or the start."""
    exhibit = run.exhibit
    for action in exhibit.actions:
        if action.name == name:
            return tr(action.label, language)
    field = type(exhibit).model_fields.get(name)
    if field is not None:
        return tr(words_of(field, "label"), language)
    part = exhibit.parts(run.state).get(name)
    if part is not None:
        return tr(part.label, language)
    return say("exhibit.reset-what", language) if name == "reset" else name
