"""How a frame is made: policies, dynamic resolution, cached layer, warm-up."""
