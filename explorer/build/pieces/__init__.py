"""Components of buildings and streets: facades, doors, roofs, seats, plants, machines, written into a mesh builder."""
