"""Hot spots of zones: what they hold, and the files they name."""
