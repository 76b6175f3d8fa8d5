"""Plays clips of own models: which parts have moved where, in the frame that is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...park.meshes.clips import Rig
from ...park.meshes.mesh import Floats
from ...visit import Playing
from .build import Tree


class ClipPlayer:
    """Moves the parts of one model at a time; all others rest.

    Parameters
    ----------
    trees : those whose chunks move.
    rigs : the clips of each zone's model.
    """

    def __init__(self, trees: Iterable[Tree], rigs: Mapping[str, Rig]) -> None:
        self._trees, self._rigs = [tree for tree in trees if tree.moves], rigs
        self._shown: Playing | None = None

    def show(self, playing: Playing | None) -> None:
        """Show a moment of a clip, or all models at rest."""
        if playing == self._shown or not self._trees:
            return
        before, self._shown = self._shown, playing
        if before is not None and (playing is None or playing.zone != before.zone):
            self._move(before.zone, {})
        if playing is not None and (rig := self._rigs.get(playing.zone)) is not None:
            self._move(
                playing.zone, rig.motion(playing.clip, playing.at_s) if playing.clip in rig.clips else {}
            )

    def _move(self, zone: str, motion: Mapping[int, Floats]) -> None:
        for tree in self._trees:
            tree.move(zone, motion)
