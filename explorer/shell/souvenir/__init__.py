"""What a visitor takes along: the passport with a stamp for each zone, and a postcard of the view."""
