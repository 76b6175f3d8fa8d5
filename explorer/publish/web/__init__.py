"""The park as a folder for browsers: plain pages, the park in its own light, exhibits that answer. See README.md."""
