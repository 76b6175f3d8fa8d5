"""What a talk, a lesson or a tour leaves behind: a PDF and a deck, written from the show as it was given."""
