"""What buildings and streets are made of: facades, doors, roofs, seats, plants, machines, all written on a mesh builder."""
