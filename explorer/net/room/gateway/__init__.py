"""The gateway: one page and one WebSocket for each phone of a room, in a process beside the show."""
