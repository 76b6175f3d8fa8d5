"""The passes of the rich tier. Each can be left out."""

from __future__ import annotations

from typing import NamedTuple

from ...base.protocols import EFFECTS, Effect


class Passes(NamedTuple):
    """The passes of the rich tier."""

    clouds: bool = True  # in the sky and its reflection
    near_shadows: bool = True  # a finer shadow map near the subject, with soft edges
    occlusion: bool = True  # less sky light in corners and under nearby objects
    reflections: bool = True  # water and glass mirror what is in the frame
    bloom: bool = True  # a glow round bright things
    focus: bool = True  # depth of field: blur far before or behind a near subject
    grading: bool = True  # bright things keep their hue
    smooth: bool = True  # antialiasing of the finished picture

    def without(self, names: frozenset[str] | set[str]) -> Passes:
        """The same without these passes."""
        return self._replace(**dict.fromkeys(names, False))

    @property
    def switched(self) -> tuple[Effect, ...]:
        """The passes that a visitor may switch off."""
        return tuple(name for name in EFFECTS if getattr(self, name))

    @property
    def defines(self) -> dict[str, int]:
        """Preprocessor names of programs that draw light for these passes."""
        drawn = (("CLOUDS", self.clouds), ("NEAR_SHADOWS", self.near_shadows))
        return {"RICH": 1} | {name: 1 for name, is_on in drawn if is_on}


STANDARD_DEFINES = {"CLOUDS": 1}
"""Preprocessor names of programs that draw finished colours."""


def defines_of(passes: Passes | None, is_graded: bool) -> dict[str, int]:
    """Preprocessor names of all programs of a park; a park without tables of colours does not pay for them."""
    drawn = passes.defines if passes is not None else STANDARD_DEFINES
    return drawn | ({"GRADED": 1} if is_graded else {})
