"""Protocols of the renderer for the shell: the renderer itself (Panda3D) is passed in; the shell never imports it."""

from __future__ import annotations

from typing import Protocol

from ...base.protocols import GlContext, Renderer
from ...i18n import Text
from ...park.model import Park
from ...visit import Visit

Stage = Renderer[Visit, Text]


class CannotDraw(Exception):
    """This machine cannot draw a park; the text says why."""


class StageMaker(Protocol):
    """Makes a stage for a park and an initial size in physical pixels; raises `CannotDraw` if nothing can be drawn here.

    Given a context, the stage draws in it, and can present its frames as textures.
    """

    def __call__(self, park: Park, width: int, height: int, context: GlContext | None = None, /) -> Stage: ...
