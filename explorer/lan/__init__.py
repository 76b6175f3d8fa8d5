"""Other machines and the show: a message broker, topics and messages, and the phones of a room. No Qt, no Panda3D."""
