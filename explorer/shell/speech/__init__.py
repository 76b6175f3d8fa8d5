"""The system's voices, in a process of their own."""
