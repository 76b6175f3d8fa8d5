"""A fleet: many booths on one broker. A hub collects their visits, monitors them, and distributes content."""
