"""Logo and contact of the park's company."""
