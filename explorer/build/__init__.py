"""How the park is built, with numpy, shapely and embreex: run by `bake` alone.

The way of a building: a builder in :mod:`~explorer.build.buildings` writes triangles into a
:class:`~explorer.build.geometry.mesh_builder.MeshBuilder`, :mod:`~explorer.build.light.light` gathers the light that
falls on them, and :mod:`~explorer.build.pipeline.pack` writes the result in :mod:`explorer.base.baked_format`.

Lengths are metres, x east, y north, z up. A builder works in world coordinates and reads its place from
:mod:`~explorer.build.site.plan`.
"""
