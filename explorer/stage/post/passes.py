"""Which passes the rich tier has. Each can be left out."""

from __future__ import annotations

from typing import NamedTuple

from ...core.protocols import EFFECTS, Effect


class Passes(NamedTuple):
    """The passes of the rich tier."""

    clouds: bool = True  # in the sky, and in the water that mirrors it
    near_shadows: bool = True  # a finer shadow map near what is looked at, with soft edges
    occlusion: bool = True  # less light of the sky in corners and under what stands close
    reflections: bool = True  # water and glass mirror what is in the picture
    bloom: bool = True  # a glow round what shines
    focus: bool = True  # what lies far before or behind a near subject is blurred
    grading: bool = True  # what shines keeps its hue
    smooth: bool = True  # edges smoothed in the finished picture

    def without(self, names: frozenset[str] | set[str]) -> Passes:
        """The same without some."""
        return self._replace(**dict.fromkeys(names, False))

    @property
    def switched(self) -> tuple[Effect, ...]:
        """Those among them that a visitor may switch off."""
        return tuple(name for name in EFFECTS if getattr(self, name))

    @property
    def defines(self) -> dict[str, int]:
        """The preprocessor names of programs that draw light for these passes."""
        drawn = (("CLOUDS", self.clouds), ("NEAR_SHADOWS", self.near_shadows))
        return {"RICH": 1} | {name: 1 for name, is_on in drawn if is_on}


ONLY_FOCUS = Passes(*[False] * len(Passes._fields))._replace(focus=True)
