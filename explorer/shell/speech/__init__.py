"""The system's text-to-speech voices, in a separate process."""
