"""What happened, written as one JSON object a line, and counted for the visit database."""
