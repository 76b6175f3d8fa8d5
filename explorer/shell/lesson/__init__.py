"""Lessons: teaching and asking a class, the quiz for one visitor, handouts to print."""
