"""The past of a run: start parameters, and each act with its step. It determines the run to the last digit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from ..exhibits.exhibit import Exhibit, Value

Kind = Literal["=", "!", "*", "@", "$"]
"""Kind of act: parameter set, action done, part touched, pointer aimed, condition of a real line changed."""


class PastAct(NamedTuple):
    """One act of a run."""

    step: int  # steps since the start
    kind: Kind
    name: str = ""  # name of the parameter, action, part or condition; "" for the pointer
    # value of the parameter or condition; position of the pointer
    value: Value | tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """The history of a run."""

    # start parameters that differ from the defaults of the kind
    start: tuple[tuple[str, Value], ...] = ()
    acts: tuple[PastAct, ...] = ()  # acts since then, in order
    base: str = ""  # name of the snapshot in which it began instead, if any

    @classmethod
    def of(cls, exhibit: Exhibit[Any]) -> Past:
        """The past of a run that starts now."""
        fields = type(exhibit).model_fields
        return cls(
            tuple((n, getattr(exhibit, n)) for n in fields if getattr(exhibit, n) != fields[n].default)
        )

    def then(self, act: PastAct) -> Past:
        """The past with an act appended. Within one step, dragging a dial or moving the pointer keeps only the last value."""
        acts = self.acts
        if acts and act.kind in "=@" and acts[-1][:3] == act[:3]:
            acts = acts[:-1]
        return replace(self, acts=(*acts, act))

    def beyond(self, other: Past) -> tuple[PastAct, ...]:
        """The acts after the common beginning of both pasts."""
        pairs = zip(self.acts, other.acts, strict=False)
        same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(self.acts), len(other.acts)))
        return self.acts[same:]
