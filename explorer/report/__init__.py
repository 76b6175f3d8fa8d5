"""What visitors looked at: the figures of the visit database as a table, a CSV file or a page with charts."""
