"""Builds parks: the shipped one with numpy, shapely and embreex for `bake`, and those of :mod:`~explorer.build.grown`.

A building takes these steps: a builder in :mod:`~explorer.build.buildings` writes triangles into a
:class:`~explorer.build.geometry.mesh_builder.MeshBuilder`, :mod:`~explorer.build.light.light` gathers the light that
falls on them, and :mod:`~explorer.build.pipeline.pack` writes the result in :mod:`explorer.base.baked_format`.

Lengths are metres, x east, y north, z up. A builder works in world coordinates and reads its place from
:mod:`~explorer.build.site.plan`.
"""
