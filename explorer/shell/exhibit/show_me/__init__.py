"""*Show me*: plays an exhibit's experiment, with a card that explains each step and a ring around what changes."""
