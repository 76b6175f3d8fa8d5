"""A talk on the screens: the audience's picture, and the presenter's console beside it. Made by `layer`, in a talk alone."""
