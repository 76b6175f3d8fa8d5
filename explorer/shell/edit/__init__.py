"""The window in which a scene is edited: the park, a sheet of forms beside it, and what is changed appears at once."""
