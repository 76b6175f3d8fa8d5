"""Sound of the park: loops by place and light, and short sounds in response to the visitor."""

from .soundscape import Sounds

__all__ = ["Sounds"]
