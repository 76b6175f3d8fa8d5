"""Events of a show, written as one JSON object per line, and counted for the visit database."""
