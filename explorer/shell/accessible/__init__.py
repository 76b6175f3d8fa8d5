"""Accessibility of the window: roles, values, text and actions that Qt does not provide."""

from .announcing import announce
from .factory import install
from .interfaces import Chooser, EvenSteps, Item, Region, Role, Scale, Steps
from .paragraph import Paragraph
