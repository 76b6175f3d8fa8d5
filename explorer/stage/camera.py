"""The camera: pixels to rays and points to pixels, with the subject in the free part of the frame."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians, tan

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..base.geometry import WHOLE, Pose, Rect, Vec2, Vec3, clamp

FAR_M = 5000.0


@dataclass(frozen=True, slots=True)
class Camera:
    """A pose and the frame it is seen in; the target is in the middle of `free`.

    `is_sharp` turns depth of field off; `glows` and `is_graded` turn on bloom and colour grading of the rich
    tier.
    """

    pose: Pose
    aspect: float
    free: Rect = WHOLE
    is_sharp: bool = False
    glows: bool = True
    is_graded: bool = True

    @property
    def shift(self) -> Vec2:
        """Position of the target in the frame, -1..1, y up."""
        x, y = self.free.centre
        return (2 * x - 1, 1 - 2 * y)

    @property
    def near_m(self) -> float:
        """Distance of the near plane; as far away as possible, so that depths are precise."""
        return clamp(self.pose.distance_m * 0.012, 0.8, 5.0)

    def ray(self, x: float, y: float) -> Vec3:
        """Unit direction of the ray through a point of the frame, -1..1, y up."""
        dx, dy = self.shift
        return self.pose.toward(x - dx, y - dy, self.aspect)

    def project(self, points: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Positions (n, 3) projected into the frame: fractions (n, 2) from its top left, nan behind the camera."""
        right, up, ahead = np.array(self.pose.axes)
        offset = np.asarray(points, float).reshape(-1, 3) - self.pose.eye
        depth = offset @ ahead
        depth = np.where(depth > self.near_m, depth, np.nan)
        half = tan(radians(self.pose.fov_deg / 2))
        dx, dy = self.shift
        x = offset @ right / (depth * half * self.aspect) + dx
        y = offset @ up / (depth * half) + dy
        return np.stack([(x + 1) / 2, (1 - y) / 2], axis=1)

    def aim(self, camera: p3d.NodePath[p3d.Camera], crop: Rect = WHOLE) -> None:
        """Aim Panda3D's camera at the whole frame or the part in `crop`."""
        pose = self.pose
        camera.set_pos(*pose.eye)
        camera.set_hpr(180.0 - pose.azimuth_deg, -pose.elevation_deg, 0.0)
        dx, dy = self.shift
        # film height 1: the middle of the crop, measured from the axis of the lens
        middle_x, middle_y = crop.centre
        film_x = (2 * middle_x - 1 - dx) * self.aspect / 2
        film_y = (1 - 2 * middle_y - dy) / 2
        lens = camera.node().get_lens()
        lens.set_film_size((crop.right - crop.left) * self.aspect, crop.bottom - crop.top)
        lens.set_focal_length(0.5 / tan(radians(pose.fov_deg / 2)))
        lens.set_film_offset(film_x, film_y)
        lens.set_near_far(self.near_m, FAR_M)
