"""What is seen of the company whose park it is: its logo and its contact."""
