"""Tours being made: views and stops from the present camera, and recorded acts."""
