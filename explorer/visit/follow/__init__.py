"""One visit on several screens: the leader's as a message, and a follower's that keeps up with it."""
