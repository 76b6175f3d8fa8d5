"""Sun, sky, water and shadow for each day phase."""
