"""The ray-traced light of the park: sun, sky and lamps on every surface and on the ground."""
