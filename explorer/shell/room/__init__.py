"""The phones of a room, as the show's own screen has them: how one joins, who is there, calls for staff."""
