"""Keeps the explorer on the screen: starts it, listens for its heartbeats, and restarts it. Standard library only.

`supervisor` is the small process that stays; `watchdog_pipe` is the connection over which the explorer
signals that it is alive; `child` starts it on each system and ends everything it has started, on Windows
through a job object.
"""
