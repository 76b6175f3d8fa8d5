"""A park without a bake: land, buildings and light made from the rows of a scene, in the format of a baked park.

A scene that says `site:` has no model of its own. From its rows :mod:`~explorer.grow.arrange` finds the places,
:mod:`~explorer.grow.land` the land, :mod:`~explorer.grow.catalogue` builds, :mod:`~explorer.grow.light.voxel_light` gathers
the light, and :mod:`~explorer.grow.grown` writes it all into the user's cache, where the stage reads it as it reads a bake.

Lengths are metres, x east, y north, z up; headings are degrees clockwise from north.
"""
