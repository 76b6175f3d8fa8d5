"""The light of the park, by ray tracing: sun, sky and lamps on every surface and on the ground."""
