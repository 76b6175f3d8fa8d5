"""Following a visit on other screens: the leader's messages, and the follower's visit that mirrors them."""
