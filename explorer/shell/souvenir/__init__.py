"""Souvenirs of a visit: the passport with a stamp for each zone, and a postcard of the view."""
