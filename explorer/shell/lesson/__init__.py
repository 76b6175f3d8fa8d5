"""A class is taught and asked; one visitor takes a quiz; a sheet to print remains."""
