"""Commands that write files: images, films, pages, programs."""
