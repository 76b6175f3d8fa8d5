"""What a scene is given where it leaves something out."""
