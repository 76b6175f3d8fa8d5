"""Views, stops and acts of tours are recorded."""
