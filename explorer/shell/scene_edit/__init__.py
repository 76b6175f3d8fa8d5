"""Editing in the picture: zones on the ground, views and stops from where one stands, acts recorded at an exhibit."""
