"""What only a processor that draws needs. The program runs without this folder."""
