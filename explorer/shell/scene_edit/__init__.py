"""Editing in the view: zones on the ground, views and stops from the present camera, acts recorded at an exhibit."""
