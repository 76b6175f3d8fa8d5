"""Passes that turn light into a picture: occlusion, reflections, bloom, depth of field, tone mapping, antialiasing."""
