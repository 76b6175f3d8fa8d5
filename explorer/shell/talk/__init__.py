"""A talk on the screens: the audience's picture, and the presenter's console beside it."""

from .layer import TalkLayer

__all__ = ["TalkLayer"]
