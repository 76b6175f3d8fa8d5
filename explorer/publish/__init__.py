"""What leaves the program: films, models, and programs for other computers."""
