"""*Show me*: an exhibit's experiment plays by itself, with a card that says what happens and a ring at what changes."""
