"""What is seen and heard of a tour: its stops, its captions, its voice, what it asks when one wanders off."""
