"""Read aloud: the park's voice reads the open page to visitors who cannot bring a screen reader."""
