"""The park's own voice reads what is open, where a visitor cannot bring a screen reader."""
