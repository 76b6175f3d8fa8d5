"""Models of hot spots that visitors turn by hand: read and fitted into their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ...i18n import Text
from ..base import Id
from ..checks.own_size import up_axis
from ..meshes.mesh import Mesh, NotRead, too_many
from ..model import Park, Spot
from ..yaml_file import YamlFile
from .spot import PRODUCT_M, file_key, product_place_m

MOST_TRIANGLES = 60_000
"""Most triangles of a product: it is drawn while it is turned."""


class Product(NamedTuple):
    """A hot spot with a product, and where it is."""

    zone: Id
    spot: Spot
    number: int

    @property
    def name(self) -> str:
        return f"{self.zone} {self.spot.id} product"


def products(park: Park) -> tuple[Product, ...]:
    """All products of a park whose files are there."""
    found = [
        (zone.id, spot)
        for zone in park.zones.values()
        for spot in zone.spots
        if file_key(zone.id, spot.id, "model") in park.spot_files
    ]
    return tuple(Product(zone, spot, number) for number, (zone, spot) in enumerate(found))


def product_meshes(park: Park) -> Iterator[tuple[Product, Mesh | NotRead]]:
    """The models of all products in their places, or why one is not shown."""
    from ..meshes.placing import upright  # only needed where there are products
    from ..meshes.reading import read_mesh

    for product in products(park):
        path = park.spot_files[file_key(product.zone, product.spot.id, "model")]
        try:
            mesh = read_mesh(path, keeps_textures=True)
        except NotRead as fault:
            yield product, fault
            continue
        if len(mesh.indices) > MOST_TRIANGLES:
            yield product, too_many(len(mesh.indices), MOST_TRIANGLES)
            continue
        up = up_axis(path, None)
        points, normals = (upright(rows, up, 0.0) for rows in (mesh.points, mesh.normals))
        low, high = points.min(axis=0), points.max(axis=0)
        scale = PRODUCT_M / max(float((high - low).max()), 1e-300)
        place = np.array(product_place_m(product.number))
        yield (
            product,
            replace(
                mesh,
                points=(points - (low + high) / 2) * scale + place,
                normals=normals,
                rig=None,
                mover=None,
            ),
        )


def check_products(files: Mapping[str, YamlFile], park: Park) -> None:
    """Open each product, and note what will not be seen of it."""
    for product, found in product_meshes(park):
        where = ("spots", park.zones[product.zone].spots.index(product.spot), "model")
        file, name = files[f"zones/{product.zone}"], product.spot.model or ""
        if isinstance(found, NotRead):
            what = Text("{name!r} is not shown: {what}", name=name, what=found.what)
            file.fault(where, what, found.remedy, warning=True)
            continue
        for loss in found.losses:
            what = Text("{model!r}: {loss}", model=name, loss=loss)
            file.fault(where, what, Text("change the file if that matters"), warning=True)
