"""Camera poses, limits and flights."""
