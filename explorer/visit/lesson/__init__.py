"""Lessons with questions to a class, and the quiz for one visitor."""
