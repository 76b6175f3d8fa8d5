"""Display and voice of a tour: stops, captions, narrator, and prompts when a visitor wanders off."""
