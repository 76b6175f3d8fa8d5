"""How the park is built, with numpy, shapely, trimesh and embreex: run by `bake` alone.

The way of a building: a builder in :mod:`~explorer.kit.buildings` writes triangles into a
:class:`~explorer.kit.soup.Soup`, :mod:`~explorer.kit.light` gathers the light that falls on them, and
:mod:`~explorer.kit.pack` writes the result in the form told by :mod:`explorer.core.baked_format`.

Lengths are metres, x east, y north, z up. A builder works in world coordinates and reads its place from
:mod:`~explorer.kit.plan`.
"""
