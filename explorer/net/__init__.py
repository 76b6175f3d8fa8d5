"""What connects the park with other machines: phones and followers, a fleet of booths, a live production line."""
