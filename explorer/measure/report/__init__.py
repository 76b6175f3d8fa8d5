"""Reports on what visitors looked at: figures of the visit database as tables, a CSV file or a page with charts."""
