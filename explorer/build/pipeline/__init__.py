"""From the modules of the bake to the files in assets/: parts, cache, packing."""
