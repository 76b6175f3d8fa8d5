"""The island around the buildings: plan, ground, shore, streets, gardens, signs."""
