"""Pictures of a web edition: posters from the cameras at which the model appears, exhibits at work, the logo."""

from __future__ import annotations

import io
from dataclasses import replace
from math import atan2, cos, degrees, radians, sin, tan
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from ...base.geometry import Pose
from ...i18n import Language
from ...park.at_work import picture_of
from ...park.model import Park
from ...stage import Stage
from ...visit import FlyTo, Open, Operate, Settings, Visit
from ..film.film import arrived, final_frame
from .folder import Folder
from .words import text_language

WIDE_PX, TALL_PX = (1408, 640), (760, 1240)
"""Sizes of the posters: wide enough for the flattest windows and for phones, which crop the sides."""

POSTER_BYTES, PICTURE_BYTES = 78_000, 40_000
PICTURE_PX = (960, 540)
NARROWEST = 0.45
"""Width by height of the narrowest phones, in which all zones are to be seen."""

TALL_FOV_DEG, TALL_ELEVATION_DEG = 42.0, 31.0
Floats = npt.NDArray[np.float64]

FREE = (-0.92, 0.92, -0.3, 0.8)
"""Part of a tall window, -1..1, in which the park appears: the opening text is below."""


def tall_pose(park: Park) -> Pose:
    """The camera of the opening in a tall window: along the length of the park, all its zones in the free part."""
    wide = park.views[park.start].pose
    places = np.array([zone.place.label_m for zone in park.zones.values()])
    if len(places) < 3:
        return wide
    middle = places.mean(axis=0)
    east, north = np.linalg.svd(places[:, :2] - middle[:2], full_matrices=False)[2][0]
    azimuth_deg = degrees(atan2(east, north)) % 360
    if (
        cos(radians(azimuth_deg - wide.azimuth_deg)) < 0
    ):  # of the two ends, the one nearer to the usual camera
        azimuth_deg = (azimuth_deg + 180) % 360
    pose = Pose(
        (float(middle[0]), float(middle[1]), 0.0), azimuth_deg, TALL_ELEVATION_DEG, 200.0, TALL_FOV_DEG
    )
    left, right, low, high = FREE
    for _ in range(40):
        across, up = _seen(pose, places, NARROWEST)
        grow = max(np.ptp(across) / (right - left), np.ptp(up) / (high - low))
        half_m = pose.span_m / 2
        pose = replace(pose, distance_m=pose.distance_m * float(np.clip(grow, 0.8, 1.25)))
        aside_m = half_m * NARROWEST * (across.max() + across.min() - left - right) / 2
        ahead_m = half_m * (up.max() + up.min() - low - high) / 2
        axis, (x, y) = pose.axes[0], (sin(radians(azimuth_deg)), cos(radians(azimuth_deg)))
        pose = pose.moved(axis[0] * aside_m - x * ahead_m, axis[1] * aside_m - y * ahead_m)
    return pose


def _seen(pose: Pose, places: Floats, aspect: float) -> tuple[Floats, Floats]:
    """Where places are seen, -1..1 across and up."""
    right, up, ahead = (np.array(axis) for axis in pose.axes)
    away = places - np.array(pose.eye)
    depth = np.abs(away @ ahead) * tan(radians(pose.fov_deg / 2))
    return away @ right / depth / aspect, away @ up / depth


def write_posters(
    park: Park,
    models: Path,
    tall: Pose,
    zones: list[str],
    folder: Folder,
    language: Language,
) -> dict[str, str]:
    """Draw the posters, and exhibits without a picture; zone -> its file. Raises NoGraphics where nothing can be drawn."""
    visit = Visit.begin(park, settings=Settings(language=language, comfort="cut"))
    stage = Stage(park, models, WIDE_PX, quality="standard", frames="direct")
    found = {}
    try:
        wide = park.views[park.start].pose
        for name, pose, size in (("poster", wide, WIDE_PX), ("poster-tall", tall, TALL_PX)):
            stage.resize(*size)
            image = Image.fromarray(final_frame(arrived(visit, FlyTo(pose)), stage))
            folder.data(f"pictures/{name}.webp", webp(image, POSTER_BYTES))
        for id in zones:
            there = arrived(visit, Open(id))
            if park.zones[id].exhibit is not None:
                there = arrived(there, Operate())
            stage.resize(*PICTURE_PX)
            image = Image.fromarray(final_frame(there, stage))
            found[id] = f"{id}.webp"
            folder.data(f"pictures/{id}.webp", webp(image, PICTURE_BYTES))
    finally:
        stage.close()
    return found


def write_at_work(
    park: Park, languages: tuple[Language, ...], folder: Folder
) -> dict[str, dict[Language, str]]:
    """Copy the pictures of exhibits at work: zone -> language -> file in `pictures/`."""
    found: dict[str, dict[Language, str]] = {}
    for id in park.zones:
        for language in dict.fromkeys(text_language(park, one) for one in languages):
            file = picture_of(park, id, language)
            if file is None:
                continue
            name = f"{id}-{file.parent.name}.webp"
            try:
                if f"pictures/{name}" not in folder.packed_bytes:
                    with Image.open(file) as image:
                        as_is = image.format == "WEBP" and file.stat().st_size <= PICTURE_BYTES
                        content = file.read_bytes() if as_is else webp(image.convert("RGB"), PICTURE_BYTES)
                    folder.data(f"pictures/{name}", content)
            except (OSError, UnidentifiedImageError):  # without its picture the page is whole
                continue
            found.setdefault(id, {})[language] = name
    return found


def webp(image: Image.Image, most_bytes: int) -> bytes:
    """An image in the best quality that fits into a number of bytes."""
    for quality in (82, 74, 66, 58, 48, 38, 28):
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= most_bytes:
            break
    return file.getvalue()


def write_logo(park: Park, folder: Folder) -> str:
    """Copy the owner's logo; its file in `pictures/`, or nothing."""
    file = park.brand.file("logo") if park.brand else None
    if file is None:
        return ""
    name = f"logo{file.suffix.lower()}"
    folder.data(f"pictures/{name}", file.read_bytes())
    return name
