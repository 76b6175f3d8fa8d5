"""What draws attention: outlines, flow ribbons, beacon, fading."""
