"""The scene: baked files, placeholders and models as a node tree."""
