"""The editing window: the park with a sheet of forms beside it; changes appear at once."""
