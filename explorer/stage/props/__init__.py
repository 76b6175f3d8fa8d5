"""What live exhibits look like: one file a kind, and the cast that brings them on."""
