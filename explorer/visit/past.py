"""The past of a run: the parameters it started with, and each act with its step. From it the run follows to the last digit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from ..exhibits.exhibit import Exhibit, Value

Kind = Literal["=", "!", "*", "@", "$"]
"""A parameter was set, an action done, a part touched, the pointer aimed; a real line changed, which the run follows."""


class PastAct(NamedTuple):
    """One act of a run."""

    step: int  # steps since the start when it was done
    kind: Kind
    name: str = ""  # of the parameter, the action, the part or the condition; "" for the pointer
    # what the parameter was set to; where the pointer aimed; how the condition stands
    value: Value | tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """How a run came to be."""

    # the parameters that differed from the kind's own when the run started
    start: tuple[tuple[str, Value], ...] = ()
    acts: tuple[PastAct, ...] = ()  # what was done since, in order
    base: str = ""  # the name of the snapshot with which it began instead, if it did

    @classmethod
    def of(cls, exhibit: Exhibit[Any]) -> Past:
        """That of a run that starts now."""
        fields = type(exhibit).model_fields
        return cls(
            tuple((n, getattr(exhibit, n)) for n in fields if getattr(exhibit, n) != fields[n].default)
        )

    def then(self, act: PastAct) -> Past:
        """With one more act. Of a dial that is dragged within one step only the end counts, and so for the pointer."""
        acts = self.acts
        if acts and act.kind in "=@" and acts[-1][:3] == act[:3]:
            acts = acts[:-1]
        return replace(self, acts=(*acts, act))

    def beyond(self, other: Past) -> tuple[PastAct, ...]:
        """The acts after those that both pasts begin with."""
        pairs = zip(self.acts, other.acts, strict=False)
        same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(self.acts), len(other.acts)))
        return self.acts[same:]
