"""Communication with other machines: a message broker, topics and messages, and visitors' phones. No Qt, no Panda3D."""
