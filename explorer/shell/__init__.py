"""The desktop shell around the park: Qt, no Panda3D."""
