"""Tours while they are made: views and stops from where one stands, and acts as they were done."""
