"""A scene being edited: changes of its files, with undo, checks and saving. No Qt."""
