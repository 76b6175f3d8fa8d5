"""Keeps the explorer on the screen: starts it, listens for its heartbeats, and starts it again. Standard library only.

`supervisor` is the small process that stays; `watchdog_pipe` is the connection over which the explorer tells that it is alive;
`child` starts it on each system and ends all that it has started, on Windows by a `job_object`.
"""
