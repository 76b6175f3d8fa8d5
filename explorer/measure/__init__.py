"""Measurements of the park: its speed, checks of the machine, and reports of visits."""
