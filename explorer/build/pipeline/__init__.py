"""The pipeline of the bake, from parts to files in assets/: assembly, cache, packing."""
