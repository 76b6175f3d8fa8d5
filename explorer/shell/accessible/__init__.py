"""Accessibility of the window: roles, values, text and actions that Qt does not provide."""

from .interfaces import Chooser, EvenSteps, Item, Paragraph, Region, Role, Scale, Steps, announce, install
