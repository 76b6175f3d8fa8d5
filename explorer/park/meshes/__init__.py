"""Users' model files (GLB, OBJ, STL, PLY): read, checked and fitted into a place. No graphics here."""
