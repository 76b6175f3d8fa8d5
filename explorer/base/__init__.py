"""What every room uses: geometry, the format of baked files, names, atomic writes."""
