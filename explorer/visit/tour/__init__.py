"""Tours: playback, pausing when a visitor looks around, and restoring the earlier state."""
