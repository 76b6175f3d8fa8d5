"""Basic meshes, and many instances of one mesh in one call."""
