"""Generates a park from the rows of a scene: land, buildings and light, in the format of a baked park.

A scene with `site:` comes without a model. From its rows :mod:`~explorer.build.grown.arrange` finds the places,
:mod:`~explorer.build.grown.land` lays out the land, :mod:`~explorer.build.grown.catalogue` builds the buildings,
:mod:`~explorer.build.grown.light.voxel_light` computes the light, and :mod:`~explorer.build.grown.grown` writes
everything into the user's cache, from which the stage reads it like a bake.

Lengths are metres, x east, y north, z up; headings are degrees clockwise from north.
"""
