"""What surrounds the park: Qt, and no Panda3D."""
