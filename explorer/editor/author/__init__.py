"""Help for authors of scenes: a new scene to start from, the schemas of its files, and its texts as a sheet."""
