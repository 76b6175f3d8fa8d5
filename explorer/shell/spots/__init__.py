"""Hot spots: pins at a building, and the card of the one that is open."""
