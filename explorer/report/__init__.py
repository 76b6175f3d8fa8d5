"""What visitors looked at: the figures of the visit journal as a table, a CSV file or a page with charts."""
