"""A scene that is edited: changes of its files, undone, checked and saved. No Qt."""
