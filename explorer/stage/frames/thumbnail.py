"""Small pictures of the park from elsewhere, beside the one that is on show."""

from __future__ import annotations

import panda3d.core as p3d

from ..camera import Eye
from ..gl.context import Host
from ..gl.draw_order import PICTURE
from ..gl.render_target import Pixels, Surface
from .quality import Step

SAMPLES = 4
DETAIL_HEIGHT_PX = 360
"""Detail as for so high a picture: letters are to be read in a thumbnail too, and a larger one shall not cost more."""


def step_for(height_px: int) -> Step:
    """What is drawn in a small picture of some height."""
    return Step(detail=DETAIL_HEIGHT_PX / height_px, taps=1, mirror=False, samples=SAMPLES)


class Glance:
    """A second, small picture of the same scene; its surface is made when it is first asked for.

    Parameters
    ----------
    host : the surfaces' owner.
    scene : the root of everything.
    """

    def __init__(self, host: Host, scene: p3d.NodePath) -> None:
        self._host, self._scene = host, scene
        self._made: tuple[Surface, p3d.NodePath[p3d.Camera]] | None = None

    def draw(self, eye: Eye, size: tuple[int, int]) -> Pixels:
        """What this eye sees of the scene as it stands; the picture is the caller's to keep.

        Parameters
        ----------
        size : width and height, pixels.

        Returns
        -------
        ndarray of uint8, shape (height, width, 4)
            Blue first.
        """
        if self._made is None:
            surface = self._host.surface("glance", size, SAMPLES)
            camera = p3d.Camera("glance", p3d.PerspectiveLens())
            camera.camera_mask = PICTURE
            path = self._scene.attach_new_node(camera)
            surface.look_through(path)
            self._made = surface, path
        surface, path = self._made
        surface.resize(*size)
        eye.aim(path)
        return surface.draw().copy()  # the next glance draws into the same memory
