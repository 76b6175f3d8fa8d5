"""Meshes under construction: the mesh builder, facades, letters, materials."""
