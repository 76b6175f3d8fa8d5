"""What every floor uses: geometry, the format of baked files, names, files written whole."""
