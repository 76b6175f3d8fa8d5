"""A fleet: many booths on one broker. A hub collects their visits, shows how each is, and sends content."""
