"""What the shell asks of what draws: the renderer itself (Panda3D) is handed in; the shell never imports it."""

from __future__ import annotations

from typing import Protocol

from ...core.protocols import GlContext, Renderer
from ...i18n import Text
from ...park.model import Park
from ...visit import Visit

Stage = Renderer[Visit, Text]


class CannotDraw(Exception):
    """This machine has nothing that could draw a park; the text says why."""


class StageMaker(Protocol):
    """Makes a stage for a park and a first size in physical pixels; raises `CannotDraw` if nothing can be drawn here.

    Where a context is given, the stage draws in it, and can present what it draws as textures.
    """

    def __call__(self, park: Park, width: int, height: int, context: GlContext | None = None, /) -> Stage: ...
