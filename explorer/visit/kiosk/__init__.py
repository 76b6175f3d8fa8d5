"""A kiosk: attract, explore, ask, start over."""
