"""A tour that plays, waits for a visitor who looks around, and restores everything."""
