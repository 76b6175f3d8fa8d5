"""Keeps the explorer on the screen: starts it, listens for its beats, and starts it again. Standard library only.

`keeper` is the small process that stays; `line` is what the explorer holds in its hand at the other end.
"""
